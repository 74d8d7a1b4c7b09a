"""Every option of every layer class, one at a time and drawn together, gives what Keras gives."""

import keras
import numpy as np
import pytest

from coursekit import nn
from tests.parity.keras_layers import compare, pictures, same
from tests.support.checks.signatures import check_same_arguments


def l1(k):
    return k.regularizers.L1(0.25)


def l2(k):
    return k.regularizers.L2(0.5)


def l1_l2(k):
    return k.regularizers.L1L2(0.125, 0.25)


def sequences(rng):
    return rng.normal(size=tuple(int(n) for n in rng.integers(3, 6, size=3)))


def table(rng):
    return rng.normal(size=(int(rng.integers(1, 5)), int(rng.integers(1, 6))))


def indices(rng):
    return rng.integers(0, 5, size=(3, 4)).astype(float)


PENALTIES = [None, l1, l1_l2]
STARTS = ["ones", "uniform", "orthogonal"]
ACTIVATIONS = [None, *(name for name in nn.activations.ALL if name not in ("step", "sign"))]
ACTIVATIONS = [a for a in ACTIVATIONS if a not in ("gelu", "leaky_relu")]  # Keras rounds constants
FLAGS = [True, False]
KERNEL = {
    "activation": [None, "tanh", "selu"],
    "use_bias": FLAGS,
    "kernel_initializer": STARTS,
    "bias_initializer": ["ones"],
    "kernel_regularizer": PENALTIES,
    "bias_regularizer": PENALTIES,
}
RECURRENT = {
    "units": [1, 3],
    **KERNEL,
    "activation": ["tanh", "sigmoid", "relu", None],
    "recurrent_initializer": STARTS,
    "recurrent_regularizer": PENALTIES,
    "return_sequences": FLAGS,
    "go_backwards": FLAGS,
    "unroll": FLAGS,
}
GATES = {**RECURRENT, "recurrent_activation": ["sigmoid", "hard_sigmoid", "tanh"]}
WINDOW = {"strides": [None, 1, (2, 3)], "padding": ["valid", "same"]}
POOLING = {"pool_size": [2, (3, 1)], **WINDOW}
# class: (inputs, arguments that must be given, every option with its values)
LAYERS = {
    "Activation": (table, {"activation": "tanh"}, {"activation": ACTIVATIONS}),
    "AveragePooling2D": (pictures, {"pool_size": 2}, POOLING),
    "BatchNormalization": (
        pictures,
        {},
        {
            "axis": [-1, 1, 2],
            "momentum": [0.5, 0.9],
            "epsilon": [0.001, 0.5],
            "center": FLAGS,
            "scale": FLAGS,
            "beta_initializer": STARTS[:2],
            "gamma_initializer": STARTS[:2],
            "moving_mean_initializer": STARTS[:2],
            "moving_variance_initializer": STARTS[:2],
            "beta_regularizer": PENALTIES,
            "gamma_regularizer": PENALTIES,
        },
    ),
    "Conv1D": (
        sequences,
        {"filters": 2, "kernel_size": 2},
        {
            "filters": [1, 3],
            "kernel_size": [1, 3, (2,)],
            "strides": [1, 2, (3,)],
            "padding": ["valid", "same", "causal"],
            **KERNEL,
        },
    ),
    "Conv2D": (
        pictures,
        {"filters": 2, "kernel_size": 2},
        {
            "filters": [1, 3],
            "kernel_size": [1, (3, 2)],
            "strides": [1, (2, 3)],
            "padding": ["valid", "same", "SAME"],
            **KERNEL,
        },
    ),
    "Dense": (table, {"units": 3}, {"units": [1, 4], **KERNEL, "activation": ACTIVATIONS}),
    "Dropout": (table, {"rate": 0.5}, {"rate": [0.0, 0.3], "noise_shape": [None, (None, 1)],
                                       "seed": [None, 3]}),
    "ELU": (table, {}, {"alpha": [0.5, 2.0]}),
    "Embedding": (
        indices,
        {"input_dim": 5, "output_dim": 2},
        {
            "input_dim": [5, 9],
            "output_dim": [1, 3],
            "embeddings_initializer": STARTS,
            "embeddings_regularizer": PENALTIES,
        },
    ),
    "Flatten": (pictures, {}, {}),
    "GlobalAveragePooling2D": (pictures, {}, {"keepdims": FLAGS}),
    "GlobalMaxPooling2D": (pictures, {}, {"keepdims": FLAGS}),
    "GRU": (sequences, {"units": 2}, {**GATES, "reset_after": FLAGS}),
    "LeakyReLU": (table, {}, {"negative_slope": [0.0, 0.25]}),
    "LSTM": (sequences, {"units": 2}, {**GATES, "unit_forget_bias": FLAGS}),
    "MaxPooling2D": (pictures, {}, POOLING),
    "Normalization": (
        sequences,
        {},
        {
            "axis": [-1, 1, None, (1, 2)],
            "mean": [None],
            "variance": [None],
            "invert": FLAGS,
        },
    ),
    "PReLU": (
        pictures,
        {},
        {
            "alpha_initializer": STARTS[:2],
            "alpha_regularizer": PENALTIES,
            "shared_axes": [None, [1], [1, 2], [3]],
        },
    ),
    "ReLU": (
        table,
        {},
        {"max_value": [None, 0.5], "negative_slope": [0.0, 0.25], "threshold": [0.0, 0.5]},
    ),
    "Rescaling": (table, {"scale": 0.5}, {"scale": [2.0, 1 / 255], "offset": [0.0, -1.0]}),
    "Reshape": (
        lambda rng: rng.normal(size=(3, 4, 6)),
        {"target_shape": (24,)},
        {"target_shape": [(-1,), (2, 12), (-1, 3), (2, -1, 2)]},
    ),
    "SimpleRNN": (sequences, {"units": 2}, RECURRENT),
    "Softmax": (sequences, {}, {"axis": [-1, 1, 2]}),
    "ZeroPadding2D": (pictures, {}, {"padding": [1, (2, 0), ((1, 0), (2, 3))]}),
}  # fmt: skip
# layers whose draws differ from Keras' are compared in test_augmentation_keras
RANDOM = {"RandomFlip", "RandomTranslation"}
OURS = {"MinPooling2D"}
EVERY_LAYER = {"name", "dtype", "trainable"}
ONE_AT_A_TIME = [
    (name, option, value)
    for name, (_, _, options) in LAYERS.items()
    for option, values in options.items()
    for value in values
]


def both(name, chosen):
    made = []
    for library in (nn, keras):
        arguments = {k: v(library) if v in (l1, l2, l1_l2) else v for k, v in chosen.items()}
        made.append(getattr(library.layers, name)(dtype="float64", **arguments))
    return made


def check(name, chosen, seed):
    inputs, _, _ = LAYERS[name]
    x = inputs(np.random.default_rng(seed))
    compare(*both(name, chosen), x, seed)
    if name == "BatchNormalization":
        compare(*both(name, chosen), x, seed, training=True)


def shown(value):
    """A name that is the same in every process, where ``repr`` has an address."""
    return getattr(value, "__name__", None) or str(value)


@pytest.mark.parametrize(("name", "option", "value"), ONE_AT_A_TIME, ids=shown)
def test_each_option(name, option, value):
    check(name, LAYERS[name][1] | {option: value}, 0)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", LAYERS)
def test_options_together(name, seed):
    rng = np.random.default_rng(seed)
    _, needed, options = LAYERS[name]
    drawn = {option: values[rng.integers(len(values))] for option, values in options.items()}
    check(name, needed | drawn, seed)


@pytest.mark.parametrize("name", LAYERS)
def test_no_option_is_left_out(name):
    _, needed, options = LAYERS[name]
    config = getattr(nn.layers, name)(**needed).get_config()
    assert set(config) == EVERY_LAYER | set(options)
    if name != "AveragePooling2D":  # Keras gives pool_size no default there
        check_same_arguments(getattr(nn.layers, name), getattr(keras.layers, name))


def test_no_layer_is_left_out():
    classes = {getattr(nn.layers, name).__name__ for name in nn.layers.__all__}
    assert classes - {"Layer", "Input"} == set(LAYERS) | RANDOM | OURS


@pytest.mark.parametrize("name", LAYERS)
def test_configuration_of_keras_makes_ours(name):
    rng = np.random.default_rng(1)
    inputs, needed, options = LAYERS[name]
    drawn = {option: values[rng.integers(len(values))] for option, values in options.items()}
    _, theirs = both(name, needed | drawn)
    ours = getattr(nn.layers, name).from_config(theirs.get_config())
    compare(ours, theirs, inputs(rng))
    again = type(ours).from_config(ours.get_config())
    assert again.get_config() == ours.get_config()


@pytest.mark.parametrize("name", LAYERS)
def test_every_argument_of_keras_works_or_is_refused_by_name(name):
    """Whatever else Keras takes is fine at its default, and gets its name in a sentence else."""
    import inspect

    theirs = inspect.signature(getattr(keras.layers, name).__init__).parameters
    cls, (_, needed, options) = getattr(nn.layers, name), LAYERS[name]
    for argument, one in theirs.items():
        if argument in options or one.kind in (one.VAR_KEYWORD, one.VAR_POSITIONAL):
            continue
        if argument in ("self", "name", "dtype", *needed):
            continue
        cls(**needed, **{argument: one.default})
        if argument in HARMLESS:
            continue
        other = {bool: not one.default, float: 0.5, int: 3}.get(type(one.default), "other")
        with pytest.raises(ValueError, match=argument):
            cls(**needed, **{argument: other})


HARMLESS = {"use_cudnn"}


@pytest.mark.parametrize("name", ["l1", "l2", "L1", "L2", "L1L2"])
def test_regularizers_by_name(name):
    w = np.random.default_rng(0).normal(size=(3, 4))
    ours, theirs = nn.regularizers.get(name), keras.regularizers.get(name)
    assert ours(w) == pytest.approx(float(theirs(w)), rel=1e-7)  # Keras rounds 0.01 to float32
    assert ours.get_config() == pytest.approx(theirs.get_config())
    check_same_arguments(type(ours), type(theirs))
    again = nn.regularizers.get(keras.regularizers.serialize(theirs))
    assert again.get_config() == pytest.approx(ours.get_config())


@pytest.mark.parametrize(
    ("axis", "shape"), [(-1, ()), (-1, (4,)), (1, (3,)), ((1, 2), (3, 4)), ((1, 2), (4,))]
)
@pytest.mark.parametrize("invert", FLAGS)
def test_normalization_with_given_numbers(axis, shape, invert):
    rng = np.random.default_rng(0)
    given = {"axis": axis, "mean": rng.normal(size=shape), "variance": rng.random(shape) + 0.5}
    ours, theirs = both("Normalization", {})[0], None
    ours = nn.layers.Normalization(**given, invert=invert, dtype="float64")
    theirs = keras.layers.Normalization(**given, invert=invert, dtype="float64")
    x = rng.normal(size=(2, 3, 4))
    theirs.build(x.shape)
    ours.build((None, 3, 4))
    same(ours.forward(x), theirs(x).numpy(), 2e-7)  # Keras rounds given numbers to float32


@pytest.mark.parametrize("axis", [-1, 1, None, (1, 2)])
def test_normalization_adapts(axis):
    data = np.random.default_rng(0).normal(3, 2, size=(20, 3, 4))
    data[..., 0] = 7.0
    ours, theirs = both("Normalization", {"axis": axis})
    ours.adapt(data)
    theirs.adapt(data)
    same(ours.forward(data), theirs(data).numpy(), 1e-9)
    for mine, wanted in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        same(mine, wanted, 1e-9)


def test_frozen_batch_normalization_uses_its_moving_means():
    ours, theirs = both("BatchNormalization", {"trainable": False})
    x = np.random.default_rng(0).normal(size=(5, 3))
    same(ours(x, training=True), theirs(x, training=True).numpy(), 1e-9)
    assert ours.trainable_weights == [] and len(ours.non_trainable_weights) == 4
    assert len(theirs.non_trainable_weights) == 4


def test_maxima_that_tie_share_the_gradient():
    x = np.random.default_rng(0).integers(0, 2, size=(3, 4, 5, 2)).astype(float)
    compare(*both("GlobalMaxPooling2D", {}), x)
