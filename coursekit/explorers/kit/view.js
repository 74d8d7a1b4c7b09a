// One explorer in the page: its state, its elements, and what it tells Python.
import { button, h } from "./elements.js";
import { firstControls, moreControls, moves, presets, question } from "./layout.js";
import { listen } from "./listening.js";
import { Picture } from "./picture.js";
import { Player } from "./player.js";
import { same, sharedLine } from "./words.js";

const REST = 400; // milliseconds after which the hand is still

export class View {
  constructor(spec, { model, el, heading = "div" }) {
    this.spec = spec;
    this.model = model;
    this.page = model.get("_page");
    this.given = model.get("_given");
    this.state = { ...model.get("_state") };
    this.frame = spec.frame(this.state, this.given);
    this.key = `ck${Math.random().toString(36).slice(2)}`;
    this.followers = [];
    const steps = this.page.controls.find((control) => control.kind === "steps");
    this.player = new Player(this, steps);
    this.makeElements();
    this.build(heading);
    el.append(this.root);
    this.deaf = listen(this);
    this.picture.fits();
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
    this.picture.draw();
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
    this.picture.canvas.ariaLabel = words;
    this.code.textContent = sharedLine(this.state, this.page);
  }

  // Elements

  makeElements() {
    const paragraph = (className, traits) => h("p", { className, ...traits });
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
    this.picture = new Picture(this, this.root);
  }

  build(heading) {
    const { page, spec, root } = this;
    root.append(
      h(heading, { className: "ck-title", id: this.key }, page.title),
      question(this),
      ...presets(this),
      this.refused,
      this.picture.element,
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

  remove() {
    this.player.pause();
    clearTimeout(this.resting);
    this.deaf();
    this.root.remove();
  }
}
