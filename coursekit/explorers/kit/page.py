"""An explorer's page: its files joined into one script, and a document that needs no kernel."""

import html
import json
import re
from pathlib import Path

FOLDER = Path(__file__).parents[1]

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "(\.[./\w]+\.js)";\n', re.MULTILINE)
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
kit_alone.alone({name}_page.main, {traits}, document.getElementById("explorer"));
</script>
</body>
</html>
"""


def script(name, alone=False):
    """Return one ES module of an explorer's ``page.js`` and all files that it imports.

    Each file becomes a function of its own, so that their names cannot meet.  The module exports
    ``frame``, ``describe`` and, as default, what anywidget runs; with ``alone`` it has what a page
    without a kernel needs as well.
    """
    page = FOLDER / name / "page.js"
    main = _variable(page)
    parts = pieces(page, FOLDER / "kit" / "alone.js") if alone else pieces(page)
    ends = f"export const {{ frame, describe }} = {main};\nexport default {main}.main;\n"
    return "".join(parts.values()) + ends


def pieces(*files):
    """Return ``{variable: script}`` of files and of all that they import, in the order of need.

    Each script puts what its file exports into a variable: ``kit_base`` for ``kit/base.js``.
    """
    bodies = {}
    for file in files:
        _collect(file, bodies)
    return {name: f"const {name} = (() => {{\n{body}}})();\n" for name, body in bodies.items()}


def _collect(file, bodies):
    """Add a file's body after the bodies of those that it imports."""
    text = file.read_text(encoding="utf-8")
    for _, other in _IMPORT.findall(text):
        other = (file.parent / other).resolve()
        if _variable(other) not in bodies:
            _collect(other, bodies)
    exports = _EXPORT.findall(text)
    text = _IMPORT.sub(lambda found: _take(found, file), text)
    text = _EXPORT.sub("", text).replace("\nexport default ", "\nconst main = ")
    exports += ["main"] if "\nconst main = " in text else []
    bodies[_variable(file)] = f"{text}return {{ {', '.join(exports)} }};\n"


def _take(found, file):
    """Write an import of a file as a line that takes names from what its function returned."""
    taken, other = found.groups()
    return f"const {taken} = {_variable((file.parent / other).resolve())};\n"


def _variable(file):
    """Name the variable that holds what a file exports: ``kit_base`` for ``kit/base.js``."""
    return f"{file.parent.name}_{file.stem}"


def style():
    """Return the style sheet of all explorers."""
    return (FOLDER / "kit" / "style.css").read_text(encoding="utf-8")


def traits(explorer):
    """Return what the page takes over from Python: the state, the declaration, the data."""
    return {"_state": explorer._state, "_page": explorer._page, "_given": explorer._given}


def write(explorer, path):
    """Write the page of an explorer in its current state; every byte is in the file."""
    page = _DOCUMENT.format(
        title=html.escape(explorer.TITLE),
        style=style(),
        words=html.escape(explorer.words),
        script=script(explorer.NAME, alone=True),
        name=explorer.NAME,
        traits=json.dumps(traits(explorer)).replace("<", "\\u003c"),
    )
    try:
        Path(path).write_text(page, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OSError(
            f"The page cannot be written to {path} ({reason}): name a file in a folder that exists."
        ) from None
