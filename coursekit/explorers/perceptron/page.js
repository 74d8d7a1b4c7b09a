// A perceptron and its learning rule; the same numbers as explorer.py.
import { explorer, say } from "../kit/base.js";
import { ends, footAndTip, lineHandles, positiveSide } from "../kit/lines.js";

const VIEWS = [2, 5, 10, 20, 50, 100, 200, 500, 1100];
const GRID = 10000, MOST = 60;

function output([b, w1, w2], [x1, x2]) {
  const s = b + w1 * x1 + w2 * x2;
  return [s, s > 0 ? 1 : 0];
}

function learn(points, start, lr, passes) {
  if (!points.length) return { examples: [], ending: "no points", again: null };
  const examples = [], ends = [start];
  let weights = start;
  for (let pass = 0; pass < passes; pass++) {
    let mistakes = 0;
    points.forEach(([x1, x2, d], row) => {
      const [s, y] = output(weights, [x1, x2]), change = lr * (d - y), [b, w1, w2] = weights;
      weights = [b + change, w1 + change * x1, w2 + change * x2];
      if (d !== y) mistakes++;
      examples.push({ row, s, y, error: d - y, weights });
    });
    if (!mistakes) return { examples, ending: "separated", again: null };
    ends.push(weights);
  }
  return { examples, ending: "cap", again: firstReturn(ends) };
}

function firstReturn(ends) {
  for (let later = 1; later < ends.length; later++)
    for (let earlier = 0; earlier < later; earlier++)
      if (ends[later].every((w, k) => Math.abs(ends[earlier][k] - w) < 1e-9)) return [earlier, later];
  return null;
}

function widestStreet(points) {
  const whole = (x) => Math.floor(x * GRID + 0.5);
  const places = points.map(([x1, x2, d]) => [whole(x1), whole(x2), d]);
  let widest = null;
  places.forEach(([x1, x2, d], i) => {
    for (const [other1, other2, otherD] of places.slice(0, i)) {
      const u = x1 - other1, v = x2 - other2;
      const street = d === otherD ? streetAcross(places, -v, u) : streetAcross(places, u, v);
      if (street && (!widest || street[0] > widest[0])) widest = street;
    }
  });
  return widest;
}

function streetAcross(places, u, v) {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (const [x1, x2, d] of places) {
    const along = u * x1 + v * x2;
    if (along < low[d]) low[d] = along;
    if (along > high[d]) high[d] = along;
  }
  let sign, near, far;
  if (high[0] < low[1]) [sign, near, far] = [1, high[0], low[1]];
  else if (high[1] < low[0]) [sign, near, far] = [-1, high[1], low[0]];
  else return null;
  const length = Math.sqrt(u * u + v * v), middle = (near + far) / 2 / length / GRID;
  return [(far - near) / length / GRID, -sign * middle, (sign * u) / length, (sign * v) / length];
}

export function frame(state) {
  const { points } = state, start = [state.bias, state.w1, state.w2];
  const run = learn(points, start, state.lr, state.max_passes);
  const step = Math.min(state.step, run.examples.length), shown = run.examples.slice(0, step);
  const now = step ? shown[step - 1].weights : start, over = step === run.examples.length;
  const mistakes = [];
  let corrections = 0;
  shown.forEach(({ error }, k) => {
    const pass = Math.floor(k / points.length), mistake = +(error !== 0);
    mistakes[pass] = (mistakes[pass] || 0) + mistake;
    corrections += mistake;
  });
  const both = new Set(points.map((point) => point[2])).size === 2;
  const street = both ? widestStreet(points) : null;
  const farthest = Math.max(0, ...points.flatMap(([x1, x2]) => [Math.abs(x1), Math.abs(x2)]));
  let example = null;
  if (step) {
    const before = step > 1 ? shown[step - 2].weights : start;
    example = { ...shown[step - 1], before, pass: 1 + Math.floor((step - 1) / points.length) };
  }
  return {
    step, weights: now, example, mistakes, corrections, street,
    wrong: points.map((point) => output(now, point)[1] !== point[2]),
    ending: over ? run.ending : "",
    again: run.again && step >= run.again[1] * points.length ? run.again : null,
    last: run.examples.length,
    separable: !both ? "one class" : street ? "yes" : "no",
    view: VIEWS.find((side) => farthest <= 0.95 * side),
    goal: over && run.ending === "separated" && start.every((w) => w === 0) && corrections > 30,
  };
}

export function describe(state, frame) {
  const wrong = frame.wrong.filter(Boolean).length;
  const told = `${wrong} of ${state.points.length} points ${wrong === 1 ? "is" : "are"} on the wrong side.`;
  return [lesson(state, frame), told, end(frame), verdict(frame)].filter(Boolean).join(" ");
}

function lesson(state, { example, weights: [b, w1, w2] }) {
  const weights = `b = ${say(b)}, w = (${say(w1)}, ${say(w2)})`;
  if (!example) return `Before the first example: ${weights}.`;
  const [x1, x2, d] = state.points[example.row];
  const told = `Pass ${example.pass}, point ${example.row + 1}: s = ${say(example.s)}, `;
  if (example.error === 0) return told + `y = ${d} = d, so nothing changes: ${weights}.`;
  const sign = example.error > 0 ? "+" : "−";
  return told + `y = ${example.y} but d = ${d}, so w ← w ${sign} ${say(state.lr)} · ` +
    `(1, ${say(x1)}, ${say(x2)}): ${weights}.`;
}

function end(frame) {
  const passes = frame.mistakes.length;
  if (frame.again)
    return `After pass ${frame.again[1]} the weights are those after pass ${frame.again[0]} again: ` +
      "the same mistakes follow for ever.";
  if (frame.ending === "separated")
    return `Finished: pass ${passes} had no mistake; corrections: ${frame.corrections}.`;
  if (frame.ending === "cap") return `The cap ended the run after pass ${passes}; that proves nothing.`;
  return "";
}

function verdict({ separable, street, ending }) {
  if (separable === "yes")
    return `A line can separate the classes: the widest street is ${say(street[0])} wide${ending && ", its middle dotted"}.`;
  return separable === "no" ? "No line separates the classes." : "Points of both classes are needed.";
}

function draw(plot, state, frame) {
  const V = frame.view, box = (x, y, width, height) => ({ x, y, width, height });
  const [whole, upper, lower] = plot.narrow ? [box(0, 0, 1, 0.55), box(0, 0.55, 1, 0.22), box(0, 0.77, 1, 0.23)]
    : [box(0, 0, 0.54, 1), box(0.55, 0, 0.45, 0.5), box(0.55, 0.5, 0.45, 0.5)];
  const plane = plot.panel({
    id: "plane", ...whole, equal: true,
    xlim: [-V, V], ylim: [-V, V], xlabel: "x₁", ylabel: "x₂", title: "The boundary and the points",
  });
  plane.line(positiveSide(frame.weights, 4 * V), { fill: "vermillion", width: 0, alpha: 0.14 });
  const { street, example } = frame;
  if (street && frame.ending) plane.line(ends(street.slice(1), 4 * V), { colour: "green", width: 2, dash: [2, 5] });
  if (example && example.error) plane.line(ends(example.before, 4 * V), { colour: "grey", dash: [7, 5] });
  plane.line(ends(frame.weights, 4 * V), { colour: "ink", width: 2.5 });
  const at = footAndTip(frame.weights, -V, V);
  if (at) plane.arrow(at.foot, at.tip, { width: 2 });
  state.points.forEach(([x1, x2, d], k) => {
    const look = { colour: d ? "vermillion" : "blue", marker: d ? "square" : "circle" };
    if (example && example.row === k) plane.dots([[x1, x2]], { ...look, colour: "yellow", size: 15 });
    plane.dots([[x1, x2]], { ...look, size: 8 });
    if (frame.wrong[k]) plane.dots([[x1, x2]], { colour: "ink", marker: "cross", size: 5, rim: 2 });
  });
  const passes = frame.mistakes.length, n = Math.max(1, state.points.length);
  const bars = plot.panel({
    ...upper, xlim: [0.5, Math.max(10, passes) + 0.5], ylim: [0, n], xlabel: "pass over all points",
    ylabel: "mistakes", title: "Mistakes in each pass", yticks: [0, Math.ceil(n / 2), n].map((k) => [k, String(k)]),
  });
  bars.bars(frame.mistakes.map((count, k) => [k + 1, count]), { colour: "sky" });
  const words = plot.panel({
    ...lower, axes: false, ylim: [6, 0], title: example ? "This example" : "",
  });
  sums(state, frame).forEach((line, k) => words.text(0.03, k + 0.5, line, { bare: true, size: plot.narrow ? 12 : 13 }));
}

function sums(state, { example, weights }) {
  if (!example) return ["○ class 0", "□ class 1", "× on the wrong side", "→ w"];
  const triple = (w) => `(${w.map((v) => say(v)).join(", ")})`;
  const [x1, x2, d] = state.points[example.row], [b, w1, w2] = example.before;
  return [
    `x = (1, ${say(x1)}, ${say(x2)}), desired d = ${d}`,
    `s = ${say(b)} + ${say(w1)} · ${say(x1)} + ${say(w2)} · ${say(x2)} = ${say(example.s)}`,
    `s > 0? ${example.y ? "yes" : "no"}, so y = ${example.y} and d − y = ${say(example.error)}`,
    `(b, w₁, w₂) = ${triple(example.before)}`,
    `+ ${say(state.lr)} · ${say(example.error)} · (1, ${say(x1)}, ${say(x2)})`,
    `= ${triple(weights)}`,
  ];
}

function handles(state, frame) {
  const V = frame.view;
  const start = (weights) => {
    // A common factor changes no decision, so large weights are brought into the range of the sliders.
    const factor = Math.min(1, 10 / Math.max(...weights.map(Math.abs)));
    const [bias, w1, w2] = weights.map((w) => +(w * factor).toPrecision(4));
    return { bias, w1, w2, step: 0 };
  };
  const put = (k, point) => ({ points: state.points.map((old, i) => (i === k ? point : old)) });
  const points = state.points.map(([x, y, d], k) => ({
    id: `point${k}`, label: `point ${k + 1}`, panel: "plane", x, y, shape: "bare",
    value: `class ${d} at ${say(x)}, ${say(y)}; Enter: other class, Delete: remove`,
    move: (_, x1, x2) => put(k, [inside(x1, V), inside(x2, V), d]),
    keys: {
      Enter: () => put(k, [x, y, 1 - d]),
      Delete: () => ({ points: state.points.filter((_, i) => i !== k) }),
    },
  }));
  return [...lineHandles("line", "the boundary", "plane", frame.weights, -V, V, start), ...points];
}

const inside = (x, V) => Math.max(-0.95 * V, Math.min(0.95 * V, x));

function press({ points }, panel, x1, x2, { view }) {
  if (panel === "plane" && points.length < MOST) return { points: [...points, [inside(x1, view), inside(x2, view), 0]] };
}

function extra(root, api) {
  root.innerHTML = `<p>A click in the plane adds a point, a click on a point changes its class, Delete removes it.</p>
<div class="ck-moves"><button type="button">Add a point</button><button type="button">Remove the last</button></div>
<details><summary>Own points</summary><label>At most 60 lines of x₁, x₂, class (0 or 1)<br><textarea rows="6"></textarea></label>
<p class="ck-error" role="alert"></p><button type="button">Take these</button></details>`;
  const [add, remove, take] = root.querySelectorAll("button"), text = root.querySelector("textarea");
  const put = (points) => { api.set({ points }); api.commit(); };
  add.onclick = () => put([...api.state().points, [(api.state().points.length % 9) / 10, 0, 1]].slice(0, MOST));
  remove.onclick = () => put(api.state().points.slice(0, -1));
  take.onclick = () => {
    const rows = text.value.trim().split("\n").slice(0, MOST).map((row) => row.trim().split(/[\s,;]+/).map((v) => +(+v).toFixed(4)));
    const wrong = rows.findIndex((row) => row.length !== 3 || !row.every((v) => Math.abs(v) <= 1000) || (row[2] !== 0 && row[2] !== 1));
    root.querySelector(".ck-error").textContent = wrong < 0 ? "" : `Line ${wrong + 1} must be two numbers from −1000 to 1000 and the class 0 or 1.`;
    if (wrong < 0) put(rows);
  };
  text.parentNode.parentNode.ontoggle = () => (text.value = api.state().points.map((point) => point.join(", ")).join("\n"));
}

export default explorer({ frame, describe, draw, handles, press, extra, aspect: 0.52, narrow: 1.75 });
