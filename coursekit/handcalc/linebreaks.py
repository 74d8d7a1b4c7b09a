"""Break a long line of LaTeX before equals signs, and before plus and minus signs of long sums."""

import re

#: Characters that fit beside a notebook's margin, in JupyterLab, Colab and GitHub alike.
WIDEST = 90

_TOKEN = re.compile(
    r"(?P<opens>\\left(?![a-z])|\\begin\b|\{)|(?P<closes>\\right(?![a-z])|\\end\b|\})| [=+-] "
)
_FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")


def rows(latex, widest=WIDEST):
    """Rows of an ``aligned`` block for one line ``symbol = formula = … = value``.

    Short lines stay whole.  A long one gets a row for each equals sign, and a sum that is still too
    long is broken between its terms.
    """
    first, *others = _split(latex, (" = ",))
    if not others:
        return [latex]
    if width(latex) <= widest:
        return [f"{first} &= " + " = ".join(others)]
    broken = []
    for number, piece in enumerate(others):
        kept = _fill(piece, widest)
        last = number == len(others) - 1
        if last and broken and width(broken[-1] + kept[0]) <= widest:
            broken[-1] += f" = {kept[0]}"
            continue
        broken += [f"&= {kept[0]}", *(rf"&\quad {row}" for row in kept[1:])]
    return [first + " " + broken[0], *broken[1:]]


def width(latex):
    """About how many characters wide a formula stands on the page; a fraction as its wider half."""
    text = latex.replace(r"\left", "").replace(r"\right", "")
    before = None
    while text != before:
        before = text
        text = _FRACTION.sub(lambda m: max(m.group(1), m.group(2), key=len), text)
        text = re.sub(r"[_^]\{([^{}]*)\}", r"\1", text)
        text = re.sub(r"(?<![\w}])\{([^{}]*)\}'", r"\1'", text)
    return len(re.sub(r"\\[a-zA-Z]+", "x", text))


def _fill(piece, widest):
    """Put as many terms of a sum on each row as it holds."""
    terms = _split(piece, (" + ", " - "), keep=True)
    kept = [terms[0]]
    for term in terms[1:]:
        if width(kept[-1] + term) <= widest:
            kept[-1] += term
        else:
            kept.append(term.lstrip())
    return kept


def _split(latex, marks, keep=False):
    """Split at marks that stand outside all braces and brackets."""
    pieces, depth, start = [], 0, 0
    for token in _TOKEN.finditer(latex):
        depth += bool(token["opens"]) - bool(token["closes"])
        if depth == 0 and token.group() in marks:
            pieces.append(latex[start : token.start()])
            start = token.start() if keep else token.end()
    return [*pieces, latex[start:]]
