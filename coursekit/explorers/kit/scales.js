// From values to pixels and back, and where an axis has its numbers.
import { raised, say } from "./words.js";

const FAR = 1e5; // pixels: a canvas takes no larger ones

/** Return the function from values to pixels, and the one from pixels to values. */
export function scale([from, to], start, length, logarithmic) {
  const height = logarithmic ? (value) => (value > 0 ? Math.log10(value) : NaN) : (value) => value;
  const low = height(from);
  const span = height(to) - low || 1;
  const toPixel = (value) => start + ((height(value) - low) / span) * length;
  const toHeight = (pixel) => low + ((pixel - start) / length) * span;
  return [
    (value) => Math.max(-FAR, Math.min(FAR, toPixel(value))),
    (pixel) => (logarithmic ? 10 ** toHeight(pixel) : toHeight(pixel)),
  ];
}

/** Return [value, words] of about so many round numbers between the ends. */
export function ticks(ends, most, logarithmic) {
  const [low, high] = ends.slice().sort((a, b) => a - b);
  const wanted = Math.max(2, most);
  if (logarithmic) return powersOfTen(Math.log10(low), Math.log10(high), wanted);
  const step = roundStep((high - low) / wanted);
  return wholeNumbers(low / step, high / step).map((k) => [k * step, say(k * step)]);
}

function powersOfTen(low, high, wanted) {
  const step = Math.ceil((high - low) / wanted);
  return wholeNumbers(low / step, high / step).map((k) => {
    const exponent = k * step;
    const power = 10 ** exponent;
    return [power, Math.abs(exponent) > 3 ? `10${raised(exponent)}` : say(power)];
  });
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= 0.999 * least);
}

function wholeNumbers(from, to) {
  const found = [];
  for (let k = Math.ceil(from - 1e-9); k <= to + 1e-9; k++) found.push(k);
  return found;
}
