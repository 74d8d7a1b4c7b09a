"""What every layer takes: weights by name, frozen, any picture size, and refusals by name."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.nn import layers
from tests.unit.nn.layer_checks import check_all

RNG = np.random.default_rng(0)


def test_keras_short_names():
    for short, name in (
        ("MaxPool2D", "MaxPooling2D"),
        ("AvgPool2D", "AveragePooling2D"),
        ("GlobalMaxPool2D", "GlobalMaxPooling2D"),
        ("GlobalAvgPool2D", "GlobalAveragePooling2D"),
        ("Convolution1D", "Conv1D"),
        ("Convolution2D", "Conv2D"),
    ):
        assert getattr(layers, short) is getattr(layers, name)


@pytest.mark.parametrize(
    ("first", "shape"),
    [
        (lambda: layers.Dense(2, input_dim=3), (None, 3)),
        (lambda: layers.Dense(2, input_shape=(3,)), (None, 3)),
        (lambda: layers.Conv2D(2, 3, input_shape=(8, 8, 1)), (None, 8, 8, 1)),
        (lambda: layers.LSTM(2, input_shape=(None, 3)), (None, None, 3)),
        (lambda: layers.Flatten(input_shape=(2, 2)), (None, 2, 2)),
    ],
)
def test_the_first_layer_may_say_the_shape_of_a_sample(first, shape):
    model = nn.Sequential([first()])
    assert model.input_shape == shape and model.built


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (dict(input_dim=3, input_shape=(3,)), "input_shape or input_dim, not both"),
        (dict(input_dim=0), "input_dim must be"),
        (dict(input_shape=3), r"shape=\(3,\), with the comma"),
        (dict(activaton="relu"), "Dense has no argument 'activaton'. Did you mean 'activation'?"),
        (dict(kernel_constraint="max_norm"), "Dense knows no kernel_constraint, got 'max_norm'"),
        (dict(activity_regularizer="l2"), "use kernel_regularizer"),
        (dict(weights=[np.ones(3)]), "call set_weights"),
        (dict(batch_size=4), "give it to fit"),
        (dict(lora_rank=4), "no lora_rank"),
        (dict(trainable="yes"), "trainable must be True or False"),
        (dict(kernel_regularizer="l7"), "Unknown regularizer 'l7'"),
    ],
)
def test_arguments_without_effect_get_one_sentence(arguments, words):
    with pytest.raises(ValueError, match=words):
        layers.Dense(2, **arguments)


def test_arguments_at_keras_defaults_are_welcome():
    layers.Dense(2, kernel_constraint=None, lora_rank=None, activity_regularizer=None)
    layers.Conv2D(2, 3, dilation_rate=[1, 1], groups=1, data_format="channels_last")
    layers.GRU(2, dropout=0.0, stateful=False, return_state=False, unroll=True)
    nn.Input((3,), batch_size=None, sparse=False)
    for wrong in (dict(batch_size=3), dict(ragged=True), dict(batch_shape=(None, 3))):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            nn.Input((3,), **wrong)


def test_weights_by_name():
    layer = layers.Dense(2)
    with pytest.raises(AttributeError, match="no kernel in Dense 'dense': call the layer"):
        _ = layer.kernel
    layer.build((None, 3))
    assert layer.kernel is layer.params["kernel"] and layer.bias is layer.params["bias"]
    assert [w.shape for w in layer.weights] == [(3, 2), (2,)]
    assert layers.Dense(2, use_bias=False).bias is None
    with pytest.raises(AttributeError, match="it has none"):
        flat = layers.Flatten()
        flat.build((None, 2, 2))
        _ = flat.kernel


def test_a_frozen_layer_lists_its_weights_among_the_others():
    layer = layers.Dense(2, trainable=False)
    layer.build((None, 3))
    assert layer.trainable_weights == [] and len(layer.non_trainable_weights) == 2
    assert layer.get_config()["trainable"] is False
    layer.trainable = True
    assert len(layer.trainable_weights) == 2 and layer.non_trainable_weights == []


def test_an_initializer_must_give_the_shape_it_was_asked_for():
    layer = layers.Dense(2, kernel_initializer=lambda shape, dtype=None: np.zeros(3))
    with pytest.raises(ValueError, match=r"kernel in Dense made an array of shape \(3,\)"):
        layer.build((None, 4))
    given = np.arange(8.0).reshape(4, 2)
    layer = layers.Dense(2, kernel_initializer=given)
    layer.build((None, 4))
    np.testing.assert_array_equal(layer.kernel, given)


@pytest.mark.parametrize(
    "layer",
    [
        layers.Conv2D(2, 3),
        layers.MaxPooling2D(2),
        layers.AveragePooling2D(2, padding="same"),
        layers.ZeroPadding2D(1),
        layers.GlobalAveragePooling2D(),
        layers.GlobalMaxPooling2D(),
        layers.RandomFlip(seed=0),
        layers.BatchNormalization(),
        layers.Dropout(0.5),
    ],
    ids=lambda layer: layer.name,
)
def test_layers_called_directly_take_pictures_of_another_size(layer):
    for height, width in ((6, 5), (9, 4), (5, 5)):
        x = RNG.normal(size=(2, height, width, 3)).astype("float32")
        y = layer(x)
        assert y.shape == tuple(layer.compute_output_shape(x.shape))
        assert layer.backward(np.ones_like(y)).shape == x.shape


def test_the_channels_of_a_convolution_stay():
    layer = layers.Conv2D(2, 3)
    layer(np.ones((1, 5, 5, 3), "float32"))
    with pytest.raises(ValueError, match="built for pictures with 3 channels, got 1"):
        layer(np.ones((1, 5, 5, 1), "float32"))
    with pytest.raises(ValueError, match="does not fit into a picture of 2×5"):
        layer(np.ones((1, 2, 5, 3), "float32"))


def test_a_model_for_pictures_of_any_size():
    model = nn.Sequential(
        [
            nn.Input((None, None, 3)),
            layers.ZeroPadding2D(1),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(4, 2),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2),
        ]
    )
    assert model.layers[3].output_shape == (None, None, None, 4)
    model.compile("sgd", "mse")
    for height, width in ((8, 6), (5, 9)):
        x = RNG.normal(size=(7, height, width, 3))
        assert model.predict(x, verbose=0).shape == (7, 2)
        model.fit(x, np.zeros((7, 2)), verbose=0)
    with pytest.raises(ValueError, match="for pictures of any size use GlobalAveragePooling2D"):
        nn.Sequential([nn.Input((None, None, 3)), layers.Flatten()])


def test_noise_shape_silences_whole_channels():
    layer = layers.Dropout(0.5, noise_shape=(None, 1, 1, None), seed=0)
    y = layer(np.ones((40, 2, 3, 5)), training=True)
    assert (y == y[:, :1, :1]).all() and set(y.ravel()) == {0.0, 2.0}
    for wrong, words in (((None, 2), "noise_shape of Dropout needs"), (7, "for a seed write seed")):
        with pytest.raises(ValueError, match=words):
            layers.Dropout(0.5, noise_shape=wrong)(np.ones((4, 3)), training=True)


def test_reshape_and_global_maximum():
    check_all(layers.Reshape((3, -1)), RNG.normal(size=(2, 4, 6)))
    check_all(layers.Reshape((6, 2, 2)), RNG.normal(size=(2, 4, 6)))
    for keepdims in (False, True):
        check_all(layers.GlobalMaxPooling2D(keepdims=keepdims), RNG.normal(size=(2, 4, 3, 2)))
        check_all(layers.GlobalAveragePooling2D(keepdims=keepdims), RNG.normal(size=(2, 4, 3, 2)))
    x = np.array([[[1.0], [3.0]], [[3.0], [2.0]]])[None]
    layer = layers.GlobalMaxPooling2D()
    assert layer(x).tolist() == [[3.0]]
    assert layer.backward(np.array([[4.0]]))[0, :, :, 0].tolist() == [[0, 2], [2, 0]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: layers.Reshape(6), "target_shape of Reshape must be a tuple"),
        (lambda: layers.Reshape((-1, -1)), "Only one length"),
        (lambda: layers.Reshape((0, 3)), "Each length in target_shape"),
        (lambda: layers.Reshape((5,)).build((None, 2, 3)), "a sample has 6 numbers"),
        (lambda: layers.Reshape((4, -1)).build((None, 2, 3)), "a sample has 6 numbers"),
        (lambda: layers.Reshape((4, -1)).build((None, None, 3)), "every length but the batch"),
        (lambda: layers.GlobalMaxPooling2D().build((None, 3)), "GlobalMaxPooling2D expects"),
        (lambda: layers.GlobalMaxPooling2D(keepdims=3), "keepdims must be"),
    ],
)
def test_mistakes_get_one_clear_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize("name", ["uniform", "normal", "one", "zero"])
def test_initializers_by_keras_short_names(name):
    assert layers.Dense(2, kernel_initializer=name)(np.ones((1, 3))).shape == (1, 2)
