"""A hand computation in a real JupyterLab: its LaTeX is set and folds open."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit.handcalc import variant
from tests.support.jupyter import run_first_cell

WIDE = variant("a student", "3-3-3-3").derivation
SOURCE = """from coursekit.handcalc import variant
variant("a student", "3-3-3-3").derivation"""


@pytest.fixture(scope="module")
def page(jupyter, browser):
    jupyter.lesson("handcalc", [v4.new_code_cell(SOURCE)])
    page = jupyter.open(browser, "handcalc")
    run_first_cell(page, "details")
    return page


def test_the_folded_lines_are_set_and_none_is_wider_than_the_page(page):
    sections = page.locator(".jp-RenderedMarkdown details")
    expect(sections.first).to_be_visible()
    parts = len({step.part for step in WIDE})
    assert sections.count() == parts
    formula = sections.last.locator("mjx-container")
    expect(formula).to_be_hidden()
    for section in sections.all():
        section.locator("summary").click()
    expect(formula).to_be_visible()
    assert sections.locator("mjx-container[display]").count() == parts
    assert page.locator("mjx-merror").count() == 0
    too_wide = "all => all.filter(e => e.scrollWidth > e.clientWidth + 2).length"
    assert page.locator("mjx-container[display]").evaluate_all(too_wide) == 0
