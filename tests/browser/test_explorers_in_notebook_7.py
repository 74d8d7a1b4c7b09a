"""Some explorers in Notebook 7, the pages of the old notebook made anew."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from tests.browser.explorers_in_jupyter import PICTURE, SHOW_ALL
from tests.browser.playing import Player, listen
from tests.support.jupyter import jupyterlab, open_lesson, run_first_cell

SHOWN = ("descent", "playground", "churn")
SHOW = SHOW_ALL.replace("explore.names()", repr(SHOWN))


@pytest.fixture(scope="module")
def notebook_7(tmp_path_factory, browser):
    """The explorers below each other in Notebook 7."""
    folder = tmp_path_factory.mktemp("notebook")
    with jupyterlab(folder, [v4.new_code_cell(SHOW)], "notebook") as address:
        page = open_lesson(browser, address, "notebooks/lesson.ipynb")
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
