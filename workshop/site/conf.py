"""Sphinx' settings, copied beside the pages: names are Sphinx', the theme's and MyST's."""

import json
import sys
from pathlib import Path

import workshop.site
from workshop.lessons.project import find_project

# Where it is installed, reading a notebook compiles the grammar of all addresses on the web first.
sys.modules.setdefault("rfc3987_syntax", None)

SOURCE = Path(__file__).parent
HERE = Path(workshop.site.__file__).parent
PROJECT = find_project(HERE)

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
nb_render_markdown_format = "myst"
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence", "attrs_inline"]
myst_dmath_double_inline = True
myst_heading_anchors = 6
suppress_warnings = ["myst.header", "misc.highlighting_failure", "mystnb.unknown_mime_type"]

default_role = "py:obj"
autodoc_member_order = "bysource"
add_module_names = False
toc_object_entries_show_parents = "hide"
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = [str(HERE / "static"), str(SOURCE.parent / "files")]
html_css_files = ["explorers/kit.css", "site.css", "looks.css", "live.css", "print.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("explorers.js", "quizzes.js", "reach.js")]
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
    "origins": json.loads((SOURCE / "origins.json").read_text("utf-8")),
}
html_theme_options = {
    "logo": {"text": "Neural networks"},
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
html_sidebars = {page: [] for page in ("index", "ledger", "glossary", "symbols", "instructors")}
