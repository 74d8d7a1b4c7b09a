"""Finds titles of pictures that tell a reader the answer before the folded output does.

The code of a cell that answers a prediction stays open. So the title of its picture stands in
``coursekit/plots/alt/<lesson>.toml``, in the table ``[titles]``, and the cell says
``plots.title("key")``.
"""

import ast
import importlib
import inspect

from workshop.lessons import predict
from workshop.lessons.plain_code import trees_in

_NAMES = {"title", "titles", "suptitle", "set_title"}  # parameters and methods


def problems(notebook, name):
    """One sentence for every picture of a prediction whose title stands in the cell's code."""
    modules = _modules(notebook)
    for cell, tree in trees_in(notebook):
        if predict.TAG not in cell.metadata.get("tags", []):
            continue
        for call in ast.walk(tree):
            for told in _titles(call, modules) if isinstance(call, ast.Call) else ():
                yield (
                    f"{name}, cell {cell.id}: the title {told!r} stands in code that a reader sees "
                    'before the folded answer; write plots.title("key"), and the title under '
                    "[titles] in coursekit/plots/alt."
                )


def _titles(call, modules):
    """The texts in the code of one call that become titles."""
    if _is_kept_apart(call):
        return
    values = [keyword.value for keyword in call.keywords if keyword.arg in _NAMES]
    if isinstance(call.func, ast.Attribute) and call.func.attr in _NAMES:
        values += call.args
    elif (names := _parameters(call.func, modules)) and not _unpacks(call):
        values += [value for value, known in zip(call.args, names, strict=False) if known in _NAMES]
    for value in values:
        if not _is_kept_apart(value):
            yield from (
                node.value
                for node in ast.walk(value)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )


def _is_kept_apart(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "plots.title"


def _parameters(function, modules):
    """The names of the parameters of ``draw.f`` or ``plots.room.f``; none for other functions."""
    first, *rest = ast.unparse(function).split(".")
    found = modules.get(first)
    for part in rest if found is not None else ():
        found = getattr(found, part, None)
    return list(inspect.signature(found).parameters) if inspect.isfunction(found) else []


def _unpacks(call):
    return any(isinstance(value, ast.Starred) for value in call.args)


def _modules(notebook):
    """What a lesson imports from the pictures of the course, by the name it uses."""
    found = {}
    for _, tree in trees_in(notebook):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coursekit"):
                for alias in node.names:
                    if (room := _room(f"{node.module}.{alias.name}")) is not None:
                        found[alias.asname or alias.name] = room
    return found


def _room(path):
    if not path.startswith("coursekit.plots"):
        return None
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:  # a function, not a module
        return None
