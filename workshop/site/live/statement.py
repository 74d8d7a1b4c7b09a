"""The statement of accessibility: what axe found on the built site, as the page tells it."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

from workshop.site.live import axe

FILE = Path(__file__).with_name("accessibility.json")
#: How every page is looked at: width of the window in pixels, theme.
WAYS = ((1280, "light"), (390, "dark"))


def add_parser(parts):
    """Add ``accessibility`` to the parts of ``python -m workshop site``."""
    parser = parts.add_parser("accessibility", help="let axe look at every page of the built site")
    parser.set_defaults(run=run)


def run(options):
    """Look at all pages, keep what was found for the statement; return 1 if there are faults."""
    from tests.support.jupyter import chromium

    site = Path(options.out)
    if not (site / "index.html").is_file():
        print(f"There is no site in {site}: run `python -m workshop site` first.")
        return 1
    with chromium() as browser:
        result = examine(browser, site)
    FILE.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for fault in result["faults"]:
        print(fault)
    print(f"axe {result['axe']}: {told(result)}; kept in {FILE.name} for the next build")
    return int(bool(result["faults"]))


def examine(browser, site):
    """Look at every page in every way; return what the statement says, as JSON."""
    pages, faults, ways = axe.pages(site), [], []
    for width, theme in WAYS:
        tab = axe.open_tab(browser, width, theme)
        found = [fault for page in pages for fault in axe.faults(tab, site, page)]
        ways.append({"width": width, "theme": theme, "faults": len(found)})
        faults += found
        version = tab.evaluate("axe.version")
        tab.context.close()
    return {
        "date": date.today().isoformat(),
        "axe": version,
        "browser": f"Chromium {browser.version}",
        "tags": axe.TAGS,
        "pages": len(pages),
        "ways": ways,
        "rules": Counter(fault.rule for fault in faults),
        "faults": [str(fault) for fault in faults],
    }


def told(result):
    """The result in one line."""
    looks = " and ".join(f"{way['width']} px {way['theme']}" for way in result["ways"])
    return f"{result['pages']} pages at {looks}, {len(result['faults'])} faults"


def kept():
    """Return the newest result that is kept."""
    return json.loads(FILE.read_text(encoding="utf-8"))
