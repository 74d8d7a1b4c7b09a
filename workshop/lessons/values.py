"""Turns a value into the text that the prose shows; runs inside the lesson's own kernel."""

import re

_CLAIM = re.compile(
    r"(≥|>=|>|≤|<=|<|\\ge|\\le|at least|at most|above|below|more than|less than)"
    r"\s*([-+−]?\d+(?:,\d{3})*(?:\.\d+)?|[-+−]?\.\d+)\s*(\\?%)?"
)
_LOWER = {"≥", ">=", ">", "\\ge", "at least", "above", "more than"}
_SLACK = 1e-12


def show(value, spec):
    """Return what the prose is made from.

    `spec` is a Python format (``.3f``, ``,``, ``.1%``), empty for ``str(value)``: the answer is the
    text. For ``range:.3f`` and a claim the answer is the least and greatest number in `value`, each
    as ``repr`` writes it.
    """
    if spec == "claim" or spec.startswith("range:"):
        numbers = list(_flatten(value))
        if not numbers:
            raise ValueError("there is no number here")
        unknown = [number for number in numbers if number != number]
        return repr(min(unknown or numbers)), repr(max(unknown or numbers))
    value = _plain(value)
    shown = format(value, spec)
    # A rounded minus zero reads like a mistake.
    return shown[1:] if re.fullmatch(r"-0(\.0*)?%?", shown) else shown


def range_text(least, greatest, spec):
    """Write a range: ``0.84–0.87``, ``-0.5 to -0.4``, or one number where both look alike."""
    low, high = show(least, spec), show(greatest, spec)
    if low == high:
        return low
    return f"{low} to {high}" if low.startswith("-") else f"{low}–{high}"


def parse_claim(text):
    """Read ``at least 0.84`` or ``≤ 0.1 %`` as (low, high), one of them infinite."""
    found = _CLAIM.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a claim: write it like ≥ 0.84 or at most 0.1")
    edge = float(found[2].replace(",", "").replace("−", "-")) / (100 if found[3] else 1)
    return (edge, float("inf")) if found[1] in _LOWER else (float("-inf"), edge)


def complaint_about(numbers, low, high, text):
    """Say which of the least and greatest number lies outside ``low`` to ``high``; None if none."""
    least, greatest = numbers
    if low - _SLACK <= least and greatest <= high + _SLACK:
        return None
    found = f"{least:.6g}" if least == greatest else f"{least:.6g} to {greatest:.6g}"
    return f"the value is {found}, outside {text}"


def _plain(value):
    """Arrays of one number count as that number; everything else stays itself."""
    return value.item() if getattr(value, "size", None) == 1 and hasattr(value, "item") else value


def _flatten(value):
    if isinstance(value, dict):
        value = list(value.values())
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple, set)):
        for item in value:
            yield from _flatten(item)
    else:
        yield float(value)
