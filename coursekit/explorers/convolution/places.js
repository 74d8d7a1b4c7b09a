// Where a window stands and what it gives; the same numbers as places.py.

/** A matrix of n rows and m columns. */
export const table = (n, m, entry) =>
  Array.from({ length: n }, (_, row) =>
    Array.from({ length: m }, (_, column) => entry(row, column)),
  );

/** Border before and after n pixels, and places for a window of f: ⌊(n + 2p − f)/s⌋ + 1. */
export function axis(n, f, state) {
  const { stride } = state;
  const [before, after] = borders(n, f, state);
  const room = n + before + after - f;
  const places = room >= 0 ? Math.floor(room / stride) + 1 : 0;
  const border = before === after ? `2·${before}` : `${before} + ${after}`;
  const formula = places ? `⌊(${n} + ${border} − ${f})/${stride}⌋ + 1 = ${places}` : "";
  return { before, after, places, formula };
}

function borders(n, f, { padding, border, stride }) {
  if (padding === "valid") return [0, 0];
  if (padding !== "same") return [border, border];
  const both = Math.max((Math.ceil(n / stride) - 1) * stride + f - n, 0);
  const before = Math.floor(both / 2);
  return [before, both - before];
}

/** The picture with its border; null marks a border that pooling leaves out. */
export function withBorder(picture, down, across, { padding, kind }) {
  const n = picture.length;
  const m = picture[0].length;
  const fill = padding === "same" && kind !== "convolution" ? null : 0;
  const inside = (k, size) => Math.min(Math.max(k, 0), size - 1);
  return table(down.before + n + down.after, across.before + m + across.after, (i, j) => {
    const row = i - down.before;
    const column = j - across.before;
    if (padding === "nearest") return picture[inside(row, n)][inside(column, m)];
    return picture[row]?.[column] ?? fill;
  });
}

/** Pixel times weight; adding 0 turns −0 into 0. */
export const productsOf = (cells, kernel) =>
  cells.map((row, i) => row.map((x, j) => x * kernel[i][j] + 0));

/** What one window gives: the sum, z, the entry a of the map, and the cell that won. */
export function answer(cells, kernel, state) {
  if (state.kind === "convolution") return convolve(cells, kernel, state);
  return state.kind === "average pooling" ? average(cells) : winner(cells, state.kind);
}

function convolve(cells, kernel, { bias, relu }) {
  let sum = 0;
  eachPixel(cells, (x, i, j) => {
    sum += x * kernel[i][j];
  });
  const z = sum + bias;
  return { sum, z, a: relu ? Math.max(0, z) : z, winner: [] };
}

function average(cells) {
  let sum = 0;
  let count = 0;
  eachPixel(cells, (x) => {
    sum += x;
    count += 1;
  });
  const z = sum / count;
  return { sum, z, a: z, winner: [] };
}

/** The largest pixel, or the smallest; of equal ones the first. */
function winner(cells, kind) {
  const sign = kind === "max pooling" ? 1 : -1;
  let sum = 0;
  let best = { z: null, place: [] };
  eachPixel(cells, (x, i, j) => {
    sum += x;
    if (best.z === null || sign * x > sign * best.z) best = { z: x, place: [i, j] };
  });
  return { sum, z: best.z, a: best.z, winner: best.place };
}

function eachPixel(cells, use) {
  cells.forEach((row, i) => {
    row.forEach((x, j) => {
      if (x !== null) use(x, i, j);
    });
  });
}
