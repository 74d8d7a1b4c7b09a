// An explorer's model where no kernel runs.

/** What anywidget's model can, as far as an explorer uses it; `saved` hears of every change. */
export function modelOf(traits, saved = () => {}) {
  const listeners = {};
  return {
    get: (name) => traits[name],
    set(name, value) {
      traits[name] = value;
      this.tell(`change:${name}`);
    },
    save_changes: () => saved(traits),
    on(event, listener) {
      listeners[event] ||= [];
      listeners[event].push(listener);
    },
    off(event, listener) {
      listeners[event] = listeners[event].filter((one) => one !== listener);
    },
    tell(event, message) {
      for (const listener of listeners[event] || []) listener(message);
    },
  };
}
