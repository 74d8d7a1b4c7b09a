// A convolutional network from blocks: the shape and the parameters of each, with the formula.
import { explorer } from "../kit/base.js";
import { say } from "../kit/words.js";
import { addBlocks } from "./blocks.js";
import { group, notKnown, workOut } from "./counts.js";

const BYTES = 4; // of one number in float32

const sum = (blocks, what) => blocks.reduce((total, block) => total + block[what], 0);
const shapeText = (shape) => shape.map(group).join(" × ");

export function frame(state) {
  const shapes = [[state.height, state.width, state.channels]];
  const blocks = state.blocks.map((block) => {
    const shape = shapes.at(-1);
    const waits = "This block waits for the one above it.";
    const done = shape.length ? workOut(block, shape) : notKnown(waits);
    shapes.push(done.output);
    return done;
  });
  const last = blocks.length;
  const parameters = sum(blocks, "parameters");
  const output = shapes.at(-1);
  const problem = blocks.map((block) => block.problem).find(Boolean) || "";
  const last_map = problem ? [] : shapes.findLast((shape) => shape.length === 3);
  return {
    blocks,
    parameters,
    work: sum(blocks, "work"),
    memory: [BYTES * parameters, BYTES * sum(blocks, "numbers")],
    output,
    last_map,
    problem,
    last,
    now: Math.min(state.step, last),
    code: problem ? "" : code(state),
    goal: isGoalReached(state, shapes[0], parameters, last_map, output),
  };
}

function isGoalReached({ blocks }, input, parameters, lastMap, output) {
  const isSame = (one, other) => String(one) === String(other);
  const endsDense = isSame(blocks.at(-1), ["Dense", 10]);
  const fits = isSame(input, [32, 32, 3]) && isSame(lastMap.slice(0, 2), [4, 4]);
  return fits && endsDense && isSame(output, [10]) && parameters < 50000;
}

/** Lines of Python that build the network; arguments that are Keras' defaults are left out. */
function code({ height, width, channels, blocks }) {
  const end = blocks.findLastIndex(([kind]) => kind === "Dense" || kind === "Conv2D");
  const layers = blocks.map((block, k) => `    keras.layers.${layerCode(block, k === end)},`);
  const lines = [
    "from coursekit import nn as keras",
    "",
    "model = keras.Sequential([",
    `    keras.Input((${height}, ${width}, ${channels})),`,
    ...layers,
    "])",
    "model.summary()",
    "",
  ];
  return lines.join("\n");
}

function layerCode([kind, ...args], isEnd) {
  const relu = ', activation="relu"';
  if (kind === "Conv2D") {
    const [filters, f, stride, padding] = args;
    const strides = stride === 1 ? "" : `, strides=${stride}`;
    const border = padding === "same" ? ', padding="same"' : "";
    return `Conv2D(${filters}, ${f}${strides}${border}${relu})`;
  }
  if (kind === "MaxPooling2D" || kind === "AveragePooling2D") {
    const [f, stride] = args;
    return f === stride ? `${kind}(${f})` : `${kind}(${f}, strides=${stride})`;
  }
  if (kind === "Dense") return `Dense(${args[0]}${isEnd ? "" : relu})`;
  return `${kind}(${args.length ? say(args[0]) : ""})`;
}

const bytesText = (count) => (count >= 1e6 ? `${say(count / 1e6)} MB` : `${say(count / 1e3)} kB`);

export function describe(state, frame) {
  const { blocks, problem, output, parameters, work, memory } = frame;
  const picture = `A picture of ${state.height} × ${state.width} × ${state.channels}`;
  if (problem) {
    const number = blocks.findIndex((block) => block.problem) + 1;
    return `${picture} gets stuck at block ${number}. ${problem}${sentenceNow(state, frame)}`;
  }
  if (!blocks.length) return `${picture} and no block yet: add one.`;
  return (
    `${picture} becomes ${shapeText(output)} through ${blocks.length} blocks: ` +
    `${group(parameters)} parameters (${bytesText(memory[0])}), ${group(work)} multiply-adds ` +
    `and ${bytesText(memory[1])} of outputs for one picture.${sentenceNow(state, frame)}`
  );
}

/** A sentence about the block that is shown in large. */
function sentenceNow(state, { now, blocks }) {
  const block = blocks[now - 1];
  if (!block || block.problem) return "";
  const [kind] = state.blocks[now - 1];
  const given = `${shapeText(block.output)}: ${group(block.parameters)} parameters`;
  return ` Block ${now}, ${kind}, gives ${given}.`;
}

const SHORT = {
  MaxPooling2D: "MaxPool",
  AveragePooling2D: "AvgPool",
  GlobalAveragePooling2D: "GlobalPool",
};

function draw(plot, state, frame) {
  const names = ["input", ...state.blocks.map(([kind]) => SHORT[kind] || kind)];
  const xlim = [-0.6, names.length - 0.4];
  drawShapes(plot, state, frame, names, xlim);
  drawCounts(plot, frame, names, xlim);
}

function drawShapes(plot, state, frame, names, xlim) {
  const left = 54 / plot.width; // as wide as the numbers of the panel below
  const panel = plot.panel({
    id: "shapes",
    box: [left, 0, 1 - left, 0.52],
    axes: false,
    title: "Shape after each block",
    xlim,
    ylim: [-1.2, 0.85],
  });
  const tallest = Math.max(state.height, state.width);
  const input = [state.height, state.width, state.channels];
  const room = panel.px(1) - panel.px(0); // pixels for a block
  [input, ...frame.blocks.map((block) => block.output)].forEach((shape, x) => {
    const isNow = x === frame.now;
    const name = room > 66 ? names[x] : x || "in";
    const look = { align: "center", size: 12, bold: true };
    panel.text(x, 0.7, isNow ? `▼ ${name}` : String(name), look);
    if (!shape.length) {
      panel.text(x, 0, "✕", { align: "center", size: 22, colour: "vermillion" });
      return;
    }
    drawShape(panel, shape, x, tallest, isNow);
    if (room > 34 || isNow) writeShape(panel, shape, x);
  });
}

/** A picture is as tall as its height, and wider with more channels; a row of numbers is yellow. */
function drawShape(panel, shape, x, tallest, isNow) {
  const isRow = shape.length === 1;
  const height = isRow
    ? Math.min(0.12 + 0.13 * Math.log10(shape[0]) ** 2, 1.1)
    : shape[0] / tallest;
  const width = isRow ? 0.09 : 0.15 + 0.1 * Math.log10(shape[2]);
  const outline = isNow ? { colour: "vermillion", width: 4 } : { colour: "ink", width: 1 };
  const fill = isRow ? "yellow" : "sky";
  panel.rect(x - width / 2, -height / 2, x + width / 2, height / 2, { fill, ...outline });
}

function writeShape(panel, shape, x) {
  const top = panel.py(-0.6);
  shape.forEach((n, k) => {
    const words = (k ? "× " : "") + group(n);
    panel.text(x, panel.y(top + 6 + 12 * k), words, { align: "center", size: 11 });
  });
}

function drawCounts(plot, frame, names, xlim) {
  const counts = frame.blocks.map((block) => block.parameters);
  const most = Math.max(1, ...counts);
  const block = frame.blocks[frame.now - 1];
  const sums = block && !block.problem ? `: ${block.size}; ${block.count}` : "";
  const number = frame.now ? `${frame.now} ` : "";
  const panel = plot.panel({
    id: "counts",
    box: [0, 0.52, 1, 0.48],
    xlim,
    ylim: [0, 1.3 * most],
    xlabel: "block",
    ylabel: "parameters",
    title: `▼ ${number}${names[frame.now]}${sums}`,
    xticks: counts.map((_, k) => [k + 1, String(k + 1)]),
  });
  panel.bars(
    counts.map((count, k) => [k + 1, count]),
    { colour: "blue" },
  );
  if (panel.px(1) - panel.px(0) < 46) return;
  counts.forEach((count, k) => {
    const above = panel.y(panel.py(count) - 8);
    panel.text(k + 1, above, group(count), { align: "center", size: 11 });
  });
}

/** A click on a block shows it in large. */
const press = (_state, _panel, x, _y, frame) => ({
  step: Math.max(0, Math.min(frame.last, Math.round(x))),
});

export default explorer({
  frame,
  describe,
  draw,
  press,
  extra: addBlocks,
  aspect: 0.55,
  tallest: 295,
  narrow: 1.2,
});
