// Activation functions: value and slope at z, and a signal through five layers. activation_shapes.py explains.
import { say, explorer } from "../kit/base.js";
import { chance } from "../kit/chance.js";

const LAYERS = 5, ROWS = 64, UNITS = 32, BARS = 32, REACH = 4;
const sigmoid = (z) => 1 / (1 + Math.exp(-Math.max(z, -708)));
const share = (z) => {
  const top = Math.max(z, 0), e = Math.exp(z - top);
  return e / (e + 2 * Math.exp(-top));
};

// f and f′, as in coursekit.nn.activations
function activation(state) {
  const leaky = (k) => [(z) => (z > 0 ? z : k * z), (z) => (z > 0 ? 1 : k)];
  const alpha = state.alpha;
  return {
    linear: () => [(z) => z, () => 1],
    "binary step": () => [(z) => (z > 0 ? 1 : 0), () => 0],
    signum: () => [(z) => Math.sign(z), () => 0],
    sigmoid: () => [sigmoid, (z) => sigmoid(z) * sigmoid(-z)],
    tanh: () => [Math.tanh, (z) => 1 - Math.tanh(z) ** 2],
    softmax: () => [share, (z) => share(z) * (1 - share(z))],
    ReLU: () => leaky(0),
    "leaky ReLU": () => leaky(state.slope),
    PReLU: () => leaky(state.slope),
    ELU: () => [
      (z) => (z > 0 ? z : alpha * Math.expm1(z)),
      (z) => (z > 0 ? 1 : alpha * Math.exp(z)),
    ],
    softplus: () => [(z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), sigmoid],
    swish: () => [(z) => z * sigmoid(z), (z) => sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z))],
  }[state.function]();
}

let drawn = {};
function draws(seed) {
  if (drawn.seed !== seed) {
    const source = chance(seed);
    const numbers = (n) => Float64Array.from({ length: n }, () => source.normal());
    drawn = { seed, noise: numbers(ROWS * UNITS) };
    drawn.weights = numbers(LAYERS * UNITS * UNITS);
    drawn.gradient = numbers(ROWS * UNITS);
  }
  return drawn;
}

// all rows times kernel number l (or, on the way back, times its transpose), times the scale
function times(rows, l, scale, back) {
  const { weights } = drawn, start = l * UNITS * UNITS, out = new Float64Array(ROWS * UNITS);
  const [alongI, alongJ] = back ? [1, UNITS] : [UNITS, 1];
  for (let i = 0; i < UNITS; i++) {
    for (let j = 0; j < UNITS; j++) {
      const weight = weights[start + i * alongI + j * alongJ] * scale;
      for (let r = 0; r < ROWS * UNITS; r += UNITS) out[r + j] += rows[r + i] * weight;
    }
  }
  return out;
}

function send(state, f, derivative) {
  const { noise, gradient } = draws(state.seed), scale = state.scale / Math.sqrt(UNITS);
  const outputs = [noise.map((v) => state.mean + state.spread * v)], slopes = [];
  for (let l = 0; l < LAYERS; l++) {
    const z = times(outputs[l], l, scale, false).map((v) => v + state.bias);
    outputs.push(z.map(f));
    slopes.push(z.map(derivative));
  }
  const gradients = [gradient];
  for (let l = LAYERS - 1; l >= 0; l--) {
    const dz = gradients[0].map((v, i) => v * slopes[l][i]);
    gradients.unshift(times(dz, l, scale, true));
  }
  return { outputs, slopes, gradients };
}

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
const size = (values) => Math.sqrt(mean(values.map((v) => v * v)));

function facts(values) {
  const bars = new Array(BARS).fill(0), middle = mean(values);
  for (const v of values) {
    bars[Math.min(BARS - 1, Math.max(0, Math.floor((v + REACH) * (BARS / (2 * REACH)) + 1e-9)))] += 1;
  }
  return { mean: middle, spread: size(values.map((v) => v - middle)), bars };
}

function deadShare(slopes) {
  let dead = 0;
  for (let j = 0; j < UNITS; j++) {
    let silent = true;
    for (let r = j; r < ROWS * UNITS; r += UNITS) silent &&= Math.abs(slopes[r]) < 1e-12;
    dead += silent;
  }
  return dead / UNITS;
}

let passed = {};
// what the layers do does not depend on z: keep it while z moves
function through(state, f, derivative) {
  const key = JSON.stringify({ ...state, z: 0 });
  if (passed.key !== key) passed = { key, layers: passThrough(state, f, derivative) };
  return passed.layers;
}

function passThrough(state, f, derivative) {
  const { outputs, slopes, gradients } = send(state, f, derivative);
  const arriving = gradients.map((g) => size(g) / size(gradients[LAYERS]));
  const layers = outputs.map(facts), dead = slopes.map(deadShare);
  const kept = state.spread > 0 ? layers[LAYERS].spread / layers[0].spread : null;
  const alive = kept !== null && kept >= 0.5 && kept <= 2 && arriving[0] >= 0.5 && arriving[0] <= 2;
  return {
    layers,
    dead,
    flat: slopes.map((s) => mean(s.map((v) => (Math.abs(v) < 0.01 ? 1 : 0)))),
    arriving,
    kept,
    goal: state.function !== "linear" && alive && Math.max(...dead) === 0,
  };
}

export function frame(state) {
  const [f, derivative] = activation(state);
  const half = Array.from({ length: 60 }, (_, k) => (k + 1) / 10);
  const places = [...half.map((z) => -z).reverse(), -1e-12, 1e-12, ...half];
  return {
    a: f(state.z),
    slope: derivative(state.z),
    curve: places.map((z) => [z, f(z), derivative(z)]),
    ...through(state, f, derivative),
  };
}

export function describe(state, frame) {
  const last = LAYERS - 1;
  const spread = frame.kept === null ? "no spread to lose" : `${say(frame.kept)} times its spread`;
  return `At z = ${say(state.z)} the function ${state.function} is ${say(frame.a)} and its slope ` +
    `${say(frame.slope)}. After five layers the signal has ${spread}, and ` +
    `${say(frame.arriving[0])} of the gradient arrives at the input. In layer 5, ` +
    `${say(100 * frame.dead[last])} % of the units are dead and ` +
    `${say(100 * frame.flat[last])} % of the slopes flat.`;
}

function drawCurve(plot, state, frame, column) {
  const slope = column === 2, colour = slope ? "vermillion" : "blue";
  const panel = plot.panel({
    id: slope ? "slope" : "value", x: slope ? 0.5 : 0, y: 0, width: 0.5, height: 0.44,
    xlim: [-6, 6], ylim: [-1.6, 3.2], xlabel: "z", ylabel: slope ? "f′(z)" : "f(z)",
    title: slope ? `Slope of ${state.function}` : state.function,
  });
  const middle = frame.curve.length / 2, part = (row) => [row[0], row[column]];
  panel.line([[-6, 0], [6, 0]], { colour: "grey", width: 1 });
  for (const half of [frame.curve.slice(0, middle), frame.curve.slice(middle)]) {
    panel.line(half.map(part), { colour, width: 2.5, dash: slope ? [8, 3] : [] });
  }
  return panel;
}

function drawSignal(plot, frame) {
  const names = frame.layers.map((_, l) => [-l, l ? `${l}` : "in"]);
  const panel = plot.panel({
    id: "signal", x: 0, y: 0.44, width: 0.5, height: 0.56, xlim: [-4, 4], ylim: [-5.1, 1],
    yticks: names, ylabel: "layer", xlabel: "output a (the ends hold what lies beyond)",
    title: "The signal, layer by layer",
  });
  frame.layers.forEach(({ bars, spread }, l) => {
    const most = Math.max(...bars);
    bars.forEach((count, k) => {
      const x = -REACH + (k * 2 * REACH) / BARS, top = -l + (0.85 * count) / most;
      if (count) panel.rect(x, -l, x + (2 * REACH) / BARS, top, { fill: "sky", colour: "ink", width: 0.6 });
    });
    panel.text(3.9, -l + 0.6, `spread ${say(spread, 2)}`, { align: "right", size: 12 });
  });
}

function drawArriving(plot, frame) {
  const panel = plot.panel({
    id: "arriving", x: 0.5, y: 0.44, width: 0.5, height: 0.56, xlim: [-0.4, 5.4], ylim: [1e-7, 1e4],
    log: "y", yticks: [-6, -4, -2, 0, 2].map((e) => [10 ** e, e ? `10${e < 0 ? "⁻" : ""}${"⁰¹²³⁴⁵⁶"[Math.abs(e)]}` : "1"]),
    xticks: frame.arriving.map((_, l) => [l, l ? `${l}` : "in"]),
    xlabel: "after layer", ylabel: "size", title: "What arrives",
  });
  const shown = (v) => (v > 0 ? v : null);
  const gradient = frame.arriving.map((v, l) => [l, shown(v)]);
  const spread = frame.layers.map((layer, l) => [l, shown(layer.spread)]);
  panel.line(gradient, { colour: "vermillion", width: 2 });
  panel.dots(gradient, { colour: "vermillion" });
  panel.line(spread, { colour: "blue", width: 2, dash: [6, 4] });
  panel.dots(spread, { colour: "blue", marker: "square" });
  panel.text(-0.3, 3e3, "● gradient, going back", { colour: "vermillion", size: 12 });
  panel.text(-0.3, 5e2, "■ spread of the signal", { colour: "blue", size: 12 });
  const percent = (v) => `${Math.round(100 * v)}%`, look = { align: "center", size: 12 };
  ["dead", ...frame.dead.map(percent)].forEach((words, l) => panel.text(l || 0.25, 1.5e-6, words, look));
  ["flat", ...frame.flat.map(percent)].forEach((words, l) => panel.text(l || 0.25, 3e-7, words, look));
}

function draw(plot, state, frame) {
  const { z } = state, { a, slope } = frame;
  const value = drawCurve(plot, state, frame, 1);
  value.line([[z - 1.5, a - 1.5 * slope], [z + 1.5, a + 1.5 * slope]], { colour: "ink", dash: [5, 4] });
  value.dots([[z, a]], { colour: "blue", size: 6 });
  drawCurve(plot, state, frame, 2).dots([[z, slope]], { colour: "vermillion", marker: "diamond", size: 6 });
  drawSignal(plot, frame);
  drawArriving(plot, frame);
}

function handles(state, frame) {
  return [{
    id: "z", label: "place z", panel: "value", x: state.z, y: Math.max(-1.6, Math.min(3.2, frame.a)),
    move: (_, x) => ({ z: Math.round(20 * x) / 20 }),
  }];
}

export default explorer({ frame, describe, draw, handles, aspect: 0.6 });
