"""How long the lessons take on a machine: measured by every run, published when asked."""

import json
import re
import tomllib

MEASURED = "benchmarks/results/notebook_times.json"
PUBLISHED = "notebooks/run_times.toml"
SLOW = 3  # seconds from which on a cell's time is published
_LESSON = re.compile(r"(?:.*/)?(\d\d_\w+)\.ipynb::(.+)")
HEAD = (
    "# Seconds that each lesson runs on two cores of a small server, for notebooks/README.md, and\n"
    "# its slow cells, for their limits in a test.\n"
    "# Written by `python -m workshop index --times` from the newest measurements.\n"
)


def measured(root):
    """The newest times of this checkout by lesson and cell; git does not store them."""
    try:
        return json.loads((root / MEASURED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def record(root, times, cells=None):
    """Keep new times of lessons, and of cells (``{"01_…": {"cell": seconds}}``), beside older."""
    path = root / MEASURED
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {**measured(root), **{name: round(seconds, 1) for name, seconds in times.items()}}
    known["cells"] = {**known.get("cells", {}), **(cells or {})}
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")


def limits(root, lesson, least):
    """How many seconds each slow cell of a lesson may take: ten times what is published."""
    known = published_cells(root).get(lesson, {})
    return {cell: max(least, 10 * seconds) for cell, seconds in known.items()}


def _published(root):
    path = root / PUBLISHED
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def published(root):
    """The times of the lessons that the pages show."""
    return {name: value for name, value in _published(root).items() if name != "cells"}


def published_cells(root):
    """The times of slow cells by lesson."""
    return _published(root).get("cells", {})


def chosen(old, new, names, renew=False):
    """The times to publish: old ones stay unless they are missing, or `renew` is asked."""
    known = {**new, **old} if not renew else {**old, **new}
    return {name: round(known[name]) for name in names if name in known}


def slow_cells(root, names, renew=False):
    """The cells of these lessons whose times are published, for their limits: from 3 s on."""
    old, new = published_cells(root), measured(root).get("cells", {})
    known = {**old, **new} if renew else {**new, **old}
    slow = {
        lesson: {cell: round(s) for cell, s in cells.items() if s >= SLOW}
        for lesson, cells in known.items()
        if lesson in names
    }
    return {lesson: cells for lesson, cells in slow.items() if cells}


def text_of(times, cells):
    """The published file."""
    lines = [f"{name} = {seconds}" for name, seconds in sorted(times.items())]
    for lesson, known in sorted(cells.items()):
        lines += ["", f"[cells.{lesson}]"]
        lines += [f"{cell} = {seconds}" for cell, seconds in sorted(known.items())]
    return HEAD + "".join(f"{line}\n" for line in lines)


def of_cells(reports):
    """How long each cell of the lessons ran that were run to their end."""
    complete, cells = of_reports(reports), {}
    for report in reports:
        found = _LESSON.fullmatch(report.nodeid)
        if found and found[1] in complete and report.when == "call":
            cells.setdefault(found[1], {})[found[2]] = round(report.duration, 1)
    return cells


def of_reports(reports):
    """Add up what pytest measured: seconds of each lesson that ran to its end.

    A report's ``nodeid`` is ``notebooks/01_….ipynb::cell``; the last item of a lesson is called
    ``numbers``, and one that is missing or failed leaves the lesson out.
    """
    seconds, complete = {}, set()
    for report in reports:
        if found := _LESSON.fullmatch(report.nodeid):
            seconds[found[1]] = seconds.get(found[1], 0) + report.duration
            if found[2] == "numbers" and report.when == "call" and report.passed:
                complete.add(found[1])
    return {name: total for name, total in seconds.items() if name in complete}
