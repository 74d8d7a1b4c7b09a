// Shape, parameters and work of each block, with the formulas; the same as counts.py.
import { say } from "../kit/words.js";

export const product = (numbers) => numbers.reduce((a, b) => a * b, 1);

/** A whole number with commas: 65,600. */
export const group = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

const NOTHING = "nothing to learn";

/** A block with its output shape; `size` and `count` say how shape and parameters come. */
const known = (output, size, count = NOTHING, more = {}) => ({
  output,
  size,
  count,
  parameters: 0,
  numbers: product(output),
  work: 0,
  effort: "no weights",
  note: "",
  problem: "",
  ...more,
});

/** A block that cannot be computed, and why. */
export const notKnown = (problem) => known([], "", "", { numbers: 0, effort: "", problem });

/** Places of the window along one side, 0 if it does not fit, and the formula with the numbers. */
function side(n, f, stride, padding) {
  if (padding === "same") {
    const places = Math.ceil(n / stride);
    return [places, `⌈${n}/${stride}⌉ = ${places}`];
  }
  const places = n >= f ? Math.floor((n - f) / stride) + 1 : 0;
  return [places, `⌊(${n} − ${f})/${stride}⌋ + 1 = ${places}`];
}

/** One block: output shape, parameters, multiply-adds for one picture, and how they come. */
export function workOut([kind, ...args], shape) {
  if (kind === "Dropout") return known(shape, `${say(100 * args[0])} % are dropped in training`);
  if (kind === "Dense") return dense(shape, args[0]);
  if (kind === "Flatten") {
    const length = product(shape);
    return known([length], `${shape.join("·")} = ${group(length)}`);
  }
  if (shape.length !== 3) {
    return notKnown(
      `${kind} needs a picture (height, width, channels), but a row of ${group(shape[0])} ` +
        "numbers arrives: move it above Flatten.",
    );
  }
  if (kind === "GlobalAveragePooling2D") return known([shape[2]], "the mean of each map");
  return window(kind, args, shape);
}

function dense(shape, units) {
  const inputs = shape.at(-1);
  const pixels = product(shape.slice(0, -1));
  const isPicture = shape.length === 3;
  const parameters = inputs * units + units;
  const count = `${inputs}·${units} + ${units} = ${group(parameters)}`;
  return known([...shape.slice(0, -1), units], `${units} neurons`, count, {
    parameters,
    work: pixels * inputs * units,
    effort: `${inputs}·${units} weights${isPicture ? ` · ${pixels} pixels` : ""}`,
    note: isPicture
      ? "Dense looks at each pixel by itself here: put Flatten before it to see the whole."
      : "",
  });
}

/** A convolution or a pooling. */
function window(kind, args, [height, width, channels]) {
  const convolves = kind === "Conv2D";
  const [f, stride, padding] = convolves ? args.slice(1) : [...args, "valid"];
  const [rows, down] = side(height, f, stride, padding);
  const [columns, across] = side(width, f, stride, padding);
  if (!rows || !columns) {
    return notKnown(
      `${kind}: a window of ${f} × ${f} does not fit into a picture of ${height} × ${width}: ` +
        `take a smaller window${convolves ? ", or padding same" : ""}, or one block fewer above.`,
    );
  }
  const size = down === across ? down : `${down}, ${across}`;
  if (!convolves) return known([rows, columns, channels], size);
  const [filters] = args;
  const weights = f * f * channels;
  const parameters = (weights + 1) * filters;
  const count = `(${f}·${f}·${channels} + 1)·${filters} = ${group(parameters)}`;
  return known([rows, columns, filters], size, count, {
    parameters,
    work: rows * columns * weights * filters,
    effort: `${rows}·${columns} places · ${f}·${f}·${channels}·${filters} weights`,
  });
}
