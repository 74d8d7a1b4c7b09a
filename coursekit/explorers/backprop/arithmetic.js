// Trees of formulas computed in floats, or exactly in decimals and rounded line by line.
import { withoutZeros } from "../kit/words.js";

// A decimal is a whole number of 10⁻⁵⁰, so that a BigInt holds it.
const DIGITS = 50;
const ONE = 10n ** BigInt(DIGITS);

const size = (x) => (x < 0 ? -x : x);

/** The functions that a tree may name, for floats. */
const FLOATS = {
  number: Number,
  "+": (a, b) => a + b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "-": (a) => -a,
  "^": (a, b) => a ** b,
  abs: size,
  exp: Math.exp,
  ln: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
};

/** The same for decimals. */
const DECIMALS = {
  number: decimal,
  "+": (a, b) => a + b,
  "*": times,
  "/": over,
  "-": (a) => -a,
  "^": power,
  abs: size,
  exp,
  ln,
  sqrt,
  tanh,
};

function times(a, b) {
  return (a * b) / ONE;
}

function over(a, b) {
  return (a * ONE) / b;
}

/** a to the whole power n ≥ 0. */
function power(a, n) {
  if (n === 0n) return ONE;
  return n > ONE ? times(a, power(a, n - ONE)) : a;
}

/** eˣ = (e^(x/4096))^4096: the series of the small number, then twelve squares. */
function exp(x) {
  const small = x >> 12n;
  let term = ONE;
  let sum = ONE;
  for (let k = 1n; term; k++) {
    term = times(term, small) / k;
    sum += term;
  }
  for (let k = 0; k < 12; k++) sum = times(sum, sum);
  return sum;
}

/** A function of floats, to begin with. */
const nearly = (f, x) => decimal(String(f(Number(x) / Number(ONE))));

/** Halley's steps y + 2 (x − eʸ) / (x + eʸ). */
function ln(x) {
  if (x <= 0n) throw RangeError();
  let y = nearly(Math.log, x);
  for (let k = 0; k < 3; k++) {
    const found = exp(y);
    y += over(2n * (x - found), x + found);
  }
  return y;
}

/** Newton's steps (r + x/r) / 2. */
function sqrt(x) {
  let root = nearly(Math.sqrt, x);
  for (let k = 0; k < 4 && root; k++) root = (root + over(x, root)) / 2n;
  return root;
}

function tanh(x) {
  const small = exp(-2n * x);
  return over(ONE - small, ONE + small);
}

/** A written number, as "-1.25" or "1e-7". */
function decimal(text) {
  const [, sign, whole, part = "", exponent] = /^(-?)(\d+)\.?(\d*)e?(.*)$/.exec(text);
  const digits = BigInt(whole + part);
  const shift = DIGITS - part.length + Number(exponent);
  const found = shift < 0 ? digits / 10n ** BigInt(-shift) : digits * 10n ** BigInt(shift);
  return sign ? -found : found;
}

function evaluate(node, values, kind) {
  if (typeof node === "number") return values[node];
  if (typeof node === "string") return kind.number(node);
  const [name, ...parts] = node;
  if (name === "if") return choose(parts, values, kind);
  const found = parts.map((part) => evaluate(part, values, kind));
  if (name === "max") return found.reduce((a, b) => (b > a ? b : a));
  if (name === "min") return found.reduce((a, b) => (b > a ? a : b));
  return name === "+" || name === "*" ? found.reduce(kind[name]) : kind[name](...found);
}

function choose([left, relation, right, then, otherwise], values, kind) {
  const a = evaluate(left, values, kind);
  const b = evaluate(right, values, kind);
  const holds = { ">": a > b, ">=": a >= b, "<": a < b, "<=": a <= b }[relation];
  return evaluate(holds ? then : otherwise, values, kind);
}

/** A number with so many digits, as Python's format g writes it. */
export function general(x, digits) {
  if (!x) return "0";
  const [factor, exponent] = x.toExponential(digits - 1).split("e");
  if (exponent >= -4 && exponent < digits) return withoutZeros(x.toFixed(digits - 1 - exponent));
  return `${withoutZeros(factor)}e${Number(exponent)}`;
}

/** A decimal after rounding to so many places: half to even, half up or cut off. */
function rounded(x, places, how) {
  const unit = 10n ** BigInt(DIGITS - places);
  const whole = size(x) / unit;
  const twice = 2n * (size(x) % unit);
  const halfGoesUp = how === "half-up" || whole % 2n === 1n;
  const isUp = how !== "truncate" && (twice > unit || (twice === unit && halfGoesUp));
  const found = (isUp ? whole + 1n : whole) * unit;
  return x < 0n ? -found : found;
}

/** A rounded decimal with all its places. */
function fixed(x, places) {
  const text = String(size(x) / 10n ** BigInt(DIGITS - places)).padStart(places + 1, "0");
  return `${x < 0n ? "-" : ""}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** A short decimal written out, 1e-7 as 0.0000001. */
function plain(value) {
  const [factor, exponent] = String(value).split("e");
  if (!exponent) return factor;
  const [, part = ""] = factor.split(".");
  return value.toFixed(part.length - exponent);
}

/** Values of all quantities, and `text(k, digits)` of each; null where rounding leaves none. */
export function compute(page, given, how, places) {
  return how === "all digits"
    ? computeFloats(page, given)
    : computeDecimals(page, given, how, places);
}

function computeFloats({ trees }, given) {
  const values = [...given];
  for (const tree of trees) values.push(evaluate(tree, values, FLOATS));
  return { values, text: (k, digits = 6) => general(values[k], digits) };
}

function computeDecimals({ trees }, given, how, places) {
  const values = given.map((value) => decimal(String(value)));
  const texts = given.map(plain);
  for (const tree of trees) {
    try {
      const isCopied = typeof tree === "number";
      const value = evaluate(tree, values, DECIMALS);
      const kept = isCopied ? value : rounded(value, places, how);
      values.push(kept);
      texts.push(isCopied ? texts[tree] : fixed(kept, places));
    } catch {
      return null; // a division by 0, or the logarithm of 0
    }
  }
  return { values: texts.map(Number), text: (k) => texts[k] };
}
