"""What the code of a cell asks for: an explorer, a question of a quiz, checks."""

import ast
from functools import lru_cache

from coursekit import explore
from coursekit.exercises import bank


def explorer(source):
    """Return the explorer that a cell makes, or ``None`` where it makes none or with own data."""
    for call in _calls(source):
        name = _member(call, "explore")
        if name in explore.names() and not call.args:
            settings = _literals(call)
            return None if settings is None else explore.load(name)(**settings)
    return None


def question(source):
    """Return lesson and number of the question that a cell asks: ``("01", 3)``, else ``None``."""
    for call in _calls(source):
        if isinstance(call.func, ast.Name) and call.func.id == "quiz" and len(call.args) == 2:
            return tuple(ast.literal_eval(argument) for argument in call.args)
    return None


def checks(source):
    """Return the exercises that a cell judges, in its order: ``check.nand(…)`` is ``nand``."""
    names = (_member(call, "check") for call in _calls(source))
    return [bank.find(name) for name in dict.fromkeys(names) if name in bank.names()]


@lru_cache(maxsize=1)  # a cell is asked for one thing after the other
def _calls(source):
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a line of IPython
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _member(call, owner):
    """The name behind ``owner.`` in a call, or ``None``."""
    func = call.func
    held = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    return func.attr if held and func.value.id == owner else None


def _literals(call):
    try:
        return {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    except ValueError:
        return None
