"""Holds that every idea of the course is taught in a section that exists and speaks of it."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from workshop.book.pages import Section

SOURCE = Path(__file__).with_name("coverage.toml")


@dataclass(frozen=True)
class Idea:
    """One idea of the lectures: where it comes from, and which sections teach it."""

    lesson: str
    idea: str
    lectures: tuple
    taught: tuple
    words: tuple


def ideas(path=SOURCE):
    """All ideas, in the order of the lessons."""
    table = tomllib.loads(Path(path).read_text("utf-8"))["idea"]
    return [
        Idea(**{k: tuple(v) if isinstance(v, list) else v for k, v in r.items()}) for r in table
    ]


def place(idea, name):
    """Read ``The boundary`` or ``01: The boundary`` as (lesson number, name of the section)."""
    found = re.fullmatch(r"(\d\d): (.+)", name)
    return (found[1], found[2]) if found else (idea.lesson, name)


def sections_of(idea, lessons):
    """The sections that teach an idea, as pairs of lesson and section; None if one is missing."""
    by_number = {lesson.number: lesson for lesson in lessons}
    found = []
    for name in idea.taught:
        number, title = place(idea, name)
        lesson = by_number.get(number)
        found.append((lesson, lesson.section(title) if lesson else None))
    return found


def problems(table, lessons):
    """One sentence for every idea that is not taught where the table says."""
    found = []
    for idea in table:
        pairs = sections_of(idea, lessons)
        missing = [n for n, (_, section) in zip(idea.taught, pairs) if section is None]
        found += [f"lesson {idea.lesson} has no section {name!r}: {idea.idea}" for name in missing]
        if not missing:
            found += _silent(idea, [section for _, section in pairs])
    return found


def _silent(idea, sections):
    texts = [said(section) for section in sections]
    for word in idea.words:
        if not any(word.lower() in text for text in texts):
            where = " or ".join(repr(section.title) for section in sections)
            yield f"lesson {idea.lesson}: {where} does not say {word!r}, needed for: {idea.idea}"
    for section, text in zip(sections, texts):
        if not any(word.lower() in text for word in idea.words):
            yield f"lesson {idea.lesson}: {section.title!r} says no word of: {idea.idea}"


def said(section: Section):
    """What a section says, in prose and code, in small letters, without marks of emphasis."""
    return re.sub(r"[*`]", "", f"{section.text}\n{section.code}").lower()
