// A window walks over a picture: convolution and pooling, place by place, with every product.
import { explorer } from "../kit/base.js";
import { say } from "../kit/words.js";
import { addKernel } from "./kernel.js";
import { answer, axis, productsOf, table, withBorder } from "./places.js";

/** True when ReLU leaves the stripe's dark-to-bright edge, and nothing else. */
function onlyTheRise(state, windows, answers) {
  if (state.picture !== "stripe" || state.kind !== "convolution" || !state.relu) return false;
  const rises = (cells) => cells.some((row) => row.some((x, j) => row[j - 1] < x));
  const isRise = windows.flat().map(rises);
  return isRise.includes(true) && answers.flat().every(({ a }, k) => a > 0 === isRise[k]);
}

export function frame(state, given) {
  const own = given.pictures[state.picture];
  const picture = own || [[0]];
  const convolves = state.kind === "convolution";
  const kernel = convolves ? state.kernel : table(state.size, state.size, () => 1);
  const [height, width] = [kernel.length, kernel[0].length];
  const down = axis(picture.length, height, state);
  const across = axis(picture[0].length, width, state);
  const padded = withBorder(picture, down, across, state);
  const common = {
    picture,
    padded,
    pads: [down.before, across.before],
    kernel,
    size: [down.places, across.places],
    formula: [down.formula, across.formula],
  };
  if (!own) {
    return noPlace(common, "There is no own picture yet: pass one in Python as data=….");
  }
  if (!down.places || !across.places) {
    const problem =
      `A window of ${height} × ${width} does not fit into a picture of ${padded.length} × ` +
      `${padded[0].length}: take a smaller window or a wider border.`;
    return noPlace(common, problem);
  }
  return { ...common, ...walk(state, common) };
}

/** The frame where no window fits. */
function noPlace(common, problem) {
  const { kernel } = common;
  return {
    ...common,
    cells: [],
    products: [],
    sum: null,
    z: null,
    a: null,
    winner: [],
    last: 0,
    place: [0, 0],
    window: [0, 0, kernel.length, kernel[0].length],
    map: [],
    known: 0,
    problem,
    goal: false,
  };
}

/** All windows and their answers, and those of the place that is shown. */
function walk(state, { padded, kernel, size }) {
  const { stride } = state;
  const [height, width] = [kernel.length, kernel[0].length];
  const windows = table(...size, (row, column) => {
    const [top, left] = [row * stride, column * stride];
    return padded.slice(top, top + height).map((line) => line.slice(left, left + width));
  });
  const answers = windows.map((row) => row.map((cells) => answer(cells, kernel, state)));
  const last = size[0] * size[1] - 1;
  const now = Math.min(state.step, last);
  const row = Math.floor(now / size[1]);
  const column = now % size[1];
  const cells = windows[row][column];
  return {
    last,
    place: [row, column],
    window: [row * stride, column * stride, height, width],
    cells,
    products: state.kind === "convolution" ? productsOf(cells, kernel) : [],
    ...answers[row][column],
    map: answers.map((line) => line.map((each) => each.a)),
    known: state.whole ? last + 1 : now + 1,
    problem: "",
    goal: onlyTheRise(state, windows, answers),
  };
}

export function describe(state, frame) {
  if (frame.problem) return frame.problem;
  const { picture, size, place, sum, z, a } = frame;
  const [, , height, width] = frame.window;
  const isChosen = state.padding === "zeros" || state.padding === "nearest";
  const border = isChosen ? ` (p = ${state.border})` : "";
  const places =
    `a picture of ${picture.length} × ${picture[0].length} and a window of ${height} × ${width}, ` +
    `padding ${state.padding}${border} and stride ${state.stride} give a map of ` +
    `${size[0]} × ${size[1]}. Place ${place[0] + 1}, ${place[1] + 1}: `;
  if (state.kind === "convolution") {
    const after = state.relu ? `, after ReLU ${say(a)}` : "";
    return (
      `Convolution (no flip: cross-correlation): ${places}the ${height * width} products add up ` +
      `to ${say(sum)}; with b = ${say(state.bias)}, z = ${say(z)}${after}.`
    );
  }
  const title = state.kind[0].toUpperCase() + state.kind.slice(1);
  if (state.kind === "average pooling") {
    return `${title}: ${places}the mean of the window's pixels is ${say(a)}.`;
  }
  const word = state.kind === "max pooling" ? "largest" : "smallest";
  const [row, column] = frame.winner;
  return (
    `${title}: ${places}the ${word} pixel is ${say(a)}, in row ${row + 1}, column ${column + 1} ` +
    "of the window."
  );
}

const SMALL = 10; // pixels: a smaller cell has no grid
const NUMBERED = 26; // a larger one has its number

/** A number for a cell: short where the cell is small. */
function brief(x, side) {
  const long = say(x, 2);
  return side < 46 && long.length > 4 ? say(Math.round(10 * x) / 10) : long;
}

/** Numbers as coloured cells; null stays blank. `words` returns the lines of a cell. */
function drawCells(panel, rows, look, words = (x, _i, _j, side) => [brief(x, side)]) {
  const n = rows.length;
  const m = rows[0].length;
  const side = panel.px(1) - panel.px(0);
  const size = Math.min(14, Math.round(0.34 * side));
  panel.heat(rows, { ...look, box: [0, 0, m, n] });
  if (side < SMALL) return;
  const grid = { colour: "grey", width: 0.5 };
  for (let i = 0; i <= n; i++) panel.segment([0, i], [m, i], grid);
  for (let j = 0; j <= m; j++) panel.segment([j, 0], [j, n], grid);
  if (side < NUMBERED) return;
  rows.forEach((row, i) => {
    row.forEach((x, j) => {
      if (x === null) return;
      const lines = words(x, i, j, side);
      const longest = Math.max(...lines.map((line) => line.length));
      const fitting = Math.min(size, side / (0.68 * longest));
      const write = { align: "center", size: fitting, colour: inkOn(x, look), bare: true };
      lines.forEach((line, k) => {
        panel.text(j + 0.5, i + 0.5 + 0.13 * (2 * k + 1 - lines.length), line, write);
      });
    });
  });
}

/** A colour of letters that can be read on the colour of a number. */
function inkOn(x, { low, high, map }) {
  const share = (x - low) / (high - low);
  if (map === "grey") return share < 0.5 ? "#ffffff" : "#000000";
  if (share < 0.25) return "#ffffff";
  return share > 0.9 ? "#000000" : "ink";
}

/** The colours of a table: around 0 where numbers have signs, else from black to white. */
function coloursOf(rows, isSigned) {
  const seen = rows.flat().filter((x) => x !== null);
  const high = Math.max(1e-9, ...(isSigned ? seen.map(Math.abs) : seen));
  if (isSigned) return { low: -high, high, map: "diverging" };
  return { low: Math.min(0, ...seen), high, map: "grey" };
}

const drawFrame = (panel, [top, left, height, width], colour, dash) =>
  panel.rect(left, top, left + width, top + height, { colour, dash, width: 4 });

const NOTE_ROOM = 1.2; // of the height of a table: below it stands what it comes to

const panelOf = (plot, id, box, rows, columns, title) =>
  plot.panel({
    id,
    box,
    axes: false,
    equal: true,
    title,
    xlim: [0, columns],
    ylim: [NOTE_ROOM * rows, 0],
  });

function draw(plot, state, frame) {
  drawPicture(plot, frame);
  drawWindow(plot, state, frame);
  if (!frame.problem) drawMap(plot, frame);
}

function drawPicture(plot, frame) {
  const { padded, picture, pads, winner, problem } = frame;
  const [height, width] = [picture.length, picture[0].length];
  const hasBorder = padded.length > height || padded[0].length > width;
  const title = `Picture ${height} × ${width}${hasBorder ? " and border" : ""}`;
  const panel = panelOf(plot, "picture", [0, 0, 0.38, 1], padded.length, padded[0].length, title);
  drawCells(panel, padded, coloursOf(padded, false));
  if (hasBorder) drawFrame(panel, [...pads, height, width], "blue", [6, 4]);
  if (problem) return;
  drawFrame(panel, frame.window, "vermillion");
  const [top, left] = frame.window;
  if (winner.length) drawFrame(panel, [top + winner[0], left + winner[1], 1, 1], "blue");
}

function drawWindow(plot, state, frame) {
  const { kernel, cells, products, winner, sum, z, a, problem } = frame;
  const [, , height, width] = frame.window;
  const convolves = state.kind === "convolution";
  const title = convolves ? "Pixel × weight" : "Pixels of the window";
  const panel = panelOf(plot, "window", [0.38, 0, 0.3, 1], height, width, title);
  if (problem) {
    panel.text(0, height / 2, "no place for the window");
    return;
  }
  const inside = convolves ? products : cells;
  const short = (x) => say(x, 2);
  drawCells(panel, inside, coloursOf(inside, convolves), (x, i, j, side) => {
    if (!convolves || side < 62) return [short(x)];
    return [`${short(cells[i][j])} × ${short(kernel[i][j])}`, `= ${short(x)}`];
  });
  if (winner.length) {
    drawFrame(panel, [...winner, 1, 1], "blue");
    panel.text(winner[1] + 0.5, winner[0] + 0.8, "★ wins", { align: "center" });
  }
  const after = state.relu ? `, ReLU: ${say(a)}` : "";
  const result = convolves
    ? `sum ${say(sum)} + b ${say(state.bias)} = ${say(z)}${after}`
    : `${state.kind}: ${say(a)}`;
  panel.text(width / 2, 1.09 * height, result, { align: "center", bold: true });
}

function drawMap(plot, { map, size, known, place, formula }) {
  const [rows, columns] = size;
  const title = `Map ${rows} × ${columns}`;
  const panel = panelOf(plot, "map", [0.69, 0, 0.31, 1], rows, columns, title);
  const shown = map.map((row, i) => row.map((a, j) => (i * columns + j < known ? a : null)));
  const isSigned = shown.some((row) => row.some((a) => a < 0));
  drawCells(panel, shown, coloursOf(shown, isSigned));
  drawFrame(panel, [...place, 1, 1], "vermillion");
  [...new Set(formula)].forEach((words, k) => {
    panel.text(columns / 2, (1.05 + 0.09 * k) * rows, words, { align: "center", size: 12 });
  });
}

/** The step that shows a place, or the nearest one there is. */
function goTo({ size: [rows, columns] }, row, column) {
  const fit = (k, n) => Math.max(0, Math.min(n - 1, Math.round(k)));
  return { step: fit(row, rows) * columns + fit(column, columns) };
}

function handles(_state, frame) {
  if (frame.problem) return [];
  const [top, left] = frame.window;
  const [row, column] = frame.place;
  const [rows, columns] = frame.size;
  return [
    {
      id: "window",
      label: "Window",
      panel: "picture",
      shape: "square",
      x: left,
      y: top,
      value: `place ${row + 1}, ${column + 1} of ${rows} × ${columns}`,
      move: ({ stride }, x, y) => goTo(frame, y / stride, x / stride),
      keys: {
        ArrowLeft: () => goTo(frame, row, column - 1),
        ArrowRight: () => goTo(frame, row, column + 1),
        ArrowUp: () => goTo(frame, row - 1, column),
        ArrowDown: () => goTo(frame, row + 1, column),
      },
    },
  ];
}

const press = (_, panel, x, y, frame) =>
  panel === "map" ? goTo(frame, Math.floor(y), Math.floor(x)) : null;

function extra(root, view) {
  root.classList.add("ck-beside");
  return addKernel(root, view);
}

export default explorer({
  frame,
  describe,
  draw,
  handles,
  press,
  extra,
  aspect: 0.4,
  tallest: 330,
});
