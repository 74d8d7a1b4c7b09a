// Trees of formulas computed in floats, or exactly in decimals and rounded line by line.
const DIGITS = 50, ONE = 10n ** BigInt(DIGITS);

const both = { "+": (a, b) => a + b, "-": (a) => -a, abs: (a) => (a < 0 ? -a : a) };
const floats = {
  ...both, number: Number, exp: Math.exp, sqrt: Math.sqrt, tanh: Math.tanh, "*": (a, b) => a * b, "/": (a, b) => a / b, "^": Math.pow, ln: Math.log,
};

// Decimals as whole numbers of 10⁻⁵⁰.
const times = (a, b) => (a * b) / ONE, over = (a, b) => (a * ONE) / b;

function exp(x) {
  let term = ONE, sum = ONE;
  for (let k = 1n; term; k++) sum += term = times(term, x >> 12n) / k;
  for (let k = 0; k < 12; k++) sum = times(sum, sum);
  return sum;
}

// A function in floats, to begin with.
const nearly = (f, x) => decimal(String(f(Number(x) / Number(ONE))));

function ln(x) {
  if (x <= 0n) throw RangeError();
  let y = nearly(Math.log, x);
  for (let k = 0; k < 3; k++) y += over(2n * (x - exp(y)), x + exp(y));
  return y;
}

function sqrt(x) {
  let root = nearly(Math.sqrt, x);
  for (let k = 0; k < 4 && root; k++) root = (root + over(x, root)) / 2n;
  return root;
}

const decimals = {
  ...both, number: decimal, "*": times, "/": over, exp, ln, sqrt,
  "^": (a, n) => (n > ONE ? times(a, decimals["^"](a, n - ONE)) : n ? a : ONE),
  tanh(x) {
    const small = exp(-2n * x);
    return over(ONE - small, ONE + small);
  },
};

function decimal(text) {
  const [, sign, whole, part = "", power = 0] = /^(-?)(\d+)\.?(\d*)e?(.*)$/.exec(text);
  const shift = DIGITS - part.length + Number(power), size = BigInt(whole + part);
  const found = shift < 0 ? size / 10n ** BigInt(-shift) : size * 10n ** BigInt(shift);
  return sign ? -found : found;
}

function evaluate(node, values, kind) {
  if (typeof node === "number") return values[node];
  if (typeof node === "string") return kind.number(node);
  const [name, ...parts] = node, of = (part) => evaluate(part, values, kind);
  if (name === "if") {
    const [left, relation, right, then, otherwise] = parts, a = of(left), b = of(right);
    const holds = a === b ? relation[1] : relation[0] === ">" === a > b;
    return of(holds ? then : otherwise);
  }
  const found = parts.map(of), larger = name === "max";
  if (larger || name === "min") return found.reduce((a, b) => (larger === b > a ? b : a));
  return "+*".includes(name) ? found.reduce(kind[name]) : kind[name](...found);
}

// A number with so many digits, as Python's format g writes it.
export function general(x, digits) {
  if (!x) return "0";
  const [factor, power] = x.toExponential(digits - 1).split("e");
  const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (power >= -4 && power < digits) return short(x.toFixed(digits - 1 - power));
  return `${short(factor)}e${Number(power)}`;
}

// A decimal after rounding to so many places: half to even, half up or cut off.
function rounded(x, places, how) {
  const unit = 10n ** BigInt(DIGITS - places), size = both.abs(x), rest = 2n * (size % unit);
  let whole = size / unit;
  if (how !== "truncate" && (rest > unit || (rest === unit && (how === "half-up" || whole % 2n)))) whole++;
  return x < 0n ? -whole * unit : whole * unit;
}

function fixed(x, places) {
  const text = String(both.abs(x) / 10n ** BigInt(DIGITS - places)).padStart(places + 1, "0");
  return `${x < 0n ? "-" : ""}${text.slice(0, -places)}.${text.slice(-places)}`;
}

// A short decimal written out, 1e-7 as 0.0000001.
function plain(value) {
  const [factor, power] = String(value).split("e");
  return power ? value.toFixed(-power + (factor.split(".")[1] || "").length) : factor;
}

/** Values of all quantities, and `text(k, digits)` of each; null where rounding leaves one without. */
export function compute(page, given, how, places) {
  if (how === "all digits") {
    const values = [...given];
    for (const tree of page.trees) values.push(evaluate(tree, values, floats));
    return { values, text: (k, digits = 6) => general(values[k], digits) };
  }
  const values = given.map((v) => decimal(String(v))), texts = given.map(plain);
  for (const tree of page.trees) {
    try {
      const copied = typeof tree === "number", value = evaluate(tree, values, decimals);
      values.push(copied ? value : rounded(value, places, how));
      texts.push(copied ? texts[tree] : fixed(values[values.length - 1], places));
    } catch {
      return null;
    }
  }
  return { values: texts.map(Number), text: (k) => texts[k] };
}
