// An explorer without a kernel: its state lives in the end of the page's address.
import { changed, wrong } from "./base.js";

export function alone(explorer, traits, el) {
  const { _page: page, _given: given } = traits, listeners = {};
  const tell = (event, message) => (listeners[event] || []).forEach((listen) => listen(message));
  const model = {
    get: (name) => traits[name],
    set(name, value) {
      traits[name] = value;
      tell("change:" + name);
    },
    save_changes() {
      const told = changed(traits._state, page).map(([k, v]) => `${k}=${encodeURIComponent(JSON.stringify(v))}`);
      history.replaceState(null, "", "#" + told.join("&"));
    },
    on: (event, listen) => (listeners[event] ||= []).push(listen),
    off: (event, listen) => (listeners[event] = listeners[event].filter((one) => one !== listen)),
  };

  // Take the state from the address, or return why not; the last good state stays.
  function restore() {
    const state = { ...page.defaults };
    try {
      for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
        const control = page.controls.find((one) => one.name === name);
        if (!control) return `There is no setting "${name}" here.`;
        state[name] = JSON.parse(text);
        const reason = refuse(control, state[name]);
        if (reason) return reason;
      }
      const reason = explorer.check?.(state, given);
      if (reason) return reason;
      explorer.describe(state, explorer.frame(state, given), given);
    } catch {
      return "The end of this page's address is not a state of the explorer.";
    }
    model.set("_state", state);
    return "";
  }

  const refused = location.hash.length > 1 ? restore() : "";
  explorer.render({ model, el, heading: "h1" });
  tell("msg:custom", { refused });
  window.addEventListener("hashchange", () => tell("msg:custom", { refused: restore() }));
}

function refuse(control, value) {
  const { kind, label, options, low, high, whole, columns, least, most } = control;
  if (kind === "choice") return options.includes(value) ? "" : `${label} must be one of ${options.join(", ")}.`;
  if (kind === "switch") return typeof value === "boolean" ? "" : `${label} must be true or false.`;
  if (kind === "free") return "";
  if (kind !== "numbers") return wrong(control, value);
  const number = (v) => !wrong({ label, whole, low: low ?? -Infinity, high: high ?? Infinity }, v);
  const row = (v) => (columns ? Array.isArray(v) && v.length === columns && v.every(number) : number(v));
  const right = Array.isArray(value) && value.length >= least && value.length <= most && value.every(row);
  return right ? "" : `${label} must be a list of ${least} to ${most} entries within its range.`;
}
