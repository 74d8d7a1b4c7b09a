"""A hand computation in a real JupyterLab: its LaTeX is set, folds open, and steps on a click."""

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit.handcalc import variant
from tests.browser.jupyter import jupyterlab, lesson_page, run_first_cell

STEPPED = variant("a student", "2-2-1").derivation
WIDE = variant("a student", "3-3-3-3").derivation
SOURCE = """from IPython.display import display
from coursekit.handcalc import variant
display(variant("a student", "3-3-3-3").derivation)
variant("a student", "2-2-1").derivation.stepper()"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    with jupyterlab(folder, [v4.new_code_cell(SOURCE)]) as address:
        yield address


@pytest.fixture
def page(lab):
    with lesson_page(lab) as page:
        run_first_cell(page)
        expect(button(page, "Next")).to_be_visible()
        yield page


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def rows(page):
    """Rows of LaTeX that the stepper shows; MathJax marks each as mtr."""
    return page.locator(".jupyter-widgets mjx-mtr")


def test_next_back_and_start_are_clicked(page):
    heading = page.locator(".jupyter-widgets.widget-html").first
    expect(heading).to_contain_text(f"line 1 of {len(STEPPED)}")
    expect(rows(page)).to_have_count(1)
    expect(button(page, "Back")).to_be_disabled()
    button(page, "Next").click()
    button(page, "Next").click()
    expect(heading).to_contain_text("line 3 of")
    expect(rows(page)).to_have_count(3)
    button(page, "Back").click()
    expect(heading).to_contain_text("line 2 of")
    button(page, "Start").click()
    expect(heading).to_contain_text("line 1 of")


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
