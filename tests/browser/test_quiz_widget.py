"""A question in a real JupyterLab: click or press Enter, read why, try again."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit.exercises.question import LETTERS, read_quiz
from tests.support.jupyter import run_first_cell

QUESTION = read_quiz("00")[0]
RIGHT = next(i for i, choice in enumerate(QUESTION.choices) if choice.right)
WRONG = next(i for i, choice in enumerate(QUESTION.choices) if not choice.right)


def stored_question():
    """The output of ``quiz("00", 1)`` as a stored lesson keeps it: without the live view."""
    bundle = {"text/html": QUESTION.to_html(), "text/plain": QUESTION.to_text()}
    return v4.new_output("display_data", bundle)


@pytest.fixture(scope="module")
def page(jupyter, browser):
    """A lesson of one question, open in JupyterLab; the first test sees it before a run."""
    source = 'from coursekit.exercises import quiz\n\nquiz("00", 1)'
    cell = v4.new_code_cell(source, execution_count=1, outputs=[stored_question()])
    jupyter.lesson("quiz", [cell])
    return jupyter.open(browser, "quiz")


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
    expect(page.locator(".jp-OutputArea-output [role=status]")).to_have_count(0)


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
