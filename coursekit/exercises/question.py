"""A question with choices, each with its explanation, read from ``bank/<lesson>/quiz.toml``."""

import html
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coursekit.exercises import bank


@dataclass(frozen=True)
class Choice:
    """One possible answer and why it is right or wrong."""

    text: str
    why: str
    right: bool = False

    @property
    def mark(self):
        """The sign of a right choice or of a wrong one."""
        return "✔" if self.right else "✘"


@dataclass(frozen=True)
class Question:
    """A question with two or more choices of which exactly one is right."""

    label: str
    text: str
    choices: tuple[Choice, ...]

    def to_html(self):
        """Foldable HTML: a click, or Enter on the keyboard, opens the explanation of a choice."""
        rows = "".join(
            f"<details><summary>{letter}. {inline(choice.text)}</summary>"
            f"<blockquote>{choice.mark} {inline(choice.why)}</blockquote></details>"
            for letter, choice in zip(LETTERS, self.choices, strict=False)
        )
        return f"<p><b>{self.label}.</b> {inline(self.text)}</p>{rows}"

    def to_text(self):
        """Question and choices without the answers, for a terminal."""
        rows = [
            f"  {letter}. {choice.text}"
            for letter, choice in zip(LETTERS, self.choices, strict=False)
        ]
        return "\n".join([f"{self.label}. {self.text}", *rows])


LETTERS = "ABCDEF"


def inline(text):
    """Escape ``text`` for HTML, with `` `code` `` and ``*stress*`` turned into tags."""
    text = html.escape(" ".join(text.split()), quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])", r"<em>\1</em>", text)


@cache
def read_quiz(lesson):
    """Return the questions of a lesson, ``"00"`` to ``"15"``, as a tuple.

    Raises
    ------
    ValueError
        When there is no such quiz, or a question lacks an explanation or exactly one right choice.
    """
    numbers = bank.NUMBERS.values()
    if lesson not in numbers:
        raise ValueError(f"there is no quiz {lesson!r}: there are {', '.join(numbers)}")
    file = files(bank) / bank.folder(lesson) / "quiz.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        _question(number, entry) for number, entry in enumerate(table["question"], start=1)
    )


def _question(number, entry):
    choices = tuple(Choice(**choice) for choice in entry["choice"])
    question = Question(f"Question {number}", entry["text"], choices)
    if sum(choice.right for choice in choices) != 1 or not all(choice.why for choice in choices):
        raise ValueError(
            f"{question.label} needs exactly one right choice and a `why` for every choice"
        )
    return question
