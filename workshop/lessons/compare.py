"""Two runs of a cell, compared: words to the letter, numbers as numbers.

A printed number may differ by one unit in its last digit, for another processor rounds a last bit
another way; a whole number is a count and may not. The data of a picture agree to 1e-9 of their
size. Where a result is trained, the cell's metadata hold a wider tolerance and the spread that was
measured for it::

    "coursekit": {"tolerance": [
        {"after": "AUC", "absolute": 0.01, "spread": 0.004},   # numbers behind "AUC" in their line
        {"after": "times", "band": [5, null]},                 # a claim: five or more
        {"absolute": 0.02, "spread": 0.008},                   # every other number with decimals
        {"picture": 0.1, "spread": 0.03}]}                     # of the size of each drawn array
"""

import base64
import math
import re
from dataclasses import dataclass

import numpy as np

PICTURE = 1e-9  # of the largest value of each drawn array

_NUMBER = re.compile(
    r"(?<![\w.#])(?:(?<![\w)\]])[-+−])?(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+\.?\d*|\.\d+)"
    r"(?:[eE][-+]?\d+)?"
)
_LINE = re.compile(r"\n|<tr\b")


@dataclass(frozen=True)
class Number:
    """A number in a text: where it stands, its value, and one unit of its last digit."""

    start: int
    end: int
    value: float
    unit: float  # 0 for a whole number


def numbers_in(text):
    """Return the numbers of a text in order; digits inside words and names are letters."""
    return [_number(match) for match in _NUMBER.finditer(text)]


def _number(match):
    digits = match.group().replace(",", "").replace("−", "-")
    mantissa, _, exponent = digits.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    power = int(exponent or 0) - decimals
    unit = 10.0**power if decimals or exponent else 0.0
    return Number(match.start(), match.end(), float(digits), unit)


def skeleton(text, numbers):
    """Return the text with a hole where each number stands."""
    parts, position = [], 0
    for number in numbers:
        parts += [text[position : number.start], "#"]
        position = number.end
    return "".join(parts) + text[position:]


def text_differences(stored, new, rules=()):
    """Return one sentence for everything in which two texts differ beyond the tolerances."""
    if stored == new:
        return []
    ours, theirs = numbers_in(stored), numbers_in(new)
    left, right = skeleton(stored, ours), skeleton(new, theirs)
    if left != right and _spaceless(left) != _spaceless(right):
        return [f"the words differ: stored {_extract(left, right)}"]
    return [
        sentence
        for a, b in zip(ours, theirs, strict=True)
        if (sentence := _difference(stored, a, b, rules))
    ]


def _spaceless(text):
    """Columns of a table shift where a number becomes longer; a minus before it is its own."""
    return re.sub(r"[ \t]+|(?<=-)-+", "", text)


def _extract(left, right, width=60):
    """Show where two texts part."""
    shorter = min(len(left), len(right))
    same = next((i for i in range(shorter) if left[i] != right[i]), shorter)
    start = max(0, same - 20)
    return f"{left[start : start + width]!r}, now {right[start : start + width]!r}"


def _difference(text, stored, new, rules):
    rule = rule_for(text, stored, rules)
    if rule and "band" in rule:
        low, high = (math.inf * s if e is None else e for e, s in zip(rule["band"], (-1, 1)))
        if low <= new.value <= high:
            return None
        return f"{new.value:g} lies outside {_band(rule['band'])}{_where(text, stored)}"
    allowed = _allowance(stored, new, rule)
    if abs(stored.value - new.value) <= allowed * (1 + 1e-6) + 1e-15 * abs(stored.value):
        return None
    return (
        f"stored {text[stored.start : stored.end]}, now {new.value:.12g}: more than "
        f"{allowed:g} apart{_where(text, stored)}"
    )


def _band(edges):
    low, high = edges
    return f"{low} to {high}" if None not in edges else f"≥ {low}" if high is None else f"≤ {high}"


def _where(text, number):
    line = text[_line_start(text, number.start) : number.start].strip()
    return f" (behind {line[-40:]!r})" if line else ""


def _line_start(text, position):
    return max([match.start() for match in _LINE.finditer(text, 0, position)], default=0)


def rule_for(text, number, rules):
    """Return the first tolerance that speaks of a number; a whole number has to be named."""
    before = text[_line_start(text, number.start) : number.start]
    for rule in rules:
        if "picture" in rule:
            continue
        if rule["after"] in before if "after" in rule else number.unit:
            return rule
    return None


def _allowance(stored, new, rule):
    """Return how far another run may be from a stored number."""
    if rule is None:
        return shown_unit([stored, new])
    if "relative" in rule:
        return rule["relative"] * abs(stored.value)
    return rule["absolute"]


def shown_unit(versions):
    """Return one unit of the last digit in which versions of a number are shown.

    Where they have different lengths, all their digits are shown: what counts is the longest, but
    no more than nine digits.
    """
    units = [number.unit for number in versions if number.unit]
    if not units or min(units) == max(units):
        return max(units, default=0.0)
    return max(min(units), 1e-9 * abs(versions[0].value))


def picture_differences(stored, new, rules=()):
    """Return one sentence when the drawn data of two pictures differ beyond the tolerance."""
    if (stored is None) != (new is None):
        return ["the data of a picture are missing: run `make notebooks`"]
    if stored is None:
        return []
    allowed = next((rule["picture"] for rule in rules if "picture" in rule), PICTURE)
    if allowed >= 1:  # other runs drew other sizes: a training stops early, errors are counted
        return []
    if len(stored) != len(new):
        return [f"the picture draws {len(new)} arrays, stored are {len(stored)}"]
    for place, (a, b) in enumerate(zip(map(unpack, stored), map(unpack, new))):
        apart = distance(a, b)
        if not apart <= allowed:
            return [f"array {place} of the picture differs by {apart:.2g} of its size"]
    return []


def distance(a, b):
    """Return the greatest difference of two arrays, as a share of the largest number in the first.

    Infinite when they are of different sizes or have gaps at different places.
    """
    gaps, other_gaps = ~np.isfinite(a) if a.shape == b.shape else None, ~np.isfinite(b)
    if gaps is None or (gaps != other_gaps).any():
        return math.inf
    a, b = a[~gaps], b[~gaps]
    size = np.abs(a).max(initial=0)
    return float(np.abs(a - b).max(initial=0) / size) if size else float(np.abs(b).max(initial=0))


def unpack(text):
    """Return the numbers that ``plots.show`` packed into the metadata of a picture."""
    return np.frombuffer(base64.b64decode(text), "<f8")


def rules_of(cell):
    """Return the tolerances of a cell, the most particular first."""
    rules = cell.metadata.get("coursekit", {}).get("tolerance", [])
    return sorted(rules, key=lambda rule: -len(rule.get("after", "")))


def data_of(output):
    """Return the packed data of a picture, or None."""
    return output.get("metadata", {}).get("coursekit", {}).get("data")


def output_differences(stored, new, rules=(), clean=str):
    """Compare the outputs of a cell; return a sentence for each difference.

    ``clean`` takes from a text what may differ freely, such as times and addresses.
    """
    stored, new = joined(stored), joined(new)
    kinds, new_kinds = list(map(_kind, stored)), list(map(_kind, new))
    if kinds != new_kinds:
        return [f"the outputs are of other kinds: stored {kinds}, now {new_kinds}"]
    sentences = []
    for ours, theirs in zip(stored, new):
        for kind, text in _texts(ours).items():
            sentences += text_differences(clean(text), clean(_texts(theirs)[kind]), rules)
        sentences += picture_differences(data_of(ours), data_of(theirs), rules)
    return sentences


def joined(outputs):
    """Streams of one name as one output each, ahead of the rest: their pieces come as they may.

    The curtain before the answer to a prediction is stored, and no run shows it.
    """
    streams, others = {}, []
    for output in outputs:
        if is_curtain(output):
            continue
        if output["output_type"] == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + output["text"]
        else:
            others.append(output)
    return [
        {"output_type": "stream", "name": name, "text": text}
        for name, text in sorted(streams.items())
    ] + others


def is_curtain(output):
    """Whether an output is the line that stands before a folded answer; see `predict`."""
    return output.get("metadata", {}).get("coursekit", {}).get("curtain", False)


def _texts(output):
    """The parts of an output that are words, by their kind."""
    if output["output_type"] == "stream":
        return {output["name"]: output["text"]}
    if output["output_type"] == "error":
        return {"error": f"{output['ename']}: {output['evalue']}"}
    return {
        kind: text if isinstance(text, str) else repr(text)
        for kind, text in output["data"].items()
        if not kind.startswith("image/") and "widget-view" not in kind
    }


def _kind(output):
    pictures = sorted(kind for kind in output.get("data", ()) if kind.startswith("image/"))
    return sorted(_texts(output)) + pictures
