// A convolutional network from blocks: the shape and the parameters of each, with the formula.
import { button, explorer, h, say, wrong } from "../kit/base.js";

const BYTES = 4; // of one number in float32
const prod = (numbers) => numbers.reduce((a, b) => a * b, 1);
const group = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const sum = (blocks, what) => blocks.reduce((total, block) => total + block[what], 0);

const known = (output, size, count, parameters = 0, work = 0, effort = "no weights", note = "") =>
  ({ output, size, count, parameters, numbers: prod(output), work, effort, note, problem: "" });
const notKnown = (problem) => ({ ...known([], "", "", 0, 0, ""), numbers: 0, problem });

// One side of the result, 0 if the window does not fit, and its formula with the numbers.
function side(n, f, s, padding) {
  if (padding === "same") return [Math.ceil(n / s), `⌈${n}/${s}⌉ = ${Math.ceil(n / s)}`];
  const places = n >= f ? Math.floor((n - f) / s) + 1 : 0;
  return [places, `⌊(${n} − ${f})/${s}⌋ + 1 = ${places}`];
}
const sizes = (down, across) => (down === across ? down : `${down}, ${across}`);
const tooSmall = (kind, f, height, width) =>
  `${kind}: a window of ${f} × ${f} does not fit into a picture of ${height} × ${width}: `
  + `take a smaller window${kind === "Conv2D" ? ", or padding same" : ""}, or one block fewer above.`;

// One block: output shape, parameters, multiply-adds for one picture, and how they come.
function workOut([kind, ...args], shape) {
  if (kind === "Dropout") return known(shape, `${say(100 * args[0])} % are dropped in training`, "nothing to learn");
  if (kind === "Flatten") return known([prod(shape)], `${shape.join("·")} = ${group(prod(shape))}`, "nothing to learn");
  if (kind === "Dense") return dense(shape, args[0]);
  if (shape.length !== 3)
    return notKnown(`${kind} needs a picture (height, width, channels), but a row of ${group(shape[0])} `
      + "numbers arrives: move it above Flatten.");
  const [height, width, channels] = shape;
  if (kind === "GlobalAveragePooling2D") return known([channels], "the mean of each map", "nothing to learn");
  const [f, s, padding] = kind === "Conv2D" ? args.slice(1) : [...args, "valid"];
  const down = side(height, f, s, padding), across = side(width, f, s, padding);
  if (!down[0] || !across[0]) return notKnown(tooSmall(kind, f, height, width));
  const size = sizes(down[1], across[1]);
  if (kind !== "Conv2D") return known([down[0], across[0], channels], size, "nothing to learn");
  const filters = args[0], parameters = (f * f * channels + 1) * filters;
  return known([down[0], across[0], filters], size, `(${f}·${f}·${channels} + 1)·${filters} = ${group(parameters)}`,
    parameters, down[0] * across[0] * f * f * channels * filters,
    `${down[0]}·${across[0]} places · ${f}·${f}·${channels}·${filters} weights`);
}

function dense(shape, units) {
  const m = shape[shape.length - 1], pixels = prod(shape.slice(0, -1)), picture = shape.length === 3;
  const note = picture ? "Dense looks at each pixel by itself here: put Flatten before it to see the whole." : "";
  return known([...shape.slice(0, -1), units], `${units} neurons`, `${m}·${units} + ${units} = ${group(m * units + units)}`,
    m * units + units, pixels * m * units, `${m}·${units} weights${picture ? ` · ${pixels} pixels` : ""}`, note);
}

export function frame(state) {
  const shapes = [[state.height, state.width, state.channels]];
  const blocks = state.blocks.map((block, k) => {
    const done = shapes[k].length ? workOut(block, shapes[k]) : notKnown("This block waits for the one above it.");
    shapes.push(done.output);
    return done;
  });
  const last = blocks.length, parameters = sum(blocks, "parameters"), output = shapes[last];
  const problem = blocks.map((block) => block.problem).find(Boolean) || "";
  const last_map = problem ? [] : shapes.findLast((shape) => shape.length === 3);
  return {
    blocks, parameters, work: sum(blocks, "work"), memory: [BYTES * parameters, BYTES * sum(blocks, "numbers")],
    output, last_map, problem, last, now: Math.min(state.step, last), code: problem ? "" : code(state),
    goal: `${shapes[0]}` === "32,32,3" && parameters < 50000 && `${last_map.slice(0, 2)}` === "4,4"
      && `${output}` === "10" && `${state.blocks[last - 1]}` === "Dense,10",
  };
}

// Lines of Python that build the network, with only those arguments that are not Keras' defaults.
function code(state) {
  const end = state.blocks.findLastIndex(([kind]) => kind === "Dense" || kind === "Conv2D");
  const rows = state.blocks.map((block, k) => `    keras.layers.${layerCode(block, k === end)},\n`).join("");
  return `from coursekit import nn as keras\n\nmodel = keras.Sequential([\n    keras.Input((${state.height}, ${state.width}, `
    + `${state.channels})),\n${rows}])\nmodel.summary()\n`;
}

function layerCode([kind, ...args], atEnd) {
  if (kind === "Conv2D") {
    const [filters, f, s, padding] = args;
    return `Conv2D(${filters}, ${f}${s === 1 ? "" : `, strides=${s}`}${padding === "same" ? ', padding="same"' : ""}, activation="relu")`;
  }
  if (kind === "MaxPooling2D" || kind === "AveragePooling2D")
    return args[0] === args[1] ? `${kind}(${args[0]})` : `${kind}(${args[0]}, strides=${args[1]})`;
  if (kind === "Dense") return `Dense(${args[0]}${atEnd ? "" : ', activation="relu"'})`;
  return `${kind}(${args.length ? say(args[0]) : ""})`;
}

const bytesOf = (count) => (count >= 1e6 ? `${say(count / 1e6)} MB` : `${say(count / 1e3)} kB`);

export function describe(state, frame) {
  const picture = `${state.height} × ${state.width} × ${state.channels}`;
  if (frame.problem) {
    const number = frame.blocks.findIndex((block) => block.problem) + 1;
    return `A picture of ${picture} gets stuck at block ${number}. ${frame.problem}${lit(state, frame)}`;
  }
  if (!frame.blocks.length) return `A picture of ${picture} and no block yet: add one.`;
  return `A picture of ${picture} becomes ${frame.output.map(group).join(" × ")} through ${frame.blocks.length} blocks: `
    + `${group(frame.parameters)} parameters (${bytesOf(frame.memory[0])}), ${group(frame.work)} multiply-adds `
    + `and ${bytesOf(frame.memory[1])} of outputs for one picture.${lit(state, frame)}`;
}

// A sentence about the block that is shown in large.
function lit(state, { now, blocks }) {
  const block = blocks[now - 1];
  return !block || block.problem ? ""
    : ` Block ${now}, ${state.blocks[now - 1][0]}, gives ${block.output.map(group).join(" × ")}: ${group(block.parameters)} parameters.`;
}

const SHORT = { MaxPooling2D: "MaxPool", AveragePooling2D: "AvgPool", GlobalAveragePooling2D: "GlobalPool" };
const short = (kind) => SHORT[kind] || kind;

function draw(plot, state, frame) {
  const shapes = [[state.height, state.width, state.channels], ...frame.blocks.map((block) => block.output)];
  const names = ["input", ...state.blocks.map(([kind]) => short(kind))];
  const xlim = [-0.6, shapes.length - 0.4], edge = 54 / plot.width, tallest = Math.max(state.height, state.width);
  const above = plot.panel({
    id: "shapes", x: edge, y: 0, width: 1 - edge, height: 0.55, axes: false, title: "Shape after each block",
    xlim, ylim: [-1, 0.85],
  });
  const room = above.px(1) - above.px(0);
  shapes.forEach((shape, x) => {
    const now = x === frame.now;
    const name = room > 66 ? names[x] : x || "in";
    above.text(x, 0.7, `${now ? "▼ " : ""}${name}`, { align: "center", size: 12, bold: true });
    if (!shape.length) return above.text(x, 0, "✕", { align: "center", size: 22, colour: "vermillion" });
    const flat = shape.length === 1;
    const high = flat ? Math.min(0.12 + 0.13 * Math.log10(shape[0]) ** 2, 1.1) : shape[0] / tallest;
    const wide = flat ? 0.09 : 0.15 + 0.1 * Math.log10(shape[2]);
    above.rect(x - wide / 2, -high / 2, x + wide / 2, high / 2,
      { fill: flat ? "yellow" : "sky", colour: now ? "vermillion" : "ink", width: now ? 4 : 1 });
    if (room > 34 || now)
      shape.forEach((n, k) => above.text(x, -0.65 - 0.13 * k, `${k ? "× " : ""}${group(n)}`, { align: "center", size: 11 }));
  });
  const counts = frame.blocks.map((block) => block.parameters), most = Math.max(1, ...counts);
  const lit = frame.blocks[frame.now - 1];
  const words = lit && !lit.problem ? `: ${lit.size}; ${lit.count}` : "";
  const below = plot.panel({
    id: "counts", x: 0, y: 0.55, width: 1, height: 0.45, xlim, ylim: [0, 1.18 * most], xlabel: "block", ylabel: "parameters",
    title: `▼ ${lit ? `${frame.now} ` : ""}${names[frame.now]}${words}`, xticks: counts.map((_, k) => [k + 1, String(k + 1)]),
  });
  below.bars(counts.map((count, k) => [k + 1, count]), { colour: "blue" });
  if (room > 46) counts.forEach((count, k) => below.text(k + 1, count + 0.07 * most, group(count), { align: "center", size: 11 }));
}

const press = (state, id, x, y, frame) => ({ step: Math.max(0, Math.min(frame.last, Math.round(x))) });

// The blocks as a list: arguments to type, buttons to move and remove, the sums written out.
function extra(root, api) {
  const { kinds, most } = api.given, list = h("ol", { style: "padding-left: 1.6em" });
  const chosen = h("select", {}, ...Object.keys(kinds).map((kind) => h("option", {}, kind)));
  const fresh = (kind) => [kind, ...kinds[kind].map(([, usual]) => usual)];
  const add = button("Add at the end", () => put([...api.state().blocks, fresh(chosen.value)]));
  const code = h("pre", { style: "white-space: pre-wrap" });
  root.append(h("b", {}, "Blocks"), list, h("label", {}, "New block ", chosen), " ", add,
    h("details", {}, h("summary", {}, "Python code"), code));
  let rows = [], shape;

  const put = (blocks) => { api.set({ blocks }); api.commit(); };
  function move(k, to) {
    const blocks = [...api.state().blocks];
    blocks.splice(to, 0, ...blocks.splice(k, 1));
    put(blocks);
    const [up, down] = rows[to].buttons, same = to < k ? up : down;
    (same.disabled ? (to < k ? down : up) : same).focus();
  }
  function remove(k) {
    put(api.state().blocks.filter((_, i) => i !== k));
    (rows[Math.min(k, rows.length - 1)]?.buttons[2] || add).focus();
  }

  function argument([name, usual, ...ends], k, j, error) {
    const word = typeof usual === "string", [low, high] = ends, whole = name !== "rate";
    const take = () => {
      const value = word ? input.value : input.value.trim() ? +input.value : NaN;
      const reason = word ? "" : wrong({ label: name, low, high, whole }, value);
      input.ariaInvalid = !!reason;
      error.textContent = reason;
      if (!reason) api.set({ step: k + 1, blocks: api.state().blocks.map((b, i) => (i === k ? b.with(j + 1, value) : b)) });
    };
    const more = { oninput: take, onchange: api.commit, onblur: () => (api.set({}), api.commit()), "aria-describedby": error.id };
    const input = word ? h("select", more, ...ends.map((end) => h("option", {}, end)))
      : h("input", { type: "number", step: whole ? 1 : 0.05, min: low, max: high, style: "width: 5em", ...more });
    return [input, h("label", {}, `${name} `, input)];
  }

  function row([kind], k, blocks) {
    const error = h("span", { className: "ck-error", id: api.name(`error${k}`) }), says = h("span", {});
    const asked = kinds[kind].map((rule, j) => argument(rule, k, j, error));
    const act = (sign, words, disabled, does) => button(sign, does, { disabled, ariaLabel: `${words} block ${k + 1}, ${kind}` });
    const buttons = [act("↑", "Move up", k === 0, () => move(k, k - 1)),
      act("↓", "Move down", k === blocks.length - 1, () => move(k, k + 1)), act("✕", "Remove", false, () => remove(k))];
    const item = h("li", { style: "padding: 4px 6px; border-top: 1px solid var(--ck-grid)" },
      h("div", { role: "group", ariaLabel: `Block ${k + 1}, ${kind}`, style: "display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center" },
        h("b", {}, kind), ...asked.map(([, label]) => label), ...buttons),
      says, " ", error);
    return { item, inputs: asked.map(([input]) => input), buttons, says, error };
  }

  return ({ blocks }, frame) => {
    const kindsNow = blocks.map(([kind]) => kind).join();
    if (kindsNow !== shape) {
      rows = blocks.map(row);
      list.replaceChildren(...rows.map(({ item }) => item));
    }
    shape = kindsNow;
    blocks.forEach((block, k) => {
      const { inputs, says, error, item } = rows[k], done = frame.blocks[k];
      inputs.forEach((input, j) => {
        if (input !== document.activeElement) [input.value, input.ariaInvalid] = [block[j + 1], false];
      });
      if (!inputs.some((input) => input.ariaInvalid === "true")) error.textContent = done.problem || done.note;
      says.textContent = done.problem ? "" : `→ ${done.output.map(group).join(" × ")}. Size: ${done.size}. Parameters: ${done.count}. `
        + `Multiply-adds: ${done.work ? `${group(done.work)} = ${done.effort}` : "none"}.`;
      item.style.background = k + 1 === frame.now ? "var(--ck-button)" : "";
      item.ariaCurrent = k + 1 === frame.now;
    });
    add.disabled = blocks.length >= most;
    code.textContent = frame.code || "There is code as soon as every block fits.";
  };
}

export default explorer({ frame, describe, draw, press, extra, aspect: 0.55, narrow: 1.2 });
