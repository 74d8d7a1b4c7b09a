// A small network that learns in the page, epoch by epoch; run.py explains the maths.
import { chance } from "../kit/chance.js";
import { EDGE, sample } from "./data.js";

const GRID = 20; // cells along each side of a unit's picture
const WORST = 1e6; // a larger loss has diverged
const KEEP = 10; // every tenth epoch is kept, to go back

const { abs, ceil, exp, floor, log, max, min, round, sign, sin, sqrt } = Math;

/** What the network may see of a point. */
export const FEATURES = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  "x1**2": (x1) => x1 * x1,
  "x2**2": (_, x2) => x2 * x2,
  "x1*x2": (x1, x2) => x1 * x2,
  "sin x1": (x1) => sin(x1),
  "sin x2": (_, x2) => sin(x2),
};

/** a = f(z), and the slope f′ written with a. */
const ACTIVATIONS = {
  tanh: [Math.tanh, (a) => 1 - a * a],
  relu: [(z) => max(z, 0), (a) => (a > 0 ? 1 : 0)],
  sigmoid: [(z) => 1 / (1 + exp(-z)), (a) => a * (1 - a)],
  linear: [(z) => z, () => 1],
};

/**
 * One training.  All weights lie in the flat vector theta, each layer's kernel before its bias;
 * kernel l begins at start[l], and its weight from unit j to unit i stands at j · width + i.
 */
export class Training {
  constructor(state) {
    this.state = state;
    this.rows = sample(state);
    const { length } = this.rows;
    this.train = max(1, min(length - 1, round(state.train_share * length)));
    this.classes = this.rows.every(([, , y]) => y === 0 || y === 1);
    this.inputs = this.rows.map(([x1, x2]) => this.look(x1, x2));
    this.makeNetwork();
    this.losses = [[], []]; // of the training rows and of the test rows, epoch by epoch
    this.copies = [];
    this.epoch = 0;
    this.end = Infinity; // the last epoch before it diverges
    this.measure();
  }

  makeNetwork() {
    const { features, hidden, activation, seed } = this.state;
    this.sizes = [features.length, ...hidden, 1];
    this.L = this.sizes.length - 1;
    const last = ACTIVATIONS[this.classes ? "sigmoid" : "linear"];
    this.kinds = this.sizes.map((_, l) => (l < this.L ? ACTIVATIONS[activation] : last));
    this.start = [0, 0];
    for (let l = 1; l <= this.L; l++) {
      this.start.push(this.start[l] + (this.sizes[l - 1] + 1) * this.sizes[l]);
    }
    const vector = () => new Float64Array(this.start[this.L + 1]);
    this.theta = vector();
    this.gradient = vector();
    this.m = vector(); // the optimizer's first memory, of slopes or steps
    this.v = vector(); // and its second, of squares
    const perUnit = () => this.sizes.map((size) => new Float64Array(size));
    this.outputs = perUnit(); // a of each layer
    this.deltas = perUnit(); // ∂E/∂z of each layer
    const { uniform } = chance(1000 + seed);
    this.eachWeight((k, l) => {
      const limit = sqrt(6 / (this.sizes[l - 1] + this.sizes[l]));
      this.theta[k] = limit * (2 * uniform() - 1);
    });
  }

  look(x1, x2) {
    return this.state.features.map((name) => FEATURES[name](x1, x2));
  }

  /** Call use(k, l) for the place of each weight of each kernel. */
  eachWeight(use) {
    for (let l = 1; l <= this.L; l++) {
      const end = this.start[l] + this.sizes[l - 1] * this.sizes[l];
      for (let k = this.start[l]; k < end; k++) use(k, l);
    }
  }

  forward(input) {
    const { outputs, start, theta, L } = this;
    outputs[0].set(input);
    for (let l = 1; l <= L; l++) {
      const before = outputs[l - 1];
      const here = outputs[l];
      const width = here.length;
      const bias = start[l] + before.length * width;
      const [f] = this.kinds[l];
      for (let i = 0; i < width; i++) {
        let z = 0;
        let k = start[l] + i;
        for (let j = 0; j < before.length; j++) {
          z += before[j] * theta[k];
          k += width;
        }
        here[i] = f(z + theta[bias + i]);
      }
    }
    return outputs[L][0];
  }

  /** Add the gradient of one row, from delta = ∂E/∂z of the output. */
  backward(delta) {
    const { outputs, deltas, gradient, theta, L } = this;
    deltas[L][0] = delta;
    for (let l = L; l > 0; l--) {
      const before = outputs[l - 1];
      const here = deltas[l];
      const [, slope] = this.kinds[l - 1];
      let k = this.start[l];
      for (let j = 0; j < before.length; j++) {
        let sum = 0;
        for (let i = 0; i < here.length; i++) {
          gradient[k] += before[j] * here[i];
          sum += theta[k] * here[i];
          k += 1;
        }
        deltas[l - 1][j] = sum * slope(before[j]);
      }
      for (let i = 0; i < here.length; i++) gradient[k + i] += here[i];
    }
  }

  /** One step with a batch of rows; t counts the steps from 1. */
  step(batch, t) {
    const { penalty } = this.state;
    const factor = (this.classes ? 1 : 2) / batch.length;
    this.gradient.fill(0);
    for (const k of batch) {
      const error = this.forward(this.inputs[k]) - this.rows[k][2];
      this.backward(error * factor);
    }
    if (penalty !== "none") this.addPenalty();
    if (this.state.optimizer === "Adam") this.adam(t);
    else this.sgd();
  }

  addPenalty() {
    const { penalty, rate } = this.state;
    const slope = penalty === "L1" ? sign : (weight) => 2 * weight;
    this.eachWeight((k) => {
      this.gradient[k] += rate * slope(this.theta[k]);
    });
  }

  adam(t) {
    const { theta, gradient, m, v } = this;
    const alpha = (this.state.lr * sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
    for (let k = 0; k < theta.length; k++) {
      m[k] += (gradient[k] - m[k]) * (1 - 0.9);
      v[k] += (gradient[k] * gradient[k] - v[k]) * (1 - 0.999);
      theta[k] -= (alpha * m[k]) / (sqrt(v[k]) + 1e-7);
    }
  }

  sgd() {
    const { theta, gradient, m } = this;
    const { lr, optimizer } = this.state;
    const beta = optimizer === "momentum" ? 0.9 : 0;
    for (let k = 0; k < theta.length; k++) {
      m[k] = beta * m[k] - lr * gradient[k];
      theta[k] += m[k];
    }
  }

  trainEpoch() {
    const { train, theta } = this;
    const { batch_size, seed } = this.state;
    const before = theta.slice();
    const order = chance(1000001 + 10000 * seed + this.epoch).shuffle(Array(train).keys());
    let t = this.epoch * ceil(train / batch_size);
    this.epoch += 1;
    for (let k = 0; k < train; k += batch_size) {
      t += 1;
      this.step(order.slice(k, k + batch_size), t);
    }
    if (this.measure()) return;
    this.epoch -= 1;
    this.end = this.epoch;
    theta.set(before);
    this.measure();
  }

  /** Go on to an epoch, or back to it from the last one that was kept before it. */
  go(epoch) {
    if (epoch < this.epoch) {
      const kept = floor(epoch / KEEP);
      const [theta, m, v] = this.copies[kept];
      this.theta.set(theta);
      this.m.set(m);
      this.v.set(v);
      this.epoch = kept * KEEP;
      this.measure();
    }
    while (this.epoch < min(epoch, this.end)) this.trainEpoch();
  }

  /** Losses and accuracy of both parts; false where a loss is no number or too large. */
  measure() {
    const { rows, train, classes, epoch } = this;
    const loss = [0, 0];
    const right = [0, 0];
    rows.forEach(([, , y], k) => {
      const part = k < train ? 0 : 1;
      const output = this.forward(this.inputs[k]);
      loss[part] += classes ? crossEntropy(output, y) : (output - y) ** 2;
      if (output > 0.5 === y > 0.5) right[part] += 1;
    });
    const counts = [train, rows.length - train];
    const share = (sums) => sums.map((sum, part) => sum / counts[part]);
    const now = share(loss);
    this.accuracy = classes ? share(right) : [null, null];
    if (!now.every((value) => value <= WORST)) return false;
    now.forEach((value, part) => {
      this.losses[part][epoch] = value;
    });
    if (epoch % KEEP === 0) {
      this.copies[epoch / KEEP] ||= [this.theta, this.m, this.v].map((one) => one.slice());
    }
    return true;
  }

  /** Outputs of all units over the square, the features first, the top row of cells first. */
  pictures() {
    const units = this.sizes.map((size) => Array.from({ length: size }, () => []));
    const middle = (k) => EDGE * ((2 * k + 1) / GRID - 1);
    for (let row = 0; row < GRID; row++) {
      for (const unit of units.flat()) unit.push([]);
      for (let column = 0; column < GRID; column++) {
        this.forward(this.look(middle(column), middle(GRID - 1 - row)));
        this.outputs.forEach((layer, l) => {
          layer.forEach((output, i) => {
            units[l][i][row].push(output);
          });
        });
      }
    }
    return units;
  }
}

function crossEntropy(output, y) {
  const p = min(max(output, 1e-7), 1 - 1e-7);
  return -(y * log(p) + (1 - y) * log(1 - p));
}

/** The width of a weight's line. */
export const widthOf = (weight) => min(6, 0.4 + 1.5 * abs(weight));
