// The 2-2-1 network of XOR; the same numbers as explorer.py.
import { explorer, say } from "../kit/base.js";
import { chance } from "../kit/chance.js";
import { ends, footAndTip, lineHandles } from "../kit/lines.js";

const WEIGHTS = ["b1", "w1", "w3", "b2", "w2", "w4", "b3", "w5", "w6"];
let last = { key: "" };

const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
const zeros = (state) => state.table === "0 and 1";

function truthTable(state) {
  const rows = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]];
  return zeros(state) ? rows : rows.map((row) => row.map((value) => 2 * value - 1));
}

function hidden(S, state) {
  if (state.units === "step") return S > 0 ? 1 : zeros(state) ? 0 : -1;
  return state.units === "sigmoid" ? sigmoid(S) : Math.tanh(S);
}

function answer(S, state) {
  if (state.units === "step") return hidden(S, state);
  return zeros(state) ? sigmoid(S) : Math.tanh(S);
}

function row([b1, w1, w3, b2, w2, w4, b3, w5, w6], x1, x2, d, state) {
  const S1 = b1 + x1 * w1 + x2 * w3, S2 = b2 + x1 * w2 + x2 * w4;
  const h1 = hidden(S1, state), h2 = hidden(S2, state);
  const S3 = b3 + h1 * w5 + h2 * w6;
  return { x: [x1, x2], S: [S1, S2, S3], h: [h1, h2], y: answer(S3, state), d };
}

function epoch(weights, state) {
  if (state.units === "step") return weights;
  const slope = (h) => (state.units === "sigmoid" ? h * (1 - h) : 1 - h * h);
  const gradient = new Array(9).fill(0);
  for (const [x1, x2, d] of truthTable(state)) {
    const { y, h } = row(weights, x1, x2, d, state), out = (y - d) / 4;
    const [first, second] = h.map((value, k) => out * weights[7 + k] * slope(value));
    [first, first * x1, first * x2, second, second * x1, second * x2, out, out * h[0], out * h[1]]
      .forEach((part, k) => (gradient[k] += part));
  }
  return weights.map((w, k) => w - state.lr * gradient[k]);
}

function loss(weights, state) {
  let total = 0;
  for (const [x1, x2, d] of truthTable(state)) {
    const S3 = row(weights, x1, x2, d, state).S[2];
    const z = (zeros(state) ? S3 : 2 * S3) * (d > 0 ? 1 : -1);
    total += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(-z, 0);
  }
  return total / 4;
}

function training(state) {
  const key = JSON.stringify({ ...state, step: 0 });
  if (last.key !== key) {
    const weights = WEIGHTS.map((name) => state[name]);
    last = { key, path: [weights], losses: [loss(weights, state)] };
  }
  while (last.losses.length <= state.step) {
    const weights = epoch(last.path[last.path.length - 1], state);
    last.path.push(weights);
    last.losses.push(loss(weights, state));
  }
  return last;
}

function countPlaces(points) {
  const found = [];
  for (const [h1, h2] of points)
    if (found.every(([p, q]) => Math.max(Math.abs(h1 - p), Math.abs(h2 - q)) >= 0.05)) found.push([h1, h2]);
  return found.length;
}

function meetingAngle([, w1, w3, , w2, w4]) {
  if ((w1 === 0 && w3 === 0) || (w2 === 0 && w4 === 0)) return null;
  const across = w1 * w4 - w3 * w2, along = w1 * w2 + w3 * w4;
  return (Math.atan2(Math.abs(across), Math.abs(along)) * 180) / Math.PI;
}

export function frame(state) {
  const { path, losses } = training(state), weights = path[state.step], step = state.units === "step";
  const rows = truthTable(state).map(([x1, x2, d]) => row(weights, x1, x2, d, state));
  const right = rows.filter((r) => r.S[2] > 0 === r.d > 0).length;
  const angle = meetingAngle(weights);
  return {
    weights, rows, right, angle, places: countPlaces(rows.map((r) => r.h)),
    losses: step ? [] : losses.slice(0, state.step + 1),
    loss: step ? null : losses[state.step],
    goal: step && right === 4 && angle !== null && angle >= 30,
  };
}

export function describe(state, frame) {
  const places = frame.places === 1 ? "1 place" : `${frame.places} different places`;
  let told = `${frame.right} of 4 rows ${frame.right === 1 ? "is" : "are"} right. The hidden layer puts the four rows on ${places}.`;
  if (frame.angle === null) told += " A hidden neuron with two zero weights has no line.";
  else told += ` The hidden lines meet at ${say(frame.angle)}°.`;
  if (frame.loss !== null) return `After ${state.step} epochs the loss is ${say(frame.loss)}. ${told}`;
  if (state.step) return `${told} ${state.step} epochs changed nothing: the slope of the step is 0.`;
  return told;
}

const PAIR = ["green", "purple"];

function draw(plot, state, frame) {
  const wide = !plot.narrow, [low, high] = view(state), [from, to] = foldedView(state);
  const inputs = plot.panel({
    id: "inputs", x: 0, y: 0, width: wide ? 0.38 : 1, height: wide ? 1 : 0.38, equal: true,
    xlim: [low, high], ylim: [low, high], xlabel: "x₁", ylabel: "x₂", title: "Inputs: two lines",
  });
  shade(inputs, low, high, (x1, x2) => row(frame.weights, x1, x2, 0, state).S[2], state);
  [frame.weights.slice(0, 3), frame.weights.slice(3, 6)].forEach((line, k) => {
    inputs.line(ends(line, 8), { colour: PAIR[k], width: 3, dash: k ? [9, 4] : [] });
    const at = footAndTip(line, low, high);
    if (at) inputs.arrow(at.foot, at.tip, { colour: PAIR[k], width: 2 });
  });
  marks(inputs, frame.rows, (r) => r.x);
  const hiddenPanel = plot.panel({
    id: "hidden", x: wide ? 0.38 : 0, y: wide ? 0 : 0.38, width: wide ? 0.38 : 1, height: wide ? 1 : 0.38, equal: true,
    xlim: [from, to], ylim: [from, to], xlabel: "h₁ (solid line)", ylabel: "h₂ (dashed line)", title: "Hidden layer: folded",
  });
  const [b3, w5, w6] = frame.weights.slice(6);
  shade(hiddenPanel, from, to, (h1, h2) => b3 + w5 * h1 + w6 * h2, state);
  if (state.units !== "step") foldedGrid(hiddenPanel, state, frame, low, high);
  hiddenPanel.line(ends([b3, w5, w6], 8), { width: 2.5 });
  const at = footAndTip([b3, w5, w6], from, to);
  if (at) hiddenPanel.arrow(at.foot, at.tip, { width: 2 });
  marks(hiddenPanel, frame.rows, (r) => r.h);
  side(plot, state, frame, wide);
}

function shade(panel, low, high, sum, state) {
  const n = 40, matrix = [];
  for (let i = 0; i < n; i++) {
    matrix.push([]);
    for (let j = 0; j < n; j++) {
      const S = sum(low + ((high - low) * (j + 0.5)) / n, high - ((high - low) * (i + 0.5)) / n);
      matrix[i].push(state.units === "step" ? +(S > 0) : sigmoid(zeros(state) ? S : 2 * S));
    }
  }
  panel.heat(matrix, { map: "diverging", alpha: 0.35, smooth: state.units !== "step" });
}

/** The grid of the input plane as the hidden layer bends it. */
function foldedGrid(panel, state, { weights }, low, high) {
  const at = (k, n) => low + ((high - low) * k) / n;
  const place = (x1, x2) => row(weights, x1, x2, 0, state).h;
  for (let k = 0; k <= 10; k++)
    for (const turn of [(a, b) => place(a, b), (a, b) => place(b, a)])
      panel.line(Array.from({ length: 31 }, (_, j) => turn(at(k, 10), at(j, 30))), { colour: "grey", width: 0.7 });
}

function marks(panel, rows, place) {
  rows.forEach((r) => {
    const yes = r.d > 0, right = r.S[2] > 0 === yes;
    // Rows that share a place stand side by side.
    const [x, y] = place(r), together = rows.filter((o) => Math.hypot(place(o)[0] - x, place(o)[1] - y) < 0.02);
    const aside = together.indexOf(r) - (together.length - 1) / 2;
    const point = [x + (aside * 18 * (panel.xlim[1] - panel.xlim[0])) / panel.area.w, y];
    panel.dots([point], { colour: yes ? "vermillion" : "blue", marker: yes ? "square" : "circle", size: 8 });
    if (!right) panel.dots([point], { marker: "cross", size: 5 });
  });
}

function side(plot, state, frame, wide) {
  const table = plot.panel({
    id: "table", x: wide ? 0.77 : 0, y: wide ? 0 : 0.76, width: wide ? 0.23 : 0.5, height: wide ? 0.5 : 0.24,
    axes: false, xlim: [0, 6], ylim: [5.2, 0], title: "The four rows",
  });
  ["x₁", "x₂", "h₁", "h₂", "y", "d"].forEach((name, j) => table.text(j + 0.5, 0.5, name, { align: "center", bare: true, bold: true }));
  frame.rows.forEach((r, i) => {
    const right = r.S[2] > 0 === r.d > 0;
    [...r.x, ...r.h, r.y, r.d].forEach((value, j) => {
      const bad = j === 4 && !right;
      table.text(j + 0.5, i + 1.5, say(+value.toFixed(table.area.w > 190 ? 2 : 1)) + (bad ? " ×" : ""), { align: "center", bare: true, size: 11, bold: bad, colour: bad ? "vermillion" : "ink" });
    });
  });
  const box = { id: "losses", x: wide ? 0.77 : 0.5, y: wide ? 0.5 : 0.76, width: wide ? 0.23 : 0.5, height: wide ? 0.5 : 0.24 };
  if (state.units === "step") {
    ["The slope of a step is 0:", "nothing to train here."].forEach((line, k) => table.text(0.2, wide ? 6.5 + k : 5.6 + k, line, { bare: true, size: 12 }));
    return;
  }
  const most = Math.max(1, ...frame.losses);
  const losses = plot.panel({ ...box, xlim: [0, Math.max(100, frame.losses.length - 1)], ylim: [0, most], xlabel: "epoch", ylabel: "loss", title: "Training" });
  losses.line(frame.losses.map((E, k) => [k, E]), { colour: "vermillion", width: 2 });
  losses.dots([[frame.losses.length - 1, frame.loss]], { colour: "vermillion" });
}

const view = (state) => (zeros(state) ? [-0.5, 1.5] : [-2, 2]);
const foldedView = (state) => (zeros(state) && state.units !== "tanh" ? [-0.3, 1.3] : state.units === "sigmoid" ? [-0.3, 1.3] : [-1.4, 1.4]);

function handles(state, frame) {
  const [low, high] = view(state), [from, to] = foldedView(state);
  const start = (k) => (line) => {
    const weights = frame.weights.map((w, i) => (i >= k && i < k + 3 ? line[i - k] : w));
    return { ...Object.fromEntries(WEIGHTS.map((name, i) => [name, +weights[i].toPrecision(4)])), step: 0 };
  };
  return [
    ...lineHandles("first", "the line of hidden neuron 1", "inputs", frame.weights.slice(0, 3), low, high, start(0)),
    ...lineHandles("second", "the line of hidden neuron 2", "inputs", frame.weights.slice(3, 6), low, high, start(3)),
    ...lineHandles("output", "the line of the output neuron", "hidden", frame.weights.slice(6), from, to, start(6)),
  ];
}

function extra(root, api) {
  let draws = 0;
  const random = document.createElement("button");
  const start = () => {
    const random = chance(++draws);
    const changes = Object.fromEntries(WEIGHTS.map((name) => [name, Math.round(random.uniform(-10, 10)) / 10]));
    api.set({ ...changes, step: 0 });
    api.commit();
  };
  root.append(Object.assign(random, { type: "button", textContent: "Draw start weights at random", onclick: start }));
}

export default explorer({ frame, describe, draw, handles, extra, aspect: 0.44, narrow: 2.5 });
