// Trees of formulas as plain text and as MathML; the text is that of handcalc/formulas.py.
import { general } from "./arithmetic.js";

const SUM = 1, PROD = 2, POW = 3, ATOM = 4;
const row = (inside) => `<mrow>${inside}</mrow>`, mo = (sign) => `<mo>${sign}</mo>`;

const TEXT = {
  bracket: (t) => `(${t})`, plus: " + ", minus: " - ", times: " * ", negative: "-",
  leaf: (text) => text,
  over: ([a, s], [b, t]) => `${s < PROD ? `(${a})` : a}/${t < POW ? `(${b})` : b}`,
  power: (a, b) => `${a}**${b}`,
  call: (name, parts) => `${name}(${parts.join(", ")})`,
  choose: (a, is, b, yes, no) => `(${yes} if ${a} ${is} ${b} else ${no})`,
};

const MATH = {
  bracket: (t) => row(mo("(") + t + mo(")")), plus: mo("+"), minus: mo("−"), times: mo("·"), negative: mo("−"),
  leaf: (text) => (/^[-\d]/.test(text) ? number(text) : symbol(text)),
  over: ([a], [b]) => `<mfrac>${row(a)}${row(b)}</mfrac>`,
  power: (a, b) => `<msup>${a[2] === "f" ? MATH.bracket(a) : row(a)}${row(b)}</msup>`,  // <mfrac>
  call: (name, parts) => name === "exp" ? `<msup><mi>e</mi>${row(parts[0])}</msup>`
    : name === "sqrt" ? `<msqrt>${parts[0]}</msqrt>`
      : `<mi>${name}</mi>` + MATH.bracket(parts.join(mo(","))),
  choose: (a, is, b, yes, no) =>
    `${yes}<mtext>&nbsp;if </mtext>${a}${mo(is.replace("<", "&lt;"))}${b}<mtext>, else </mtext>${no}`,
};

function write(node, leaf, style) {
  const of = (part) => write(part, leaf, style);
  const wrap = ([text, strong], least) => (strong >= least ? text : style.bracket(text));
  if (!Array.isArray(node)) {
    const text = node === String(node) ? general(+node, 17) : leaf(node);
    return [style.leaf(text), text[0] === "-" ? SUM : ATOM];
  }
  const [kind, ...parts] = node;
  if (kind === "+")
    return [parts.map((part, i) => {
      const negative = i > 0 && part[0] === "-" && Array.isArray(part);
      return (i ? style[negative ? "minus" : "plus"] : "") + wrap(of(negative ? part[1] : part), i ? PROD : 0);
    }).join(""), SUM];
  if (kind === "*") return [parts.map((part) => wrap(of(part), PROD)).join(style.times), PROD];
  if (kind === "/") return [style.over(...parts.map(of)), PROD];
  if (kind === "-") return [style.negative + wrap(of(parts[0]), PROD), SUM];
  if (kind === "^") return [style.power(wrap(of(parts[0]), ATOM), of(parts[1])[0]), POW];
  if (kind === "if") return [style.choose(...parts.map((part, i) => (i === 1 ? part : of(part)[0]))), ATOM];
  return [style.call(kind, parts.map((part) => of(part)[0])), ATOM];
}

/** A tree as text, `leaf(k)` being the text of a quantity. */
export const toText = (tree, leaf) => write(tree, leaf, TEXT)[0];

/** The same as the inside of a `math` element. */
export const toMath = (tree, leaf) => write(tree, leaf, MATH)[0];

/** A number as MathML, 1.2e-7 as a power of ten. */
export function number(text) {
  const [factor, power] = text.replace("-", "−").split("e");
  return `<mn>${factor}</mn>` + (power ? `${mo("·")}<msup><mn>10</mn><mn>${power.replace("-", "−")}</mn></msup>` : "");
}

/** The name of a quantity as MathML: dE/dw5, z_h1', W[2]_11, exp(z_o1), m(w1), dE/da_h1 via z_o1. */
export function symbol(name) {
  const [whole, via] = name.split(" via "), slope = /^d(.+)\/d(.+)$/.exec(whole);
  const primes = /'*$/.exec(name)[0], inner = /^(\w+)\((\D.*)\)$/.exec(name);
  if (via) return `${symbol(whole)}<msub>${mo("|")}${symbol(via)}</msub>`;
  if (slope) return `<mfrac>${slope.slice(1).map((part) => row(`<mi>∂</mi>${symbol(part)}`)).join("")}</mfrac>`;
  if (primes) return `<msup>${symbol(name.slice(0, -primes.length))}${mo("′")}</msup>`;
  if (inner) {
    const [kind, base] = inner[1] === "exp" ? ["msup", "e"] : ["msub", inner[1]];
    return `<${kind}><mi>${base}</mi>${symbol(inner[2])}</${kind}>`;
  }
  const [, letter, raised, lowered] = /^([^\d_[(]+)(?:[[(](.+)[\])])?_?(.*)$/.exec(name) || [, name];
  return `<msubsup><mi>${letter}</mi><mi>${lowered || ""}</mi><mi>${raised || ""}</mi></msubsup>`;
}
