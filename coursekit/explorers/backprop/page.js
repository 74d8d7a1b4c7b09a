// Backpropagation line by line; the same numbers and words as explorer.py.
import { explorer } from "../kit/base.js";
import { button, h } from "../kit/elements.js";
import { compute } from "./arithmetic.js";
import { number, symbol, toMath, toText } from "./formula.js";

const ALL_DIGITS = "all digits";
const OWN = "own numbers";
const LINES_SHOWN = 3;

let kept = { key: null };

/** The chosen network, its given numbers, and all its values; kept while only the line moves. */
function computed(state, given) {
  const key = JSON.stringify({ ...state, step: 0 });
  if (kept.key !== key || kept.given !== given) {
    kept = { key, given, network: computeAll(state, given) };
  }
  return kept.network;
}

function computeAll(state, given) {
  const isOwn = state.example === OWN;
  const page = given[isOwn ? "2-2-1" : state.example];
  const name = (k) => page.names[k];
  const field = (k) => (name(k) === "η" ? "eta" : name(k));
  const numbers = isOwn ? page.given.map((_, k) => state[field(k)]) : page.given;
  const found = compute(page, numbers, state.how, state.decimals);
  // Where rounding leaves nothing to compute with, all digits are kept, and a note says so.
  const { values, text } = found || compute(page, numbers, ALL_DIGITS);
  return { page, name, values, text, first: numbers.length, note: found ? "" : given.note };
}

const NO_LINE = { part: "", symbol: "", formula: "", substituted: "", text: "", value: null };

export function frame(state, given) {
  const { page, name, note, first, values, text } = computed(state, given);
  const last = page.trees.length;
  const line = Math.min(state.step, last);
  const now = first + line - 1; // the quantity that this line computes
  const latest = (places) => {
    const known = places.filter((place) => place >= 0 && place <= now);
    return known.length ? text(known.at(-1), 4) : null;
  };
  const [error, newError] = ["E", "E'"].map((written) => page.names.indexOf(written));
  const isFair = state.example === OWN && state.how === ALL_DIGITS && values[error] >= 0.05;
  const tree = page.trees[line - 1];
  const told = line && {
    part: page.parts[line - 1],
    symbol: name(now),
    formula: toText(tree, name),
    substituted: toText(tree, text),
    text: text(now),
    value: values[now],
  };
  return {
    line,
    last,
    ...(told || NO_LINE),
    lit: page.lit[line - 1] || [[], [], []],
    outputs: page.nodes.map((node) => latest(node.values)),
    slopes: page.nodes.map((node) => latest(node.slopes)),
    weights: page.edges.map((edge) => latest(edge.values)),
    error: latest([error]),
    new_error: latest([newError]),
    note,
    goal: line === last && isFair && values[newError] <= values[error] / 2,
  };
}

const withoutRepeats = (pieces) => pieces.filter((piece, k) => piece !== pieces[k - 1]);

export function describe(_, frame) {
  const { line, last, part, note, error, new_error } = frame;
  const before = note && `${note} `;
  if (!line) return `${before}The inputs, weights and targets are given. ${last} lines follow.`;
  const pieces = [frame.symbol, frame.formula, frame.substituted, frame.text];
  const equation = withoutRepeats(pieces).join(" = ");
  const isEnd = line === last && new_error;
  const ending = isEnd ? ` The error went from ${error} to ${new_error}.` : "";
  return `${before}Line ${line} of ${last}. ${part}: ${equation}.${ending}`;
}

/** Inputs on the left, the error on the right. */
function draw(plot, state, frame, given) {
  const { page } = computed(state, given);
  const { sizes } = page;
  const panel = plot.panel({
    id: "net",
    box: [0, 0, 1, 1],
    axes: false,
    xlim: [-0.35, sizes.length - 0.65],
    ylim: [0, 1],
    title: frame.part || "The start",
  });
  const place = ({ at: [layer, unit] }) => [layer, 1 - (unit + 0.5) / sizes[layer] - 0.02];
  const size = plot.narrow ? 10.5 : 12.5;
  const radius = Math.min(plot.narrow ? 14 : 18, panel.area.h / (3.6 * Math.max(...sizes)));
  const write = (x, y, words, look) => {
    if (words) panel.text(x, y, words, { size, align: "center", plate: true, ...look });
  };
  const gap = panel.px(1) - panel.px(0) - radius;
  drawEdges(panel, page, frame, place, write, (words) => (0.3 * size * words.length + 5) / gap);
  drawNodes(panel, page, frame, place, write, radius);
}

/** The weights of the line are orange and thick, the path to the error is blue and dashed. */
function drawEdges(panel, { nodes, edges, sizes }, { lit, weights }, place, write, halfWidth) {
  const [, now, path] = lit;
  const lookOf = (k) => {
    if (now.includes(k)) return { colour: "vermillion", width: 5 };
    if (path.includes(k)) return { colour: "blue", width: 4, dash: [9, 4] };
    return { colour: "grey", width: 1 };
  };
  const endsOf = (edge) => [nodes[edge.from], nodes[edge.to]].map(place);
  edges.forEach((edge, k) => {
    panel.segment(...endsOf(edge), lookOf(k));
  });
  edges.forEach((edge, k) => {
    const isNow = now.includes(k);
    if (!weights[k] || (!isNow && edges.length > 12)) return;
    // Nearer to its start than where the lines cross, but clear of the unit there.
    const [[x0, y0], [x1, y1]] = endsOf(edge);
    const least = sizes[nodes[edge.to].at[0]] === 1 ? 0.5 : 0.3; // lines to one unit do not cross
    const share = Math.min(0.5, Math.max(least, 0.16 + halfWidth(weights[k])));
    write(x0 + share * (x1 - x0), y0 + share * (y1 - y0), weights[k], { bold: isNow });
  });
}

/** Each unit has its output below it and its slope above. */
function drawNodes(panel, { nodes }, { lit, outputs, slopes }, place, write, radius) {
  const [now] = lit;
  nodes.forEach((node, k) => {
    const [x, y] = place(node);
    const isNow = now.includes(k);
    const down = (pixels) => panel.y(panel.py(y) + pixels);
    const fill = isNow ? "yellow" : "paper";
    panel.dots([[x, y]], { colour: fill, size: radius, rim: isNow ? 3 : 1.5 });
    const colour = isNow ? "#1a1a1a" : "ink";
    write(x, y, node.name, { size: 13, bare: true, plate: false, bold: isNow, colour });
    write(x, down(radius + 9), outputs[k]);
    write(x, down(-radius - 9), slopes[k], { colour: "vermillion", bold: true });
  });
}

/** The current line as a formula, the lines before it, and keys to go through them. */
function extra(_root, view) {
  const move = (way) => view.go({ step: view.frame.line + way });
  const nextPart = () => {
    const { parts } = computed(view.state, view.given).page;
    const { line, part, last } = view.frame;
    const found = parts.findIndex((other, k) => k >= line && other !== part);
    view.go({ step: found + 1 || last });
  };
  const lines = h("div", {
    className: "ck-lines",
    tabIndex: 0,
    role: "group",
    ariaLabel: "Lines; arrow keys step",
    onkeydown(event) {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      move(way);
      event.preventDefault();
    },
  });
  view.under.append(h("p", {}, view.given.caption), lines);
  view.root.querySelector(".ck-moves").append(
    button("Back", () => move(-1)),
    button("Next part", nextPart),
  );
  return (state, { line }) => {
    lines.innerHTML = writtenLines(computed(state, view.given), line) || "Press Step.";
  };
}

/** The last lines of this part, the newest larger, as MathML. */
function writtenLines({ page, name, text, first }, line) {
  const rows = [];
  const isShown = (one) => one > 0 && one > line - LINES_SHOWN && partOf(one) === partOf(line);
  const partOf = (one) => page.parts[one - 1];
  for (let one = line; isShown(one); one--) {
    const tree = page.trees[one - 1];
    const quantity = first + one - 1;
    const pieces = [
      symbol(name(quantity)),
      toMath(tree, name),
      toMath(tree, text),
      number(text(quantity)),
    ];
    const equation = withoutRepeats(pieces).map((piece, k) => {
      const equals = k ? "<mo>=</mo>" : "";
      return `<math displaystyle="true">${equals}${piece}</math>`;
    });
    rows.unshift(
      `<p class="${one === line ? "ck-line-now" : "ck-line"}">${equation.join(" ")}</p>`,
    );
  }
  return rows.join("");
}

export default explorer({ frame, describe, draw, extra, aspect: 0.36, narrow: 0.8 });
