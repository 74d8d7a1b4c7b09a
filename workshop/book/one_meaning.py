"""Finds letters and words that mean one thing in the whole course, where a lesson uses another.

y is the target, ŷ the output of the network; W has a row a neuron and a column an input, and Keras'
kernel K is its transpose. A slope is a derivative; the m of a line is its coefficient.
"""

import re

from workshop.book.pages import without_code

#: Letters that have one entry in ``symbols.toml``, and a word of its meaning.
LETTERS = {"y": "target", r"\hat y": "output", "W": "weights"}

_Y = r"\$\s*(?:\\mathbf\s*\{?\s*)?y(?![A-Za-z])[^$\n]{0,12}\$"
_OUTPUT = r"(?<!desired )(?<!wanted )(?<!right )(?<!true )\b(?:outputs?|predictions?)"
_TARGET = r"\b(?:targets?|desired (?:output|answer)s?|right answers?)"
_OTHER = r"\$\s*(?:\\mathbf\s*\{?\s*)?(?:[dot](?![A-Za-z])|\\hat)[^$\n]{0,12}\$"
RULES = (
    (rf"{_OUTPUT}\s+{_Y}|{_Y}(?:,| is| means)\s+(?:the|its|an?)\s+{_OUTPUT}(?!\s*\$)",
     "y is the target; the output is ŷ"),
    (rf"{_TARGET}\s+{_OTHER}|{_OTHER}(?:,| is| means)\s+(?:the|its|an?)\s+{_TARGET}(?!\s*\$)",
     "the target is y, and nothing else"),
    (r"\bslope\s+(?:\$m\$|`?m\b)|(?:\$m\$|\bm),? (?:is )?(?:the|a) slope\b|\bslope and intercept",
     "a slope is a derivative; the m of a line is its coefficient"),
    (r"W\b(?:(?!\\top|⊤|K)[^\n.;|]){0,60}\b(?:inputs?|features?)\s*(?:×|x|\\times|by)\s*(?:units?|neurons?|outputs?)",
     "W has a row a unit and a column an input; the kernel K has it the other way round"),
)  # fmt: skip
_RULES = [(re.compile(form, re.IGNORECASE if "slope" in form else 0), why) for form, why in RULES]


def in_lesson(notebook, name):
    """One sentence for every cell that gives one of these another meaning."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for form, why in _RULES:
                if found := form.search(without_code(cell.source)):
                    yield f"{name}, cell {cell.id}: {found.group()!r}, but {why}."


def in_table(entries):
    """One sentence for every one of these letters with a second or another meaning."""
    for sign, word in LETTERS.items():
        meanings = {entry.meaning for entry in entries if entry.sign == sign}
        if len(meanings) > 1:
            yield f"${sign}$ has {len(meanings)} meanings: {'; '.join(sorted(meanings))}."
        for meaning in meanings:
            if word not in meaning:
                yield f"${sign}$ means {meaning!r}, which does not say {word!r}."
