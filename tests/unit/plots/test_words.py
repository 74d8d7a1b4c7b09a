"""The words on a picture stand outside the lesson, and every viewer gets them in its own way."""

import html
import re

import pytest

from coursekit import plots
from coursekit.plots import words

TEXTS = {
    "rise": "A line that  rises\nfrom {low:.1f} to {high:.1f}.",
    "flat": "A level line.",
    "set": "The set {{a, b}}.",
}


@pytest.fixture
def own_texts(monkeypatch):
    monkeypatch.setattr(words, "texts", lambda: TEXTS)


def line():
    fig, ax = plots.subplots()
    ax.plot([1, 2])
    return fig


def test_fields_are_filled_and_lines_joined(own_texts):
    assert words.words("rise", {"low": 0.25, "high": 2}) == "A line that rises from 0.2 to 2.0."
    assert words.words("flat", {}) == "A level line."
    assert words.words("set", {}) == "The set {a, b}."


@pytest.mark.parametrize(
    ("key", "numbers", "said"),
    [
        ("flatt", {}, "plots/alt has no words for 'flatt'. Did you mean 'flat'?"),
        ("rise", {"low": 1}, "The words for 'rise' need high=: show(fig, 'rise', …)."),
        ("flat", {"low": 1}, "The words for 'flat' do not ask for low=; leave it out."),
    ],
)
def test_what_does_not_fit_is_named(own_texts, key, numbers, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        words.words(key, numbers)


def test_a_terminal_prints_the_words(own_texts, capsys):
    plots.show(line(), "rise", low=1, high=2)
    assert capsys.readouterr().out == "A line that rises from 1.0 to 2.0.\n"


def test_two_lessons_may_not_share_a_key(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text("flat = 'A level line.'\n", "utf-8")
    words.texts.cache_clear()
    with pytest.raises(ValueError, match=r"two.toml: another lesson has the key 'flat'"):
        words.texts()
    (tmp_path / "two.toml").write_text("other = 'Another line.'\n", "utf-8")
    assert set(words.texts()) == {"flat", "other"}
    words.texts.cache_clear()


def test_every_lesson_with_pictures_has_texts():
    words.texts.cache_clear()
    assert len(words.texts()) >= 100


def test_all_texts_of_the_course_are_sentences_with_good_fields():
    words.texts.cache_clear()
    for key, text in words.texts().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key), key
        assert len(text.split()) >= 3 and text.strip().endswith((".", "!")), key
        assert words.fields(text).isdisjoint({"fig", "key", "caption", ""}), key


def test_the_words_ride_on_a_picture_of_one_pixel():
    said = 'A "steep" line & x < 1.'
    shown = words.beside(said, "Twice as steep as before.")
    page = shown["text/html"]
    assert html.unescape(re.search(r'alt="([^"]*)"', page)[1]) == said
    assert 'width="1" height="1"' in page and len(page) - len(said) < 300
    assert page.endswith("<p><em>Twice as steep as before.</em></p>")
    assert shown["text/plain"] == "Twice as steep as before."
    assert "<em>" not in words.beside(said)["text/html"]
