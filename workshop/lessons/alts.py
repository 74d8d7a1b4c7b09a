"""Compares the pictures that a lesson shows with the words in ``coursekit/plots/alt``."""

import ast

from coursekit.exercises import bank
from coursekit.plots import words
from workshop.lessons.plain_code import trees_in


def problems(notebook, name):
    """One sentence for every picture whose key has no words or other fields."""
    for cell, tree in trees_in(notebook):
        for call in _calls(tree):
            for why in _mistakes(call):
                yield f"{name}, cell {cell.id}: {why}"


def unused(notebook, name):
    """One sentence for all words of a lesson of the course that no picture has."""
    keys = {_key(call) for _, tree in trees_in(notebook) for call in _calls(tree)}
    lessons = {number: lesson for lesson, number in bank.NUMBERS.items()}
    lesson = lessons.get(name[:2], "")
    for key in words.of_lesson(lesson):
        if key not in keys:
            yield f"{name} shows no picture {key!r}; take its words out of plots/alt/{lesson}.toml."
    titled = [call for _, tree in trees_in(notebook) for call in _calls(tree, ("plots.title",), 0)]
    asked = {_key(call, 0) for call in titled}
    for key in words.titles_of(lesson):
        if key not in asked & keys:
            yield (
                f"{name} shows no picture {key!r} with plots.title({key!r}); take its title out of "
                f"plots/alt/{lesson}.toml."
            )


def _calls(tree, names=("plots.show", "show"), place=1):
    """The calls of some functions that have a key in this place of their arguments, in order."""
    for node in ast.walk(tree):
        has_key = isinstance(node, ast.Call) and len(node.args) > place
        if has_key and ast.unparse(node.func) in names:
            yield node


def _key(call, place=1):
    return call.args[place].value if isinstance(call.args[place], ast.Constant) else None


def _mistakes(call):
    key = _key(call)
    if key is None:
        yield "the key of a picture has to stand in the code as it is."
        return
    given = {k.arg for k in call.keywords} - {"caption"}
    try:
        words.words(key, dict.fromkeys(given, 0.0))
    except ValueError as error:
        yield str(error)
