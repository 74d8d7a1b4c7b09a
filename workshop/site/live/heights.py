"""How tall each explorer is, so that a page keeps its place free before it comes to life."""

import json
from functools import cache
from pathlib import Path

from workshop.site.live import axe

FILE = Path(__file__).with_name("heights.json")
WIDTHS = {"narrow": 390, "wide": 1280}  # of the window, in pixels
_HEIGHTS = """() => [...document.querySelectorAll("[data-explorer] .ck")].map((one) =>
  [one.querySelector(".ck-share code").textContent, Math.round(one.offsetHeight)])"""


def of(explorer):
    """Return ``{"narrow": pixels, "wide": pixels}`` of an explorer; {} where it is unknown."""
    return known().get(explorer.share(), {})


@cache
def known():
    """Return the heights by the lines that make the explorers."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def measure(browser, site):
    """Return the heights of all explorers of a built site, as the file keeps them."""
    found = {}
    pages = [
        page for page in axe.pages(site) if "data-explorer" in (site / page).read_text("utf-8")
    ]
    for name, width in WIDTHS.items():
        tab = axe.open_tab(browser, width, "light")
        for page in pages:
            axe.awaken(tab, site, page)
            for line, height in tab.evaluate(_HEIGHTS):
                # The page writes words in double quotes, Python in single ones.
                found.setdefault(line.replace('"', "'"), {})[name] = height
        tab.context.close()
    return dict(sorted(found.items()))


def write(site):
    """Measure the explorers of a site, keep their heights for the next build, return them."""
    from workshop.browser import chromium

    with chromium() as browser:
        found = measure(browser, site)
    FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return found
