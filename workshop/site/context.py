"""Tells each page where it comes from and where its notebook can be opened."""

from workshop.site import addresses


def setup(app):
    """Connect to Sphinx."""
    app.connect("html-page-context", _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _add(app, page, template, context, doctree):
    path = app.config.html_context["origins"].get(page)
    context["origin"] = path
    context["ways"] = None
    if path and path.endswith(".ipynb"):
        settings = app.config.html_context
        context["ways"] = addresses.ways(path, settings["slug"], settings["branch"])
