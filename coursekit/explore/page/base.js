/**
 * What all explorers share in the page: controls, Step/Play/Pause/Reset, canvas, handles, read-out.
 *
 * A page file imports only from "./base.js" and "./chance.js", one line an import, and ends with
 *
 *   export function frame(state, given) { return {…}; }            // the numbers of Python's frame
 *   export function describe(state, frame, given) { return "…"; }  // the words of Python's describe
 *   export default explorer({ frame, describe, draw, … });
 *
 * Python's `given` arrives as `given` ({} without one).  Whole-line comments and indentation do not
 * travel, so do not rely on them (no line breaks with spaces inside template literals).
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
 *     shape: "square" }],              // optional; else a circle
 *   press(state, panelId, x, y, frame, given) → changes or null,   // a click on the canvas
 *   extra(root, api) → update(state, frame) or nothing,            // own page elements
 *   also(changes) → more changes,                                  // as { step: 0 } when data change
 *   check(state, given) → "" or a sentence,                        // what controls cannot check
 * })
 *
 * Changes are parts of the state, { lr: 0.2 }; numbers beyond a control's range are cut to it.
 * api = { set(changes), commit(), state(), frame(), given, name(prefix) → an id nobody else has }.
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
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// Write a number for a sentence, as `say` in base.py does.
export function say(x, digits = 3) {
  if (x === null || x === undefined) return "no number";
  const size = Math.abs(x), sign = x < 0 ? "−" : "";
  if (size === 0) return "0";
  const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  const [factor, exponent] = size.toExponential(digits - 1).split("e");
  if (exponent >= -4 && exponent < 6) return sign + short(size.toFixed(Math.max(0, digits - 1 - exponent)));
  const raised = String(+exponent).replace(/\d/g, (d) => RAISED[d]).replace("-", "⁻");
  return `${sign}${short(factor)} × 10${raised}`;
}

export const finite = (x) => (Number.isFinite(x) ? x : null);

function h(tag, traits = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(traits))
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  node.append(...inside);
  return node;
}

// Why a value is not allowed, in Python's words, or "".
function wrong(control, value) {
  const { kind, label, low = 0, high = control.last } = control;
  const number = (v) => typeof v === "number" && isFinite(v) && v >= (low ?? -Infinity) && v <= (high ?? Infinity);
  const whole = control.whole || kind === "steps" || kind === "seed";
  const right = (v) => number(v) && (!whole || Number.isInteger(v));
  if (kind === "choice") return control.options.includes(value) ? "" : `${label} must be one of ${control.options.join(", ")}.`;
  if (kind === "switch") return typeof value === "boolean" ? "" : `${label} must be true or false.`;
  if (kind === "free") return "";
  if (kind === "numbers") {
    const rows = Array.isArray(value) && value.length >= control.least && value.length <= control.most;
    const row = (v) => (control.columns ? Array.isArray(v) && v.length === control.columns && v.every(right) : right(v));
    return rows && value.every(row) ? "" : `${label} must be a list of ${control.least} to ${control.most} entries within its range.`;
  }
  return right(value) ? "" : `${label} must be a ${whole ? "whole " : ""}number from ${low} to ${high}.`;
}

const python = (v) =>
  Array.isArray(v) ? `[${v.map(python).join(", ")}]`
    : v === true ? "True" : v === false ? "False" : v === null ? "None" : JSON.stringify(v);

export function explorer(spec) {
  const { frame, describe } = spec;

  function render({ model, el, heading = "div" }) {
    const page = model.get("_page"), key = "ck" + Math.random().toString(36).slice(2);
    let given = model.get("_given"), state, now, width = 0, playing = 0, resting = 0;
    const steps = page.controls.find((control) => control.kind === "steps");
    const still = matchMedia("(prefers-reduced-motion: reduce)");

    const canvas = h("canvas", { role: "img", onpointerdown: pressed });
    const picture = h("div", { className: "ck-picture" }, canvas);
    const says = h("p", { className: "ck-says" }), live = h("p", { className: "ck-live", "aria-live": "polite" });
    const goal = h("span"), code = h("code"), refused = h("p", { className: "ck-error", role: "alert" });
    const own = h("div", { className: "ck-extra" });
    const title = h(heading, { className: "ck-title", id: key }, page.title);
    const root = h("section", { className: "ck", "aria-labelledby": key, "data-lm-suppress-shortcuts": "true", onkeydown: (e) => e.stopPropagation() });
    const plot = plotter(canvas, root, say);
    const buttons = new Map();
    const syncs = [];

    function set(changes) {
      for (const control of page.controls) {
        const { name, low = 0, high = control.last } = control;
        if (name in changes && typeof changes[name] === "number" && control.kind !== "choice")
          changes[name] = Math.max(low, Math.min(high, changes[name]));
      }
      state = { ...state, ...spec.also?.(changes), ...changes };
      update();
    }

    function update() {
      now = frame(state, given);
      draw();
      for (const sync of syncs) sync();
      says.textContent = describe(state, now, given);
      goal.textContent = now.goal ? " ✔ reached" : " ○ not yet";
      clearTimeout(resting);
      resting = setTimeout(rest, 400);
    }

    // What only matters when the hand is still: the words for screen readers, the shared line.
    function rest() {
      live.textContent = says.textContent + (now.goal ? " The goal is reached." : "");
      canvas.setAttribute("aria-label", says.textContent);
      code.textContent = `explore.${page.name}(${changed().map(([k, v]) => `${k}=${python(v)}`).join(", ")})`;
    }

    const changed = () => Object.entries(state).filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(page.defaults[k]));

    function draw() {
      if (!width) return;
      const narrow = width < NARROW, stacked = narrow && !spec.narrow ? Math.round(0.75 * width) : 0;
      const height = () => stacked ? stacked * (plot.count || 1)
        : Math.round(Math.max(200, width * (narrow ? spec.narrow : spec.aspect || 0.45)));
      const paint = () => {
        plot.begin(width, height(), narrow, stacked);
        spec.draw(plot, state, now, given);
      };
      paint();
      if (stacked && plot.height !== height()) paint();
      place();
    }

    function place() {
      const handles = spec.handles ? spec.handles(state, now, given) : [];
      for (const handle of handles) {
        if (!buttons.has(handle.id)) buttons.set(handle.id, handleButton(handle.id));
        const button = buttons.get(handle.id), panel = plot.panels[handle.panel];
        button.handle = handle;
        button.style.left = `${panel.px(handle.x)}px`;
        button.style.top = `${panel.py(handle.y)}px`;
        button.classList.toggle("ck-square", handle.shape === "square");
        const words = `${handle.label}: ${handle.value || `${say(handle.x)}, ${say(handle.y)}`}`;
        if (button.words !== words) button.setAttribute("aria-label", (button.words = words));
      }
      for (const [id, button] of buttons)
        if (!handles.some((handle) => handle.id === id)) button.remove(), buttons.delete(id);
    }

    function handleButton(id) {
      let held = null;
      const act = (changes) => changes && (set(changes), true);
      const to = (x, y) => {
        const { handle } = button, panel = plot.panels[handle.panel];
        act(handle.move(state, rounded(panel.x(x), panel.xlim), rounded(panel.y(y), panel.ylim)));
      };
      const button = h("button", {
        type: "button", className: "ck-handle",
        onpointerdown: (e) => { button.setPointerCapture(e.pointerId); held = { x: e.clientX, y: e.clientY, moved: false }; },
        onpointermove: (e) => {
          if (!held || (!held.moved && Math.hypot(e.clientX - held.x, e.clientY - held.y) < 3)) return;
          held.moved = true;
          const at = canvas.getBoundingClientRect();
          to(e.clientX - at.left, e.clientY - at.top);
        },
        onpointerup: () => { const { moved } = held || {}; if (moved) commit(); else button.handle.keys?.Enter && act(button.handle.keys.Enter(state)) && commit(); held = null; },
        onpointercancel: () => { held = null; commit(); },
        onkeydown: (e) => {
          const { handle } = button, panel = plot.panels[handle.panel], size = e.shiftKey ? 10 : 100;
          const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
          const own = handle.keys?.[e.key === " " ? "Enter" : e.key];
          if (own) act(own(state));
          else if (way) to(panel.px(handle.x) + (way[0] * panel.area.w) / size, panel.py(handle.y) + (way[1] * panel.area.h) / size);
          else return;
          e.preventDefault();
          commit();
        },
      });
      picture.append(button);
      return button;
    }

    function pressed(e) {
      if (!spec.press) return;
      const at = canvas.getBoundingClientRect(), [x, y] = [e.clientX - at.left, e.clientY - at.top];
      for (const [id, panel] of Object.entries(plot.panels)) {
        const { area } = panel;
        if (x < area.x || x > area.x + area.w || y < area.y || y > area.y + area.h) continue;
        const changes = spec.press(state, id, rounded(panel.x(x), panel.xlim), rounded(panel.y(y), panel.ylim), now, given);
        if (changes) set(changes), commit();
      }
    }

    function commit() {
      refused.textContent = "";
      if (JSON.stringify(state) === JSON.stringify(model.get("_state"))) return;
      model.set("_state", { ...state });
      model.save_changes();
    }

    function go(changes) {
      pause();
      set(changes);
      commit();
    }

    const last = () => Math.min(steps.last, now.last ?? steps.last);
    const playButton = h("button", { type: "button", onclick: () => (playing ? (pause(), commit()) : play()) }, "Play");

    function play() {
      if (state[steps.name] >= last()) set({ [steps.name]: 0 });
      const speed = still.matches ? Math.min(2, steps.per_second) : steps.per_second;
      let before = null, owed = 0;
      playButton.textContent = "Pause";
      playing = requestAnimationFrame(function tick(time) {
        owed = Math.min(owed + ((time - (before ?? time)) / 1000) * speed, Math.max(1, speed / 10));
        before = time;
        const whole = Math.floor(owed);
        owed -= whole;
        if (whole) set({ [steps.name]: Math.min(last(), state[steps.name] + whole) });
        if (state[steps.name] >= last()) return pause(), commit();
        playing = requestAnimationFrame(tick);
      });
    }

    function pause() {
      cancelAnimationFrame(playing);
      playing = 0;
      playButton.textContent = "Play";
    }

    function controlRow(control, i) {
      const { name, label, kind, unit } = control, id = `${key}-${i}`;
      const error = h("p", { className: "ck-error", id: id + "e", role: "alert" });
      const inputs = [];
      const take = (value, box, final) => {
        const reason = wrong(control, value);
        error.textContent = reason;
        box.setAttribute("aria-invalid", !!reason);
        if (!reason && state[name] !== value) pause(), set({ [name]: value });
        if (!reason && final) commit();
      };
      if (kind === "choice") {
        const options = control.options.map((o, k) => h("option", { value: k }, String(control.names[k] ?? o)));
        const select = h("select", { id, onchange: () => take(control.options[select.value], select, true) }, ...options);
        inputs.push(select);
        syncs.push(() => (select.value = control.options.indexOf(state[name])));
      } else if (kind === "switch") {
        const box = h("input", { id, type: "checkbox", onchange: () => take(box.checked, box, true) });
        inputs.push(box);
        syncs.push(() => (box.checked = state[name]));
      } else {
        const { low = 0, high = control.last, step = 1 } = control, log = control.scale === "log";
        const to = (v) => (log ? (200 * Math.log(v / low)) / Math.log(high / low) : v);
        const back = (v) => {
          if (!log) return Math.max(low, Math.min(high, v));
          const value = +(low * (high / low) ** (v / 200)).toPrecision(3);
          return Math.max(low, Math.min(high, control.whole ? Math.round(value) : value));
        };
        const typed = () => (box.value.trim() === "" ? NaN : +box.value);
        const box = h("input", {
          type: "number", step: "any", min: low, max: high, "aria-describedby": id + "e",
          oninput: () => take(typed(), box), onchange: () => take(typed(), box, true),
        });
        if (kind === "seed") {
          box.id = id;
          inputs.push(box, h("button", { type: "button", onclick: () => take((state[name] + 1) % (high + 1), box, true) }, "Next"));
        } else {
          const range = h("input", {
            id, type: "range", min: to(low), max: to(high), step: log ? 1 : step,
            oninput: () => take(back(+range.value), box), onchange: commit,
          });
          box.setAttribute("aria-label", `${label}, as a number`);
          inputs.push(range, box);
          syncs.push(() => {
            if (range.shown === state[name]) return;
            range.shown = state[name];
            if (back(+range.value) !== state[name]) range.value = to(state[name]);
            range.setAttribute("aria-valuetext", `${say(state[name])} ${unit || ""}`.trim());
          });
        }
        syncs.push(() => {
          if (typed() === state[name]) return;
          if (document.activeElement === box && error.textContent) return;
          box.value = state[name];
          error.textContent = "";
        });
        if (unit) inputs.push(h("span", { className: "ck-unit" }, unit));
      }
      const row = h("div", { className: "ck-control" }, h("label", { htmlFor: id, title: control.help || "" }, label), ...inputs, error);
      if (control.when) syncs.push(() => (row.hidden = !control.when[1].includes(state[control.when[0]])));
      return row;
    }

    function question() {
      const { text, choices, answer, why } = page.question;
      const verdict = h("p", { role: "status" });
      const radios = choices.map((choice, i) => {
        const judge = () => (verdict.textContent = i === answer ? `✔ Right. ${why}` : "✘ Not quite. Play, and look again.");
        return h("label", {}, h("input", { type: "radio", name: key + "q", onchange: judge }), " " + choice);
      });
      return h("details", { className: "ck-question" }, h("summary", {}, "Predict first"),
        h("fieldset", {}, h("legend", {}, text), ...radios), verdict);
    }

    function presets() {
      const why = h("p", { className: "ck-why", role: "status" });
      const choose = (preset) => () => { go({ ...preset.state }); why.textContent = preset.why; };
      const made = page.presets.map((p) => h("button", { type: "button", title: p.why, onclick: choose(p) }, p.name));
      return h("div", {}, h("div", { className: "ck-presets", role: "group", "aria-label": "Presets" }, ...made), why);
    }

    async function copy() {
      getSelection().selectAllChildren(code);
      await navigator.clipboard?.writeText(code.textContent).catch(() => {});
    }

    // Python, another view or the address may set the state; a bad one leaves the last good one.
    function arrived() {
      const offered = model.get("_state");
      if (state && JSON.stringify(offered) === JSON.stringify(state)) return;
      pause();
      state = { ...offered };
      update();
    }
    const regiven = () => { given = model.get("_given"); update(); };
    const told = (message) => message.refused && (refused.textContent = message.refused);

    const moves = steps
      ? [h("button", { type: "button", onclick: () => go({ [steps.name]: Math.min(last(), state[steps.name] + 1) }) }, "Step"), playButton]
      : [];
    const reset = () => go(steps ? { [steps.name]: 0 } : { ...page.start });
    const shown = page.controls.filter((c) => c.show !== false && !["numbers", "free"].includes(c.kind));
    root.append(
      title, question(), presets(), refused, picture,
      h("div", { className: "ck-moves" }, ...moves, h("button", { type: "button", onclick: reset }, "Reset")),
      h("div", { className: "ck-controls" }, ...shown.map(controlRow)), own, says, live,
      h("p", { className: "ck-goal" }, h("b", {}, "Goal: "), page.goal, goal),
      h("p", { className: "ck-share" }, code, " ", h("button", { type: "button", onclick: copy }, "Copy")),
    );
    el.append(root);

    const repaint = () => { plot.theme = null; if (now) draw(); };
    const size = new ResizeObserver(() => {
      if (picture.clientWidth === width) return;
      width = picture.clientWidth;
      repaint();
    });
    const themes = new MutationObserver(repaint), dark = matchMedia("(prefers-color-scheme: dark)");
    for (const node of [document.documentElement, document.body]) themes.observe(node, { attributes: true });
    dark.addEventListener("change", repaint);
    size.observe(picture);
    model.on("change:_state", arrived);
    model.on("change:_given", regiven);
    model.on("msg:custom", told);

    state = { ...model.get("_state") };
    now = frame(state, given);
    const api = { set, commit, state: () => state, frame: () => now, given, name: (prefix) => `${key}-${prefix}` };
    const extra = spec.extra?.(own, api);
    if (extra) syncs.push(() => extra(state, now));
    width = picture.clientWidth;
    update();
    rest();

    return () => {
      pause();
      clearTimeout(resting);
      size.disconnect();
      themes.disconnect();
      dark.removeEventListener("change", repaint);
      model.off("change:_state", arrived);
      model.off("change:_given", regiven);
      model.off("msg:custom", told);
      root.remove();
    };
  }

  // Without a kernel: the state lives in the end of the page's address.
  function alone(traits, el) {
    const heard = {}, page = traits._page;
    const tell = (event, message) => (heard[event] || []).forEach((listen) => listen(message));
    const model = {
      get: (name) => traits[name],
      set: (name, value) => { traits[name] = value; tell("change:" + name); },
      save_changes() {
        const told = Object.entries(traits._state)
          .filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(page.defaults[k]))
          .map(([k, v]) => `${k}=${encodeURIComponent(JSON.stringify(v))}`);
        history.replaceState(null, "", "#" + told.join("&"));
      },
      on: (event, listen) => (heard[event] ||= []).push(listen),
      off: (event, listen) => (heard[event] = (heard[event] || []).filter((one) => one !== listen)),
    };
    function restore() {
      if (location.hash.length < 2) return "";
      const state = { ...page.defaults };
      try {
        for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
          const control = page.controls.find((one) => one.name === name), value = JSON.parse(text);
          const reason = control ? wrong(control, value) : `There is no setting ${name}.`;
          if (reason) return reason;
          state[name] = value;
        }
        const reason = spec.check?.(state, traits._given) || "";
        if (reason) return reason;
        describe(state, frame(state, traits._given), traits._given);
      } catch {
        return "The end of this page's address is not a state of the explorer.";
      }
      model.set("_state", state);
      return "";
    }
    const first = restore();
    render({ model, el, heading: "h1" });
    tell("msg:custom", { refused: first });
    window.addEventListener("hashchange", () => tell("msg:custom", { refused: restore() || " " }));
  }

  return { render, alone };
}

// A dragged value has no more digits than the eye can see: a thousandth of the axis.
function rounded(value, [a, b]) {
  const places = Math.max(0, Math.ceil(-Math.log10(Math.abs(b - a) / 1000)));
  return +value.toFixed(Math.min(12, places));
}
