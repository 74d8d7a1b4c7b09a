// The memory behind the explorer: what it stores, where it starts, and every flip until it rests.
import { chance } from "../kit/chance.js";

export const ROWS = 9;
export const COLUMNS = 7;
export const NEURONS = ROWS * COLUMNS;
const MOST = 16; // patterns of the set
const NOISE = 10_000; // one seed, three independent sources of chance
const ORDER = 20_000;

const all = Array.from({ length: NEURONS }, (_, i) => i);

/** The names and the patterns, ±1, that the state stores: the set, then own ones. */
export function storedBy(state, letters) {
  const { uniform } = chance(state.seed);
  const coins = Array.from({ length: MOST }, () => all.map(() => (uniform() < 0.5 ? 1 : -1)));
  const named = state.kind === "letters" ? letters : [];
  const set = coins.map((pattern, k) => named[k] || [`r${k + 1}`, pattern]).slice(0, state.count);
  const pairs = [...set, ...state.own.map((text, k) => [`own ${k + 1}`, fromText(text)])];
  return [pairs.map(([name]) => name), pairs.map(([, pattern]) => pattern)];
}

const fromText = (text) => [...text].map((dot) => (dot === "#" ? 1 : -1));

export const toText = (neurons) => neurons.map((s) => (s > 0 ? "#" : ".")).join("");

/** The pattern with `noise` dots turned over by chance. */
export function spoil(pattern, { seed, noise }) {
  const byChance = chance(seed + NOISE)
    .shuffle(all)
    .slice(0, noise);
  return turn(pattern, byChance);
}

/** A copy in which some neurons are turned over. */
export function turn(neurons, which) {
  const turned = [...neurons];
  for (const i of which) turned[i] = -turned[i];
  return turned;
}

const product = (a, b) => a.reduce((sum, x, j) => sum + x * b[j], 0);

/** N·W of Hebb's rule: whole numbers, so that a sum of 0 is exactly 0. */
export const weights = (patterns) =>
  all.map((i) => all.map((j) => (i === j ? 0 : patterns.reduce((sum, p) => sum + p[i] * p[j], 0))));

/** Ask one neuron at a time, in a new random order each sweep, until none wants to flip. */
export function settle(whole, begun, seed) {
  const { shuffle } = chance(seed + ORDER);
  const now = [...begun];
  const order = [];
  let before = -1;
  while (order.length > before) {
    before = order.length;
    for (const i of shuffle(all)) {
      if (now[i] * product(whole[i], now) >= 0) continue;
      now[i] = -now[i];
      order.push(i);
    }
  }
  return order;
}

export const energyOf = (whole, neurons) =>
  (-0.5 *
    product(
      neurons,
      whole.map((row) => product(row, neurons)),
    )) /
  NEURONS;

export const overlapOf = (pattern, neurons) => product(pattern, neurons) / NEURONS;

export const isAtRest = (whole, neurons) =>
  neurons.every((s, i) => s * product(whole[i], neurons) >= 0);
