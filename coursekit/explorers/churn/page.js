// A trained network about one bank customer; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { button, h } from "../kit/elements.js";
import { colourOf } from "../kit/looks.js";
import { say } from "../kit/words.js";

/** Field of the state → its column in the table, and what learners read. */
const FACTS = {
  credit_score: { column: "CreditScore", words: "credit score", range: [350, 850] },
  country: { column: "Geography", words: "country", list: ["France", "Germany", "Spain"] },
  gender: { column: "Gender", words: "gender", list: ["Female", "Male"] },
  age: { column: "Age", words: "age", range: [18, 92] },
  tenure: { column: "Tenure", words: "years with the bank", range: [0, 10] },
  balance: { column: "Balance", words: "balance", range: [0, 250000] },
  products: { column: "NumOfProducts", words: "number of products", list: [1, 2, 3, 4] },
  card: { column: "HasCrCard", words: "credit card", list: [false, true] },
  active: { column: "IsActiveMember", words: "active member", list: [false, true] },
  salary: { column: "EstimatedSalary", words: "estimated salary", range: [0, 200000] },
};
const NAMES = Object.keys(FACTS);
const FIXED = ["country", "gender", "age", "tenure"];
const POINTS = 51; // of the curve over a range

const named = (facts) => Object.fromEntries(NAMES.map((name, k) => [name, facts[k]]));

/** The eleven inputs of the network. */
function standardised(facts, given) {
  const raw = [
    facts.credit_score,
    facts.age,
    facts.tenure,
    facts.balance,
    facts.products,
    Number(facts.card),
    Number(facts.active),
    facts.salary,
    Number(facts.country === "Germany"),
    Number(facts.country === "Spain"),
    Number(facts.gender === "Male"),
  ];
  return raw.map((x, k) => (x - given.mean[k]) / given.deviation[k]);
}

/** z = a W + b */
function sums(a, kernel, bias) {
  const z = [...bias];
  a.forEach((x, i) => {
    kernel[i].forEach((w, j) => {
      z[j] += x * w;
    });
  });
  return z;
}

function probability(facts, given) {
  const [kernel1, bias1, kernel2, bias2, kernel3, bias3] = given.weights;
  const relu = (z) => z.map((value) => Math.max(0, value));
  const first = relu(sums(standardised(facts, given), kernel1, bias1));
  const second = relu(sums(first, kernel2, bias2));
  const [z] = sums(second, kernel3, bias3);
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** The values of one fact at which the curve is computed. */
function curveValues({ list, range }) {
  if (list) return list;
  const [low, high] = range;
  return Array.from({ length: POINTS }, (_, k) => low + ((high - low) * k) / (POINTS - 1));
}

function averageCustomer(given) {
  const facts = named(NAMES.map((name) => given.average[FACTS[name].column]));
  return { ...facts, card: Boolean(facts.card), active: Boolean(facts.active) };
}

export function frame(state, given) {
  const now = named(NAMES.map((name) => state[name]));
  const start = named(state.start);
  const average = averageCustomer(given);
  const p = probability(now, given);
  const p_start = probability(start, given);
  const changed = NAMES.filter((name) => now[name] !== start[name]);
  const allowed = changed.length <= 2 && !changed.some((name) => FIXED.includes(name));
  const values = curveValues(FACTS[state.vary]);
  const changeTo = (name) => probability({ ...now, [name]: average[name] }, given) - p;
  return {
    inputs: standardised(now, given),
    p,
    p_start,
    p_average: probability(average, given),
    changed,
    values,
    curve: values.map((value) => probability({ ...now, [state.vary]: value }, given)),
    changes: NAMES.map(changeTo),
    goal: p_start >= 0.5 && p < 0.2 && allowed,
  };
}

export function describe(_, frame) {
  let told = `The network gives this customer the probability ${say(frame.p)} of leaving.`;
  if (frame.changed.length) {
    const changed = frame.changed.map((name) => FACTS[name].words).join(", ");
    told += ` At the start it was ${say(frame.p_start)}; changed since: ${changed}.`;
  }
  const sizes = frame.changes.map(Math.abs);
  const largest = sizes.indexOf(Math.max(...sizes));
  return (
    `${told} Of all single facts, ${FACTS[NAMES[largest]].words} moves it most when set to the ` +
    `average customer's value: to ${say(frame.p + frame.changes[largest])}.`
  );
}

/** A value as learners read it. */
function spoken(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? say(value, 6) : value;
}

/** Where a value stands on the axis of the curve. */
const placeOf = (value, { list }) => (list ? list.indexOf(value) : value);

function draw(plot, state, frame) {
  drawCurve(plot, state, frame);
  drawChanges(plot, frame);
}

function drawCurve(plot, state, frame) {
  const fact = FACTS[state.vary];
  const { list, range, words } = fact;
  const [low, high] = list ? [-0.5, list.length - 0.5] : range;
  const panel = plot.panel({
    id: "curve",
    box: plot.narrow ? [0, 0, 1, 0.5] : [0, 0, 0.5, 1],
    xlim: [low, high],
    ylim: [0, 1],
    xlabel: state.vary === "age" ? "age (years)" : words,
    ylabel: "probability of leaving",
    title: `The model says ${say(frame.p)}`,
    xticks: list?.map((value, k) => [k, spoken(value)]),
  });
  panel.rect(low, 0.5, high, 1, { fill: "positive", alpha: 0.1, width: 0 });
  panel.segment([low, 0.5], [high, 0.5], { colour: "grey", dash: [6, 4] });
  const points = frame.values.map((value, k) => [placeOf(value, fact), frame.curve[k]]);
  if (list) panel.bars(points, { colour: "sky", size: 0.6 });
  else panel.line(points, { colour: "blue", width: 2.5 });
  if (frame.changed.length) {
    const place = placeOf(state.start[NAMES.indexOf(state.vary)], fact);
    markStart(panel, place, frame.p_start);
  }
  const now = [placeOf(state[state.vary], fact), frame.p];
  panel.dots([now], { colour: "vermillion", size: 7, rim: 2 });
}

function markStart(panel, place, p) {
  panel.dots([[place, p]], { colour: "paper", marker: "diamond", size: 6, rim: 2 });
  const height = p + (p > 0.9 ? -0.07 : 0.07);
  const [low, high] = panel.xlim;
  const share = (place - low) / (high - low);
  const align = ["left", "center", "right"][Math.min(2, Math.max(0, Math.floor(6 * share) - 1))];
  panel.text(place, height, "at the start", { align, size: 12 });
}

function drawChanges(plot, { changes }) {
  const rows = NAMES.length;
  const most = 1.6 * Math.max(0.1, ...changes.map(Math.abs));
  const panel = plot.panel({
    id: "changes",
    box: plot.narrow ? [0.26, 0.5, 0.74, 0.5] : [0.62, 0, 0.38, 1],
    xlim: [-most, most],
    ylim: [rows - 0.5, -0.5],
    xlabel: "change of the probability",
    title: "If one fact were average",
    yticks: NAMES.map((name, k) => [k, FACTS[name].words]),
  });
  changes.forEach((change, k) => {
    const fill = colourOf(change);
    panel.rect(0, k - 0.35, change, k + 0.35, { fill, colour: "ink", width: 1 });
    if (Math.abs(change) < 0.005) return;
    const [sign, align] = change > 0 ? ["+", "left"] : ["", "right"];
    const place = change + Math.sign(change) * 0.02 * most;
    panel.text(place, k, sign + say(change, 2), { align, size: 12 });
  });
  panel.segment([0, -0.5], [0, rows - 0.5], { width: 1 });
}

function handles(state, frame) {
  const name = state.vary;
  const fact = FACTS[name];
  const x = placeOf(state[name], fact);
  const value = `${spoken(state[name])}, probability ${say(frame.p)}`;
  const moveTo = (place) => ({ [name]: valueAt(place, fact) });
  const keys = { ArrowLeft: () => moveTo(x - 1), ArrowRight: () => moveTo(x + 1) };
  return [
    {
      id: "fact",
      label: fact.words,
      panel: "curve",
      x,
      y: frame.p,
      value,
      keys: fact.list && keys,
      move: (_, place) => moveTo(place),
    },
  ];
}

function valueAt(place, { list, range }) {
  const [low, high] = list ? [0, list.length - 1] : range;
  const inside = Math.max(low, Math.min(high, place));
  return list ? list[Math.round(inside)] : inside;
}

function extra(root, view) {
  const back = () => view.go(named(view.state.start));
  const keep = () => view.go({ start: NAMES.map((name) => view.state[name]) });
  const { inputs, mean, deviation, weights } = view.given;
  const traits = { rows: 6, cols: 60, readOnly: true, ariaLabel: "The network as JSON" };
  const network = h("textarea", traits);
  network.value = JSON.stringify({ inputs, mean, deviation, weights });
  const moves = h(
    "div",
    { className: "ck-moves" },
    button("Back to this customer's facts", back),
    button("Take these facts as the start", keep),
  );
  root.append(moves);
  view.below.append(
    h(
      "p",
      {},
      "The model knows what goes together with leaving in its table. It does not know causes: " +
        "a customer whose fact is changed need not do what the model says.",
    ),
    h("details", {}, h("summary", {}, "The network: inputs, their scale, its weights"), network),
  );
}

export default explorer({
  frame,
  describe,
  draw,
  handles,
  extra,
  aspect: 0.44,
  tallest: 330,
  narrow: 1.7,
});
