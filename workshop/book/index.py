"""The page `notebooks/README.md`: the map of the lessons, their times, and what teaches what."""

import re

from coursekit.notebooks.store import write_text_if_changed
from workshop.book import coverage, effort, glossary, pages, symbols, times

MADE = "*This page is made by `python -m workshop index`; change the lessons, not this page.*"
# A row of the map on the front page; its columns behind the third are made here.
_ROW = r"^(?P<row>\| (?P<number>\d\d) \|[^|]+\|[^|]+\|)[^\n]*\|$"

SOURCES = {
    "000": "an article",
    "001": "lecture 20 of a series",
    "002": "notes of four days",
    "003": "lesson 3 of a series",
    "004": "lecture 9 of a series",
}


def generated(project):
    """The texts of all generated pages, by path."""
    lessons, seconds = pages.read_all(project), times.published(project.root)
    folder, front = project.root / "notebooks", project.root / "README.md"
    texts = {
        folder / "README.md": page(lessons, seconds),
        folder / "glossary.md": glossary.page(lessons),
        folder / "symbols.md": symbols.page(symbols.table(), lessons),
    }
    if front.is_file():
        texts[front] = timed(front.read_text("utf-8"), lessons, seconds)
    return texts


def write(project, renew_times=False):
    """Bring all generated pages up to date; return the names of those that changed."""
    names = [path.stem for path in project.lessons()]
    old, new = times.published(project.root), times.measured(project.root)
    path = project.root / times.PUBLISHED
    cells = times.slow_cells(project.root, names, renew_times)
    text = times.text_of(times.chosen(old, new, names, renew_times), cells)
    changed = [path] if write_text_if_changed(path, text) else []
    changed += [p for p, text in generated(project).items() if write_text_if_changed(p, text)]
    return [path.name for path in changed]


def page(lessons, seconds):
    """The map and the table of coverage as Markdown."""
    parts = ["# The lessons", MADE, *_map(lessons, seconds), *_coverage(lessons)]
    return "\n\n".join(parts) + "\n"


def _map(lessons, seconds):
    yield (
        "Words are explained in the [glossary](glossary.md), letters in the "
        "[table of symbols](symbols.md)."
    )
    rows = ["| | lesson | core | deeper | machine | Keras |", "|---|---|---|---|---|---|"]
    for lesson in lessons:
        title = f"[{lesson.title}]({lesson.path.name})"
        rows.append(f"| {lesson.number} | {title} | {columns(lesson, seconds)} | {keras(lesson)} |")
    both = [effort.times_of(lesson.cells) for lesson in lessons]
    core, deeper = (f"{round(sum(times) / 60)} hours" for times in zip(*both))
    total = sum(seconds.get(lesson.path.stem, 0) for lesson in lessons)
    rows.append(f"| | **together** | {core} | {deeper} | {minutes(total)} | |")
    yield "\n".join(rows)
    yield (
        "*Core* and *deeper* are what a learner needs, with the exercises: sections marked "
        "*deeper* may wait until a second reading. *Machine* is the time that all cells of a "
        "lesson run on a small server with two cores; `make test` prints the times on your "
        "machine. A lesson that uses Keras only in some sections is complete without it: skip "
        "their cells."
    )
    yield from _rates()


def _rates():
    """How the learner's times are computed."""
    yield "### Where the times come from"
    yield (
        "They are computed from what stands in a lesson, and nobody types them. Each thing has its "
        f"rate; the sum is rounded to {effort.STEP} minutes. Parts that fold out do not count."
    )
    rows = [f"| {what} | {rate(minutes)} |" for what, minutes in effort.RATES.values()]
    yield "\n".join(["| one | time |", "|---|---|", *rows])


def rate(minutes):
    """Minutes as they are said: ``1/2`` → ``30 seconds``, ``1/12`` → ``12 a minute``."""
    if minutes >= 1:
        return f"{minutes} minute{'s' if minutes > 1 else ''}"
    return f"{60 * minutes:.0f} seconds" if minutes > 0.25 else f"{1 / minutes:.0f} a minute"


def timed(text, lessons, seconds):
    """The front page with the times in the last columns of its map of lessons."""
    shown = {lesson.number: columns(lesson, seconds) for lesson in lessons}

    def row(match):
        return f"{match['row']} {shown.get(match['number'], '')} |"

    return re.sub(_ROW, row, text, flags=re.MULTILINE)


def columns(lesson, seconds):
    """What a learner needs for the core and for the rest, and the machine: ``40 | 35 | 6 s``."""
    core, deeper = effort.times_of(lesson.cells)
    run = seconds.get(lesson.path.stem)
    return f"{core} min | {f'{deeper} min' if deeper else ''} | {f'{run} s' if run else ''}"


def keras(lesson):
    """Where a lesson uses Keras."""
    if not lesson.keras:
        return "no"
    if "Keras" in lesson.title:
        return "yes"
    sections = [section for section in lesson.keras if section]
    if len(sections) == 1:
        return f"section {sections[0]}"
    return f"sections {', '.join(sections[:-1])} and {sections[-1]}"


def minutes(seconds):
    """Seconds as minutes and seconds: 200 → ``3 min 20 s``."""
    return f"{seconds // 60} min {seconds % 60:02} s" if seconds >= 60 else f"{seconds} s"


def _coverage(lessons):
    yield "## What is taught where"
    sources = ", ".join(f"{number} ({what})" for number, what in SOURCES.items())
    yield (
        f"Every idea of the five lectures that the course follows: {sources}. Ideas marked "
        "*ours* are not in the lectures. A test holds that each section exists and speaks of its "
        "idea. In JupyterLab a link opens a lesson at its top, and leads to the section when you "
        "click again; GitHub shows every lesson from its top."
    )
    table = coverage.ideas()
    for lesson in lessons:
        own = [idea for idea in table if idea.lesson == lesson.number]
        rows = ["| idea | lectures | taught in |", "|---|---|---|"]
        for idea in own:
            links = [
                _link(other, section) for other, section in coverage.sections_of(idea, lessons)
            ]
            rows.append(
                f"| {idea.idea} | {' '.join(idea.lectures) or 'ours'} | {' · '.join(links)} |"
            )
        yield f"### {lesson.number} {lesson.title}"
        yield "\n".join(rows)


def _link(lesson, section):
    if section is None:
        return "—"
    return f"[{section.title}]({lesson.path.name}#{section.anchor})"
