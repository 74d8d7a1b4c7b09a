"""A lesson's pictures and their words belong together: what one of them lacks is named."""

import pytest

from coursekit.plots import words
from tests.workshop.test_effort import notebook
from workshop.lessons import alts

TEXTS = {"flat": "A level line.", "rise": "It rises to {high:.1f}."}


@pytest.fixture(autouse=True)
def own_texts(monkeypatch):
    monkeypatch.setattr(words, "texts", lambda: TEXTS)
    monkeypatch.setattr(words, "of_lesson", lambda name: TEXTS if name == "perceptron" else {})
    monkeypatch.setattr(words, "titles_of", lambda name: {})


def said(*cells, name="01_a.ipynb"):
    made = notebook(*cells)
    return [*alts.problems(made, name), *alts.unused(made, name)]


def test_a_lesson_in_order():
    cells = 'plots.show(fig, "flat", caption="Twice.")', "plots.show(\n    fig, 'rise', high=x)"
    assert said(*cells) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('plots.show(fig, "flatt")', "Did you mean 'flat'?"),
        ('plots.show(fig, "rise")', "need high="),
        ('plots.show(fig, "flat", high=1)', "do not ask for high="),
        ("plots.show(fig, name)", "has to stand in the code"),
    ],
)
def test_a_key_that_does_not_fit_is_named(source, words):
    [found] = said(source, name="02_a.ipynb")
    assert words in found and "cell c0" in found


def test_words_without_a_picture_are_named():
    [found] = said('plots.show(fig, "flat")')
    assert "shows no picture 'rise'" in found and "plots/alt/perceptron.toml" in found
