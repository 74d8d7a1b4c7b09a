"""Finds pictures that choose for themselves what ``coursekit/plots/style.py`` chooses for all."""

import ast
import re

NAMES = {"POSITIVE", "NEGATIVE", "CLASS_COLOURS", "CLASS_MARKERS", "TRAINING", "VALIDATION"}
MAPS = {"PuOr", "RdBu", "PiYG", "PRGn", "BrBG", "RdYlBu", "coolwarm", "bwr", "seismic"}
DASHES = {"-", "--", "-.", ":"}
PALETTE = {"blue", "vermillion"}

_BY_SIGN = re.compile(r"\?.*\b(?:blue|vermillion)\b.*:.*\b(?:blue|vermillion)\b")
_OWN_DASH = re.compile(r"\b(?:val_\w+|validation|test)\b.*dash: \[")


def in_python(source):
    """One phrase for every choice of its own in a module that draws."""
    for node in ast.walk(ast.parse(source)):
        yield from _names(node)
        if isinstance(node, ast.Constant) and str(node.value).removesuffix("_r") in MAPS:
            yield f"line {node.lineno}: the colour map {node.value}; take style.signed()"
        if isinstance(node, ast.IfExp) and _colour(node.body) and _colour(node.orelse):
            yield f"line {node.lineno}: a colour by sign; take POSITIVE and NEGATIVE"
        if isinstance(node, (ast.Call, ast.Tuple)) and _says_part(node) and _dash(node):
            yield f"line {node.lineno}: a line style of its own; take TRAINING and VALIDATION"
        if _plots_validation(node):
            yield f"line {node.lineno}: validation without the line style VALIDATION"


def in_page(source):
    """One phrase for every choice of its own in a ``page.js``."""
    for number, line in enumerate(source.splitlines(), start=1):
        if _BY_SIGN.search(line):
            yield f"line {number}: a colour by sign or class; take colourOf or classLook"
        if _OWN_DASH.search(line):
            yield f"line {number}: a dash of its own; take VALIDATION"


def _names(node):
    if isinstance(node, ast.Assign):
        for target in node.targets:
            for name in ast.walk(target):
                if isinstance(name, ast.Name) and name.id in NAMES:
                    yield f"line {node.lineno}: its own {name.id}; import it from style"


def _colour(node):
    """The name of a palette colour that an expression stands for, or None."""
    if isinstance(node, ast.Subscript):
        node = node.slice
    return isinstance(node, ast.Constant) and node.value in PALETTE


def _texts(node):
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]


def _says_part(node):
    return any("validation" in str(t) or "training" in str(t) for t in _texts(node))


def _dash(node):
    """Whether a dash stands in a call or tuple itself, not in another one inside it."""
    parts = node.elts if isinstance(node, ast.Tuple) else [*node.args]
    parts += [] if isinstance(node, ast.Tuple) else [k.value for k in node.keywords]
    return any(isinstance(p, ast.Constant) and p.value in DASHES for p in parts)


def _plots_validation(node):
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "plot":
        return False
    speaks = any(str(t).startswith("val_") or "validation" in str(t) for t in _texts(node))
    named = {getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(node)}
    return speaks and "VALIDATION" not in named
