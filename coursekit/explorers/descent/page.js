// Gradient descent on a curve; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { finite, say } from "../kit/words.js";

const DEEPEST = -1.4839678931977263;
const TOO_FAR = 1e6;
const CLOSE = 0.001;

function loss(state, w) {
  if (state.curve === "parabola") return (state.curvature * w * w) / 2;
  if (state.curve === "two valleys") return (w * w * w * w) / 4 - w * w + 0.3 * w;
  return (w * w) / (1 + w * w);
}

function slope(state, w) {
  if (state.curve === "parabola") return state.curvature * w;
  if (state.curve === "two valleys") return w * w * w - 2 * w + 0.3;
  return (2 * w) / ((1 + w * w) * (1 + w * w));
}

/** All weights up to the chosen step, and the step at which the walk diverged, or null. */
function walk(state) {
  const path = [state.start];
  for (let step = 1; step <= state.step; step++) {
    const w = path[step - 1];
    path.push(w - state.lr * slope(state, w));
    if (Math.abs(path[step]) > TOO_FAR) return [path, step];
  }
  return [path, null];
}

export function frame(state) {
  const [path, diverged] = walk(state);
  const w = path.at(-1);
  const E = loss(state, w);
  const dE = slope(state, w);
  const valleys = state.curve === "two valleys";
  const lowest = valleys ? loss(state, DEEPEST) : 0;
  const places = Array.from({ length: 121 }, (_, k) => (k - 60) / 20);
  return {
    path,
    losses: path.map((w) => finite(loss(state, w))),
    w,
    loss: finite(E),
    slope: finite(dE),
    move: finite(-state.lr * dE),
    diverged,
    last: diverged,
    curve: places.map((w) => [w, loss(state, w)]),
    lowest,
    goal: valleys && state.start >= 1 && path.length <= 31 && E - lowest < CLOSE,
  };
}

export function describe(state, frame) {
  if (frame.diverged !== null) {
    return (
      `With learning rate ${say(state.lr)} the walk diverged: after step ${frame.diverged} ` +
      "the weight is beyond a million."
    );
  }
  return (
    `After ${state.step} steps with learning rate ${say(state.lr)} the weight is ` +
    `${say(frame.w)} and the loss ${say(frame.loss)}. The slope there is ${say(frame.slope)}, ` +
    `so the next step is ${say(frame.move)}.`
  );
}

function draw(plot, state, frame) {
  drawWalk(plot, state, frame);
  drawLosses(plot, frame);
}

function drawWalk(plot, state, frame) {
  const heights = frame.curve.map((point) => point[1]);
  const low = Math.min(...heights);
  const high = Math.max(...heights);
  const room = 0.08 * (high - low);
  const panel = plot.panel({
    id: "curve",
    box: [0, 0, 0.6, 1],
    xlim: [-3, 3],
    ylim: [low - room, high + room],
    xlabel: "weight w",
    ylabel: "loss E",
    title: "The walk on the curve",
  });
  panel.line(frame.curve, { colour: "blue", width: 2.5 });
  const walked = frame.path.map((w) => [w, loss(state, w)]);
  panel.line(walked, { colour: "vermillion", width: 1.2 });
  panel.dots(walked, { colour: "vermillion" });
  if (frame.diverged !== null) {
    panel.text(0, high, `diverged after ${frame.diverged} steps`, { align: "center" });
    return;
  }
  const { w, loss: E, slope: dE, move } = frame;
  const tangent = [w - 0.8, w + 0.8].map((place) => [place, E + (place - w) * dE]);
  panel.line(tangent, { colour: "ink", dash: [6, 4] });
  const foot = low - room / 2;
  panel.arrow([w, foot], [w + move, foot], { colour: "ink", width: 2 });
}

function drawLosses(plot, { losses, lowest, path }) {
  const above = losses.map((E, step) => [step, E === null ? null : Math.max(E - lowest, 1e-9)]);
  const panel = plot.panel({
    id: "losses",
    box: [0.6, 0, 0.4, 1],
    log: "y",
    xlim: [0, Math.max(10, path.length - 1)],
    ylim: [1e-9, 1e3],
    xlabel: "step",
    ylabel: "loss above the lowest",
    title: "The loss",
  });
  panel.line(above, { colour: "vermillion", width: 2 });
  panel.dots(above, { colour: "vermillion", size: 3 });
}

function handles(state) {
  const [x, y] = [state.start, loss(state, state.start)];
  const move = (_, start) => ({ start });
  return [{ id: "start", label: "first weight w₀", panel: "curve", x, y, move }];
}

export default explorer({ frame, describe, draw, handles });
