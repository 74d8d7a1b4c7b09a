// Activation functions: value and slope at z, and a signal through five layers; see explorer.py.
import { explorer } from "../kit/base.js";
import { chance } from "../kit/chance.js";
import { raised, say } from "../kit/words.js";

const LAYERS = 5;
const ROWS = 64;
const UNITS = 32;
const BARS = 32;
const REACH = 4; // outputs from −4 to 4 have bars; the ends hold what lies beyond

const sigmoid = (z) => 1 / (1 + Math.exp(-Math.max(z, -708)));

/** Softmax of z beside two zeros. */
function softmax(z) {
  const top = Math.max(z, 0);
  const power = Math.exp(z - top);
  return power / (power + 2 * Math.exp(-top));
}

const leaky = (slope) => [(z) => (z > 0 ? z : slope * z), (z) => (z > 0 ? 1 : slope)];

/** f and f′, as in coursekit.nn.activations. */
const FUNCTIONS = {
  linear: () => [(z) => z, () => 1],
  "binary step": () => [(z) => (z > 0 ? 1 : 0), () => 0],
  signum: () => [(z) => Math.sign(z), () => 0],
  sigmoid: () => [sigmoid, (z) => sigmoid(z) * sigmoid(-z)],
  tanh: () => [Math.tanh, (z) => 1 - Math.tanh(z) ** 2],
  softmax: () => [softmax, (z) => softmax(z) * (1 - softmax(z))],
  ReLU: () => leaky(0),
  "leaky ReLU": ({ slope }) => leaky(slope),
  PReLU: ({ slope }) => leaky(slope),
  ELU: ({ alpha }) => [
    (z) => (z > 0 ? z : alpha * Math.expm1(z)),
    (z) => (z > 0 ? 1 : alpha * Math.exp(z)),
  ],
  softplus: () => [(z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), sigmoid],
  swish: () => [(z) => z * sigmoid(z), (z) => sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z))],
};

let drawn = { seed: null };

/** The random numbers of a seed: the inputs, all kernels, and the gradient that comes back. */
function drawsOf(seed) {
  if (drawn.seed === seed) return drawn;
  const source = chance(seed);
  const numbers = (n) => Float64Array.from({ length: n }, () => source.normal());
  const noise = numbers(ROWS * UNITS);
  const weights = numbers(LAYERS * UNITS * UNITS);
  const gradient = numbers(ROWS * UNITS);
  drawn = { seed, noise, weights, gradient };
  return drawn;
}

/** All rows times a layer's kernel (or, on the way back, its transpose), times the scale. */
function product(rows, weights, layer, scale, isBack) {
  const start = layer * UNITS * UNITS;
  const out = new Float64Array(ROWS * UNITS);
  const [alongI, alongJ] = isBack ? [1, UNITS] : [UNITS, 1];
  for (let i = 0; i < UNITS; i++) {
    for (let j = 0; j < UNITS; j++) {
      const weight = weights[start + i * alongI + j * alongJ] * scale;
      for (let row = 0; row < ROWS * UNITS; row += UNITS) out[row + j] += rows[row + i] * weight;
    }
  }
  return out;
}

/** Send a signal forward and a gradient back; f is the activation. */
function send(state, f, derivative) {
  const { noise, weights, gradient } = drawsOf(state.seed);
  const scale = state.scale / Math.sqrt(UNITS);
  const outputs = [noise.map((v) => state.mean + state.spread * v)];
  const slopes = [];
  for (let layer = 0; layer < LAYERS; layer++) {
    const z = product(outputs[layer], weights, layer, scale, false).map((v) => v + state.bias);
    outputs.push(z.map(f));
    slopes.push(z.map(derivative));
  }
  const gradients = [gradient];
  for (let layer = LAYERS - 1; layer >= 0; layer--) {
    const dz = gradients[0].map((v, i) => v * slopes[layer][i]);
    gradients.unshift(product(dz, weights, layer, scale, true));
  }
  return { outputs, slopes, gradients };
}

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
const size = (values) => Math.sqrt(mean(values.map((v) => v * v)));

function facts(values) {
  const bars = new Array(BARS).fill(0);
  const middle = mean(values);
  for (const v of values) {
    const bar = Math.floor((v + REACH) * (BARS / (2 * REACH)) + 1e-9);
    bars[Math.min(BARS - 1, Math.max(0, bar))] += 1;
  }
  return { mean: middle, spread: size(values.map((v) => v - middle)), bars };
}

/** The share of units whose slope is 0 for every row. */
function deadShare(slopes) {
  let dead = 0;
  for (let unit = 0; unit < UNITS; unit++) {
    let isSilent = true;
    for (let k = unit; k < ROWS * UNITS; k += UNITS) isSilent &&= Math.abs(slopes[k]) < 1e-12;
    if (isSilent) dead += 1;
  }
  return dead / UNITS;
}

let passed = { key: null };

/** What the layers do does not depend on z: it is kept while z moves. */
function through(state, f, derivative) {
  const key = JSON.stringify({ ...state, z: 0 });
  if (passed.key !== key) passed = { key, layers: passThrough(state, f, derivative) };
  return passed.layers;
}

function passThrough(state, f, derivative) {
  const { outputs, slopes, gradients } = send(state, f, derivative);
  const arriving = gradients.map((gradient) => size(gradient) / size(gradients[LAYERS]));
  const layers = outputs.map(facts);
  const dead = slopes.map(deadShare);
  const kept = state.spread > 0 ? layers[LAYERS].spread / layers[0].spread : null;
  const isAlive = (share) => share !== null && share >= 0.5 && share <= 2;
  const alive = isAlive(kept) && isAlive(arriving[0]);
  return {
    layers,
    dead,
    flat: slopes.map((layer) => mean(layer.map((v) => (Math.abs(v) < 0.01 ? 1 : 0)))),
    arriving,
    kept,
    goal: state.function !== "linear" && alive && Math.max(...dead) === 0,
  };
}

export function frame(state) {
  const [f, derivative] = FUNCTIONS[state.function](state);
  const right = Array.from({ length: 60 }, (_, k) => (k + 1) / 10);
  const places = [...right.map((z) => -z).reverse(), -1e-12, 1e-12, ...right];
  return {
    a: f(state.z),
    slope: derivative(state.z),
    curve: places.map((z) => [z, f(z), derivative(z)]),
    ...through(state, f, derivative),
  };
}

export function describe(state, { a, slope, kept, arriving, dead, flat }) {
  const last = LAYERS - 1;
  const spread = kept === null ? "no spread to lose" : `${say(kept)} times its spread`;
  return (
    `At z = ${say(state.z)} the function ${state.function} is ${say(a)} and its slope ` +
    `${say(slope)}. After five layers the signal has ${spread}, and ` +
    `${say(arriving[0])} of the gradient arrives at the input. In layer 5, ` +
    `${say(100 * dead[last])} % of the units are dead and ` +
    `${say(100 * flat[last])} % of the slopes flat.`
  );
}

function draw(plot, state, frame) {
  const { z } = state;
  const { a, slope } = frame;
  const value = drawCurve(plot, frame, 1, {
    id: "value",
    box: [0, 0, 0.5, 0.42],
    ylabel: "f(z)",
    title: state.function,
  });
  const tangent = [z - 1.5, z + 1.5].map((place) => [place, a + (place - z) * slope]);
  value.line(tangent, { colour: "ink", dash: [5, 4] });
  value.dots([[z, a]], { colour: "blue", size: 6 });
  const derivative = drawCurve(plot, frame, 2, {
    id: "slope",
    box: [0.5, 0, 0.5, 0.42],
    ylabel: "f′(z)",
    title: `Slope of ${state.function}`,
  });
  derivative.dots([[z, slope]], { colour: "vermillion", marker: "diamond", size: 6 });
  drawSignal(plot, frame);
  drawArriving(plot, frame);
}

/** Column 1 of the curve is the value, column 2 the slope; both may jump at 0. */
function drawCurve(plot, { curve }, column, where) {
  const panel = plot.panel({ ...where, xlim: [-6, 6], ylim: [-1.6, 3.2], xlabel: "z" });
  const look = { 1: { colour: "blue" }, 2: { colour: "vermillion", dash: [8, 3] } }[column];
  const middle = curve.length / 2;
  panel.segment([-6, 0], [6, 0], { colour: "grey", width: 1 });
  for (const half of [curve.slice(0, middle), curve.slice(middle)]) {
    const points = half.map((row) => [row[0], row[column]]);
    panel.line(points, { ...look, width: 2.5 });
  }
  return panel;
}

const layerName = (layer) => (layer ? String(layer) : "in");

function drawSignal(plot, { layers }) {
  const panel = plot.panel({
    id: "signal",
    box: [0, 0.42, 0.5, 0.58],
    xlim: [-REACH, REACH],
    ylim: [-5.1, 1],
    yticks: layers.map((_, layer) => [-layer, layerName(layer)]),
    ylabel: "layer",
    xlabel: "output a (the ends hold what lies beyond)",
    title: "The signal, layer by layer",
  });
  const width = (2 * REACH) / BARS;
  const look = { fill: "sky", colour: "ink", width: 0.6 };
  layers.forEach(({ bars, spread, mean: middle }, layer) => {
    const most = Math.max(...bars);
    bars.forEach((count, k) => {
      if (!count) return;
      const left = -REACH + k * width;
      panel.rect(left, -layer, left + width, -layer + (0.85 * count) / most, look);
    });
    const words = `spread ${say(spread, 2)}`;
    const [x, align] = middle > 1 ? [-3.9, "left"] : [3.9, "right"]; // where no bars are
    panel.text(x, -layer + 0.55, words, { align, size: 12 });
  });
}

function drawArriving(plot, { arriving, layers, dead, flat }) {
  const panel = plot.panel({
    id: "arriving",
    box: [0.5, 0.42, 0.5, 0.58],
    xlim: [-0.4, 5.4],
    ylim: [1e-9, 1e5],
    log: "y",
    yticks: [-6, -4, -2, 0, 2].map((power) => [10 ** power, power ? `10${raised(power)}` : "1"]),
    xticks: arriving.map((_, layer) => [layer, layerName(layer)]),
    xlabel: "after layer",
    ylabel: "size",
    title: "What arrives",
  });
  const isShown = (v) => (v > 0 ? v : null);
  const gradient = arriving.map((v, layer) => [layer, isShown(v)]);
  const spread = layers.map((one, layer) => [layer, isShown(one.spread)]);
  panel.line(gradient, { colour: "vermillion", width: 2 });
  panel.dots(gradient, { colour: "vermillion" });
  panel.line(spread, { colour: "blue", width: 2, dash: [6, 4] });
  panel.dots(spread, { colour: "blue", marker: "square" });
  panel.text(-0.3, 2e4, "● gradient, going back", { colour: "vermillion", size: 12 });
  panel.text(2.6, 2e4, "■ spread of the signal", { colour: "blue", size: 12 });
  const percent = (share) => `${Math.round(100 * share)}%`;
  const look = { align: "center", size: 12 };
  [
    ["dead", ...dead.map(percent)],
    ["flat", ...flat.map(percent)],
  ].forEach((row, k) => {
    row.forEach((words, layer) => {
      panel.text(layer || 0.05, k ? 4e-9 : 5e-8, words, look);
    });
  });
}

function handles(state, frame) {
  const y = Math.max(-1.6, Math.min(3.2, frame.a));
  const move = (_, z) => ({ z: Math.round(20 * z) / 20 });
  return [{ id: "z", label: "place z", panel: "value", x: state.z, y, move }];
}

export default explorer({ frame, describe, draw, handles, aspect: 0.6, tallest: 430 });
