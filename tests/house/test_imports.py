"""Imports run one way: CONTRIBUTING says which room may use which, and no circle is left.

``coursekit`` is what people install: it imports nothing else of this repository.  The workshop uses
it, the benchmarks and the tests use both, and ``tools`` stand alone: they make the environment.
"""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "coursekit"
TABLE = "Where is what"
TOOLS = {path.stem for path in (ROOT / "tools").glob("*.py")}
#: Which of the other folders each folder imports.
FOLDERS = {
    "coursekit": set(),
    "workshop": {"coursekit"},
    "benchmarks": {"coursekit", "workshop", "tests"},
    "tools": set(),
}
OURS = {*FOLDERS, "tests"}


@cache
def imports_of(path):
    """Return the modules of this repository that a file imports, at its top or later."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} imports relatively: write it out"
            found |= {module_of(f"{node.module}.{alias.name}") for alias in node.names}
        elif isinstance(node, ast.Constant) and _names_a_module(node.value):
            found.add(module_of(node.value))
    plain = {f"tools.{name}" if name in TOOLS else name for name in found}
    return frozenset(name for name in plain if name.split(".")[0] in OURS)


def _names_a_module(value):
    """A module named in a text is imported later: ``import_module("coursekit.…")``."""
    return isinstance(value, str) and re.fullmatch(r"coursekit(\.\w+)+", value)


def module_of(name):
    """Return the module that a dotted name lies in: the name itself, or without its last part."""
    path = ROOT.joinpath(*name.split("."))
    return name if path.with_suffix(".py").exists() or path.is_dir() else name.rpartition(".")[0]


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module):
    """Return the room of a module: its first folder, or its own name at the top."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "coursekit"


def table():
    """Return the rooms and what each may import, from the table in CONTRIBUTING."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition(f"## {TABLE}")[2]
    rows = re.findall(r"^\| (`.+?) \|.*\| (.*?) \|$", text.partition("\n## ")[0], re.MULTILINE)
    allowed, above = {}, set()
    for names, may in rows:
        rooms = re.findall(r"`(\w+)`", names)
        uses = set(above) if "all above" in may else set(re.findall(r"`(\w+)`", may))
        for room in rooms:
            allowed[room] = uses | set(rooms)
        above |= set(rooms)
    return allowed


FILES = sorted(PACKAGE.glob("**/*.py"))


def test_the_table_names_every_room():
    rooms = {room_of(name_of(path)) for path in FILES} - {"coursekit", "__main__"}
    assert rooms == set(table())


@pytest.mark.parametrize("room", sorted(table()))
def test_a_room_imports_what_the_table_allows(room):
    allowed = table()[room] | {"coursekit"}
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in FILES
        if room_of(name_of(path)) == room
        for module in imports_of(path)
        if module.startswith("coursekit") and room_of(module) not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_only_those_below_it(folder):
    allowed = FOLDERS[folder] | {folder}
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in sorted((ROOT / folder).glob("**/*.py"))
        for module in imports_of(path)
        if module.split(".")[0] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("package", [*FOLDERS, "tests"])
def test_no_module_imports_itself_by_way_of_others(package):
    files = sorted((ROOT / package).glob("**/*.py"))
    graph = {name_of(path): imports_of(path) - {name_of(path)} for path in files}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("a circle: " + " → ".join(reversed(error.args[1])))
