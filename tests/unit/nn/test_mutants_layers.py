"""Small mistakes put into the layers one at a time: every one must be noticed."""

import numpy as np
import pytest

from coursekit.nn import layers, naive
from tests.support.mutation import Mutant, assert_caught, load, upon
from tests.unit.nn.layer_checks import check_all, with_random_weights

RNG = np.random.default_rng(0)
PICTURES = RNG.normal(size=(2, 7, 5, 2))
TIES = RNG.integers(-1, 2, size=(2, 7, 5, 2)) * 1000.0
CONVOLUTION, FILTERS, PADDING, POOLING, RECURRENT, PARAMETRIC, PRELU, WINDOWS = (
    f"coursekit.nn.layers.{name}"
    for name in (
        "convolution",
        "filters",
        "padding",
        "pooling",
        "recurrent",
        "parametric",
        "prelu",
        "windows",
    )
)


def check_convolution(module):
    for padding in ("valid", "same"):
        check_all(module.Conv2D(3, (3, 2), (2, 1), padding, activation="tanh"), PICTURES)
    check_all(module.Conv2D(2, (3, 2), (2, 1), "same"), RNG.normal(size=(2, 4, 3, 9)))
    layer = with_random_weights(module.Conv2D(3, (3, 2), (2, 1)), PICTURES.shape)
    expected = naive.convolution(PICTURES, *layer.params.values(), (2, 1))
    np.testing.assert_allclose(layer.forward(PICTURES), expected, atol=1e-12)


def check_filters(module):
    """Both convolutions over the filters under test."""
    conv1d, conv2d = (upon(module, CONVOLUTION + end) for end in ("1d", ""))
    for layer, x in ((conv2d.Conv2D, PICTURES), (conv1d.Conv1D, PICTURES[:, 0])):
        check_all(layer(3, 2, activation="tanh"), x)
        chosen = layer(3, 2, 2, "same", activation="tanh", use_bias=False, kernel_regularizer="l2")
        check_all(layer.from_config(chosen.get_config() | {"kernel_regularizer": None}), x)
        again = layer.from_config(chosen.get_config())
        assert again.get_config() == chosen.get_config() and again.padding == "same"
        assert [w.shape[-2:] for w in with_random_weights(again, x.shape).params.values()] == [
            (2, 3)
        ]
        assert list(layer(1, 1, kernel_regularizer="l1").regularizers) == ["kernel"]


def check_padding(module):
    sides = ((1, 2), (3, 0))
    check_all(module.ZeroPadding2D(sides), PICTURES)
    expected = np.pad(PICTURES, [(0, 0), *sides, (0, 0)])
    np.testing.assert_array_equal(module.ZeroPadding2D(sides).forward(PICTURES), expected)
    assert module.ZeroPadding2D((1, 2)).padding == ((1, 1), (2, 2))
    with pytest.raises(ValueError):
        module.ZeroPadding2D(-1)


def check_pooling(module):
    size = (3, 2)
    for strides in ((1, 1), size):
        for kind, pick, winner in (
            (module.MaxPooling2D, np.max, np.argmax),
            (module.MinPooling2D, np.min, np.argmin),
        ):
            layer = kind(size, strides)
            y = layer.forward(TIES)
            np.testing.assert_array_equal(y, naive.pooling(TIES, size, strides, pick))
            dy = RNG.normal(size=y.shape)
            expected = naive.extreme_pooling_backward(TIES, dy, size, strides, winner)
            np.testing.assert_allclose(layer.backward(dy), expected, atol=1e-12)
    tie = np.array([1.0, 1 + 1e-30j]).reshape(1, 2, 1, 1)
    assert module.MaxPooling2D((2, 1)).forward(tie).imag == 0
    y = module.AveragePooling2D(size).forward(PICTURES)  # strides left out: the window's size
    np.testing.assert_allclose(y, naive.pooling(PICTURES, size, size, np.mean), atol=1e-12)
    for kind in (module.MaxPooling2D, module.MinPooling2D, module.AveragePooling2D):
        for padding in ("valid", "same"):
            check_all(kind(size, 2, padding), PICTURES)
    fives = np.full((1, 3, 3, 1), 5.0)
    for kind, sign in (
        (module.MaxPooling2D, -1),
        (module.MinPooling2D, 1),
        (module.AveragePooling2D, 1),
    ):
        np.testing.assert_array_equal(kind(2, padding="same").forward(sign * fives), sign * 5)


def check_recurrent(module):
    x = RNG.normal(size=(2, 4, 3))
    for sequences in (False, True):
        check_all(module.SimpleRNN(2, return_sequences=sequences), x)
    layer = with_random_weights(module.SimpleRNN(2), x.shape)
    h = np.zeros((2, 2))
    for t in range(4):
        h = naive.recurrent_step(x[:, t], h, *layer.params.values())
    np.testing.assert_allclose(layer.forward(x), h, atol=1e-12)
    for unroll, sequences in ((False, False), (False, True), (True, True)):
        other = module.SimpleRNN(2, "sigmoid", unroll=unroll, return_sequences=sequences)
        assert other.output_activation() is None
    layer = with_random_weights(module.SimpleRNN(2, "sigmoid", unroll=True), x.shape)
    y, dy = layer.forward(x), RNG.normal(size=(2, 2))
    assert layer.output_activation().name == "sigmoid"
    np.testing.assert_allclose(1 / (1 + np.exp(-layer.output_sums())), y, atol=1e-12)
    expected = [layer.backward(dy), *(grad.copy() for grad in layer.grads.values())]
    found = [layer.backward_from_z(dy * y * (1 - y)), *layer.grads.values()]
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)


def check_parametric(module):
    x = np.array([[-2.0, 0.0, 0.5, 3.0]])
    for layer, expected in (
        (module.LeakyReLU(), [-0.6, 0, 0.5, 3]),
        (module.ELU(2.0), [2 * np.expm1(-2), 0, 0.5, 3]),
        (module.ReLU(1.0, 0.1, 0.25), [-0.225, -0.025, 0.5, 1]),
    ):
        np.testing.assert_allclose(layer.forward(x)[0], expected)
        check_all(layer, RNG.normal(size=(3, 4)))


def check_prelu(module):
    x = np.array([[-2.0, 0.0, 0.5, 3.0]])
    layer = with_random_weights(module.PReLU(), x.shape)
    np.testing.assert_allclose(layer.forward(x), np.where(x > 0, x, layer.params["alpha"] * x))
    np.testing.assert_array_equal(layer.backward(np.ones((1, 4)))[0, 1:], [0, 1, 1])
    check_all(module.PReLU(shared_axes=[1]), RNG.normal(size=(3, 4, 2)))
    assert with_random_weights(module.PReLU(shared_axes=1), (3, 4, 2)).params["alpha"].shape == (
        1,
        2,
    )


def check_windows(module):
    cases = (("valid", (2, 2), [(0, 0), (0, 0)]), ("same", (3, 3), [(1, 1), (0, 1)]))
    for padding, size, sides in cases:
        window = module.Window((3, 2), (3, 2), padding, "Conv2D", "kernel_size")
        assert window.output_size(7, 5) == size
        padded = np.pad(PICTURES, [(0, 0), *sides, (0, 0)])
        np.testing.assert_array_equal(window.pad(PICTURES), padded)
        np.testing.assert_array_equal(window.unpad(padded, 7, 5), PICTURES)
        expected = [w.reshape(2, -1) for _, _, w in naive.places(padded, (3, 2), (3, 2))]
        found = window.columns(padded).reshape(2, -1, 12)
        np.testing.assert_array_equal(found, np.stack(expected, axis=1))
        with_ones = window.columns(padded, ones=1)
        np.testing.assert_array_equal(with_ones[:, :-1], window.columns(padded))
        assert (with_ones[:, -1] == 1).all()
        seen = [padded[look].reshape(2, -1, 2) for _, _, look in window.looks(size)]
        np.testing.assert_array_equal(np.concatenate(seen, axis=2), found)
    for shape in ((None, 2, 9, 1), (None, 9, 1, 1), (None, 9, 9)):
        with pytest.raises(ValueError):
            module.Window((3, 2), 1, "valid", "Conv2D", "kernel_size").check(shape)
    window.check((None, 1, 1, 1))
    module.Window((3, 2), 1, "valid", "Conv2D", "kernel_size").check((None, 3, 2, 1))


CHECKS = {
    CONVOLUTION: check_convolution,
    PADDING: check_padding,
    POOLING: check_pooling,
    RECURRENT: check_recurrent,
    FILTERS: check_filters,
    PARAMETRIC: check_parametric,
    PRELU: check_prelu,
    WINDOWS: check_windows,
}

MUTANTS = [
    Mutant(CONVOLUTION, """[weights, self.params["bias"][None]]""", """[weights, weights[:1]]"""),
    Mutant(FILTERS, "self.activation.vjp(self.z, self.a, dy)", "dy"),
    Mutant(FILTERS, "self.z, self.a, dy), need_dx", "self.z, self.a, dy), True"),
    Mutant(FILTERS, "input_shape[-1], self.filters)", "self.filters, input_shape[-1])"),
    Mutant(FILTERS, "        if self.use_bias:\n", "        if True:\n"),
    Mutant(FILTERS, "bias=bias_regularizer", "bias=kernel_regularizer"),
    Mutant(FILTERS, "\"padding\": self.padding", "\"padding\": \"valid\""),
    Mutant(CONVOLUTION, "self.columns.T, places", "self.columns.T, places / 4"),
    Mutant(CONVOLUTION, "dweights[-1]", "dweights[-2]"),
    Mutant(CONVOLUTION, "shares[i, j]", "shares[-1 - i, j]"),
    Mutant(CONVOLUTION, "dx[:, *look] += shares", "dx[:, *look] = shares"),
    Mutant(CONVOLUTION, "kernel[i, j].T", "kernel[-1 - i, j].T"),
    Mutant(CONVOLUTION, "dx[look] += share", "dx[look] = share"),
    Mutant(CONVOLUTION, "np.result_type(places, kernel)", "float"),
    Mutant(CONVOLUTION, "kernel[...] =", 'self.grads["kernel"] ='),
    Mutant(CONVOLUTION, "self.window.unpad(dx, height, width)", "dx[:, :height, 1:]"),
    Mutant(CONVOLUTION, "dtype=shares.dtype", "dtype=float"),
    Mutant(PADDING, "above : above + height", "left : left + height", "def backward"),
    Mutant(PADDING, "grown(height, above, below)", "grown(height, above, above)"),
    Mutant(PADDING, "value >= 0", "True"),
    Mutant(PADDING, "else (side, side) for", "else (side, 0) for"),
    Mutant(POOLING, "hit &= unclaimed", "pass"),
    Mutant(POOLING, "unclaimed ^= hit", "pass"),
    Mutant(POOLING, "dx += dy * hit", "dx[...] = dy * hit"),
    Mutant(POOLING, "s >= k for", "s <= k for"),
    Mutant(POOLING, "value=self.worst", "value=0"),
    Mutant(POOLING, "np.greater, -np.inf", "np.greater_equal, -np.inf"),
    Mutant(POOLING, "self.beats(candidate.real, y.real), candidate", "True, candidate"),
    Mutant(POOLING, "dy, unclaimed, apart", "dy, unclaimed & False, apart"),
    Mutant(POOLING, "share = dy / self._count(dy.dtype)", "share = dy / 6"),
    Mutant(POOLING, "total / self._count(total.dtype)", "total / 6"),
    Mutant(POOLING, "dx[look] += share", "dx[look] = share"),
    Mutant(POOLING, "strides = pool_size if strides is None", "strides = 1 if strides is None"),
    Mutant(RECURRENT, "+ h @ recurrent", "+ h * recurrent.sum()"),
    Mutant(RECURRENT, "dh = dz[t] @ recurrent.T", "dh = dz[t] @ recurrent"),
    Mutant(RECURRENT, "dh = dh + dy[:, t]", "dh = dy[:, t]"),
    Mutant(RECURRENT, "self.h[t + 1], dh", "self.h[t], dh"),
    Mutant(RECURRENT, "np.stack(self.h[:-1], axis=1)", "np.stack(self.h[1:], axis=1)"),
    Mutant(RECURRENT, "reversed(range(steps))", "range(steps)"),
    Mutant(RECURRENT, "flat.sum(axis=0)", "flat.mean(axis=0)"),
    Mutant(RECURRENT, "inputs.T @ flat", "inputs.T @ flat / 2"),
    Mutant(RECURRENT, "if self.unroll and", "if"),
    Mutant(RECURRENT, "and not self.return_sequences else", "else"),
    Mutant(RECURRENT, "return self.z[-1]", "return self.z[0]"),
    Mutant(RECURRENT, "last is not None and t == steps - 1", "last is not None"),
    Mutant(RECURRENT, "dz[t] = last if known else", "dz[t] ="),
    Mutant(PARAMETRIC, "negative_slope=0.3", "negative_slope=0.2"),
    Mutant(PARAMETRIC, "activations.Elu(self.alpha)", "activations.Elu()"),
    Mutant(PRELU, "below = x.real < 0", "below = x.real < 1"),
    Mutant(PRELU, "alpha * dy * below", "alpha * dy"),
    Mutant(PRELU, "per_number.sum(", "per_number.mean("),
    Mutant(PARAMETRIC, "self.x.real > self.max_value, 0, dx", "self.x.real < 0, 0, dx"),
    Mutant(PARAMETRIC, "self.negative_slope * (x - self.threshold)", "self.negative_slope * x"),
    Mutant(PARAMETRIC, "self.negative_slope * dy", "0 * dy"),
    Mutant(WINDOWS, "(p // 2, p - p // 2)", "(p - p // 2, p // 2)"),
    Mutant(WINDOWS, "-(-size // s)", "size // s"),
    Mutant(WINDOWS, "(size - f) // s + 1", "(size - f) // s"),
    Mutant(WINDOWS, "sh * down, sw", "down, sw"),
    Mutant(WINDOWS, "sw * c * right", "c * right"),
    Mutant(WINDOWS, "(w - kw) // sw + 1", "w - kw + 1"),
    Mutant(WINDOWS, "columns[:, length:] = 1", "columns[:, length:] = 0"),
    Mutant(WINDOWS, "i + (oh - 1) * sh + 1, sh", "i + oh, 1"),
    Mutant(WINDOWS, "kw > width)", "kw < width)"),
]  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
def test_unmutated_code_passes(name):
    CHECKS[name](load(name))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_mutant_is_caught(mutant):
    assert_caught(mutant, CHECKS[mutant.module])


def test_the_layers_checked_here_are_the_ones_learners_use():
    for name in ("Conv2D", "ZeroPadding2D", "MaxPooling2D", "SimpleRNN", "PReLU"):
        assert getattr(layers, name).__module__ in CHECKS
