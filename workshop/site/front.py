"""The explorer on the front page: its picture, until the page brings it to life."""

import base64
import html
import json
import re
import struct

from coursekit import explore
from coursekit.notebooks import store

NAME = "descent"
_ALT = re.compile(r'\balt="([^"]*)"')


def explorer(project, files):
    """Return the explorer's place as HTML; its picture is the first that a lesson stores of it."""
    picture, words = next(_stored(project))
    png = base64.b64decode(picture)
    (files / "pictures").mkdir(parents=True, exist_ok=True)
    (files / "pictures" / "front.png").write_bytes(png)
    width, height = struct.unpack(">II", png[16:24])
    state = html.escape(json.dumps(explore.load(NAME)()._state))
    return (
        f'<div class="explorer" data-explorer="{NAME}" data-state="{state}">'
        f'<img class="picture" src="_static/pictures/front.png" alt="{html.escape(words)}" '
        f'width="{width // 2}" height="{height // 2}"></div>'
    )


def _stored(project):
    """Every stored picture of this explorer, with its words."""
    for path in project.lessons():
        for cell in store.read(path).cells:
            if cell.cell_type == "code" and f"explore.{NAME}(" in cell.source:
                pictures = [out for out in cell.outputs if "image/png" in out.get("data", {})]
                told = _ALT.search(
                    "".join(o.get("data", {}).get("text/html", "") for o in cell.outputs)
                )
                for out in pictures[:1]:
                    alt = out.metadata.get("image/png", {}).get("alt") or (told and told[1])
                    yield out.data["image/png"], html.unescape(alt or "")
