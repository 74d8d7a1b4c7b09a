// A small network learns in the page; the Python files beside it explain the maths.
import { button, explorer, h, say } from "../kit/base.js";
import { chance } from "../kit/chance.js";

const EDGE = 3, GRID = 20, WORST = 1e6, KEEP = 10;
const { abs, cos, exp, floor, log, max, min, round, sign, sin, sqrt, PI } = Math;
const FEATURES = { // of the point (a, b)
  x1: (a) => a, x2: (a, b) => b, "x1**2": (a) => a * a, "x2**2": (a, b) => b * b,
  "x1*x2": (a, b) => a * b, "sin x1": sin, "sin x2": (a, b) => sin(b),
};
const ACTIVATIONS = { // a = f(z), and the slope written with a
  tanh: [Math.tanh, (a) => 1 - a * a],
  relu: [(z) => max(z, 0), (a) => +(a > 0)],
  sigmoid: [(z) => 1 / (1 + exp(-z)), (a) => a * (1 - a)],
  linear: [(z) => z, () => 1],
};

// One point without noise, and its target where that is a number.
function place(dataset, label, along, { uniform, normal }) {
  const radius = 2.8 * along, angle = 2.5 * PI * along + PI * label, both = (draw) => [0, 1].map(draw);
  if (dataset === "spiral") return [radius * sin(angle), radius * cos(angle)];
  if (dataset === "gauss") return both(() => (label ? 1.3 : -1.3) + 0.5 * normal());
  if (dataset === "circle") {
    const angle = 2 * PI * uniform(), radius = label ? 1.1 * uniform() : 1.8 + uniform();
    return [radius * cos(angle), radius * sin(angle)];
  }
  const [x1, x2] = both(() => 2.8 * (2 * uniform() - 1)), hill = (a, b) => exp(-((x1 - a) ** 2) - (x2 - b) ** 2), c = 1.5;
  if (dataset === "XOR") return [x1, (x1 * x2 < 0) == label ? x2 : -x2];
  return [x1, x2, dataset === "plane" ? (x1 + x2) / 4 : hill(-c, c) - hill(c, c) - hill(-c, -c) + hill(c, -c)];
}

function sample({ dataset, noise, points, data_seed, rows }) {
  const draw = chance(data_seed), shift = (x) => x + noise * draw.normal(), inside = (x) => max(-EDGE, min(EDGE, x));
  return draw.shuffle(rows || Array.from({ length: points }, (_, i) => {
    const label = i % 2, [x1, x2, y] = place(dataset, label, (2 * (i >> 1) + 2) / points, draw);
    return y == null ? [inside(shift(x1)), inside(shift(x2)), label] : [x1, x2, shift(y)];
  }));
}

// One training, epoch by epoch: all weights in the flat vector theta, each layer's kernel before its bias.
function training(state) {
  const { lr, rate, penalty, optimizer, batch_size } = state, rows = sample(state), n = rows.length;
  const train = max(1, min(n - 1, round(state.train_share * n)));
  const classes = rows.every(([, , y]) => y === 0 || y === 1);
  const look = (x1, x2) => state.features.map((name) => FEATURES[name](x1, x2)), inputs = rows.map(([x1, x2]) => look(x1, x2));
  const sizes = [state.features.length, ...state.hidden, 1], L = sizes.length - 1;
  const kinds = sizes.map((_, l) => ACTIVATIONS[l < L ? state.activation : classes ? "sigmoid" : "linear"]);
  const [a, d] = [0, 1].map(() => sizes.map((m) => new Float64Array(m)));
  const start = [0, 0]; // where the kernel of layer l begins in theta
  for (let l = 1; l <= L; l++) start.push(start[l] + (sizes[l - 1] + 1) * sizes[l]);
  const [theta, m, v, g] = [0, 1, 2, 3].map(() => new Float64Array(start[L + 1]));
  const copies = [], run = { rows, train, classes, sizes, theta, losses: [[], []], epoch: 0, end: Infinity, go, pictures };
  const { uniform } = chance(1000 + state.seed);
  eachWeight((k, l) => { theta[k] = sqrt(6 / (sizes[l - 1] + sizes[l])) * (2 * uniform() - 1); });
  measure();
  return run;

  function eachWeight(use) {
    for (let l = 1; l <= L; l++)
      for (let k = start[l], end = k + sizes[l - 1] * sizes[l]; k < end; k++) use(k, l);
  }

  function forward(row) {
    a[0].set(row);
    for (let l = 1; l <= L; l++) {
      const before = a[l - 1], here = a[l], wide = here.length, bias = start[l] + before.length * wide, f = kinds[l][0];
      for (let i = 0; i < wide; i++) {
        let z = 0;
        for (let j = 0, k = start[l] + i; j < before.length; j++, k += wide) z += before[j] * theta[k];
        here[i] = f(z + theta[bias + i]);
      }
    }
    return a[L][0];
  }

  // Add the gradient of one row to g, from delta = ∂E/∂z of the output.
  function backward(delta) {
    d[L][0] = delta;
    for (let l = L; l > 0; l--) {
      const before = a[l - 1], here = d[l], slope = kinds[l - 1][1];
      let k = start[l];
      for (let j = 0; j < before.length; j++) {
        let sum = 0;
        for (let i = 0; i < here.length; i++, k++) {
          g[k] += before[j] * here[i];
          sum += theta[k] * here[i];
        }
        d[l - 1][j] = sum * slope(before[j]);
      }
      for (const delta of here) g[k++] += delta;
    }
  }

  function step(batch, t) {
    const factor = (classes ? 1 : 2) / batch.length, beta = optimizer === "momentum" ? 0.9 : 0;
    const alpha = (lr * sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
    g.fill(0);
    for (const k of batch) backward((forward(inputs[k]) - rows[k][2]) * factor);
    if (penalty !== "none") eachWeight((k) => { g[k] += rate * (penalty === "L1" ? sign(theta[k]) : 2 * theta[k]); });
    for (let k = 0; k < g.length; k++)
      if (optimizer === "Adam") {
        m[k] += (g[k] - m[k]) * (1 - 0.9);
        v[k] += (g[k] * g[k] - v[k]) * (1 - 0.999);
        theta[k] -= (alpha * m[k]) / (sqrt(v[k]) + 1e-7);
      } else theta[k] += m[k] = beta * m[k] - lr * g[k];
  }

  function trainEpoch() {
    const before = theta.slice(), order = chance(1000001 + 10000 * state.seed + run.epoch).shuffle(Array(train).keys());
    let t = run.epoch++ * Math.ceil(train / batch_size);
    for (let k = 0; k < train; k += batch_size) step(order.slice(k, k + batch_size), ++t);
    if (!measure()) {
      run.end = --run.epoch;
      theta.set(before);
      measure();
    }
  }

  function go(epoch) {
    if (epoch < run.epoch) {
      const kept = floor(epoch / KEEP);
      [theta, m, v].forEach((vector, i) => vector.set(copies[kept][i]));
      run.epoch = kept * KEEP;
      measure();
    }
    while (run.epoch < min(epoch, run.end)) trainEpoch();
  }

  // Losses and accuracy of both parts; false where a loss is no number or too large.
  function measure() {
    const loss = [0, 0], right = [0, 0], counts = [train, n - train];
    rows.forEach(([, , y], k) => {
      const part = k < train ? 0 : 1, output = forward(inputs[k]), p = min(max(output, 1e-7), 1 - 1e-7);
      loss[part] += classes ? -(y * log(p) + (1 - y) * log(1 - p)) : (output - y) ** 2;
      right[part] += output > 0.5 === y > 0.5;
    });
    const [now, accuracy] = [loss, right].map((sums) => sums.map((sum, part) => sum / counts[part]));
    run.accuracy = classes ? accuracy : [null, null];
    if (!now.every((x) => x <= WORST)) return false;
    now.forEach((x, part) => { run.losses[part][run.epoch] = x; });
    if (run.epoch % KEEP === 0) copies[run.epoch / KEEP] ||= [theta, m, v].map((vector) => vector.slice());
    return true;
  }

  // Outputs of all units, layer by layer and the features first, over a square of cells, the top row first.
  function pictures() {
    const units = sizes.map((m) => Array.from({ length: m }, () => [])), middle = (k) => EDGE * ((2 * k + 1) / GRID - 1);
    for (let r = 0; r < GRID; r++) {
      for (const unit of units.flat()) unit.push([]);
      for (let c = 0; c < GRID; c++) {
        forward(look(middle(c), middle(GRID - 1 - r)));
        a.forEach((layer, l) => layer.forEach((x, i) => units[l][i][r].push(x)));
      }
    }
    return units;
  }
}

const runs = new Map(); // the last four trainings, so that the next epoch goes on where one ended
function runFor(state) {
  const key = JSON.stringify({ ...state, step: 0, stop_epoch: 0, stop_loss: 0 });
  if (!runs.has(key)) runs.set(key, training(state));
  if (runs.size > 4) runs.delete(runs.keys().next().value);
  return runs.get(key);
}

// The epoch at which the training stands, and what ended it.
function standing(run, { step, stop_epoch, stop_loss }) {
  const last = min(step, stop_epoch), test = run.losses[1];
  if (last >= test.length) run.go(last);
  const low = test.findIndex((loss) => loss < stop_loss);
  if (low >= 0 && low <= last) return [low, "loss"];
  return last > run.end ? [run.end, "diverged"] : [last, last === stop_epoch ? "epoch" : ""];
}

export function frame(state, given) {
  const run = runFor(state.dataset === "own" ? { ...state, rows: given.rows } : state), { sizes, rows, classes } = run;
  const [epoch, ending] = standing(run, state);
  run.go(epoch);
  const [train, test] = run.losses.map((line) => line.slice(0, epoch + 1)), test_loss = test[epoch];
  return {
    epoch, ending, last: ending ? epoch : state.stop_epoch, classes, sizes, theta: [...run.theta],
    train, test, train_loss: train[epoch], test_loss, train_accuracy: run.accuracy[0], test_accuracy: run.accuracy[1],
    rows, train_rows: run.train, units: run.pictures(),
    goal: state.dataset === "spiral" && state.features.every((name) => /^x.$/.test(name)) && epoch <= 500 && test_loss < 0.05,
  };
}

export function describe(state, frame) {
  const endings = {
    "": "", epoch: " The training ends here, as you asked.",
    loss: ` The training ends: the test loss is below ${say(state.stop_loss)}.`,
    diverged: " It diverges in the next epoch: take a smaller learning rate.",
  };
  const right = frame.classes ? `, ${say(100 * frame.test_accuracy)} % of the test points right` : "";
  return `Epoch ${frame.epoch} on ${state.dataset}, network ${frame.sizes.join("-")} with ${frame.theta.length} parameters: `
    + `training loss ${say(frame.train_loss)}, test loss ${say(frame.test_loss)}${right}.${endings[frame.ending]}`;
}

const pretty = (name) => name.replace("**2", "²").replace("*", "·");

function draw(plot, state, frame) {
  drawNetwork(plot.panel({ x: 0, y: 0, width: 0.56, height: 1, axes: false, title: "Weights: dashed is negative" }), state, frame);
  drawOutput(plot.panel({ x: 0.56, y: 0, width: 0.44, height: 0.55, xlim: [-EDGE, EDGE], ylim: [-EDGE, EDGE], equal: true, xlabel: "x1", ylabel: "x2", title: "Output; black rim: training" }), frame);
  const { train, test } = frame, top = min(4 * max(train[0], test[0]), max(...train, ...test));
  const panel = plot.panel({ x: 0.56, y: 0.55, width: 0.44, height: 0.45, xlim: [0, max(10, frame.epoch)], ylim: [0, 1.05 * top || 1], xlabel: "epoch", ylabel: "loss", title: "Loss: training solid, test dashed" });
  const line = (losses, look) => panel.line(losses.map((loss, epoch) => [epoch, loss]), { ...look, width: 2 });
  line(train, {});
  line(test, { colour: "purple", dash: [6, 4] });
}

// Each unit is a square with its output over the plane; a line's width is the size of its weight.
function drawNetwork(panel, { activation, features }, { sizes, theta, units, classes }) {
  const L = sizes.length - 1, { w, h } = panel.area, half = min((0.32 * w) / (L + 1.2), (0.44 * h) / max(4, ...sizes));
  const dx = half / w, dy = half / h;
  const at = (l, i) => [(l + 0.75) / (L + 1.2), 0.5 + ((sizes[l] - 1) / 2 - i) * min(1 / sizes[l], 3 * dy)];
  for (let l = 1, k = 0; l <= L; k += sizes[l++])
    for (let j = 0; j < sizes[l - 1]; j++)
      for (let i = 0; i < sizes[l]; i++) {
        const weight = theta[k++], [x0, y0] = at(l - 1, j), [x1, y1] = at(l, i);
        const look = weight < 0 ? { colour: "blue", dash: [6, 3] } : { colour: "vermillion" };
        panel.line([[x0 + dx, y0], [x1 - dx, y1]], { ...look, width: min(6, 0.4 + 1.5 * abs(weight)), alpha: 0.75 });
      }
  units.forEach((layer, l) => layer.forEach((unit, i) => {
    const [x, y] = at(l, i), kind = !l ? "" : l < L ? activation : classes ? "sigmoid" : "";
    const high = kind === "sigmoid" || kind === "tanh" ? 1 : max(1e-9, ...unit.flat().map(abs));
    panel.heat(unit, { map: "diverging", low: kind === "sigmoid" ? 0 : -high, high, box: [x - dx, y + dy, x + dx, y - dy] });
    panel.rect(x - dx, y - dy, x + dx, y + dy);
    if (!l) panel.text(x - dx - 6 / w, y, pretty(features[i]), { align: "right" });
  }));
}

// Circles are class 0 or a negative target, squares class 1 or a positive one; a number's size tells how much.
function drawOutput(panel, { units, rows, train_rows, classes }) {
  panel.heat(units.at(-1)[0], { map: "diverging", low: classes ? 0 : -1, high: 1, alpha: 0.75, smooth: true });
  rows.forEach(([x1, x2, y], k) => {
    const look = y > (classes ? 0.5 : 0) ? { colour: "vermillion", marker: "square" } : { colour: "blue" };
    const size = classes ? 3.5 : 1.5 + 4 * min(1, abs(y));
    panel.dots([[x1, x2]], { ...look, size, edge: k < train_rows ? "#000" : "#fff", rim: 1.2 });
  });
}

// Boxes to tick for the features, and a number of units for each hidden layer.
function extra(root, api) {
  const names = Object.keys(FEATURES), hidden = () => api.state().hidden;
  const change = (changes) => { api.set(changes); api.commit(); };
  const boxes = names.map(() => h("input", { type: "checkbox", onchange: () => change({ features: names.filter((_, k) => boxes[k].checked) }) }));
  const layers = [0, 1, 2, 3].map((l) => h("input", {
    type: "number", min: 1, max: 8, ariaLabel: `units of hidden layer ${l + 1}`,
    onchange() { change({ hidden: hidden().map((m, k) => (k === l ? max(1, min(8, round(this.value) || m)) : m)) }); },
  }));
  const less = button("Fewer layers", () => change({ hidden: hidden().slice(0, -1) }));
  const more = button("More layers", () => change({ hidden: [...hidden(), 4] }));
  const group = (title, ...inside) => root.append(h("fieldset", {}, h("legend", {}, title), h("div", { className: "ck-moves" }, ...inside)));
  group("What the network sees", ...names.map((name, k) => h("label", { className: "ck-control" }, boxes[k], pretty(name))));
  group("Units in each hidden layer", ...layers, less, more);
  return ({ features, hidden }) => {
    boxes.forEach((box, k) => {
      box.checked = features.includes(names[k]);
      box.disabled = box.checked && features.length < 2;
    });
    layers.forEach((box, l) => { box.hidden = !(box.value = hidden[l] ?? ""); });
    less.disabled = !hidden.length;
    more.disabled = hidden.length > 3;
  };
}

// Another recipe starts a training of its own, from its first epoch.
const also = (changes) => Object.keys(changes).some((name) => !name.startsWith("st")) && { step: 0 };

export default explorer({ frame, describe, draw, extra, also, aspect: 0.62 });
