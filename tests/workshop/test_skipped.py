"""Who skips the deeper sections of a lesson meets no name that only they define."""

import nbformat
import pytest

from workshop.lessons import skipped

v4 = nbformat.v4
DEEPER = "## 2 More (deeper)"


def missed(*sources):
    """The names that each core cell misses, where a text that begins with # is a heading."""
    cells = [
        v4.new_markdown_cell(text) if text.startswith("#") else v4.new_code_cell(text)
        for text in sources
    ]
    return [names for _, names in skipped.missed(cells)]


@pytest.mark.parametrize(
    "core",
    [
        "print(a)",
        "b = [k * a for k in range(3)]",
        "def f(x):\n    return x + a",
        "f = lambda x: [a for _ in x]",
        "class C:\n    b = a",
        "a = a + 1",
        "a += 1",
        "await a",
        'print(f"{a:.2f}")',
    ],
)
def test_a_name_of_a_deeper_section_is_found_wherever_the_core_reads_it(core):
    assert missed("# Lesson", DEEPER, "a = 1", "## 3 On", core) == [["a"]]


def test_a_name_that_a_deeper_section_changes_is_found_too():
    assert missed("# Lesson", "a = 1", DEEPER, "a = 2", "## 3 On", "print(a)") == [["a"]]


@pytest.mark.parametrize(
    "given", ["import a", "def a(): ...", "for a in (1, 2): ...", "b, a = 1, 2"]
)
@pytest.mark.parametrize("deeper", ["a = 1", "import a", "for a in range(3): print(a)"])
def test_what_the_core_defines_again_is_its_own(given, deeper):
    assert missed("# Lesson", DEEPER, deeper, "## 3 On", given, "print(a)") == []


def test_what_a_function_uses_may_be_defined_beside_it():
    core = "def f():\n    return a\n\n\na = 2\nprint(f())"
    assert missed("# Lesson", DEEPER, "a = 1", "## 3 On", core) == []


def test_a_loop_over_its_own_name_takes_nothing():
    loop = "for k in range(3):\n    total = k\n    print(total)"
    assert missed("# Lesson", DEEPER, "k = total = 1", "## 3 On", loop) == []


def test_a_deeper_section_ends_at_a_heading_of_its_level():
    sources = ["# Lesson", DEEPER, "### Part", "a = 1", "print(a)", "### Other", "print(a)"]
    assert missed(*sources) == []
    assert missed(*sources, "## 3 On", "print(a)") == [["a"]]


def test_the_sentence_names_cell_and_name():
    cells = [v4.new_markdown_cell(DEEPER), v4.new_code_cell("a = 1")]
    cells += [v4.new_markdown_cell("## 3 On"), v4.new_code_cell("a", id="third")]
    (sentence,) = skipped.problems(v4.new_notebook(cells=cells), "01_lesson.ipynb")
    assert sentence.startswith("01_lesson.ipynb, cell third stands in the core and needs a from")


def test_a_magic_hides_its_cell_from_the_search():
    assert missed("# Lesson", DEEPER, "a = 1", "## 3 On", "%time print(a)") == []
