// Trees of formulas as plain text and as MathML; the text is that of handcalc/formulas.py.
import { general } from "./arithmetic.js";

// How strongly a formula holds together: what is weaker than its place needs brackets.
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

const row = (inside) => `<mrow>${inside}</mrow>`;
const sign = (words) => `<mo>${words}</mo>`;

const TEXT = {
  bracket: (inside) => `(${inside})`,
  plus: " + ",
  minus: " - ",
  times: " * ",
  negative: "-",
  leaf: (text) => text,
  over([above, aboveStrength], [below, belowStrength]) {
    const top = aboveStrength < PRODUCT ? `(${above})` : above;
    return `${top}/${belowStrength < POWER ? `(${below})` : below}`;
  },
  power: (base, exponent) => `${base}**${exponent}`,
  call: (name, parts) => `${name}(${parts.join(", ")})`,
  choose: (a, relation, b, then, otherwise) =>
    `(${then} if ${a} ${relation} ${b} else ${otherwise})`,
};

const MATH = {
  bracket: (inside) => row(sign("(") + inside + sign(")")),
  plus: sign("+"),
  minus: sign("−"),
  times: sign("·"),
  negative: sign("−"),
  leaf: (text) => (/^[-\d]/.test(text) ? number(text) : symbol(text)),
  over: ([above], [below]) => `<mfrac>${row(above)}${row(below)}</mfrac>`,
  power(base, exponent) {
    const isFraction = base.startsWith("<mfrac>");
    return `<msup>${isFraction ? MATH.bracket(base) : row(base)}${row(exponent)}</msup>`;
  },
  call(name, parts) {
    if (name === "exp") return `<msup><mi>e</mi>${row(parts[0])}</msup>`;
    if (name === "sqrt") return `<msqrt>${parts[0]}</msqrt>`;
    return `<mi>${name}</mi>${MATH.bracket(parts.join(sign(",")))}`;
  },
  choose(a, relation, b, then, otherwise) {
    const compared = a + sign(relation.replace("<", "&lt;")) + b;
    return `${then}<mtext>&nbsp;if </mtext>${compared}<mtext>, else </mtext>${otherwise}`;
  },
};

/** Return [text, strength] of a tree; `leaf(k)` is the text of quantity k. */
function write(node, leaf, style) {
  if (!Array.isArray(node)) {
    const text = typeof node === "string" ? general(Number(node), 17) : leaf(node);
    return [style.leaf(text), text.startsWith("-") ? SUM : ATOM];
  }
  const [kind, ...parts] = node;
  const of = (part) => write(part, leaf, style);
  const textOf = (part) => of(part)[0];
  const atLeast = (part, strength) => {
    const [text, strong] = of(part);
    return strong >= strength ? text : style.bracket(text);
  };
  switch (kind) {
    case "+":
      return [writeSum(parts, atLeast, style), SUM];
    case "*":
      return [parts.map((part) => atLeast(part, PRODUCT)).join(style.times), PRODUCT];
    case "/":
      return [style.over(...parts.map(of)), PRODUCT];
    case "-":
      return [style.negative + atLeast(parts[0], PRODUCT), SUM];
    case "^":
      return [style.power(atLeast(parts[0], ATOM), textOf(parts[1])), POWER];
    case "if": {
      const [a, relation, b, then, otherwise] = parts;
      const ends = [then, otherwise].map(textOf);
      return [style.choose(textOf(a), relation, textOf(b), ...ends), ATOM];
    }
    default:
      return [style.call(kind, parts.map(textOf)), ATOM];
  }
}

/** A negative part is subtracted, but for the first. */
function writeSum([first, ...rest], atLeast, style) {
  const others = rest.map((part) => {
    const isNegative = Array.isArray(part) && part[0] === "-";
    const positive = isNegative ? part[1] : part;
    return (isNegative ? style.minus : style.plus) + atLeast(positive, PRODUCT);
  });
  return atLeast(first, 0) + others.join("");
}

/** A tree as text, `leaf(k)` being the text of a quantity. */
export const toText = (tree, leaf) => write(tree, leaf, TEXT)[0];

/** The same as the inside of a `math` element. */
export const toMath = (tree, leaf) => write(tree, leaf, MATH)[0];

/** A number as MathML, 1.2e-7 as a power of ten. */
export function number(text) {
  const [factor, exponent] = text.replace("-", "−").split("e");
  const digits = `<mn>${factor}</mn>`;
  if (!exponent) return digits;
  return `${digits}${sign("·")}<msup><mn>10</mn><mn>${exponent.replace("-", "−")}</mn></msup>`;
}

/** A quantity's name as MathML: dE/dw5, z_h1', W[2]_11, exp(z_o1), m(w1), dE/da_h1 via z_o1. */
export function symbol(name) {
  const [whole, via] = name.split(" via ");
  if (via) return `${symbol(whole)}<msub>${sign("|")}${symbol(via)}</msub>`;
  const slope = /^d(.+)\/d(.+)$/.exec(whole);
  if (slope) {
    const [above, below] = slope.slice(1).map((part) => row(`<mi>∂</mi>${symbol(part)}`));
    return `<mfrac>${above}${below}</mfrac>`;
  }
  const [primes] = /'*$/.exec(name);
  if (primes) return `<msup>${symbol(name.slice(0, -primes.length))}${sign("′")}</msup>`;
  const call = /^(\w+)\((\D.*)\)$/.exec(name);
  if (call) {
    const [, f, inside] = call;
    const [kind, base] = f === "exp" ? ["msup", "e"] : ["msub", f];
    return `<${kind}><mi>${base}</mi>${symbol(inside)}</${kind}>`;
  }
  const parts = /^([^\d_[(]+)(?:[[(](.+)[\])])?_?(.*)$/.exec(name) || [name, name];
  const [, letter, raised = "", lowered = ""] = parts;
  return `<msubsup><mi>${letter}</mi><mi>${lowered}</mi><mi>${raised}</mi></msubsup>`;
}
