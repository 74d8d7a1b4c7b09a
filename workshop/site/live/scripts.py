"""The explorers' scripts: one for all of them, and one for each with what Python gave it.

They are plain scripts and no modules, so that a page opened from a folder runs them too.
"""

import json

from coursekit import explore
from coursekit.explorers.kit import page

_KIT = "const coursekit = (() => {{\n{parts}return {{ explorers: {{}}, {names} }};\n}})();\n"
_EXPLORER = (
    "coursekit.explorers.{name} = (() => {{\n"
    "const {{ {kit} }} = coursekit;\n"
    "{parts}return {{ ...{name}_page.main, page: {page}, given: {given} }};\n"
    "}})();\n"
)


def write(folder):
    """Write ``kit.js``, a script for each explorer, and their style sheet into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {name: page.pieces(page.FOLDER / name / "page.js") for name in explore.names()}
    kit = page.pieces(page.FOLDER / "kit" / "model.js")
    for pieces in own.values():
        kit |= {name: text for name, text in pieces.items() if name.startswith("kit_")}
    _write(folder / "kit.js", _KIT.format(parts="".join(kit.values()), names=", ".join(kit)))
    for name, pieces in own.items():
        _write(folder / f"{name}.js", _explorer(name, pieces, kit))
    _write(folder / "kit.css", page.style())


def _explorer(name, pieces, kit):
    """An explorer's own files, with the declaration that Python would send."""
    traits = page.traits(explore.load(name)())
    return _EXPLORER.format(
        name=name,
        kit=", ".join(kit),
        parts="".join(text for variable, text in pieces.items() if variable not in kit),
        page=json.dumps(traits["_page"]),
        given=json.dumps(traits["_given"]),
    )


def _write(path, text):
    path.write_text(text, encoding="utf-8")
