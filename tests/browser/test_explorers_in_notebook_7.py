"""The explorers in Notebook 7, the pages of the old notebook made anew."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from tests.browser.explorers_in_jupyter import NAMES, PICTURE, SHOW_ALL, root_of
from tests.browser.playing import Player, listen
from tests.support.jupyter import jupyterlab, open_lesson, run_first_cell


@pytest.fixture(scope="module")
def notebook_7(tmp_path_factory, browser):
    """All explorers below each other in Notebook 7."""
    folder = tmp_path_factory.mktemp("notebook")
    with jupyterlab(folder, [v4.new_code_cell(SHOW_ALL)], "notebook") as address:
        page = open_lesson(browser, address, "notebooks/lesson.ipynb")
        errors = listen(page)
        run_first_cell(page, "section.ck")
        expect(page.locator("section.ck")).to_have_count(len(NAMES))
        yield page
        assert errors == []


@pytest.mark.parametrize("name", ("descent", "playground", "churn"))
def test_in_notebook_7(notebook_7, name):
    player = Player(root_of(notebook_7, name), name)
    player.tries()
    player.is_accessible()
    pictures = notebook_7.locator(f".jp-OutputArea {PICTURE}")
    expect(pictures).to_have_count(len(NAMES))
    for picture in pictures.all():
        expect(picture).to_be_hidden()
