"""Seven rules that turn a slope g into the change of a weight, as Keras computes them."""

from collections.abc import Callable
from math import sqrt
from typing import NamedTuple


def sgd(g, eta, memory, state):
    return -eta * g


def momentum(g, eta, memory, state):
    v = memory["v"] = state.beta * memory.get("v", 0.0) - eta * g
    return v


def nesterov(g, eta, memory, state):
    v = memory["v"] = state.beta * memory.get("v", 0.0) - eta * g
    return state.beta * v - eta * g


def adagrad(g, eta, memory, state):
    s = memory["s"] = memory.get("s", 0.1) + g * g
    return -eta * g / sqrt(s + state.epsilon)


def rmsprop(g, eta, memory, state):
    s = memory["s"] = state.rho * memory.get("s", 0.0) + (1 - state.rho) * g * g
    return -eta * g / sqrt(s + state.epsilon)


def adadelta(g, eta, memory, state):
    rho, epsilon = state.rho_adadelta, state.epsilon
    s = memory["s"] = rho * memory.get("s", 0.0) + (1 - rho) * g * g
    d = memory.get("d", 0.0)
    u = -g * sqrt(d + epsilon) / sqrt(s + epsilon)
    memory["d"] = rho * d + (1 - rho) * u * u
    return eta * u


def adam(g, eta, memory, state):
    beta_1, beta_2 = state.beta_1, state.beta_2
    m = memory["m"] = beta_1 * memory.get("m", 0.0) + (1 - beta_1) * g
    v = memory["v"] = beta_2 * memory.get("v", 0.0) + (1 - beta_2) * g * g
    power_1 = memory["power_1"] = memory.get("power_1", 1.0) * beta_1  # β₁ᵗ at step t
    power_2 = memory["power_2"] = memory.get("power_2", 1.0) * beta_2
    alpha = eta * sqrt(1 - power_2) / (1 - power_1)
    return -alpha * m / (sqrt(v) + state.epsilon)


class Rule(NamedTuple):
    """A rule, its name for learners, and how ``coursekit.nn`` and Keras make it.

    Attributes
    ----------
    change : callable
        ``change(g, eta, memory, state)`` → the change of the weight.
    name : str
    optimizer : str
        Name of the class in ``nn.optimizers``.
    arguments : dict
        Its arguments: a field of the state, or a value.
    """

    change: Callable
    name: str
    optimizer: str
    arguments: dict


#: By the field of the state that lets it run.
RULES = {
    "sgd": Rule(sgd, "SGD", "SGD", {}),
    "momentum": Rule(momentum, "momentum", "SGD", {"momentum": "beta"}),
    "nesterov": Rule(nesterov, "Nesterov", "SGD", {"momentum": "beta", "nesterov": True}),
    "adagrad": Rule(adagrad, "Adagrad", "Adagrad", {"epsilon": "epsilon"}),
    "adadelta": Rule(
        adadelta, "Adadelta", "Adadelta", {"rho": "rho_adadelta", "epsilon": "epsilon"}
    ),
    "rmsprop": Rule(rmsprop, "RMSprop", "RMSprop", {"rho": "rho", "epsilon": "epsilon"}),
    "adam": Rule(adam, "Adam", "Adam", {name: name for name in ("beta_1", "beta_2", "epsilon")}),
}

#: How each is drawn: colour, marker at the end, dashes in pixels.
LOOKS = {
    "sgd": ("blue", "circle", ()),
    "momentum": ("vermillion", "square", (9, 4)),
    "nesterov": ("green", "triangle", (9, 3, 2, 3)),
    "adagrad": ("orange", "diamond", (3, 3)),
    "adadelta": ("purple", "circle", (12, 3, 2, 3, 2, 3)),
    "rmsprop": ("sky", "square", (2, 2)),
    "adam": ("ink", "triangle", (14, 5)),
}


def arguments(state, runner, eta):
    """The arguments that make a rule's optimizer in ``coursekit.nn`` and Keras."""
    given = {
        name: getattr(state, field) if isinstance(field, str) else field
        for name, field in RULES[runner].arguments.items()
    }
    return {"learning_rate": eta} | given
