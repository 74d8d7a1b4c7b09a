"""Where a number stands in the prose, and where it stands after the prose has changed.

A number that comes several times in a cell keeps which one it was, ``"nth": [2, 3]`` for the second
of three, and a number inside a formula, a code span or a link keeps that: ``"inside": "math"``.  So
a number that was written in a sentence is never bound to the same digits in a formula.
"""

import re
from bisect import bisect
from dataclasses import dataclass

from workshop.book import effort

_SPANS = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<math>\$\$.+?\$\$|(?<![\\$])\$(?!\$)(?:\\.|[^$\\])+\$)"
    r"|(?P<link>\]\([^)\n]*\)|<[^>\n]*>)",
    re.DOTALL,
)


_INDEX = re.compile(r"[_^]\{?[\[(]?$")


@dataclass
class Place:
    """One number in a cell: where it stands and what it is tied to."""

    cell: object
    start: int
    end: int
    record: dict

    @property
    def is_bound(self):
        """Whether an expression stands behind the number; a given has none."""
        return "expr" in self.record


def locate(cell, records, taken=()):
    """Find stored texts in a cell; return their places and the records that are lost.

    A number that kept which one it was stands there, as long as there are as many.  The others are
    looked for in their order, then anywhere that is still free.
    """
    found, taken = {}, list(taken)
    kinds = Kinds(cell.source)
    for number, record in enumerate(records):
        if (span := _known(cell, record)) and _is_free(span, taken):
            found[number] = _taken(cell, span, record, taken)
    position = 0
    for number, record in enumerate(records):
        if number not in found:
            span = _best(cell, record, kinds, taken, position)
            if span is None:
                continue
            found[number] = _taken(cell, span, record, taken)
        position = max(position, found[number].end)
    places = [found[number] for number in sorted(found)]
    return places, [record for number, record in enumerate(records) if number not in found]


def _known(cell, record):
    """The span of a number that kept which one it was, if there are as many as there were."""
    which, count = record.get("nth", (1, 1))
    spans = occurrences(cell.source, record["text"])
    return spans[which - 1] if "nth" in record and len(spans) == count else None


def _best(cell, record, kinds, taken, position):
    """The first free span of the kind in which the number stood, in its order if possible.

    The index of a letter, as in ``a^{[1]}``, comes last.
    """
    free = [s for s in occurrences(cell.source, record["text"]) if _is_free(s, taken)]
    inside = record.get("inside", "")

    def worse(span):
        is_index = _INDEX.search(cell.source[: span[0]]) is not None
        return kinds.at(span[0]) != inside, is_index, span[0] < position, span[0]

    return min(free, key=worse, default=None)


def _taken(cell, span, record, taken):
    place = Place(cell, *span, record)
    taken.append(place)
    return place


def _is_free(span, taken):
    return all(span[1] <= place.start or span[0] >= place.end for place in taken)


def occurrences(source, text):
    """``[(start, end)]`` of a text that never starts or ends inside a longer number or word.

    Never in a line on the lesson's times, which the course writes itself.
    """
    ours = effort.written_in(source)
    spans = [match.span() for match in _whole(text).finditer(source)]
    return [s for s in spans if all(s[1] <= start or s[0] >= end for start, end in ours)]


def _whole(text):
    before = r"(?<!\d)(?<!\d\.)" if text[:1].isdigit() else r"(?<!\w)" if text[:1].isalpha() else ""
    after = r"(?!\.?\d)" if text[-1:].isdigit() else r"(?!\w)" if text[-1:].isalpha() else ""
    if text.isdigit():
        before += r"(?<!\d,)"
        after += r"(?!,\d{3}(?!\d))"
    return re.compile(before + re.escape(text) + after)


class Kinds:
    """What each place of a text is inside of: ``"code"``, ``"math"``, ``"link"``, or nothing."""

    def __init__(self, source):
        spans = [(*match.span(), _kind(match)) for match in _SPANS.finditer(source)]
        self.starts = [start for start, _, _ in spans]
        self.spans = spans

    def at(self, position):
        """The kind of one place; an empty text in plain prose."""
        before = bisect(self.starts, position) - 1
        if before < 0 or position >= self.spans[before][1]:
            return ""
        return self.spans[before][2]


def _kind(match):
    return next(kind for kind in ("code", "math", "link") if match[kind])


def remember(source, starts, records):
    """Note in each record, whose text starts there, which one it is and what it is inside of."""
    kinds = Kinds(source)
    for start, record in zip(starts, records, strict=True):
        record.pop("nth", None)
        record.pop("inside", None)
        same = [span[0] for span in occurrences(source, record["text"])]
        if len(same) > 1 and start in same:
            record["nth"] = [same.index(start) + 1, len(same)]
        if kind := kinds.at(start):
            record["inside"] = kind
