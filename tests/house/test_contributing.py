"""CONTRIBUTING as a newcomer walks it: every file it names is there, every path one of imports."""

import re
from functools import cache

import pytest

from tests.house.test_imports import imports_of, name_of
from tests.support import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ENDINGS = "py|js|toml|json|md|txt|cfg|yml|ipynb|css"


def section(title):
    return TEXT.partition(f"## {title}")[2].partition("\n## ")[0]


def walks():
    """Each line of "How a value travels": its name, and the files and folders on the way."""
    lines = re.split(r"^- ", section("How a value"), flags=re.MULTILINE)[1:]
    found = [re.match(r"\*\*(.+?):\*\*(.+)", line, re.DOTALL).groups() for line in lines]
    return {name: re.findall(r"`([\w/<>.]+(?:\.\w+|/))`", way) for name, way in found}


@cache
def files():
    """All files of the folders that CONTRIBUTING speaks of, from the root."""
    folders = ("coursekit", "workshop", "tests", "exercises", "tools", "requirements", "benchmarks")
    found = [path for name in folders for path in (ROOT / name).rglob("*") if path.is_file()]
    found += [path for path in ROOT.glob("*") if path.is_file()]
    found += list((ROOT / "notebooks").glob("*"))
    return [path.relative_to(ROOT).as_posix() for path in found]


def matching(word):
    """The files that a word such as ``kit/view.js`` or ``bank/<lesson>/`` can mean."""
    pattern = re.sub(r"<\w+>", "[^/]+", re.escape(word).replace(r"\<", "<").replace(r"\>", ">"))
    end = "" if word.endswith("/") else "$"
    return [name for name in files() if re.search(f"(^|/){pattern}{end}", name)]


def steps(way):
    """The files behind each name of a walk; a bare name lies beside the one before it."""
    folder = ""
    for word in way:
        head = word.rstrip("/").rpartition("/")[0]
        folder = head or folder
        inside = word if head else f"{folder}/{word}"
        yield word, [ROOT / name for name in matching(inside)]


def reached(start):
    """Every module of the repository that a module imports, also by way of others."""
    seen, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        path = ROOT.joinpath(*name.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name not in seen and path.is_file():
            seen.add(name)
            waiting += imports_of(path)
            if name.count(".") > 2:  # a layer comes with all layers
                waiting.append(name.rpartition(".")[0])
    return seen


def test_the_walks_are_read():
    assert len(walks()) == 5 and all(len(way) >= 4 for way in walks().values())


@pytest.mark.parametrize("name", walks())
def test_every_step_of_a_walk_is_there(name):
    assert [word for word, found in steps(walks()[name]) if not found] == []


@pytest.mark.parametrize("name", walks())
def test_every_step_of_a_walk_is_tied_to_another_by_an_import(name):
    """Python: the step imports another one, or is imported by it, also by way of other files."""
    python = {
        word: {name_of(path) for path in found if path.suffix == ".py"}
        for word, found in steps(walks()[name])
    }
    python = {word: modules for word, modules in python.items() if modules}
    uses = {word: set().union(*map(reached, modules)) for word, modules in python.items()}
    for word in python:
        others = [other for other in python if other != word]
        near = [o for o in others if uses[o] & python[word] or uses[word] & python[o]]
        assert near or not others, f"{word} has nothing to do with {', '.join(others)}"


def test_a_page_is_drawn_by_way_of_the_scripts_that_are_named():
    [way] = [way for name, way in walks().items() if "pixels" in name]
    kit = ROOT / "coursekit" / "explorers" / "kit"
    asked = set(re.findall(r'"\./(\w+\.js)"', (kit / "view.js").read_text("utf-8")))
    asked |= set(re.findall(r'"\./(\w+\.js)"', (kit / "layout.js").read_text("utf-8")))
    scripts = {word.rpartition("/")[2] for word in way if word.endswith(".js")}
    assert scripts - {"view.js", "page.js"} <= asked


@pytest.mark.parametrize("word", sorted(set(re.findall(rf"`([\w/<>.-]+\.(?:{ENDINGS}))`", TEXT))))
def test_every_file_that_is_named_exists(word):
    assert matching(word), word


def test_every_folder_of_the_workshop_is_named():
    folders = {path.parent.name for path in (ROOT / "workshop").glob("*/__init__.py")}
    text = section("Where is what").partition("`workshop/`")[2]
    assert folders == set(re.findall(r"`(\w+)/`", text.partition("`tests/`")[0]))
