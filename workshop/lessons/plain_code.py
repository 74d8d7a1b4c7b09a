"""Finds code that a reader with a little Python cannot read."""

import ast
import builtins
import re

_MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)
_INSIDE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_KINDS = {
    ast.Dict: "a dict", ast.DictComp: "a dict", ast.List: "a list", ast.ListComp: "a list",
    ast.Tuple: "a list", ast.Set: "a set", ast.SetComp: "a set", ast.JoinedStr: "a text",
    ast.Lambda: "a function",
}  # fmt: skip
_ARRAYS = {"array", "zeros", "ones", "full", "arange", "linspace", "stack", "column_stack", "eye"}


def trees_in(notebook):
    """The code cells of a notebook as syntax trees, those of IPython's own syntax left out."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            try:
                yield cell, ast.parse(_MAGIC.sub("pass", cell.source))
            except SyntaxError:
                continue


def nested_lambdas(notebook, name):
    """Name every cell with a lambda in a lambda, in a comprehension, or in a dict of dicts."""
    for cell, tree in trees_in(notebook):
        if any(_is_nested(node) for node in ast.walk(tree)):
            yield (
                f"{name}, cell {cell.id}: a lambda inside another expression of its kind; "
                "give it a name with def."
            )


def _is_nested(node):
    inner = [child for child in ast.walk(node) if child is not node]
    if isinstance(node, _INSIDE):
        return any(isinstance(child, ast.Lambda) for child in inner)
    dicts = [child for child in inner if isinstance(child, ast.Dict)]
    return isinstance(node, ast.Dict) and any(
        isinstance(child, ast.Lambda) for one in dicts for child in ast.walk(one)
    )


def calls_by_name(notebook, name):
    """Name every cell with ``getattr(…)(**…)``."""
    for cell, tree in trees_in(notebook):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_getattr(node.func) and _unpacks(node):
                yield f"{name}, cell {cell.id}: getattr(…)(**…) is hard to read; write the calls."
                break


def _is_getattr(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr"


def _unpacks(call):
    return any(keyword.arg is None for keyword in call.keywords)


def reused_names(notebook, name):
    """Name every name that a lesson gives to two kinds of things, and every lost built-in."""
    known = {}
    for cell, tree in trees_in(notebook):
        for bound, kind in _bindings(tree.body):
            if bound in dir(builtins):
                yield f"{name}, cell {cell.id}: {bound!r} is Python's own name; choose another."
            before, where = known.setdefault(bound, (kind, cell.id))
            if kind != before:
                yield (
                    f"{name}, cell {cell.id}: {bound!r} is {kind} here and {before} in cell "
                    f"{where}; choose another name."
                )
                known[bound] = (kind, cell.id)


def _bindings(statements):
    """The names that statements of a cell bind, where it is plain to see what kind of thing."""
    for node in statements:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, "a class" if isinstance(node, ast.ClassDef) else "a function"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0], "an import"
        elif isinstance(node, ast.Assign) and (kind := _kind(node.value)):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, kind
        elif isinstance(node, (ast.For, ast.With, ast.If)):
            yield from _bindings(node.body)


def _kind(value):
    """What kind of thing an expression makes, or None where that is not plain."""
    if isinstance(value, ast.Constant):
        return {str: "a text", int: "a number", float: "a number"}.get(type(value.value))
    if isinstance(value, ast.Call):
        called = getattr(value.func, "attr", getattr(value.func, "id", ""))
        is_numpy = getattr(getattr(value.func, "value", None), "id", "") == "np"
        return "an array" if is_numpy and called in _ARRAYS else None
    return _KINDS.get(type(value))
