"""Finds what no lesson may hold: loose numbers in prose, answers for a test, wide tolerances."""

import ast
import re

from workshop.lessons.bind import parse, places_in
from workshop.lessons.compare import rules_of

_BRACES = re.compile(r"\{\{([^{}\n]+)\}\}")

_NUMBER = re.compile(
    r"(?<![\d.])\d+(?:,\d{3})*\.\d+(?!\.?\d)(?:[eE][-+]?\d+)?(?:\s?\\?%)?"
    r"|(?<![\w.])\.\d+(?!\.?\d)(?:\s?\\?%)?"
    r"|(?<![\d.])\d+(?:,\d{3})*\s?\\?%"
)
MOST = 10  # times the measured spread: the widest tolerance
_TRUTH = re.compile(r"(?<![\w'\"])(True|False)(?![\w'\"])")
_CROWDED = re.compile(r"\d+\\?%")
_HIDDEN = re.compile(
    r"^[ ]*(?P<fence>```+|~~~+).*?^[ ]*(?P=fence)"  # code blocks
    r"|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)"  # code spans
    r"|<!--.*?-->|</?[A-Za-z][^>\n]*>"  # HTML
    r"|\]\([^)\n]*\)|https?://[^\s)>]+"  # links
    r"|^#+[ ]+\d+(?:\.\d+)*\b",  # the number of a heading
    re.DOTALL | re.MULTILINE,
)


def unbound_in(notebook, name):
    """One sentence for every number in prose that is neither bound nor given.

    A number that is given once is given for its whole notebook. A cell with the tag ``given``
    holds nothing but given numbers.
    """
    given = _given_in(notebook)
    problems = []
    for cell in notebook.cells:
        if cell.cell_type != "markdown" or "given" in cell.metadata.get("tags", []):
            continue
        for number in unbound(cell):
            if number not in given:
                problems.append(
                    f"{name}, cell {cell.id}: {number} is not bound. If the course computes it, "
                    f"write {{{{expression:format}}}}; if it is given, {{{{given:{number}}}}}."
                )
    return problems


def formless_in(notebook, name):
    """One sentence for every ``{{expression}}`` in prose that a run cannot fill in."""
    return [
        f"{name}, cell {cell.id}: {match.group()} has no format, so no run fills it in; write it "
        f"like {{{{{match.group(1).strip()}:.2f}}}}."
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for match in _BRACES.finditer(cell.source)
        if parse(match.group(1)) is None and not _is_hidden(cell.source, match)
    ]


def crowded_in(notebook, name):
    """One sentence for every per-cent sign, in prose or printed, without a space before it."""
    places = [(cell, text) for cell in notebook.cells for text in _read_by_learners(cell)]
    return [
        f"{name}, cell {cell.id}: {match.group()} lacks a space; the course writes 97.2 %."
        for cell, text in places
        for match in _CROWDED.finditer(text)
    ]


def answered_in(notebook, name):
    """One sentence for every cell that prints ``True``, ``False`` or a phrase it chose.

    A reader learns nothing from it: the cell prints its number, and a tolerance holds that. A cell
    that teaches truth values says so in its metadata: ``"coursekit": {"why": "…"}``.
    """
    for cell in notebook.cells:
        own = cell.metadata.get("coursekit", {})
        if cell.cell_type != "code" or "why" in own or _is_quiz(cell):
            continue
        if any(_TRUTH.search(output.get("text", "")) for output in cell.outputs):
            yield (
                f"{name}, cell {cell.id} prints True or False in place of a number: print what it "
                'compares, and give it a tolerance where it needs one ("coursekit": "tolerance").'
            )
        elif _chooses_words(cell.source):
            yield (
                f"{name}, cell {cell.id} prints one of two phrases, depending on its result: print "
                "the number itself."
            )


def _is_quiz(cell):
    return "quiz" in cell.source


def _chooses_words(source):
    """Say whether a ``print`` holds ``"this" if … else "that"``."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic of IPython
        return False
    prints = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    return any(
        isinstance(node, ast.IfExp) and all(map(_is_phrase, (node.body, node.orelse)))
        for printed in prints
        for node in ast.walk(printed)
    )


def _is_phrase(node):
    """A text of more than one letter; a sign or a mark in a table is none."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 1


def loose_in(notebook, name):
    """One sentence for every tolerance without a measured spread, or ten times wider than it."""
    for cell in notebook.cells:
        rules = rules_of(cell) if cell.cell_type == "code" else []
        rules += cell.metadata.get("coursekit", {}).get("numbers", [])
        for rule in rules:
            if (width := _width(rule)) and not width <= MOST * rule.get("spread", 0) * 1.001:
                yield (
                    f"{name}, cell {cell.id}: the tolerance {width:g} has no measured spread, or "
                    "one that is less than a tenth of it; measure it: `python -m workshop run "
                    f"--spread {name[:2]}`."
                )


def _width(rule):
    """Return how far a rule lets a number move; 0 for a claim, which has one edge only."""
    if "band" in rule:
        return 0 if None in rule["band"] else rule["band"][1] - rule["band"][0]
    return next(
        (rule[key] for key in ("absolute", "relative", "picture", "allow") if key in rule), 0
    )


def _read_by_learners(cell):
    """The prose of a cell without code and addresses, and all text it prints."""
    if cell.cell_type == "markdown":
        yield _HIDDEN.sub(" ", cell.source)
    for output in cell.get("outputs", []):
        yield output.get("text", "")


def _is_hidden(source, match):
    return any(h.start() <= match.start() < h.end() for h in _HIDDEN.finditer(source))


def unbound(cell):
    """The decimals and percentages of a Markdown cell that no place covers."""
    covered = [(place.start, place.end) for place in places_in(cell)[0]]
    covered += [match.span() for match in _HIDDEN.finditer(cell.source)]
    return [
        match.group()
        for match in _NUMBER.finditer(cell.source)
        if not any(start < match.end() and match.start() < end for start, end in covered)
    ]


def _given_in(notebook):
    given = set()
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for place in places_in(cell)[0]:
            if not place.is_bound:
                given |= {match.group() for match in _NUMBER.finditer(place.record["text"])}
    return given
