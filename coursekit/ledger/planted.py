"""A lecturer's page with exactly one mistake of the catalogue in it, drawn for each learner."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

from coursekit.handcalc.derivation import Line
from coursekit.handcalc.expression import DECIMAL, Number, Symbol, evaluate, symbols
from coursekit.handcalc.formulas import number_text
from coursekit.handcalc.mistakes import CATALOGUE
from coursekit.handcalc.rendering import part_title
from coursekit.handcalc.rounding import round_decimal
from coursekit.handcalc.variants import Draws, variant
from coursekit.ledger.pages import Entry, Page

DECIMALS = 4
#: A mistake must change its figure by this much at least, and differ as much from every other one.
VISIBLE = 0.002
_PARTS = ("forward", "error", "backward", "update")


@dataclass(repr=False)
class PlantedPage(Page):
    """A page of one's own numbers with one mistake.

    Attributes
    ----------
    variant : Variant
        The network, its data, and the computation without a mistake.
    """

    variant: object = None

    def given(self):
        """The numbers that the computation starts from: ``{name: value}``."""
        derivation = self.variant.derivation
        return {derivation.notation.plain(key): value for key, value in derivation.given.items()}

    def formula(self, name):
        """How a figure is computed, in symbols: ``formula("w1'")``."""
        return self.variant.derivation[name].formula


@dataclass(frozen=True)
class _Slip:
    """A mistake on a line: a wrong formula, or a function of the values above it."""

    name: str
    line: Line
    formula: object


def planted(student, template="2-2-1"):
    """Draw a page of figures with four decimals on which one mistake was made.

    All figures below the mistake are computed from it without a further slip, as a person would go
    on. The same student always gets the same page.

    Parameters
    ----------
    student : str or int
    template : {"2-2-1", "neuron", "2-2-2", "3-3-3-3"}

    Returns
    -------
    PlantedPage

    Raises
    ------
    ValueError
        For an empty id or an unknown template.
    """
    own = variant(student, template)
    derivation = own.derivation
    lines = [line for line in derivation.lines if line.part[0] in _PARTS]
    right = _write(lines, derivation.given)
    choices = _choices(derivation, lines, right)
    draws = Draws("planted", template, own.student)
    names = sorted(choices)
    slips = choices[names[draws.below(len(names))]]
    slip = slips[draws.below(len(slips))]
    entries = _entries(derivation, lines, right, slip)
    title = f"Network {template}, numbers of {own.student}: one of these figures is a slip"
    return PlantedPage(title, entries, variant=own)


def _write(lines, given, slip=None):
    """Values of all lines for a person who writes four decimals and may make one slip."""
    with localcontext(prec=40):
        values = {key: Decimal(repr(value)) for key, value in given.items()}
        for line in lines:
            formula = slip.formula if slip and line.key == slip.line.key else line.formula
            value = _value(formula, values)
            values[line.key] = (
                value if isinstance(formula, Symbol) else round_decimal(value, DECIMALS)
            )
        return values


def _value(formula, values):
    if callable(formula):
        return Decimal(repr(formula({key: float(value) for key, value in values.items()})))
    return evaluate(formula, values, DECIMAL)


def _choices(derivation, lines, right):
    """Slips by the name of the mistake: those that show and that no other mistake explains."""
    found, above = {}, set(derivation.given)
    for line in lines:
        results = _results(derivation, line, right, above)
        for name, formula, value in results:
            others = [other for own, _, other in results if own != name] + [right[line.key]]
            if all(abs(value - other) >= VISIBLE for other in others):
                found.setdefault(name, []).append(_Slip(name, line, formula))
        above.add(line.key)
    return found


def _results(derivation, line, right, above):
    """``(name, formula, value)`` of every mistake that can be made on a line with what is known."""
    results = []
    for mistake in CATALOGUE.values():
        for formula in mistake.rewrite(line, derivation):
            if callable(formula) or set(symbols(formula)) <= above:
                value = _value(formula, right)
                results.append((mistake.name, formula, round_decimal(value, DECIMALS)))
    return results


def _entries(derivation, lines, right, slip):
    page, entries = _write(lines, derivation.given, slip), []
    for line in lines:
        constant = isinstance(line.formula, Number) and line.key != slip.line.key
        printed = number_text(float(page[line.key]) if constant else page[line.key])
        same = page[line.key] == right[line.key]
        wrong = line.key == slip.line.key
        entries.append(
            Entry(
                derivation.notation.plain(line.key),
                printed,
                "wrong" if wrong else "right" if same else "carried",
                slip.name if wrong else "",
                part=part_title(line.part, derivation.notation.layers),
            )
        )
    return entries
