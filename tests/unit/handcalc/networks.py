"""Random small networks for the tests of the hand computation."""

import numpy as np
from hypothesis import reject
from hypothesis import strategies as st

from coursekit import nn
from coursekit.handcalc import derive
from coursekit.handcalc.curves import UNIT_FUNCTIONS

HIDDEN = [name for name in UNIT_FUNCTIONS if name not in ("step", "sign")]  # whose slope is 0

#: No weighted sum is larger: e to a sum of e to a sum has no value that can be written down.
LARGEST = 2.0

#: last activation, loss, and how targets are drawn
ENDINGS = [
    ("sigmoid", lambda: nn.losses.SquaredError("half"), "real"),
    ("linear", lambda: nn.losses.SquaredError("sum"), "real"),
    ("tanh", lambda: nn.losses.SquaredError("mean"), "real"),
    ("linear", lambda: nn.losses.SquaredError("half_mean"), "real"),
    ("linear", nn.losses.MeanSquaredError, "real"),
    ("linear", nn.losses.MeanAbsoluteError, "real"),
    ("linear", lambda: nn.losses.Huber(0.4), "real"),
    ("sigmoid", nn.losses.BinaryCrossentropy, "binary"),
    ("softmax", nn.losses.CategoricalCrossentropy, "one-hot"),
    ("softmax", nn.losses.SparseCategoricalCrossentropy, "class"),
    ("softmax", lambda: nn.losses.SquaredError("half"), "real"),
]


@st.composite
def cases(draw):
    """(model, x, y, loss): one to three Dense layers and rows, every activation and loss.

    All sums lie between ±``LARGEST``, whatever is drawn.
    """
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    ending, loss, kind = draw(st.sampled_from(ENDINGS))
    if ending == "softmax":
        sizes[-1] = max(sizes[-1], 2)
    hidden = [draw(st.sampled_from(HIDDEN)) for _ in sizes[1:-1]]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = draw(st.integers(1, 3))
    model = network(sizes, [*hidden, ending], rng, use_bias=draw(st.booleans()))
    x = rng.normal(size=(rows, sizes[0]))
    _tame(model, x)
    return model, x, targets(kind, rows, sizes[-1], rng), loss()


def derived(case, optimizer, decimals=None, **options):
    """The derivation of a case, rounded or not; a case without a value on some line is redrawn.

    After a long step, or in few decimals, an output may be exactly 0 or 1, and has no logarithm.
    """
    try:
        derivation = derive(*case, optimizer, **options)
        return derivation if decimals is None else derivation.rounded(decimals)
    except ValueError as error:
        if "no value that can be written down" not in str(error):
            raise
        reject()


def _tame(model, x):
    """Shrink the weights of every layer in which a sum would be too large."""
    a = x
    for layer in model.layers:
        z = a @ layer.kernel + (0 if layer.bias is None else layer.bias)
        if (peak := np.abs(z).max()) > LARGEST:
            layer.set_weights([w * LARGEST / peak for w in layer.get_weights()])
        a = layer.forward(a)


def network(sizes, activations, rng, use_bias=True):
    """A Dense network with random float64 weights."""
    layers = [
        nn.layers.Dense(n, f, use_bias=use_bias, dtype="float64")
        for n, f in zip(sizes[1:], activations, strict=True)
    ]
    model = nn.Sequential([nn.Input((sizes[0],)), *layers])
    model.set_weights([rng.normal(scale=0.7, size=w.shape) for w in model.get_weights()])
    return model


def targets(kind, rows, units, rng):
    """Targets of one kind."""
    if kind == "real":
        return rng.normal(size=(rows, units))
    if kind == "binary":
        return rng.integers(0, 2, size=(rows, units)).astype(float)
    classes = rng.integers(0, units, size=rows)
    return np.eye(units)[classes] if kind == "one-hot" else classes[:, None]


def layout_two_two_two():
    """The 2-2-2 network of lecture 001 with its data: all numbers are inputs of the lecture."""
    model = network((2, 2, 2), ("sigmoid", "sigmoid"), np.random.default_rng(0))
    w1, b1 = np.array([[0.15, 0.25], [0.2, 0.3]]), np.array([0.35, 0.35])
    w2, b2 = np.array([[0.4, 0.5], [0.45, 0.55]]), np.array([0.6, 0.6])
    model.set_weights([w1, b1, w2, b2])
    return model, [0.05, 0.1], [0.01, 0.99]
