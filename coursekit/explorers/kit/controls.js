// The row of each control, built from what Python declares; `view` is the explorer in the page.
import { button, h } from "./elements.js";
import { say, wrong } from "./words.js";

const SLIDER_PLACES = 200; // of a slider whose values go by factors

const BUILDERS = { choice, switch: tick, seed, number: slider, steps: slider };

/** Whether a control has a row; others are dragged, or set by elements of the explorer's own. */
export const hasRow = (control) => control.show !== false && control.kind in BUILDERS;

/** A label and what sets the value; the row is hidden while `control.when` does not hold. */
export function controlRow(view, control) {
  const { name, label, kind, help = "", when } = control;
  const id = view.name(name);
  const row = h(
    "div",
    { className: `ck-control ck-${kind}`, "data-field": name },
    h("label", { htmlFor: id, title: help }, label),
    ...BUILDERS[kind](view, control, id),
  );
  if (when) {
    const [field, values] = when;
    view.follow(() => {
      row.hidden = !values.includes(view.state[field]);
    });
  }
  return row;
}

function choice(view, { name, options, names }, id) {
  const select = h(
    "select",
    { id, onchange: () => view.go({ [name]: options[select.value] }) },
    ...options.map((option, k) => h("option", { value: k }, String(names[k] ?? option))),
  );
  view.follow(() => {
    select.value = options.indexOf(view.state[name]);
  });
  return [select];
}

function tick(view, { name }, id) {
  const onchange = () => view.go({ [name]: box.checked });
  const box = h("input", { id, type: "checkbox", onchange });
  view.follow(() => {
    box.checked = view.state[name];
  });
  return [box];
}

function seed(view, control, id) {
  const { name, high } = control;
  const [box, error] = numberBox(view, control, id);
  const next = () => view.go({ [name]: (view.state[name] + 1) % (high + 1) });
  return [box, button("Next", next), error];
}

/** A slider with a number box; on a logarithmic scale its places go from 0 to SLIDER_PLACES. */
function slider(view, control, id) {
  const { name, label, low, high, step, unit } = control;
  const { placeOf, valueAt } = scaleOf(control);
  const range = h("input", {
    id,
    type: "range",
    min: placeOf(low),
    max: placeOf(high),
    step: control.scale === "log" ? 1 : step,
    oninput: () => view.take(name, valueAt(Number(range.value))),
    onchange: () => view.commit(),
  });
  const [box, error] = numberBox(view, control, `${id}-number`);
  box.ariaLabel = `${label}, as a number`;
  view.follow(() => {
    const value = view.state[name];
    if (control.kind === "steps") range.max = view.player.last();
    if (valueAt(Number(range.value)) !== value) range.value = placeOf(value);
    const words = `${say(value)} ${unit}`.trim();
    if (range.ariaValueText !== words) range.ariaValueText = words;
  });
  return [range, box, unit, error];
}

/** From a value to its place on the slider, and back. */
function scaleOf({ low, high, scale, whole }) {
  const within = (value) => Math.max(low, Math.min(high, whole ? Math.round(value) : value));
  if (scale !== "log") return { placeOf: (value) => value, valueAt: within };
  const ratio = high / low;
  return {
    placeOf: (value) => (SLIDER_PLACES * Math.log(value / low)) / Math.log(ratio),
    valueAt: (place) => within(Number((low * ratio ** (place / SLIDER_PLACES)).toPrecision(3))),
  };
}

/** A box to type a number into, and the sentence that refuses a wrong one. */
function numberBox(view, control, id) {
  const { name } = control;
  const error = h("p", { className: "ck-error", id: `${id}-error`, role: "alert" });
  const typed = () => (box.value.trim() ? Number(box.value) : NaN);
  const isRight = () => {
    error.textContent = wrong(control, typed());
    box.ariaInvalid = error.textContent !== "";
    return error.textContent === "";
  };
  const box = h("input", {
    id,
    type: "number",
    step: "any",
    "aria-describedby": error.id,
    oninput() {
      if (isRight()) view.take(name, typed());
    },
    onchange() {
      if (isRight()) view.commit();
    },
  });
  view.follow(() => {
    const refused = error.textContent && document.activeElement === box;
    if (typed() === view.state[name] || refused) return;
    box.value = view.state[name];
    isRight();
  });
  return [box, error];
}
