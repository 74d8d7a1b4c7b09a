// Three hinges or steps follow a curve; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { say } from "../kit/words.js";

const POINTS = 101;
const CLOSE = 0.08;
const COLOURS = ["green", "purple", "orange"];
const SIGNS = ["₁", "₂", "₃"];

function target(curve, x) {
  if (curve === "hill") return 4 * x * (1 - x);
  if (curve === "wave") return 20 * x * (x - 0.5) * (x - 1);
  if (curve === "block") return x >= 0.3 && x <= 0.6 ? 1 : 0;
  return Math.max(0, 1 - 4 * Math.abs(x - 0.5));
}

/** The output of one hidden unit: max(0, x − t) or σ(hardness · (x − t)). */
function unit(state, place, x) {
  if (state.kind === "hinges") return Math.max(0, x - place);
  return 1 / (1 + Math.exp(-state.hardness * (x - place)));
}

/** The units as pairs: weight to the output, place. */
function unitsOf(state) {
  return [
    [state.v1, state.t1],
    [state.v2, state.t2],
    [state.v3, state.t3],
  ];
}

export function frame(state) {
  const xs = Array.from({ length: POINTS }, (_, k) => k / (POINTS - 1));
  const parts = unitsOf(state).map(([v, t]) => xs.map((x) => [x, v * unit(state, t, x)]));
  const heights = xs.map((_, k) => state.start + parts[0][k][1] + parts[1][k][1] + parts[2][k][1]);
  const wanted = xs.map((x) => target(state.curve, x));
  const gaps = heights.map((height, k) => Math.abs(height - wanted[k]));
  const worst = Math.max(...gaps);
  return {
    target: xs.map((x, k) => [x, wanted[k]]),
    output: xs.map((x, k) => [x, heights[k]]),
    parts,
    error: gaps.reduce((sum, gap) => sum + gap * gap, 0) / POINTS,
    worst,
    goal: state.kind === "hinges" && state.curve === "hill" && worst < CLOSE,
  };
}

export function describe(state, frame) {
  const adds = unitsOf(state)
    .map(([v, t]) => `${say(v)} at ${say(t)}`)
    .join(", ");
  const what = state.kind === "hinges" ? "change the slope by" : "change the height by";
  return (
    `The three ${state.kind} ${what} ${adds}. From the ${state.curve} the output is at most ` +
    `${say(frame.worst, 2)} away; the mean squared error is ${say(frame.error, 2)}.`
  );
}

function draw(plot, state, frame) {
  drawCurve(plot, state, frame);
  drawParts(plot, state, frame);
}

/** The curve to follow is dashed; the output is thick, with a mark at the place of each unit. */
function drawCurve(plot, state, frame) {
  const panel = plot.panel({
    id: "curve",
    box: [0, 0, 0.58, 1],
    xlim: [0, 1],
    ylim: [-1.5, 1.9],
    xlabel: "input x",
    ylabel: "output",
    title: "The sum and the curve",
  });
  panel.line(frame.output, { colour: "blue", width: 3 });
  panel.line(frame.target, { colour: "ink", width: 1.5, dash: [6, 4] });
  panel.text(0.02, 1.7, "- - curve to follow", { size: 12, plate: true });
  panel.text(0.42, 1.7, "— sum of the units", { colour: "blue", size: 12, plate: true });
  panel.text(0.02, -1.35, `largest distance ${say(frame.worst, 2)}`, { size: 13, plate: true });
  unitsOf(state).forEach(([, t], k) => {
    panel.segment([t, -1.5], [t, heightAt(state, t)], { colour: COLOURS[k], dash: [2, 3] });
  });
}

function heightAt(state, x) {
  return unitsOf(state).reduce((sum, [v, t]) => sum + v * unit(state, t, x), state.start);
}

/** What each unit adds by itself. */
function drawParts(plot, state, { parts }) {
  const heights = parts.flat().map((point) => point[1]);
  const low = Math.min(-1, ...heights);
  const high = Math.max(1, ...heights);
  const panel = plot.panel({
    id: "parts",
    box: [0.58, 0, 0.42, 1],
    xlim: [0, 1],
    ylim: [1.1 * low, 1.3 * high],
    xlabel: "input x",
    title: "What each unit adds",
  });
  parts.forEach((part, k) => {
    panel.line(part, { colour: COLOURS[k], width: 2 });
    const words = `v${SIGNS[k]} = ${say(unitsOf(state)[k][0])}`;
    panel.text([0.02, 0.36, 0.7][k], 1.15 * high, words, { colour: COLOURS[k], size: 12 });
  });
}

function handles(state) {
  return unitsOf(state).map(([, t], k) => ({
    id: `t${k + 1}`,
    label: `place t${SIGNS[k]}`,
    panel: "curve",
    x: t,
    y: Math.max(-1.4, Math.min(1.6, heightAt(state, t))),
    move: (_, x) => ({ [`t${k + 1}`]: x }),
  }));
}

export default explorer({ frame, describe, draw, handles });
