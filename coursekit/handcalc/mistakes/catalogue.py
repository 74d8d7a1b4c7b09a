"""The catalogue: each mistake is a named rewriting of the lines of a computation."""

from collections.abc import Callable
from dataclasses import dataclass

CATALOGUE = {}


@dataclass(frozen=True)
class Mistake:
    """A slip that people really make, as a change to the computation.

    Attributes
    ----------
    name : str
        Short name, for tests and tables: ``"one_path"``.
    title : str
        What was done, as a sentence to a learner.
    explanation : str
        Why it is wrong and what is right.
    seen : str
        Where it was met: a lecture, or students' work.
    rewrite : callable
        ``rewrite(line, derivation)`` returns the wrong formulas that this mistake makes of a line,
        a list of expressions or of functions of the values; an empty list where it does not apply.
    """

    name: str
    title: str
    explanation: str
    seen: str
    rewrite: Callable


def mistake(title, explanation, seen):
    """Enter the decorated rewriting into the catalogue under its own name."""

    def enter(rewrite):
        name = rewrite.__name__
        CATALOGUE[name] = Mistake(name, title, explanation, seen, rewrite)
        return rewrite

    return enter


def is_link(line, top, bottom):
    """Whether a line is a local derivative ∂top/∂bottom, told by the kinds of both quantities."""
    key = line.key
    return key[0] == "d" and key[1][0] in top and key[2][0] in bottom


def is_error_slope(line):
    """Whether a line is the derivative of the error with respect to an output."""
    from coursekit.handcalc.expression import symbols

    # Only an output meets its target here; a hidden unit with one path has no y in its formula.
    return is_link(line, "E", "a") and any(key[0] in "yt" for key in symbols(line.formula))


def is_sum_of_paths(line):
    """Whether a line adds the contributions of several paths."""
    return bool(path_keys(line))


def path_keys(line):
    """Keys of the paths that a line adds, an empty list for every other line."""
    from coursekit.handcalc.expression import Sum, Symbol

    if not isinstance(line.formula, Sum):
        return []
    keys = [term.key for term in line.formula.terms if isinstance(term, Symbol)]
    return [key for key in keys if key[0] == "path"]
