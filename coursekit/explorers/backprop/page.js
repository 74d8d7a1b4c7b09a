// Backpropagation line by line; the same numbers and words as explorer.py.
import { button, explorer, h } from "../kit/base.js";
import { compute, general } from "./arithmetic.js";
import { number, symbol, toMath, toText } from "./formula.js";

const ALL = "all digits", OWN = "own numbers";

// The chosen network, its given numbers, and all its values; kept while only the line moves.
let kept = [];
function computed(state, given) {
  const { step, ...rest } = state, key = JSON.stringify(rest);
  if (kept[0] === key && kept[1] === given) return kept[2];
  const own = state.example === OWN, page = given[own ? "2-2-1" : state.example];
  const name = (k) => page.names[k];
  const numbers = own ? page.given.map((_, k) => state[name(k) === "η" ? "eta" : name(k)]) : page.given;
  const found = compute(page, numbers, state.how, state.decimals), note = found ? "" : given.note;
  kept = [key, given, { page, name, note, first: numbers.length, ...(found || compute(page, numbers, ALL)) }];
  return kept[2];
}

export function frame(state, given) {
  const { page, name, note, first, values, text } = computed(state, given);
  const last = page.trees.length, line = Math.min(state.step, last), k = first + line - 1;
  const latest = (places) => {
    const known = places.filter((place) => place >= 0 && place <= k);
    return known.length ? text(known[known.length - 1], 4) : null;
  };
  const [E, again] = ["E", "E'"].map((error) => page.names.indexOf(error));
  const written = (leaf) => (line ? toText(page.trees[line - 1], leaf) : "");
  const fair = state.example === OWN && state.how === ALL && values[E] >= 0.05;
  return {
    line, last, part: page.parts[line - 1] || "", symbol: line ? name(k) : "", formula: written(name),
    substituted: written(text), text: line ? text(k) : "", value: line ? values[k] : null,
    lit: page.lit[line - 1] || [[], [], []],
    outputs: page.nodes.map((node) => latest(node.values)),
    slopes: page.nodes.map((node) => latest(node.slopes)),
    weights: page.edges.map((edge) => latest(edge.values)),
    error: latest([E]), new_error: latest([again]), note,
    goal: line === last && fair && values[again] <= values[E] / 2,
  };
}

const unlike = (pieces) => pieces.filter((piece, i) => piece !== pieces[i - 1]);

export function describe(state, frame) {
  const { line, last, part, note } = frame, words = note && note + " ";
  if (!line) return `${words}The inputs, weights and targets are given. ${last} lines follow.`;
  const equation = unlike([frame.symbol, frame.formula, frame.substituted, frame.text]).join(" = ");
  const ending = line === last && frame.new_error ? ` The error went from ${frame.error} to ${frame.new_error}.` : "";
  return `${words}Line ${line} of ${last}. ${part}: ${equation}.${ending}`;
}

// Inputs on the left, the error on the right.
function draw(plot, state, frame, given) {
  const { page } = computed(state, given), { sizes, nodes, edges } = page;
  const [lit, now, path] = frame.lit, net = plot.panel({
    id: "net", x: 0, y: 0, width: 1, height: 1, axes: false, xlim: [-0.35, sizes.length - 0.65], ylim: [0, 1],
    title: frame.part || "The start",
  });
  const place = ({ at: [layer, unit] }) => [layer, 1 - (unit + 0.5) / sizes[layer] - 0.02];
  const size = plot.narrow ? 10.5 : 12.5;
  const write = (x, y, words, look) => words && net.text(x, y, words, { size, align: "center", ...look });
  edges.forEach((edge, e) => {
    const [[a, b], [c, d]] = [nodes[edge.from], nodes[edge.to]].map(place), on = now.includes(e);
    net.line([[a, b], [c, d]], on ? { colour: "vermillion", width: 5 }
      : path.includes(e) ? { colour: "blue", width: 4, dash: [9, 4] } : { colour: "grey", width: 1 });
    if (on || edges.length < 13) write(a + 0.37 * (c - a), b + 0.37 * (d - b), frame.weights[e], { bold: on });
  });
  const r = Math.min(plot.narrow ? 15 : 20, net.area.h / (2.9 * Math.max(...sizes)));
  nodes.forEach((node, k) => {
    const [x, y] = place(node), on = lit.includes(k), down = (pixels) => net.y(net.py(y) + pixels);
    net.dots([[x, y]], { colour: on ? "yellow" : "paper", size: r, rim: on ? 3 : 1.5 });
    write(x, y, node.name, { size: 13, bare: true, bold: on, colour: on ? "#1a1a1a" : "ink" });
    write(x, down(r + 9), frame.outputs[k]);
    write(x, down(-r - 9), frame.slopes[k], { colour: "vermillion", bold: true });
  });
}

// The current line as a formula, the lines before it, and keys to go through them.
function extra(root, api) {
  const go = (line) => (api.set({ step: line }), api.commit());
  const move = (way) => go(api.frame().line + way), nextPart = () => {
    const { parts } = computed(api.state(), api.given).page, { line, part, last } = api.frame();
    const found = parts.findIndex((other, k) => k >= line && other !== part);
    go(found + 1 || last);
  };
  const ways = { ArrowRight: 1, ArrowLeft: -1 }, lines = h("div", {
    tabIndex: 0, role: "group", ariaLabel: "Lines; arrow keys step",
    onkeydown: (e) => ways[e.key] && (move(ways[e.key]), e.preventDefault()),
    style: "min-height:9em;overflow:auto",
  });
  root.previousElementSibling.before(
    h("p", {}, api.given.caption), lines,
    h("div", { className: "ck-moves" }, button("Back", () => move(-1)), button("Next part", nextPart)),
  );
  return (state, { line }) => {
    const { page, name, text, first } = computed(state, api.given), rows = [];
    for (let l = line; l > 0 && l > line - 4 && page.parts[l - 1] === page.parts[line - 1]; l--) {
      const tree = page.trees[l - 1], k = first + l - 1;
      const set = unlike([symbol(name(k)), toMath(tree, name), toMath(tree, text), number(text(k))])
        .map((piece, i) => `<math displaystyle="true">${i ? "<mo>=</mo>" : ""}${piece}</math>`).join(" ");
      rows.unshift(`<p style="${l === line ? "font-size:1.2em" : "opacity:.75"}">${set}</p>`);
    }
    lines.innerHTML = rows.join("") || "Press Step.";
  };
}

export default explorer({ frame, describe, draw, extra, aspect: 0.4, narrow: 0.8 });
