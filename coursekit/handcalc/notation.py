"""Names of quantities: numbered weights as lectures draw them, or W^[l]_ij as textbooks write them.

Every quantity has a key, a tuple whose first entry says what it is:

====================  =======================================================================
``("x", n, i)``       input *i* of row *n*; in a picture *i* is (row, column, channel)
``("W", l, j, i)``    weight of layer *l* into unit *j* from input *i*
``("b", l, j)``       bias of unit *j*;  ``("alpha", l, j)`` a learned slope
``("z", n, l, j)``    weighted sum;  ``("a", n, l, j)`` output;  ``("e", n, l, j)`` e to the z
``("sum", n, l, …)``  sum of a softmax's powers, or of outputs that become shares; in a picture
                      followed by the place
``("p", n, l, j)``    an output limited by the loss;  ``("q", n, l, j)`` a share of the outputs' sum
``("y", n, j)``       target;  ``("t", n, j)`` target after label smoothing
``("E", n, j)``       error of one output;  ``("E",)`` of all
``("omega", n)``      how much row *n* counts
``("R", "W", l)``     penalty on an array of layer *l*, here on its weights
``("d", u, v)``       ∂u/∂v;  ``("path", u, c, v)`` the part of ∂u/∂v that goes through *c*
``("norm", "W", l)``  length of the gradient of an array, ``("norm",)`` of all
``("g", w)``          a gradient after clipping
``("new", w)``        an updated weight;  ``("m", w)``, ``("v", w)``, ``("u", w)``,
                      ``("vmax", w)`` memory of an optimizer, ``("mhat", w)``, ``("vhat", w)``
                      corrected;  ``("warm", t)`` Nadam's momentum at step *t*
``("again", k)``      the quantity *k* in the forward pass after the update
``("const", name)``   a constant such as η
====================  =======================================================================
"""

from dataclasses import dataclass, field, replace

_GREEK = {
    "eta": ("η", r"\eta"), "beta": ("β", r"\beta"), "beta1": ("β1", r"\beta_1"),
    "beta2": ("β2", r"\beta_2"), "rho": ("ρ", r"\rho"), "epsilon": ("ε", r"\varepsilon"),
    "delta": ("δ", r"\delta"), "lambda": ("λ", r"\lambda"), "n": ("n", "n"),
    "c": ("c", "c"),
}  # fmt: skip

_HIDDEN_LETTERS = "hkmpqrstuvw"
_SUM_LETTERS = "STUVQR"
_OF_WEIGHT = {
    "m": ("m", "m"), "v": ("v", "v"), "u": ("u", "u"), "vmax": ("vmax", r"v^{\max}"),
    "mhat": ("mhat", r"\hat{m}"), "vhat": ("vhat", r"\hat{v}"), "g": ("g", "g"),
}  # fmt: skip
_ARRAYS = {"W": ("W", "W"), "b": ("b", "b"), "alpha": ("alpha", r"\alpha")}


@dataclass
class Notation:
    """Names keys in plain text and in LaTeX.

    Parameters
    ----------
    style : {"numbered", "matrix"}
        ``w5``, ``z_h1`` and ``∂E/∂w5``, or ``W[2]_11``, ``z[1]_1`` and ``∂E/∂W[2]_11``.
    layers : int
        Number of layers with weights or units of their own; the last one is the output layer.
    rows : int
        Rows in the batch; a row number is shown only when there are several.
    parameters : list
        Keys of weights and biases in the order in which they are numbered.
    summed : list
        Numbers of the layers whose units add up something (softmax), each with a letter of its own.
    """

    style: str = "numbered"
    layers: int = 1
    rows: int = 1
    parameters: list = field(default_factory=list)
    summed: list = field(default_factory=list)

    def __post_init__(self):
        counts = {}
        self._numbers = {}
        for key in self.parameters:
            counts[key[0]] = counts.get(key[0], 0) + 1
            self._numbers[key] = counts[key[0]]
        self._cache = {}

    def in_style(self, style):
        """The same quantities named in the other style."""
        return self if style == self.style else replace(self, style=style)

    def plain(self, key):
        """Name for a terminal, a table or an answer: ``dE/dw5``."""
        return self._name(key)[0]

    def latex(self, key):
        """Name in LaTeX, without dollar signs."""
        return self._name(key)[1]

    def _name(self, key):
        if key not in self._cache:
            self._cache[key] = getattr(self, "_" + key[0])(key)
        return self._cache[key]

    def _row(self, n):
        return ("", "") if self.rows == 1 else (f"({n + 1})", f"^{{({n + 1})}}")

    def _unit(self, layer, unit):
        number = index_text(unit)
        if self.style == "matrix":
            return number
        letter = "o" if layer == self.layers else _HIDDEN_LETTERS[(layer - 1) % 11]
        return letter + number

    def _of_unit(self, letter, key):
        _, n, layer, unit = key
        row, row_latex = self._row(n)
        name = self._unit(layer, unit)
        if self.style == "matrix":
            row_latex = f"({n + 1})" if self.rows > 1 else ""
            return f"{letter}[{layer}]{row}_{name}", f"{letter}^{{[{layer}]{row_latex}}}_{{{name}}}"
        return f"{letter}{row}_{name}", f"{letter}{row_latex}_{{{name}}}"

    def _of_row(self, key):
        letter, n, place = key
        row, row_latex = self._row(n)
        index = index_text(place)
        name = f"{letter}{row}_{index}" if row else f"{letter}{index}"
        return name, f"{letter}{row_latex}_{{{index}}}"

    _x = _y = _t = _of_row

    def _omega(self, key):
        row, row_latex = self._row(key[1])
        return f"ω{row}", rf"\omega{row_latex}"

    def _W(self, key):  # noqa: N802 (named after the mathematical symbol)
        _, layer, unit, source = key
        if self.style == "numbered":
            number = self._numbers[key]
            return f"w{number}", f"w_{{{number}}}"
        pair = index_text(unit, source)
        return f"W[{layer}]_{pair}", f"W^{{[{layer}]}}_{{{pair}}}"

    def _b(self, key):
        _, layer, unit = key
        if self.style == "numbered":
            number = self._numbers[key]
            return f"b{number}", f"b_{{{number}}}"
        return f"b[{layer}]_{index_text(unit)}", f"b^{{[{layer}]}}_{{{index_text(unit)}}}"

    def _alpha(self, key):
        number = f"{key[1]}{index_text(key[2])}" if self.style == "matrix" else self._numbers[key]
        return f"alpha{number}", rf"\alpha_{{{number}}}"

    def _z(self, key):
        return self._of_unit("z", key)

    def _a(self, key):
        return self._of_unit("a", key)

    def _e(self, key):
        name = self._of_unit("z", key)
        return f"exp({name[0]})", f"e^{{{name[1]}}}"

    def _p(self, key):
        return self._of_unit("p", (*key[:2], min(key[2], self.layers), key[3]))

    def _q(self, key):
        return self._of_unit("q", (*key[:2], min(key[2], self.layers), key[3]))

    def _sum(self, key):
        row, row_latex = self._row(key[1])
        number = self.summed.index(key[2]) if key[2] in self.summed else 0
        letter = _SUM_LETTERS[number] if number < len(_SUM_LETTERS) else f"S{number}"
        place = index_text(*key[3:])
        ending = (f"_{place}", f"_{{{place}}}") if place else ("", "")
        return f"{letter}{row}{ending[0]}", f"{letter}{row_latex}{ending[1]}"

    def _E(self, key):  # noqa: N802
        if len(key) == 1:
            return "E", "E"
        row, row_latex = self._row(key[1])
        unit = f"_{self._unit(self.layers, key[2])}" if len(key) == 3 else ""
        return f"E{row}{unit}", f"E{row_latex}" + (f"_{{{unit[1:]}}}" if unit else "")

    def _d(self, key):
        top, bottom = self._name(key[1]), self._name(key[2])
        return f"d{top[0]}/d{bottom[0]}", rf"\frac{{\partial {top[1]}}}{{\partial {bottom[1]}}}"

    def _path(self, key):
        whole = self._d(("d", key[1], key[3]))
        via = self._name(key[2])
        return f"{whole[0]} via {via[0]}", rf"\left.{whole[1]}\right|_{{{via[1]}}}"

    def _new(self, key):
        name = self._name(key[1])
        return f"{name[0]}'", f"{{{name[1]}}}'"

    def _again(self, key):
        name = self._name(key[1])
        return f"{name[0]}'", f"{{{name[1]}}}'"

    def _of_weight(self, key):
        letter, latex = _OF_WEIGHT[key[0]]
        name = self._name(key[1])
        return f"{letter}({name[0]})", f"{latex}_{{{name[1]}}}"

    _m = _v = _u = _vmax = _mhat = _vhat = _g = _of_weight

    def _warm(self, key):
        return f"u{key[1]}", f"u_{{{key[1]}}}"

    def _array(self, letter, layer):
        name, latex = _ARRAYS[letter]
        return f"{name}[{layer}]", f"{latex}^{{[{layer}]}}"

    def _R(self, key):  # noqa: N802
        name, latex = self._array(*key[1:])
        return f"R({name})", rf"R\left({latex}\right)"

    def _norm(self, key):
        name, latex = self._array(*key[1:]) if key[1:] else ("w", "w")
        return f"norm(dE/d{name})", rf"\left\|\frac{{\partial E}}{{\partial {latex}}}\right\|"

    def _rate(self, key):
        return "α", r"\alpha"

    def _const(self, key):
        return _GREEK.get(key[1], (key[1], rf"\mathrm{{{key[1]}}}"))


def index_text(*indices):
    """One-based indices as a learner writes them: ``12`` for (0, 1), ``1,12`` once one passes 9."""
    flat = []
    for index in indices:
        flat.extend(index if isinstance(index, tuple) else (index,))
    numbers = [str(index + 1) for index in flat]
    return ("" if all(len(number) == 1 for number in numbers) else ",").join(numbers)
