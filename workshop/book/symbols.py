"""One table of all letters and signs in formulas, and the check that nothing else is used."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from workshop.book.pages import formulas_in, plain, without_code

SOURCE = Path(__file__).with_name("symbols.toml")
# Layout, relations and functions that school teaches need no entry.
KNOWN = frozenset(tomllib.loads(SOURCE.read_text("utf-8"))["known"].split())

_WORDS = re.compile(
    r"\\(?:text\w*|operatorname|mathrm|begin|end|phantom)\s*\{[^{}]*\}|\{\{[^}\n]*\}\}"
)
_TOKEN = re.compile(
    r"\\mathcal\s*\{?([A-Za-z])\}?|(\\hat)\s*\{?\s*(?:\\mathbf\s*\{?\s*)?y(?![A-Za-z])"
    r"|\\([A-Za-z]+)|([A-Za-zα-ωΑ-Ω]+)"
)


@dataclass(frozen=True)
class Symbol:
    """One meaning of one sign.

    ``sign`` is a letter, a command such as ``\\eta``, or a name such as ``net``. The meaning holds
    from ``lesson`` on, or in the lessons named in ``only``. ``said`` are the words with which the
    lesson introduces it, in a cell that shows the sign.
    """

    sign: str
    shown: str
    meaning: str
    lesson: str
    said: str
    only: tuple = ()

    def holds_in(self, number):
        """Whether the sign may have this meaning in a lesson."""
        return number in self.only if self.only else number >= self.lesson


def table(path=SOURCE):
    """All entries, in the order of the lessons."""
    rows = tomllib.loads(Path(path).read_text("utf-8"))["symbol"]
    entries = [Symbol(**{**row, "only": tuple(row.get("only", ()))}) for row in rows]
    return sorted(entries, key=lambda entry: entry.lesson)


def signs(formula, names=()):
    """The letters, commands and names of a formula that need an entry, in order."""
    found = []
    for script, hat, command, letters in _TOKEN.findall(_WORDS.sub(" ", formula)):
        if script:
            found.append(rf"\mathcal{{{script}}}")
        elif hat:  # ŷ is a letter of its own
            found.append(r"\hat y")
        elif command:
            found += [] if command in KNOWN else ["\\" + command]
        else:
            found += [letters] if letters in names else letters
    return list(dict.fromkeys(found))


def uses(lesson, names=()):
    """For each sign the Markdown cells of a lesson that use it, as positions in the lesson."""
    found = {}
    for position, cell in enumerate(lesson.cells):
        if cell.cell_type == "markdown":
            for formula in formulas_in(cell.source):
                for sign in signs(formula, names):
                    found.setdefault(sign, []).append(position)
    return found


def problems(entries, lessons):
    """One sentence for every sign without an entry, and for every entry without a lesson."""
    names = {entry.sign for entry in entries if len(entry.sign) > 1 and entry.sign[0] != "\\"}
    found = []
    for lesson in lessons:
        used = uses(lesson, names)
        for sign, positions in used.items():
            own = [e for e in entries if e.sign == sign and e.holds_in(lesson.number)]
            if not own:
                where = lesson.cells[positions[0]].id
                found.append(f"lesson {lesson.number}, cell {where}: ${sign}$ has no entry there.")
        for entry in entries:
            if entry.lesson == lesson.number and entry.sign not in used:
                found.append(
                    f"lesson {lesson.number} does not use ${entry.sign}$: {entry.meaning}."
                )
            elif entry.lesson == lesson.number and not _said(entry, lesson, used[entry.sign]):
                found.append(
                    f"lesson {lesson.number} does not say {entry.said!r} where it uses "
                    f"${entry.sign}$: {entry.meaning}."
                )
            elif lesson.number in entry.only and entry.sign not in used:
                found.append(f"lesson {lesson.number} is named for ${entry.sign}$ and has none.")
    return found + undefined(entries, lessons, names)


def undefined(entries, lessons, names=()):
    """One sentence for every sign that a lesson shows before it says what it means."""
    found = []
    for lesson in lessons:
        for sign, positions in uses(lesson, names).items():
            positions = [position for position in positions if position]  # not the title's promises
            able = [e for e in entries if e.sign == sign and e.holds_in(lesson.number)]
            new = [entry for entry in able if entry.lesson == lesson.number]
            if positions and new and len(new) == len(able):
                early = range(positions[0] + 1)
                if not any(_said(entry, lesson, early) for entry in new):
                    where = lesson.cells[positions[0]].id
                    found.append(
                        f"lesson {lesson.number}, cell {where}: ${sign}$ is not explained."
                    )
    return found


def _said(entry, lesson, positions):
    return any(
        entry.said.lower() in _text(lesson.cells[position]).lower()
        for position in positions
        if lesson.cells[position].cell_type == "markdown"
    )


def _text(cell):
    words = re.sub(r"[*_]", "", plain(cell.source) + " " + without_code(cell.source))
    return re.sub(r"\s+", " ", words)


def page(entries, lessons):
    """The table of symbols as Markdown."""
    titles = {lesson.number: (lesson.title, lesson.path.name) for lesson in lessons}
    lines = [
        "# Table of symbols",
        "",
        "Bold small letters are vectors, bold capitals are matrices; the same letter with an index "
        "is one entry. A letter in square brackets above, as in $a^{[l]}$, names the layer. Some "
        "letters mean different things in different lessons, as they do in the books; the third "
        "column says where. A test compares the table with every formula of the lessons.",
        "",
        "*This page is made by `python -m workshop index`. The [map](README.md) leads to the "
        "lessons, the [glossary](glossary.md) explains words.*",
    ]
    for number, (title, name) in titles.items():
        own = [entry for entry in entries if entry.lesson == number]
        if own:
            lines += ["", f"## New in lesson [{number} {title}]({name})", ""]
            lines += ["| symbol | meaning | where |", "|---|---|---|"]
            lines += [f"| {e.shown} | {e.meaning} | {_where(e, number)} |" for e in own]
    return "\n".join(lines) + "\n"


def _where(entry, number):
    if not entry.only:
        return "from here on"
    others = [other for other in entry.only if other != number]
    return f"also in {', '.join(others)}" if others else "here only"
