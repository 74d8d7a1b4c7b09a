"""Lets axe-core look at every page of the built site, with everything on it unfolded and alive."""

from dataclasses import dataclass

#: What the site promises: WCAG 2.1, levels A and AA.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")

_AWAKEN = """async () => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  const places = [...document.querySelectorAll("[data-explorer]")];
  for (const place of places) {
    place.scrollIntoView();
    for (let k = 0; k < 200 && !place.querySelector(".ck"); k++) {
      await new Promise((then) => setTimeout(then, 25));
    }
  }
  scrollTo(0, 0);
  await new Promise((then) => setTimeout(then, 50));
  return places.filter((place) => !place.querySelector(".ck")).map((one) => one.dataset.explorer);
}"""
# What looks alike is looked at once: words of code in one colour, formulas in one place, rows of
# one kind. Long pages have thousands of them.
_ONCE = """() => {
  const seen = new Set();
  const again = (key) => seen.has(key) || !seen.add(key);
  for (const word of document.querySelectorAll("main :is(.highlight, .sig, code) span")) {
    if (again(word.className)) word.replaceWith(...word.childNodes);
  }
  for (const formula of document.querySelectorAll("main math")) {
    const { tagName, className } = formula.parentElement;
    if (again(`formula ${tagName} ${className}`)) formula.replaceChildren(formula.textContent);
  }
  for (const row of document.querySelectorAll("#ledger tr")) {
    if (again(`${row.className} ${row.rowIndex % 10}`)) row.remove();
  }
  document.body.normalize();
}"""
# Contrast is most of axe's work, and a page has few pairs of colours: the first words of each
# colour, size and ground stand for all like them. Over a picture or a shade, each is looked at. A
# link among words needs another colour only where no line under it tells it apart.
_LOOK = """(tags) => {
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const { backgroundImage, backgroundColor, opacity } = getComputedStyle(node);
      if (backgroundImage !== "none" || opacity !== "1") return null;
      if (!/, 0\\)$/.test(backgroundColor)) return backgroundColor;
    }
    return "";
  };
  const words = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim())
    || node.matches("input, select, textarea");
  const shown = (node) => node.checkVisibility({ visibilityProperty: true })
    && node.getBoundingClientRect().width > 1;
  const seen = new Set();
  for (const node of document.querySelectorAll("body, body *")) {
    if (!words(node) || !shown(node)) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(node);
    const below = ground(node);
    const key = [color, fontSize, fontWeight, below].join();
    if (below !== null && seen.has(key)) continue;
    seen.add(key);
    node.dataset.first = "";
  }
  const lined = (node) => getComputedStyle(node).textDecorationLine !== "none";
  const within = (node) => node !== null && (lined(node) || within(node.parentElement));
  for (const link of document.querySelectorAll("a[href], [role=link]")) {
    if (!lined(link) || within(link.parentElement)) link.dataset.noLine = "";
  }
  axe.configure({ rules: [
    { id: "color-contrast", selector: "[data-first]" },
    { id: "link-in-text-block", selector: "[data-no-line]" },
  ] });
  const wanted = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  return axe.run(document, wanted).then(({ violations }) =>
    violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => ({ rule: id, help, where: node.target.flat().join(" ") }))));
}"""


@dataclass(frozen=True)
class Fault:
    """One thing that axe finds: on which page, against which rule, at which element."""

    page: str
    rule: str
    help: str
    where: str

    def __str__(self):
        return f"{self.page}: {self.help} ({self.rule}) at {self.where}"


def pages(site):
    """Return the addresses of all pages of a site, relative to its folder.

    JupyterLite's own pages stand in the folder ``run`` and are not ours to mend.
    """
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [page for page in found if not page.startswith(("_static/", "run/"))]


def open_tab(browser, width, theme):
    """Open a tab of Playwright of a width in pixels, in the ``light`` or ``dark`` theme."""
    view = {"width": width, "height": 900}
    context = browser.new_context(viewport=view, color_scheme=theme, reduced_motion="reduce")
    return context.new_page()


def awaken(tab, site, page):
    """Open a page, unfold everything, and return the explorers that do not come to life."""
    tab.goto((site / page).resolve().as_uri())
    return tab.evaluate(_AWAKEN)


def faults(tab, site, page, tags=TAGS):
    """Open a page in a tab of Playwright, bring all of it to life, and return its faults."""
    from axe_playwright_python.base import AXE_SCRIPT

    for name in awaken(tab, site, page):
        yield Fault(page, "explorer", "The explorer stays a picture", name)
    tab.evaluate(_ONCE)
    tab.evaluate(AXE_SCRIPT)
    for found in tab.evaluate(_LOOK, list(tags)):
        yield Fault(page, **found)
