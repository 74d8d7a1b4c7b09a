"""One page with all words of the course, made from the tables at the ends of the lessons."""

import re
import unicodedata

from workshop.book import pages

POINTER = (
    "All words of the course stand in the [glossary](glossary.md), "
    "all letters in the [table of symbols](symbols.md)."
)
_TABLE = re.compile(
    rf"(^#+[ ]+{pages.WORDS}[ ]*$.*?^\|.*?$)(?=\n(?!\|)|\Z)", re.MULTILINE | re.DOTALL
)


def pointed(source):
    """A Markdown cell with the pointer to the glossary below its table of words."""
    if POINTER in source or not _TABLE.search(source):
        return source
    return _TABLE.sub(lambda match: f"{match[1]}\n\n{POINTER}", source, count=1).rstrip("\n")


def point(notebook):
    """Put the pointer into a notebook's table of words, in place."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = pointed(cell.source)


def page(lessons):
    """The glossary as Markdown."""
    lines = [
        "# Glossary",
        "",
        "Every word that a lesson explains at its end, with the lesson. The letters of the "
        "formulas stand in the [table of symbols](symbols.md), the lessons in the "
        "[map](README.md).",
        "",
        "*This page is made by `python -m workshop index` from the lessons.*",
    ]
    letter = None
    for term, meanings in entries(lessons):
        first = sort_key(term)[:1].upper()
        if first != letter:
            letter = first
            lines += ["", f"## {letter}", "", "| word | meaning |", "|---|---|"]
        told = "<br>".join(f"{meaning} ({_link(lesson)})" for meaning, lesson in meanings)
        lines.append(f"| {term} | {told} |")
    return "\n".join(lines) + "\n"


def entries(lessons):
    """All words in alphabetical order, each with its meanings and the lessons that give them."""
    found = {}
    for lesson in lessons:
        for term, meaning in lesson.words:
            key = sort_key(term)
            if key:
                shown, meanings = found.get(key, (term, []))
                # The shortest form stays: "learning rate" rather than "learning rate $\eta$".
                found[key] = (min(shown, term, key=len), [*meanings, (meaning, lesson)])
    return [found[key] for key in sorted(found)]


def doubles(lessons):
    """One sentence for every word that two lessons explain: it belongs to the first of them."""
    return [
        f"lessons {' and '.join(lesson.number for _, lesson in meanings)} both explain {term!r}: "
        "keep the row of the first one."
        for term, meanings in entries(lessons)
        if len(meanings) > 1
    ]


def sort_key(term):
    """A term in small plain letters; empty for a lone symbol, which has a table of its own."""
    plain = re.sub(r"\$[^$]*\$|[*_`]", "", term)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"\s+", " ", ascii_only).strip(" ,").lower()


def _link(lesson):
    section = lesson.section(pages.WORDS)
    return f"[{lesson.number}]({lesson.path.name}#{section.anchor})"
