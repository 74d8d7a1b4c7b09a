// A perceptron and its learning rule; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { button, h } from "../kit/elements.js";
import { ends, footAndTip, lineHandles, positiveSide } from "../kit/lines.js";
import { classLook } from "../kit/looks.js";
import { say } from "../kit/words.js";
import { widestStreet } from "./street.js";

const VIEWS = [2, 5, 10, 20, 50, 100, 200, 500, 1100]; // half a side of the plane
const MOST = 60; // points

function output([b, w1, w2], [x1, x2]) {
  const s = b + w1 * x1 + w2 * x2;
  return [s, s > 0 ? 1 : 0];
}

/** Every example up to the end of the run, why it ended, and which passes ended alike. */
function learn(points, start, lr, passes) {
  if (!points.length) return { examples: [], ending: "no points", again: null };
  const examples = [];
  const ends = [start]; // weights after each pass
  let weights = start;
  for (let pass = 0; pass < passes; pass++) {
    let mistakes = 0;
    points.forEach(([x1, x2, d], row) => {
      const [s, y] = output(weights, [x1, x2]);
      const change = lr * (d - y);
      weights = [weights[0] + change, weights[1] + change * x1, weights[2] + change * x2];
      if (d !== y) mistakes += 1;
      examples.push({ row, s, y, error: d - y, weights });
    });
    if (!mistakes) return { examples, ending: "separated", again: null };
    ends.push(weights);
  }
  return { examples, ending: "cap", again: firstReturn(ends) };
}

/** The first two passes after which the weights are the same, or null. */
function firstReturn(ends) {
  const isSame = (one, other) => one.every((w, k) => Math.abs(other[k] - w) < 1e-9);
  for (let later = 1; later < ends.length; later++) {
    const earlier = ends.findIndex((weights) => isSame(ends[later], weights));
    if (earlier < later) return [earlier, later];
  }
  return null;
}

/** Mistakes in each pass, and in all, among the examples that are shown. */
function countMistakes(shown, points) {
  const mistakes = [];
  shown.forEach(({ error }, k) => {
    const pass = Math.floor(k / points.length);
    mistakes[pass] = (mistakes[pass] || 0) + (error ? 1 : 0);
  });
  return [mistakes, mistakes.reduce((sum, count) => sum + count, 0)];
}

export function frame(state) {
  const { points } = state;
  const start = [state.bias, state.w1, state.w2];
  const run = learn(points, start, state.lr, state.max_passes);
  const step = Math.min(state.step, run.examples.length);
  const over = step === run.examples.length;
  const shown = run.examples.slice(0, step);
  const weightsAfter = (count) => (count ? shown[count - 1].weights : start);
  const weights = weightsAfter(step);
  const [mistakes, corrections] = countMistakes(shown, points);
  const pass = 1 + Math.floor((step - 1) / points.length);
  const bothClasses = new Set(points.map((point) => point[2])).size === 2;
  const street = bothClasses ? widestStreet(points) : null;
  const farthest = Math.max(0, ...points.flatMap(([x1, x2]) => [Math.abs(x1), Math.abs(x2)]));
  const fromZero = start.every((w) => w === 0);
  return {
    step,
    weights,
    example: step ? { ...shown[step - 1], before: weightsAfter(step - 1), pass } : null,
    mistakes,
    corrections,
    street,
    wrong: points.map((point) => output(weights, point)[1] !== point[2]),
    ending: over ? run.ending : "",
    again: run.again && step >= run.again[1] * points.length ? run.again : null,
    last: run.examples.length,
    separable: separability(bothClasses, street),
    view: VIEWS.find((side) => farthest <= 0.95 * side),
    goal: over && run.ending === "separated" && fromZero && corrections > 30,
  };
}

function separability(bothClasses, street) {
  if (!bothClasses) return "one class";
  return street ? "yes" : "no";
}

export function describe(state, frame) {
  const wrong = frame.wrong.filter(Boolean).length;
  const are = wrong === 1 ? "is" : "are";
  const told = `${wrong} of ${state.points.length} points ${are} on the wrong side.`;
  return [lesson(state, frame), told, end(frame), verdict(frame)].filter(Boolean).join(" ");
}

function lesson(state, { example, weights: [b, w1, w2] }) {
  const weights = `b = ${say(b)}, w = (${say(w1)}, ${say(w2)})`;
  if (!example) return `Before the first example: ${weights}.`;
  const [x1, x2, d] = state.points[example.row];
  const told = `Pass ${example.pass}, point ${example.row + 1}: s = ${say(example.s)}, `;
  if (example.error === 0) return `${told}ŷ = ${d} = y, so nothing changes: ${weights}.`;
  const sign = example.error > 0 ? "+" : "−";
  return (
    `${told}ŷ = ${example.y} but y = ${d}, so w ← w ${sign} ${say(state.lr)} · ` +
    `(1, ${say(x1)}, ${say(x2)}): ${weights}.`
  );
}

function end({ again, ending, mistakes, corrections }) {
  const passes = mistakes.length;
  if (again) {
    return (
      `After pass ${again[1]} the weights are those after pass ${again[0]} again: ` +
      "the same mistakes follow for ever."
    );
  }
  if (ending === "separated") {
    return `Finished: pass ${passes} had no mistake; corrections: ${corrections}.`;
  }
  return ending === "cap" ? `The cap ended the run after pass ${passes}; that proves nothing.` : "";
}

function verdict({ separable, street, ending }) {
  if (separable === "one class") return "Points of both classes are needed.";
  if (separable === "no") return "No line separates the classes.";
  const dotted = ending ? ", its middle dotted" : "";
  return `A line can separate the classes: the widest street is ${say(street[0])} wide${dotted}.`;
}

/** Boxes of the plane, the bars and the sums. */
const WIDE = [
  [0, 0, 0.5, 1],
  [0.5, 0, 0.5, 0.5],
  [0.51, 0.5, 0.49, 0.5],
];
const NARROW = [
  [0, 0, 1, 0.55],
  [0, 0.55, 1, 0.22],
  [0, 0.77, 1, 0.23],
];

function draw(plot, state, frame) {
  const [plane, bars, sums] = plot.narrow ? NARROW : WIDE;
  drawPlane(plot, plane, state, frame);
  drawMistakes(plot, bars, state, frame);
  drawSums(plot, sums, state, frame);
}

function drawPlane(plot, box, state, frame) {
  const { view, weights, street, example, ending } = frame;
  const far = 4 * view;
  const panel = plot.panel({
    id: "plane",
    box,
    equal: true,
    xlim: [-view, view],
    ylim: [-view, view],
    xlabel: "x₁",
    ylabel: "x₂",
    title: "The boundary and the points",
  });
  panel.line(positiveSide(weights, far), { fill: "positive", width: 0, alpha: 0.14 });
  if (street && ending) {
    panel.line(ends(street.slice(1), far), { colour: "green", width: 2, dash: [2, 5] });
  }
  if (example?.error) panel.line(ends(example.before, far), { colour: "grey", dash: [7, 5] });
  panel.line(ends(weights, far), { colour: "ink", width: 2.5 });
  const arrow = footAndTip(weights, -view, view);
  if (arrow) panel.arrow(arrow.foot, arrow.tip, { width: 2 });
  state.points.forEach(([x1, x2, d], k) => {
    const look = classLook(d);
    if (example?.row === k) panel.dots([[x1, x2]], { ...look, colour: "yellow", size: 15 });
    panel.dots([[x1, x2]], { ...look, size: 8 });
    const cross = { colour: "ink", marker: "cross", size: 5, rim: 2 };
    if (frame.wrong[k]) panel.dots([[x1, x2]], cross);
  });
}

function drawMistakes(plot, box, { points }, { mistakes }) {
  const most = Math.max(1, points.length);
  const panel = plot.panel({
    box,
    xlim: [0.5, Math.max(10, mistakes.length) + 0.5],
    ylim: [0, most],
    xlabel: "pass over all points",
    ylabel: "mistakes",
    title: "Mistakes in each pass",
    yticks: [0, Math.ceil(most / 2), most].map((count) => [count, String(count)]),
  });
  panel.bars(
    mistakes.map((count, pass) => [pass + 1, count]),
    { colour: "sky" },
  );
}

function drawSums(plot, box, state, frame) {
  const title = frame.example ? "This example" : "";
  const panel = plot.panel({ box, axes: false, ylim: [6, 0], title });
  sumsOf(state, frame).forEach((line, k) => {
    panel.text(0.03, k + 0.5, line, { bare: true, size: plot.narrow ? 12 : 13 });
  });
}

function sumsOf(state, { example, weights }) {
  if (!example) return ["○ class 0", "□ class 1", "× on the wrong side", "→ w"];
  const triple = (numbers) => `(${numbers.map((number) => say(number)).join(", ")})`;
  const [x1, x2, d] = state.points[example.row];
  const [b, w1, w2] = example.before;
  return [
    `x = ${triple([1, x1, x2])}, target y = ${d}`,
    `s = ${say(b)} + ${say(w1)} · ${say(x1)} + ${say(w2)} · ${say(x2)} = ${say(example.s)}`,
    `s > 0? ${example.y ? "yes" : "no"}, so ŷ = ${example.y} and y − ŷ = ${say(example.error)}`,
    `(b, w₁, w₂) = ${triple(example.before)}`,
    `+ ${say(state.lr)} · ${say(example.error)} · ${triple([1, x1, x2])}`,
    `= ${triple(weights)}`,
  ];
}

function handles(state, { view, weights }) {
  const lines = lineHandles("line", "the boundary", "plane", weights, -view, view, startFrom);
  return [...lines, ...state.points.map((_, k) => pointHandle(state.points, k, view))];
}

/** A common factor changes no decision: large weights are brought into the sliders' range. */
function startFrom(weights) {
  const factor = Math.min(1, 10 / Math.max(...weights.map(Math.abs)));
  const [bias, w1, w2] = weights.map((w) => Number((w * factor).toPrecision(4)));
  return { bias, w1, w2, step: 0 };
}

function pointHandle(points, k, view) {
  const [x, y, d] = points[k];
  const put = (point) => ({ points: points.with(k, point) });
  return {
    id: `point${k}`,
    label: `point ${k + 1}`,
    panel: "plane",
    x,
    y,
    shape: "bare",
    value: `class ${d} at ${say(x)}, ${say(y)}; Enter: other class, Delete: remove`,
    move: (_, x1, x2) => put([inside(x1, view), inside(x2, view), d]),
    keys: {
      Enter: () => put([x, y, 1 - d]),
      Delete: () => ({ points: points.filter((_, other) => other !== k) }),
    },
  };
}

const inside = (x, view) => Math.max(-0.95 * view, Math.min(0.95 * view, x));

function press({ points }, panel, x1, x2, { view }) {
  if (panel !== "plane" || points.length >= MOST) return null;
  return { points: [...points, [inside(x1, view), inside(x2, view), 0]] };
}

function extra(root, view) {
  const put = (points) => view.go({ points: points.slice(0, MOST) });
  const add = () => put([...view.state.points, [(view.state.points.length % 9) / 10, 0, 1]]);
  const removeLast = () => put(view.state.points.slice(0, -1));
  root.append(
    h(
      "div",
      { className: "ck-moves" },
      button("Add a point", add),
      button("Remove the last", removeLast),
      "Or click: in the plane adds, on a point changes its class; Delete removes it.",
    ),
  );
  view.below.append(ownPoints(view, put));
}

/** A list of points to type or paste. */
function ownPoints(view, put) {
  const text = h("textarea", { rows: 6 });
  const error = h("p", { className: "ck-error", role: "alert" });
  const take = () => {
    const lines = text.value.trim().split("\n").slice(0, MOST);
    const rows = lines.map((line) =>
      line
        .trim()
        .split(/[\s,;]+/)
        .map(toFourPlaces),
    );
    const wrong = rows.findIndex((row) => !isPoint(row));
    error.textContent =
      wrong < 0
        ? ""
        : `Line ${wrong + 1} must be two numbers from −1000 to 1000 and the class 0 or 1.`;
    if (wrong < 0) put(rows);
  };
  const fill = () => {
    text.value = view.state.points.map((point) => point.join(", ")).join("\n");
  };
  return h(
    "details",
    { ontoggle: fill },
    h("summary", {}, "Own points"),
    h("label", {}, "At most 60 lines of x₁, x₂, class (0 or 1)", h("br", {}), text),
    error,
    button("Take these", take),
  );
}

const toFourPlaces = (word) => Number(Number(word).toFixed(4));

const isPoint = (row) =>
  row.length === 3 && row.every((x) => Math.abs(x) <= 1000) && [0, 1].includes(row[2]);

export default explorer({
  frame,
  describe,
  draw,
  handles,
  press,
  extra,
  aspect: 0.52,
  tallest: 370,
  narrow: 1.75,
});
