"""An empty function counts as not attempted on every Python, and no other function does."""

import sys

import pytest

from coursekit.exercises.running import is_blank

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
        function(1) if "self" not in source else function()
        assert is_blank(function)
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("source", BEGUN.values(), ids=BEGUN)
def test_begun(source):
    assert not is_blank(made(source))
