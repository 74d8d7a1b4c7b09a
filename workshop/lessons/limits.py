"""Limits that keep a lesson short, plain and of one voice; `check` holds them where it is strict.

``strict-lessons = true`` in ``pyproject.toml`` switches them on for everybody,
``python -m workshop check --strict 04`` for once.
"""

import re

from coursekit.exercises import bank
from coursekit.exercises.question import read_quiz
from workshop.book import effort, one_meaning, pages
from workshop.lessons import plain_code

MENTIONS = 5  # of a lecture by its number, open to the eye, in one lesson
UNLIMITED = {"15"}  # "Check the lecturer" is about them

_MENTION = re.compile(r"\b[Ll]ectures?\s+0\d\d\b")
_UNSEEN = re.compile(r"<details\b.*?</details>|\[[^\]\n]*\]\([^)\n]*\)", re.DOTALL)
_SITTING = re.compile(r"\b(?:first|second|third) sitting\b")


def problems_in(notebook, name):
    """One sentence for everything in which a lesson goes beyond a limit."""
    for lint in (
        long_core,
        lecture_mentions,
        sitting_marks,
        plain_code.nested_lambdas,
        plain_code.calls_by_name,
        plain_code.reused_names,
        one_meaning.in_lesson,
    ):
        yield from lint(notebook, name)
    yield from alike_in_quiz(name)


def long_core(notebook, name):
    """Name a core that takes longer than it may, with what takes the time."""
    core, _ = effort.parts_of(notebook.cells)
    if core.minutes > effort.LONGEST:
        yield (
            f"{name}: its core takes {core.minutes} minutes, more than {effort.LONGEST} (in "
            f"minutes: {core.spelled}); mark sections {pages.DEEPER.strip()} or shorten them."
        )


def lecture_mentions(notebook, name):
    """Name a lesson that speaks of lectures too often; folded parts and links do not count."""
    prose = [_UNSEEN.sub(" ", c.source) for c in notebook.cells if c.cell_type == "markdown"]
    count = sum(len(_MENTION.findall(text)) for text in prose)
    if count > MENTIONS and name[:2] not in UNLIMITED:
        yield (
            f'{name} says "lecture 00x" {count} times, more than {MENTIONS}: fold what does not '
            "teach, or leave it to lesson 15."
        )


def sitting_marks(notebook, name):
    """Name every cell that still divides a lesson into sittings."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and _SITTING.search(cell.source):
            yield f"{name}, cell {cell.id}: there are no sittings; a core and deeper sections."


def alike_in_quiz(name):
    """Name every question of the lesson's quiz two of whose explanations begin alike."""
    if name[:2] not in bank.NUMBERS.values():
        return
    for question in read_quiz(name[:2]):
        for start, letters in shared_openings([choice.why for choice in question.choices]):
            yield (
                f"{name}, {question.label.lower()} of its quiz: the explanations of {letters} "
                f"begin with {start!r}."
            )


def shared_openings(texts):
    """The first two words that several texts share, each with the letters of those texts."""
    found = {}
    for letter, text in zip("ABCDEF", texts, strict=False):
        opening = " ".join(re.findall(r"\w[\w'.]*\w|\w", text.lower())[:2])
        found.setdefault(opening, []).append(letter)
    return [(start, " and ".join(who)) for start, who in found.items() if len(who) > 1]
