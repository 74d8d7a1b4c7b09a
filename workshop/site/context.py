"""Tells each page where it comes from and where its notebook can be opened."""

import re

from workshop.site import addresses

_BAR = re.compile(r"(``.*?``)|\|")


def setup(app):
    """Connect to Sphinx."""
    app.connect("html-page-context", _add)
    app.connect("autodoc-process-docstring", _keep_bars)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _add(app, page, template, context, doctree):
    path = app.config.html_context["origins"].get(page)
    context["origin"] = path
    context["ways"] = None
    if path and path.endswith(".ipynb"):
        settings = app.config.html_context
        context["ways"] = addresses.ways(path, settings["slug"], settings["branch"])


def _keep_bars(app, what, name, thing, options, lines):
    """|x| in a docstring is a size: reStructuredText would look for a substitution."""
    lines[:] = [_BAR.sub(lambda match: match[1] or r"\|", line) for line in lines]
