// A small network learns in the page; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { button, group, h } from "../kit/elements.js";
import { classLook, colourOf, TRAINING, VALIDATION } from "../kit/looks.js";
import { say } from "../kit/words.js";
import { EDGE } from "./data.js";
import { FEATURES, Training, widthOf } from "./training.js";

const RUNS_KEPT = 4;
const MOST_UNITS = 8;
const MOST_LAYERS = 4;
const NAMES = Object.keys(FEATURES);

const runs = new Map(); // the last trainings, so that the next epoch goes on where one ended

function runFor(state) {
  const key = JSON.stringify({ ...state, step: 0, stop_epoch: 0, stop_loss: 0 });
  if (!runs.has(key)) runs.set(key, new Training(state));
  if (runs.size > RUNS_KEPT) runs.delete(runs.keys().next().value);
  return runs.get(key);
}

/** The epoch at which the training stands, and what ended it. */
function standing(run, { step, stop_epoch, stop_loss }) {
  const epoch = Math.min(step, stop_epoch);
  const test = run.losses[1];
  if (epoch >= test.length) run.go(epoch);
  const low = test.findIndex((loss) => loss < stop_loss);
  if (low >= 0 && low <= epoch) return [low, "loss"];
  if (epoch > run.end) return [run.end, "diverged"];
  return [epoch, epoch === stop_epoch ? "epoch" : ""];
}

export function frame(state, given) {
  const run = runFor(state.dataset === "own" ? { ...state, rows: given.rows } : state);
  const [epoch, ending] = standing(run, state);
  run.go(epoch);
  const [train, test] = run.losses.map((losses) => losses.slice(0, epoch + 1));
  const test_loss = test[epoch];
  const onlyPlaces = state.features.every((name) => name === "x1" || name === "x2");
  return {
    epoch,
    ending,
    last: ending ? epoch : state.stop_epoch,
    classes: run.classes,
    sizes: run.sizes,
    theta: [...run.theta],
    train,
    test,
    train_loss: train[epoch],
    test_loss,
    train_accuracy: run.accuracy[0],
    test_accuracy: run.accuracy[1],
    rows: run.rows,
    train_rows: run.train,
    units: run.pictures(),
    goal: state.dataset === "spiral" && onlyPlaces && epoch <= 500 && test_loss < 0.05,
  };
}

export function describe(state, frame) {
  const endings = {
    "": "",
    epoch: " The training ends here, as you asked.",
    loss: ` The training ends: the test loss is below ${say(state.stop_loss)}.`,
    diverged: " It diverges in the next epoch: take a smaller learning rate.",
  };
  const share = frame.classes
    ? `, ${say(100 * frame.test_accuracy)} % of the test points right`
    : "";
  return (
    `Epoch ${frame.epoch} on ${state.dataset}, network ${frame.sizes.join("-")} with ` +
    `${frame.theta.length} parameters: training loss ${say(frame.train_loss)}, test loss ` +
    `${say(frame.test_loss)}${share}.${endings[frame.ending]}`
  );
}

const pretty = (feature) => feature.replace("**2", "²").replace("*", "·");

function draw(plot, state, frame) {
  drawNetwork(plot, state, frame);
  drawOutput(plot, frame);
  drawLosses(plot, frame);
}

/** Each unit is a square with its output over the plane; a wide line is a large weight. */
function drawNetwork(plot, { activation, features }, { sizes, theta, units, classes }) {
  const title = "Weights: dashed is negative";
  const panel = plot.panel({ box: [0, 0, 0.56, 1], axes: false, title });
  const layout = layoutOf(sizes, panel.area);
  drawWeights(panel, sizes, theta, layout);
  const last = sizes.length - 1;
  const kindOf = (layer) => {
    if (layer === 0) return "feature";
    if (layer < last) return activation;
    return classes ? "sigmoid" : "linear";
  };
  units.forEach((layer, l) => {
    layer.forEach((unit, i) => {
      drawUnit(panel, unit, kindOf(l), layout.at(l, i), layout);
    });
  });
  features.forEach((feature, k) => {
    const [x, y] = layout.at(0, k);
    const left = x - layout.dx - 6 / panel.area.w;
    panel.text(left, y, pretty(feature), { align: "right" });
  });
}

/** Half the width and height of a unit's square, and `at(layer, unit)`, the place of its middle. */
function layoutOf(sizes, { w, h }) {
  const columns = sizes.length + 0.2;
  const half = Math.min((0.32 * w) / columns, (0.44 * h) / Math.max(4, ...sizes));
  const [dx, dy] = [half / w, half / h];
  const at = (layer, unit) => {
    const size = sizes[layer];
    const distance = Math.min(1 / size, 3 * dy);
    return [(layer + 0.75) / columns, 0.5 + ((size - 1) / 2 - unit) * distance];
  };
  return { dx, dy, at };
}

function drawWeights(panel, sizes, theta, { dx, at }) {
  let k = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    for (let from = 0; from < sizes[layer - 1]; from++) {
      const [x0, y0] = at(layer - 1, from);
      for (let to = 0; to < sizes[layer]; to++) {
        const weight = theta[k];
        const [x1, y1] = at(layer, to);
        const look = { colour: colourOf(weight), dash: weight < 0 ? [6, 3] : [] };
        const width = widthOf(weight);
        panel.segment([x0 + dx, y0], [x1 - dx, y1], { ...look, width, alpha: 0.75 });
        k += 1;
      }
    }
    k += sizes[layer]; // the biases
  }
}

/** White is the middle: 0.5 of a sigmoid, else 0; the range is that of the function. */
function drawUnit(panel, unit, kind, [x, y], { dx, dy }) {
  const isBounded = kind === "sigmoid" || kind === "tanh";
  const high = isBounded ? 1 : Math.max(1e-9, ...unit.flat().map(Math.abs));
  const low = kind === "sigmoid" ? 0 : -high;
  const box = [x - dx, y + dy, x + dx, y - dy];
  panel.heat(unit, { map: "diverging", low, high, box });
  panel.rect(...box);
}

/** Circles are class 0 or a negative target, squares class 1 or a positive one. */
function drawOutput(plot, { units, rows, train_rows, classes }) {
  const panel = plot.panel({
    box: [0.56, 0, 0.44, 0.56],
    xlim: [-EDGE, EDGE],
    ylim: [-EDGE, EDGE],
    equal: true,
    xlabel: "x1",
    ylabel: "x2",
    title: "Output; black rim: training",
  });
  const low = classes ? 0 : -1;
  const output = units.at(-1)[0];
  panel.heat(output, { map: "diverging", low, high: 1, alpha: 0.75, smooth: true });
  rows.forEach(([x1, x2, y], k) => {
    const isPositive = y > (classes ? 0.5 : 0);
    const look = classLook(isPositive);
    // The size of a number tells how large it is.
    const size = classes ? 3.5 : 1.5 + 4 * Math.min(1, Math.abs(y));
    const edge = k < train_rows ? "#000" : "#fff";
    panel.dots([[x1, x2]], { ...look, size, edge, rim: 1.2 });
  });
}

function drawLosses(plot, { train, test, epoch }) {
  const top = Math.min(4 * Math.max(train[0], test[0]), Math.max(...train, ...test));
  const panel = plot.panel({
    box: [0.56, 0.56, 0.44, 0.44],
    xlim: [0, Math.max(10, epoch)],
    ylim: [0, 1.05 * top || 1],
    xlabel: "epoch",
    ylabel: "loss",
    title: "Loss: training solid, test dashed",
  });
  const drawOne = (losses, look) => {
    const points = losses.map((loss, epoch) => [epoch, loss]);
    panel.line(points, { ...look, width: 2 });
  };
  drawOne(train, { dash: TRAINING });
  drawOne(test, { colour: "purple", dash: VALIDATION });
}

/** Boxes to tick for the features, and a number of units for each hidden layer. */
function extra(root, view) {
  const updates = [addFeatures(root, view), addLayers(root, view)];
  root.classList.add("ck-beside");
  return (state) => {
    for (const update of updates) update(state);
  };
}

function addFeatures(root, view) {
  const onchange = () => view.go({ features: NAMES.filter((_, k) => boxes[k].checked) });
  const boxes = NAMES.map(() => h("input", { type: "checkbox", onchange }));
  const labels = boxes.map((box, k) => h("label", {}, box, pretty(NAMES[k])));
  root.append(group("What the network sees", ...labels));
  return ({ features }) => {
    boxes.forEach((box, k) => {
      box.checked = features.includes(NAMES[k]);
      box.disabled = box.checked && features.length < 2;
    });
  };
}

function addLayers(root, view) {
  const change = (layer, typed) => {
    const { hidden } = view.state;
    const units = Math.round(Number(typed)) || hidden[layer];
    view.go({ hidden: hidden.with(layer, Math.max(1, Math.min(MOST_UNITS, units))) });
  };
  const layers = Array.from({ length: MOST_LAYERS }, (_, layer) => {
    const box = h("input", {
      type: "number",
      min: 1,
      max: MOST_UNITS,
      ariaLabel: `units of hidden layer ${layer + 1}`,
      onchange: () => change(layer, box.value),
    });
    return box;
  });
  const fewer = button("Fewer layers", () => view.go({ hidden: view.state.hidden.slice(0, -1) }));
  const more = button("More layers", () => view.go({ hidden: [...view.state.hidden, 4] }));
  root.append(group("Units in each hidden layer", ...layers, fewer, more));
  return ({ hidden }) => {
    layers.forEach((box, layer) => {
      box.hidden = layer >= hidden.length;
      box.value = hidden[layer] ?? "";
    });
    fewer.disabled = hidden.length === 0;
    more.disabled = hidden.length === MOST_LAYERS;
  };
}

/** Another recipe starts a training of its own, from its first epoch; when to stop is no recipe. */
function also(changes) {
  const isOther = (name) => !["step", "stop_epoch", "stop_loss"].includes(name);
  return Object.keys(changes).some(isOther) ? { step: 0 } : {};
}

export default explorer({ frame, describe, draw, extra, also, aspect: 0.62, tallest: 410 });
