// Losses, the best line and descent; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { say } from "../kit/words.js";
import { leastAbsolute, leastHuber, leastSquares, pull, total } from "./line_fits.js";

const CONVENTIONS = ["sum", "half", "mean", "half_mean"];
const WRITTEN = { sum: "Σ", half: "½ Σ", mean: "1/n Σ", half_mean: "1/2n Σ" };
const STEPS = 30;
const TOO_FAR = 1e6;

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const logit = (p) => Math.log(p / (1 - p));

/** What a convention multiplies the sum over n rows with. */
const factor = (name, n) => ({ sum: 1, half: 0.5, mean: 1 / n, half_mean: 0.5 / n })[name];
const logarithmUnit = (state) => (state.logarithm === "10" ? Math.log(10) : 1);
const targetOf = (state) => (state.truth === "yes" ? 1 : 0);

function lossAndSlope({ loss, delta }, e) {
  if (loss === "squared") return [e * e, 2 * e];
  const size = Math.abs(e);
  if (loss === "absolute") return [size, Math.sign(e)];
  return [size <= delta ? 0.5 * e * e : delta * size - 0.5 * delta * delta, pull(e, delta)];
}

/** Loss and slope ∂E/∂p; q is the probability of what is true. */
function crossEntropy(state, p) {
  const unit = logarithmUnit(state);
  const [q, sign] = targetOf(state) ? [p, -1] : [1 - p, 1];
  return [-Math.log(q) / unit, sign / (q * unit)];
}

function bestLine({ loss, points, delta }) {
  if (loss === "squared") return leastSquares(points);
  return loss === "absolute" ? leastAbsolute(points) : leastHuber(points, delta);
}

/** Lines after each step of descent; null after one that flew off. */
function descend(state, convention) {
  const { points } = state;
  const rate = state.eta * factor(convention, points.length);
  let [m, c] = [0, 0];
  const path = [[m, c]];
  for (let step = 0; step < STEPS; step++) {
    const slopes = points.map(([x, y]) => lossAndSlope(state, m * x + c - y)[1]);
    m -= rate * total(slopes.map((slope, k) => slope * points[k][0]));
    c -= rate * total(slopes);
    if (Math.abs(m) > TOO_FAR || Math.abs(c) > TOO_FAR) break;
    path.push([m, c]);
  }
  return [...path, ...new Array(STEPS + 1 - path.length).fill(null)];
}

/** The probability after each step of descent on z, p = σ(z). */
function correct(state, loss) {
  // A ½ belongs to the square, whose 2 it cancels; cross-entropy has none.
  const rate = state.eta * (loss === "cross-entropy" ? 1 : factor(state.convention, 1));
  const y = targetOf(state);
  let z = logit(state.p);
  let p = state.p;
  const path = [p];
  for (let step = 0; step < STEPS; step++) {
    const error = p - y;
    z -= rate * (loss === "cross-entropy" ? error / logarithmUnit(state) : 2 * error * p * (1 - p));
    p = sigmoid(z);
    path.push(p);
  }
  return path;
}

/** z and the sizes of ∂E/∂z of cross-entropy and of squared error. */
function slopesAt(state, z) {
  const share = factor(state.convention, 1);
  const p = sigmoid(z);
  const wrong = Math.abs(p - targetOf(state));
  return [z, wrong / logarithmUnit(state), share * 2 * wrong * p * (1 - p)];
}

export function frame(state) {
  return state.loss === "cross-entropy" ? frameOfProbability(state) : frameOfLine(state);
}

function frameOfLine(state) {
  const { points } = state;
  const share = factor(state.convention, points.length);
  const at = (e) => [e, ...lossAndSlope(state, e).map((value) => share * value)];
  const right = Array.from({ length: 80 }, (_, k) => (4 * (k + 1)) / 80);
  const [m, c] = bestLine(state);
  const squares = leastSquares(points);
  const errors = points.map(([x, y]) => m * x + c - y);
  const off = errors.filter((e) => Math.abs(e) > 0.5).length;
  const paths = CONVENTIONS.map((name) => descend(state, name));
  return {
    curve: [...right.map((e) => -e).reverse(), -1e-12, 1e-12, ...right].map(at),
    here: at(state.e),
    fit: [m, c],
    squares,
    cost: share * total(errors.map((e) => lossAndSlope(state, e)[0])),
    off,
    now: paths[CONVENTIONS.indexOf(state.convention)][state.step],
    names: CONVENTIONS,
    paths: paths.map((path) => path.map((line) => (line === null ? null : line[0]))),
    target: m,
    sizes: [],
    goal: points.length > 3 && off === 1 && Math.abs(squares[0] - m) > 0.2,
  };
}

/** Where the curve is drawn: finely at both ends, where it is steepest. */
function probabilities() {
  const ends = [1, 2, 3, 5, 7];
  const middle = Array.from({ length: 197 }, (_, k) => 10 + 5 * k);
  return [...ends, ...middle, ...ends.map((k) => 1000 - k).reverse()].map((k) => k / 1000);
}

function frameOfProbability(state) {
  const at = (p) => [p, ...crossEntropy(state, p)];
  const names = ["cross-entropy", "squared"];
  const paths = names.map((name) => correct(state, name));
  return {
    curve: probabilities().map(at),
    here: at(state.p),
    fit: null,
    squares: null,
    cost: crossEntropy(state, paths[0][state.step])[0],
    off: 0,
    now: paths.map((path) => path[state.step]),
    names,
    paths,
    target: targetOf(state),
    sizes: Array.from({ length: 161 }, (_, k) => slopesAt(state, (k - 80) / 10)),
    goal: false,
  };
}

export function describe(state, frame) {
  const [, loss, slope] = frame.here;
  const { fit, squares, now } = frame;
  const steps = `After ${state.step} steps with η = ${say(state.eta)}`;
  if (fit === null) {
    return (
      `The truth is ${state.truth}, and p = ${say(state.p)} costs ${say(loss)}; the slope is ` +
      `${say(slope)}. ${steps} cross-entropy has p = ${say(now[0])}, squared error ` +
      `p = ${say(now[1])}.`
    );
  }
  return (
    `With the loss ${state.loss} and the convention ${state.convention}, an error of ` +
    `${say(state.e)} costs ${say(loss)}; the slope is ${say(slope)}. The best line has slope ` +
    `${say(fit[0])} and intercept ${say(fit[1])}, that of least squares slope ` +
    `${say(squares[0])}. ${steps} descent ` +
    `${now === null ? "has flown off" : `has slope ${say(now[0])}`}.`
  );
}

const LOOKS = [
  { colour: "blue" },
  { colour: "vermillion", dash: [8, 4] },
  { colour: "green", dash: [8, 3, 2, 3] },
  { colour: "purple", dash: [2, 3] },
];
const GREY = { colour: "grey", width: 1 };

/** Boxes of the loss, its slope, the line (or the sizes of slopes) and the paths. */
const BOXES = [
  [0, 0, 0.5, 0.42],
  [0.5, 0, 0.5, 0.42],
  [0, 0.42, 0.5, 0.58],
  [0.5, 0.42, 0.5, 0.58],
];

function draw(plot, state, frame) {
  drawLoss(plot, state, frame);
  drawSlope(plot, frame);
  if (frame.fit) drawLine(plot, state, frame);
  else drawSizes(plot, state, frame);
  drawPaths(plot, state, frame);
}

function drawLoss(plot, { loss }, frame) {
  const title = `${loss}: this row’s part of the cost`;
  const look = { colour: "blue", marker: "circle" };
  drawCurve(plot, frame, 1, { box: BOXES[0], ylabel: "loss", title }, look);
}

function drawSlope(plot, frame) {
  const ylabel = frame.fit ? "∂E/∂ŷ" : "∂E/∂p";
  const look = { colour: "vermillion", marker: "diamond" };
  drawCurve(plot, frame, 2, { box: BOXES[1], ylabel, title: "Its slope" }, look);
}

/** Column 1 of the curve is the loss, column 2 its slope; that of a line may jump at 0. */
function drawCurve(plot, { curve, here, fit }, column, where, { colour, marker }) {
  const panel = plot.panel({
    ...where,
    id: `loss ${column}`,
    xlim: fit ? [-4, 4] : [0, 1],
    ylim: heights(curve, here, fit, column),
    xlabel: fit ? "error e = ŷ − y" : "probability p",
  });
  const middle = fit ? curve.length / 2 : 0;
  const point = (row) => [row[0], row[column]];
  panel.segment([-4, 0], [4, 0], GREY);
  for (const half of [curve.slice(0, middle), curve.slice(middle)]) {
    panel.line(half.map(point), { colour, width: 2.5 });
  }
  panel.dots([point(here)], { colour, size: 6, marker });
}

/**
 * What a curve's panel shows from bottom to top; the slope of cross-entropy without its ends, but
 * never without its point.
 */
function heights(curve, here, fit, column) {
  const shown = fit || column === 1 ? curve : curve.slice(9, -9);
  const values = [0, ...[...shown, here].map((row) => row[column])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.08 * (high - low);
  return [low - room, high + room];
}

function drawLine(plot, { points, step }, { fit, squares, now }) {
  const [xlim, ylim] = windows(points);
  const title = "The best line: drag the points";
  const panel = plot.panel({
    id: "line",
    box: BOXES[2],
    xlim,
    ylim,
    xlabel: "x",
    ylabel: "y",
    title,
  });
  const drawOne = ([m, c], look) =>
    panel.line(
      xlim.map((x) => [x, m * x + c]),
      look,
    );
  for (const [x, y] of points) panel.segment([x, y], [x, fit[0] * x + fit[1]], GREY);
  drawOne(squares, { colour: "blue", dash: [6, 4] });
  drawOne(fit, { colour: "vermillion", width: 2.5 });
  const entries = [
    [`— best: slope ${say(fit[0])}`, "vermillion"],
    [`- - least squares: ${say(squares[0])}`, "blue"],
  ];
  if (step && now) {
    drawOne(now, { colour: "green", dash: [2, 3], width: 2 });
    entries.push([`··· after ${step} steps: ${say(now[0])}`, "green"]);
  }
  drawLegend(panel, entries);
}

function drawSizes(plot, state, { sizes }) {
  const high = 1.4 * Math.max(...sizes.map((row) => Math.max(row[1], row[2])));
  const panel = plot.panel({
    id: "sizes",
    box: BOXES[2],
    xlim: [-8, 8],
    ylim: [0, high],
    xlabel: "sum z; p = σ(z)",
    ylabel: "size of ∂E/∂z",
    title: "Behind a sigmoid",
  });
  const z = logit(state.p);
  panel.segment([z, 0], [z, high], GREY);
  for (const column of [1, 2]) {
    const points = sizes.map((row) => [row[0], row[column]]);
    panel.line(points, { ...LOOKS[column - 1], width: 2.5 });
  }
  drawLegend(panel, [
    ["— cross-entropy", "blue"],
    ["- - squared error", "vermillion"],
  ]);
}

function drawPaths(plot, state, { fit, target, names, paths }) {
  const size = Math.max(1, Math.abs(target));
  const panel = plot.panel({
    id: "paths",
    box: BOXES[3],
    xlim: [0, STEPS],
    ylim: fit ? [Math.min(0, target) - size, Math.max(0, target) + 1.8 * size] : [0, 1.3],
    xlabel: "step",
    ylabel: fit ? "slope m of the line" : "probability p",
    title: fit ? "One η, four conventions" : "Two losses correct p",
  });
  panel.segment([0, target], [STEPS, target], GREY);
  panel.segment([state.step, -TOO_FAR], [state.step, TOO_FAR], GREY);
  const chosen = fit ? state.convention : state.loss;
  paths.forEach((path, k) => {
    const isChosen = names[k] === chosen;
    const shown = upToFar(path, (v) => v === null || Math.abs(v - target) > 4 * size);
    panel.line(
      shown.map((v, step) => [step, v]),
      { ...LOOKS[k], width: isChosen ? 3.5 : 1.8 },
    );
    const { colour } = LOOKS[k];
    if (isChosen) panel.dots([[state.step, path[state.step]]], { colour, size: 5 });
  });
  const height = panel.y(panel.area.y + 12);
  names.forEach((name, k) => {
    const look = { colour: LOOKS[k].colour, size: 12, bold: name === chosen, plate: true };
    panel.text(1 + (28 * k) / names.length, height, WRITTEN[name] || name, look);
  });
}

/** The values up to the first that is too far, which shows where the line leaves. */
function upToFar(path, isFar) {
  const first = path.findIndex(isFar);
  return first < 0 ? path : path.slice(0, first + 1);
}

/** Entries below each other in the left upper corner of a panel. */
function drawLegend(panel, entries) {
  const { x, y } = panel.area;
  entries.forEach(([words, colour], k) => {
    const look = { colour, size: 12, plate: true };
    panel.text(panel.x(x + 10), panel.y(y + 12 + 16 * k), words, look);
  });
}

/** The usual window of points, or one 2, 5, 10, … times as wide that holds them all. */
function windows(points) {
  return [
    [-6, 6],
    [-2, 14],
  ].map((usual, i) => {
    const values = points.map((point) => point[i]);
    const fits = (k) => values.every((v) => v >= k * usual[0] && v <= k * usual[1]);
    const k = [1, 2, 5, 10, 20, 50, 100, 200].find(fits) || 500;
    return usual.map((end) => k * end);
  });
}

const near = (v, [low, high]) => Math.max(low, Math.min(high, v));

function handles(state, { curve, fit, here }) {
  const y = near(here[1], heights(curve, here, fit, 1));
  const panel = "loss 1";
  if (!fit) {
    const move = (_, x) => ({ p: Math.round(1000 * x) / 1000 });
    return [{ id: "p", label: "probability p", panel, x: state.p, y, move }];
  }
  const move = (_, x) => ({ e: Math.round(20 * x) / 20 });
  const error = { id: "e", label: "error e", panel, x: state.e, y, move };
  return [error, ...state.points.map((_, k) => pointHandle(state.points, k))];
}

function pointHandle(points, k) {
  const open = windows(points);
  const moved = (place) => place.map((v, i) => near(Math.round(100 * v) / 100, open[i]));
  const [x, y] = points[k];
  const move = (now, ...place) => ({ points: now.points.with(k, moved(place)) });
  return { id: k, label: `point ${k + 1}`, panel: "line", x, y, move };
}

export default explorer({ frame, describe, draw, handles, aspect: 0.6, tallest: 430 });
