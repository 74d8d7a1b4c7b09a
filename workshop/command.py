"""``python -m workshop``: run, tidy and check the lessons, and make what follows from them."""

import argparse
import sys
import time
from dataclasses import replace
from importlib.util import find_spec

from workshop.book.times import record
from workshop.data import command as data
from workshop.exercises import command as exercises
from workshop.lessons import project as projects
from workshop.peers import command as peers
from workshop.site import command as site
from workshop.web import command as web


def _add_actions(parser):
    actions = parser.add_subparsers(dest="action", required=True)
    run = actions.add_parser("run", help="execute, rewrite bound numbers, store in tidy form")
    run.add_argument("--forget", action="store_true", help="drop bindings whose number is gone")
    run.add_argument("--spread", action="store_true", help="then measure how far the numbers move")
    run.add_argument("--seeds", type=int, default=0, help="other seeds in that measurement")
    run.add_argument("--timeout", type=float, default=600, help="seconds allowed for one cell")
    run.set_defaults(run=run_notebooks)
    tidy = actions.add_parser("tidy", help="store in tidy form without executing")
    tidy.set_defaults(run=tidy_notebooks)
    check = actions.add_parser("check", help="look for mistakes without executing")
    check.add_argument("--strict", action="store_true", help="hold them to all limits as well")
    check.set_defaults(run=check_notebooks)
    for action in (run, tidy, check):
        action.add_argument("names", nargs="*", help="lessons, such as 01 (default: all)")
    index = actions.add_parser("index", help="make the map, the glossary and the table of symbols")
    index.add_argument("--times", action="store_true", help="publish the newest run times")
    index.set_defaults(run=make_pages, names=())
    links = actions.add_parser("links", help="list every address on the web that the pages name")
    links.set_defaults(run=list_links, names=())
    readability = actions.add_parser("readability", help="say how easily each lesson reads")
    readability.set_defaults(run=show_readability, names=())
    exercises.add_parser(actions)
    data.add_parser(actions)
    peers.add_parser(actions)
    web.add_parser(actions)
    site.add_parser(actions)


def main(arguments=None):
    """Run one action; return 0 when all is well, 1 after a mistake."""
    parser = argparse.ArgumentParser(prog="python -m workshop")
    _add_actions(parser)
    options = parser.parse_args(arguments)
    return options.run(options)


def _lessons(options):
    """The chosen lessons with their project, or None after a message."""
    missing = [name for name in ("nbformat", "nbclient", "ipykernel") if not find_spec(name)]
    if missing:
        print(
            f"This command needs {', '.join(missing)}: run `python -m pip install "
            '"coursekit[lab]"` and try again.',
            file=sys.stderr,
        )
        return None
    try:
        project = projects.find_project()
        return project, projects.choose(project, options.names)
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return None


def run_notebooks(options):
    """Execute lessons, bind their numbers and store them; record how long each took."""
    from workshop.lessons.lesson import measure, run

    found = _lessons(options)
    if found is None:
        return 1
    project, paths = found
    times, failed = {}, False
    for path in paths:
        started = time.perf_counter()
        problems, changed = run(project, path, forget=options.forget, timeout=options.timeout)
        times[path.stem] = round(time.perf_counter() - started, 1)
        print(f"{path.stem}: {times[path.stem]:.1f} s, {'stored' if changed else 'unchanged'}")
        failed |= _report(problems)
        if options.spread and not problems:
            problems, changed = measure(project, path, options.seeds, options.timeout)
            print(f"{path.stem}: spread measured, {'stored' if changed else 'unchanged'}")
            failed |= _report(problems)
    record(project.root, times)
    return int(failed | _follow(project))


def tidy_notebooks(options):
    """Store lessons in tidy form, with badges and links of the project's address."""
    from workshop.lessons.lesson import tidy

    found = _lessons(options)
    if found is None:
        return 1
    project, paths = found
    for path in paths:
        print(f"{path.stem}: {'stored' if tidy(project, path) else 'unchanged'}")
    return int(_follow(project))


def check_notebooks(options):
    """Print every mistake that can be seen without executing."""
    from workshop.lessons.check import problems_of

    found = _lessons(options)
    if found is None:
        return 1
    project, paths = found
    project = replace(project, strict=project.strict or options.strict)
    failed = False
    for path in paths:
        failed |= _report(problems_of(project, path))
    print("Mistakes were found." if failed else f"{len(paths)} lessons are in order.")
    return int(failed)


def _report(problems):
    for problem in problems:
        print(problem, file=sys.stderr)
    return bool(problems)


def make_pages(options):
    """Make the generated pages anew; ``--times`` renews the run times they show."""
    found = _lessons(options)
    return 1 if found is None else int(_pages(found[0], renew_times=options.times))


def _follow(project):
    """Let the pages follow changed lessons, where a course has them; say whether that failed."""
    return (project.root / "notebooks" / "README.md").is_file() and _pages(project)


def _pages(project, renew_times=False):
    """Bring the generated pages up to date; say whether that failed."""
    from workshop.book import index

    try:
        for name in index.write(project, renew_times):
            print(f"{name}: stored")
    except ValueError as error:
        print(error, file=sys.stderr)
        return True
    return False


def list_links(options):
    """Print every address on the web with the pages that name it."""
    from workshop.book import links

    found = _lessons(options)
    if found is None:
        return 1
    for address, where in links.addresses(links.texts(found[0])).items():
        print(f"{address}  ({', '.join(where)})")
    return 0


def show_readability(options):
    """Print Flesch's reading ease of every lesson: a guide, not a gate."""
    from workshop.book import pages, readability

    found = _lessons(options)
    if found is None:
        return 1
    print(readability.table(pages.read_all(found[0])))
    return 0
