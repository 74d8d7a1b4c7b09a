"""SimpleRNN gives Keras' values and gradients through time."""

import keras
import numpy as np
import pytest

from coursekit.nn import layers
from tests.parity.keras_layers import compare


@pytest.mark.parametrize("seed", range(16))
def test_simple_rnn(seed):
    rng = np.random.default_rng(seed)
    shape = tuple(int(n) for n in rng.integers(1, 6, size=3))
    scale = (1.0, 0.0, 1000.0, 1.0)[seed % 4]
    chosen = dict(
        units=int(rng.integers(1, 5)),
        activation=str(rng.choice(["tanh", "sigmoid", "relu", "linear"])),
        use_bias=bool(rng.integers(2)),
        return_sequences=bool(rng.integers(2)),
        dtype="float64",
    )
    x = rng.normal(size=shape) * scale
    compare(layers.SimpleRNN(**chosen), keras.layers.SimpleRNN(**chosen), x, seed)


def test_defaults():
    chosen = dict(units=3, dtype="float64")
    x = np.random.default_rng(0).normal(size=(2, 7, 4))
    compare(layers.SimpleRNN(**chosen), keras.layers.SimpleRNN(**chosen), x)
