// Things to drag: a real button lies over each, so that the keyboard moves it too.
import { button } from "./elements.js";
import { say } from "./words.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STILL = 2; // pixels: a press that moves less is a click

/** A dragged value has no more digits than the eye can see: a thousandth of the axis. */
export function rounded(value, [from, to]) {
  const places = Math.ceil(-Math.log10(Math.abs(to - from) / 1000));
  return Number(value.toFixed(Math.max(0, Math.min(12, places))));
}

/** Where a pointer is, in pixels from the corner of the canvas. */
export function placeIn(canvas, event) {
  const corner = canvas.getBoundingClientRect();
  return [event.clientX - corner.left, event.clientY - corner.top];
}

export class Handles {
  constructor(view, picture) {
    Object.assign(this, { view, picture, knobs: new Map() });
  }

  /** Put a knob over every handle, and take away those whose handle is gone. */
  place(handles) {
    for (const handle of handles) this.placeOne(handle);
    for (const [id, knob] of this.knobs) {
      if (handles.some((handle) => handle.id === id)) continue;
      knob.remove();
      this.knobs.delete(id);
    }
  }

  placeOne(handle) {
    const { id, label, panel, x, y, value, shape = "round" } = handle;
    if (!this.knobs.has(id)) this.knobs.set(id, this.knob());
    const knob = this.knobs.get(id);
    const { px, py } = this.picture.plot.panels[panel];
    knob.handle = handle;
    knob.style.left = `${px(x)}px`;
    knob.style.top = `${py(y)}px`;
    knob.className = `ck-handle ck-${shape}`;
    const words = `${label}: ${value || `${say(x)}, ${say(y)}`}`;
    if (knob.ariaLabel !== words) knob.ariaLabel = words;
  }

  knob() {
    let held = null;
    const knob = button("", null, {
      className: "ck-handle",
      onpointerdown: (event) => {
        knob.setPointerCapture(event.pointerId);
        held = { from: placeIn(this.picture.canvas, event), moved: false };
      },
      onpointermove: (event) => {
        if (!held) return;
        const [x, y] = placeIn(this.picture.canvas, event);
        held.moved ||= Math.hypot(x - held.from[0], y - held.from[1]) > STILL;
        if (held.moved) this.move(knob.handle, x, y);
      },
      onpointerup: () => {
        if (held?.moved) this.view.commit();
        else if (held) this.act(knob.handle, "Enter");
        held = null;
      },
      onpointercancel: () => {
        held = null;
        this.view.commit();
      },
      onkeydown: (event) => {
        if (this.pressKey(knob.handle, event)) event.preventDefault();
      },
    });
    this.picture.element.append(knob);
    return knob;
  }

  move(handle, x, y) {
    const { view } = this;
    const panel = this.picture.plot.panels[handle.panel];
    const [right, up] = [rounded(panel.x(x), panel.xlim), rounded(panel.y(y), panel.ylim)];
    view.set(handle.move(view.state, right, up));
  }

  /** Do what the handle says about a key, if it says anything. */
  act(handle, key) {
    const changes = handle.keys?.[key]?.(this.view.state);
    if (!changes) return false;
    this.view.set(changes);
    this.view.commit();
    return true;
  }

  /** An arrow moves by a hundredth of the panel, with Shift by a tenth. */
  pressKey(handle, { key, shiftKey }) {
    if (this.act(handle, key === " " ? "Enter" : key)) return true;
    if (!(key in WAYS)) return false;
    const { px, py, area } = this.picture.plot.panels[handle.panel];
    const share = shiftKey ? 0.1 : 0.01;
    const [right, down] = WAYS[key];
    this.move(handle, px(handle.x) + right * share * area.w, py(handle.y) + down * share * area.h);
    this.view.commit();
    return true;
  }
}
