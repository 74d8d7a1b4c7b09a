"""WCAG 2.1 AA: axe finds nothing on any page, and the keyboard alone is enough for three."""

import html

import pytest
from playwright.sync_api import expect

from workshop.site.live import axe, statement

FRONT, LESSON = "index.html", "lessons/01_neuron_and_perceptron.html"
SHEET = "exercises/01_neuron_and_perceptron.html"
#: Pages that are also looked at on a phone in the dark.
ALSO_NARROW = (FRONT, LESSON, SHEET, "ledger.html", "glossary.html", "reference/losses.html")
MOST_STOPS = 600

# Where the focus is after a press of Tab, and how it differs from where it was.
FOCUSED = """() => {
  const node = document.activeElement, before = window.lastFocus;
  window.lastFocus = node;
  if (node === document.body) return null;
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  const ringed = (one) => one.outlineStyle !== "none" || one.boxShadow !== "none";
  const back = before?.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
  return {
    html: node.outerHTML.slice(0, 120),
    marked: ringed(style) || ringed(getComputedStyle(node, "::before")),
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    back: Boolean(back) && before.isConnected,
    inMain: Boolean(node.closest("main")),
  };
}"""


@pytest.fixture
def open_page(browser, site):
    """Open a page of the site from its folder, for the keyboard alone."""
    tab = axe.open_tab(browser, 1280, "light")

    def open_page(page):
        tab.goto((site / page).as_uri())
        return tab

    yield open_page
    tab.context.close()


def test_axe_finds_nothing_on_any_page(browser, site):
    tab = axe.open_tab(browser, 1280, "light")
    pages = axe.pages(site)
    assert {FRONT, LESSON, SHEET, "search.html", "ledger.html"} <= set(pages)
    found = [fault for page in pages for fault in axe.faults(tab, site, page)]
    tab.context.close()
    assert "\n".join(map(str, found)) == ""


def test_axe_finds_nothing_on_a_phone_in_the_dark(browser, site):
    tab = axe.open_tab(browser, 390, "dark")
    found = []
    for page in ALSO_NARROW:
        found += map(str, axe.faults(tab, site, page))
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390, page
    tab.context.close()
    assert found == []


def test_axe_sees_what_is_wrong(browser, tmp_path):
    """A page with six faults, one of them folded away, one behind hidden words of its colour."""
    (tmp_path / "bad.html").write_text(
        "<!doctype html><title>Bad</title><style>p { color: #bbb }</style>"
        "<main><img src='x.png'><a href='x.html'></a><p hidden>pale</p><p>pale</p>"
        "<details><summary>more</summary><input></details>"
        "<p style='color: #000'>Words and <a href='y.html'>one link</a> with a line, and "
        "<a href='z.html' style='color: #400; text-decoration: none'>one</a> without.</p></main>"
    )
    tab = axe.open_tab(browser, 1280, "light")
    found = {fault.rule for fault in axe.faults(tab, tmp_path, "bad.html")}
    tab.context.close()
    contrast = {"color-contrast", "link-in-text-block"}
    assert found == {"image-alt", "link-name", "label", "html-has-lang"} | contrast


@pytest.mark.parametrize("page", (FRONT, LESSON, SHEET))
def test_a_walk_with_the_tab_key(open_page, page):
    """The link to the text comes first; every stop is seen, marked and in order, to the end."""
    tab = open_page(page)
    tab.keyboard.press("Tab")
    expect(tab.get_by_text("Skip to main content")).to_be_in_viewport()
    skip = tab.evaluate(FOCUSED)
    assert "Skip to main content" in skip["html"] and skip["marked"]
    stops, in_main = 1, 0
    while stops < MOST_STOPS:
        tab.keyboard.press("Tab")
        now = tab.evaluate(FOCUSED)
        if now is None or "Skip to main content" in now["html"]:
            break
        assert now["seen"] and now["marked"] and not now["back"], now
        stops, in_main = stops + 1, in_main + now["inMain"]
    assert 20 < stops < MOST_STOPS
    assert in_main > 10


def test_the_first_link_skips_to_the_text(open_page):
    tab = open_page(LESSON)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUSED)["inMain"]


def test_an_explorer_with_the_keyboard(open_page):
    tab = open_page(LESSON)
    tab.locator(".explorer").scroll_into_view_if_needed()
    root = tab.locator(".explorer .ck")
    said = root.locator(".ck-live")
    before = said.inner_text()
    root.get_by_role("button", name="Step", exact=True).press("Enter")
    expect(said).not_to_have_text(before)
    before = said.inner_text()
    root.get_by_role("slider").first.press("Home")
    expect(said).not_to_have_text(before)


def test_a_question_and_a_prediction_with_the_keyboard(open_page):
    tab = open_page(LESSON)
    choice = tab.locator(".quiz button").first
    choice.press("Enter")
    expect(choice).to_have_attribute("aria-pressed", "true")
    expect(tab.locator(".quiz [role=status]").first).to_contain_text("✘ Not so. It would not if")
    answer = tab.locator("details.answer").first
    answer.locator("summary").press("Enter")
    expect(answer.locator("img, pre").first).to_be_visible()
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_search_with_the_keyboard(open_page):
    tab = open_page(FRONT)
    tab.keyboard.press("Control+k")
    tab.keyboard.type("momentum")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=momentum*")
    found = tab.locator("#search-results a", has_text="Optimizers").first
    expect(found).to_be_visible(timeout=20_000)


def test_the_statement_says_what_was_found(site):
    """The page is made from the results, and no fault is left."""
    result = statement.kept()
    page = (site / "about" / "accessibility.html").read_text("utf-8")
    assert f"axe-core {result['axe']}" in page and result["date"] in page
    assert all(
        f"window of {way['width']} px, {way['theme']} theme" in page for way in result["ways"]
    )
    assert result["pages"] > 50 and result["faults"] == []
    told = html.unescape(page)
    assert [fault for fault in result["shell"] if fault not in told] == []
