"""A question in a real JupyterLab: click or press Enter, read why, try again."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit.exercises.question import LETTERS, read_quiz
from tests.support.jupyter import jupyterlab, lesson_page, run_first_cell

QUESTION = read_quiz("00")[0]
RIGHT = next(i for i, choice in enumerate(QUESTION.choices) if choice.right)
WRONG = next(i for i, choice in enumerate(QUESTION.choices) if not choice.right)


def stored_question():
    """The output of ``quiz("00", 1)`` as a stored lesson keeps it: without the live view."""
    bundle = {"text/html": QUESTION.to_html(), "text/plain": QUESTION.to_text()}
    return v4.new_output("display_data", bundle)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address of a JupyterLab that serves a folder with one lesson of one question."""
    source = 'from coursekit.exercises import quiz\n\nquiz("00", 1)'
    cell = v4.new_code_cell(source, execution_count=1, outputs=[stored_question()])
    with jupyterlab(tmp_path_factory.mktemp("lab"), [cell]) as address:
        yield address


@pytest.fixture
def page(lab):
    """The lesson, open in JupyterLab."""
    with lesson_page(lab) as page:
        yield page


def test_before_a_run_the_stored_choices_fold_out(page):
    output = page.locator(".jp-OutputArea-output").first
    reason = output.get_by_text(QUESTION.choices[WRONG].why)
    expect(output.get_by_text(QUESTION.choices[WRONG].text)).to_be_visible()
    expect(reason).to_be_hidden()
    output.locator("summary").nth(WRONG).click()
    expect(reason).to_be_visible()


def run_the_cell(page):
    run_first_cell(page)
    expect(page.locator(".jp-OutputArea-output .widget-button")).to_have_count(
        len(QUESTION.choices)
    )


def test_a_click_explains_and_a_second_try_is_allowed(page):
    run_the_cell(page)
    buttons, verdict = page.locator(".widget-button"), page.locator("[role=status]")
    buttons.nth(WRONG).click()
    expect(verdict).to_contain_text(f"✘ {LETTERS[WRONG]}. {QUESTION.choices[WRONG].why}")
    buttons.nth(RIGHT).click()
    expect(verdict).to_contain_text(f"✔ {LETTERS[RIGHT]}. {QUESTION.choices[RIGHT].why}")


def test_the_keyboard_is_enough(page):
    run_the_cell(page)
    page.locator(".widget-button").first.focus()
    for _ in range(RIGHT):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    verdict = page.locator(".jp-OutputArea-output [role=status]")
    expect(verdict).to_contain_text(f"✔ {LETTERS[RIGHT]}. {QUESTION.choices[RIGHT].why}")
