"""Conv2D against loops, complex steps and numbers worked out by hand."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn
from coursekit.nn import gradcheck, naive
from coursekit.nn.layers import Conv2D
from coursekit.nn.layers.windows import Window
from coursekit.nn.serialize import rebuild, spec
from tests.unit.nn.layer_checks import check_all, check_gradients, with_random_weights

small = st.integers(1, 3)


@st.composite
def cases(draw):
    """A picture that is not square, and a convolution that fits."""
    kernel, strides = (draw(small), draw(small)), (draw(small), draw(small))
    channels = draw(st.sampled_from([1, 2, 3, 8, 9]))
    shape = (draw(st.integers(1, 2)), draw(st.integers(3, 6)), draw(st.integers(3, 7)), channels)
    padding = draw(st.sampled_from(["valid", "same"]))
    activation = draw(st.sampled_from([None, "tanh", "sigmoid", "relu", "softmax"]))
    options = dict(strides=strides, padding=padding, activation=activation)
    return shape, draw(small), kernel, options, draw(st.booleans())


def padded_by_hand(x, kernel, strides, padding):
    """The border that TensorFlow documents for "same", written out once more."""
    if padding == "valid":
        return x
    pads = [(0, 0)]
    for size, f, s in zip(x.shape[1:3], kernel, strides, strict=True):
        out = int(np.ceil(size / s))
        total = max((out - 1) * s + f - size, 0)
        pads.append((total // 2, total - total // 2))
    return np.pad(x, [*pads, (0, 0)])


@given(cases())
def test_gradients_and_manners(case):
    shape, filters, kernel, options, use_bias = case
    x = np.random.default_rng(1).normal(size=shape)
    check_all(Conv2D(filters, kernel, use_bias=use_bias, **options), x)


@given(cases())
def test_equals_the_loops(case):
    shape, filters, kernel, options, _ = case
    options["activation"] = None
    rng = np.random.default_rng(2)
    x = rng.normal(size=shape)
    layer = with_random_weights(Conv2D(filters, kernel, **options), shape)
    weights, strides = layer.params["kernel"], options["strides"]
    padded = padded_by_hand(x, kernel, strides, options["padding"])
    z = layer.forward(x)
    np.testing.assert_allclose(
        z, naive.convolution(padded, weights, layer.params["bias"], strides), atol=1e-12
    )
    dy = rng.normal(size=z.shape)
    dx = layer.backward(dy)
    dpadded, dkernel, dbias = naive.convolution_backward(padded, weights, dy, strides)
    top = (padded.shape[1] - shape[1]) // 2
    left = (padded.shape[2] - shape[2]) // 2
    inner = dpadded[:, top : top + shape[1], left : left + shape[2]]
    np.testing.assert_allclose(dx, inner, atol=1e-12)
    np.testing.assert_allclose(layer.grads["kernel"], dkernel, atol=1e-12)
    np.testing.assert_allclose(layer.grads["bias"], dbias, atol=1e-12)


def test_vertical_edge_by_hand():
    picture = np.repeat([[10.0, 10, 10, 0, 0, 0]], 6, axis=0)  # bright left half, dark right half
    layer = Conv2D(1, 3)
    layer.build((None, 6, 6, 1))
    layer.set_weights([np.array([[1.0, 0, -1]] * 3).reshape(3, 3, 1, 1), np.zeros(1)])
    y = layer.forward(picture[None, :, :, None])
    np.testing.assert_array_equal(y[0, :, :, 0], [[0, 30, 30, 0]] * 4)


@pytest.mark.parametrize("n", range(3, 12))
@pytest.mark.parametrize("f", [1, 2, 3])
@pytest.mark.parametrize("s", [1, 2, 3])
def test_output_sizes(n, f, s):
    starts = [start for start in range(n) if start % s == 0 and start + f <= n]
    assert Window(f, s, "valid", "Conv2D", "kernel_size").output_size(n, n) == (len(starts),) * 2
    assert Window(f, s, "same", "Conv2D", "kernel_size").output_size(n, n) == (-(-n // s),) * 2


def test_extreme_numbers_stay_exact():
    x = np.array([1000.0, -1000.0, 0.0, 1000.0]).reshape(1, 2, 2, 1)
    layer = with_random_weights(Conv2D(1, 2), x.shape)
    k = layer.params["kernel"].ravel()
    expected = 1000 * (k[0] - k[1] + k[3]) + layer.params["bias"][0]
    np.testing.assert_allclose(layer.forward(x), [[[[expected]]]], rtol=1e-13)
    check_gradients(layer, x)


def test_padding_in_capitals_and_keras_argument_order():
    layer = Conv2D(4, (3, 2), (2, 1), "SAME", None, (1, 1), 1, "relu", False, "ones", "zeros")
    assert (layer.padding, layer.strides, layer.kernel_size) == ("same", (2, 1), (3, 2))
    assert layer.activation.name == "relu" and not layer.use_bias
    layer.build((None, 5, 5, 2))
    assert list(layer.params) == ["kernel"] and layer.count_params() == 3 * 2 * 2 * 4


def test_parameters_of_the_lecture():
    layer = Conv2D(32, (3, 3))
    layer.build((None, 32, 32, 3))
    assert layer.count_params() == 896  # 3·3·3·32 + 32
    assert layer.output_shape == (None, 30, 30, 32)


def test_picture_network_of_the_lecture():
    layers = nn.layers
    blocks = [layers.Conv2D(32, 3), layers.MaxPooling2D(), layers.Conv2D(64, 3)]
    blocks += [layers.MaxPooling2D(), layers.Conv2D(64, 3), layers.Flatten()]
    model = nn.Sequential([nn.Input((32, 32, 3)), *blocks, layers.Dense(64), layers.Dense(10)])
    assert model.count_params() == 122_570


def test_gradients_of_a_whole_picture_network():
    layers = nn.layers
    model = nn.Sequential(
        [
            nn.Input((8, 7, 2)),
            layers.ZeroPadding2D(((1, 0), (0, 1))),
            layers.Conv2D(3, (3, 2), activation="tanh"),
            layers.MaxPooling2D(2, padding="same"),
            layers.PReLU("ones", shared_axes=[1, 2]),
            layers.Conv2D(9, 2, strides=(1, 2), padding="same"),
            layers.AveragePooling2D(2),
            layers.Conv2D(2, 1, activation="relu"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )
    rng = np.random.default_rng(3)
    model.set_weights([rng.normal(size=w.shape) for w in model.get_weights()])
    loss = nn.losses.SparseCategoricalCrossentropy()
    report = gradcheck.check_model(model, rng.normal(size=(4, 8, 7, 2)), np.arange(4) % 3, loss)
    assert report.max_error < 1e-10, report


def test_config_survives_json():
    layer = Conv2D(2, (3, 2), strides=2, padding="same", activation="tanh", use_bias=False)
    again = rebuild(json.loads(json.dumps(spec(layer))))
    assert json.dumps(spec(again)) == json.dumps(spec(layer))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (dict(filters=0), "filters of Conv2D must be a whole number of at least 1"),
        (dict(filters=2.5), "filters of Conv2D"),
        (dict(filters="3"), "filters of Conv2D"),
        (dict(kernel_size=0), "kernel_size of Conv2D"),
        (dict(kernel_size=(3, -1)), "kernel_size of Conv2D"),
        (dict(kernel_size=(3, 3, 3)), "one whole number or two"),
        (dict(kernel_size="3x3"), "kernel_size of Conv2D"),
        (dict(kernel_size=True), "kernel_size of Conv2D"),
        (dict(strides=0), "strides of Conv2D"),
        (dict(padding="sme"), "Did you mean 'same'"),
        (dict(padding=1), "'valid' or 'same'"),
        (dict(data_format="channels_first"), "channels_last"),
        (dict(dilation_rate=2), "dilation_rate=1"),
        (dict(groups=2), "groups=1"),
        (dict(activation="rleu"), "relu"),
    ],
)
def test_bad_arguments_get_one_clear_sentence(arguments, words):
    with pytest.raises(ValueError, match=words):
        Conv2D(**{"filters": 2, "kernel_size": 3, **arguments})


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((None, 2, 9, 1), "window of 3×3 does not fit into a picture of 2×9"),
        ((None, 9, 2, 1), "use a smaller window, or padding='same'"),
        ((None, 9, 9), "last axis for the one channel"),
        ((None, 9), "pictures of shape"),
        ((None, None, 9, None), "pictures of shape"),
        ((None, 9, 9, 0), "pictures of shape"),
    ],
)
def test_impossible_pictures_change_nothing(shape, words):
    layer = Conv2D(2, 3)
    with pytest.raises(ValueError, match=words):
        layer.build(shape)
    assert not layer.built and layer.params == {} and layer.input_shape is None


def test_text_is_refused_before_anything_happens():
    layer = Conv2D(2, 1)
    with pytest.raises(ValueError, match="must hold numbers"):
        layer(np.full((1, 2, 2, 1), "a"))
    assert not layer.built
