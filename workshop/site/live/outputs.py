"""The outputs of a cell as HTML: pictures that say what they show, tables, and printed text."""

import base64
import html
import re

_PICTURE, _HTML = "image/png", "text/html"


class Pictures:
    """Stores the pictures of a lesson as files and knows their addresses in its page.

    Parameters
    ----------
    folder : Path
        Where the files go.
    address : str
        How the page names this folder: ``../_static/pictures``.
    """

    def __init__(self, folder, address):
        self.folder, self.address = folder, address

    def store(self, name, png):
        """Write a PNG in base64 and return its address."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.png").write_bytes(base64.b64decode(png))
        return f"{self.address}/{name}.png"


def render(outputs, pictures, name):
    """Return the HTML of a cell's outputs; a picture takes the words and caption that follow it."""
    parts, place = [], 0
    for k, output in enumerate(outputs):
        data = output.get("data", {})
        if _PICTURE in data:
            place += 1
            parts.append(figure(outputs[k : k + 2], pictures, f"{name}-{place}"))
        elif is_words(output):
            continue
        elif _HTML in data:
            parts.append(_table(data[_HTML]) if "<table" in data[_HTML] else data[_HTML])
        else:
            parts.append(printed(output.get("text") or data.get("text/plain", "")))
    return "\n".join(parts)


def figure(outputs, pictures, name):
    """Return a ``<figure>`` of a picture and of the output with its words that follows."""
    shown = outputs[0].metadata.get(_PICTURE, {})
    caption = outputs[1].data["text/plain"] if is_words(outputs[-1]) else ""
    address = pictures.store(name, outputs[0].data[_PICTURE])
    size = f'width="{shown["width"]}" height="{shown["height"]}"'
    alt = html.escape(shown.get("alt", ""))
    said = f"<figcaption>{html.escape(caption, quote=False)}</figcaption>" if caption else ""
    return (
        f'<figure class="picture"><img src="{address}" alt="{alt}" {size} loading="lazy">'
        f"{said}</figure>"
    )


def is_words(output):
    """Whether an output only says what the picture before it shows."""
    own = output.get("metadata", {}).get("coursekit", {})
    return bool(own.get("words")) or "ck-caption" in output.get("data", {}).get(_HTML, "")


def printed(text):
    """Return printed text as a block that scrolls inside itself."""
    return f'<pre class="printed">{html.escape(text, quote=False)}</pre>'


def _table(text):
    """A table of pandas without its own style, with a scope for every header."""
    text = re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)
    text = re.sub(r' (?:border="1"|style="[^"]*")', "", text)
    head, body = text.split("</thead>", 1)
    head = head.replace("<th></th>", "<td></td>").replace("<th>", '<th scope="col">')
    body = body.replace("<th>", '<th scope="row">')
    return f'<div class="wide">{head}</thead>{body}</div>'
