"""Checks, without a network, that links and references in the pages lead somewhere."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from workshop.book import pages

PAGES = ("README.md", "CONTRIBUTING.md", "data/README.md")

_TARGET = re.compile(
    r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|<img[^>]*\bsrc=\"([^\"]+)\"|<(https?://[^>\s]+)>"
)
_BARE = re.compile(r"(?<![(<\"\w/])https?://[^\s)>\]\"'`|]+")
_LESSON = re.compile(r"\b[Ll]essons?\s+((?:\d\d(?:\s*(?:,|to|and|or|–)\s*)*)+)")
# "section 3 of lesson 02", "lesson 02, section 3": a section of another text.
_ELSEWHERE = re.compile(
    r"\0\s*(?:of|in) \W*(?:lesson|lecture|article)|(?:lesson|lecture|article)s? \d+\W{0,3}\0",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def texts(project):
    """The Markdown of every page and lesson, without code, by path."""
    paths = [project.root / page for page in PAGES]
    paths += sorted((project.root / "notebooks").glob("*.md"))
    paths += sorted((project.root / "exercises").glob("**/*.md"))
    found = {path: pages.without_code(path.read_text("utf-8")) for path in paths if path.is_file()}
    for path in [*project.lessons(), *sorted((project.root / "exercises").glob("**/*.ipynb"))]:
        cells = [cell.source for cell in pages.read(path).cells if cell.cell_type == "markdown"]
        found[path] = pages.without_code("\n\n".join(cells))
    return found


def targets(text):
    """What the links of a text lead to, in order."""
    found = ["".join(groups) for groups in _TARGET.findall(text)]
    return found + [bare.rstrip(".,;:") for bare in _BARE.findall(text)]


def dead(project, found):
    """One sentence for every link to a file or section that is not there."""
    problems, anchors_of = [], cache(anchors)
    for path, text in found.items():
        for target in targets(text):
            if not re.match(r"[a-z]+:", target) and not _leads(path, target, anchors_of):
                problems.append(f"{project.relative(path)}: the link {target} leads nowhere.")
    return problems


def _leads(path, target, anchors_of):
    name, _, anchor = target.partition("#")
    there = path.parent / unquote(name) if name else path
    if not there.exists():
        return False
    return not anchor or unquote(anchor) in anchors_of(there)


def anchors(path):
    """The anchors of a page: as Jupyter makes them in a notebook, as GitHub does in Markdown."""
    if path.suffix == ".ipynb":
        return {unquote(section.anchor) for section in pages.read(path).sections}
    headings = re.findall(r"^#+[ ]+(.+?)[ ]*$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def lost_lessons(project, found):
    """One sentence for every ``lesson NN`` that does not exist."""
    numbers = {path.name[:2] for path in project.lessons()}
    return [
        f"{project.relative(path)}: there is no lesson {number}."
        for path, text in found.items()
        for mention in _LESSON.findall(text)
        for number in re.findall(r"\d\d", mention)
        if number not in numbers
    ]


def lost_sections(lesson):
    """One sentence for every ``section N`` of the same lesson that does not exist."""
    own = {match[1] for s in lesson.sections if (match := re.match(r"(\d+) ", s.title))}
    problems = []
    for text in lesson.prose:
        for match in re.finditer(r"\b[Ss]ections? ((?:\d+(?:,? (?:to|and|or) |, )?)+)", text):
            if not _ELSEWHERE.search(f"{text[: match.start()]}\0{text[match.end() :]}"):
                lost = [n for n in re.findall(r"\d+", match[1]) if n not in own]
                problems += [f"{lesson.path.name}: there is no section {n}." for n in lost]
    return problems


def addresses(found):
    """Every address on the web with the names of the pages that have it, sorted."""
    table = {}
    for path, text in found.items():
        for target in targets(text):
            if target.startswith("http"):
                table.setdefault(target, []).append(path.name)
    return {address: sorted(set(table[address])) for address in sorted(table)}


def is_sound(address):
    """Whether an address has the form of one: a scheme, a host, nothing odd."""
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https")
        and bool(_HOST.fullmatch(parts.netloc.lower()))
        and not re.search(r"[\s<>\"{}|\\^`]", address)
    )
