/**
 * What all explorers share in the page: controls, Step/Play/Pause/Reset, canvas, handles, read-out.
 *
 * A `page.js` ends with
 *
 *   export function frame(state, given) { return {…}; }            // the numbers of Python's frame
 *   export function describe(state, frame, given) { return "…"; } // the words of Python's describe
 *   export default explorer({ frame, describe, draw, … });
 *
 * Python's `given` arrives as `given` ({} without one).  It imports from its own folder and from
 * "../kit/…": `say` from words.js, `h` and `button` from elements.js, `chance` from chance.js.
 *
 * explorer({
 *   frame, describe,                   // pure; frame(state).goal: bool; .last: where Play ends
 *   draw(plot, state, frame, given),   // everything anew each time, onto one canvas
 *   aspect: 0.45,                      // height/width of the canvas when wide
 *   tallest: 400,                      // … but no more pixels than these, for the controls' sake
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
 *   extra(root, view) → update(state, frame) or nothing,           // own page elements
 *   also(changes, given) → more changes,                         // as { step: 0 } when data change
 *   check(state, given) → "" or a sentence,                        // what controls cannot check
 * })
 *
 * Changes are parts of the state, { lr: 0.2 }; numbers beyond a control's range are cut to it.
 * `extra` puts elements into `root`, after the controls, into `view.under`, below the picture, or
 * into `view.below`, after the fold.
 * It reads view.state, view.frame and view.given, and calls view.go(changes); view.name(part) is an
 * id that nobody else has.
 *
 * plot.panel({ id, box: [x, y, width, height],    // fractions of the canvas, y from the top
 *   xlim, ylim, xlabel, ylabel, title,            // xlim, ylim: [from, to]
 *   log: "x" | "y" | "xy", equal: true,           // equal: one unit is as long in x as in y
 *   axes: false, xticks: [[value, words], …], yticks })
 * → { px(x), py(y), x(px), y(py), xlim, ylim, area: {x, y, w, h},
 *     line(points, {colour, width, dash: [6, 4], alpha, fill}),        // a null point breaks it
 *     segment(from, to, {…}),                                          // a line of two points
 *     dots(points, {colour, marker, size, edge, rim, alpha}),
 *                             // marker: circle, square, triangle, cross or diamond
 *     bars([[x, height], …], {colour, size}), arrow(from, to, {colour, width}),
 *     rect(x0, y0, x1, y1, {colour, width, dash, fill, alpha}),        // width 0: no outline
 *     text(x, y, words, {colour, size, align, baseline, bold, bare, plate}),
 *                             // bare: without a halo; plate: on paper that hides lines below it
 *     heat(matrix, {low, high, map, alpha, smooth, box: [x0, y0, x1, y1]}) }
 *                             // map: diverging, grey or cividis
 * plot.colour(name), plot.context (the 2-D context), plot.width, plot.height, plot.narrow.
 * Colours: ink paper grid grey blue vermillion green orange purple sky yellow, or any CSS colour;
 * positive and negative for signs and classes (looks.js).
 */
import { button, h } from "./elements.js";
import { Handles, placeIn, rounded } from "./handles.js";
import { firstControls, moreControls, moves, presets, question } from "./layout.js";
import { Player } from "./player.js";
import { plotter } from "./plot.js";
import { same, sharedLine } from "./words.js";

const NARROW = 560; // pixels
const TALLEST = 400;
const REST = 400; // milliseconds after which the hand is still

export function explorer(spec) {
  const render = (place) => {
    const view = new View(spec, place);
    return () => view.remove();
  };
  return { ...spec, render };
}

/** One explorer in the page: what it shows, and what it tells Python. */
class View {
  constructor(spec, { model, el, heading = "div" }) {
    this.spec = spec;
    this.model = model;
    this.page = model.get("_page");
    this.given = model.get("_given");
    this.state = { ...model.get("_state") };
    this.frame = spec.frame(this.state, this.given);
    this.key = `ck${Math.random().toString(36).slice(2)}`;
    this.width = 0;
    this.followers = [];
    const steps = this.page.controls.find((control) => control.kind === "steps");
    this.player = new Player(this, steps);
    this.makeElements();
    this.build(heading);
    el.append(this.root);
    this.listen();
    this.width = this.picture.clientWidth;
    this.update();
    this.rest();
  }

  /** An id that no other element of the page has. */
  name(part) {
    return `${this.key}-${part}`;
  }

  /** Call a function after every change. */
  follow(update) {
    this.followers.push(update);
  }

  // Changes

  /** Change the state and draw it; Python hears nothing yet. */
  set(changes) {
    for (const { name, kind, low, high } of this.page.controls) {
      if (name in changes && ["number", "steps", "seed"].includes(kind)) {
        changes[name] = Math.max(low, Math.min(high, changes[name]));
      }
    }
    this.state = { ...this.state, ...this.spec.also?.(changes, this.given), ...changes };
    this.update();
  }

  /** Tell Python, when a slider or a handle is let go. */
  commit() {
    this.refused.textContent = "";
    this.rest();
    if (same(this.state, this.model.get("_state"))) return;
    this.model.set("_state", { ...this.state });
    this.model.save_changes();
  }

  /** Change the state once and for all. */
  go(changes) {
    this.player.pause();
    this.set(changes);
    this.commit();
  }

  /** Take a value while a slider moves. */
  take(field, value) {
    if (this.state[field] === value) return;
    this.player.pause();
    this.set({ [field]: value });
  }

  /** Python, another view or the address has set the state. */
  arrived() {
    if (same(this.model.get("_state"), this.state)) return;
    this.player.pause();
    this.state = { ...this.model.get("_state") };
    this.update();
  }

  givenAnew() {
    this.given = this.model.get("_given");
    this.update();
  }

  // What is shown

  update() {
    const { spec, state, given } = this;
    this.frame = spec.frame(state, given);
    this.draw();
    for (const follow of this.followers) follow();
    this.says.textContent = spec.describe(state, this.frame, given);
    this.goal.textContent = this.frame.goal ? " ✔ reached" : " ○ not yet";
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  /** What only matters when the hand is still: words for screen readers, the shared line. */
  rest() {
    const words = this.says.textContent;
    this.live.textContent = words + (this.frame.goal ? " The goal is reached." : "");
    this.canvas.ariaLabel = words;
    this.code.textContent = sharedLine(this.state, this.page);
  }

  draw() {
    const { spec, plot, width } = this;
    if (!width) return;
    const narrow = width < NARROW;
    const stacked = narrow && !spec.narrow ? Math.round(0.75 * width) : 0;
    // How many panels are stacked is known only when they have been drawn.
    do {
      plot.begin(width, this.height(narrow, stacked), narrow, stacked);
      spec.draw(plot, this.state, this.frame, this.given);
    } while (plot.height !== this.height(narrow, stacked));
    this.handles.place(spec.handles?.(this.state, this.frame, this.given) || []);
  }

  height(narrow, stacked) {
    const { aspect = 0.45, tallest = TALLEST, narrow: narrowAspect } = this.spec;
    if (stacked && this.plot.count) return stacked * this.plot.count;
    if (narrow && narrowAspect) return Math.round(this.width * narrowAspect);
    return Math.min(tallest, Math.max(200, Math.round(this.width * aspect)));
  }

  pressed(event) {
    const { spec, state, frame, given } = this;
    const [x, y] = placeIn(this.canvas, event);
    for (const [id, panel] of Object.entries(this.plot.panels)) {
      const { area, xlim, ylim } = panel;
      const inside = Math.abs(x - area.x - area.w / 2) <= area.w / 2;
      if (!inside || Math.abs(y - area.y - area.h / 2) > area.h / 2) continue;
      const place = [rounded(panel.x(x), xlim), rounded(panel.y(y), ylim)];
      const changes = spec.press?.(state, id, ...place, frame, given);
      if (changes) this.go(changes);
    }
  }

  // Elements

  makeElements() {
    const paragraph = (className, traits) => h("p", { className, ...traits });
    this.canvas = h("canvas", { role: "img", onpointerdown: (event) => this.pressed(event) });
    this.picture = h("div", { className: "ck-picture" }, this.canvas);
    this.says = paragraph("ck-says");
    this.live = paragraph("ck-live", { ariaLive: "polite" });
    this.refused = paragraph("ck-error", { role: "alert" });
    this.goal = h("span", {});
    this.code = h("code", {});
    this.own = h("div", { className: "ck-extra" });
    this.under = h("div", { className: "ck-extra" });
    this.below = h("div", { className: "ck-extra" });
    this.root = h("section", {
      className: "ck",
      "aria-labelledby": this.key,
      onkeydown: (event) => event.stopPropagation(),
    });
    this.plot = plotter(this.canvas, this.root);
    this.handles = new Handles(this, this.picture, this.canvas);
  }

  build(heading) {
    const { page, spec, root } = this;
    root.append(
      h(heading, { className: "ck-title", id: this.key }, page.title),
      question(this),
      ...presets(this),
      this.refused,
      this.picture,
      this.under,
      moves(this),
      h("div", { className: "ck-panel" }, firstControls(this), this.own),
      moreControls(this),
      this.below,
      this.says,
      this.live,
      h("p", { className: "ck-goal" }, h("b", {}, "Goal: "), page.goal, this.goal),
      h(
        "p",
        { className: "ck-share" },
        this.code,
        " ",
        button("Copy", () => this.copy()),
      ),
    );
    const update = spec.extra?.(this.own, this);
    if (update) this.follow(() => update(this.state, this.frame));
  }

  copy() {
    getSelection().selectAllChildren(this.code);
    navigator.clipboard?.writeText(this.code.textContent).catch(() => {});
  }

  // Beginning and end

  listen() {
    const { root, model } = this;
    const end = new AbortController();
    const repaint = () => {
      this.plot.theme = null;
      this.draw();
    };
    // JupyterLab's shortcuts would take the arrow keys.
    root.addEventListener("focusin", ({ target }) => {
      target.dataset.lmSuppressShortcuts = 1;
    });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", repaint, { signal: end.signal });
    this.themes = new MutationObserver(repaint);
    for (const node of [document.documentElement, document.body]) {
      this.themes.observe(node, { attributes: true });
    }
    this.sizes = new ResizeObserver(() => {
      if (this.picture.clientWidth === this.width) return;
      this.width = this.picture.clientWidth;
      this.draw();
    });
    this.sizes.observe(this.picture);
    this.heard = {
      "change:_state": () => this.arrived(),
      "change:_given": () => this.givenAnew(),
      "msg:custom": ({ refused }) => {
        this.refused.textContent = refused || "";
      },
    };
    for (const [event, listener] of Object.entries(this.heard)) model.on(event, listener);
    this.end = end;
  }

  remove() {
    this.player.pause();
    clearTimeout(this.resting);
    this.sizes.disconnect();
    this.themes.disconnect();
    this.end.abort();
    for (const [event, listener] of Object.entries(this.heard)) this.model.off(event, listener);
    this.root.remove();
  }
}
