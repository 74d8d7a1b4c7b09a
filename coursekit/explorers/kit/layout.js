// What stands around the picture: the question, the presets, the moves and the controls.
import { controlRow, hasRow } from "./controls.js";
import { button, group, h } from "./elements.js";

/** Predict first: choices that answer with a reason. */
export function question(view) {
  const { text, choices, answer, why } = view.page.question;
  const verdict = h("p", { role: "status" });
  const judge = (chosen) => {
    const right = chosen === answer;
    verdict.textContent = right ? `✔ ${why}` : "✘ Play, and look again.";
  };
  const radio = (choice, k) => {
    const traits = { type: "radio", name: view.name("question"), onchange: () => judge(k) };
    return h("label", {}, h("input", traits), ` ${choice}`);
  };
  const choose = h("fieldset", {}, h("legend", {}, text), ...choices.map(radio));
  const head = h("summary", {}, "Predict first");
  return h("details", { className: "ck-question" }, head, choose, verdict);
}

/** A button for each named state, and the reason to look at the one that was pressed. */
export function presets(view) {
  const why = h("p", { className: "ck-why", role: "status" });
  const choose = (preset) => {
    view.go({ ...preset.state });
    why.textContent = preset.why;
  };
  const buttons = view.page.presets.map((preset) =>
    button(preset.name, () => choose(preset), { title: preset.why }),
  );
  const traits = { className: "ck-presets", role: "group", ariaLabel: "Presets" };
  return [h("div", traits, ...buttons), why];
}

/** Step, Play and Reset, and the slider that goes to any step. */
export function moves(view) {
  const { steps } = view.player;
  const row = h("div", { className: "ck-moves" }, ...view.player.buttons());
  if (steps && hasRow(steps)) row.append(controlRow(view, steps));
  return row;
}

export function firstControls(view) {
  const first = view.page.controls.filter((control) => control.first);
  return h("div", { className: "ck-controls" }, ...rows(view, first));
}

/** The rest, folded; there is no fold where nothing would be in it. */
export function moreControls(view) {
  const others = view.page.controls.filter((control) => !control.first);
  const more = rows(view, others);
  const inside = h("div", { className: "ck-controls" }, ...more);
  const fold = h("details", { className: "ck-more" }, h("summary", {}, "More"), inside);
  view.follow(() => {
    fold.hidden = more.every((row) => row.hidden);
  });
  return fold;
}

/** Rows of controls, those with a group together in a frame. */
function rows(view, controls) {
  const found = [];
  const frames = new Map();
  for (const control of controls) {
    if (!hasRow(control) || control.kind === "steps") continue;
    const row = controlRow(view, control);
    if (!control.group) {
      found.push(row);
      continue;
    }
    if (!frames.has(control.group)) {
      frames.set(control.group, group(control.group));
      found.push(frames.get(control.group));
    }
    frames.get(control.group).append(row);
  }
  return found;
}
