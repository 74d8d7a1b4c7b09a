"""The pages of marking in a browser: light and dark, wide and narrow, with axe and no network."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from coursekit.classroom.reports.write import write
from tests.support import records

AXE = """() => axe.run({
  runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"], resultTypes: ["violations"] })"""
PAGES = ["class.html", "students/ada.html"]
NAME = "<b>Ada</b> with a name that is as long as a name can be and without a break" + "a" * 80


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = list(records.a_class(31))
    states = ["failed", "passed", "timeout", "failed", "not attempted"]
    made[0] = records.record("ada", states, name=NAME)
    made[4]["fingerprint"] = made[5]["fingerprint"]
    folder = tmp_path_factory.mktemp("reports")
    write(made, folder, "hand-computation")
    return folder


def opened(browser, path, width, look="light"):
    """The page with everything unfolded, and the addresses that it asked for."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=look)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")
    return page, asked


@pytest.mark.parametrize(("width", "look"), [(1280, "dark"), (390, "light")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser, folder, name, width, look):
    page, _ = opened(browser, folder / name, width, look)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE)["violations"]
    page.close()
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", PAGES)
def test_it_fits_and_asks_for_nothing(browser, folder, name, width):
    page, asked = opened(browser, folder / name, width)
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    drawn = page.evaluate("() => [...document.images].map(one => one.naturalWidth)")
    page.close()
    assert wide <= width
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert len(drawn) == (2 if name == PAGES[0] else 0) and all(size > 300 for size in drawn)
