"""QTI 1.2 for Canvas, written by text2qti from its own plain text."""

import html
import re

from coursekit.classroom.quizzes.items import Numerical
from coursekit.exercises.question import LETTERS


def canvas_qti(sections, title):
    """Return one quiz as the bytes of a QTI 1.2 package, which Canvas imports.

    Parameters
    ----------
    sections : list of Section
        A section with a ``pick`` becomes a question group.
    title : str

    Raises
    ------
    ValueError
        When text2qti is not installed.
    """
    try:
        from text2qti.config import Config
        from text2qti.qti import QTI
        from text2qti.quiz import Quiz
    except ImportError:
        raise ValueError(
            "The export to Canvas needs text2qti: pip install 'coursekit[lms]', or export with "
            "--to moodle."
        ) from None
    quiz = Quiz(quiz_text(sections, title), config=Config())
    return QTI(quiz).zip_bytes()


def quiz_text(sections, title):
    """The quiz in text2qti's language."""
    blocks = [f"Quiz title: {_one_line(title)}\nShuffle answers: true"]
    for section in sections:
        if section.pick:
            blocks.append(f"GROUP\npick: {section.pick}\npoints per question: 1")
        blocks += [_question(section, item) for item in section.items]
        if section.pick:
            blocks.append("END_GROUP")
    return "\n\n".join(blocks) + "\n"


def _question(section, item):
    lines = [f"Title: {_one_line(f'{section.name}: {item.label}')}", f"1. {markdown(item.text)}"]
    if isinstance(item, Numerical):
        return "\n".join([*lines, f"... {markdown(item.why)}", _range(item)])
    for letter, choice in zip(LETTERS.lower(), item.choices, strict=False):
        lines.append(f"{'*' * choice.right}{letter}) {markdown(choice.text)}")
        lines.append(f"... {markdown(choice.why)}")
    return "\n".join(lines)


def _range(item):
    """Canvas keeps four decimals: the range is widened by one unit there, so it leaves none out."""
    return f"= {round(item.value, 4):.4f} +- {item.tolerance + 1e-4:.6f}"


def markdown(text):
    """Text with `` `code` `` and ``*stress*`` in which no other character means anything."""
    parts = re.split(r"(`[^`]+`|(?<![\w*])\*[^*\s][^*]*\*(?![\w*]))", _one_line(text))
    return "".join(
        _tagged(part) if place % 2 else _literal(part) for place, part in enumerate(parts)
    )


def _tagged(part):
    tag = "code" if part[0] == "`" else "em"
    return f"<{tag}>{_literal(part[1:-1])}</{tag}>"


def _literal(part):
    """Escaped for HTML; what Markdown reads, or makes typographic, becomes a reference."""
    text = html.escape(part, quote=False)
    return re.sub(r"[\\`*_{}\[\]()#+!|$~^'\".-]", lambda found: f"&#{ord(found[0])};", text)


def _one_line(text):
    return " ".join(text.split())
