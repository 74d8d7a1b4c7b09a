"""Sphinx' settings. Names and values are Sphinx' own, the theme's and MyST-NB's."""

import json
from pathlib import Path

from workshop.lessons.project import find_project

HERE = Path(__file__).parent
PROJECT = find_project(HERE)
STAGED = PROJECT.root / "build" / "site" / "source"

project = "Neural networks, step by step"
author = "the authors of coursekit"
copyright = "the authors of coursekit. Lessons: CC BY 4.0, code: BSD 3-Clause"
language = "en-GB"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "workshop.site.formulas",
    "workshop.site.context",
]
templates_path = [str(HERE / "templates")]
exclude_patterns = []

nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence", "attrs_inline"]
myst_dmath_double_inline = True
myst_heading_anchors = 6
suppress_warnings = ["myst.header", "misc.highlighting_failure", "mystnb.unknown_mime_type"]

default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = [str(HERE / "static"), str(STAGED.parent / "files")]
html_css_files = ["explorers/kit.css", "site.css", "looks.css", "live.css", "print.css"]
html_js_files = [
    (name, {"defer": "defer"}) for name in ("explorers.js", "quizzes.js", "reach.js")
]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_last_updated_fmt = None
html_math_renderer = "mathml"
html_context = {
    "default_mode": "auto",
    "repository": PROJECT.repository,
    "branch": PROJECT.branch,
    "slug": PROJECT.slug,
    "origins": json.loads((STAGED / "origins.json").read_text("utf-8")),
}
html_theme_options = {
    "logo": {"text": project},
    "navbar_align": "left",
    "header_links_before_dropdown": 7,
    "icon_links": [
        {"name": "The source", "url": PROJECT.repository, "icon": "fa-brands fa-github"},
    ],
    "article_header_end": ["launch"],
    "secondary_sidebar_items": ["page-toc", "origin"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_toc_level": 2,
    "navigation_with_keys": False,
    "back_to_top_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {"index": [], "ledger": []}
