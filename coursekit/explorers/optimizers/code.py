"""A race written as a program to run: the loop in ``coursekit.nn``, or in Keras."""

from coursekit._checks import nearest
from coursekit.explorers.optimizers.rules import RULES, arguments

ENGINES = ("coursekit", "keras")

_HEAD = """import numpy as np
{imports}

start = np.array([{w1!r}, {w2!r}])
steps = {steps}


def loss(w):
    w1, w2 = w
    return {loss}


def gradient(w):
    w1, w2 = w
    return np.array([{slope_1}, {slope_2}])
"""
_RUNNERS = """
optimizers = {{
{entries}
}}
"""
_COURSEKIT = """
for name, optimizer in optimizers.items():
    w = start.copy(){chance}
    for _ in range(steps):
        w = w + optimizer.step(gradient(w){noise})
        if np.abs(w).max() > 1e4:
            break
    print(name, "loss", loss(w), "at", w)
"""
_KERAS = """
for name, optimizer in optimizers.items():
    w = keras.Variable(start, dtype="float64"){chance}
    for _ in range(steps):
        g = gradient(keras.ops.convert_to_numpy(w)){noise}
        optimizer.apply_gradients([(keras.ops.convert_to_tensor(g, "float64"), w)])
        if abs(keras.ops.convert_to_numpy(w)).max() > 1e4:
            break
    place = keras.ops.convert_to_numpy(w)
    print(name, "loss", loss(place), "at", place)
"""


def written(state, terms, rates, engine="coursekit"):
    """The race as Python: its landscape, its optimizers and the loop.

    Parameters
    ----------
    state : State
    terms : tuple of (c, i, j)
        E(w) = Σ c · w1^i · w2^j.
    rates : dict
        Learning rate by the field of each optimizer that runs.
    engine : {"coursekit", "keras"}
    """
    nearest(engine, ENGINES, "engine")
    library = "nn" if engine == "coursekit" else "keras"
    imports = ["from coursekit import nn" if library == "nn" else "import keras"]
    if state.noise:
        imports.append("from coursekit.explorers.kit.chance import Chance")
    head = _HEAD.format(
        imports="\n".join(sorted(imports)), w1=state.w1, w2=state.w2, steps=state.steps,
        loss=_sum(terms), slope_1=_sum(_by_w1(terms)), slope_2=_sum(_by_w2(terms)),
    )  # fmt: skip
    entries = "\n".join(
        f'    "{RULES[runner].name}": {library}.optimizers.{_call(state, runner, eta)},'
        for runner, eta in rates.items()
    )
    noise = f" + {state.noise!r} * np.array([chance.normal(), chance.normal()])"
    chance = f"\n    chance = Chance({state.seed})"
    loop = (_COURSEKIT if library == "nn" else _KERAS).format(
        noise=noise if state.noise else "", chance=chance if state.noise else ""
    )
    return head + _RUNNERS.format(entries=entries) + loop


def _call(state, runner, eta):
    told = ", ".join(f"{name}={value!r}" for name, value in arguments(state, runner, eta).items())
    return f"{RULES[runner].optimizer}({told})"


def _by_w1(terms):
    return [(c * i, i - 1, j) for c, i, j in terms if i]


def _by_w2(terms):
    return [(c * j, i, j - 1) for c, i, j in terms if j]


def _sum(terms):
    """A polynomial as Python writes it: ``0.5 * w1**2 - 3.0 * w1 * w2``."""
    pieces = []
    for c, i, j in terms:
        factors = [repr(abs(c))] + _power("w1", i) + _power("w2", j)
        pieces.append(("- " if c < 0 else "+ ") + " * ".join(factors))
    return " ".join(pieces).removeprefix("+ ") or "0.0"


def _power(name, exponent):
    return [] if not exponent else [name if exponent == 1 else f"{name}**{exponent}"]
