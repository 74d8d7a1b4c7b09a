// A window walks over a picture: convolution and pooling, place by place, with every product.
import { explorer, h, say } from "../kit/base.js";

// Border before and after n pixels, and places for a window of f: ⌊(n + 2p − f)/s⌋ + 1.
function axis(n, f, state) {
  const s = state.stride;
  let before = state.padding === "valid" ? 0 : state.border, after = before;
  if (state.padding === "same") {
    const extra = Math.max((Math.ceil(n / s) - 1) * s + f - n, 0);
    before = Math.floor(extra / 2);
    after = extra - before;
  }
  const room = n + before + after - f;
  const places = room >= 0 ? Math.floor(room / s) + 1 : 0;
  const border = before === after ? `2·${before}` : `${before} + ${after}`;
  return { before, after, places, formula: places ? `⌊(${n} + ${border} − ${f})/${s}⌋ + 1 = ${places}` : "" };
}

// The padded picture; null marks a border that pooling leaves out.
function withBorder(picture, down, across, state) {
  const n = picture.length, m = picture[0].length;
  const fill = state.padding === "same" && state.kind !== "convolution" ? null : 0;
  const inside = (k, size) => Math.min(Math.max(k, 0), size - 1);
  return table(down.before + n + down.after, across.before + m + across.after, (i, j) => {
    const r = i - down.before, c = j - across.before;
    if (state.padding !== "nearest") return picture[r]?.[c] ?? fill;
    return picture[inside(r, n)][inside(c, m)];
  });
}

const table = (n, m, entry) => Array.from({ length: n }, (_, r) => Array.from({ length: m }, (_, c) => entry(r, c)));
const productsOf = (cells, kernel) => cells.map((row, i) => row.map((x, j) => x * kernel[i][j] + 0));

// What one window gives: the sum, z, the entry a of the map, and the cell that won.
function answer(cells, kernel, state) {
  let sum = 0, z = null, winner = [], count = 0;
  if (state.kind === "convolution") {
    cells.forEach((row, i) => row.forEach((x, j) => { sum += x * kernel[i][j]; }));
    z = sum + state.bias;
    return { sum, z, a: state.relu ? Math.max(0, z) : z, winner };
  }
  const sign = state.kind === "max pooling" ? 1 : -1;
  cells.forEach((row, i) => row.forEach((x, j) => {
    if (x === null) return;
    sum += x;
    count++;
    if (z === null || sign * x > sign * z) [z, winner] = [x, [i, j]];
  }));
  if (state.kind === "average pooling") [z, winner] = [sum / count, []];
  return { sum, z, a: z, winner };
}

// True when ReLU leaves the stripe's dark-to-bright edge, and nothing else.
function onlyTheRise(state, windows, answers) {
  if (state.picture !== "stripe" || state.kind !== "convolution" || !state.relu) return false;
  const rises = windows.flat().map((cells) => cells.some((line) => line.some((x, j) => line[j - 1] < x)));
  return rises.includes(true) && answers.flat().every(({ a }, k) => a > 0 === rises[k]);
}

export function frame(state, given) {
  const own = given.pictures[state.picture], picture = own || [[0]];
  const convolves = state.kind === "convolution";
  const kernel = convolves ? state.kernel : table(state.size, state.size, () => 1);
  const f = [kernel.length, kernel[0].length];
  const down = axis(picture.length, f[0], state), across = axis(picture[0].length, f[1], state);
  const padded = withBorder(picture, down, across, state);
  const common = {
    picture, padded, pads: [down.before, across.before], kernel,
    size: [down.places, across.places], formula: [down.formula, across.formula],
  };
  if (!own || !down.places || !across.places) {
    const problem = !own ? "There is no own picture yet: pass one in Python as data=…."
      : `A window of ${f[0]} × ${f[1]} does not fit into a picture of ${padded.length} × ${padded[0].length}: `
      + "take a smaller window or a wider border.";
    return { ...common, cells: [], products: [], sum: null, z: null, a: null, winner: [], last: 0,
      place: [0, 0], window: [0, 0, ...f], map: [], known: 0, problem, goal: false };
  }
  const s = state.stride;
  const windows = table(down.places, across.places, (r, c) =>
    padded.slice(r * s, r * s + f[0]).map((row) => row.slice(c * s, c * s + f[1])));
  const answers = windows.map((row) => row.map((cells) => answer(cells, kernel, state)));
  const last = down.places * across.places - 1;
  const now = Math.min(state.step, last);
  const r = Math.floor(now / across.places), c = now % across.places;
  return {
    ...common, last, place: [r, c], window: [r * s, c * s, ...f], cells: windows[r][c],
    products: convolves ? productsOf(windows[r][c], kernel) : [], ...answers[r][c],
    map: answers.map((row) => row.map((each) => each.a)), known: state.whole ? last + 1 : now + 1,
    problem: "", goal: onlyTheRise(state, windows, answers),
  };
}

export function describe(state, frame) {
  if (frame.problem) return frame.problem;
  const [height, width] = frame.window.slice(2);
  const chosen = state.padding === "zeros" || state.padding === "nearest";
  const places = `a picture of ${frame.picture.length} × ${frame.picture[0].length} and a window of ${height} × ${width}, `
    + `padding ${state.padding}${chosen ? ` (p = ${state.border})` : ""} and stride ${state.stride} `
    + `give a map of ${frame.size[0]} × ${frame.size[1]}. Place ${frame.place[0] + 1}, ${frame.place[1] + 1}: `;
  if (state.kind === "convolution")
    return `Convolution (no flip: cross-correlation): ${places}the ${height * width} products add up to ${say(frame.sum)}; `
      + `with b = ${say(state.bias)}, z = ${say(frame.z)}${state.relu ? `, after ReLU ${say(frame.a)}` : ""}.`;
  const title = state.kind[0].toUpperCase() + state.kind.slice(1);
  if (state.kind === "average pooling") return `${title}: ${places}the mean of the window's pixels is ${say(frame.a)}.`;
  const word = state.kind === "max pooling" ? "largest" : "smallest";
  return `${title}: ${places}the ${word} pixel is ${say(frame.a)}, `
    + `in row ${frame.winner[0] + 1}, column ${frame.winner[1] + 1} of the window.`;
}

// A number for a cell: short where the cell is small.
const brief = (x, side) => {
  const long = say(x, 2);
  return side < 46 && long.length > 4 ? say(Math.round(10 * x) / 10) : long;
};

// A small table of numbers as coloured cells; unknown ones stay blank.
function cells(panel, rows, look, words = (x, r, c, side) => [brief(x, side)]) {
  const n = rows.length, m = rows[0].length, side = panel.px(1) - panel.px(0), size = Math.min(14, Math.round(0.34 * side));
  panel.heat(rows, { ...look, box: [0, 0, m, n] });
  if (side < 10) return;
  const grid = []; // one path: null lifts the pen
  for (let r = 0; r <= n; r++) grid.push([0, r], [m, r], null);
  for (let c = 0; c <= m; c++) grid.push([c, 0], [c, n], null);
  panel.line(grid, { colour: "grey", width: 0.5 });
  if (side < 26) return;
  rows.forEach((row, r) => row.forEach((x, c) => {
    if (x === null) return;
    const share = (x - look.low) / (look.high - look.low), grey = look.map === "grey";
    const colour = share < (grey ? 0.5 : 0.25) ? "#ffffff" : grey || share > 0.9 ? "#000000" : "ink";
    const lines = words(x, r, c, side);
    lines.forEach((line, k) =>
      panel.text(c + 0.5, r + 0.5 + 0.13 * (2 * k + 1 - lines.length), line, { align: "center", size, colour, bare: true }));
  }));
}

function scaleOf(rows, signed) {
  const seen = rows.flat().filter((x) => x !== null);
  const high = Math.max(1e-9, ...(signed ? seen.map(Math.abs) : seen));
  return signed ? { low: -high, high, map: "diverging" } : { low: Math.min(0, ...seen), high, map: "grey" };
}

const frameOn = (panel, [top, left, height, width], colour, dash) =>
  panel.rect(left, top, left + width, top + height, { colour, dash, width: 4 });

function draw(plot, state, frame) {
  const { padded, picture, kernel, pads, winner, window: at } = frame;
  const panel = (id, x, width, n, m, title) =>
    plot.panel({ id, x, y: 0, width, height: 1, axes: false, equal: true, title, xlim: [0, m], ylim: [1.16 * n, 0] });
  const bordered = `${padded}` !== `${picture}`;
  const left = panel("picture", 0, 0.38, padded.length, padded[0].length,
    `Picture ${picture.length} × ${picture[0].length}${bordered ? " and border" : ""}`);
  cells(left, padded, scaleOf(padded, false));
  if (bordered) frameOn(left, [...pads, picture.length, picture[0].length], "blue", [6, 4]);
  const convolves = state.kind === "convolution", f = at.slice(2);
  const middle = panel("window", 0.38, 0.3, f[0], f[1], convolves ? "Pixel × weight" : "Pixels of the window");
  if (frame.problem) return middle.text(0, f[0] / 2, "no place for the window");
  frameOn(left, at, "vermillion");
  const inside = convolves ? frame.products : frame.cells;
  cells(middle, inside, scaleOf(inside, convolves), (x, i, j, side) =>
    convolves && side > 62 ? [`${say(frame.cells[i][j], 2)} × ${say(kernel[i][j], 2)}`, `= ${say(x, 2)}`] : [say(x, 2)]);
  if (winner.length) {
    frameOn(middle, [...winner, 1, 1], "blue");
    middle.text(winner[1] + 0.5, winner[0] + 0.8, "★ wins", { align: "center" });
    frameOn(left, [at[0] + winner[0], at[1] + winner[1], 1, 1], "blue");
  }
  const result = convolves
    ? `sum ${say(frame.sum)} + b ${say(state.bias)} = ${say(frame.z)}${state.relu ? `, ReLU: ${say(frame.a)}` : ""}`
    : `${state.kind}: ${say(frame.a)}`;
  middle.text(f[1] / 2, 1.08 * f[0], result, { align: "center", bold: true });
  const { map, size } = frame;
  const right = panel("map", 0.69, 0.31, size[0], size[1], `Map ${size[0]} × ${size[1]}`);
  const known = map.map((row, r) => row.map((a, c) => (r * size[1] + c < frame.known ? a : null)));
  cells(right, known, scaleOf(known, known.some((row) => row.some((a) => a < 0))));
  frameOn(right, [...frame.place, 1, 1], "vermillion");
  new Set(frame.formula).forEach((words) => right.text(size[1] / 2, (words === frame.formula[0] ? 1.05 : 1.12) * size[0], words,
    { align: "center", size: 12 }));
}

const go = (frame, r, c) => {
  const fit = (k, n) => Math.max(0, Math.min(n - 1, Math.round(k)));
  return { step: fit(r, frame.size[0]) * frame.size[1] + fit(c, frame.size[1]) };
};
function handles(state, frame) {
  if (frame.problem) return [];
  const [top, left] = frame.window, [r, c] = frame.place;
  return [{
    id: "window", label: "Window", panel: "picture", shape: "square", x: left, y: top,
    value: `place ${r + 1}, ${c + 1} of ${frame.size[0]} × ${frame.size[1]}`,
    move: (state, x, y) => go(frame, y / state.stride, x / state.stride),
    keys: {
      ArrowLeft: () => go(frame, r, c - 1), ArrowRight: () => go(frame, r, c + 1),
      ArrowUp: () => go(frame, r - 1, c), ArrowDown: () => go(frame, r + 1, c),
    },
  }];
}

const press = (state, id, x, y, frame) => (id === "map" ? go(frame, Math.floor(y), Math.floor(x)) : null);

// The kernel as a grid of number boxes, with names and sizes to choose from.
function extra(root, api) {
  const { kernels } = api.given, error = h("p", { className: "ck-error", id: api.name("bad") }), grid = h("div", {});
  const put = (kernel) => { api.set({ kernel }); api.commit(); };
  const choose = (words, options, onchange) => {
    const select = h("select", { onchange }, ...options.map((option) => h("option", {}, option)));
    return [select, h("label", { style: "margin-right: 1em" }, words, select)];
  };
  const [named, name] = choose("name ", [...Object.keys(kernels), "by hand"], () => kernels[named.value] && put(kernels[named.value]));
  const [sized, size] = choose("size ", [1, 2, 3, 4, 5], () => put(resized(api.state().kernel, +sized.value)));
  const box = h("fieldset", {}, h("legend", {}, "Kernel"), name, size, grid, error);
  root.append(box);
  let boxes = [], shape;

  function weight(i, j) {
    const input = h("input", {
      type: "number", step: "any", style: "width: 100%", onchange: api.commit, onblur: () => api.set({}),
      ariaLabel: `weight in row ${i + 1}, column ${j + 1}`, "aria-describedby": error.id,
      oninput() {
        const value = input.value.trim() ? +input.value : NaN, good = Math.abs(value) <= 1000;
        input.ariaInvalid = !good;
        error.textContent = good ? "" : "A weight must be a number from −1000 to 1000.";
        if (good) api.set({ kernel: api.state().kernel.map((row, r) => row.map((k, c) => (r === i && c === j ? value : k))) });
      },
    });
    return input;
  }

  return ({ kernel, kind }) => {
    box.hidden = kind !== "convolution";
    if (`${kernel.map((row) => row.length)}` !== shape) {
      grid.style = `display: grid; grid-template-columns: repeat(${kernel[0].length}, minmax(0, 5.5em)); gap: 4px; margin: 6px 0`;
      boxes = kernel.map((row, i) => row.map((_, j) => weight(i, j)));
      grid.replaceChildren(...boxes.flat());
      shape = `${kernel.map((row) => row.length)}`;
    }
    named.value = Object.keys(kernels).find((name) => `${kernels[name]}` === `${kernel}`) || "by hand";
    sized.value = kernel.length === kernel[0].length ? kernel.length : "";
    boxes.forEach((row, i) => row.forEach((input, j) => {
      if (input === document.activeElement) return;
      if (input.ariaInvalid === "true") error.textContent = "";
      input.ariaInvalid = false;
      input.value = +kernel[i][j].toFixed(4);
    }));
  };
}

// A kernel cut or filled with zeros to n × n around its middle.
function resized(kernel, n) {
  const shift = (rows) => Math.floor((rows.length - n) / 2);
  return table(n, n, (i, j) => kernel[i + shift(kernel)]?.[j + shift(kernel[0])] ?? 0);
}

export default explorer({ frame, describe, draw, handles, press, extra, aspect: 0.4 });
