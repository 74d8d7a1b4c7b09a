"""The frame of a page that needs no network: escaped texts, one style, light and dark."""

import html
import re

from coursekit.exercises.question import inline

#: A text that a student can make long is cut here.
LONGEST = 600

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# Control characters, halves of a pair, and marks that turn the direction of a line around.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

STYLE = """
:root { color-scheme: light dark; --sheet: #fcfcfa; --ink: #1b1c1e; --quiet: #55585d;
  --line: #d3d5d8; --card: #ffffff; --link: #005f94; --right: #0072b2; --wrong: #d55e00;
  --open: #85898f; }
@media (prefers-color-scheme: dark) { :root { --sheet: #17191c; --ink: #e9e9e6;
  --quiet: #b3b7bc; --line: #44484e; --card: #202327; --link: #7cc4f2; --right: #56b4e9;
  --wrong: #f08a4b; --open: #9a9ea4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--sheet); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.2rem 0 .5rem; }
a { color: var(--link); }
p, ul, dl { margin: .5rem 0; }
.quiet { color: var(--quiet); }
.card { background: var(--card); border: 1px solid var(--line); border-left: .35rem solid
  var(--open); border-radius: .4rem; padding: .7rem 1rem; margin: .9rem 0; }
.card h2 { margin: 0 0 .25rem; font-size: 1.1rem; }
.card ul { padding-left: 1.2rem; }
.right { border-left-color: var(--right); } .wrong { border-left-color: var(--wrong); }
.total { font-size: 1.25rem; font-weight: 600; }
.bar { height: .7rem; border: 1px solid var(--quiet); border-radius: .35rem; overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--right); }
.wide { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; overflow-wrap: normal; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid var(--line); }
th { font-weight: 600; } td.n, th.n { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; } figure img { display: block; max-width: 100%; height: auto;
  border-radius: .3rem; }
figcaption { color: var(--quiet); font-size: .95rem; margin-top: .3rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .93em; }
summary { cursor: pointer; padding: .3rem 0; }
@media (max-width: 30rem) { table { font-size: .85rem; } th, td { padding-right: .4rem; } }
@media print { .card { break-inside: avoid; } }
"""


def page(title, body):
    """A whole HTML page from its title, a plain text, and its body, HTML that is escaped already.

    Returns
    -------
    str
        A page that loads nothing: no script, no font, no picture from elsewhere.
    """
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{escaped(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def plain(value):
    """Anything as one line of text that cannot colour a terminal or turn a line around.

    Texts of more than 600 characters are cut.
    """
    text = _UNSEEN.sub("", _ANSI.sub("", str(value)))
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def escaped(value):
    """``plain`` text as HTML, fit for an attribute too."""
    return html.escape(plain(value), quote=True)


def sentence(value):
    """``plain`` text as HTML, in which `` `code` `` and ``*stress*`` become tags."""
    return inline(plain(value))


def named(mistake):
    """A mistake's name as HTML; `gradient_added` is read as "gradient added"."""
    return sentence(re.sub(r"(?<=\w)_(?=\w)", " ", plain(mistake)))


def number(value):
    """Points as people write them: 2, 2.5; never 2.0."""
    return f"{round(value, 2):g}"


def table(caption, head, rows, numeric=()):
    """A table that scrolls by itself on a phone; its cells are HTML that is escaped already.

    Parameters
    ----------
    caption : str
        What a screen reader says of it.
    head : list of str
    rows : iterable of lists of str
        The first cell of each is the row's name.
    numeric : collection of int
        Places of the columns that are set flush right.
    """
    kind = ['class="n"' if place in numeric else "" for place in range(len(head))]
    top = "".join(f'<th scope="col" {kind[i]}>{name}</th>' for i, name in enumerate(head))
    body = "\n".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(f"<td {kind[i]}>{cell}</td>" for i, cell in enumerate(rest, start=1))
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escaped(caption)}">'
        f"<table><thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
