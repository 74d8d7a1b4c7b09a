"""Some explorers in Notebook 7, the pages of the old notebook made anew."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from tests.browser.explorers_in_jupyter import PICTURE, SHOW_ALL
from tests.browser.playing import Player, listen
from tests.support.jupyter import run_first_cell

SHOWN = ("descent", "playground", "churn")
SHOW = SHOW_ALL.replace("explore.names()", repr(SHOWN))


@pytest.fixture(scope="module")
def notebook_7(jupyter, browser):
    """The explorers below each other in Notebook 7."""
    jupyter.lesson("notebook_7", [v4.new_code_cell(SHOW)])
    page = jupyter.open(browser, "notebook_7", "notebook")
    errors = listen(page)
    run_first_cell(page, "section.ck")
    expect(page.locator("section.ck")).to_have_count(len(SHOWN))
    yield page
    assert errors == []


@pytest.mark.parametrize("name", SHOWN)
def test_in_notebook_7(notebook_7, name):
    player = Player(notebook_7.locator("section.ck").nth(SHOWN.index(name)), name)
    player.tries()
    player.is_accessible()
    pictures = notebook_7.locator(f".jp-OutputArea {PICTURE}")
    expect(pictures).to_have_count(len(SHOWN))
    for picture in pictures.all():
        expect(picture).to_be_hidden()
