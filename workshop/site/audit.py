"""Looks at the built site: links, anchors, outside addresses, badges, sizes."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LARGEST = 3_000_000  # bytes of one page
#: Tags and attributes with which a page loads something at once.
LOADS = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src",
    "video": "src", "embed": "src", "object": "data", "link": "href",
}  # fmt: skip
_LATER = ("canonical", "prev", "next", "search", "index", "author", "license")
_COLAB = re.compile(r"https://colab\.research\.google\.com/github/[\w.-]+/[\w.-]+/blob/[^/]+/(.+)")
_BINDER = re.compile(r"https://mybinder\.org/v2/gh/[\w.-]+/[\w.-]+/[^/?]+\?labpath=(.+)")
_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


@dataclass
class Page(HTMLParser):
    """What one page names: its anchors, where it leads, and what it loads."""

    text: str = field(repr=False)
    ids: set = field(default_factory=set)
    links: list = field(default_factory=list)
    loads: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        """Note anchors, links and loads of one tag."""
        named = dict(attrs)
        self.ids |= {named[key] for key in ("id", "name") if named.get(key)}
        if tag == "a" and named.get("href"):
            self.links.append(named["href"])
        where = named.get(LOADS.get(tag, ""))
        if where and not set((named.get("rel") or "").split()) & set(_LATER):
            self.loads.append(where)


def read(out):
    """Return ``{address inside the site: Page}``; JupyterLite's own pages are not ours to judge."""
    files = [
        path for path in sorted(out.rglob("*.html")) if path.relative_to(out).parts[0] != "run"
    ]
    return {path.relative_to(out).as_posix(): Page(path.read_text("utf-8")) for path in files}


def problems(out, root):
    """One sentence for every fault of the site in ``out``, built from the repository ``root``."""
    pages = read(out)
    found = [
        f"{name} has {size / 1e6:.1f} MB: at most {LARGEST / 1e6:.0f} are allowed."
        for name in pages
        if (size := (out / name).stat().st_size) > LARGEST
    ]
    for name, page in pages.items():
        found += [f"{name} loads {load} from outside." for load in page.loads if _outside(load)]
        inside = [target for target in page.links + page.loads if not _outside(target)]
        found += [
            f"{name}: {target} leads nowhere."
            for target in dict.fromkeys(inside)
            if not _leads(name, target, pages, out)
        ]
        found += [f"{name}: {badge}" for badge in _bad_badges(page.links, root)]
    return found + list(_outside_in_css(out))


def _outside(target):
    return bool(re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", target))


def _leads(name, target, pages, out):
    if re.match(r"(?:mailto|data|javascript):", target):
        return True
    parts = urlsplit(urljoin(f"/{name}", target))
    path = unquote(parts.path).lstrip("/") or "index.html"
    if path.endswith("/"):
        path += "index.html"
    if path.startswith("run/"):  # there once JupyterLite is built
        return not (out / "run").is_dir() or (out / path).is_file()
    if path in pages:
        return not parts.fragment or unquote(parts.fragment) in pages[path].ids
    return (out / path).is_file()


def _bad_badges(links, root):
    for link in links:
        if link.startswith(("https://colab.", "https://mybinder.")):
            match = _COLAB.fullmatch(link) or _BINDER.fullmatch(link)
            if not match:
                yield f"{link} is no address that Colab or Binder opens."
            elif not (root / unquote(match[1])).is_file():
                yield f"{link} names a file that is not there."


def _outside_in_css(out):
    for path in sorted(Path(out, "_static").rglob("*.css")):
        for one, two in _CSS.findall(path.read_text("utf-8")):
            if _outside(one or two):
                yield f"{path.relative_to(out)} loads {one or two} from outside."


def told(out):
    """The site's size in one line."""
    files = [path for path in out.rglob("*") if path.is_file()]
    pages = sorted((path.stat().st_size, path.name) for path in files if path.suffix == ".html")
    total = sum(path.stat().st_size for path in files)
    size, name = pages[-1]
    return f"{len(pages)} pages, {total / 1e6:.1f} MB, the largest {name} with {size / 1e6:.2f} MB"
