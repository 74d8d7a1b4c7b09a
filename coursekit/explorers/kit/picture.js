// The canvas of an explorer: drawn anew after every change, with things to drag over it.
import { h } from "./elements.js";
import { Handles, placeIn, rounded } from "./handles.js";
import { plotter } from "./plot.js";

const NARROW = 560; // pixels
const TALLEST = 400;

export class Picture {
  constructor(view, root) {
    this.view = view;
    this.width = 0;
    this.canvas = h("canvas", { role: "img", onpointerdown: (event) => this.pressed(event) });
    this.element = h("div", { className: "ck-picture" }, this.canvas);
    this.plot = plotter(this.canvas, root);
    this.handles = new Handles(view, this);
  }

  /** Take the width that the page gives; say whether it is another one. */
  fits() {
    const before = this.width;
    this.width = this.element.clientWidth;
    return this.width === before;
  }

  draw() {
    const { plot, width } = this;
    const { spec, state, frame, given } = this.view;
    if (!width) return;
    const narrow = width < NARROW;
    const stacked = narrow && !spec.narrow ? Math.round(0.75 * width) : 0;
    // How many panels are stacked is known only when they have been drawn.
    do {
      plot.begin(width, this.height(narrow, stacked), narrow, stacked);
      spec.draw(plot, state, frame, given);
    } while (plot.height !== this.height(narrow, stacked));
    this.handles.place(spec.handles?.(state, frame, given) || []);
  }

  /** Draw in the colours of another theme. */
  repaint() {
    this.plot.theme = null;
    this.draw();
  }

  height(narrow, stacked) {
    const { aspect = 0.45, tallest = TALLEST, narrow: narrowAspect } = this.view.spec;
    if (stacked && this.plot.count) return stacked * this.plot.count;
    if (narrow && narrowAspect) return Math.round(this.width * narrowAspect);
    return Math.min(tallest, Math.max(200, Math.round(this.width * aspect)));
  }

  pressed(event) {
    const { spec, state, frame, given } = this.view;
    const [x, y] = placeIn(this.canvas, event);
    for (const [id, panel] of Object.entries(this.plot.panels)) {
      const { area, xlim, ylim } = panel;
      const inside = Math.abs(x - area.x - area.w / 2) <= area.w / 2;
      if (!inside || Math.abs(y - area.y - area.h / 2) > area.h / 2) continue;
      const place = [rounded(panel.x(x), xlim), rounded(panel.y(y), ylim)];
      const changes = spec.press?.(state, id, ...place, frame, given);
      if (changes) this.view.go(changes);
    }
  }
}
