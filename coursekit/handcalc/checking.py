"""Answers judged: right, right given an earlier figure, or a mistake with a name."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from coursekit._checks import NOT_ATTEMPTED, refuse_dots
from coursekit.handcalc.expression import evaluate, symbols
from coursekit.handcalc.mistakes import CATALOGUE, Mistake
from coursekit.handcalc.precision import Computed, is_untouched, read_answer

ENOUGH_DIGITS = 3


@dataclass(frozen=True)
class Judgement:
    """What is to be said about one answer.

    Attributes
    ----------
    name : str
        The quantity asked for.
    answer : str
        The answer as it was written.
    verdict : {"right", "fewer digits", "carried", "mistake", "wrong", "not attempted"}
        ``carried``: right given an earlier wrong answer.  ``mistake``: exactly what a known mistake
        gives.
    expected : str
        The right value, with as many digits as the answer; empty when there is none.
    mistakes : tuple of Mistake
        The known mistakes that give this number; empty unless the verdict is ``mistake``.
    message : str
        A sentence or two for the learner.
    """

    name: str
    answer: str
    verdict: str
    expected: str
    mistakes: tuple[Mistake, ...]
    message: str

    @property
    def good(self):
        """Whether the answer earns the point: right, or right given an earlier figure."""
        return self.verdict in ("right", "fewer digits", "carried")

    def __str__(self):
        return f"{self.name} = {self.answer}: {self.message}"


def check(derivation, answers):
    """Judge a person's answers.

    Parameters
    ----------
    derivation : Derivation
    answers : dict
        ``{"dE/dw5": 0.0821}``; a string keeps the digits that were written, as ``"0.0820"``; a
        float, also of NumPy, may differ by the rounding of its type.  Dots, ``None`` and an empty
        string stand for an answer that was not attempted.

    Returns
    -------
    list of Judgement
        In the order of the computation.

    Raises
    ------
    ValueError
        For a name that is not computed here, or an answer that is not a finite number.
    NotImplementedError
        For dots in place of all answers.
    """
    refuse_dots(answers)
    written = _written(derivation, answers)
    judged, own = [], {}
    for line in derivation.lines:
        if line.key in written:
            name, answer = written[line.key]
            if answer is None:
                judged.append(_not_attempted(name))
                continue
            judged.append(_judge(derivation, line, name, answer, own))
            own[line.key] = float(answer)
    return judged


def _written(derivation, answers):
    """The answers by key: ``(name, Decimal)``, or ``(name, None)`` for one not attempted."""
    if not isinstance(answers, Mapping):
        raise ValueError(f'Answers come as {{"dE/dw5": 0.0821}}, got {type(answers).__name__}.')
    written = {}
    for name, answer in answers.items():
        key = derivation.key(name)
        if key in written:
            raise ValueError(f"{name} and {written[key][0]} are the same quantity: answer it once.")
        if key in derivation.given:
            raise ValueError(f"{name} is given, not computed: leave it out of the answers.")
        line = derivation.lines[derivation.position(key)]
        untouched = is_untouched(answer)
        read = None if untouched else read_answer(name, answer, line.formula, derivation.floats)
        written[key] = (name, read)
    return written


def _not_attempted(name):
    message = "Not attempted yet: write your answer."
    return Judgement(name, "…", NOT_ATTEMPTED, "", (), message)


def _judge(derivation, line, name, answer, own):
    right = derivation.values[line.key]
    digits = _decimals(answer)
    expected = f"{right:.{digits}f}"
    if agrees(right, answer):
        if has_few_digits(right, answer) and not _is_near(right, answer):
            return Judgement(name, str(answer), "fewer digits", expected, (), _few_digits(right))
        return Judgement(name, str(answer), "right", expected, (), "Right.")
    if own and agrees(follow(derivation, line, own), answer):
        message = "Right, given your earlier figure; the slip lies before this line."
        return Judgement(name, str(answer), "carried", expected, (), message)
    if found := tuple(diagnose(derivation, line, answer, own)):
        return Judgement(name, str(answer), "mistake", expected, found, _explain(found))
    message = (
        f"This is not what the line gives; compute it again from {_sources(derivation, line)}."
    )
    return Judgement(name, str(answer), "wrong", expected, (), message)


def has_few_digits(right, answer):
    """Whether an answer has fewer than three significant digits, and fewer than the value has."""
    known = _significant(Decimal(repr(float(right))))
    return _significant(answer) < min(ENOUGH_DIGITS, known)


def _few_digits(right):
    return f"Right as far as it goes; more digits: {right:.{_places(right)}f}."


def _places(value):
    """Decimals that show four significant digits."""
    return 4 if value == 0 else max(0, 3 - math.floor(math.log10(abs(value))))


def _explain(found):
    first = found[0]
    return f"{first.title} {first.explanation}"


def _sources(derivation, line):
    return (
        ", ".join(derivation.notation.plain(key) for key in symbols(line.formula)) or "the formula"
    )


def _is_near(value, answer):
    return isinstance(answer, Computed) and answer.is_near(value)


def agrees(value, answer):
    """Whether an answer is the value, rounded or cut to the digits that were written.

    A computed answer may also differ by the rounding of its type.
    """
    if _is_near(value, answer):
        return True
    unit = 10.0 ** -_decimals(answer)
    distance = abs(float(answer) - float(value))
    # Half a unit for rounding, a whole one for cutting; 1e-9 covers the last bit of the float.
    cut = abs(float(answer)) <= abs(float(value)) and distance < unit * (1 - 1e-9)
    if float(answer) == 0 and float(value) != 0:
        # A zero must be written out to some decimals to stand for a small number.
        return _decimals(answer) >= ENOUGH_DIGITS and distance < unit / 2
    return distance <= unit / 2 * (1 + 1e-9) or cut


def _decimals(answer):
    return max(0, -answer.as_tuple().exponent)


def _significant(answer):
    return len(str(abs(answer)).replace(".", "").lstrip("0").split("E")[0]) or 1


def follow(derivation, line, own):
    """Value of a line when the lines in ``own`` have the given values and all others follow."""
    return recompute(derivation, line, own, {})


def recompute(derivation, line, own, rewritten):
    """Value of a line after replacing values (``own``) and formulas (``rewritten``) up to it.

    Only what follows from a replacement is computed again.
    """
    values, changed = dict(derivation.floats), set()
    for earlier in derivation.ancestors(line):
        key = earlier.key
        if key in own and earlier is not line:
            values[key] = own[key]
        elif key in rewritten:
            formula = rewritten[key]
            values[key] = formula(values) if callable(formula) else evaluate(formula, values)
        elif not changed.isdisjoint(derivation.uses[key]):
            values[key] = evaluate(earlier.formula, values)
        else:
            continue
        changed.add(key)
    return values[line.key]


def diagnose(derivation, line, answer, own=None):
    """Yield the mistakes that give exactly this answer, those made on the line itself first.

    A mistake is tried on the line, on each single line before it, and on all of them at once, as
    somebody who has misunderstood something makes it everywhere.
    """
    own = own or {}
    before = derivation.ancestors(line)[::-1]
    seen = set()
    for candidates in (before[:1], before[1:]):
        for entry in CATALOGUE.values():
            if entry.name not in seen and _explains(
                derivation, line, answer, own, entry, candidates
            ):
                seen.add(entry.name)
                yield entry


def _explains(derivation, line, answer, own, entry, candidates):
    everywhere = {}
    for candidate in candidates:
        formulas = entry.rewrite(candidate, derivation)
        for formula in formulas:
            if _gives(derivation, line, answer, own, {candidate.key: formula}):
                return True
        if formulas:
            everywhere[candidate.key] = formulas[0]
    return len(everywhere) > 1 and _gives(derivation, line, answer, own, everywhere)


def _gives(derivation, line, answer, own, rewritten):
    try:
        value = recompute(derivation, line, own, rewritten)
    except (ValueError, OverflowError, ZeroDivisionError):
        return False
    return agrees(value, answer)
