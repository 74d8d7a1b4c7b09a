"""The statement of accessibility: what axe found on the built site, as the page tells it."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

from workshop.site.live import axe, shell

FILE = Path(__file__).with_name("accessibility.json")
#: How every page is looked at: width of the window in pixels, theme.
WAYS = ((1280, "light"), (390, "dark"))


def write(site):
    """Look at all pages of a site, keep what was found for the statement, return it."""
    from workshop.browser import chromium

    with chromium() as browser:
        result = examine(browser, site)
    FILE.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return result


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
    lesson = shell.examine(browser, site)
    return {
        "date": date.today().isoformat(),
        "axe": version,
        "browser": f"Chromium {browser.version}",
        "tags": axe.TAGS,
        "pages": len(pages),
        "ways": ways,
        "rules": Counter(fault.rule for fault in faults),
        "faults": [str(fault) for fault in faults] + (lesson or {"ours": []})["ours"],
        "shell": lesson and lesson["theirs"],
    }


def told(result):
    """The result in one line."""
    looks = " and ".join(f"{way['width']} px {way['theme']}" for way in result["ways"])
    return f"{result['pages']} pages at {looks}, {len(result['faults'])} faults"


def kept():
    """Return the newest result that is kept."""
    return json.loads(FILE.read_text(encoding="utf-8"))
