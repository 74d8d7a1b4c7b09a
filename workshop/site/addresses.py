"""Where a file of the repository stands on the site, and where else a lesson can be opened."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

#: The page that opens a lesson in JupyterLite, beside the other pages; ``{path}`` is its file.
RUN = "run/open.html?lesson={path}"

#: Pages of the repository that the site shows under other names.
PAGES = {
    "notebooks/README.md": "lessons/index.md",
    "notebooks/glossary.md": "glossary.md",
    "notebooks/symbols.md": "symbols.md",
    "exercises/README.md": "instructors.md",
    "CONTRIBUTING.md": "about/contributing.md",
    "CHANGELOG.md": "about/changelog.md",
    "data/README.md": "about/data.md",
    "coursekit/nn/README.md": "reference/engine.md",
}
_FOLDERS = {
    "notebooks": "lessons",
    "exercises/release": "exercises",
    "exercises/assignments": "exercises",
}
_LINK = re.compile(r"(?P<head>\]\(\s*)(?P<target>[^)\s#]*)(?P<anchor>#[^)\s]*)?(?P<tail>[^)]*\))")


@dataclass(frozen=True)
class Ways:
    """The addresses that lead from a page to its notebook."""

    here: str
    colab: str
    binder: str
    download: str


def page_of(path):
    """Return the source page of a file of the repository, or None where the site has none."""
    path = PurePosixPath(path)
    folder = _FOLDERS.get(str(path.parent))
    if folder and path.suffix == ".ipynb":
        return f"{folder}/{path.name}"
    return PAGES.get(str(path))


def ways(path, slug, branch):
    """Return the `Ways` of a notebook; ``here`` and ``download`` are relative to the site."""
    return Ways(
        here=RUN.format(path=quote(path)),
        colab=f"https://colab.research.google.com/github/{slug}/blob/{branch}/{path}",
        binder=f"https://mybinder.org/v2/gh/{slug}/{branch}?labpath={quote(path, safe='')}",
        download=f"_static/notebooks/{path}",
    )


def relinked(text, path, project):
    """Lead the relative links of a Markdown text to the site's pages, others to the repository.

    Parameters
    ----------
    text : str
        Markdown of the file ``path``.
    path : str
        Where that file stands in the repository, with forward slashes.
    project : Project
        Its address and branch.
    """
    own = page_of(path) or "index.md"

    def lead(match):
        target, anchor = match["target"], match["anchor"] or ""
        if re.match(r"[a-z]+:", target) or not (target or anchor):
            return match[0]
        slug = f"#{slug_of(unquote(anchor[1:]))}" if anchor else ""
        if not target:
            return f"{match['head']}{slug}{match['tail']}"
        there = _joined(PurePosixPath(path).parent, unquote(target))
        page = page_of(there)
        if page:
            return f"{match['head']}{_relative(page, own)}{slug}{match['tail']}"
        kind = "tree" if (project.root / there).is_dir() else "blob"
        address = f"{project.repository}/{kind}/{project.branch}/{quote(there)}{anchor}"
        return f"{match['head']}{address}{match['tail']}"

    return _LINK.sub(lead, text)


def slug_of(title):
    """Return the anchor of a heading, as GitHub and MyST make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _joined(folder, target):
    parts = []
    for part in (folder / target).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _relative(page, own):
    depth = len(PurePosixPath(own).parts) - 1
    return "../" * depth + page
