"""In JupyterLab and Notebook 7: answers stay folded until asked, pictures have words."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit.plots import words
from tests.support.jupyter import PLACES, wait_for_kernel
from workshop.lessons import predict

SAID = "A line that rises from 1 to 2."
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg"
    "YGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)


def lesson():
    """A question, its stored answer, and a stored picture."""
    asks = v4.new_markdown_cell("**Predict first.** Does it rise?")
    answer = v4.new_code_cell("print('it ' + 'rises')", execution_count=1)
    answer.outputs = [v4.new_output("stream", text="it rises\n")]
    picture = v4.new_code_cell("1", execution_count=2)
    shown = {"image/png": PIXEL, "text/plain": SAID}
    picture.outputs = [
        v4.new_output("display_data", shown, metadata={"image/png": {"alt": SAID, "width": 90}}),
        v4.new_output("display_data", words.beside(SAID, "Twice as steep as before.")),
    ]
    notebook = v4.new_notebook(cells=[asks, answer, v4.new_markdown_cell("So it does."), picture])
    predict.mark(notebook)
    return notebook.cells


@pytest.fixture(scope="module", params=list(PLACES))
def page(request, jupyter, browser):
    name = f"predict_in_{request.param}"
    jupyter.lesson(name, lesson())
    page = jupyter.open(browser, name, request.param)
    yield page
    page.close()


def test_the_stored_answer_is_folded_and_a_click_opens_it(page):
    cell = page.locator(".jp-CodeCell").first
    folded = cell.locator(".jp-OutputPlaceholder")
    expect(folded).to_contain_text(predict.CURTAIN)
    expect(cell.get_by_text("it rises")).to_have_count(0)
    folded.click()
    expect(cell.locator(".jp-OutputArea-output").get_by_text("it rises")).to_be_visible()


def test_the_words_on_a_picture_are_read_and_not_seen(page):
    area = page.locator(".jp-CodeCell").nth(1).locator(".jp-Cell-outputArea")
    expect(area.get_by_role("img", name=SAID)).to_have_count(1)
    assert SAID not in area.inner_text()
    expect(area.get_by_text("Twice as steep as before.")).to_be_visible()
    box = area.get_by_role("img", name=SAID).bounding_box()
    assert (box["width"], box["height"]) == (1, 1)


def test_running_the_cell_asks_for_the_answer(page):
    wait_for_kernel(page)
    cell = page.locator(".jp-CodeCell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-OutputArea-output")).to_have_text("it rises")
