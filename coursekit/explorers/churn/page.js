// A trained network about one bank customer; the same numbers as explorer.py.
import { explorer, say } from "../kit/base.js";

const FACTS = ["credit_score", "country", "gender", "age", "tenure", "balance", "products", "card", "active", "salary"];
const COLUMNS = ["CreditScore", "Geography", "Gender", "Age", "Tenure", "Balance", "NumOfProducts", "HasCrCard", "IsActiveMember", "EstimatedSalary"];
const WORDS = ["credit score", "country", "gender", "age", "years with the bank", "balance", "number of products", "credit card", "active member", "estimated salary"];
const LISTS = {
  country: ["France", "Germany", "Spain"], gender: ["Female", "Male"], products: [1, 2, 3, 4],
  card: [false, true], active: [false, true],
};
const RANGES = { credit_score: [350, 850], age: [18, 92], tenure: [0, 10], balance: [0, 250000], salary: [0, 200000] };
const FIXED = ["country", "gender", "age", "tenure"];

const named = (facts) => Object.fromEntries(FACTS.map((name, k) => [name, facts[k]]));

function standardised(facts, given) {
  const raw = [
    facts.credit_score, facts.age, facts.tenure, facts.balance, facts.products,
    +facts.card, +facts.active, facts.salary,
    +(facts.country === "Germany"), +(facts.country === "Spain"), +(facts.gender === "Male"),
  ];
  return raw.map((x, k) => (x - given.mean[k]) / given.deviation[k]);
}

function sums(a, kernel, bias) {
  const z = [...bias];
  a.forEach((x, i) => kernel[i].forEach((w, j) => (z[j] += x * w)));
  return z;
}

function probability(facts, given) {
  const [kernel1, bias1, kernel2, bias2, kernel3, bias3] = given.weights;
  const relu = (z) => z.map((value) => Math.max(0, value));
  const a = relu(sums(relu(sums(standardised(facts, given), kernel1, bias1)), kernel2, bias2));
  const z = sums(a, kernel3, bias3)[0];
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

function curveValues(name) {
  if (LISTS[name]) return LISTS[name];
  const [low, high] = RANGES[name];
  return Array.from({ length: 51 }, (_, k) => low + ((high - low) * k) / 50);
}

function averageCustomer(given) {
  const facts = named(COLUMNS.map((column) => given.average[column]));
  return { ...facts, card: !!facts.card, active: !!facts.active };
}

export function frame(state, given) {
  const now = named(FACTS.map((name) => state[name])), start = named(state.start);
  const average = averageCustomer(given), p = probability(now, given), p_start = probability(start, given);
  const changed = FACTS.filter((name) => now[name] !== start[name]);
  const allowed = changed.length <= 2 && !changed.some((name) => FIXED.includes(name));
  const values = curveValues(state.vary);
  return {
    inputs: standardised(now, given), p, p_start, p_average: probability(average, given), changed, values,
    curve: values.map((value) => probability({ ...now, [state.vary]: value }, given)),
    changes: FACTS.map((name) => probability({ ...now, [name]: average[name] }, given) - p),
    goal: p_start >= 0.5 && p < 0.2 && allowed,
  };
}

export function describe(state, frame) {
  let told = `The network gives this customer the probability ${say(frame.p)} of leaving.`;
  if (frame.changed.length) {
    const changed = frame.changed.map((name) => WORDS[FACTS.indexOf(name)]).join(", ");
    told += ` At the start it was ${say(frame.p_start)}; changed since: ${changed}.`;
  }
  const sizes = frame.changes.map(Math.abs), k = sizes.indexOf(Math.max(...sizes));
  return `${told} Of all single facts, ${WORDS[k]} moves it most when set to the average ` +
    `customer's value: to ${say(frame.p + frame.changes[k])}.`;
}

const SHORT = { balance: "balance", salary: "estimated salary", age: "age (years)", tenure: "years with the bank", credit_score: "credit score" };
const spoken = (value) => (typeof value === "boolean" ? (value ? "yes" : "no") : typeof value === "number" ? say(value, 6) : value);

function draw(plot, state, frame) {
  const wide = !plot.narrow, name = state.vary, list = LISTS[name], n = frame.values.length;
  const place = (value) => (list ? list.indexOf(value) : value);
  const lim = list ? [-0.5, n - 0.5] : RANGES[name];
  const curve = plot.panel({
    id: "curve", x: 0, y: 0, width: wide ? 0.5 : 1, height: wide ? 1 : 0.5, xlim: lim, ylim: [0, 1],
    xlabel: SHORT[name] || WORDS[FACTS.indexOf(name)], ylabel: "probability of leaving",
    title: `The model says ${say(frame.p)}`, xticks: list ? list.map((value, k) => [k, spoken(value)]) : undefined,
  });
  curve.rect(lim[0], 0.5, lim[1], 1, { fill: "vermillion", alpha: 0.1, width: 0 });
  curve.line([[lim[0], 0.5], [lim[1], 0.5]], { colour: "grey", dash: [6, 4] });
  const points = frame.values.map((value, k) => [place(value), frame.curve[k]]);
  if (list) curve.bars(points, { colour: "sky", size: 0.6 });
  else curve.line(points, { colour: "blue", width: 2.5 });
  const start = state.start[FACTS.indexOf(name)];
  if (frame.changed.length) {
    curve.dots([[place(start), frame.p_start]], { colour: "paper", marker: "diamond", size: 6, rim: 2 });
    curve.text(place(start), frame.p_start + (frame.p_start > 0.9 ? -0.07 : 0.07), "at the start", { align: "center", size: 12 });
  }
  curve.dots([[place(state[name]), frame.p]], { colour: "vermillion", size: 7, rim: 2 });
  changes(plot, state, frame, wide);
}

function changes(plot, state, frame, wide) {
  const most = Math.max(0.1, ...frame.changes.map(Math.abs)) * 1.6, order = FACTS.map((_, k) => k);
  const left = wide ? 0.62 : 0.26;
  const panel = plot.panel({
    id: "changes", x: left, y: wide ? 0 : 0.5, width: 1 - left, height: wide ? 1 : 0.5,
    xlim: [-most, most], ylim: [FACTS.length - 0.5, -0.5], xlabel: "change of the probability",
    title: "If one fact were average", yticks: order.map((k) => [k, WORDS[k]]),
  });
  frame.changes.forEach((change, k) => {
    panel.rect(0, k - 0.35, change, k + 0.35, { fill: change > 0 ? "vermillion" : "blue", colour: "ink", width: 1 });
    if (Math.abs(change) < 0.005) return;
    const words = (change > 0 ? "+" : "") + say(change, 2);
    panel.text(change + Math.sign(change) * 0.02 * most, k, words, { align: change > 0 ? "left" : "right", size: 12, bare: true });
  });
  panel.line([[0, -0.5], [0, FACTS.length - 0.5]], { width: 1 });
}

function handles(state, frame) {
  const name = state.vary, list = LISTS[name];
  const at = list && list.indexOf(state[name]);
  const nearest = (x) => list[Math.max(0, Math.min(list.length - 1, Math.round(x)))];
  const keys = list && { ArrowLeft: () => ({ [name]: nearest(at - 1) }), ArrowRight: () => ({ [name]: nearest(at + 1) }) };
  return [{
    id: "fact", label: WORDS[FACTS.indexOf(name)], panel: "curve", y: frame.p,
    x: list ? at : state[name], keys, value: `${spoken(state[name])}, probability ${say(frame.p)}`,
    move: (now, x) => ({ [name]: list ? nearest(x) : Math.max(RANGES[name][0], Math.min(RANGES[name][1], x)) }),
  }];
}

function extra(root, api) {
  const add = (tag, traits) => root.appendChild(Object.assign(document.createElement(tag), traits));
  const button = (textContent, changes) => add("button", { type: "button", textContent, onclick: () => { api.set(changes(api.state())); api.commit(); } });
  button("Back to this customer's facts", (state) => named(state.start));
  root.append(" ");
  button("Take these facts as the start", (state) => ({ start: FACTS.map((name) => state[name]) }));
  add("p", { textContent: "The model knows what goes together with leaving in its table. It does not know causes: " +
    "a customer whose fact is changed need not do what the model says." });
  const { inputs, mean, deviation, weights } = api.given, network = add("details", {});
  network.innerHTML = '<summary>The network: inputs, their scale, its weights (JSON)</summary><textarea rows="6" cols="60" readonly aria-label="The network as JSON"></textarea>';
  network.lastChild.value = JSON.stringify({ inputs, mean, deviation, weights });
}

export default explorer({ frame, describe, draw, handles, extra, aspect: 0.44, narrow: 1.7 });
