"""Finds numbers in prose that nothing holds: every decimal and percentage is bound or given."""

import re

from coursekit.notebooks.bind import parse, places_in

_BRACES = re.compile(r"\{\{([^{}\n]+)\}\}")

_NUMBER = re.compile(
    r"(?<![\d.])\d+(?:,\d{3})*\.\d+(?!\.?\d)(?:[eE][-+]?\d+)?(?:\s?\\?%)?"
    r"|(?<![\w.])\.\d+(?!\.?\d)(?:\s?\\?%)?"
    r"|(?<![\d.])\d+(?:,\d{3})*\s?\\?%"
)
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
