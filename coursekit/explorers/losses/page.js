// Losses, the best line and descent; the same numbers as explorer.py.
import { explorer, say } from "../kit/base.js";
import { leastAbsolute, leastHuber, leastSquares, pull, total } from "./line_fits.js";

const CONVENTIONS = ["sum", "half", "mean", "half_mean"], STEPS = 30;

const factor = (name, n) => ({ sum: 1, half: 0.5, mean: 1 / n, half_mean: 0.5 / n })[name];
const unit = (state) => (state.logarithm === "10" ? Math.log(10) : 1);
const target = (state) => (state.truth === "yes" ? 1 : 0);

function lossAndSlope(state, e) {
  if (state.loss === "squared") return [e * e, 2 * e];
  if (state.loss === "absolute") return [Math.abs(e), Math.sign(e)];
  const size = Math.abs(e), delta = state.delta;
  return [size <= delta ? 0.5 * e * e : delta * size - 0.5 * delta * delta, pull(e, delta)];
}

function crossEntropy(state, p) {
  const y = target(state), q = y ? p : 1 - p;
  return [-Math.log(q) / unit(state), (y ? -1 : 1) / (q * unit(state))];
}

function bestLine(state) {
  if (state.loss === "squared") return leastSquares(state.points);
  if (state.loss === "absolute") return leastAbsolute(state.points);
  return leastHuber(state.points, state.delta);
}

function descend(state, convention) {
  let m = 0, c = 0;
  const path = [[m, c]], rate = state.eta * factor(convention, state.points.length);
  for (let k = 0; k < STEPS; k++) {
    const slopes = state.points.map(([x, y]) => lossAndSlope(state, m * x + c - y)[1]);
    const alongM = total(slopes.map((slope, i) => slope * state.points[i][0]));
    m -= rate * alongM;
    c -= rate * total(slopes);
    if (Math.abs(m) > 1e6 || Math.abs(c) > 1e6) break;
    path.push([m, c]);
  }
  return [...path, ...new Array(STEPS + 1 - path.length).fill(null)];
}

function correct(state, name) {
  let z = Math.log(state.p / (1 - state.p)), p = state.p;
  const path = [p], rate = state.eta * factor(state.convention, 1), y = target(state);
  for (let k = 0; k < STEPS; k++) {
    z -= rate * (name === "cross-entropy" ? (p - y) / unit(state) : 2 * (p - y) * p * (1 - p));
    p = 1 / (1 + Math.exp(-z));
    path.push(p);
  }
  return path;
}

function slopesAt(state, z) {
  const share = factor(state.convention, 1), p = 1 / (1 + Math.exp(-z));
  const wrong = Math.abs(p - target(state));
  return [z, (share * wrong) / unit(state), share * 2 * wrong * p * (1 - p)];
}

export function frame(state) {
  if (state.loss === "cross-entropy") return frameOfProbability(state);
  const n = state.points.length, share = factor(state.convention, n);
  const at = (e) => [e, ...lossAndSlope(state, e).map((v) => share * v)];
  const half = Array.from({ length: 80 }, (_, k) => (4 * (k + 1)) / 80);
  const [m, c] = bestLine(state), squares = leastSquares(state.points);
  const errors = state.points.map(([x, y]) => m * x + c - y);
  const off = errors.filter((e) => Math.abs(e) > 0.5).length;
  const paths = CONVENTIONS.map((name) => descend(state, name));
  const mine = paths[CONVENTIONS.indexOf(state.convention)];
  return {
    curve: [...half.map((e) => -e).reverse(), -1e-12, 1e-12, ...half].map(at),
    here: at(state.e),
    fit: [m, c],
    squares,
    cost: share * total(errors.map((e) => lossAndSlope(state, e)[0])),
    off,
    now: mine[state.step],
    names: CONVENTIONS,
    paths: paths.map((path) => path.map((line) => (line === null ? null : line[0]))),
    target: m,
    sizes: [],
    goal: n > 3 && off === 1 && Math.abs(squares[0] - m) > 0.2,
  };
}

function frameOfProbability(state) {
  const share = factor(state.convention, 1);
  const at = (p) => [p, ...crossEntropy(state, p).map((v) => share * v)];
  const names = ["cross-entropy", "squared"], paths = names.map((name) => correct(state, name));
  return {
    curve: Array.from({ length: 197 }, (_, k) => at((k + 2) / 200)),
    here: at(state.p),
    fit: null,
    squares: null,
    cost: share * crossEntropy(state, paths[0][state.step])[0],
    off: 0,
    now: paths.map((path) => path[state.step]),
    names,
    paths,
    target: target(state),
    sizes: Array.from({ length: 161 }, (_, k) => slopesAt(state, (k - 80) / 10)),
    goal: false,
  };
}

export function describe(state, frame) {
  const [, loss, slope] = frame.here;
  if (frame.fit === null)
    return `The truth is ${state.truth}, and p = ${say(state.p)} costs ${say(loss)}; the slope is ` +
      `${say(slope)}. After ${state.step} steps with η = ${say(state.eta)} cross-entropy has ` +
      `p = ${say(frame.now[0])}, squared error p = ${say(frame.now[1])}.`;
  const now = frame.now;
  return `With the loss ${state.loss} and the convention ${state.convention}, an error of ` +
    `${say(state.e)} costs ${say(loss)}; the slope is ${say(slope)}. The best line has slope ` +
    `${say(frame.fit[0])} and intercept ${say(frame.fit[1])}, that of least squares slope ` +
    `${say(frame.squares[0])}. After ${state.step} steps with η = ${say(state.eta)} descent ` +
    `${now === null ? "has flown off" : `has slope ${say(now[0])}`}.`;
}

const LOOKS = [
  { colour: "blue" },
  { colour: "vermillion", dash: [8, 4] },
  { colour: "green", dash: [8, 3, 2, 3] },
  { colour: "purple", dash: [2, 3] },
];
const GREY = { colour: "grey", width: 1 };
const WRITTEN = { sum: "Σ", half: "½ Σ", mean: "1/n Σ", half_mean: "1/2n Σ" };
const near = (v, [low, high]) => Math.max(low, Math.min(high, v));

// one below the other in the left upper corner of a panel
function legend(panel, rows) {
  rows.forEach(([words, colour], k) => {
    const { x, y } = panel.area;
    panel.text(panel.x(x + 10), panel.y(y + 12 + 16 * k), words, { colour, size: 12 });
  });
}

// a window that is wide enough for some values: the usual one, or 2, 5, 10, … times as wide
function range(usual, values) {
  const fits = (k) => values.every((v) => v >= k * usual[0] && v <= k * usual[1]);
  const k = [1, 2, 5, 10, 20, 50, 100, 200].find(fits) || 500;
  return usual.map((v) => k * v);
}
const windows = (points) => [[-6, 6], [-2, 14]].map((usual, i) => range(usual, points.map((p) => p[i])));

// what the panels of loss (column 1) and slope (column 2) show; cross-entropy without its ends
function heights(frame, column) {
  const shown = frame.fit ? frame.curve : frame.curve.slice(4, -4);
  const values = [0, ...shown.map((row) => row[column])];
  const low = Math.min(...values), high = Math.max(...values), room = 0.08 * (high - low);
  return [low - room, high + room];
}

function drawLoss(plot, state, frame, column) {
  const line = !!frame.fit, colour = LOOKS[column - 1].colour;
  const panel = plot.panel({
    id: `loss ${column}`, x: column / 2 - 0.5, y: 0, width: 0.5, height: 0.42,
    xlim: line ? [-4, 4] : [0, 1], ylim: heights(frame, column),
    xlabel: line ? "error e = ŷ − y" : "probability p",
    ylabel: column === 1 ? "loss" : line ? "∂E/∂ŷ" : "∂E/∂p",
    title: column === 1 ? `${state.loss}: this row’s part of the cost` : "Its slope",
  });
  const part = (row) => row && [row[0], row[column]], middle = line ? 81 : 0;
  panel.line([[-4, 0], [4, 0]], GREY);
  panel.line([...frame.curve.slice(0, middle), null, ...frame.curve.slice(middle)].map(part), { colour, width: 2.5 });
  panel.dots([part(frame.here)], { colour, size: 6, marker: column === 1 ? "circle" : "diamond" });
}

function drawLine(plot, state, { fit, squares, now }) {
  const { points, step } = state, [xlim, ylim] = windows(points);
  const panel = plot.panel({
    id: "line", x: 0, y: 0.42, width: 0.5, height: 0.58, xlim, ylim, xlabel: "x", ylabel: "y",
    title: "The best line: drag the points",
  });
  const draw = ([m, c], look) => panel.line(xlim.map((x) => [x, m * x + c]), look);
  for (const [x, y] of points) panel.line([[x, y], [x, fit[0] * x + fit[1]]], GREY);
  draw(squares, { colour: "blue", dash: [6, 4] });
  draw(fit, { colour: "vermillion", width: 2.5 });
  const rows = [
    [`— best: slope ${say(fit[0])}`, "vermillion"],
    [`- - least squares: ${say(squares[0])}`, "blue"],
  ];
  if (step && now) {
    draw(now, { colour: "green", dash: [2, 3], width: 2 });
    rows.push([`··· after ${step} steps: ${say(now[0])}`, "green"]);
  }
  legend(panel, rows);
}

function drawSizes(plot, state, { sizes }) {
  const high = 1.3 * Math.max(...sizes.map((row) => Math.max(row[1], row[2])));
  const panel = plot.panel({
    id: "sizes", x: 0, y: 0.42, width: 0.5, height: 0.58, xlim: [-8, 8], ylim: [0, high],
    xlabel: "sum z; p = σ(z)", ylabel: "size of ∂E/∂z", title: "Behind a sigmoid",
  });
  const z = Math.log(state.p / (1 - state.p));
  panel.line([[z, 0], [z, high]], GREY);
  for (const k of [0, 1]) panel.line(sizes.map((row) => [row[0], row[k + 1]]), { ...LOOKS[k], width: 2.5 });
  legend(panel, [["— cross-entropy", "blue"], ["- - squared error", "vermillion"]]);
}

function drawPaths(plot, state, { fit, target, names, paths }) {
  const size = Math.max(1, Math.abs(target));
  const panel = plot.panel({
    id: "paths", x: 0.5, y: 0.42, width: 0.5, height: 0.58, xlim: [0, STEPS],
    ylim: fit ? [Math.min(0, target) - size, Math.max(0, target) + 1.3 * size] : [0, 1.2], xlabel: "step",
    ylabel: fit ? "slope m of the line" : "probability p",
    title: fit ? "One η, four conventions" : "Two losses correct p",
  });
  panel.line([[0, target], [STEPS, target]], GREY);
  panel.line([[state.step, -1e6], [state.step, 1e6]], GREY);
  paths.forEach((path, k) => {
    const bold = names[k] === (fit ? state.convention : state.loss), { colour } = LOOKS[k];
    const far = path.findIndex((v) => v === null || Math.abs(v - target) > 4 * size);
    panel.line(path.slice(0, far < 0 ? STEPS + 1 : far + 1).map((v, i) => [i, v]), { ...LOOKS[k], width: bold ? 3.5 : 1.8 });
    panel.text(1 + (28 * k) / paths.length, panel.y(panel.area.y + 12), WRITTEN[names[k]] || names[k], { colour, size: 12, bold });
    if (bold) panel.dots([[state.step, path[state.step]]], { colour, size: 5 });
  });
}

function draw(plot, state, frame) {
  drawLoss(plot, state, frame, 1);
  drawLoss(plot, state, frame, 2);
  (frame.fit ? drawLine : drawSizes)(plot, state, frame);
  drawPaths(plot, state, frame);
}

function handles(state, frame) {
  const y = near(frame.here[1], heights(frame, 1)), panel = "loss 1";
  if (!frame.fit) {
    const move = (_, x) => ({ p: Math.round(1000 * x) / 1000 });
    return [{ id: "p", label: "probability p", panel, x: state.p, y, move }];
  }
  const open = windows(state.points);
  const moved = (x, y) => [x, y].map((v, i) => near(Math.round(100 * v) / 100, open[i]));
  const points = state.points.map(([x, y], i) => ({
    id: i, label: `point ${i + 1}`, panel: "line", x, y,
    move: (now, x, y) => ({ points: now.points.map((point, k) => (k === i ? moved(x, y) : point)) }),
  }));
  const move = (_, x) => ({ e: Math.round(20 * x) / 20 });
  return [{ id: "e", label: "error e", panel, x: state.e, y, move }, ...points];
}

export default explorer({ frame, describe, draw, handles, aspect: 0.6 });
