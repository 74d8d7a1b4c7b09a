// The 2-2-1 network of XOR; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { chance } from "../kit/chance.js";
import { button } from "../kit/elements.js";
import { ends, footAndTip, lineHandles } from "../kit/lines.js";
import { classLook } from "../kit/looks.js";
import { say } from "../kit/words.js";

const WEIGHTS = ["b1", "w1", "w3", "b2", "w2", "w4", "b3", "w5", "w6"];
const LINE_COLOURS = ["green", "purple"];
const FAR = 8; // beyond every view

const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
const hasZeros = (state) => state.table === "0 and 1";

/** x₁, x₂ and the desired answer of the four rows. */
function truthTable(state) {
  const rows = ["000", "011", "101", "110"].map((row) => [...row].map(Number));
  return hasZeros(state) ? rows : rows.map((row) => row.map((value) => 2 * value - 1));
}

function step(S, state) {
  if (S > 0) return 1;
  return hasZeros(state) ? 0 : -1;
}

function hidden(S, state) {
  if (state.units === "step") return step(S, state);
  return state.units === "sigmoid" ? sigmoid(S) : Math.tanh(S);
}

function answer(S, state) {
  if (state.units === "step") return step(S, state);
  return hasZeros(state) ? sigmoid(S) : Math.tanh(S);
}

/** Send one row through the network; d is what it should answer. */
function row([b1, w1, w3, b2, w2, w4, b3, w5, w6], x1, x2, d, state) {
  const S1 = b1 + x1 * w1 + x2 * w3;
  const S2 = b2 + x1 * w2 + x2 * w4;
  const h1 = hidden(S1, state);
  const h2 = hidden(S2, state);
  const S3 = b3 + h1 * w5 + h2 * w6;
  return { x: [x1, x2], S: [S1, S2, S3], h: [h1, h2], y: answer(S3, state), d };
}

/** The weights after one more epoch: one step of descent on all four rows. */
function epoch(weights, state) {
  if (state.units === "step") return weights;
  const slope = (h) => (state.units === "sigmoid" ? h * (1 - h) : 1 - h * h);
  const gradient = new Array(WEIGHTS.length).fill(0);
  for (const [x1, x2, d] of truthTable(state)) {
    const { y, h } = row(weights, x1, x2, d, state);
    const out = (y - d) / 4;
    const [one, two] = h.map((value, k) => out * weights[7 + k] * slope(value));
    const parts = [one, one * x1, one * x2, two, two * x1, two * x2, out, out * h[0], out * h[1]];
    parts.forEach((part, k) => {
      gradient[k] += part;
    });
  }
  return weights.map((w, k) => w - state.lr * gradient[k]);
}

function loss(weights, state) {
  let total = 0;
  for (const [x1, x2, d] of truthTable(state)) {
    const S3 = row(weights, x1, x2, d, state).S[2];
    const z = (hasZeros(state) ? S3 : 2 * S3) * (d > 0 ? 1 : -1);
    total += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(-z, 0);
  }
  return total / 4;
}

let last = { key: null };

/** Weights and losses of a training, at least as far as the chosen epoch. */
function training(state) {
  const key = JSON.stringify({ ...state, step: 0 });
  if (last.key !== key) {
    const weights = WEIGHTS.map((name) => state[name]);
    last = { key, path: [weights], losses: [loss(weights, state)] };
  }
  while (last.losses.length <= state.step) {
    const weights = epoch(last.path.at(-1), state);
    last.path.push(weights);
    last.losses.push(loss(weights, state));
  }
  return last;
}

/** Points closer than 0.05 in both coordinates are one place. */
function countPlaces(points) {
  const found = [];
  for (const [h1, h2] of points) {
    const isNew = ([p, q]) => Math.max(Math.abs(h1 - p), Math.abs(h2 - q)) >= 0.05;
    if (found.every(isNew)) found.push([h1, h2]);
  }
  return found.length;
}

/** The angle between the hidden lines in degrees, or null where one is none. */
function meetingAngle([, w1, w3, , w2, w4]) {
  if ((w1 === 0 && w3 === 0) || (w2 === 0 && w4 === 0)) return null;
  const across = w1 * w4 - w3 * w2;
  const along = w1 * w2 + w3 * w4;
  return (Math.atan2(Math.abs(across), Math.abs(along)) * 180) / Math.PI;
}

const isRight = ({ S, d }) => S[2] > 0 === d > 0;

export function frame(state) {
  const { path, losses } = training(state);
  const weights = path[state.step];
  const isStep = state.units === "step";
  const rows = truthTable(state).map(([x1, x2, d]) => row(weights, x1, x2, d, state));
  const right = rows.filter(isRight).length;
  const angle = meetingAngle(weights);
  return {
    weights,
    rows,
    right,
    angle,
    places: countPlaces(rows.map((one) => one.h)),
    losses: isStep ? [] : losses.slice(0, state.step + 1),
    loss: isStep ? null : losses[state.step],
    goal: isStep && right === 4 && angle !== null && angle >= 30,
  };
}

export function describe(state, frame) {
  const are = frame.right === 1 ? "is" : "are";
  const places = frame.places === 1 ? "1 place" : `${frame.places} different places`;
  const lines =
    frame.angle === null
      ? "A hidden neuron with two zero weights has no line."
      : `The hidden lines meet at ${say(frame.angle)}°.`;
  const told =
    `${frame.right} of 4 rows ${are} right. The hidden layer puts the four rows on ${places}. ` +
    lines;
  if (frame.loss !== null) {
    return `After ${state.step} epochs the loss is ${say(frame.loss)}. ${told}`;
  }
  if (!state.step) return told;
  return `${told} ${state.step} epochs changed nothing: the slope of the step is 0.`;
}

const view = (state) => (hasZeros(state) ? [-0.5, 1.5] : [-2, 2]);

/** The view of the hidden layer, whose outputs are within 0 and 1 or within −1 and 1. */
function foldedView(state) {
  const positive = state.units === "sigmoid" || (state.units === "step" && hasZeros(state));
  return positive ? [-0.3, 1.3] : [-1.4, 1.4];
}

/** Boxes of the inputs, the hidden layer, the table and the losses. */
const WIDE = [
  [0, 0, 0.38, 1],
  [0.38, 0, 0.38, 1],
  [0.77, 0, 0.23, 0.5],
  [0.77, 0.5, 0.23, 0.5],
];
const NARROW = [
  [0, 0, 1, 0.38],
  [0, 0.38, 1, 0.38],
  [0, 0.76, 0.5, 0.24],
  [0.5, 0.76, 0.5, 0.24],
];

function draw(plot, state, frame) {
  const [inputs, hiddenLayer, table, losses] = plot.narrow ? NARROW : WIDE;
  drawInputs(plot, inputs, state, frame);
  drawHidden(plot, hiddenLayer, state, frame);
  drawTable(plot, table, frame);
  if (state.units === "step") drawNoTraining(plot, losses);
  else drawTraining(plot, losses, frame);
}

function drawInputs(plot, box, state, { weights, rows }) {
  const [low, high] = view(state);
  const panel = plot.panel({
    id: "inputs",
    box,
    equal: true,
    xlim: [low, high],
    ylim: [low, high],
    xlabel: "x₁",
    ylabel: "x₂",
    title: "Inputs: two lines",
  });
  shade(panel, (x1, x2) => row(weights, x1, x2, 0, state).S[2], state);
  [weights.slice(0, 3), weights.slice(3, 6)].forEach((line, k) => {
    const colour = LINE_COLOURS[k];
    panel.line(ends(line, FAR), { colour, width: 3, dash: k ? [9, 4] : [] });
    const arrow = footAndTip(line, low, high);
    if (arrow) panel.arrow(arrow.foot, arrow.tip, { colour, width: 2 });
  });
  drawRows(panel, rows, (one) => one.x);
}

function drawHidden(plot, box, state, { weights, rows }) {
  const [low, high] = foldedView(state);
  const panel = plot.panel({
    id: "hidden",
    box,
    equal: true,
    xlim: [low, high],
    ylim: [low, high],
    xlabel: "h₁ (solid line)",
    ylabel: "h₂ (dashed line)",
    title: "Hidden layer: folded",
  });
  const line = weights.slice(6);
  const [b3, w5, w6] = line;
  shade(panel, (h1, h2) => b3 + w5 * h1 + w6 * h2, state);
  if (state.units !== "step") drawFoldedGrid(panel, state, weights);
  panel.line(ends(line, FAR), { width: 2.5 });
  const arrow = footAndTip(line, low, high);
  if (arrow) panel.arrow(arrow.foot, arrow.tip, { width: 2 });
  drawRows(panel, rows, (one) => one.h);
}

/** Colour a panel by what the output neuron says at each place; `sum` is its weighted sum. */
function shade(panel, sum, state) {
  const n = 40;
  const [low, high] = panel.xlim;
  const middle = (k) => ((high - low) * (k + 0.5)) / n;
  const isStep = state.units === "step";
  const answerTo = (S) => (isStep ? Number(S > 0) : sigmoid(hasZeros(state) ? S : 2 * S));
  const matrix = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => answerTo(sum(low + middle(j), high - middle(i)))),
  );
  panel.heat(matrix, { map: "diverging", alpha: 0.35, smooth: !isStep });
}

/** The grid of the input plane as the hidden layer bends it. */
function drawFoldedGrid(panel, state, weights) {
  const [low, high] = view(state);
  const at = (k, n) => low + ((high - low) * k) / n;
  const place = (x1, x2) => row(weights, x1, x2, 0, state).h;
  const look = { colour: "grey", width: 0.7 };
  for (let k = 0; k <= 10; k++) {
    const along = Array.from({ length: 31 }, (_, j) => at(j, 30));
    panel.line(
      along.map((x2) => place(at(k, 10), x2)),
      look,
    );
    panel.line(
      along.map((x1) => place(x1, at(k, 10))),
      look,
    );
  }
}

function drawRows(panel, rows, place) {
  const [low, high] = panel.xlim;
  const width = (18 * (high - low)) / panel.area.w; // of a marker, in the panel's units
  rows.forEach((one) => {
    // Rows that share a place stand side by side.
    const [x, y] = place(one);
    const isHere = (other) => Math.hypot(place(other)[0] - x, place(other)[1] - y) < 0.02;
    const together = rows.filter(isHere);
    const aside = together.indexOf(one) - (together.length - 1) / 2;
    const point = [x + aside * width, y];
    const look = classLook(one.d > 0);
    panel.dots([point], { ...look, size: 8 });
    if (!isRight(one)) panel.dots([point], { marker: "cross", size: 5 });
  });
}

function drawTable(plot, box, { rows }) {
  const title = "The four rows";
  const panel = plot.panel({ id: "table", box, axes: false, xlim: [0, 6], ylim: [5.2, 0], title });
  const write = (column, line, words, look) =>
    panel.text(column + 0.5, line + 0.5, words, { align: "center", bare: true, ...look });
  ["x₁", "x₂", "h₁", "h₂", "y", "d"].forEach((name, column) => {
    write(column, 0, name, { bold: true });
  });
  const places = panel.area.w > 190 ? 2 : 1;
  rows.forEach((one, k) => {
    [...one.x, ...one.h, one.y, one.d].forEach((value, column) => {
      const isBad = column === 4 && !isRight(one);
      const words = say(Number(value.toFixed(places))) + (isBad ? " ×" : "");
      const look = isBad ? { bold: true, colour: "vermillion" } : {};
      write(column, k + 1, words, { size: 11, ...look });
    });
  });
}

function drawNoTraining(plot, box) {
  const panel = plot.panel({ id: "losses", box, axes: false, ylim: [6, 0] });
  ["The slope of a step is 0:", "nothing to train here."].forEach((line, k) => {
    panel.text(0.03, k + 1, line, { bare: true, size: 12 });
  });
}

function drawTraining(plot, box, { losses, loss: now }) {
  const panel = plot.panel({
    id: "losses",
    box,
    xlim: [0, Math.max(100, losses.length - 1)],
    ylim: [0, Math.max(1, ...losses)],
    xlabel: "epoch",
    ylabel: "loss",
    title: "Training",
  });
  panel.line(
    losses.map((E, k) => [k, E]),
    { colour: "vermillion", width: 2 },
  );
  panel.dots([[losses.length - 1, now]], { colour: "vermillion" });
}

function handles(state, { weights }) {
  // Where a line moves, its three weights change and the training begins anew.
  const startWith = (first) => (line) => {
    const all = weights
      .with(first, line[0])
      .with(first + 1, line[1])
      .with(first + 2, line[2]);
    const pairs = WEIGHTS.map((name, k) => [name, Number(all[k].toPrecision(4))]);
    return { ...Object.fromEntries(pairs), step: 0 };
  };
  const line = (id, label, panel, first, [low, high]) =>
    lineHandles(id, label, panel, weights.slice(first, first + 3), low, high, startWith(first));
  return [
    ...line("first", "the line of hidden neuron 1", "inputs", 0, view(state)),
    ...line("second", "the line of hidden neuron 2", "inputs", 3, view(state)),
    ...line("output", "the line of the output neuron", "hidden", 6, foldedView(state)),
  ];
}

function extra(root, view) {
  let draws = 0;
  const draw = () => {
    draws += 1;
    const random = chance(draws);
    const pairs = WEIGHTS.map((name) => [name, Math.round(random.uniform(-10, 10)) / 10]);
    view.go({ ...Object.fromEntries(pairs), step: 0 });
  };
  root.append(button("Draw start weights at random", draw));
}

export default explorer({ frame, describe, draw, handles, extra, aspect: 0.44, narrow: 2.5 });
