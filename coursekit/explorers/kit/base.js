/**
 * What all explorers share in the page: controls, Step/Play/Pause/Reset, canvas, handles, read-out.
 *
 * A page file imports only from "./base.js" and "./chance.js", one line an import, and ends with
 *
 *   export function frame(state, given) { return {…}; }            // the numbers of Python's frame
 *   export function describe(state, frame, given) { return "…"; }  // the words of Python's describe
 *   export default explorer({ frame, describe, draw, … });
 *
 * Python's `given` arrives as `given` ({} without one).  Comments and needless
 * spaces do not travel.  The page of an explorer is at most 30 kB, these shared files together 18.
 *
 * explorer({
 *   frame, describe,                   // pure; frame(state).goal: bool; .last: step where Play ends
 *   draw(plot, state, frame, given),   // everything anew each time, onto one canvas
 *   aspect: 0.45,                      // height/width of the canvas when wide
 *   narrow: 1.4,                       // … when narrower than 560 px.  Without it all panels are
 *                                      //   stacked there, one below the other; with it you place
 *                                      //   them yourself by `plot.narrow` (true or false).
 *   handles(state, frame, given) → [{  // things to drag; a real button lies over each
 *     id, label, panel, x, y,          // panel: id of a panel; x, y: its units
 *     move(state, x, y) → changes,     // pointer and arrow keys; x, y come rounded
 *     keys: { Enter: (state) → changes, Delete: … },  // optional; a click without a move is Enter;
 *                                      //   an arrow named here acts in place of move
 *     value,                           // optional words read aloud in place of "x, y"
 *     shape: "square" }],              // else a circle; "bare" for nothing, where draw shows it
 *   press(state, panelId, x, y, frame, given) → changes or null,   // a click on the canvas
 *   extra(root, api) → update(state, frame) or nothing,            // own page elements
 *   also(changes) → more changes,                                  // as { step: 0 } when data change
 *   check(state, given) → "" or a sentence,                        // what controls cannot check
 * })
 *
 * Changes are parts of the state, { lr: 0.2 }; numbers beyond a control's range are cut to it.
 * api = { set(changes), commit(), state(), frame(), given, name(part) → an id nobody else has }.
 * `set` redraws at once and tells Python nothing; `commit` tells Python (on release).
 *
 * plot.panel({ id, x, y, width, height,           // fractions of the canvas, y from the top
 *   xlim, ylim, xlabel, ylabel, title,            // xlim, ylim: [from, to]
 *   log: "x" | "y" | "xy", equal: true,           // equal: one unit is as long in x as in y
 *   axes: false, xticks: [[value, words], …], yticks })
 * → { px(x), py(y), x(px), y(py), xlim, ylim, area: {x, y, w, h},
 *     line(points, {colour, width, dash: [6, 4], alpha, fill}),        // a null point breaks it
 *     dots(points, {colour, marker: "circle|square|triangle|cross|diamond", size, edge, rim, alpha}),
 *     bars([[x, height], …], {colour, size}), arrow(from, to, {colour, width}),
 *     rect(x0, y0, x1, y1, {colour, width, dash, fill, alpha}),        // width 0: no outline
 *     text(x, y, words, {colour, size, align, baseline, bold, bare}),  // bare: without a halo
 *     heat(matrix, {low, high, map: "diverging|grey|cividis", alpha, smooth, box: [x0, y0, x1, y1]}) }
 * plot.colour(name), plot.c (the 2-D context), plot.width, plot.height, plot.narrow.
 * Colours: ink paper grid grey blue vermillion green orange purple sky yellow, or any CSS colour.
 */
import { plotter } from "./plot.js";

const NARROW = 560;

// Write a number for a sentence, as `say` in base.py does.
export function say(x, digits = 3) {
  if (x === null || x === undefined) return "no number";
  const size = Math.abs(x), sign = x < 0 ? "−" : "";
  if (size === 0) return "0";
  const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  const [factor, power] = size.toExponential(digits - 1).split("e");
  if (power >= -4 && power < 6) return sign + short(size.toFixed(Math.max(0, digits - 1 - power)));
  const raised = String(+power).replace(/./g, (d) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(d)]);
  return `${sign}${short(factor)} × 10${raised}`;
}

export const finite = (x) => (Number.isFinite(x) ? x : null);

// Why a number is not allowed, or "".
export function wrong({ label, low, high, whole }, value) {
  const right = typeof value === "number" && value >= low && value <= high && !(whole && value % 1);
  return right ? "" : `${label} must be a ${whole ? "whole " : ""}number from ${low} to ${high}.`;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// The fields of a state that are not as usual.
export const changed = (state, page) => Object.entries(state).filter(([k, v]) => !same(v, page.defaults[k]));

const python = (v) => (Array.isArray(v) ? `[${v.map(python).join(", ")}]`
  : { true: "True", false: "False", null: "None" }[v] || JSON.stringify(v));

// An element with its properties and attributes, and what is inside.
export function h(tag, traits, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(traits))
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  node.append(...inside);
  return node;
}

export const button = (words, onclick, more) => h("button", { type: "button", onclick, ...more }, words);

// A dragged value has no more digits than the eye can see: a thousandth of the axis.
function rounded(value, [a, b]) {
  const places = Math.ceil(-Math.log10(Math.abs(b - a) / 1000));
  return +value.toFixed(Math.max(0, Math.min(12, places)));
}

export function explorer(spec) {
  return { ...spec, render: (place) => view(spec, place) };
}

function view(spec, { model, el, heading = "div" }) {
  const page = model.get("_page"), key = "ck" + Math.random().toString(36).slice(2);
  const steps = page.controls.find((control) => control.kind === "steps");
  let given = model.get("_given"), state = { ...model.get("_state") }, now = spec.frame(state, given);
  let width = 0, playing = 0, resting = 0;
  const syncs = [], buttons = new Map(), name = (part) => `${key}-${part}`;

  const canvas = h("canvas", { role: "img", onpointerdown: pressed });
  const picture = h("div", { className: "ck-picture" }, canvas);
  const says = h("p", { className: "ck-says" }), live = h("p", { className: "ck-live", ariaLive: "polite" });
  const goal = h("span", {}), code = h("code", {}), own = h("div", { className: "ck-extra" });
  const refused = h("p", { className: "ck-error", role: "alert" });
  const root = h("section", { className: "ck", "aria-labelledby": key, onkeydown: (e) => e.stopPropagation() });
  const plot = plotter(canvas, root, say);
  // JupyterLab's shortcuts would take the arrow keys.
  root.addEventListener("focusin", (e) => (e.target.dataset.lmSuppressShortcuts = 1));

  function set(changes) {
    for (const { name, kind, low, high } of page.controls)
      if (name in changes && ["number", "steps", "seed"].includes(kind))
        changes[name] = Math.max(low, Math.min(high, changes[name]));
    state = { ...state, ...spec.also?.(changes), ...changes };
    update();
  }

  function update() {
    now = spec.frame(state, given);
    draw();
    for (const sync of syncs) sync();
    says.textContent = spec.describe(state, now, given);
    goal.textContent = now.goal ? " ✔ reached" : " ○ not yet";
    clearTimeout(resting);
    resting = setTimeout(rest, 400);
  }

  // What only matters when the hand is still: the words for screen readers, the shared line.
  function rest() {
    live.textContent = says.textContent + (now.goal ? " The goal is reached." : "");
    canvas.ariaLabel = says.textContent;
    code.textContent = `explore.${page.name}(${changed(state, page).map(([k, v]) => `${k}=${python(v)}`).join(", ")})`;
  }

  function draw() {
    if (!width) return;
    const narrow = width < NARROW, stacked = narrow && !spec.narrow ? Math.round(0.75 * width) : 0;
    const height = () => stacked * plot.count || Math.max(200, Math.round(width * ((narrow && spec.narrow) || spec.aspect || 0.45)));
    do {
      plot.begin(width, height(), narrow, stacked);
      spec.draw(plot, state, now, given);
    } while (plot.height !== height());
    place();
  }

  function place() {
    const handles = spec.handles?.(state, now, given) || [];
    for (const handle of handles) {
      const { id, label, x, y, value, shape } = handle, panel = plot.panels[handle.panel];
      if (!buttons.has(id)) buttons.set(id, handleButton());
      const knob = buttons.get(id);
      knob.handle = handle;
      knob.style.left = panel.px(x) + "px";
      knob.style.top = panel.py(y) + "px";
      knob.className = `ck-handle ck-${shape || "round"}`;
      const words = `${label}: ${value || `${say(x)}, ${say(y)}`}`;
      if (knob.ariaLabel !== words) knob.ariaLabel = words;
    }
    for (const [id, knob] of buttons)
      if (!handles.some((handle) => handle.id === id)) knob.remove(), buttons.delete(id);
  }

  const inCanvas = (e) => {
    const at = canvas.getBoundingClientRect();
    return [e.clientX - at.left, e.clientY - at.top];
  };

  function handleButton() {
    let held = null;
    const to = (x, y) => {
      const { handle } = knob, panel = plot.panels[handle.panel];
      set(handle.move(state, rounded(panel.x(x), panel.xlim), rounded(panel.y(y), panel.ylim)));
    };
    const act = (key) => {
      const changes = knob.handle.keys?.[key]?.(state);
      if (changes) set(changes), commit();
      return changes;
    };
    const knob = button("", null, {
      className: "ck-handle",
      onpointerdown(e) {
        knob.setPointerCapture(e.pointerId);
        held = { from: inCanvas(e), moved: false };
      },
      onpointermove(e) {
        if (!held) return;
        const [x, y] = inCanvas(e);
        held.moved ||= Math.hypot(x - held.from[0], y - held.from[1]) > 2;
        if (held.moved) to(x, y);
      },
      onpointerup() {
        if (held?.moved) commit();
        else if (held) act("Enter");
        held = null;
      },
      onpointercancel() {
        held = null;
        commit();
      },
      onkeydown(e) {
        const { x, y, panel } = knob.handle, { px, py, area } = plot.panels[panel], size = e.shiftKey ? 0.1 : 0.01;
        const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
        if (!act(e.key === " " ? "Enter" : e.key)) {
          if (!way) return;
          to(px(x) + way[0] * size * area.w, py(y) + way[1] * size * area.h), commit();
        }
        e.preventDefault();
      },
    });
    picture.append(knob);
    return knob;
  }

  function pressed(e) {
    const [x, y] = inCanvas(e);
    for (const [id, panel] of Object.entries(plot.panels)) {
      const { area, xlim, ylim } = panel, [right, down] = [x - area.x, y - area.y];
      if (right < 0 || right > area.w || down < 0 || down > area.h) continue;
      const changes = spec.press?.(state, id, rounded(panel.x(x), xlim), rounded(panel.y(y), ylim), now, given);
      if (changes) go(changes);
    }
  }

  function commit() {
    refused.textContent = "";
    rest();
    if (same(state, model.get("_state"))) return;
    model.set("_state", { ...state });
    model.save_changes();
  }

  function go(changes) {
    pause();
    set(changes);
    commit();
  }

  const last = () => Math.min(steps.high, now.last ?? steps.high);
  const forward = (n) => ({ [steps.name]: Math.min(last(), state[steps.name] + n) });
  const playButton = button("Play", () => (playing ? (pause(), commit()) : play()));

  function play() {
    if (state[steps.name] >= last()) set({ [steps.name]: 0 });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // With reduced motion two pictures a second, though a fast explorer leaps ten times as far.
    const leap = still ? Math.max(1, steps.per_second / 10) : 1, speed = still ? Math.min(2 * leap, steps.per_second) : steps.per_second;
    let before, owed = 0;
    playButton.textContent = "Pause";
    playing = requestAnimationFrame(function tick(time) {
      owed = Math.min(owed + ((time - (before ?? time)) / 1000) * speed, Math.max(leap, speed / 10));
      before = time;
      if (owed >= leap) set(forward(Math.floor(owed)));
      owed %= leap;
      if (state[steps.name] >= last()) return pause(), commit();
      playing = requestAnimationFrame(tick);
    });
  }

  function pause() {
    cancelAnimationFrame(playing);
    playing = 0;
    playButton.textContent = "Play";
  }

  function take(field, value) {
    if (state[field] !== value) pause(), set({ [field]: value });
  }

  const BUILD = {
    choice({ name, options, names }, id) {
      const select = h("select", { id, onchange: () => go({ [name]: options[select.value] }) },
        ...options.map((option, k) => h("option", { value: k }, String(names[k] ?? option))));
      syncs.push(() => (select.value = options.indexOf(state[name])));
      return [select];
    },
    switch({ name }, id) {
      const box = h("input", { id, type: "checkbox", onchange: () => go({ [name]: box.checked }) });
      syncs.push(() => (box.checked = state[name]));
      return [box];
    },
    seed(control, id) {
      const { name, high } = control, [box, error] = numberBox(control, id);
      return [box, button("Next", () => go({ [name]: (state[name] + 1) % (high + 1) })), error];
    },
    number(control, id) {
      const { name, label, low, high, step, scale, unit, whole } = control, log = scale === "log";
      const to = (v) => (log ? (200 * Math.log(v / low)) / Math.log(high / low) : v);
      const back = (v) => {
        const value = log ? +(low * (high / low) ** (v / 200)).toPrecision(3) : v;
        return Math.max(low, Math.min(high, whole ? Math.round(value) : value));
      };
      const range = h("input", {
        id, type: "range", min: to(low), max: to(high), step: log ? 1 : step,
        oninput: () => take(name, back(+range.value)), onchange: commit,
      });
      const [box, error] = numberBox(control, id + "n");
      box.ariaLabel = `${label}, as a number`;
      syncs.push(() => {
        if (control === steps) range.max = last();
        if (back(+range.value) !== state[name]) range.value = to(state[name]);
        const words = `${say(state[name])} ${unit}`.trim();
        if (range.ariaValueText !== words) range.ariaValueText = words;
      });
      return [range, box, unit, error];
    },
  };
  BUILD.steps = BUILD.number;

  function numberBox(control, id) {
    const { name } = control, error = h("p", { className: "ck-error", id: id + "e", role: "alert" });
    const typed = () => (box.value.trim() ? +box.value : NaN);
    const check = () => {
      error.textContent = wrong(control, typed());
      box.ariaInvalid = !!error.textContent;
      return !error.textContent;
    };
    const box = h("input", {
      id, type: "number", step: "any", "aria-describedby": error.id,
      oninput: () => check() && take(name, typed()), onchange: () => check() && commit(),
    });
    syncs.push(() => {
      if (typed() === state[name] || (error.textContent && document.activeElement === box)) return;
      box.value = state[name];
      check();
    });
    return [box, error];
  }

  function row(control, i) {
    const { label, kind, help = "", when } = control, id = name(i);
    const line = h("div", { className: "ck-control" }, h("label", { htmlFor: id, title: help }, label), ...BUILD[kind](control, id));
    if (when) syncs.push(() => (line.hidden = !when[1].includes(state[when[0]])));
    return line;
  }

  function question({ text, choices, answer, why }) {
    const verdict = h("p", { role: "status" });
    const judge = (i) => () => (verdict.textContent = i === answer ? `✔ Right. ${why}` : "✘ Not quite. Play, and look again.");
    const radios = choices.map((choice, i) =>
      h("label", {}, h("input", { type: "radio", name: name("q"), onchange: judge(i) }), " " + choice));
    return h("details", { className: "ck-question" }, h("summary", {}, "Predict first"),
      h("fieldset", {}, h("legend", {}, text), ...radios), verdict);
  }

  function presets() {
    const why = h("p", { className: "ck-why", role: "status" });
    const choose = (preset) => () => (go({ ...preset.state }), (why.textContent = preset.why));
    const group = h("div", { className: "ck-presets", role: "group", ariaLabel: "Presets" },
      ...page.presets.map((preset) => button(preset.name, choose(preset), { title: preset.why })));
    return [group, why];
  }

  function copy() {
    getSelection().selectAllChildren(code);
    navigator.clipboard?.writeText(code.textContent).catch(() => {});
  }

  // Python, another view or the address may set the state.
  function arrived() {
    if (same(model.get("_state"), state)) return;
    pause();
    state = { ...model.get("_state") };
    update();
  }
  function givenAnew() {
    given = model.get("_given");
    update();
  }
  const told = (message) => (refused.textContent = message.refused || "");

  const api = { set, commit, name, state: () => state, frame: () => now, get given() { return given; } };
  const shown = page.controls.filter((control) => control.show !== false && BUILD[control.kind]);
  root.append(
    h(heading, { className: "ck-title", id: key }, page.title), question(page.question), ...presets(), refused, picture,
    h("div", { className: "ck-moves" }, ...(steps ? [button("Step", () => go(forward(1))), playButton] : []),
      button("Reset", () => go(steps ? { [steps.name]: 0 } : { ...page.start }))),
    h("div", { className: "ck-controls" }, ...shown.map(row)), own, says, live,
    h("p", { className: "ck-goal" }, h("b", {}, "Goal: "), page.goal, goal),
    h("p", { className: "ck-share" }, code, " ", button("Copy", copy)),
  );
  const extra = spec.extra?.(own, api);
  if (extra) syncs.push(() => extra(state, now));
  el.append(root);

  const repaint = () => {
    plot.theme = null;
    draw();
  };
  const sizes = new ResizeObserver(() => {
    if (picture.clientWidth === width) return;
    width = picture.clientWidth;
    draw();
  });
  const themes = new MutationObserver(repaint), dark = matchMedia("(prefers-color-scheme: dark)");
  for (const node of [document.documentElement, document.body]) themes.observe(node, { attributes: true });
  dark.addEventListener("change", repaint);
  sizes.observe(picture);
  const heard = { "change:_state": arrived, "change:_given": givenAnew, "msg:custom": told };
  for (const [event, listen] of Object.entries(heard)) model.on(event, listen);
  width = picture.clientWidth;
  update();
  rest();

  return () => {
    pause();
    clearTimeout(resting);
    sizes.disconnect();
    themes.disconnect();
    dark.removeEventListener("change", repaint);
    for (const [event, listen] of Object.entries(heard)) model.off(event, listen);
    root.remove();
  };
}
