"""Every control of every explorer, used in Chromium as a page of its own."""

import pytest
from playwright.sync_api import expect

from coursekit import explore
from tests.browser.playing import Player, listen

NAMES = explore.names()


@pytest.fixture
def open_page(browser, tmp_path):
    """Save an explorer as a page and open it without a network."""
    contexts, asked = [], []

    def open_page(widget, fragment="", width=1000, **options):
        widget.save(tmp_path / "x.html")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.errors = listen(page)
        page.goto(f"file://{tmp_path / 'x.html'}{fragment}")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            assert page.errors == []
        context.close()
    assert all(address.startswith(("file:", "data:", "blob:")) for address in asked)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_its_own(open_page, name):
    page = open_page(explore.load(name)())
    player = Player(page.locator("section.ck"), name)
    player.play()
    player.is_accessible(whole_page=True)
    player.tabs()


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_in_the_dark_without_motion(open_page, name):
    page = open_page(explore.load(name)(), width=400, color_scheme="dark", reduced_motion="reduce")
    player = Player(page.locator("section.ck"), name)
    player.settles()
    for preset in player.judge.PRESETS:
        player.chooses(preset)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
    player.is_accessible(whole_page=True)
    player.moves_in_time()


def test_the_address_restores_a_state_and_a_bad_one_is_explained(open_page):
    w = explore.descent(lr=0.7)
    page = open_page(w, explore.descent(lr=1.9, step=8).fragment())
    player = Player(page.locator("section.ck"), "descent")
    player.settles(explore.descent(lr=1.9, step=8).state)
    player.button("Step").click()
    assert page.url.endswith("#lr=1.9&step=9")
    refused = page.locator("section.ck > .ck-error")
    for fragment, words in {
        "#lr=77": "learning rate η must be a number from 0.001 to 3.",
        "#what=1": 'no setting "what"',
        "#lr=x": "not a state of the explorer",
        "#curve=[]": "curve must be one of",
    }.items():
        page.evaluate("fragment => (location.hash = fragment)", fragment)
        expect(refused).to_contain_text(words)
        assert player.agrees().lr == 1.9
    page.evaluate("location.hash = '#lr=0.5'")
    expect(refused).to_be_hidden()
    player.settles(explore.descent(lr=0.5).state)
