"""Lead the links of the pages to the project's one address and to the lessons that exist."""

import re
import sys
import tomllib
from pathlib import Path

PAGES = ("README.md", "CONTRIBUTING.md", "CITATION.cff")
# Owner and name as they stand in each kind of link.
LINKS = (
    r"(?<=colab\.research\.google\.com/github/)[\w.-]+/[\w.-]+(?=/blob/)",
    r"(?<=mybinder\.org/v2/gh/)[\w.-]+/[\w.-]+(?=/)",
    r"(?<=git\+https://github\.com/)[\w.-]+/[\w.-]+?(?=\.git\b|[\s\"'`@)])",
    r"(?<=git clone https://github\.com/)[\w.-]+/[\w.-]+?(?=\.git\b|[\s`])",
    r"(?<=repository-code: https://github\.com/)[\w.-]+/[\w.-]+",
    r"(?<=https://github\.com/)[\w.-]+/[\w.-]+(?=/(?:actions|issues|blob|tree)\b)",
)
# A row of the map of lessons, with its link or without.
ROW = r"^\| (?P<number>\d\d) \| \[?(?P<title>[^\]|]+?)(?:\]\([^)]*\))? \|"


def repository(root):
    """Return ``owner/name`` from pyproject.toml."""
    with (Path(root) / "pyproject.toml").open("rb") as file:
        address = tomllib.load(file)["tool"]["coursekit"]["repository"]
    return "/".join(address.rstrip("/").split("/")[-2:])


def written(text, owner_and_name):
    """Return ``text`` with every link to the project led to ``owner_and_name``."""
    for link in LINKS:
        text = re.sub(link, owner_and_name, text)
    return text


def linked(text, root):
    """Return ``text`` with the rows of the map of lessons linked where the lesson exists."""

    def row(match):
        found = sorted(Path(root).glob(f"notebooks/{match['number']}_*.ipynb"))
        title = f"[{match['title']}](notebooks/{found[0].name})" if found else match["title"]
        return f"| {match['number']} | {title} |"

    return re.sub(ROW, row, text, flags=re.MULTILINE)


def rewrite(root):
    """Bring the pages under ``root`` up to date; return the names of those that changed."""
    changed = []
    for page in PAGES:
        path = Path(root) / page
        old = path.read_text(encoding="utf-8")
        new = linked(written(old, repository(root)), root)
        if new != old:
            path.write_text(new, encoding="utf-8", newline="\n")
            changed.append(page)
    return changed


if __name__ == "__main__":
    print(*rewrite(Path(__file__).resolve().parent.parent), file=sys.stdout)
