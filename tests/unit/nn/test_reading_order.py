"""The package's reading order: an evening's files, and no file of a folder forgotten."""

import re
from pathlib import Path

import pytest

import coursekit.nn

FOLDER = Path(coursekit.nn.__file__).parent
TEXT = (FOLDER / "README.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\]\(([^)]+)\)", TEXT)
EVENING = re.findall(r"^\| \d+ \| \[[^]]+\]\(([^)]+)\)", TEXT, re.MULTILINE)


def test_an_evening_is_at_most_1200_lines():
    assert len(EVENING) == 10
    lines = {
        name: len((FOLDER / name).read_text(encoding="utf-8").splitlines()) for name in EVENING
    }
    assert sum(lines.values()) <= 1200, lines


def test_every_link_leads_to_a_file_or_folder():
    assert [link for link in LINKS if not (FOLDER / link).exists()] == []


@pytest.mark.parametrize("folder", ["layers", "activations", "optimizers"])
def test_every_file_is_in_the_order(folder):
    files = {path for path in (FOLDER / folder).rglob("*.py") if path.name != "__init__.py"}
    linked = {FOLDER / link for link in LINKS if link.startswith(f"{folder}/")}
    assert files == linked


def test_files_stay_short():
    for path in FOLDER.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 200, path.name
