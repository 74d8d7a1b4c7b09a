"""An explorer's page: its files joined into one script, and a document that needs no kernel."""

import html
import json
import re
from functools import cache
from pathlib import Path

from .tight import tight

FOLDER = Path(__file__).parent / "page"

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|const|class) (\w+))", re.MULTILINE)

_DOCUMENT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
{style}
</style>
</head>
<body class="ck-alone">
<main id="explorer"></main>
<noscript>{words}</noscript>
<script type="module">
{script}
alone_js.alone({name}_js.main, {traits}, document.getElementById("explorer"));
</script>
</body>
</html>
"""


@cache
def script(name, alone=False):
    """Return one ES module of an explorer's page file and the shared files that it imports.

    Each file becomes a function of its own, so that their names cannot meet; comments and needless
    spaces stay behind.  The module exports ``frame``, ``describe`` and, as default, what anywidget
    runs; with ``alone`` it has what a page without a kernel needs as well.
    """
    bodies = {}
    for file in (name, "alone") if alone else (name,):
        _collect(file, bodies)
    parts = [f"const {file}_js = (() => {{\n{body}}})();\n" for file, body in bodies.items()]
    ends = f"export const {{ frame, describe }} = {name}_js;\nexport default {name}_js.main;\n"
    return tight("".join(parts) + ends)


def _collect(name, bodies):
    """Add a file's body after the bodies of those that it imports."""
    text = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    for _, other in _IMPORT.findall(text):
        if other not in bodies:
            _collect(other, bodies)
    exports = _EXPORT.findall(text)
    text = _IMPORT.sub(r"const \1 = \2_js;\n", text)
    text = _EXPORT.sub("", text).replace("\nexport default ", "\nconst main = ")
    exports += ["main"] if "\nconst main = " in text else []
    bodies[name] = f"{text}return {{ {', '.join(exports)} }};\n"


@cache
def style():
    """Return the style sheet of all explorers."""
    return (FOLDER / "style.css").read_text(encoding="utf-8")


def write(explorer, path):
    """Write the page of an explorer in its current state; every byte is in the file."""
    traits = {"_state": explorer._state, "_page": explorer._page, "_given": explorer._given}
    page = _DOCUMENT.format(
        title=html.escape(explorer.TITLE),
        style=style(),
        words=html.escape(explorer.words),
        script=script(explorer.PAGE, alone=True),
        name=explorer.PAGE,
        traits=json.dumps(traits).replace("<", "\\u003c"),
    )
    try:
        Path(path).write_text(page, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OSError(
            f"The page cannot be written to {path} ({reason}): name a file in a folder that exists."
        ) from None
