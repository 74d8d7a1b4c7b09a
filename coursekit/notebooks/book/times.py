"""How long the lessons take on a machine: measured by every run, published when asked."""

import json
import re
import tomllib

MEASURED = "benchmarks/results/notebook_times.json"
PUBLISHED = "notebooks/run_times.toml"
HEAD = (
    "# Seconds that each lesson runs on two cores of a small server, for notebooks/README.md.\n"
    "# Written by `coursekit notebooks index --times` from the newest measurements.\n"
)


def measured(root):
    """The newest times of this checkout by lesson; git does not store them."""
    try:
        return json.loads((root / MEASURED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def record(root, times):
    """Keep new times beside the older ones."""
    path = root / MEASURED
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {**measured(root), **{name: round(seconds, 1) for name, seconds in times.items()}}
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")


def published(root):
    """The times that the pages show."""
    path = root / PUBLISHED
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def chosen(old, new, names, renew=False):
    """The times to publish: old ones stay unless they are missing, or `renew` is asked."""
    known = {**new, **old} if not renew else {**old, **new}
    return {name: round(known[name]) for name in names if name in known}


def text_of(times):
    """The published file."""
    return HEAD + "".join(f"{name} = {seconds}\n" for name, seconds in sorted(times.items()))


def of_reports(reports):
    """Add up what pytest measured: seconds of each lesson that ran to its end.

    A report's ``nodeid`` is ``notebooks/01_….ipynb::cell``; the last item of a lesson is called
    ``numbers``, and one that is missing or failed leaves the lesson out.
    """
    seconds, complete = {}, set()
    for report in reports:
        found = re.fullmatch(r"(?:.*/)?(\d\d_\w+)\.ipynb::(.+)", report.nodeid)
        if found:
            seconds[found[1]] = seconds.get(found[1], 0) + report.duration
            if found[2] == "numbers" and report.when == "call" and report.passed:
                complete.add(found[1])
    return {name: total for name, total in seconds.items() if name in complete}
