"""Numbers of one's own: a network and data drawn from a student's id, the same for ever."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coursekit._checks import nearest
from coursekit.handcalc.checking import check
from coursekit.handcalc.derivation import derive
from coursekit.handcalc.formulas import number_text


@dataclass(frozen=True)
class Template:
    """What all students compute: the shape of the network, its functions, its error and its update.

    Attributes
    ----------
    sizes : tuple of int
        Inputs, units of each layer.
    activations : tuple of str
    loss : str
        ``"half"`` for E = ½ Σ (y − a)², or the name of a loss.
    learning_rate : float
    """

    sizes: tuple
    activations: tuple
    loss: str = "half"
    learning_rate: float = 0.5


TEMPLATES = {
    "neuron": Template((2, 1), ("sigmoid",)),
    "2-2-1": Template((2, 2, 1), ("sigmoid", "sigmoid")),
    "2-2-2": Template((2, 2, 2), ("sigmoid", "sigmoid")),
    "3-3-3-3": Template(
        (3, 3, 3, 3), ("relu", "sigmoid", "softmax"), "categorical_crossentropy", 0.1
    ),
}


class Draws:
    """Whole numbers from SHA-256: the same on every machine, in every version of every library."""

    def __init__(self, *seed):
        self.seed = "\x1f".join(str(part) for part in seed)
        self.count = 0

    def below(self, n):
        """A whole number from 0 to n − 1."""
        self.count += 1
        digest = hashlib.sha256(f"{self.seed}\x1f{self.count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % n

    def between(self, low, high, step):
        """A multiple of ``step`` from ``low`` to ``high`` (all in hundredths)."""
        return (low + step * self.below((high - low) // step + 1)) / 100


@dataclass
class Variant:
    """One student's network, data and answers.

    Attributes
    ----------
    student, template : str
    model : coursekit.nn.Sequential
    x, y : ndarray
    derivation : Derivation
        The key: every line with its value.
    questions : list of str
        Names of the quantities to compute, in order.
    """

    student: str
    template: str
    model: object
    x: np.ndarray
    y: np.ndarray

    @cached_property
    def derivation(self):
        from coursekit import nn

        template = TEMPLATES[self.template]
        loss = _network(template)[1]
        return derive(self.model, self.x, self.y, loss, nn.optimizers.SGD(template.learning_rate))

    @property
    def questions(self):
        return _questions(self.derivation)

    def worksheet(self):
        """The task as Markdown: the given numbers and the questions, no answers."""
        derivation = self.derivation
        given = [
            (derivation.notation.latex(key), number_text(value))
            for key, value in derivation.given.items()
        ]
        rows = "\n".join(f"| ${name}$ | {value} |" for name, value in given)
        asked = "\n".join(
            f"{number}. ${derivation.step_latex(name)} = $ ______"
            for number, name in enumerate(self.questions, 1)
        )
        return (
            f"## Network {self.template} for {self.student}\n\n"
            f"{self._sentence()}\n\n| given | value |\n|---|---|\n{rows}\n\n"
            f"### Compute\n\n{asked}\n"
        )

    def _repr_markdown_(self):
        return self.worksheet()

    def _sentence(self):
        template = TEMPLATES[self.template]
        functions = ", ".join(template.activations)
        error = "E = ½ Σ (y − a)²" if template.loss == "half" else template.loss.replace("_", " ")
        return f"Activations by layer: {functions}. Error: {error}. Keep at least four decimals."

    def key(self):
        """``{question: value}`` for the instructor."""
        return {name: self.derivation.value(name) for name in self.questions}

    def check(self, answers):
        """Judge this student's answers; see :func:`coursekit.handcalc.check`."""
        return check(self.derivation, answers)


def variant(student, template="2-2-1"):
    """Draw a student's own numbers.

    Weights and inputs are short decimals; no unit is dead, no output saturated, and all gradients
    differ from one another and from zero, so that no answer can be right by accident.

    Parameters
    ----------
    student : str or int
        An id; the same id always gives the same numbers.
    template : {"neuron", "2-2-1", "2-2-2", "3-3-3-3"}

    Returns
    -------
    Variant

    Raises
    ------
    ValueError
        For an empty id or an unknown template.
    """
    nearest(template, list(TEMPLATES), "template")
    student = str(student).encode("utf-8", "replace").decode().strip()
    if not student:
        raise ValueError(
            "The student id is empty: give a name or a number that is the student's own."
        )
    shape = TEMPLATES[template]
    model, loss = _network(shape)
    for attempt in range(1000):
        draws = Draws(template, student, attempt)
        model.set_weights([_weights(draws, array.shape) for array in model.get_weights()])
        x, y = _data(draws, shape)
        if _pleasant(model, x, y, loss):
            return Variant(student, template, model, x, y)
    raise RuntimeError(f"No pleasant numbers found for {student!r}.")


def _network(template):
    """The untrained network of a template, and its error."""
    from coursekit import nn

    layers = [
        nn.layers.Dense(n, f, dtype="float64")
        for n, f in zip(template.sizes[1:], template.activations, strict=True)
    ]
    model = nn.Sequential([nn.Input((template.sizes[0],)), *layers])
    half = template.loss == "half"
    return model, nn.losses.SquaredError("half") if half else nn.losses.get(template.loss)


def _weights(draws, shape):
    """Twentieths between ±0.05 and ±0.95, never zero."""
    flat = [
        draws.between(5, 95, 5) * (1 if draws.below(3) else -1) for _ in range(int(np.prod(shape)))
    ]
    return np.array(flat).reshape(shape)


def _data(draws, template):
    """One row of inputs and its target: hundredths, or a class as one-hot."""
    inputs, outputs = template.sizes[0], template.sizes[-1]
    x = np.array([draws.between(5, 100, 5) for _ in range(inputs)])
    if template.loss == "half":
        return x, np.array([draws.between(1, 99, 1) for _ in range(outputs)])
    return x, np.eye(outputs)[draws.below(outputs)]


def _pleasant(model, x, y, loss):
    """Whether no unit is dead or saturated and every weight's gradient is visible and its own."""
    a = x[None]
    for layer in model.layers:
        a = layer.forward(a)
        bounded = layer.activation.name != "relu"
        if a.min() < (0.05 if bounded else 0.02) or (bounded and a.max() > 0.95):
            return False
    model.backward_from_loss(loss, y[None], a)
    kernels = [abs(layer.grads["kernel"]).ravel() for layer in model.layers]
    gradients = np.round(np.concatenate(kernels), 4)
    # At four decimals every gradient must be visible, and no two alike.
    return abs(model.gradient).min() >= 0.0005 and len(set(gradients)) == len(gradients)


def _questions(derivation):
    """Weighted sums, outputs, error, derivatives of the error, new weights and the new error."""
    parameters = derivation.notation.parameters
    asked = [line.key for line in derivation.lines if line.part[0] in ("forward", "error")]
    asked = [key for key in asked if key[0] in ("z", "a") or key == ("E",)]
    asked += [("d", ("E",), key) for key in parameters] + [("new", key) for key in parameters]
    return [derivation.notation.plain(key) for key in [*asked, ("again", ("E",))]]
