"""The tools behind the book, on small texts: each mistake is found and named."""

from types import SimpleNamespace

import nbformat
import pytest

from tests.support.small_course import write
from workshop import command
from workshop.book import (
    coverage,
    glossary,
    index,
    links,
    onward,
    order,
    pages,
    readability,
    symbols,
    times,
)


def lesson(number, *texts, code=()):
    """A lesson in memory: Markdown cells, then code cells."""
    cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
    cells += [nbformat.v4.new_code_cell(text) for text in code]
    path = pages.Path(f"{number}_small.ipynb")
    return pages.Lesson(path, cells)


def words(*rows):
    table = "\n".join(f"| {term} | {meaning} |" for term, meaning in rows)
    return f"### Words of this lesson\n\n| word | meaning |\n|---|---|\n{table}"


# Reading a lesson


def test_sections_hold_their_subsections_and_their_code():
    one = lesson(
        "01", "# 01 Title\n\nHello.\n\n## 1 First\n\nA.\n\n### Deep\n\nB.\n\n## 2 Next\n\nC."
    )
    assert [s.title for s in one.sections] == ["01 Title", "1 First", "Deep", "2 Next"]
    assert "B." in one.section("First").text and "C." not in one.section("First").text
    assert one.section("2 Next").anchor == "2-Next" and one.title == "Title"


def test_an_anchor_keeps_the_marks_that_jupyterlab_looks_for():
    one = lesson("01", "# T", "## 1 Ready: are you?", "## Two (or δ)")
    assert [s.anchor for s in one.sections[1:]] == ["1-Ready:-are-you?", "Two-%28or-%CE%B4%29"]


def test_a_heading_inside_a_code_block_is_none():
    one = lesson("01", "# Title\n\n```python\n# not a heading\n```\n\n## 1 Real")
    assert [s.title for s in one.sections] == ["Title", "1 Real"]


def test_a_bar_in_a_formula_does_not_cut_a_row():
    assert pages.rows("| a | $|b| / c$ |") == [["a", "$|b| / c$"]]


def test_code_and_formulas_are_no_prose():
    assert pages.plain("See `x` and $y$ in [lesson 02](02.ipynb).").split() == [
        "See", "and", "⋯", "in", "lesson", "02.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import numpy", "no"),
        ("import keras", "section 1"),
        ("x = keras_gradients()", "section 1"),
        ("compare_with_keras(x)", "section 1"),
    ],
)
def test_keras_is_found_where_it_is_used(code, said):
    assert index.keras(lesson("01", "# T", "## 1 A", code=[code])) == said


# Coverage


IDEA = coverage.Idea("01", "an idea", ("000",), ("First",), ("bias", "weight"))


def test_a_missing_section_is_named():
    found = coverage.problems([IDEA], [lesson("01", "# T\n\n## 1 Other")])
    assert found == ["lesson 01 has no section 'First': an idea"]


def test_a_section_that_does_not_speak_of_its_idea_is_named():
    found = coverage.problems([IDEA], [lesson("01", "# T\n\n## 1 First\n\nOnly the **bias**.")])
    assert found == ["lesson 01: '1 First' does not say 'weight', needed for: an idea"]
    assert not coverage.problems([IDEA], [lesson("01", "# T\n\n## 1 First\n\nBias, weights.")])


def test_an_idea_may_be_taught_in_another_lesson():
    idea = coverage.Idea("01", "an idea", ("000",), ("02: First",), ("bias",))
    lessons = [lesson("01", "# T"), lesson("02", "# U\n\n## 1 First\n\nBias.")]
    assert coverage.problems([idea], lessons) == []
    assert "[1 First](02_small.ipynb#1-First)" in index._link(
        *coverage.sections_of(idea, lessons)[0]
    )


# Symbols


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        (r"\frac{\partial E}{\partial w_1}", [r"\partial", "E", "w"]),
        (r"\mathbf{W}^{[l]\top} \boldsymbol\delta", ["W", "l", r"\top", r"\delta"]),
        (r"net_{h1} = x \text{ if } y", ["net", "h", "x", "y"]),
        (r"\mathcal{L} = \hat{y}_i + \hat V", [r"\mathcal{L}", r"\hat y", "i", r"\hat", "V"]),
        (r"\hat{\mathbf{y}} - \hat y y", [r"\hat y", "y"]),
        (r"{{score:.2f}} \le 1", []),
    ],
)
def test_signs_of_a_formula(formula, found):
    assert symbols.signs(formula, {"net"}) == found


ETA = symbols.Symbol(r"\eta", r"$\eta$", "learning rate", "02", "learning rate")


def test_a_sign_before_its_lesson_is_named():
    lessons = [
        lesson("01", "# T", r"Here $\eta$."),
        lesson("02", "# U", r"A learning rate $\eta$."),
    ]
    (problem,) = symbols.problems([ETA], lessons)
    assert problem.startswith("lesson 01") and r"$\eta$ has no entry there" in problem


def test_an_entry_that_no_lesson_uses_or_explains_is_named():
    assert "does not use" in symbols.problems([ETA], [lesson("02", "# U", "Nothing.")])[0]
    assert "does not say" in symbols.problems([ETA], [lesson("02", "# U", r"Only $\eta$.")])[0]


def test_a_sign_shown_before_it_is_explained_is_named():
    late = lesson("02", "# U", r"Take $\eta$.", r"The learning rate $\eta$.")
    (problem,) = symbols.problems([ETA], [late])
    assert "is not explained" in problem


def test_a_meaning_may_belong_to_some_lessons_only():
    local = symbols.Symbol("k", "$k$", "classes", "01", "classes", ("01", "03"))
    lessons = [lesson(n, "# T", "Here $k$ classes.") for n in ("01", "02", "03")]
    (problem,) = symbols.problems([local], lessons)
    assert problem.startswith("lesson 02")


# Words in order


EARLY = "# T", "The kernel is here."
LATE = lesson("02", "# U", "A kernel.", words(("kernel", "weights")))


def test_an_early_word_is_named():
    assert order.early([lesson("01", *EARLY), LATE], {}) == [
        ("01", "kernel", "02", "The kernel is here.")
    ]


@pytest.mark.parametrize(
    "text", ["The kernel (lesson 02) is here.", "The **kernel** is a table.", "Kernelling is fine."]
)
def test_a_word_that_points_forward_or_is_explained_may_come_early(text):
    assert order.early([lesson("01", "# T", text), LATE], {}) == []


def test_the_list_of_early_words_is_held_to_what_it_allows():
    lessons = [lesson("01", *EARLY), LATE]
    known = {("01", "kernel"): "why", ("01", "bias"): "why"}
    assert order.early(lessons, known) == [] and order.idle(lessons, known) == [("01", "bias")]


# Glossary


def test_the_glossary_is_alphabetical_and_joins_lessons():
    lessons = [
        lesson("01", "# T", words(("weight", "strength"), (r"learning rate $\eta$", "step"))),
        lesson("02", "# U", words(("*epoch*", "a pass"), ("learning rate", "factor"))),
    ]
    found = glossary.entries(lessons)
    assert [term for term, _ in found] == ["*epoch*", "learning rate", "weight"]
    assert [meaning for meaning, _ in found[1][1]] == ["step", "factor"]
    page = glossary.page(lessons)
    assert page.index("## E") < page.index("## L") < page.index("## W")
    assert "[01](01_small.ipynb#Words-of-this-lesson)" in page


def test_a_word_that_two_lessons_explain_is_named():
    one, two = (
        lesson("01", "# T", words(("bias", "b"))),
        lesson("02", "# U", words(("*bias*", "b"))),
    )
    (problem,) = glossary.doubles([one, two])
    assert problem.startswith("lessons 01 and 02 both explain 'bias'")
    assert glossary.doubles([one]) == []


def test_the_pointer_stands_below_the_table_once():
    source = words(("weight", "strength")) + "\n\n### What next\n\nGo on."
    once = glossary.pointed(source)
    assert once.count(glossary.POINTER) == 1 and once.endswith("Go on.")
    assert once.index("strength") < once.index(glossary.POINTER) < once.index("What next")
    assert glossary.pointed(once) == once
    assert glossary.pointed("No table.") == "No table."


# Onward


@pytest.mark.parametrize(
    ("said", "linked"),
    [
        ("Then lesson 02.", "Then [lesson 02](02_b.ipynb)."),
        ("[Lesson 02](02_b.ipynb) and lesson 09", "[Lesson 02](02_b.ipynb) and lesson 09"),
        ("[In lesson 02 there](02_b.ipynb)", "[In lesson 02 there](02_b.ipynb)"),
    ],
)
def test_lessons_named_at_the_end_become_links(course, said, linked):
    write(course, "02_b", ("md", "# B"))
    path = write(course, "01_a", ("md", f"# A\n\nSee lesson 02.\n\n### What next\n\n{said}"))
    notebook = nbformat.read(path, 4)
    for _ in range(2):
        onward.lead_on(notebook, course)
        assert notebook.cells[0].source == f"# A\n\nSee lesson 02.\n\n### What next\n\n{linked}"


# Links


def test_dead_links_and_lost_lessons_are_named(course):
    write(course, "01_a", ("md", "# A\n\n## 1 One\n\n[ok](02_b.ipynb#2-Two) [gone](03_c.ipynb)"))
    write(course, "02_b", ("md", "# B\n\n## 2 Two\n\n[no](01_a.ipynb#3-Three). See lesson 07."))
    texts = links.texts(course)
    assert links.dead(course, texts) == [
        "notebooks/01_a.ipynb: the link 03_c.ipynb leads nowhere.",
        "notebooks/02_b.ipynb: the link 01_a.ipynb#3-Three leads nowhere.",
    ]
    assert links.lost_lessons(course, texts) == ["notebooks/02_b.ipynb: there is no lesson 07."]


def test_lost_sections_are_named():
    one = lesson("01", "# T\n\n## 1 A\n\nSee section 1 and section 4, and section 9 of lesson 02.")
    assert links.lost_sections(one) == ["01_small.ipynb: there is no section 4."]


@pytest.mark.parametrize(
    ("address", "sound"),
    [
        ("https://example.org/a?b=c", True),
        ("https://example", False),
        ("https:///nohost", False),
        ("https://example.org/{name}", False),
        ("https://exa mple.org", False),
    ],
)
def test_addresses_are_checked_for_their_form(address, sound):
    assert links.is_sound(address) is sound


def test_addresses_are_collected_once_each(course):
    write(course, "01_a", ("md", "# A\n\n[x](https://example.org) and https://example.org."))
    assert links.addresses(links.texts(course)) == {"https://example.org": ["01_a.ipynb"]}


# Times and pages


def report(nodeid, duration, when="call", passed=True):
    return SimpleNamespace(nodeid=nodeid, duration=duration, when=when, passed=passed)


def test_only_lessons_that_ran_to_their_end_are_timed():
    found = times.of_reports(
        [
            report("notebooks/01_a.ipynb::cell", 2.0),
            report("notebooks/01_a.ipynb::numbers", 0.5),
            report("notebooks/02_b.ipynb::cell", 9.0),
            report("tests/unit/test_x.py::test_y", 3.0),
        ]
    )
    assert found == {"01_a": 2.5}


def test_the_limit_of_a_cell_is_ten_times_its_known_time_and_two_minutes_at_least(tmp_path):
    cells = {"01_a": {"slow": 30, "quick": 4}}
    (tmp_path / "notebooks").mkdir()
    (tmp_path / times.PUBLISHED).write_text(times.text_of({"01_a": 40}, cells), "utf-8")
    assert times.published(tmp_path) == {"01_a": 40}
    assert times.limits(tmp_path, "01_a", 120) == {"slow": 300, "quick": 120}
    assert times.limits(tmp_path, "02_b", 120) == {}


def test_the_times_of_cells_come_from_lessons_that_ran_to_their_end(tmp_path):
    reports = [
        report("notebooks/01_a.ipynb::slow", 7.26),
        report("notebooks/01_a.ipynb::quick", 0.2),
        report("notebooks/01_a.ipynb::numbers", 0.5),
        report("notebooks/02_b.ipynb::cell", 9.0),
    ]
    cells = times.of_cells(reports)
    assert cells == {"01_a": {"slow": 7.3, "quick": 0.2, "numbers": 0.5}}
    times.record(tmp_path, {"01_a": 8.0}, cells)
    assert times.slow_cells(tmp_path, ["01_a"]) == {"01_a": {"slow": 7}}
    assert times.slow_cells(tmp_path, ["02_b"]) == {}


def test_published_times_stay_until_they_are_missing_or_renewed():
    old, new = {"01_a": 5, "gone": 3}, {"01_a": 9.4, "02_b": 2.2}
    assert times.chosen(old, new, ["01_a", "02_b"]) == {"01_a": 5, "02_b": 2}
    assert times.chosen(old, new, ["01_a", "02_b"], renew=True) == {"01_a": 9, "02_b": 2}


def test_the_command_makes_pages_and_run_keeps_them_up_to_date(small, monkeypatch, capsys):
    course, path = small
    monkeypatch.chdir(course.root)
    assert command.main(["index"]) == 0
    page = course.root / "notebooks" / "README.md"
    assert "[A small lesson](01_small.ipynb)" in page.read_text("utf-8")
    page.write_text("old", "utf-8")
    assert command.main(["tidy", "01"]) == 0
    assert "A small lesson" in page.read_text("utf-8")
    capsys.readouterr()
    assert command.main(["index"]) == 0
    assert capsys.readouterr().out == ""


def test_a_course_without_the_pages_is_left_without(small, monkeypatch):
    course, path = small
    monkeypatch.chdir(course.root)
    assert command.main(["tidy"]) == 0
    assert not (course.root / "notebooks" / "README.md").exists()


# Readability


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("neuron", 2), ("table", 2), ("made", 1), ("network", 2), ("activation", 4)],
)
def test_syllables(word, count):
    assert readability.syllables(word) == count


def test_reading_ease_of_a_known_sentence():
    # 6 words, 1 sentence, 6 syllables.
    assert readability.ease("The cat sat on the mat.") == pytest.approx(206.835 - 6.09 - 84.6)


def test_the_command_prints_a_line_a_lesson(small, monkeypatch, capsys):
    monkeypatch.chdir(small[0].root)
    assert command.main(["readability"]) == 0
    assert "A small lesson" in capsys.readouterr().out
