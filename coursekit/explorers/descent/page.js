// Gradient descent on a curve; the same numbers as explorer.py.
import { explorer, finite, say } from "../kit/base.js";

const DEEPEST = -1.4839678931977263;

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

export function frame(state) {
  const path = [state.start];
  let diverged = null;
  for (let step = 1; step <= state.step; step++) {
    const w = path[step - 1];
    path.push(w - state.lr * slope(state, w));
    if (Math.abs(path[step]) > 1e6) {
      diverged = step;
      break;
    }
  }
  const w = path[path.length - 1];
  const E = loss(state, w), dE = slope(state, w);
  const valleys = state.curve === "two valleys";
  const lowest = valleys ? loss(state, DEEPEST) : 0;
  const curve = [];
  for (let i = -60; i <= 60; i++) curve.push([i / 20, loss(state, i / 20)]);
  return {
    path, losses: path.map((w) => finite(loss(state, w))),
    w, loss: finite(E), slope: finite(dE), move: finite(-state.lr * dE),
    diverged, last: diverged, curve, lowest,
    goal: valleys && state.start >= 1 && path.length <= 31 && E - lowest < 0.001,
  };
}

export function describe(state, frame) {
  if (frame.diverged !== null)
    return `With learning rate ${say(state.lr)} the walk diverged: after step ${frame.diverged} ` +
      "the weight is beyond a million.";
  return `After ${state.step} steps with learning rate ${say(state.lr)} the weight is ` +
    `${say(frame.w)} and the loss ${say(frame.loss)}. The slope there is ${say(frame.slope)}, ` +
    `so the next step is ${say(frame.move)}.`;
}

function draw(plot, state, frame) {
  const heights = frame.curve.map((point) => point[1]);
  const low = Math.min(...heights), high = Math.max(...heights), room = 0.08 * (high - low);
  const hill = plot.panel({
    id: "curve", x: 0, y: 0, width: 0.6, height: 1,
    xlim: [-3, 3], ylim: [low - room, high + room],
    xlabel: "weight w", ylabel: "loss E", title: "The walk on the curve",
  });
  hill.line(frame.curve, { colour: "blue", width: 2.5 });
  const walk = frame.path.map((w) => [w, loss(state, w)]);
  hill.line(walk, { colour: "vermillion", width: 1.2 });
  hill.dots(walk, { colour: "vermillion" });
  if (frame.diverged === null) {
    const { w, loss: E, slope: dE } = frame;
    hill.line([[w - 0.8, E - 0.8 * dE], [w + 0.8, E + 0.8 * dE]], { colour: "ink", dash: [6, 4] });
    hill.arrow([w, low - room / 2], [w + frame.move, low - room / 2], { colour: "ink", width: 2 });
  } else hill.text(0, high, `diverged after ${frame.diverged} steps`, { align: "center" });
  const above = frame.losses.map((E, i) => [i, E === null ? null : Math.max(E - frame.lowest, 1e-9)]);
  const fall = plot.panel({
    id: "losses", x: 0.6, y: 0, width: 0.4, height: 1, log: "y",
    xlim: [0, Math.max(10, frame.path.length - 1)], ylim: [1e-9, 1e3],
    xlabel: "step", ylabel: "loss above the lowest", title: "The loss",
  });
  fall.line(above, { colour: "vermillion", width: 2 });
  fall.dots(above, { colour: "vermillion", size: 3 });
}

function handles(state) {
  return [{
    id: "start", label: "first weight w₀", panel: "curve", x: state.start, y: loss(state, state.start),
    move: (state, x) => ({ start: x }),
  }];
}

export default explorer({ frame, describe, draw, handles });
