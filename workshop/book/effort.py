"""How long a learner needs for a lesson: computed from what stands in it, at stated rates.

A section whose heading ends in ``(deeper)`` is no part of the lesson's core, with all that stands
below it up to the next heading of its own level or above. Nobody types a time: ``write`` puts them
into the title cell and under each deeper heading.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from workshop.book import pages
from workshop.lessons import setup_cell

#: What is counted, in words, and how many minutes one of it takes.
RATES = {
    "words": ("a word of text", 1 / 180),
    "formulas": ("a formula", 1 / 12),
    "lines": ("a line of code", 1 / 12),
    "pictures": ("a picture", 1 / 2),
    "predictions": ("a prediction", 1),
    "quizzes": ("a quiz question", 1),
    "explorers": ("an explorer to play with", 3),
    "exercises": ("an exercise that is checked", 5),
}
STEP = 5  # minutes; all times are given in these
LONGEST = 45  # minutes; a core is at most so long

_TIME = re.compile(r"\*\*Time\.\*\*.*?(?=\*\*You need\*\*|\n\n|\Z)", re.DOTALL)
_NOTE = re.compile(r"\n*^\*Deeper, about \d+ minutes: skip it at a first reading\.\*[ ]*$", re.M)
_FOLDED = re.compile(r"<details\b.*?</details>", re.DOTALL)
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")
_PREDICTION = re.compile(r"\*\*Predict first[.:]\*\*")
_CALLS = {
    "pictures": re.compile(r"\bshow\("),
    "quizzes": re.compile(r"\bquiz\("),
    "explorers": re.compile(r"\bexplore\.\w+\("),
}
_CHECKED = re.compile(r"\bcheck\.(\w+)\(|\.check\([^)]*\.\.\.[^)]*\)")


@dataclass
class Part:
    """The core of a lesson, or one deeper section, with all that is counted in it."""

    title: str = ""
    counts: dict = field(default_factory=lambda: dict.fromkeys(RATES, 0))
    exercises: set = field(default_factory=set)

    def add(self, counts):
        """Add what a piece of the lesson holds; an exercise that comes twice counts once."""
        for name, found in counts.items():
            if name == "exercises":
                self.exercises |= found
                self.counts[name] = len(self.exercises)
            else:
                self.counts[name] += found

    @property
    def minutes(self):
        """By the rates, rounded to five minutes; what is there takes five at least."""
        total = sum(self.counts[name] * rate for name, (_, rate) in RATES.items())
        return max(1, round(total / STEP)) * STEP

    @property
    def spelled(self):
        """What takes the time: ``words 12, lines 20, …``, in minutes."""
        parts = [f"{name} {self.counts[name] * rate:.0f}" for name, (_, rate) in RATES.items()]
        return ", ".join(parts)


def pieces(cells):
    """The lesson in order: cell, text, the heading of a deeper section where one opens, is deeper.

    A code cell is one piece, and so is each part of a Markdown cell that begins with a heading.
    """
    open_level = None
    for cell in cells:
        if cell.cell_type == "code":
            yield cell, cell.source, None, bool(open_level)
            continue
        for heading, text in pages.parts(cell.source):
            if heading and open_level and len(heading[0]) <= open_level:
                open_level = None
            opens = bool(heading) and not open_level and is_deeper(heading[1])
            if opens:
                open_level = len(heading[0])
            yield cell, text, heading[1] if opens else None, bool(open_level)


def parts_of(cells):
    """The core of a lesson and its deeper sections, in order."""
    core, deeper = Part("core"), []
    for cell, text, opened, is_deep in pieces(cells):
        if opened:
            deeper.append(Part(opened))
        here = deeper[-1] if is_deep else core
        here.add(_in_code(cell) if cell.cell_type == "code" else _in_prose(text))
    return core, deeper


def is_deeper(title):
    """Whether a heading says that its section is no part of the core."""
    return title.endswith(pages.DEEPER)


def times_of(cells):
    """The minutes of the core, and of all deeper sections together."""
    core, deeper = parts_of(cells)
    return core.minutes, sum(part.minutes for part in deeper)


def said(cells):
    """The sentence on time in the title cell."""
    core, deeper = times_of(cells)
    if not deeper:
        return f"**Time.** About {core} minutes."
    return f"**Time.** Core about {core} minutes; what is marked deeper takes {deeper} more."


def written_in(source):
    """Where in a cell's text the lines stand that this module writes: pairs of start and end."""
    return [match.span() for form in (_TIME, _NOTE) for match in form.finditer(source)]


def problems(notebook, name):
    """One sentence for every time in a notebook that is not what its content gives."""
    fresh = deepcopy(notebook)
    write(fresh)
    for old, new in zip(notebook.cells, fresh.cells, strict=True):
        if old.source != new.source:
            yield (
                f"{name}, cell {old.id}: its time is not what the rates give; "
                "run `python -m workshop tidy`."
            )


def write(notebook):
    """Bring the times in a notebook up to date, in place."""
    cells = notebook.cells
    if not cells or "**Time.**" not in cells[0].source:
        return
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = _NOTE.sub("", cell.source)
    sentence, notes = said(cells), [part.minutes for part in parts_of(cells)[1]]
    _write_notes(cells, notes)
    cells[0].source = _TIME.sub(lambda old: _before(old, sentence), cells[0].source, count=1)


def _before(old, sentence):
    follows = old.string[old.end() :].startswith("**You need**")
    return sentence + (" " if follows else "")


def _write_notes(cells, minutes):
    """Put a line under the heading of each deeper section that stands in no other."""
    minutes = iter(minutes)
    prose = [cell for cell in cells if cell.cell_type == "markdown"]
    for cell, parts in groupby(list(pieces(prose)), key=itemgetter(0)):
        texts = [_noted(text, next(minutes)) if opened else text for _, text, opened, _ in parts]
        cell.source = "".join(texts)


def _noted(text, minutes):
    head, _, rest = text.partition("\n")
    note = f"*Deeper, about {minutes} minutes: skip it at a first reading.*"
    return "\n\n".join(part for part in (head, note, rest.strip("\n")) if part) + (
        "\n\n" if text.endswith("\n") else ""
    )


def _in_prose(text):
    """What a piece of Markdown holds, without code, folded parts, and what this module writes."""
    text = _FOLDED.sub(" ", _NOTE.sub(" ", _TIME.sub(" ", text)))
    return {
        "words": len(_WORD.findall(pages.plain(text))),
        "formulas": len(pages.formulas_in(text)),
        "predictions": len(_PREDICTION.findall(text)),
    }


def _in_code(cell):
    """What a code cell holds; a hidden or set-up cell is not read."""
    if setup_cell.is_setup(cell) or cell.metadata.get("jupyter", {}).get("source_hidden"):
        return {}
    source = cell.source
    counts = {name: len(call.findall(source)) for name, call in _CALLS.items()}
    counts["exercises"] = {match[1] or match[0] for match in _CHECKED.finditer(source)}
    lines = [line.strip() for line in source.splitlines()]
    counts["lines"] = sum(bool(line) and not line.startswith(("#", "quiz(")) for line in lines)
    return counts
