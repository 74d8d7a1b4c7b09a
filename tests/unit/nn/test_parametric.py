"""LeakyReLU, ELU, Softmax, ReLU and PReLU by hand, by complex step, and learning a slope."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn
from coursekit.nn.layers import ELU, LeakyReLU, PReLU, ReLU, Softmax
from coursekit.nn.serialize import rebuild, spec
from tests.unit.nn.layer_checks import check_all, check_gradients, with_random_weights

LAYERS = [
    LeakyReLU(),
    LeakyReLU(0.01),
    ELU(),
    ELU(0.5),
    Softmax(),
    Softmax(1),
    ReLU(),
    ReLU(max_value=1.0),
    ReLU(0.5, 0.1, 0.25),
    PReLU(),
    PReLU(shared_axes=[1]),
    PReLU(shared_axes=2),
    PReLU(shared_axes=(1, 2)),
]
X = np.array([[-1000.0, -2.0, 0.0, 0.5, 1000.0]])


@pytest.mark.parametrize("index", range(len(LAYERS)))
@given(shape=st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4)))
def test_gradients_and_manners(index, shape):
    layer = rebuild(spec(LAYERS[index]))
    check_all(layer, np.random.default_rng(1).normal(size=shape))


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (LeakyReLU(), [-300, -0.6, 0, 0.5, 1000]),
        (ELU(2.0), [-2, 2 * np.expm1(-2), 0, 0.5, 1000]),
        (ReLU(), [0, 0, 0, 0.5, 1000]),
        (ReLU(6), [0, 0, 0, 0.5, 6]),
        (ReLU(threshold=0.75), [0, 0, 0, 0, 1000]),
        (ReLU(negative_slope=0.1, threshold=1.0), [-100.1, -0.3, -0.1, -0.05, 1000]),
        (Softmax(), [0, 0, 0, 0, 1]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_by_hand(layer, expected):
    np.testing.assert_allclose(layer.forward(X)[0], expected, rtol=1e-14)


def test_prelu_by_hand():
    layer = PReLU()
    layer.build((None, 5))
    assert (layer.params["alpha"] == 0).all()
    layer.set_weights([np.array([0.1, 0.5, 2.0, 3.0, 4.0])])
    np.testing.assert_allclose(layer.forward(X)[0], [-100, -1, 0, 0.5, 1000], rtol=1e-6)
    dx = layer.backward(np.ones((1, 5)))
    np.testing.assert_allclose(dx[0], [0.1, 0.5, 0, 1, 1], rtol=1e-6)
    np.testing.assert_array_equal(layer.grads["alpha"], [-1000, -2, 0, 0, 0])


def test_prelu_shares_its_slope_along_axes():
    layer = with_random_weights(PReLU(shared_axes=[1, 2]), (2, 3, 4, 5))
    assert layer.params["alpha"].shape == (1, 1, 5) and layer.count_params() == 5
    check_gradients(layer, np.random.default_rng(2).normal(size=(2, 3, 4, 5)))


def test_prelu_learns_its_slope():
    x = np.linspace(-2, 2, 64).reshape(-1, 1).astype("float32")
    y = np.where(x > 0, x, 0.25 * x)
    model = nn.Sequential([nn.Input((1,)), PReLU()])
    model.compile(optimizer=nn.optimizers.SGD(0.2), loss="mean_squared_error")
    model.fit(x, y, epochs=40, batch_size=64, verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], [0.25], atol=1e-3)


def test_defaults_are_those_of_keras():
    assert LeakyReLU().negative_slope == 0.3 and ELU().alpha == 1.0 and Softmax().axis == -1
    relu = ReLU()
    assert (relu.max_value, relu.negative_slope, relu.threshold) == (None, 0.0, 0.0)


@pytest.mark.parametrize("layer", LAYERS)
def test_config_survives_json(layer):
    assert json.dumps(spec(rebuild(json.loads(json.dumps(spec(layer)))))) == json.dumps(spec(layer))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: LeakyReLU(-0.1), "negative_slope of LeakyReLU must be a number of at least 0"),
        (lambda: LeakyReLU("0.1"), "negative_slope of LeakyReLU"),
        (lambda: LeakyReLU(None), "negative_slope of LeakyReLU"),
        (lambda: ELU(np.nan), "alpha of ELU must be a number"),
        (lambda: ReLU(-1), "max_value of ReLU"),
        (lambda: ReLU(threshold=-1), "threshold of ReLU"),
        (lambda: Softmax("last"), "axis of Softmax must be one whole number"),
        (lambda: Softmax(0).build((None, 3)), "Softmax cannot run along axis 0"),
        (lambda: Softmax(2).build((None, 3)), "Softmax cannot run along axis 2"),
        (lambda: Softmax(-2).build((None, 3)), "Softmax cannot run along axis -2"),
        (lambda: PReLU(shared_axes=0), "shared_axes of PReLU"),
        (lambda: PReLU(shared_axes=["a"]), "shared_axes of PReLU"),
        (lambda: PReLU(shared_axes=[3]).build((None, 3, 2)), "the last axis there is 2"),
        (lambda: PReLU().build((None, None, 2)), "known sizes"),
        (lambda: PReLU().build((None,)), "known sizes"),
        (lambda: PReLU("zeroes"), "[Zz]eros"),
    ],
)
def test_mistakes_get_one_clear_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()
