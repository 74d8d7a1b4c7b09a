// A Hopfield memory of 9 × 7 dots; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { button } from "../kit/elements.js";
import { colourOf } from "../kit/looks.js";
import { say } from "../kit/words.js";
import {
  COLUMNS,
  energyOf,
  isAtRest,
  NEURONS,
  overlapOf,
  ROWS,
  settle,
  spoil,
  storedBy,
  toText,
  turn,
  weights,
} from "./memory.js";

const MOST_OWN = 4;

export function frame(state, given) {
  const [names, patterns] = storedBy(state, given.letters);
  const whole = weights(patterns);
  const first = Math.min(state.start, names.length) - 1;
  const begun = turn(spoil(patterns[first], state), state.turned);
  const order = settle(whole, begun, state.seed);
  const states = [begun];
  for (const i of order) states.push(turn(states[states.length - 1], [i]));
  const step = Math.min(state.step, order.length);
  const energies = states.map((neurons) => energyOf(whole, neurons));
  const overlaps = patterns.map((pattern) => overlapOf(pattern, states[step]));
  const sizes = overlaps.map(Math.abs);
  const ending = step === order.length ? kindOfEnd(overlaps) : "";
  const fiveLetters = state.kind === "letters" && state.count === 5 && !state.own.length;
  return {
    names,
    patterns,
    rests: patterns.map((pattern) => isAtRest(whole, pattern)),
    load: names.length / NEURONS,
    first,
    begun,
    neurons: states[step],
    flipped: step ? order[step - 1] : null,
    energies,
    energy: energies[step],
    overlaps,
    nearest: sizes.indexOf(Math.max(...sizes)),
    ending,
    last: order.length,
    goal: fiveLetters && ending === "spurious",
  };
}

function kindOfEnd(overlaps) {
  if (overlaps.includes(1)) return "stored";
  return overlaps.includes(-1) ? "negative" : "spurious";
}

export function describe(state, frame) {
  const { names, nearest, rests, last } = frame;
  const count = names.length;
  const byHand = state.turned.length ? ` and ${state.turned.length} by hand` : "";
  return (
    `${count} ${count === 1 ? "pattern" : "patterns"} in ${NEURONS} neurons: load ` +
    `${say(frame.load)}; by themselves ${rests.filter(Boolean).length} of ${count} rest. ` +
    `Begun at ${names[frame.first]} with ${state.noise} dots turned over by chance${byHand}. ` +
    `After ${Math.min(state.step, last)} of ${last} flips the energy is ${say(frame.energy)}; ` +
    `the nearest pattern is ${names[nearest]}, overlap ${say(frame.overlaps[nearest])}.` +
    end(frame)
  );
}

function end({ names, nearest, ending }) {
  return {
    "": "",
    stored: ` At rest: this is ${names[nearest]}.`,
    negative: ` At rest: this is the negative of ${names[nearest]}, stored with it.`,
    spurious: " At rest in a spurious state: nobody stored it.",
  }[ending];
}

/** Boxes of the neurons, the energy and the patterns. */
const WIDE = [
  [0, 0, 0.33, 1],
  [0.33, 0, 0.67, 0.43],
  [0.33, 0.43, 0.67, 0.57],
];
const NARROW = [
  [0, 0, 1, 0.46],
  [0, 0.46, 1, 0.25],
  [0, 0.71, 1, 0.29],
];

function draw(plot, state, frame) {
  const [neurons, energy, patterns] = plot.narrow ? NARROW : WIDE;
  drawNeurons(plot, neurons, state, frame);
  drawEnergy(plot, energy, state, frame);
  drawPatterns(plot, patterns, frame);
}

const TITLES = {
  "": "The state: click a dot",
  stored: "At rest: a stored pattern",
  negative: "At rest: a negative",
  spurious: "At rest: spurious",
};

/** A full dot is +1; the frame shows which one flipped last, dashes where the keyboard stands. */
function drawNeurons(plot, box, { cursor }, { neurons, flipped, ending }) {
  const limits = { xlim: [0, COLUMNS], ylim: [ROWS, 0] };
  const title = TITLES[ending];
  const panel = plot.panel({ id: "neurons", box, axes: false, equal: true, title, ...limits });
  drawDots(panel, neurons, [0, 0, COLUMNS, ROWS], { colour: "grey", width: 1 });
  const around = (i, look) => {
    const [row, column] = placeOf(i);
    panel.rect(column, row, column + 1, row + 1, look);
  };
  if (flipped !== null) around(flipped, { colour: "vermillion", width: 4 });
  around(cursor, { colour: "ink", width: 2, dash: [4, 3] });
}

const placeOf = (i) => [Math.floor(i / COLUMNS), i % COLUMNS];

/** Draw 63 dots into a box of a panel. */
function drawDots(panel, neurons, [x, y, width, height], look) {
  const [wide, high] = [width / COLUMNS, height / ROWS];
  neurons.forEach((s, i) => {
    const [row, column] = placeOf(i);
    const [left, top] = [x + column * wide, y + row * high];
    const fill = s > 0 ? colourOf(s) : "paper";
    panel.rect(left, top, left + wide, top + high, { fill, colour: fill, width: 1, ...look });
  });
}

function drawEnergy(plot, box, { step }, { energies, energy, last }) {
  const low = energies[energies.length - 1];
  const room = Math.max(2, energies[0] - low);
  const panel = plot.panel({
    id: "energy",
    box,
    xlim: [0, 1.02 * Math.max(10, last)],
    ylim: [low - 0.15 * room, energies[0] + 0.25 * room],
    xlabel: "flips",
    title: `Energy ${say(energy)}`,
  });
  const passed = energies.slice(0, step + 1).map((height, k) => [k, height]);
  panel.line(passed, { colour: "blue", width: 2.5 });
  panel.dots(passed.slice(-1), { colour: "blue", size: 5 });
}

const THUMB = [-3, -1.5]; // from where to where a small picture stands below its bar

/** A bar for each overlap, and its pattern below; one that does not rest is crossed out. */
function drawPatterns(plot, box, { names, patterns, overlaps, rests, load, nearest }) {
  const count = names.length;
  const panel = plot.panel({
    id: "patterns",
    box,
    xlim: [0, Math.max(5, count)],
    ylim: [-3.1, 1.3],
    title: `Overlap with ${count} stored: load ${say(load, 2)}, limit 0.138`,
    xticks: [],
    yticks: [-1, 0, 1].map((value) => [value, say(value)]),
  });
  panel.segment([0, 0], [Math.max(5, count), 0], { colour: "grey", width: 1 });
  overlaps.forEach((height, k) => {
    const look = { fill: colourOf(height), width: 0 };
    panel.rect(k + 0.2, 0, k + 0.8, height, look);
    drawThumb(panel, patterns[k], k, rests[k]);
    const words = { align: "center", size: count > 10 ? 10 : 12, bold: k === nearest };
    panel.text(k + 0.5, -1.22, names[k].replace("own ", "o"), words);
  });
}

/** The pattern as upright as its dots are on paper, as wide as there is room. */
function drawThumb(panel, pattern, k, rests) {
  const [low, high] = THUMB;
  const tall = panel.py(low) - panel.py(high);
  const unit = panel.px(1) - panel.px(0);
  const width = Math.min(0.84, (tall * COLUMNS) / ROWS / unit);
  const left = k + 0.5 - width / 2;
  drawDots(panel, pattern, [left, high, width, low - high]);
  const colour = rests ? "grey" : "vermillion";
  panel.rect(left, low, left + width, high, { colour, width: rests ? 1 : 2 });
  if (!rests) panel.segment([left, low], [left + width, high], { colour, width: 2 });
}

/** What is seen, with one dot turned, is the new start. */
function turnedOver(i, state, { patterns, first, neurons }) {
  const wanted = turn(neurons, [i]);
  const spoilt = spoil(patterns[first], state);
  const turned = wanted.flatMap((s, k) => (s === spoilt[k] ? [] : [k]));
  return { turned, cursor: i, step: 0 };
}

const within = (x, last) => Math.max(0, Math.min(last, Math.floor(x)));
const neuronAt = (x, y) => COLUMNS * within(y, ROWS - 1) + within(x, COLUMNS - 1);

/** A click on a dot turns it over; a click on a pattern begins with it. */
function press(state, panel, x, y, frame) {
  if (panel === "neurons") return turnedOver(neuronAt(x, y), state, frame);
  return panel === "patterns" && x < frame.names.length ? { start: 1 + Math.floor(x) } : null;
}

/** The keyboard goes from dot to dot; Enter turns one over. */
function handles({ cursor }, frame) {
  const [row, column] = placeOf(cursor);
  const go = (down, across) => () => ({ cursor: neuronAt(column + across, row + down) });
  return [
    {
      id: "cursor",
      label: "neuron",
      panel: "neurons",
      x: column + 0.5,
      y: row + 0.5,
      shape: "bare",
      value: `row ${row + 1}, column ${column + 1}, ${frame.neurons[cursor] > 0 ? "+1" : "−1"}`,
      move: (_, x, y) => ({ cursor: neuronAt(x, y) }),
      keys: {
        ArrowLeft: go(0, -1),
        ArrowRight: go(0, 1),
        ArrowUp: go(-1, 0),
        ArrowDown: go(1, 0),
        Enter: (state) => turnedOver(cursor, state, frame),
      },
    },
  ];
}

/** Another start or another memory begins anew. */
function also(changes) {
  const begins = ["kind", "count", "start", "noise", "seed", "own"].some((key) => key in changes);
  return begins ? { step: 0, turned: [] } : {};
}

function addButtons(root, view) {
  const store = button("Store this picture", () => {
    const own = [...view.state.own, toText(view.frame.neurons)];
    view.go({ own, start: view.frame.names.length + 1, noise: 0 });
  });
  const forget = button("Forget my pictures", () => view.go({ own: [], start: 1 }));
  root.append(store, " ", forget);
  return ({ own }) => {
    store.disabled = own.length === MOST_OWN;
    forget.disabled = !own.length;
  };
}

export default explorer({
  frame,
  describe,
  draw,
  press,
  handles,
  also,
  extra: addButtons,
  aspect: 0.42,
  tallest: 330,
  narrow: 1.75,
});
