"""``python -m workshop site`` and ``portraits``; what they need is imported when they run."""

import sys
import time
from importlib.util import find_spec

from workshop.lessons.project import find_project
from workshop.web import lite_command

NEEDS = {
    "site": ("sphinx", "myst_nb", "pydata_sphinx_theme", "math_core", "ziamath"),
    "portraits": ("playwright", "math_core", "ziamath"),
    "a browser": ("playwright", "axe_playwright_python"),
}


def add_parser(actions):
    """Add ``site`` and ``portraits`` to the actions of ``python -m workshop``."""
    site = actions.add_parser("site", help="build the site from the stored outputs")
    site.add_argument("--out", default="site", help="the folder of the site (default: %(default)s)")
    site.set_defaults(run=build_site, names=())
    parts = site.add_subparsers(title="of the site that is built")
    axe = parts.add_parser("accessibility", help="let axe look at every page, for its statement")
    axe.set_defaults(run=see_accessibility)
    heights = parts.add_parser("heights", help="measure the explorers, whose places stay free")
    heights.set_defaults(run=measure_heights)
    lite_command.add_parser(parts)
    portraits = actions.add_parser("portraits", help="draw the pictures of the README anew")
    portraits.set_defaults(run=draw_portraits, names=())


def build_site(options):
    """Build the site and check it; return 0 when all is well."""
    if _something_is_missing("site"):
        return 1
    from workshop.site import audit, build

    project, started = find_project(), time.perf_counter()
    out = project.root / options.out
    if build.build(project, out, project.root / "build" / "site"):
        return 1
    problems = audit.problems(out, project.root)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{options.out}: {audit.told(out)}, made in {time.perf_counter() - started:.0f} s")
    return int(bool(problems))


def see_accessibility(options):
    """Let axe look at every page and keep the result for the statement; return 1 if it faults."""
    if _something_is_missing("a browser"):
        return 1
    from workshop.site.live import statement

    result = statement.write(find_project().root / options.out)
    for fault in result["faults"]:
        print(fault)
    print(f"axe {result['axe']}: {statement.told(result)}; the next build says so")
    return int(bool(result["faults"]))


def measure_heights(options):
    """Measure the explorers of the built site and keep their heights for the next build."""
    if _something_is_missing("a browser"):
        return 1
    from workshop.site.live import heights

    found = heights.write(find_project().root / options.out)
    print(f"{len(found)} explorers measured; the next build keeps their places free")
    return 0


def draw_portraits(options):
    """Draw ``pictures/explorer.png`` and ``pictures/derivation.png``; return 0."""
    if _something_is_missing("portraits"):
        return 1
    from workshop.site import portraits

    for path in portraits.draw(find_project().root / "pictures"):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    return 0


def _something_is_missing(action):
    missing = [name for name in NEEDS[action] if not find_spec(name)]
    if missing:
        print(
            f"This command needs {', '.join(missing)}: run `python -m pip install -e "
            '".[lab,test,site]"` and try again.',
            file=sys.stderr,
        )
    return bool(missing)
