"""``derive``: the whole computation of a small network, written line by line with its numbers."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from unicodedata import normalize

from coursekit._checks import closest, nearest, positive_integer
from coursekit.handcalc import rendering
from coursekit.handcalc.backward import backward_formulas
from coursekit.handcalc.errors import add_error
from coursekit.handcalc.expression import (
    Expression,
    Symbol,
    symbols,
    transform,
)
from coursekit.handcalc.formulas import number_latex, number_text, to_latex, to_text
from coursekit.handcalc.inputs import checked_batch, choose, list_of_names, weights_of_rows
from coursekit.handcalc.network import build_graph, output_function
from coursekit.handcalc.notation import Notation
from coursekit.handcalc.rounding import round_decimal
from coursekit.handcalc.updates import update_formulas
from coursekit.handcalc.values import compute

MOST_WEIGHTS = 60
_ERROR = ("E",)


@dataclass(frozen=True)
class Line:
    """What one line computes: a key, its formula, and the part of the computation it belongs to."""

    key: tuple
    formula: Expression
    part: tuple


@dataclass(frozen=True)
class Step:
    """One line as it is shown: ``symbol = formula = substituted = value``.

    Attributes
    ----------
    symbol, formula, substituted : str
        Plain text; ``substituted`` is an expression that Python can evaluate.
    value : float
    text : str
        The value as it is written, with the digits that the computation keeps.
    latex : str
        The whole line in LaTeX, without dollar signs.
    part : tuple
        ``("forward", layer)``, ``("error",)``, ``("backward", layer)``, ``("update",)`` or
        ``("again",)``.
    key : tuple
    """

    symbol: str
    formula: str
    substituted: str
    value: float
    text: str
    latex: str
    part: tuple
    key: tuple

    def __str__(self):
        pieces = [self.symbol]
        for piece in (self.formula, self.substituted, self.text):
            if piece != pieces[-1]:
                pieces.append(piece)
        return " = ".join(pieces)

    def _repr_latex_(self):
        return f"$\\displaystyle {self.latex}$"


@dataclass(repr=False)
class Derivation:
    """All lines of a hand computation and their values.

    ``derivation["dE/dw5"]`` is one :class:`Step`; iterating gives all of them in the order in which
    a person computes.

    Attributes
    ----------
    lines : list of Line
    given : dict
        Inputs, targets, weights and constants by key.
    notation : Notation
    decimals, how : optional
        Set when every line was rounded before the next was computed.
    digits : int
        Significant digits that are shown (all digits are kept); 6 by default.
    """

    lines: list
    given: dict
    notation: Notation
    decimals: int | None = None
    how: str = "half-even"
    digits: int = 6
    shown: list | None = field(default=None, repr=False)

    @cached_property
    def values(self):
        """Every number by key: float, or ``Decimal`` when computed with rounding."""
        return compute(self.lines, self.given, self.decimals, self.how, self.notation.plain)

    def __len__(self):
        return len(self._visible)

    def __iter__(self):
        return (self.step(line) for line in self._visible)

    @property
    def _visible(self):
        return self.lines if self.shown is None else self.shown

    def step(self, line):
        """The :class:`Step` that shows one line."""
        values, notation = self.values, self.notation
        value = values[line.key]

        def substitute(key):
            return number_text(values[key], self.digits)

        def substitute_latex(key):
            return number_latex(values[key], self.digits)

        formula = to_text(line.formula, notation.plain)
        substituted = to_text(line.formula, substitute)
        parts = [notation.latex(line.key), to_latex(line.formula, notation.latex)]
        parts += [to_latex(line.formula, substitute_latex), number_latex(value, self.digits)]
        kept = [
            part
            for position, part in enumerate(parts)
            if position == 0 or part != parts[position - 1]
        ]
        symbol = notation.plain(line.key)
        latex = " = ".join(kept)
        text = number_text(value, self.digits)
        return Step(symbol, formula, substituted, float(value), text, latex, line.part, line.key)

    def key(self, name):
        """The key that a name in either notation stands for.

        Raises
        ------
        ValueError
            With the nearest name, if nothing here is called so.
        """
        wanted = _simplified(name)
        if wanted not in self._names:
            raise ValueError(f"Unknown quantity {name!r}.{self._hint(wanted)}")
        return self._names[wanted]

    def _hint(self, wanted):
        close = closest(wanted[:50], self._names)
        if close:
            return f" Did you mean {self.notation.plain(self._names[close])!r}?"
        return ' Names are written as in the steps, for example "E" or "dE/dw1".'

    @cached_property
    def _names(self):
        names, own = {}, self.notation.style
        for style in ("numbered" if own == "matrix" else "matrix", own):  # the last one counts
            notation = self.notation.in_style(style)
            keys = [*self.given, *(line.key for line in self.lines)]
            names.update({_simplified(notation.plain(key)): key for key in keys})
        return names

    def position(self, key):
        """Place of a line in the order of computation, from 0."""
        return self._positions[key]

    @cached_property
    def _positions(self):
        return {line.key: position for position, line in enumerate(self.lines)}

    @cached_property
    def uses(self):
        """Keys of the quantities in the formula of each line, by the line's key."""
        return {line.key: tuple(symbols(line.formula)) for line in self.lines}

    @cached_property
    def _ancestors(self):
        return {}

    def ancestors(self, line):
        """The lines a line depends on and the line itself, in the order of computation."""
        if line.key not in self._ancestors:
            wanted, found = {line.key}, []
            for earlier in reversed(self.lines[: self.position(line.key) + 1]):
                if earlier.key in wanted:
                    found.append(earlier)
                    wanted.update(self.uses[earlier.key])
            self._ancestors[line.key] = found[::-1]
        return self._ancestors[line.key]

    @cached_property
    def floats(self):
        """Every number by key as a float, also of a rounded computation."""
        return {key: float(value) for key, value in self.values.items()}

    def check(self, answers):
        """Judge answers such as ``{"dE/dw5": "0.0821"}``; see :func:`coursekit.handcalc.check`."""
        from coursekit.handcalc.checking import check

        return check(self, answers)

    def __getitem__(self, name):
        key = self.key(name)
        if key not in self._positions:
            raise KeyError(
                f"{name} is given, not computed: its value is {number_text(self.values[key])}."
            )
        return self.step(self.lines[self._positions[key]])

    def step_latex(self, name):
        """A name in LaTeX."""
        return self.notation.latex(self.key(name))

    def value(self, name):
        """The number that a name stands for, given or computed."""
        return float(self.values[self.key(name)])

    def rounded(self, decimals, how="half-even"):
        """The same computation by a person who writes ``decimals`` decimals on every line.

        Each line is computed exactly from the numbers written above it, then rounded.  Numbers that
        are only copied (inputs, weights) keep their digits.

        Parameters
        ----------
        decimals : int
            Digits after the decimal point, 0 or more.
        how : {"half-even", "half-up", "truncate"}
            What happens to the rest.
        """
        round_decimal(Decimal(0), decimals, how)
        rounded = Derivation(
            self.lines, self.given, self.notation, decimals, how, self.digits, self.shown
        )
        _ = rounded.values  # a line that rounding leaves without a value is told here
        return rounded

    def to_frame(self):
        """All steps as a pandas table: part, symbol, formula, substituted, value."""
        return rendering.to_frame(self)

    def to_latex(self, title="Hand computation"):
        """A complete LaTeX document to print and hand out."""
        return rendering.to_latex(self, title)

    def __str__(self):
        return rendering.to_text(self)

    __repr__ = __str__

    def _repr_markdown_(self):
        return rendering.to_markdown(self)


_UNITED = str.maketrans("′’", "''", "$_^ {}")


def _simplified(name):
    """A name without what people write differently: signs of LaTeX, subscripts, spaces, case."""
    if not isinstance(name, str):
        raise ValueError(f'A quantity is named by text such as "dE/dw5", got {name!r}.')
    return _without_ornaments(name)


@lru_cache(maxsize=4096)  # the names of one student's sheet are those of all
def _without_ornaments(name):
    plain = name.replace("\\partial", "d").replace("\\frac{", "").replace("}{", "/")
    plain = normalize("NFKC", plain.replace("∂", "d").replace("δ", "d"))
    return plain.translate(_UNITED).casefold()


def derive(
    model, x, y, loss=None, optimizer=None, *,
    sample_weight=None, class_weight=None, notation="numbered", only=None, digits=6,
):  # fmt: skip
    """Write down the whole computation of one training step of a small network.

    Parameters
    ----------
    model : coursekit.nn.Sequential
        Dense, activation, Conv2D, pooling and Flatten layers.
    x, y : array-like
        One row, or a batch with rows first, and the targets.
    loss : str or loss, optional
        The compiled model's loss, else ``SquaredError("half")``: E = ½ Σ (y − a)².
    optimizer : str or optimizer, optional
        The compiled model's optimizer, else ``SGD(0.5)``; it is read, never changed.
    sample_weight, class_weight : optional
        How much each row counts, as in ``fit``.
    notation : {"numbered", "matrix"}
        ``w5`` or ``W[2]_11``.
    only : list of str, optional
        Names such as ``["dE/dw5"]``: show only these and what they need.
    digits : int
        Significant digits shown.

    Returns
    -------
    Derivation

    Raises
    ------
    ValueError
        For a network of more than 60 weights without ``only``, and for a layer, an activation, a
        loss, an optimizer or one of their options that cannot be shown by hand: the sentence names
        it.  A function or a class of one's own is never taken for the one of its name.
    """
    loss, optimizer = choose(model, loss, optimizer)
    nearest(notation, ["numbered", "matrix"], "notation")
    positive_integer(digits, "digits")
    only = list_of_names(only)
    x, y = checked_batch(model, x, y, loss)
    weights = weights_of_rows(y, sample_weight, class_weight)
    graph, outputs = build_graph(model, x)
    if len(graph.parameters) > MOST_WEIGHTS and only is None:
        raise ValueError(
            f"This network has {len(graph.parameters)} weights; a page holds about {MOST_WEIGHTS}: "
            f'choose what to show, for example only=["dE/dw1"].'
        )
    width = model.layers[-1].output_shape[-1]
    add_error(graph, outputs, y, loss, output_function(model), width, weights)
    summed = sorted({key[2] for key in graph.nodes if key[0] == "sum"})
    names = Notation(notation, graph.layers, len(x), graph.parameters, summed)
    derivation = Derivation(_all_lines(graph, optimizer), graph.given, names, digits=digits)
    if only is not None:
        derivation.shown = _needed(derivation, [derivation.key(name) for name in only])
    _ = derivation.values  # a line without a value is told here
    return derivation


def _all_lines(graph, optimizer):
    forward = [
        Line(
            node.key,
            node.formula,
            ("error",) if node.layer > graph.layers else ("forward", node.layer),
        )
        for node in graph.nodes.values()
    ]
    backward = [
        Line(key, formula, ("backward", min(layer, graph.layers)))
        for key, formula, layer in backward_formulas(graph, _ERROR)
    ]
    update = [
        Line(key, formula, ("update",))
        for key, formula in update_formulas(graph, _ERROR, optimizer)
    ]
    again = [
        Line(("again", line.key), transform(line.formula, _renewed(graph)), ("again",))
        for line in forward
    ]
    return forward + backward + update + again


def _renewed(graph):
    parameters = set(graph.parameters)

    def leaf(node):
        if not isinstance(node, Symbol):
            return node
        if node.key in parameters:
            return Symbol(("new", node.key))
        return Symbol(("again", node.key)) if node.key in graph.nodes else node

    return leaf


def _needed(derivation, keys):
    """Lines that compute ``keys`` or something they are computed from, in order."""
    wanted = set(keys)
    for line in reversed(derivation.lines):
        if line.key in wanted:
            wanted.update(symbols(line.formula))
    return [line for line in derivation.lines if line.key in wanted]
