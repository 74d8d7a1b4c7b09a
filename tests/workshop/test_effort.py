"""A learner's time is computed from what stands in a lesson, and written where it belongs."""

import nbformat
import pytest

from workshop.book import effort, index, pages
from workshop.lessons import bind

HEAD = "# 01 Title\n\n**Time.** About 1 minutes. **You need** a pen."


def notebook(*cells):
    """Markdown cells, given as ``("md", text)``, and code cells, given as text."""
    made = nbformat.v4.new_notebook()
    for number, cell in enumerate(cells):
        new = nbformat.v4.new_markdown_cell if isinstance(cell, tuple) else None
        text = cell[1] if isinstance(cell, tuple) else cell
        made.cells.append((new or nbformat.v4.new_code_cell)(text, id=f"c{number}"))
    return made


def words(count):
    return " ".join(["word"] * count)


def counted(*cells):
    return effort.parts_of(notebook(*cells).cells)[0].counts


def test_each_thing_is_counted_once_and_by_its_kind():
    found = counted(
        ("md", "# Two words\n\n**Predict first.** See $x$ and\n\n$$y = 2$$\n\n```\nno words\n```"),
        "# a comment\nx = 1\n\ncheck.two(x)",
        "check.two(x)\ncheck.two.hint()",
        'quiz("01", 1)\nquiz("01", 2)',
        'plots.show(fig, "a")\nexplore.xor(lr=1)',
        ("md", "<details><summary>More</summary>\n\nmany folded words\n\n</details>"),
    )
    assert found == {
        "words": 6,
        "formulas": 2,
        "lines": 6,
        "pictures": 1,
        "predictions": 1,
        "quizzes": 2,
        "explorers": 1,
        "exercises": 1,
    }


def test_minutes_follow_the_rates():
    # 3,600 words at 180 a minute, 60 lines at 12 a minute, 2 questions: 20 + 5 + 2 = 27
    code = "\n".join(["x = 1"] * 60)
    [part] = [effort.parts_of(notebook(("md", words(3600)), code, 'quiz("01", 1)\n' * 2).cells)[0]]
    assert part.minutes == 25
    assert part.spelled.startswith("words 20, formulas 0, lines 5,")


def test_a_set_up_cell_and_a_hidden_one_are_not_read():
    made = notebook("x = 1\n" * 60, "y = 1\n" * 60)
    made.cells[0].metadata["tags"] = ["colab-setup"]
    made.cells[1].metadata["jupyter"] = {"source_hidden": True}
    assert effort.parts_of(made.cells)[0].counts["lines"] == 0


DEEP = notebook(
    ("md", HEAD),
    ("md", "## 1 Core\n\n" + words(1800)),
    ("md", "## 2 Aside (deeper)\n\n" + words(900) + "\n\n### Part (deeper)\n\n" + words(900)),
    'quiz("01", 1)\n' * 10,
    ("md", "### Small (deeper)\n\n" + words(9) + "\n\n## 3 Core again\n\n" + words(900)),
    ("md", "### Late (deeper)\n\n" + words(900) + "\n\n### On\n\n" + words(9)),
)


def test_a_deeper_section_goes_up_to_the_next_heading_of_its_level():
    core, deeper = effort.parts_of(DEEP.cells)
    assert core.minutes == 15
    assert [(part.title, part.minutes) for part in deeper] == [
        ("2 Aside (deeper)", 20),
        ("Late (deeper)", 5),
    ]


def test_times_are_written_and_stay():
    made = nbformat.from_dict(DEEP)
    effort.write(made)
    head, _, aside, _, small, late = (cell.source for cell in made.cells)
    assert head.endswith(
        "**Time.** Core about 15 minutes; what is marked deeper takes 25 more. **You need** a pen."
    )
    note = "*Deeper, about {} minutes: skip it at a first reading.*"
    assert aside.startswith(f"## 2 Aside (deeper)\n\n{note.format(20)}\n\nword")
    assert "### Part (deeper)\n\nword" in aside  # it stands in a deeper section already
    assert "*Deeper" not in small
    assert late.startswith(f"### Late (deeper)\n\n{note.format(5)}\n\nword")
    assert late.endswith("word\n\n### On\n\n" + words(9))
    assert list(effort.problems(made, "01_a.ipynb")) == []
    again = nbformat.from_dict(made)
    effort.write(again)
    assert again == made


def test_a_section_that_comes_back_to_the_core_loses_its_line():
    made = nbformat.from_dict(DEEP)
    effort.write(made)
    made.cells[5].source = made.cells[5].source.replace("Late (deeper)", "Late")
    assert len(list(effort.problems(made, "01_a.ipynb"))) == 2  # the title cell's time as well
    effort.write(made)
    assert made.cells[5].source.startswith("### Late\n\nword")
    assert "what is marked deeper takes 20 more" in made.cells[0].source


def test_a_deeper_heading_alone_in_its_cell():
    made = notebook(("md", HEAD), ("md", "## 2 Aside (deeper)"), ("md", words(900)))
    effort.write(made)
    assert made.cells[1].source == (
        "## 2 Aside (deeper)\n\n*Deeper, about 5 minutes: skip it at a first reading.*"
    )
    assert list(effort.problems(made, "01_a.ipynb")) == []


@pytest.mark.parametrize(
    "said",
    [
        "Two sittings of about 40 and 35 minutes; practice takes longer. Parts fold. ",
        "Core about 40 minutes; what is marked deeper takes 5 more. ",
        "About 60 minutes. ",
        "",
    ],
)
def test_an_old_sentence_gives_way_and_what_one_needs_stays(said):
    made = notebook(("md", f"# T\n\n**Time.** {said}**You need** lesson 01.\n\n**Note.** More."))
    effort.write(made)
    assert made.cells[0].source == (
        "# T\n\n**Time.** About 5 minutes. **You need** lesson 01.\n\n**Note.** More."
    )


def test_a_notebook_without_a_time_is_left_alone():
    made = notebook(("md", "# T\n\n## 1 Aside (deeper)\n\nWords."))
    effort.write(made)
    assert made.cells[0].source == "# T\n\n## 1 Aside (deeper)\n\nWords."


def test_a_bound_number_is_never_looked_for_in_a_time():
    cell = notebook(("md", "## A (deeper)\n\n" + words(1800) + "\n\nIt is 10.")).cells[0]
    cell.source = cell.source.replace(
        "(deeper)\n\n",
        "(deeper)\n\n*Deeper, about 10 minutes: skip it at a first reading.*\n\n",
    )
    record = {"text": "10", "expr": "ten", "format": "d"}
    [place], lost = bind.locate(cell, [record])
    assert not lost and place.end == len(cell.source) - 1


def test_the_name_of_a_section_is_without_its_mark():
    [_, section] = pages.Lesson(pages.Path("01_a.ipynb"), DEEP.cells).sections[:2]
    assert section.name == "Core"
    lesson = pages.Lesson(pages.Path("01_a.ipynb"), DEEP.cells)
    assert lesson.section("Aside").title == "2 Aside (deeper)"
    assert lesson.section("Aside").anchor == "2-Aside-%28deeper%29"


@pytest.mark.parametrize(
    ("minutes", "said"), [(1 / 12, "12 a minute"), (1 / 180, "180 a minute"), (0.5, "30 seconds"),
                          (1, "1 minute"), (5, "5 minutes")],
)  # fmt: skip
def test_rates_are_said_in_words(minutes, said):
    assert index.rate(minutes) == said


def test_the_map_shows_core_deeper_and_machine():
    lesson = pages.Lesson(pages.Path("01_a.ipynb"), DEEP.cells)
    assert index.columns(lesson, {"01_a": 7}) == "15 min | 25 min | 7 s"
    assert index.columns(pages.Lesson(lesson.path, DEEP.cells[:1]), {}) == "5 min |  | "
    page = index.page([lesson], {"01_a": 7})
    assert "| a picture | 30 seconds |" in page and "| 01 | [Title](01_a.ipynb) | 15 min |" in page
    front = "| 01 | [T](x) | do it | old · 3 s |\n| 01 | [T](x) | do it | 1 | 2 | 3 |"
    assert index.timed(front, [lesson], {"01_a": 7}).count("| do it | 15 min | 25 min | 7 s |") == 2
