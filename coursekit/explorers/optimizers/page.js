// Seven optimizers on one landscape; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { chance } from "../kit/chance.js";
import { button, h } from "../kit/elements.js";
import { say } from "../kit/words.js";
import { contours } from "./contours.js";
import { landscapeOf, parse } from "./landscapes.js";
import { RULES } from "./rules.js";

const FAR = 1e4; // beyond it a runner has diverged
const ARRIVED = 1e-3; // above the lowest loss

const rateOf = (state, runner) => (state.own_rates ? state[`lr_${runner}`] : state.lr);
const isNear = ([w1, w2]) => Math.abs(w1) <= FAR && Math.abs(w2) <= FAR;

/** The path of one runner to the end of the race, or to where it diverged. */
function run(state, runner, landscape) {
  const { noise, steps } = state;
  const random = chance(state.seed);
  const rule = RULES[runner];
  const eta = rateOf(state, runner);
  const memories = [{}, {}];
  let w = [state.w1, state.w2];
  const path = [w];
  while (path.length <= steps && isNear(w)) {
    const [, ...slopes] = landscape.lookUp(...w);
    const seen = noise ? slopes.map((g) => g + noise * random.normal()) : slopes;
    w = w.map((weight, k) => weight + rule(seen[k], eta, memories[k], state));
    path.push(w);
  }
  return path;
}

let kept = { key: null };

/** All paths of the last race; Play only uncovers them. */
function race(state, given, landscape) {
  const key = JSON.stringify({ ...state, step: 0 });
  if (kept.key === key && kept.given === given) return kept.paths;
  const runners = Object.keys(given.runners).filter((runner) => state[runner]);
  const paths = runners.map((runner) => {
    const path = run(state, runner, landscape);
    const heights = path.map((w) => Math.max(landscape.lookUp(...w)[0] - landscape.lowest, 0));
    return { runner, path, heights, gone: isNear(path.at(-1)) ? null : path.length - 1 };
  });
  kept = { key, given, paths };
  return paths;
}

/** A runner as far as it came in so many steps. */
function upTo(step, { runner, path, heights, gone }) {
  const diverged = gone !== null && gone <= step ? gone : null;
  const end = diverged ?? step + 1;
  const shown = heights.slice(0, end);
  const arrived = shown.findIndex((height) => height < ARRIVED);
  return {
    runner,
    path: path.slice(0, end),
    heights: shown,
    diverged,
    arrived: arrived < 0 ? null : arrived,
  };
}

export function frame(state, given) {
  const landscape = landscapeOf(state, given);
  const step = Math.min(state.step, state.steps);
  const runners = race(state, given, landscape).map((one) => ({
    name: given.runners[one.runner].name,
    eta: rateOf(state, one.runner),
    ...upTo(step, one),
  }));
  const inTime = (name) =>
    runners.some((one) => one.runner === name && (one.arrived ?? FAR) <= 100);
  const isPlain = state.surface === "ravine" && !state.noise && !state.own_rates;
  const [start1, start2] = landscape.start;
  const isAtStart = state.w1 === start1 && state.w2 === start2;
  const goal = isPlain && isAtStart && ["sgd", "momentum", "adam"].every(inTime);
  return { step, last: state.steps, runners, goal };
}

export function describe(state, { runners, step }) {
  if (!runners.length) return "Nobody runs: tick at least one optimizer.";
  const height = (one) => one.heights.at(-1);
  const left = runners.filter((one) => one.diverged === null);
  left.sort((one, other) => height(one) - height(other));
  const heights = left.map((one) => `${one.name} ${say(height(one))}`).join(", ");
  const told = left.length ? `, loss above the lowest: ${heights}.` : " nobody is left.";
  const words = `After ${step} steps from (${say(state.w1)}, ${say(state.w2)})${told}`;
  const gone = runners
    .filter((one) => one.diverged !== null)
    .map((one) => `${one.name} (step ${one.diverged})`);
  return gone.length ? `${words} Diverged: ${gone.join(", ")}.` : words;
}

function draw(plot, state, frame, given) {
  drawMap(plot, state, frame, given);
  drawLoss(plot, state, frame, given);
}

const lookOf = ({ runner }, given) => ({ ...given.runners[runner], width: 2 });

function drawMap(plot, state, { runners }, given) {
  const landscape = landscapeOf(state, given);
  const [left, right, low, high] = landscape.region;
  const panel = plot.panel({
    id: "map",
    box: [0, 0, 0.56, 1],
    xlim: [left, right],
    ylim: [low, high],
    xlabel: "weight w1",
    ylabel: "weight w2",
    title: "Paths on lines of equal loss",
  });
  const key = JSON.stringify([state.surface, state.formula, landscape.region]);
  for (const line of contours(landscape, key)) panel.line(line, { colour: "grey", width: 0.8 });
  panel.dots(landscape.minima, { colour: "yellow", marker: "diamond", size: 7 });
  for (const one of runners) {
    const look = lookOf(one, given);
    panel.line(one.path, look);
    if (one.path.length <= 60) panel.dots(one.path, { colour: look.colour, size: 2, rim: 0 });
    panel.dots(one.path.slice(-1), { ...look, size: 6 });
  }
}

function drawLoss(plot, { steps }, { runners }, given) {
  const panel = plot.panel({
    id: "loss",
    box: [0.56, 0, 0.44, 1],
    xlim: [0, steps],
    ylim: [1e-8, 1e6],
    log: "y",
    xlabel: "step",
    ylabel: "loss above the lowest",
    title: "Loss",
  });
  panel.segment([0, ARRIVED], [steps, ARRIVED], { colour: "grey", dash: [2, 4] });
  for (const one of runners) {
    const points = one.heights.map((height, step) => [step, height]);
    panel.line(points, lookOf(one, given));
  }
  runners.forEach((one, k) => {
    drawEntry(panel, one, lookOf(one, given), k);
  });
}

/** One line of the legend, in the corner that falling losses leave empty. */
function drawEntry({ area, x, y, ...panel }, { name, eta, diverged }, look, k) {
  const left = area.x + area.w - 200;
  const height = y(area.y + 12 + 17 * k);
  panel.segment([x(left), height], [x(left + 34), height], look);
  panel.dots([[x(left + 17), height]], look);
  const told = diverged === null ? `η = ${say(eta)}` : `diverged, step ${diverged}`;
  panel.text(x(left + 42), height, `${name}, ${told}`);
}

function handles({ w1, w2 }) {
  const move = (_, right, up) => ({ w1: right, w2: up });
  const label = "start, w1 and w2";
  return [{ id: "start", label, panel: "map", x: w1, y: w2, shape: "square", move }];
}

const press = (_, panel, w1, w2) => (panel === "map" ? { w1, w2 } : null);

/** The learner's own formula and its window, and a way back to the start of the lessons. */
function extra(root, view) {
  const error = h("p", { className: "ck-error", role: "alert" });
  const onchange = () => {
    const region = ends.value.split(",").map(Number);
    error.textContent = parse(formula.value) && isRegion(region) ? "" : view.given.rule;
    if (!error.textContent) view.go({ formula: formula.value, region });
  };
  const formula = h("input", { size: 36, onchange });
  const ends = h("input", { size: 18, onchange });
  const own = h(
    "div",
    {},
    h("label", {}, "E(w1, w2) = ", formula),
    h("label", {}, " window ", ends),
    error,
  );
  const toStart = () => {
    const [w1, w2] = landscapeOf(view.state, view.given).start;
    view.go({ w1, w2 });
  };
  root.append(own);
  view.below.append(button("Start of the lesson", toStart));
  return (state) => {
    own.hidden = state.surface in view.given.landscapes || view.given.table.length > 0;
    if (error.textContent && !own.hidden) return;
    formula.value = state.formula;
    ends.value = state.region.join(", ");
  };
}

/** Left, right, low and high end of a window. */
function isRegion(region) {
  const [left, right, low, high] = region;
  const isClose = region.every((end) => Math.abs(end) <= 100);
  return region.length === 4 && left < right && low < high && isClose;
}

/** A new landscape is entered at its own start, unless a start comes with it. */
function also({ surface }, { landscapes }) {
  const start = landscapes[surface]?.start;
  return start && { w1: start[0], w2: start[1] };
}

export default explorer({ frame, describe, draw, handles, press, extra, also });
