// Numbers and values as sentences and Python show them; the twin of words.py and states.py.

/** Write a number for a sentence: 0.05, −3, 12346, 1.2 × 10⁻⁷. */
export function say(number, digits = 3) {
  if (number === null || number === undefined) return "no number";
  const size = Math.abs(number);
  const sign = number < 0 ? "−" : "";
  if (size === 0) return "0";
  const [factor, exponent] = size.toExponential(digits - 1).split("e");
  if (exponent >= -4 && exponent < 6) {
    return sign + withoutZeros(size.toFixed(Math.max(0, digits - 1 - exponent)));
  }
  return `${sign}${withoutZeros(factor)} × 10${raised(Number(exponent))}`;
}

/** Drop the zeros at the end of a decimal fraction. */
export const withoutZeros = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** Write a whole number small and high, as an exponent. */
export const raised = (exponent) =>
  String(exponent).replace(/./g, (digit) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(digit)]);

/** The number, or null where it is infinite or undefined. */
export const finite = (number) => (Number.isFinite(number) ? number : null);

/** Say why a number is not allowed, or "". */
export function wrong({ label, low, high, whole }, value) {
  const inRange = typeof value === "number" && value >= low && value <= high;
  if (inRange && !(whole && value % 1)) return "";
  return `${label} must be a ${whole ? "whole " : ""}number from ${low} to ${high}.`;
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The fields of a state that are not as usual, as pairs of name and value. */
export const changed = (state, page) =>
  Object.entries(state).filter(([name, value]) => !same(value, page.defaults[name]));

/** The line of Python that makes the explorer in this state. */
export function sharedLine(state, page) {
  const settings = changed(state, page).map(([name, value]) => `${name}=${python(value)}`);
  return `explore.${page.name}(${settings.join(", ")})`;
}

function python(value) {
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  return { true: "True", false: "False", null: "None" }[value] || JSON.stringify(value);
}
