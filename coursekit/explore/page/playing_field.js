// A small network learns in the page; coursekit/explore/playing_field.py and field_*.py explain the maths.
import { say, explorer } from "./base.js";
import { chance } from "./chance.js";

const EDGE = 3, GRID = 20, WORST = 1e6, KEEP_EVERY = 100;
const FEATURES = {
  "x1": (x1) => x1, "x2": (x1, x2) => x2, "x1**2": (x1) => x1 * x1, "x2**2": (x1, x2) => x2 * x2,
  "x1*x2": (x1, x2) => x1 * x2, "sin x1": (x1) => Math.sin(x1), "sin x2": (x1, x2) => Math.sin(x2),
};
const ACTIVATIONS = { // a = f(z), and the slope written with a
  tanh: [Math.tanh, (a) => 1 - a * a],
  relu: [(z) => (z > 0 ? z : 0), (a) => (a > 0 ? 1 : 0)],
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (a) => a * (1 - a)],
  linear: [(z) => z, () => 1],
};
const HILLS = [[-1.5, 1.5, 1], [1.5, 1.5, -1], [-1.5, -1.5, -1], [1.5, -1.5, 1]];
const isNumbers = (dataset) => dataset === "plane" || dataset === "hills";

// Point i of n without noise; the classes 0 and 1 take turns.
function place(dataset, i, n, { uniform, normal }) {
  const label = i % 2, anywhere = () => 2.8 * (2 * uniform() - 1);
  if (dataset === "circle") {
    const angle = 2 * Math.PI * uniform(), radius = label ? 1.1 * uniform() : 1.8 + uniform();
    return [radius * Math.cos(angle), radius * Math.sin(angle), label];
  }
  if (dataset === "gauss") {
    const centre = label ? 1.3 : -1.3;
    return [centre + 0.5 * normal(), centre + 0.5 * normal(), label];
  }
  if (dataset === "spiral") {
    const along = (2 * (Math.floor(i / 2) + 1)) / n, angle = 2.5 * Math.PI * along + Math.PI * label;
    return [2.8 * along * Math.sin(angle), 2.8 * along * Math.cos(angle), label];
  }
  const x1 = anywhere(), x2 = anywhere();
  if (dataset === "XOR") return [x1, (x1 > 0 !== x2 > 0) === !!label ? x2 : -x2, label];
  if (dataset === "plane") return [x1, x2, (x1 + x2) / 4];
  return [x1, x2, HILLS.reduce((sum, [a, b, h]) => sum + h * Math.exp(-((x1 - a) ** 2) - (x2 - b) ** 2), 0)];
}

function sample({ dataset, noise, points, data_seed, rows }) {
  const draw = chance(data_seed), inside = (x) => Math.max(-EDGE, Math.min(EDGE, x));
  if (dataset === "own") return draw.shuffle(rows);
  const drawn = Array.from({ length: points }, (_, i) => {
    const [x1, x2, y] = place(dataset, i, points, draw);
    if (isNumbers(dataset)) return [x1, x2, y + noise * draw.normal()];
    return [inside(x1 + noise * draw.normal()), inside(x2 + noise * draw.normal()), y];
  });
  return draw.shuffle(drawn);
}

// One training, epoch by epoch: all weights in the flat vector theta, each layer's kernel then its bias.
class Run {
  constructor(state) {
    this.state = state;
    this.rows = sample(state);
    const n = this.rows.length, features = state.features.map((name) => FEATURES[name]);
    this.classes = this.rows.every((row) => row[2] === 0 || row[2] === 1);
    this.train = Math.max(1, Math.min(n - 1, Math.floor(state.train_share * n + 0.5)));
    this.inputs = this.rows.map(([x1, x2]) => features.map((f) => f(x1, x2)));
    this.sizes = [features.length, ...state.hidden, 1];
    this.L = this.sizes.length - 1;
    this.f = this.sizes.map((_, l) => ACTIVATIONS[l < this.L ? state.activation : this.classes ? "sigmoid" : "linear"]);
    this.a = this.sizes.map((m) => new Float64Array(m));
    this.d = this.sizes.map((m) => new Float64Array(m));
    this.start = [0, 0]; // where the kernel of layer l begins in theta
    for (let l = 1; l <= this.L; l++) this.start.push(this.start[l] + (this.sizes[l - 1] + 1) * this.sizes[l]);
    for (const name of ["theta", "g", "m", "v"]) this[name] = new Float64Array(this.start[this.L + 1]);
    const { uniform } = chance(1000 + state.seed);
    this.eachKernel((l, k) => { this.theta[k] = Math.sqrt(6 / (this.sizes[l - 1] + this.sizes[l])) * (2 * uniform() - 1); });
    this.epoch = this.t = 0;
    this.end = Infinity;
    this.copies = [];
    this.losses = [[], []];
    this.measure();
  }
  eachKernel(use) {
    for (let l = 1; l <= this.L; l++)
      for (let k = this.start[l], end = k + this.sizes[l - 1] * this.sizes[l]; k < end; k++) use(l, k);
  }
  forward(row) {
    const { a, theta } = this;
    a[0].set(row);
    for (let l = 1; l <= this.L; l++) {
      const before = a[l - 1], n = before.length, m = a[l].length, w = this.start[l], f = this.f[l][0];
      for (let i = 0; i < m; i++) {
        let z = 0;
        for (let j = 0; j < n; j++) z += before[j] * theta[w + j * m + i];
        a[l][i] = f(z + theta[w + n * m + i]);
      }
    }
    return a[this.L][0];
  }
  backward(delta) { // delta = ∂E/∂z of the output
    const { a, d, g, theta } = this;
    d[this.L][0] = delta;
    for (let l = this.L; l > 0; l--) {
      const before = a[l - 1], n = before.length, m = a[l].length, w = this.start[l], slope = this.f[l - 1][1];
      for (let i = 0; i < m; i++) g[w + n * m + i] += d[l][i];
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let i = 0, k = w + j * m; i < m; i++, k++) {
          g[k] += before[j] * d[l][i];
          sum += theta[k] * d[l][i];
        }
        if (l > 1) d[l - 1][j] = sum * slope(before[j]);
      }
    }
  }
  step(batch) {
    const { g, m, v, theta, state } = this, { lr, rate } = state, adam = state.optimizer === "Adam";
    const factor = (this.classes ? 1 : 2) / batch.length, beta = state.optimizer === "momentum" ? 0.9 : 0;
    g.fill(0);
    for (const k of batch) this.backward((this.forward(this.inputs[k]) - this.rows[k][2]) * factor);
    if (state.penalty !== "none")
      this.eachKernel((l, k) => { g[k] += rate * (state.penalty === "L1" ? Math.sign(theta[k]) : 2 * theta[k]); });
    this.t++;
    const alpha = (lr * Math.sqrt(1 - 0.999 ** this.t)) / (1 - 0.9 ** this.t);
    for (let k = 0; k < g.length; k++) {
      if (adam) {
        m[k] += (g[k] - m[k]) * (1 - 0.9);
        v[k] += (g[k] * g[k] - v[k]) * (1 - 0.999);
        theta[k] -= (alpha * m[k]) / (Math.sqrt(v[k]) + 1e-7);
      } else {
        m[k] = beta * m[k] - lr * g[k];
        theta[k] += m[k];
      }
    }
  }
  trainEpoch() {
    const before = this.theta.slice(), size = this.state.batch_size;
    const order = chance(1000000 + 10000 * this.state.seed + ++this.epoch).shuffle(this.inputs.slice(0, this.train).keys());
    for (let k = 0; k < order.length; k += size) this.step(order.slice(k, k + size));
    this.measure();
    if (this.epoch > this.end) {
      this.theta.set(before);
      this.epoch--;
      this.measure();
    }
  }
  go(epoch) {
    if (epoch < this.epoch) {
      const copy = this.copies.filter((kept) => kept.epoch <= epoch).pop();
      for (const name of ["theta", "m", "v"]) this[name].set(copy[name]);
      [this.epoch, this.t] = [copy.epoch, copy.t];
      this.measure();
    }
    while (this.epoch < Math.min(epoch, this.end)) this.trainEpoch();
  }
  // Both losses over all rows; past the worst the training has diverged.
  measure() {
    const loss = [0, 0], right = [0, 0], n = [this.train, this.rows.length - this.train];
    this.rows.forEach(([, , y], k) => {
      const part = k < this.train ? 0 : 1, a = this.forward(this.inputs[k]);
      const p = Math.min(Math.max(a, 1e-7), 1 - 1e-7);
      loss[part] -= this.classes ? y * Math.log(p) + (1 - y) * Math.log(1 - p) : -((a - y) ** 2);
      if (a > 0.5 === y > 0.5) right[part]++;
    });
    this.accuracy = right.map((count, part) => (this.classes ? count / n[part] : null));
    if (!loss.every((sum, part) => sum / n[part] <= WORST)) { this.end = this.epoch - 1; return; }
    if (this.losses[0].length === this.epoch) loss.forEach((sum, part) => this.losses[part].push(sum / n[part]));
    if (this.epoch % KEEP_EVERY === 0 && !this.copies.some((kept) => kept.epoch === this.epoch))
      this.copies.push({ epoch: this.epoch, t: this.t, theta: this.theta.slice(), m: this.m.slice(), v: this.v.slice() });
  }
  // Outputs of all units, layer by layer and the features first, over a square of cells, the top row first.
  pictures() {
    const units = this.sizes.map((m) => Array.from({ length: m }, () => []));
    const middle = (k) => EDGE * ((2 * k + 1) / GRID - 1);
    for (let r = GRID - 1; r >= 0; r--) {
      for (const layer of units) for (const unit of layer) unit.push([]);
      for (let c = 0; c < GRID; c++) {
        this.forward(this.state.features.map((name) => FEATURES[name](middle(c), middle(r))));
        this.a.forEach((layer, l) => layer.forEach((value, i) => units[l][i][GRID - 1 - r].push(value)));
      }
    }
    return units;
  }
}

const runs = new Map(); // the last four trainings, so that the next epoch goes on where one ended
function runFor(state) {
  const key = JSON.stringify({ ...state, step: 0, stop_epoch: 0, stop_loss: 0 });
  if (!runs.has(key)) runs.set(key, new Run(state));
  if (runs.size > 4) runs.delete(runs.keys().next().value);
  return runs.get(key);
}

// The epoch at which the training stands, and what ended it.
function standing(run, { step, stop_epoch, stop_loss }) {
  let epoch = 0;
  for (const last = Math.min(step, stop_epoch); epoch <= last; epoch++) {
    if (epoch >= run.losses[1].length) run.go(epoch);
    if (epoch > run.end) return [run.end, "diverged"];
    if (run.losses[1][epoch] < stop_loss) return [epoch, "loss"];
  }
  return [epoch - 1, epoch - 1 === stop_epoch ? "epoch" : ""];
}

export function frame(state, given) {
  const run = runFor(state.dataset === "own" ? { ...state, rows: given.rows } : state);
  const [epoch, ending] = standing(run, state);
  run.go(epoch);
  const [train, test] = run.losses.map((line) => line.slice(0, epoch + 1)), test_loss = test[epoch];
  return {
    epoch, ending, last: ending ? epoch : null, classes: run.classes, sizes: run.sizes, theta: Array.from(run.theta),
    train, test, train_loss: train[epoch], test_loss, train_accuracy: run.accuracy[0], test_accuracy: run.accuracy[1],
    rows: run.rows, train_rows: run.train, units: run.pictures(),
    goal: state.dataset === "spiral" && state.features.every((name) => name === "x1" || name === "x2") && epoch <= 500 && test_loss < 0.05,
  };
}

export function describe(state, frame) {
  let text = `Epoch ${frame.epoch} on ${state.dataset}, network ${frame.sizes.join("-")} with ${frame.theta.length} parameters: `
    + `training loss ${say(frame.train_loss)}, test loss ${say(frame.test_loss)}`;
  if (frame.classes) text += `, ${say(100 * frame.test_accuracy)} % of the test points right`;
  return text + "." + {
    "": "", epoch: " The training ends here, as you asked.",
    loss: ` The training ends: the test loss is below ${say(state.stop_loss)}.`,
    diverged: " Diverged: one epoch more, and the loss is huge or no number. Take a smaller learning rate.",
  }[frame.ending];
}

const PLACES = { wide: [[0, 0, 0.56, 1], [0.56, 0, 0.44, 0.6], [0.56, 0.6, 0.44, 0.4]], narrow: [[0, 0, 1, 0.4], [0, 0.4, 1, 0.37], [0, 0.77, 1, 0.23]] };
const pretty = (name) => name.replace("**2", "²").replace("*", "·");
const colourOf = (x) => (x > 0 ? "vermillion" : "blue");

function draw(plot, state, frame) {
  const [network, output, losses] = PLACES[plot.narrow ? "narrow" : "wide"].map(([x, y, width, height]) => ({ x, y, width, height }));
  drawNetwork(plot.panel({ ...network, id: "network", axes: false, title: "Weights: dashed lines are negative", xlim: [0, 1], ylim: [0, 1] }), state, frame);
  drawOutput(plot.panel({ ...output, id: "output", xlim: [-EDGE, EDGE], ylim: [-EDGE, EDGE], equal: true, xlabel: "x1", ylabel: "x2", title: "Output; black rim: training" }), frame);
  const { train, test } = frame, top = Math.min(4 * Math.max(train[0], test[0]), Math.max(...train, ...test));
  const panel = plot.panel({ ...losses, id: "losses", xlim: [0, Math.max(10, frame.epoch)], ylim: [0, 1.05 * top || 1], xlabel: "epoch", ylabel: "loss", title: "Loss: training solid, test dashed" });
  const points = (line) => line.map((loss, epoch) => [epoch, loss]);
  panel.line(points(train), { colour: "ink", width: 2 });
  panel.line(points(test), { colour: "purple", width: 2, dash: [6, 4] });
}

// Each unit is a square with its output over the plane; a line's width is the size of its weight.
function drawNetwork(panel, state, { sizes, theta, units, classes }) {
  const L = sizes.length - 1, { w, h } = panel.area;
  const half = Math.min((0.32 * w) / (L + 1.2), (0.44 * h) / Math.max(4, ...sizes)), [dx, dy] = [half / w, half / h];
  const at = (l, i) => [(l + 0.75) / (L + 1.2), 0.5 + ((sizes[l] - 1) / 2 - i) * Math.min(1 / sizes[l], 3 * dy)];
  for (let l = 1, k = 0; l <= L; k += sizes[l++])
    for (let j = 0; j < sizes[l - 1]; j++)
      for (let i = 0; i < sizes[l]; i++, k++) {
        const [[x0, y0], [x1, y1]] = [at(l - 1, j), at(l, i)], size = Math.abs(theta[k]);
        panel.line([[x0 + dx, y0], [x1 - dx, y1]], { colour: colourOf(theta[k]), width: Math.min(6, 0.4 + 1.5 * size), dash: theta[k] < 0 ? [6, 3] : [], alpha: 0.75 });
      }
  units.forEach((layer, l) => layer.forEach((unit, i) => {
    const [x, y] = at(l, i), sigmoid = l === L ? classes : l && state.activation === "sigmoid", tanh = l && l < L && state.activation === "tanh";
    const high = sigmoid || tanh ? 1 : Math.max(1e-9, ...unit.map((row) => Math.max(...row.map(Math.abs))));
    panel.heat(unit, { map: "diverging", low: sigmoid ? 0 : -high, high, box: [x - dx, y + dy, x + dx, y - dy] });
    panel.rect(x - dx, y - dy, x + dx, y + dy, { colour: "ink", width: 1 });
    if (!l) panel.text(x - dx - 6 / w, y, pretty(state.features[i]), { align: "right" });
  }));
}

// Circles are class 0 or a negative target, squares class 1 or a positive one; a number's size tells how much.
function drawOutput(panel, { units, rows, train_rows, classes }) {
  panel.heat(units[units.length - 1][0], { map: "diverging", low: classes ? 0 : -1, high: 1, alpha: 0.75, smooth: true });
  for (const test of [false, true]) for (const high of [false, true]) {
    const part = rows.filter(([, , y], k) => k >= train_rows === test && y > (classes ? 0.5 : 0) === high);
    const look = { colour: high ? "vermillion" : "blue", marker: high ? "square" : "circle", edge: test ? "#fff" : "#000", rim: 1.2 };
    if (classes) panel.dots(part, { ...look, size: 3.5 });
    else for (const row of part) panel.dots([row], { ...look, size: 1.5 + 4 * Math.min(1, Math.abs(row[2])) });
  }
}

// Boxes to tick for the features, and a number of units for each hidden layer.
function extra(root, api) {
  const make = (tag, traits, ...inside) => {
    const node = Object.assign(document.createElement(tag), traits);
    node.append(...inside);
    return node;
  };
  const change = (changes) => { api.set(changes); api.commit(); };
  const names = Object.keys(FEATURES), hidden = () => api.state().hidden;
  const boxes = names.map((name) => make("input", {
    type: "checkbox", onchange: () => change({ features: names.filter((_, k) => boxes[k].checked) }),
  }));
  const layers = [1, 2, 3, 4].map((l) => make("input", {
    type: "number", min: 1, max: 8, step: 1, ariaLabel: `units of hidden layer ${l}`,
    onchange() { change({ hidden: hidden().map((m, k) => (k === l - 1 ? Math.max(1, Math.min(8, Math.round(+this.value) || m)) : m)) }); },
  }));
  const less = make("button", { type: "button", onclick: () => change({ hidden: hidden().slice(0, -1) }) }, "Fewer layers");
  const more = make("button", { type: "button", onclick: () => change({ hidden: [...hidden(), 4] }) }, "More layers");
  const group = (title, ...inside) => make("fieldset", {}, make("legend", {}, title), make("div", { className: "ck-moves" }, ...inside));
  root.append(
    group("Features: what the network sees of a point", ...names.map((name, k) => make("label", { className: "ck-control" }, boxes[k], pretty(name)))),
    group("Units in each hidden layer", ...layers, less, more),
  );
  return ({ features, hidden }) => {
    boxes.forEach((box, k) => {
      box.checked = features.includes(names[k]);
      box.disabled = box.checked && features.length === 1;
    });
    layers.forEach((box, l) => { box.hidden = l >= hidden.length; box.value = hidden[l] ?? ""; });
    less.disabled = !hidden.length;
    more.disabled = hidden.length > 3;
  };
}

// Another recipe starts a training of its own, from its first epoch.
const also = (changes) => Object.keys(changes).some((name) => !/^st/.test(name)) && { step: 0 };

export default explorer({ frame, describe, draw, extra, also, aspect: 0.6, narrow: 2.3 });
