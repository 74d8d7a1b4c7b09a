"""Landscapes of a loss over two weights on which Python and the page walk alike."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from coursekit.studies import surfaces

HIGHEST_POWER = 8
_FACTOR = r"(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|w[12](?:\^\d)?)"
_TERM = rf"{_FACTOR}(?:[*/]{_FACTOR})*"
_SUM = re.compile(rf"[+-]?{_TERM}(?:[+-]{_TERM})*")


@dataclass(frozen=True)
class Landscape:
    """What every landscape has.

    Attributes
    ----------
    start : (float, float)
        Where the lessons begin.
    minima : tuple of places
        The lowest points of all valleys, the lowest one first.
    region : ((low, high), (low, high))
        The window, for w1 and for w2.
    """

    start: tuple
    minima: tuple
    region: tuple

    def loss(self, w1, w2):
        """E at one place."""
        return self.look_up(w1, w2)[0]

    @cached_property
    def lowest(self):
        """The loss at the first of the minima: heights are measured from here."""
        return self.loss(*self.minima[0])


@dataclass(frozen=True)
class Polynomial(Landscape):
    """E(w) = Σ c · w1^i · w2^j, its ``terms`` being (c, i, j)."""

    terms: tuple

    def look_up(self, w1, w2):
        """E, ∂E/∂w1 and ∂E/∂w2 at one place."""
        a, b = powers(w1), powers(w2)
        E = g1 = g2 = 0.0
        for c, i, j in self.terms:
            E += c * a[i] * b[j]
            if i:
                g1 += c * i * a[i - 1] * b[j]
            if j:
                g2 += c * j * a[i] * b[j - 1]
        return E, g1, g2


@dataclass(frozen=True)
class Table(Landscape):
    """E between the entries of a table, by cubic convolution, which meets parabolas exactly.

    ``table`` has a row for each w2, the lowest first, and in it a number for each w1.  Beyond the
    window the loss goes on in a straight line.
    """

    table: tuple

    def look_up(self, w1, w2):
        """E, ∂E/∂w1 and ∂E/∂w2 at one place."""
        (low1, high1), (low2, high2) = self.region
        i, t, beyond1, width1 = cell(w1, low1, high1, len(self.table[0]))
        j, u, beyond2, width2 = cell(w2, low2, high2, len(self.table))
        first = max(j - 1, 0)
        rows = [cubic(four(row, i), t) for row in self.table[first : j + 3]]
        E, g2 = cubic(four([value for value, _ in rows], j - first), u)
        g1, _ = cubic(four([slope for _, slope in rows], j - first), u)
        g1, g2 = g1 / width1, g2 / width2
        return E + g1 * beyond1 + g2 * beyond2, g1, g2


def powers(w):
    """1, w, w², …: by multiplication, which every language rounds alike."""
    found = [1.0]
    for _ in range(HIGHEST_POWER):
        found.append(found[-1] * w)
    return found


def cell(w, low, high, entries):
    """Cell of a weight, its share of the cell, its distance beyond the edge, and a cell's width."""
    width = (high - low) / (entries - 1)
    inside = min(max(w, low), high)
    k = min(int((inside - low) / width), entries - 2)
    return k, (inside - low) / width - k, w - inside, width


def four(values, k):
    """The values k − 1 to k + 2; one that is missing continues the parabola of the next three."""
    n = len(values)
    before = values[k - 1] if k else 3 * values[0] - 3 * values[1] + values[2]
    after = values[k + 2] if k + 2 < n else 3 * values[n - 1] - 3 * values[n - 2] + values[n - 3]
    return before, values[k], values[k + 1], after


def cubic(p, t):
    """Value and slope of the cubic through p[1] and p[2], a share t of the way between them."""
    a = 0.5 * (3 * (p[1] - p[2]) + p[3] - p[0])
    b = p[0] - 2.5 * p[1] + 2 * p[2] - 0.5 * p[3]
    c = 0.5 * (p[2] - p[0])
    return ((a * t + b) * t + c) * t + p[1], (3 * a * t + 2 * b) * t + c


def parse(formula):
    """Terms (c, i, j) of a polynomial written as ``"w1^4/4 - w1^2 + 3*w1*w2"``.

    Raises
    ------
    ValueError
        When it is not a sum of such terms.
    """
    text = formula.lower().replace(" ", "").replace("−", "-").replace("·", "*").replace("**", "^")
    text = re.sub(r"(?<=[0-9.])w", "*w", text)
    if len(text) > 200 or not _SUM.fullmatch(text):
        raise ValueError(
            f"formula must be a sum of terms such as w1^4/4 - 3*w1*w2 + 2, without brackets and "
            f"with powers up to {HIGHEST_POWER}, got {formula!r}."
        )
    return tuple(_term(term) for term in re.findall(rf"[+-]?{_TERM}", text))


def _term(text):
    c, counts = -1.0 if text.startswith("-") else 1.0, {"w1": 0, "w2": 0}
    for sign, factor in re.findall(rf"([*/]?)({_FACTOR})", text):
        if factor[0] == "w":
            if sign == "/":
                raise ValueError(f"formula must not divide by a weight, as in {text!r}.")
            counts[factor[:2]] += int(factor[3:] or 1)
        elif sign == "/" and not float(factor):
            raise ValueError(f"formula must not divide by 0, as in {text!r}.")
        else:
            c = c / float(factor) if sign == "/" else c * float(factor)
    if max(counts.values()) > HIGHEST_POWER:
        raise ValueError(f"formula must keep its powers up to {HIGHEST_POWER}, not as in {text!r}.")
    return c, counts["w1"], counts["w2"]


@lru_cache(maxsize=8)
def own_landscape(formula, table, region):
    """The learner's landscape: a table where there is one, else the formula.

    ``region`` is flat: low and high of w1, low and high of w2.  The lowest place is searched for in
    the window.
    """
    sides = (region[:2], region[2:])
    start = tuple(low + (high - low) / 4 for low, high in sides)
    found = (
        Table(start, (start,), sides, table)
        if table
        else Polynomial(start, (start,), sides, parse(formula))
    )
    return type(found)(start, (lowest_place(found),), sides, table or found.terms)


def lowest_place(landscape, n=40):
    """The lowest of (n + 1)² places in the window, then ever smaller steps downhill from it."""
    (low1, high1), (low2, high2) = landscape.region
    d1, d2 = (high1 - low1) / n, (high2 - low2) / n
    at, best = None, None
    for j in range(n + 1):
        for i in range(n + 1):
            place = (low1 + i * d1, low2 + j * d2)
            E = landscape.loss(*place)
            if best is None or E < best:
                at, best = place, E
    for _ in range(60):
        moved = False
        for e1, e2 in ((d1, 0.0), (-d1, 0.0), (0.0, d2), (0.0, -d2)):
            place = (min(max(at[0] + e1, low1), high1), min(max(at[1] + e2, low2), high2))
            E = landscape.loss(*place)
            if E < best:
                at, best, moved = place, E, True
        if not moved:
            d1, d2 = d1 / 2, d2 / 2
    return at


def _named(surface, *terms):
    return Polynomial(surface.start, surface.minima, surface.region, terms)


_SUM_OF_SQUARES, _PRODUCT = (1.0 + 40.0) / 4, (1.0 - 40.0) / 2
#: The landscapes of lesson 10; lesson 09's two valleys with a second weight across; and the curved
#: ravine of Rosenbrock (1960), (1 − w1)² + 100 (w2 − w1²)².
LANDSCAPES = {
    "bowl": _named(surfaces.BOWL, (0.5, 2, 0), (1.0, 0, 2)),
    "ravine": _named(surfaces.RAVINE, (0.5, 2, 0), (20.0, 0, 2)),
    "tilted ravine": _named(
        surfaces.TILTED_RAVINE,
        (_SUM_OF_SQUARES, 2, 0),
        (_PRODUCT, 1, 1),
        (_SUM_OF_SQUARES, 0, 2),
    ),
    "saddle": _named(surfaces.SADDLE, (0.5, 2, 0), (-0.5, 0, 2), (0.25, 0, 4)),
    "two valleys": Polynomial(
        (2.0, 1.0),
        tuple((w, 0.0) for (w,) in surfaces.TWO_VALLEYS.minima),
        ((-2.4, 2.4), (-1.6, 1.6)),
        ((0.25, 4, 0), (-1.0, 2, 0), (0.3, 1, 0), (1.0, 0, 2)),
    ),
    "Rosenbrock": Polynomial(
        (-1.2, 1.0),
        ((1.0, 1.0),),
        ((-2.0, 2.0), (-1.0, 3.0)),
        ((1.0, 0, 0), (-2.0, 1, 0), (1.0, 2, 0), (100.0, 0, 2), (-200.0, 2, 1), (100.0, 4, 0)),
    ),
}
