"""Words are linked where they first stand, and what the pages count is what is there."""

import csv
import re

import nbformat
import pytest

from tests.support import ROOT
from tests.unit.nn import (
    test_mutants_bases,
    test_mutants_engine,
    test_mutants_functions,
    test_mutants_further_layers,
    test_mutants_helpers,
    test_mutants_layers,
    test_mutants_models,
    test_rate_and_file_callbacks,
)
from workshop.book import pages
from workshop.lessons.project import find_project
from workshop.site import spoken
from workshop.site.facts import facts
from workshop.site.words import Book

PROJECT = find_project(ROOT)
MUTANTS = (
    test_mutants_bases, test_mutants_engine, test_mutants_functions, test_mutants_further_layers,
    test_mutants_helpers, test_mutants_layers, test_mutants_models, test_rate_and_file_callbacks,
)  # fmt: skip


@pytest.fixture(scope="module")
def book():
    return Book(pages.read_all(PROJECT))


def linked(book, text, number="09"):
    cells = [nbformat.v4.new_markdown_cell(source) for source in ("# Title with a bias", text)]
    book.link(cells, number)
    assert cells[0].source == "# Title with a bias"
    return cells[1].source


def test_the_first_use_of_a_word_is_linked(book):
    link = '<a class="word" href="../glossary.html#word-bias">bias</a>'
    assert linked(book, "A bias, and a bias.") == f"A {link}, and a bias."


def test_the_longest_word_wins_and_a_plural_counts(book):
    found = linked(book, "Learning rates matter.")
    assert found == (
        '<a class="word" href="../glossary.html#word-learning-rate">Learning rates</a> matter.'
    )


@pytest.mark.parametrize(
    "text",
    [
        "`bias`",
        "```python\nbias = 1\n```",
        "$bias$",
        "[the bias](01.ipynb)",
        "## The bias",
        "<summary>The bias</summary>",
        "biased",
        "anti-bias",
    ],
)
def test_code_formulas_links_and_headings_stay(book, text):
    assert linked(book, text) == text


def test_a_word_of_a_later_lesson_is_not_linked(book):
    assert linked(book, "momentum", "01") == "momentum"
    assert "word-momentum" in linked(book, "momentum", "12")


def test_a_symbol_is_linked_to_its_meaning_in_this_lesson(book):
    first, _, second = linked(book, r"The rate $\eta$ and $\eta$ and $\eta + 1$.").partition(
        " and "
    )
    assert re.search(r'<a class="symbol" href="../symbols.html#sign-\d+"[^>]*>\$\\eta\$</a>', first)
    assert "<a" not in second


def test_a_link_of_a_symbol_is_heard_with_its_meaning(book):
    page = linked(book, r"The rate $\eta$, and $w_i$.")
    names = re.findall(r'aria-label="([^"]*)"', page)
    assert names[0] == "eta: learning rate" and names[1].startswith("w sub i: a weight;")


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\hat y", "y hat"),
        (r"\mathbf{W}^{[l]}", "bold capital W of layer l"),
        (r"\delta_{ij}", "delta sub i j"),
        (r"\mathbf{W}^\top", "bold capital W transpose"),
        (r"\partial E / \partial w", "partial capital E over partial w"),
        (r"\sum_i", "the sum over i"),
        (r"\lVert \mathbf{x} \rVert", "the length of bold x"),
        (r"\overline{a^2}", "a squared bar"),
        (r"\mathbf{p}^{(k)}", "bold p number k"),
        (r"\log_{10}", "logarithm to base 10"),
        (r"1 / (1 + e^{-z})", "1 over 1 plus e to the minus z"),
        (r"net_{h1}", "net sub h 1"),
    ],
)
def test_a_formula_is_read_aloud(latex, words):
    assert spoken.formula(latex) == words


def test_every_symbol_has_words_and_no_signs_of_latex(book):
    for entry in book.symbols:
        said = spoken.text(f"{entry.shown}: {entry.meaning}")
        assert not re.search(r"[\\{}^_$]", said), said


def test_a_command_without_words_is_refused():
    with pytest.raises(ValueError, match="omega has no words"):
        spoken.formula(r"\omega")


def test_the_pages_count_what_is_there():
    counted = facts(PROJECT)
    assert counted["mutants"] == sum(len(module.MUTANTS) for module in MUTANTS)
    with (ROOT / "data" / "lecture_figures.csv").open(encoding="utf-8", newline="") as file:
        assert counted["printed"] == len(list(csv.reader(file))) - 1
    files = (ROOT / "tests" / "parity").glob("**/*.py")
    parity = sum(path.read_text("utf-8").count("\ndef test_") for path in files)
    assert counted["tests"] > counted["parity_tests"] == parity > 100
    texts = "".join(path.read_text("utf-8") for path in PROJECT.lessons())
    assert counted["bound"] == len(re.findall(r'^ *"expr": ', texts, re.MULTILINE))
    assert counted["given"] == len(re.findall(r'^ *"given": true', texts, re.MULTILINE))
    assert counted["explorers"] == len(list((ROOT / "coursekit/explorers").glob("*/page.js")))
