// An explorer without a kernel: its state lives in the end of the page's address.
import { modelOf } from "./model.js";
import { changed, wrong } from "./words.js";

/** Show the explorer in `el`, with a model of its own in place of the kernel's. */
export function alone(explorer, traits, el) {
  const { _page: page, _given: given } = traits;
  const model = modelOf(traits, ({ _state, _page }) => {
    const settings = changed(_state, _page).map(
      ([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value))}`,
    );
    history.replaceState(null, "", `#${settings.join("&")}`);
  });

  function restore() {
    const [state, refused] = readAddress(explorer, page, given);
    if (!refused) model.set("_state", state);
    return refused;
  }

  const refused = location.hash.length > 1 ? restore() : "";
  explorer.render({ model, el, heading: "h1" });
  model.tell("msg:custom", { refused });
  window.addEventListener("hashchange", () => model.tell("msg:custom", { refused: restore() }));
}

/** The state in the address, and "" or a sentence that says why it is none. */
function readAddress(explorer, page, given) {
  const state = { ...page.defaults };
  try {
    for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
      const control = page.controls.find((one) => one.name === name);
      if (!control) return [null, `There is no setting "${name}" here.`];
      state[name] = JSON.parse(text);
      const reason = refuse(control, state[name]);
      if (reason) return [null, reason];
    }
    const reason = explorer.check?.(state, given);
    if (reason) return [null, reason];
    explorer.describe(state, explorer.frame(state, given), given);
  } catch {
    return [null, "The end of this page's address is not a state of the explorer."];
  }
  return [state, ""];
}

function refuse(control, value) {
  const { kind, label, options } = control;
  if (kind === "choice") {
    return options.includes(value) ? "" : `${label} must be one of ${options.join(", ")}.`;
  }
  if (kind === "switch") return typeof value === "boolean" ? "" : `${label} must be true or false.`;
  if (kind === "free") return "";
  return kind === "numbers" ? refuseList(control, value) : wrong(control, value);
}

function refuseList({ label, whole, low, high, columns, least, most }, value) {
  const range = { label, whole, low: low ?? -Infinity, high: high ?? Infinity };
  const isNumber = (entry) => !wrong(range, entry);
  const isRow = (row) => Array.isArray(row) && row.length === columns && row.every(isNumber);
  const fits = Array.isArray(value) && value.length >= least && value.length <= most;
  if (fits && value.every(columns ? isRow : isNumber)) return "";
  return `${label} must be a list of ${least} to ${most} entries within its range.`;
}
