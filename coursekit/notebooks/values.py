"""Turns a value into the text that the prose shows; runs inside the lesson's own kernel."""

import re

_NUMBER = r"([-+−]?\d+(?:,\d{3})*(?:\.\d+)?|[-+−]?\.\d+)\s*(\\?%)?"
_BAND = re.compile(rf"{_NUMBER}\s*(?:–|—|-|to|and|\\ldots|…)\s*{_NUMBER}")
_BOUND = re.compile(rf"(≥|>=|>|≤|<=|<|\\ge|\\le|at least|at most|above|below)\s*{_NUMBER}")
_LOWER = {"≥", ">=", ">", "\\ge", "at least", "above"}
_SLACK = 1e-12


def show(value, spec, text=""):
    """Format `value` as the prose shows it.

    `spec` is a Python format (``.3f``, ``,``, ``.1%``), empty for ``str(value)``, or ``band``:
    then every number in `value` must lie inside the band that `text` states, and `text` itself is
    the answer.
    """
    if spec == "band":
        _check_band(value, text)
        return text
    value = _plain(value)
    shown = format(value, spec)
    # A rounded minus zero reads like a mistake.
    return shown[1:] if re.fullmatch(r"-0(\.0*)?%?", shown) else shown


def parse_band(text):
    """Read ``0.84–0.87``, ``84–87 %``, ``at least 0.84`` or ``≤ 0.1`` as (low, high)."""
    found = _BAND.fullmatch(text.strip())
    if found:
        percent = bool(found[2] or found[4])
        low, high = _read(found[1], percent), _read(found[3], percent)
        if low > high:
            raise ValueError(f"the band {text!r} runs from high to low")
        return low, high
    found = _BOUND.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a band: write it like 0.84–0.87 or ≥ 0.84")
    edge = _read(found[2], bool(found[3]))
    return (edge, float("inf")) if found[1] in _LOWER else (float("-inf"), edge)


def _read(digits, percent):
    number = float(digits.replace(",", "").replace("−", "-"))
    return number / 100 if percent else number


def _plain(value):
    """Arrays of one number count as that number; everything else stays itself."""
    return value.item() if getattr(value, "size", None) == 1 and hasattr(value, "item") else value


def _check_band(value, text):
    low, high = parse_band(text)
    numbers = list(_flatten(value))
    if not numbers:
        raise ValueError(f"there is no number to hold inside {text}")
    smallest, largest = min(numbers), max(numbers)
    if not (low - _SLACK <= smallest and largest <= high + _SLACK) or any(
        number != number for number in numbers
    ):
        found = f"{smallest:.6g}" if smallest == largest else f"{smallest:.6g} to {largest:.6g}"
        raise ValueError(f"the value is {found}, outside the band {text}")


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
