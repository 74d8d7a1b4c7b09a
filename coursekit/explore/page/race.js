// Seven optimizers on one landscape; the same numbers as coursekit/explore/race.py.
import { explorer, say } from "./base.js";
import { chance } from "./chance.js";
import { landscapeOf, parse } from "./landscapes.js";

const FAR = 1e4, ARRIVED = 1e-3, GOAL_STEPS = 100;
const NAMES = {
  sgd: "SGD", momentum: "momentum", nesterov: "Nesterov", adagrad: "Adagrad", adadelta: "Adadelta",
  rmsprop: "RMSprop", adam: "Adam",
};
const { sqrt } = Math;

// Change of one weight; m is what the rule remembers of it.
const RULES = {
  sgd: (g, eta) => -eta * g,
  momentum: (g, eta, m, s) => (m.v = s.beta * (m.v ?? 0) - eta * g),
  nesterov(g, eta, m, s) {
    m.v = s.beta * (m.v ?? 0) - eta * g;
    return s.beta * m.v - eta * g;
  },
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

let kept = [null, []];  // all paths of the last race; Play only uncovers them

function race(state, given, landscape) {
  const key = JSON.stringify({ ...state, step: 0 });
  if (kept[0] !== key || kept[2] !== given) {
    const runners = Object.keys(NAMES).filter((runner) => state[runner]);
    const paths = runners.map((runner) => {
      const path = run(state, runner, landscape);
      const heights = path.map((w) => Math.max(landscape.lookUp(...w)[0] - landscape.lowest, 0));
      return { runner, path, heights, gone: near(path[path.length - 1]) ? null : path.length - 1 };
    });
    kept = [key, paths, given];
  }
  return kept[1];
}

export function frame(state, given) {
  const landscape = landscapeOf(state, given), step = Math.min(state.step, state.steps);
  const runners = race(state, given, landscape).map(({ runner, path, heights, gone }) => {
    const diverged = gone !== null && gone <= step ? gone : null, end = diverged ?? step + 1;
    const shown = heights.slice(0, end), arrived = shown.findIndex((height) => height < ARRIVED);
    return {
      name: NAMES[runner], runner, eta: rate(state, runner), path: path.slice(0, end), heights: shown,
      diverged, arrived: arrived < 0 ? null : arrived,
    };
  });
  const inTime = (name) => runners.some(
    (one) => one.runner === name && one.arrived !== null && one.arrived <= GOAL_STEPS,
  );
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

const LOOKS = {
  sgd: { colour: "blue", marker: "circle" },
  momentum: { colour: "vermillion", dash: [9, 4], marker: "square" },
  nesterov: { colour: "green", dash: [9, 3, 2, 3], marker: "triangle" },
  adagrad: { colour: "orange", dash: [3, 3], marker: "diamond" },
  adadelta: { colour: "purple", dash: [12, 3, 2, 3, 2, 3], marker: "circle" },
  rmsprop: { colour: "sky", dash: [2, 2], marker: "square" },
  adam: { colour: "ink", dash: [14, 5], marker: "triangle" },
};
const LEVELS = Array.from({ length: 11 }, (_, k) => (0.07 + 0.09 * k) ** 3);

let drawn = [null, []];  // contour lines of the last landscape

// Lines of equal loss: in every cell of a fine grid, where an edge crosses a level.
function contours(landscape, key) {
  if (drawn[0] === key) return drawn[1];
  const [a, b, c, d] = landscape.region, n = 72, m = 54, E = [];
  for (let j = 0; j <= m; j++) {
    E.push([]);
    for (let i = 0; i <= n; i++) E[j].push(landscape.lookUp(a + ((b - a) * i) / n, c + ((d - c) * j) / m)[0]);
  }
  const top = Math.max(...E.flat()), low = Math.min(...E.flat());
  const lines = LEVELS.map((share) => cross(E, low + share * (top - low), (i, j) => [a + ((b - a) * i) / n, c + ((d - c) * j) / m]));
  drawn = [key, lines];
  return lines;
}

function cross(E, level, place) {
  const found = [];
  for (let j = 0; j + 1 < E.length; j++) for (let i = 0; i + 1 < E[0].length; i++) {
    const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]], hits = [];
    corners.forEach(([x, y], k) => {
      const [u, v] = corners[(k + 1) % 4], p = E[y][x] - level, q = E[v][u] - level;
      if (p < 0 !== q < 0) hits.push(place(x + ((u - x) * p) / (p - q), y + ((v - y) * p) / (p - q)));
    });
    for (let k = 0; k + 1 < hits.length; k += 2) found.push(hits[k], hits[k + 1], null);
  }
  return found;
}

function draw(plot, state, frame, given) {
  const landscape = landscapeOf(state, given), [a, b, c, d] = landscape.region;
  const map = plot.panel({
    id: "map", x: 0, y: 0, width: 0.56, height: 1, xlim: [a, b], ylim: [c, d],
    xlabel: "weight w1", ylabel: "weight w2", title: "Paths on lines of equal loss",
  });
  const key = JSON.stringify([state.surface, state.formula, landscape.region]);
  contours(landscape, key).forEach((line, k) => map.line(line, { colour: "grey", width: 1, alpha: 0.9 - 0.06 * k }));
  map.dots(landscape.minima, { colour: "yellow", marker: "diamond", size: 7 });
  const loss = plot.panel({
    id: "loss", x: 0.56, y: 0, width: 0.44, height: 1, xlim: [0, state.steps], ylim: [1e-8, 1e3], log: "y",
    xlabel: "step", ylabel: "loss above the lowest", title: "Loss",
  });
  loss.line([[0, ARRIVED], [state.steps, ARRIVED]], { colour: "grey", dash: [2, 4] });
  frame.runners.forEach((one, k) => {
    const look = LOOKS[one.runner], last = end(one.path);
    map.line(one.path, { ...look, width: 2 });
    if (one.path.length <= 60) map.dots(one.path, { colour: look.colour, size: 2, rim: 0 });
    if (last) map.dots([last], { ...look, size: 6 });
    loss.line(one.heights.map((E, t) => [t, Math.min(Math.max(E, 1e-8), 1e3)]), { ...look, width: 2 });
    entry(loss, one, look, k);
  });
}

// A line of the legend, in the corner that falling losses leave empty.
function entry(panel, one, look, k) {
  const { area, x, y } = panel, at = area.y + 12 + 17 * k, left = area.x + area.w - 205;
  panel.line([[x(left), y(at)], [x(left + 34), y(at)]], { ...look, width: 2 });
  panel.dots([[x(left + 17), y(at)]], { ...look, size: 4.5 });
  const words = one.diverged === null ? `η = ${say(one.eta)}` : `diverged, step ${one.diverged}`;
  panel.text(x(left + 42), y(at), `${one.name}, ${words}`);
}

const handles = (state) => [{
  id: "start", label: "start of all paths, w1 and w2", panel: "map", x: state.w1, y: state.w2, shape: "square",
  move: (_, w1, w2) => ({ w1, w2 }),
}];

const press = (_, panel, w1, w2) => (panel === "map" ? { w1, w2 } : null);

// The learner's own formula and its window, and a way back to the start of the lessons.
function extra(root, api) {
  const box = (name, label, kind) =>
    `<label for="${api.name(name)}">${label}</label> <input id="${api.name(name)}" type="${kind}" step="any"> `;
  root.innerHTML = '<p><button type="button">Start of the lesson</button></p><div>' +
    `<p>${box("E", "E(w1, w2) =", "text")}</p><p>` +
    ["w1 from", "to", "w2 from", "to"].map((label, k) => box(k, label, "number")).join("") +
    '</p></div><p class="ck-error" role="alert"></p>';
  const [back, own, error] = [root.querySelector("button"), root.querySelector("div"), root.lastChild];
  const [formula, ...ends] = root.querySelectorAll("input");
  formula.size = 36;
  back.onclick = () => {
    const [w1, w2] = landscapeOf(api.state(), api.given).start;
    api.set({ w1, w2 });
    api.commit();
  };
  own.onchange = () => {
    const region = ends.map((input) => (input.value === "" ? NaN : Number(input.value))), [a, b, c, d] = region;
    error.textContent = !parse(formula.value) ? "Write a sum of terms such as w1^4/4 - 3*w1*w2 + 2, without brackets."
      : !(a < b && c < d && region.every((end) => Math.abs(end) <= 100)) ? "Each window must run from low to high, from −100 to 100." : "";
    if (error.textContent) return;
    api.set({ formula: formula.value, region });
    api.commit();
  };
  return (state) => {
    own.hidden = state.surface in api.given.landscapes || api.given.table.length > 0;
    if (error.textContent && !own.hidden) return;
    error.textContent = "";
    formula.value = state.formula;
    ends.forEach((input, k) => (input.value = state.region[k]));
  };
}

export default explorer({ frame, describe, draw, handles, press, extra });
