"""The limits that keep a lesson short, plain and of one voice: each excess gives its sentence."""

import pytest

from tests.support.small_course import change
from tests.workshop.test_effort import notebook, words
from workshop import command
from workshop.book import one_meaning
from workshop.book.symbols import Symbol
from workshop.lessons import check, limits, plain_code
from workshop.lessons.project import find_project

NAME = "04_a.ipynb"


def found(lint, *cells, name=NAME):
    return list(lint(notebook(*cells), name))


def test_a_long_core_is_named_with_its_parts():
    head = "# T\n\n**Time.** About 1 minutes."
    [said] = found(limits.long_core, ("md", head), ("md", words(8600)))
    assert "its core takes 50 minutes, more than 45" in said and "words 48" in said
    assert found(limits.long_core, ("md", head), ("md", "## A (deeper)\n\n" + words(8600))) == []


def test_open_mentions_of_lectures_are_counted():
    five = ("md", "Lecture 000 says, lectures 001 and 002 say. " * 2 + "See lecture 004.")
    assert found(limits.lecture_mentions, five) == []
    [said] = found(limits.lecture_mentions, five, ("md", "And lecture 003."))
    assert 'says "lecture 00x" 6 times, more than 5' in said
    folded = "<details><summary>A slip</summary>\n\nLecture 003.\n\n</details>"
    link = "[the slip of lecture 003](15_check.ipynb#3)"
    assert found(limits.lecture_mentions, five, ("md", folded), ("md", link)) == []
    assert found(limits.lecture_mentions, five, ("md", "Lecture 003."), name="15_a.ipynb") == []


def test_a_sitting_is_named():
    assert len(found(limits.sitting_marks, ("md", "> **Here the first sitting ends.**"))) == 1
    assert found(limits.sitting_marks, ("md", "A sitting duck.")) == []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("f = lambda x: lambda y: x + y", True),
        ("f = [lambda x: k * x for k in ks]", True),
        ("f = {n: {'a': lambda x, n=n: n * x} for n in ns}", True),
        ("f = {'a': {'b': lambda x: x}}", True),
        ("f = {'a': lambda x: x}", False),
        ("g = sorted(xs, key=lambda x: [y for y in x])", False),
        ("%time f()", False),
    ],
)
def test_nested_lambdas(code, wrong):
    assert len(found(plain_code.nested_lambdas, code)) == wrong


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("m = getattr(nn, name)(**options)", True),
        ("m = getattr(nn.losses, name)(1, **options)", True),
        ("m = getattr(nn, name)(1)", False),
        ("m = make(**options)", False),
    ],
)
def test_calls_by_name(code, wrong):
    assert len(found(plain_code.calls_by_name, code)) == wrong


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("names = ['a']", "names = {'a': 1}", "'names' is a dict here and a list in cell c0"),
        ("w = 0.5", "w = np.zeros(3)", "'w' is an array here and a number"),
        ("def loss(x):\n    return x", "loss = [1]", "'loss' is a list here and a function"),
        ("import math", "for i in x:\n    math = 3", "'math' is a number here and an import"),
        ("x = 1", "sum = 3", "'sum' is Python's own name"),
    ],
)
def test_a_name_for_two_kinds_of_things(first, second, said):
    [sentence] = found(plain_code.reused_names, first, second)
    assert said in sentence


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("x = 1", "x = 2.5"),
        ("names = ['a']", "names = ('a', 'b')"),
        ("run = train()", "run = [1]"),
        ("def f():\n    x = 1", "x = [1]"),
    ],
)
def test_the_same_kind_again_is_no_fault(first, second):
    assert found(plain_code.reused_names, first, second) == []


@pytest.mark.parametrize(
    "text",
    [
        "The output $y$ is 1.",
        "Its output $y_1$ is 1.",
        "and $y$ is the output of the neuron",
        "The target $d$ is 1.",
        "the desired output $d$",
        "the target $\\hat y$",
        "The slope $m$ of the line",
        "with slope m and",
        "over slope and intercept",
        r"$\mathbf{W}$ has the shape inputs × units",
    ],
)
def test_another_meaning_is_named(text):
    assert len(found(one_meaning.in_lesson, ("md", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The target $y$, the output $\\hat y$.",
        "the desired output $y$ and the network's output $\\hat{y}$",
        "the steepness $m$ and the intercept $c$",
        "the slope $\\partial E/\\partial m$",
        r"$\mathbf{W}$ has units × inputs; the kernel has inputs × units",
        r"$\mathbf{W}^\top$ has inputs × units",
        "`the output $y$`",
    ],
)
def test_the_one_meaning_is_let_through(text):
    assert found(one_meaning.in_lesson, ("md", text)) == []


def symbol(sign, meaning, lesson="01"):
    return Symbol(sign, f"${sign}$", meaning, lesson, "said")


def test_a_second_entry_for_a_letter_with_one_meaning_is_named():
    good = [symbol("y", "the target"), symbol(r"\hat y", "the output"), symbol("W", "weights")]
    assert list(one_meaning.in_table(good)) == []
    [second] = one_meaning.in_table([*good, symbol("y", "a target of another kind")])
    assert "$y$ has 2 meanings" in second
    [other] = one_meaning.in_table([symbol("y", "the output"), *good[1:]])
    assert "does not say 'target'" in other


def test_explanations_that_begin_alike_are_named(monkeypatch):
    assert limits.shared_openings(["It is so.", "It is not.", "No: it is.", "it's"]) == [
        ("it is", "A and B")
    ]
    assert limits.shared_openings(["A cap.", "The proof.", "It tried."]) == []
    assert list(limits.alike_in_quiz("99_small.ipynb")) == []


def test_only_a_strict_check_holds_the_limits(small, monkeypatch, capsys):
    course, path = small
    monkeypatch.chdir(course.root)

    def speak(stored):
        stored.cells[0].source += "\n\n" + "Lecture 000. " * 6

    change(path, speak)
    assert command.main(["check"]) == 0
    assert command.main(["check", "--strict"]) == 1
    assert "6 times" in capsys.readouterr().err
    settings = course.root / "pyproject.toml"
    settings.write_text(settings.read_text() + "strict-lessons = true\n")
    assert len(check.problems_of(find_project(course.root), path)) >= 1
    assert command.main(["check"]) == 1
