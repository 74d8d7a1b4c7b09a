"""What to say of a printed figure: exact, rounded, carried or wrong, decided by arithmetic."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from coursekit.handcalc.checking import agrees, diagnose, recompute
from coursekit.handcalc.expression import symbols
from coursekit.handcalc.formulas import number_text
from coursekit.handcalc.mistakes import CATALOGUE


@dataclass(frozen=True)
class Figure:
    """One printed figure.

    Attributes
    ----------
    quantity : str
        A name of the derivation as the lecture uses it, or words for a figure on the way.
    printed : str
        As it stands in the lecture.
    compute : callable, optional
        ``compute(v)`` gives the figure from ``v(name)``; left out for a line of the derivation.
    cause : str
        Why a wrong figure is wrong, or the name of the mistake in the catalogue that gives it.
    used : bool
        Whether the lecture goes on with this figure; ``True`` by default.
    everywhere : bool
        Whether it goes on with it in every layout, though it is right in one only.
    without : tuple of str
        Earlier figures that the lecture does not use here.
    after : tuple, optional
        ``(quantity, f)``: the lecture computes this figure as ``f`` of an earlier printed one.
    decimals : int, optional
        Decimals kept on the way to this figure, where the lecture keeps more than elsewhere.
    """

    quantity: str
    printed: str
    compute: Callable | None = None
    cause: str = ""
    used: bool = True
    everywhere: bool = False
    without: tuple = ()
    after: tuple = ()
    decimals: int | None = None


@dataclass
class Reading:
    """One way to read an example: its derivation, and the lecture's names that differ from ours."""

    name: str
    derivation: object
    renamed: dict = field(default_factory=dict)

    def own_name(self, quantity):
        """Our name for a quantity of the lecture."""
        return re.sub(r"w\d+", lambda match: self.renamed.get(match[0], match[0]), quantity)


@dataclass
class Example:
    """A worked example: its readings, how it rounds, and its figures in the order of print.

    Attributes
    ----------
    lecture, name : str
    readings : list of Reading
        The reading that the stated inputs give comes first.
    decimals : int
        Decimals that the lecture keeps.
    figures : list of Figure
    """

    lecture: str
    name: str
    readings: list
    decimals: int
    figures: list


@dataclass(frozen=True)
class Row:
    """A row of the ledger."""

    lecture: str
    example: str
    quantity: str
    printed: str
    computed: float
    verdict: str
    cause: str


class _Trace:
    """One reading while its figures are judged in the order of print."""

    def __init__(self, reading, decimals):
        self.reading = reading
        self.derivation = reading.derivation
        self.rounded = [reading.derivation.rounded(d) for d in (decimals, decimals + 1)]
        self.own = {}
        self.faulty = set()
        self.printed = {}

    def line(self, quantity):
        key = self.derivation.key(self.reading.own_name(quantity))
        return self.derivation.lines[self.derivation.position(key)]

    def exact(self, figure):
        return self._in(figure, self.derivation.values)

    def _in(self, figure, values):
        if figure.compute is None:
            return float(values[self.line(figure.quantity).key])

        def look(name):
            return float(values[self.derivation.key(self.reading.own_name(name))])

        return figure.compute(look)

    def rounded_values(self, figure):
        derivations = self.rounded
        if figure.decimals is not None:
            derivations = [self.derivation.rounded(figure.decimals, "half-up")]
        return [self._in(figure, derivation.values) for derivation in derivations]

    def followed(self, figure):
        """The figure as it follows from figures printed before, and the faulty ones among them."""
        ignored = {self.derivation.key(name) for name in figure.without}
        own = {key: value for key, value in self.own.items() if key not in ignored}
        used = set()

        def look(name):
            key = self.derivation.key(self.reading.own_name(name))
            if key in own or key in self.derivation.given:
                used.add(key)
                return own.get(key, self.derivation.given.get(key))
            return self._follow(self.derivation.lines[self.derivation.position(key)], own, used)

        if figure.compute is not None:
            return figure.compute(look), used & self.faulty
        return self._follow(self.line(figure.quantity), own, used), used & self.faulty

    def _follow(self, line, own, used):
        used.update(self._nearest(line, own))
        return recompute(self.derivation, line, own, {})

    def _nearest(self, line, own):
        """Printed figures that a line rests on directly or through lines that were not printed."""
        found, waiting = set(), list(symbols(line.formula))
        while waiting:
            key = waiting.pop()
            if key in own:
                found.add(key)
            elif key not in self.derivation.given:
                waiting += symbols(self.derivation.lines[self.derivation.position(key)].formula)
        return found

    def remember(self, figure, printed, good):
        self.printed[figure.quantity] = float(printed)
        if figure.compute is None and figure.used:
            key = self.line(figure.quantity).key
            self.own[key] = float(printed)
            if not good:
                self.faulty.add(key)


def judge(example):
    """Rows for all figures of an example.

    A figure is ``exact`` if it agrees with the true value to its printed digits, ``rounded`` if it
    agrees when it is cut off, or when every line is rounded as the lecture rounds (or follows from
    figures so rounded), ``carried`` if it follows from an earlier wrong figure, else ``wrong``.
    """
    traces = [_Trace(reading, example.decimals) for reading in example.readings]
    return [_row(example, traces, figure) for figure in example.figures]


def _row(example, traces, figure):
    printed = Decimal(figure.printed)
    judged = [(*_verdict(trace, figure, printed), trace) for trace in traces]
    order = {"exact": 0, "rounded": 1, "carried": 2, "wrong": 3}
    verdict, cause, computed, best = min(judged, key=lambda entry: order[entry[0]])
    for own_verdict, _, _, trace in judged:
        # A figure of the other layout says nothing about what follows in this one.
        if own_verdict == verdict or figure.everywhere:
            trace.remember(figure, printed, own_verdict in ("exact", "rounded"))
    if verdict == "wrong":
        cause = _cause(best, figure, printed)
    quantity = figure.quantity
    if len(traces) > 1:
        quantity += f" ({best.reading.name})"
    return Row(example.lecture, example.name, quantity, figure.printed, computed, verdict, cause)


def _verdict(trace, figure, printed):
    value = trace.exact(figure)
    if _rounds_to(value, printed):
        return "exact", "", value
    if agrees(value, printed):  # cut off instead of rounded
        return "rounded", "", value
    if figure.after:
        source, compute = figure.after
        if agrees(compute(trace.printed[source]), printed):
            return "carried", f"follows from {source} as printed", value
    followed, faulty = trace.followed(figure)
    # Asked first: a faulty figure just above explains more than rounding from the start.
    if faulty and agrees(followed, printed):
        names = ", ".join(sorted(trace.derivation.notation.plain(key) for key in faulty))
        return "carried", f"follows from {names} as printed", value
    if any(agrees(rounded, printed) for rounded in [*trace.rounded_values(figure), followed]):
        return "rounded", "", value
    return "wrong", "", value


def _rounds_to(value, printed):
    half_unit = 0.5 * 10.0 ** printed.as_tuple().exponent
    return abs(float(printed) - value) <= half_unit * (1 + 1e-9)


def _cause(trace, figure, printed):
    """The catalogue's name and sentence where a mistake gives the figure, else the stated cause."""
    if figure.cause:
        name = figure.cause
        return f"{name}: {CATALOGUE[name].title}" if figure.cause in CATALOGUE else figure.cause
    if figure.compute is None:
        for mistake in diagnose(trace.derivation, trace.line(figure.quantity), printed, trace.own):
            return f"{mistake.name}: {mistake.title}"
    followed, _ = trace.followed(figure)
    return f"no known mistake gives it; the figures printed before it give {number_text(followed)}"
