"""What must hold for every layer: gradients by complex step, and good manners with its arrays."""

import numpy as np

STEP = 1e-30


def with_random_weights(layer, input_shape, seed=0, dtype="float64"):
    """Build ``layer`` for inputs of ``input_shape`` and draw all its weights, biases too."""
    rng = np.random.default_rng(seed)
    layer.build((None, *input_shape[1:]))
    params = {name: rng.normal(size=v.shape).astype(dtype) for name, v in layer.params.items()}
    layer.bind(params, {name: np.full_like(value, np.nan) for name, value in params.items()})
    return layer


def check_gradients(layer, x, seed=0, tolerance=1e-11):
    """Compare every gradient with complex steps along random directions, for a random ``dy``."""
    rng = np.random.default_rng(seed)
    dy = rng.normal(size=layer.forward(x).shape)
    dx = layer.backward(dy)
    slopes = {"x": dx, **{name: g.copy() for name, g in layer.grads.items()}}
    params = layer.params
    for name, gradient in slopes.items():
        assert gradient.shape == (x if name == "x" else params[name]).shape
        for _ in range(3):
            direction = rng.normal(size=gradient.shape)
            changed = dict(params)
            bent = x
            if name == "x":
                bent = x + 1j * STEP * direction
            else:
                changed[name] = params[name] + 1j * STEP * direction
            layer.bind(changed, layer.grads)
            expected = (layer.forward(bent) * dy).sum().imag / STEP
            layer.bind(params, layer.grads)
            found = (gradient * direction).sum()
            scale = max(1.0, abs(expected), np.abs(gradient * direction).sum())
            assert abs(found - expected) <= tolerance * scale, (type(layer).__name__, name)


def check_manners(layer, x, seed=0):
    """Nothing given is changed, types are kept, backward repeats itself, need_dx is obeyed."""
    rng = np.random.default_rng(seed)
    x = x.astype("float32")
    params = {name: value.astype("float32") for name, value in layer.params.items()}
    layer.bind(params, {name: np.full_like(value, np.nan) for name, value in params.items()})
    kept = {name: value.copy() for name, value in params.items()}
    x_before = x.copy()
    y = layer.forward(x, training=True)
    assert y.shape == layer.compute_output_shape(x.shape)
    assert (None, *y.shape[1:]) == tuple(layer.compute_output_shape((None, *x.shape[1:])))
    dy = rng.normal(size=y.shape).astype("float32")
    dy_before, y_before = dy.copy(), y.copy()
    arrays = dict(layer.grads)
    dx = layer.backward(dy)
    first = {name: value.copy() for name, value in layer.grads.items()}
    again = layer.backward(dy)
    assert layer.backward(dy, need_dx=False) is None
    assert y.dtype == dx.dtype == np.float32
    assert dx.shape == x.shape
    np.testing.assert_array_equal(dx, again)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)
    np.testing.assert_array_equal(dy, dy_before)
    for name, value in layer.grads.items():
        assert value is arrays[name], "gradients are written in place"
        assert value.dtype == np.float32
        np.testing.assert_array_equal(value, first[name])
        np.testing.assert_array_equal(params[name], kept[name])


def check_all(layer, x, seed=0):
    """Gradients in float64, then manners in float32."""
    with_random_weights(layer, x.shape, seed)
    check_gradients(layer, x, seed)
    check_manners(layer, x, seed)


class WhileTraining:
    """A layer whose ``forward`` always trains, so that the checks above see that side of it."""

    def __init__(self, layer):
        self.layer = layer

    def __getattr__(self, name):
        return getattr(self.layer, name)

    def forward(self, x, training=False):
        return self.layer.forward(x, training=True)


class Repeated(WhileTraining):
    """The same for a layer that draws: every call gets a fresh one with the same seed."""

    def __init__(self, make):
        self.make = make
        super().__init__(make())

    def build(self, input_shape):
        self.layer.build(input_shape)

    def forward(self, x, training=False):
        self.layer = self.make()
        return self.layer.forward(x, training=True)
