"""The gradient checks themselves: right where formulas are known, loud when backward is wrong."""

import numpy as np
import pytest

from coursekit.nn import gradcheck
from coursekit.nn.layers import Dense, Layer
from coursekit.nn.losses import BinaryCrossentropy
from coursekit.nn.model import Sequential

X = np.random.default_rng(0).standard_normal((4, 3))


def test_complex_step_is_exact():
    x = np.array([[0.3, -1.2], [2.0, 0.7]])
    kept = x.copy()
    found = gradcheck.complex_step(lambda x: np.exp(x[0, 0]) * x[1, 0] + (np.sin(x) ** 2).sum(), x)
    expected = np.sin(2 * x)
    expected[0, 0] += np.exp(0.3) * 2.0
    expected[1, 0] += np.exp(0.3)
    np.testing.assert_allclose(found, expected, rtol=1e-15)
    assert (x == kept).all()


def test_central_differences_are_close():
    x = np.array([0.3, -1.2, 2.0])
    found = gradcheck.numerical_gradient(lambda x: (x**4).sum(), x)
    np.testing.assert_allclose(found, 4 * x**3, rtol=1e-8)
    coarse = gradcheck.numerical_gradient(lambda x: (x**3).sum(), x, h=0.1)
    np.testing.assert_allclose(coarse, 3 * x**2 + 0.01, rtol=1e-12)


def test_relative_error_by_hand():
    assert gradcheck.relative_error([1.0, 4.0], [1.0, 5.0]) == 0.2
    assert gradcheck.relative_error([0.0], [1e-18]) == pytest.approx(1e-12)
    assert gradcheck.relative_error([], []) == 0.0
    assert gradcheck.relative_error([np.nan], [1.0]) == np.inf


class Scale(Layer):
    """y = factor · wx, whose backward may be wrong in several ways."""

    def __init__(self, mistake=None):
        super().__init__()
        self.mistake = mistake

    def weight_specs(self, input_shape):
        return {"w": (input_shape[1:], lambda shape, dtype: np.full(shape, 1.5, dtype))}

    def forward(self, x, training=False):
        self.x = x
        return x * self.params["w"]

    def backward(self, dy, need_dx=True):
        self.grads["w"][...] = (dy * self.x).sum(axis=0) * (1.001 if self.mistake == "w" else 1)
        dx = dy * self.params["w"]
        if self.mistake == "x":
            dx[0, 0] += 1e-6
        return dx * (np.nan if self.mistake == "nan" else 1)


def test_right_layer_passes_and_is_left_as_it_was():
    layer = Scale()
    layer.build((None, 3))
    w, grads = layer.params["w"], layer.grads["w"]
    report = gradcheck.check_layer(layer, X)
    assert report.max_error < 1e-14 and set(report.errors) == {"x", "w"}
    assert layer.params["w"] is w and layer.grads["w"] is grads
    assert w.dtype == np.float32 and (w == 1.5).all() and (grads == 0).all()


@pytest.mark.parametrize(("mistake", "array"), [("w", "w"), ("x", "x"), ("nan", "x")])
def test_wrong_layer_is_found(mistake, array):
    report = gradcheck.check_layer(Scale(mistake), X)
    assert report.max_error == report.errors[array] > 1e-8
    other = {"w": "x", "x": "w"}[array]
    assert report.errors[other] < 1e-14
    assert array in str(report) and "max_error" in repr(report)


def test_large_arrays_are_sampled():
    calls = []

    class Counting(Scale):
        def forward(self, x, training=False):
            calls.append(1)
            return super().forward(x)

    gradcheck.check_layer(Counting(), np.ones((30, 30)), entries=5)
    assert len(calls) == 1 + 5 + 5


def test_model_report_names_every_weight():
    model = small_model()
    theta = model.theta
    report = gradcheck.check_model(model, X, np.array([0, 2, 1, 1]))
    assert report.max_error < 1e-13
    assert list(report.errors) == ["a/kernel", "a/bias", "b/kernel", "b/bias"]
    assert model.theta is theta and theta.dtype == np.float32


def test_model_with_a_wrong_layer_is_found():
    model = small_model(Scale("w"))
    errors = gradcheck.check_model(model, X, np.array([0, 2, 1, 1])).errors
    assert [name for name, error in errors.items() if error > 1e-10] == ["scale/w"]


def test_another_loss_can_be_checked():
    report = gradcheck.check_model(small_model(), X, np.eye(3)[[0, 2, 1, 1]], loss=Squared())
    assert report.max_error < 1e-13


class Squared:
    """½ Σ (a − y)², the least that a loss must offer."""

    def __call__(self, y, a):
        return 0.5 * ((a - y) ** 2).sum()

    def gradient(self, y, a):
        return a - y

    partner = None


def small_model(*first):
    """Return a compiled network of two dense layers, perhaps behind another one."""
    dense = [Dense(4, activation="tanh", name="a"), Dense(3, activation="softmax", name="b")]
    model = Sequential([*first, *dense])
    model.build((None, 3))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


def test_frozen_layers_are_left_out_and_penalties_are_counted():
    model = Sequential(
        [
            Dense(4, activation="tanh", name="a"),
            Dense(3, activation="sigmoid", kernel_regularizer="l2", name="b"),
        ]
    )
    model.layers[0].trainable = False
    model.build((None, 3))
    report = gradcheck.check_model(model, np.ones((2, 3)), np.ones((2, 3)), BinaryCrossentropy())
    assert sorted(report.errors) == ["b/bias", "b/kernel"] and report.max_error < 1e-12
