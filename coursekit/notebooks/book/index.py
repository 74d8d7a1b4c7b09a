"""The page `notebooks/README.md`: the map of the lessons, their times, and what teaches what."""

from coursekit.notebooks.book import coverage, glossary, pages, symbols, times
from coursekit.notebooks.store import write_text_if_changed

MADE = "*This page is made by `coursekit notebooks index`; change the lessons, not this page.*"
SOURCES = {
    "000": "an article",
    "001": "lecture 20 of a series",
    "002": "notes of four days",
    "003": "lesson 3 of a series",
    "004": "lecture 9 of a series",
}


def generated(project):
    """The texts of all generated pages, by path."""
    lessons = pages.read_all(project)
    folder = project.root / "notebooks"
    return {
        folder / "README.md": page(lessons, times.published(project.root)),
        folder / "glossary.md": glossary.page(lessons),
        folder / "symbols.md": symbols.page(symbols.table(), lessons),
    }


def write(project, renew_times=False):
    """Bring all generated pages up to date; return the names of those that changed."""
    names = [path.stem for path in project.lessons()]
    old, new = times.published(project.root), times.measured(project.root)
    table = {
        project.root / times.PUBLISHED: times.text_of(times.chosen(old, new, names, renew_times))
    }
    changed = [path.name for path, text in table.items() if write_text_if_changed(path, text)]
    for path, text in generated(project).items():
        changed += [path.name] if write_text_if_changed(path, text) else []
    return changed


def page(lessons, seconds):
    """The map and the table of coverage as Markdown."""
    parts = ["# The lessons", MADE, *_map(lessons, seconds), *_coverage(lessons)]
    return "\n\n".join(parts) + "\n"


def _map(lessons, seconds):
    yield (
        "Words are explained in the [glossary](glossary.md), letters in the "
        "[table of symbols](symbols.md)."
    )
    rows = ["| | lesson | you | the machine | Keras |", "|---|---|---|---|---|"]
    for lesson in lessons:
        run = seconds.get(lesson.path.stem)
        rows.append(
            f"| {lesson.number} | [{lesson.title}]({lesson.path.name}) | {lesson.time or ''} | "
            f"{f'{run} s' if run else ''} | {keras(lesson)} |"
        )
    hours = round(sum(lesson.minutes or 0 for lesson in lessons) / 60)
    total = sum(seconds.get(lesson.path.stem, 0) for lesson in lessons)
    rows.append(f"| | **together** | about {hours} hours | {minutes(total)} | |")
    yield "\n".join(rows)
    yield (
        "*You* is the time a learner needs, with the exercises. *The machine* is the time all cells "
        "of a lesson run, one lesson after the other, on a small server with two cores. `make test` "
        "prints the times on your machine. A lesson that uses Keras in one section only runs without it; "
        "skip that section."
    )


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
        f"Every idea of the five lectures that the course follows: {sources}. A test holds that "
        "each section exists and speaks of its idea."
    )
    table = coverage.ideas()
    for lesson in lessons:
        own = [idea for idea in table if idea.lesson == lesson.number]
        rows = ["| idea | lectures | taught in |", "|---|---|---|"]
        for idea in own:
            links = [
                _link(other, section) for other, section in coverage.sections_of(idea, lessons)
            ]
            rows.append(f"| {idea.idea} | {' '.join(idea.lectures)} | {' · '.join(links)} |")
        yield f"### {lesson.number} {lesson.title}"
        yield "\n".join(rows)


def _link(lesson, section):
    if section is None:
        return "—"
    return f"[{section.title}]({lesson.path.name}#{section.anchor})"
