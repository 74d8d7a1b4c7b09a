"""The sixteen lessons are one book: map, coverage, symbols, words in order, links."""

import html
import re
from urllib.parse import unquote

import pytest

from coursekit.notebooks import store
from tests.support.small_course import ROOT
from workshop.book import (
    coverage,
    effort,
    glossary,
    index,
    links,
    one_meaning,
    order,
    pages,
    symbols,
    times,
)
from workshop.lessons.project import find_project

PROJECT = find_project(ROOT)
LESSONS = pages.read_all(PROJECT)
TEXTS = links.texts(PROJECT)
COURSE = [f"{number:02}" for number in range(16)]


def by_number(lesson):
    return lesson.number


def test_the_course_has_its_sixteen_lessons():
    assert [lesson.number for lesson in LESSONS] == COURSE


PAGES = ["README.md", "notebooks/README.md", "notebooks/glossary.md", "notebooks/symbols.md"]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name):
    path = ROOT / name
    assert path.read_text("utf-8") == index.generated(PROJECT)[path], (
        "run: python -m workshop index"
    )


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_a_lesson_has_the_parts_of_every_lesson(lesson):
    head = lesson.cells[0].source
    for part in ("**Where we are.**", "**After this lesson you can**", "**Time.**", "**You need**"):
        assert part in head
    for name in ("Summary", pages.WORDS, "What next"):
        assert lesson.section(name), name
    assert list(effort.problems(lesson, lesson.path.name)) == []
    assert len(lesson.words) >= 5
    everything = " ".join(lesson.prose)
    assert "Predict first" in everything
    assert not re.search(r"\*\*Predict[.:]", everything), "write: Predict first"
    quizzes = sum(cell.source.count("quiz(") for cell in lesson.cells if cell.cell_type == "code")
    assert quizzes >= 5, "at least five questions"


def test_every_word_is_explained_in_one_lesson():
    assert glossary.doubles(LESSONS) == []


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_the_words_of_a_lesson_lead_to_the_glossary(lesson):
    section = lesson.section(pages.WORDS)
    assert glossary.POINTER in section.text, "run: python -m workshop tidy"


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_a_lesson_leads_on_to_the_next(lesson):
    after = LESSONS[(LESSONS.index(lesson) + 1) % len(LESSONS)]
    assert f"]({after.path.name})" in lesson.section("What next").text, "name it: lesson NN"


def test_every_lesson_has_a_published_time_and_together_they_stay_under_twelve_minutes():
    seconds = times.published(ROOT)
    assert set(seconds) == {path.stem for path in PROJECT.lessons()}, "run: make notebooks"
    assert sum(seconds.values()) < 12 * 60
    text = times.text_of(seconds, times.published_cells(ROOT))
    assert text == (ROOT / times.PUBLISHED).read_text("utf-8")


def test_letters_with_one_meaning_have_one():
    wrong = list(one_meaning.in_table(symbols.table()))
    assert not (PROJECT.strict and wrong), wrong


def test_the_readme_shows_the_times_and_leads_to_the_map():
    text = TEXTS[ROOT / "README.md"]
    assert "](notebooks/README.md)" in text
    for lesson in LESSONS:
        assert f"| {index.columns(lesson, times.published(ROOT))} |" in text, lesson.number


def test_every_idea_is_taught_where_the_table_says():
    assert coverage.problems(coverage.ideas(), LESSONS) == []


def test_every_lesson_has_ideas_and_every_lecture_has_ideas():
    ideas = coverage.ideas()
    assert {idea.lesson for idea in ideas} == set(COURSE)
    for idea in ideas:
        assert idea.taught and idea.words
        assert set(idea.lectures) <= set(index.SOURCES), idea.idea
    assert {lecture for idea in ideas for lecture in idea.lectures} == set(index.SOURCES)
    assert len({(idea.lesson, idea.idea) for idea in ideas}) == len(ideas) >= 130


def test_every_symbol_has_its_meaning_and_none_comes_unexplained():
    assert symbols.problems(symbols.table(), LESSONS) == []


def test_no_word_is_used_before_it_is_explained_without_a_hand_held_out():
    assert order.early(LESSONS, order.allowed()) == []


def test_the_list_of_early_words_is_small_and_none_of_it_is_idle():
    known = order.allowed()
    assert order.idle(LESSONS, known) == []
    assert len(known) <= 30
    assert all(reason.strip() for reason in known.values())


def test_every_link_leads_somewhere():
    assert links.dead(PROJECT, TEXTS) == []


def test_every_lesson_that_a_text_names_exists():
    assert links.lost_lessons(PROJECT, TEXTS) == []


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_every_section_that_a_lesson_names_exists(lesson):
    assert links.lost_sections(lesson) == []


def test_every_address_has_the_form_of_one():
    found = links.addresses(TEXTS)
    assert [address for address in found if not links.is_sound(address)] == []
    assert len(found) > len(LESSONS)  # at least the badges


def test_running_the_tool_twice_changes_nothing_more(tmp_path):
    lesson = ROOT / "notebooks" / LESSONS[0].path.name
    notebook = store.read(lesson)
    before = store.text_of(notebook)
    glossary.point(notebook)
    assert store.text_of(notebook) == before


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_anchors_are_those_that_jupyter_makes(lesson):
    from nbconvert.filters import markdown2html

    cells = [cell.source for cell in lesson.cells if cell.cell_type == "markdown"]
    made = re.findall(r"<h\d id=\"([^\"]+)\"", "".join(map(markdown2html, cells)))
    made = [unquote(html.unescape(name)) for name in made]
    assert made == [unquote(section.anchor) for section in lesson.sections]
