"""Reads a lesson as a reader sees it: title, time, sections, prose, formulas, words."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from coursekit.notebooks import store
from workshop.lessons import setup_cell

WORDS = "Words of this lesson"
DEEPER = " (deeper)"  # ends the heading of a section that is no part of the core

_FENCE = re.compile(r"^[ ]*(```+|~~~+).*?^[ ]*\1[ ]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
MATH = re.compile(r"(?<!\\)\$\$(.+?)(?<!\\)\$\$|(?<![\\$])\$([^$\n]+?)(?<!\\)\$", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})[ ]+(.+?)[ ]*$", re.MULTILINE)
_KERAS = re.compile(r"^\s*(?:import|from) (?:keras|tensorflow)\b|keras_|with_keras\(", re.MULTILINE)


@dataclass
class Section:
    """A heading and everything up to the next heading of its own level or above."""

    title: str
    level: int
    text: str = ""
    code: str = ""

    @property
    def name(self):
        """The title alone: ``4 The boundary (deeper)`` → ``The boundary``."""
        return re.sub(r"^\d+(?:\.\d+)*[ ]+", "", self.title).removesuffix(DEEPER)

    @property
    def anchor(self):
        """The part of a link after ``#``, as Jupyter makes it from the title.

        JupyterLab compares it with the heading as the address has it: ``?`` must stay ``?``, or
        the lesson opens at its top.
        """
        return quote(self.title.replace(" ", "-"), safe="?:,;!'=&+$*/@~")


@dataclass
class Lesson:
    """One stored lesson."""

    path: Path
    cells: list = field(repr=False)

    @property
    def number(self):
        """The two digits that the file's name begins with."""
        return self.path.name[:2]

    @property
    def title(self):
        """The title without its number."""
        return self.sections[0].name

    @cached_property
    def sections(self):
        """All headings in order, the title first."""
        found, open_sections = [], []
        for cell in self.cells:
            if cell.cell_type == "code":
                for section in open_sections:
                    section.code += cell.source + "\n"
                continue
            for heading, text in parts(cell.source):
                if heading:
                    section = Section(heading[1], len(heading[0]))
                    open_sections = [s for s in open_sections if s.level < section.level]
                    open_sections.append(section)
                    found.append(section)
                for section in open_sections:
                    section.text += text + "\n"
        return found

    def section(self, name):
        """The section with this name, with or without its number, or None."""
        return next((s for s in self.sections if name in (s.name, s.title)), None)

    @cached_property
    def prose(self):
        """All Markdown without code, formulas, badges and web addresses, cell by cell."""
        return [plain(cell.source) for cell in self.cells if cell.cell_type == "markdown"]

    @cached_property
    def formulas(self):
        """Everything between dollars, in order."""
        cells = [cell for cell in self.cells if cell.cell_type == "markdown"]
        return [formula for cell in cells for formula in formulas_in(cell.source)]

    @cached_property
    def words(self):
        """The rows of the table of words: pairs of term and meaning, in Markdown."""
        section = self.section(WORDS)
        return rows(section.text)[1:] if section else []

    @property
    def keras(self):
        """Which numbered sections import Keras; ``None`` stands for the cells before the first."""
        places, here = [], None
        for cell in self.cells:
            if cell.cell_type == "markdown":
                for heading, _ in parts(cell.source):
                    number = re.match(r"(\d+) ", heading[1]) if heading else None
                    if number and len(heading[0]) == 2:
                        here = number.group(1)
            elif not setup_cell.is_setup(cell) and _KERAS.search(cell.source):
                places.append(here)
        return list(dict.fromkeys(places))


def read(path):
    """Read one lesson."""
    return Lesson(Path(path), store.read(path).cells)


def read_all(project):
    """Read all lessons of a project, in reading order."""
    return [read(path) for path in project.lessons()]


def without_code(text):
    """Markdown without code blocks and code spans."""
    return _CODE.sub(" ", _FENCE.sub(" ", text))


def formulas_in(text):
    """The formulas of a Markdown text."""
    return [one or two for one, two in MATH.findall(without_code(text))]


def plain(text):
    """Markdown without code, formulas, pictures, addresses and tags; links keep their words."""
    text = MATH.sub(" ⋯ ", without_code(text))
    text = re.sub(r"\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"<[^>\n]+>|https?://\S+", " ", text)


def rows(text):
    """The cells of every table row in a Markdown text; a ``|`` inside a formula does not count."""
    found = []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("|") and not re.fullmatch(r"[|:\- ]+", line):
            safe = MATH.sub(lambda m: m.group().replace("|", "\0"), line)
            cells = [cell.strip().replace("\0", "|") for cell in safe.strip("|").split("|")]
            found.append(cells)
    return found


def parts(source):
    """Cut Markdown at its headings: pairs of (hashes, title) or None, and the text that follows."""
    hidden = [match.span() for match in _FENCE.finditer(source)]
    cuts = [
        match
        for match in _HEADING.finditer(source)
        if not any(start <= match.start() < end for start, end in hidden)
    ]
    ends = [match.start() for match in cuts[1:]] + [len(source)]
    head = source[: cuts[0].start()] if cuts else source
    return [(None, head)] * bool(head.strip()) + [
        (match.groups(), source[match.start() : end]) for match, end in zip(cuts, ends)
    ]
