"""CITATION.cff and CHANGELOG.md: in the form of their kind, and in step with the package."""

import re
import tomllib

import yaml

import coursekit
from tests.support import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# The keys of version 1.2.0 of the Citation File Format that a file must have, and those it may.
NEEDED = {"cff-version", "message", "authors", "title"}
ALLOWED = {
    "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license",
    "license-url", "preferred-citation", "references", "repository", "repository-artifact",
    "repository-code", "type", "url", "version",
}  # fmt: skip


def test_the_citation_has_the_form_of_its_kind():
    assert CITATION["cff-version"] == "1.2.0" and CITATION["type"] == "software"
    assert NEEDED <= set(CITATION) <= NEEDED | ALLOWED
    people = {"family-names", "given-names", "affiliation", "orcid", "email", "alias", "website"}
    assert CITATION["authors"] and all(set(a) <= people | {"name"} for a in CITATION["authors"])


def test_the_citation_is_in_step():
    assert CITATION["version"] == coursekit.__version__
    assert CITATION["repository-code"] == PROJECT["tool"]["coursekit"]["repository"]
    assert CITATION["license"] == [PROJECT["project"]["license"], "CC-BY-4.0"]
    assert "(CC BY 4.0)" in (ROOT / "LICENSE-lessons").read_text("utf-8")


def test_the_changelog_tells_every_version():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert titles[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", title) for title in titles[1:])
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_pictures_of_the_readme_are_small_and_said_in_words():
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"^!\[([^\]]{40,})\]\((pictures/\w+\.png)\)$", text, re.MULTILINE)
    assert {path for _, path in shown} == {f"pictures/{p.name}" for p in ROOT.glob("pictures/*")}
    assert all((ROOT / path).stat().st_size < 200_000 for _, path in shown)
