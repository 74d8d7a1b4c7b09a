"""An empty function counts as not attempted on every Python, and no other function does."""

import contextlib
import sys

import numpy as np
import pytest

from coursekit import nn
from coursekit.exercises import attempted, bank, check
from coursekit.exercises.blank import is_blank
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, WRONG

BLANK = {
    "dots": "def f(x): ...",
    "pass": "def f(x): pass",
    "return": "def f(x): return",
    "return dots": "def f(x): return ...",
    "lines": "def f(x):\n    # my answer\n    return (\n        ...\n    )",
    "docstring": "def f(x):\n    '''Twice x.'''",
    "docstring and pass": "def f(x):\n    '''Twice x.'''\n    pass",
    "docstring and dots": "def f(x):\n    '''Twice x.'''\n    ...\n    ...",
    "many parameters": "def f(x: int, *more, y=3, **named) -> float: ...",
    "docstring and return": "def f(x):\n    '''Twice x.'''\n    return ...",
    "stub": 'def f(x): raise NotImplementedError("not attempted")',
    "stub with a docstring": "def f(x):\n    '''Twice x.'''\n    raise NotImplementedError",
    "lambda": "f = lambda x: ...",
    "lambda None": "f = lambda x: None",
    "method": "class A:\n    def f(self): ...\nf = A().f",
}
BEGUN = {
    "itself": "def f(x): return x",
    "lambda": "f = lambda x: x",
    "small number": "f = lambda x: 5",
    "number": "f = lambda x: 300.5",
    "zero": "def f(x): return 0",
    "truth": "f = lambda x: True",
    "text": "def f(x): return 'one'",
    "text after a docstring": "def f(x):\n    'Which one?'\n    return 'one'",
    "expression": "def f(x): 2 * x",
    "assignment": "def f(x): y = x",
    "another error": "def f(x): raise ValueError('not attempted')",
    "generator": "def f(x): yield",
    "pair": "def f(x): return None, ...",
    "endless": "def f(x):\n    while True: pass",
    "class": "class f: ...",
    "value": "f = 3",
    "builtin": "f = len",
}


def made(source):
    space = {}
    exec(source, space)
    return space["f"]


@pytest.mark.parametrize("source", BLANK.values(), ids=BLANK)
def test_blank(source):
    function = made(source)
    assert is_blank(function)
    before = sys.gettrace()
    try:
        sys.settrace(lambda *_: None)  # as a debugger does
        with contextlib.suppress(NotImplementedError):
            function(1) if "self" not in source else function()
        assert is_blank(function)
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("source", BEGUN.values(), ids=BEGUN)
def test_begun(source):
    assert not is_blank(made(source))


@pytest.mark.parametrize(
    "answer",
    [
        [27, ...],
        (..., ...),
        {"a": ...},
        [[1, 2], [3, ...]],
        np.array([1, ...]),
        {"f": made(BLANK["dots"])},
    ],
)
def test_a_part_that_is_still_to_be_written(answer):
    assert is_blank(answer)
    with pytest.raises(NotImplementedError, match="not attempted"):
        attempted(answer)


@pytest.mark.parametrize("answer", [[], {}, (), [1, 2], {"a": None}, "...", np.ones(3), None])
def test_answers_without_such_a_part(answer):
    assert not is_blank(answer)
    attempted(answer)


def test_a_list_that_holds_itself_or_very_much_has_an_end():
    endless = []
    endless.extend([endless] * 100)
    assert not is_blank(endless)
    assert not is_blank([[0.5] * 3000] * 3000)


def test_only_the_entries_that_count_are_looked_at():
    attempted({"E": 0.5, "z": ...}, "E")
    with pytest.raises(NotImplementedError, match="not attempted"):
        attempted({"E": 0.5, "z": ...}, "E", "z")
    with pytest.raises(NotImplementedError, match="not attempted"):
        attempted(..., "E")
    with pytest.raises(AssertionError, match="missing: z"):
        attempted({"E": 0.5}, "E", "z")
    with pytest.raises(AssertionError, match="a dict is asked for, got float"):
        attempted(0.5, "E")


def with_dots_inside(z):
    a = ...
    return a, a * (1 - a)


def with_dots_unpacked(z):
    a, slope = ...
    return a, slope


def with_dots_in_an_array(z):
    return np.exp(np.array(...)), 1


def with_dots_returned(z):
    return 1 / (1 + np.exp(-z)), ...


@pytest.mark.parametrize(
    "answer", [with_dots_inside, with_dots_unpacked, with_dots_in_an_array, with_dots_returned]
)
def test_dots_inside_a_function_are_not_attempted(answer):
    assert judge(check.sigmoid_and_slope.exercise, answer).status == NOT_ATTEMPTED


def dots_at_work(*given):
    answer = ...
    return answer + 1


def dots_in_a_pair(*given):
    return 1, ...


def dots_in_a_layer(*given):
    return nn.layers.Dense(...)


@pytest.mark.parametrize("function", [dots_at_work, dots_in_a_pair, dots_in_a_layer])
@pytest.mark.parametrize("name", [n for n in bank.names() if bank.find(n).is_function])
def test_dots_at_work_are_not_attempted_in_any_check(name, function):
    assert judge(bank.find(name), function).status == NOT_ATTEMPTED


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("cnn_sizes", [27, 13, ..., 6, 576, 10]),
        ("moved_model", {"age": ...}),
        ("meeting_lines", [..., ..., ..., ...]),
        ("rising_edge", [[..., 0, 1]] * 3),
        ("blocks_below_50000", [["Conv2D", ..., 3, 1, "valid"]]),
        ("average_by_hand", (..., ..., ...)),
    ],
)
def test_dots_inside_a_value_are_not_attempted(name, answer):
    assert judge(getattr(check, name).exercise, answer).status == NOT_ATTEMPTED


def test_other_errors_are_still_told():
    verdict = judge(check.sigmoid_and_slope.exercise, lambda z: z.nope)
    assert verdict.status == WRONG and "nope" in verdict.message
