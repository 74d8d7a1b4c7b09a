// A matrix of numbers as a picture of colours.

const SHADES = 256;
// Low, middle and high colour. The ends of "diverging" are what is negative and positive in print,
// on a dark page too, for numbers in white are written on them; its middle is the theme's paper.
const MAPS = {
  diverging: ["#d55e00", "paper", "#0072b2"],
  grey: ["#000000", "#808080", "#ffffff"],
  cividis: ["#00224e", "#7c7b78", "#fee838"],
};
const tables = new Map();

/** Return a small canvas, one pixel an entry; null leaves its pixel empty. */
export function heatPicture(matrix, { low = 0, high = 1, map = "cividis" }, colour, canvas) {
  const [rows, columns] = [matrix.length, matrix[0].length];
  const table = tableOf(MAPS[map].map((name) => colour(name)));
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  matrix.flat().forEach((value, k) => {
    if (value === null) return;
    const shade = Math.round(((SHADES - 1) * (value - low)) / (high - low)) || 0;
    pixels[k] = table[Math.max(0, Math.min(SHADES - 1, shade))];
  });
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/** All shades between three colours, as the bytes of an ImageData: red first, alpha last. */
function tableOf(stops) {
  const key = stops.join();
  if (!tables.has(key)) {
    const colours = stops.map(redGreenBlue);
    tables.set(
      key,
      Uint32Array.from({ length: SHADES }, (_, shade) => mixture(colours, shade)),
    );
  }
  return tables.get(key);
}

const redGreenBlue = (hex) =>
  [1, 3, 5].map((place) => Number.parseInt(hex.slice(place, place + 2), 16));

function mixture(colours, shade) {
  const half = shade < SHADES / 2 ? 0 : 1;
  const share = shade / ((SHADES - 1) / 2) - half;
  const [from, to] = colours.slice(half, half + 2);
  const opaque = 255 << 24;
  return from.reduce((bytes, value, channel) => {
    const mixed = Math.round(value + share * (to[channel] - value));
    return bytes + (mixed << (8 * channel));
  }, opaque);
}
