// What scrolls inside itself can be scrolled with the keyboard, and paper shows what is folded.
(() => {
  const wide = document.querySelectorAll(
    "pre, .wide, .ledger-wide, .formula, .pst-scrollable-table-container",
  );

  function reach() {
    for (const node of wide) {
      const scrolls = node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight;
      if (scrolls) node.tabIndex = 0;
      else node.removeAttribute("tabindex");
    }
  }

  let folded = [];
  function unfold() {
    folded = [...document.querySelectorAll("main details.answer:not([open])")];
    for (const fold of folded) fold.open = true;
  }
  function fold() {
    for (const one of folded) one.open = false;
  }

  reach();
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, { capture: true });
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
})();
