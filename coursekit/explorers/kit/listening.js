// What an explorer hears: Python, the theme of the page, and the room that it has.

/** Let an explorer hear until the function that is returned is called. */
export function listen(view) {
  const ends = [hearPython(view), hearTheme(view.picture), hearSize(view.picture)];
  // JupyterLab's shortcuts would take the arrow keys.
  view.root.addEventListener("focusin", ({ target }) => {
    target.dataset.lmSuppressShortcuts = 1;
  });
  return () => {
    for (const end of ends) end();
  };
}

function hearPython(view) {
  const { model } = view;
  const heard = {
    "change:_state": () => view.arrived(),
    "change:_given": () => view.givenAnew(),
    "msg:custom": ({ refused }) => {
      view.refused.textContent = refused || "";
    },
  };
  for (const [event, listener] of Object.entries(heard)) model.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(heard)) model.off(event, listener);
  };
}

function hearTheme(picture) {
  const repaint = () => picture.repaint();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", repaint);
  const themes = new MutationObserver(repaint);
  for (const node of [document.documentElement, document.body]) {
    themes.observe(node, { attributes: true });
  }
  return () => {
    dark.removeEventListener("change", repaint);
    themes.disconnect();
  };
}

function hearSize(picture) {
  const sizes = new ResizeObserver(() => {
    if (!picture.fits()) picture.draw();
  });
  sizes.observe(picture.element);
  return () => sizes.disconnect();
}
