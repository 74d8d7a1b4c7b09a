// Seven optimizers on one landscape; the same numbers as explorer.py.
import { button, explorer, h, say } from "../kit/base.js";
import { chance } from "../kit/chance.js";
import { landscapeOf, parse } from "./landscapes.js";

const FAR = 1e4, ARRIVED = 1e-3, { sqrt } = Math;

// Change of one weight; m is what the rule remembers of it.
const RULES = {
  sgd: (g, eta) => -eta * g,
  momentum: (g, eta, m, s) => (m.v = s.beta * (m.v ?? 0) - eta * g),
  nesterov: (g, eta, m, s) => s.beta * RULES.momentum(g, eta, m, s) - eta * g,
  adagrad(g, eta, m, s) {
    m.s = (m.s ?? 0.1) + g * g;
    return (-eta * g) / sqrt(m.s + s.epsilon);
  },
  rmsprop(g, eta, m, s) {
    m.s = s.rho * (m.s ?? 0) + (1 - s.rho) * g * g;
    return (-eta * g) / sqrt(m.s + s.epsilon);
  },
  adadelta(g, eta, m, s) {
    const rho = s.rho_adadelta, d = m.d ?? 0;
    m.s = rho * (m.s ?? 0) + (1 - rho) * g * g;
    const u = (-g * sqrt(d + s.epsilon)) / sqrt(m.s + s.epsilon);
    m.d = rho * d + (1 - rho) * u * u;
    return eta * u;
  },
  adam(g, eta, m, s) {
    m.m = s.beta_1 * (m.m ?? 0) + (1 - s.beta_1) * g;
    m.v = s.beta_2 * (m.v ?? 0) + (1 - s.beta_2) * g * g;
    m.power1 = (m.power1 ?? 1) * s.beta_1;
    m.power2 = (m.power2 ?? 1) * s.beta_2;
    const alpha = (eta * sqrt(1 - m.power2)) / (1 - m.power1);
    return (-alpha * m.m) / (sqrt(m.v) + s.epsilon);
  },
};

const rate = (state, runner) => (state.own_rates ? state["lr_" + runner] : state.lr);
const near = ([w1, w2]) => Math.abs(w1) <= FAR && Math.abs(w2) <= FAR;

function run(state, runner, landscape) {
  const random = chance(state.seed), rule = RULES[runner], eta = rate(state, runner);
  const memory1 = {}, memory2 = {};
  let w = [state.w1, state.w2];
  const path = [w];
  while (path.length <= state.steps && near(w)) {
    let [, g1, g2] = landscape.lookUp(...w);
    if (state.noise) [g1, g2] = [g1 + state.noise * random.normal(), g2 + state.noise * random.normal()];
    w = [w[0] + rule(g1, eta, memory1, state), w[1] + rule(g2, eta, memory2, state)];
    path.push(w);
  }
  return path;
}

let kept = [];  // all paths of the last race; Play only uncovers them

function race(state, given, landscape) {
  const key = JSON.stringify({ ...state, step: 0 });
  if (kept[0] !== key || kept[2] !== given) {
    const runners = Object.keys(given.runners).filter((runner) => state[runner]);
    const paths = runners.map((runner) => {
      const path = run(state, runner, landscape);
      const heights = path.map((w) => Math.max(landscape.lookUp(...w)[0] - landscape.lowest, 0));
      return { runner, path, heights, gone: near(path[path.length - 1]) ? null : path.length - 1 };
    });
    kept = [key, paths, given];
  }
  return kept[1];
}

let landscapes = {};

export function frame(state, given) {
  landscapes = given.landscapes;
  const landscape = landscapeOf(state, given), step = Math.min(state.step, state.steps);
  const runners = race(state, given, landscape).map(({ runner, path, heights, gone }) => {
    const diverged = gone !== null && gone <= step ? gone : null, end = diverged ?? step + 1;
    const shown = heights.slice(0, end), arrived = shown.findIndex((height) => height < ARRIVED);
    return {
      name: given.runners[runner].name, runner, eta: rate(state, runner), path: path.slice(0, end), heights: shown,
      diverged, arrived: arrived < 0 ? null : arrived,
    };
  });
  const inTime = (name) => runners.some((one) => one.runner === name && (one.arrived ?? FAR) <= 100);
  const plain = state.surface === "ravine" && !state.noise && !state.own_rates;
  const atStart = state.w1 === landscape.start[0] && state.w2 === landscape.start[1];
  const goal = plain && atStart && ["sgd", "momentum", "adam"].every(inTime);
  return { step, last: state.steps, runners, goal };
}

const end = (values) => values[values.length - 1];

export function describe(state, frame) {
  const { runners, step } = frame;
  if (!runners.length) return "Nobody runs: tick at least one optimizer.";
  let words = `After ${step} steps from (${say(state.w1)}, ${say(state.w2)})`;
  const left = runners.filter((one) => one.diverged === null);
  left.sort((a, b) => end(a.heights) - end(b.heights));
  const far = left.map((one) => `${one.name} ${say(end(one.heights))}`).join(", ");
  words += left.length ? `, loss above the lowest: ${far}.` : " nobody is left.";
  const gone = runners.filter((one) => one.diverged !== null)
    .map((one) => `${one.name} (step ${one.diverged})`).join(", ");
  return gone ? `${words} Diverged: ${gone}.` : words;
}

let drawn = [];  // contour lines of the last landscape

// Lines of equal loss: where a level crosses the edges of a fine grid's cells.
function contours(landscape, key) {
  if (drawn[0] === key) return drawn[1];
  const [a, b, c, d] = landscape.region, n = 60, E = [], lines = [];
  const place = (i, j) => [a + ((b - a) * i) / n, c + ((d - c) * j) / n];
  for (let j = 0; j <= n; j++) {
    E.push([]);
    for (let i = 0; i <= n; i++) E[j].push(landscape.lookUp(...place(i, j))[0]);
  }
  const low = Math.min(...E.flat()), high = Math.max(...E.flat());
  for (let k = 0; k < 11; k++) {
    const level = low + (high - low) * (0.07 + 0.09 * k) ** 3, line = [];
    for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      let hits = 0;
      corners.forEach(([x, y], k) => {
        const [u, v] = corners[(k + 1) % 4], p = E[y][x] - level, q = E[v][u] - level, share = p / (p - q);
        if (p < 0 === q < 0) return;
        line.push(place(x + (u - x) * share, y + (v - y) * share));
        if (++hits % 2 === 0) line.push(null);
      });
    }
    lines.push(line);
  }
  drawn = [key, lines];
  return lines;
}

function draw(plot, state, frame, given) {
  const landscape = landscapeOf(state, given), [a, b, c, d] = landscape.region;
  const map = plot.panel({
    id: "map", x: 0, y: 0, width: 0.56, height: 1, xlim: [a, b], ylim: [c, d],
    xlabel: "weight w1", ylabel: "weight w2", title: "Paths on lines of equal loss",
  });
  const key = JSON.stringify([state.surface, state.formula, landscape.region]);
  for (const line of contours(landscape, key)) map.line(line, { colour: "grey", width: 0.8 });
  map.dots(landscape.minima, { colour: "yellow", marker: "diamond", size: 7 });
  const loss = plot.panel({
    id: "loss", x: 0.56, y: 0, width: 0.44, height: 1, xlim: [0, state.steps], ylim: [1e-8, 1e6], log: "y",
    xlabel: "step", ylabel: "loss above the lowest", title: "Loss",
  });
  loss.line([[0, ARRIVED], [state.steps, ARRIVED]], { colour: "grey", dash: [2, 4] });
  const { area, x, y } = loss, left = area.x + area.w - 200;
  frame.runners.forEach(({ name, runner, eta, path, heights, diverged }, k) => {
    const look = { ...given.runners[runner], width: 2 }, at = y(area.y + 12 + 17 * k);
    map.line(path, look);
    if (path.length <= 60) map.dots(path, { colour: look.colour, size: 2, rim: 0 });
    map.dots(path.slice(-1), { ...look, size: 6 });
    loss.line(heights.map((E, t) => [t, E]), look);
    // the legend, in the corner that falling losses leave empty
    loss.line([[x(left), at], [x(left + 34), at]], look);
    loss.dots([[x(left + 17), at]], look);
    loss.text(x(left + 42), at, `${name}, ${diverged === null ? "η = " + say(eta) : "diverged, step " + diverged}`);
  });
}

const handles = (state) => [{
  id: "start", label: "start, w1 and w2", panel: "map", x: state.w1, y: state.w2, shape: "square",
  move: (_, w1, w2) => ({ w1, w2 }),
}];

const press = (_, panel, w1, w2) => (panel === "map" ? { w1, w2 } : null);

// The learner's own formula and its window, and a way back to the start of the lessons.
function extra(root, api) {
  const commit = (changes) => (api.set(changes), api.commit());
  const error = h("p", { className: "ck-error", role: "alert" });
  const onchange = () => {
    const region = ends.value.split(",").map(Number), [a, b, c, d] = region;
    const fits = a < b && c < d && region.length === 4 && region.every((end) => Math.abs(end) <= 100);
    error.textContent = parse(formula.value) && fits ? "" : api.given.rule;
    if (!error.textContent) commit({ formula: formula.value, region });
  };
  const [formula, ends] = [36, 18].map((size) => h("input", { size, onchange }));
  const own = h("div", {}, h("label", {}, "E(w1, w2) = ", formula), h("label", {}, " window ", ends), error);
  root.append(button("Start of the lesson", () => {
    const [w1, w2] = landscapeOf(api.state(), api.given).start;
    commit({ w1, w2 });
  }), own);
  return (state) => {
    own.hidden = state.surface in api.given.landscapes || api.given.table.length;
    if (error.textContent && !own.hidden) return;
    formula.value = state.formula;
    ends.value = state.region.join(", ");
  };
}

// A new landscape is entered at its own start, unless a start comes with it.
const also = ({ surface }) => {
  const start = landscapes[surface]?.start;
  return start && { w1: start[0], w2: start[1] };
};

export default explorer({ frame, describe, draw, handles, press, extra, also });
