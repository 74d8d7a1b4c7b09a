"""The same weights, data and order: fit, evaluate and predict beside Keras."""

import keras
import numpy as np
import pytest

from coursekit import nn

ROWS, FEATURES, CLASSES = 53, 4, 3


@pytest.fixture(params=["float64", "float32"])
def floats(request):
    before = keras.config.floatx(), keras.config.dtype_policy()
    for engine in (keras, nn):
        engine.config.set_floatx(request.param)
    keras.config.set_dtype_policy(request.param)
    yield request.param
    keras.config.set_floatx(before[0])
    keras.config.set_dtype_policy(before[1])
    nn.config.set_floatx("float32")


def networks(engine, kind):
    layers = engine.layers
    if kind == "picture":
        inside = [layers.Flatten(), layers.Dense(5, activation="elu")]
        shape = (2, 2, 1)
    else:
        inside = [layers.Dense(5), layers.Activation("tanh"), layers.Dropout(0.0)]
        shape = (FEATURES,)
    outputs, activation = {
        "binary": (1, "sigmoid"),
        "number": (1, None),
        "classes": (CLASSES, "softmax"),
        "numbers": (2, None),
        "picture": (CLASSES, "softmax"),
        "logits": (1, None),
    }[kind]
    return engine.Sequential(
        [engine.Input(shape), *inside, layers.Dense(outputs, activation=activation)]
    )


def targets(kind, rng):
    if kind in ("binary", "logits"):
        return rng.integers(0, 2, ROWS)
    if kind in ("classes", "picture"):
        return rng.integers(0, CLASSES, ROWS)
    return rng.standard_normal((ROWS, 2) if kind == "numbers" else ROWS)


def loss_of(engine, kind):
    return {
        "binary": "binary_crossentropy",
        "number": "mse",
        "numbers": "mae",
        "classes": "sparse_categorical_crossentropy",
        "picture": engine.losses.SparseCategoricalCrossentropy(),
        "logits": engine.losses.BinaryCrossentropy(from_logits=True),
    }[kind]


def optimizer_of(engine, name):
    """Optimizers whose constants are exact in float32, to which Keras rounds some of them."""
    if name == "momentum":
        return engine.optimizers.SGD(1 / 16, momentum=0.875, nesterov=True)
    return engine.optimizers.Adam(1 / 128, beta_1=7 / 8, beta_2=31 / 32)


METRICS = {
    "binary": ["accuracy"],
    "classes": ["accuracy"],
    "picture": ["accuracy"],
    "number": ["mae"],
    "numbers": ["mse"],
    "logits": [],
}


CASES = [*((kind, "momentum") for kind in METRICS), ("binary", "adam")]


@pytest.mark.parametrize(("kind", "optimizer"), CASES)
def test_history_and_weights(kind, optimizer, floats):
    rng = np.random.default_rng(3)
    x = rng.standard_normal((ROWS, 2, 2, 1) if kind == "picture" else (ROWS, FEATURES))
    x, y = x.astype(floats), targets(kind, rng)
    models = [networks(engine, kind) for engine in (nn, keras)]
    models[0].set_weights(models[1].get_weights())
    found = []
    for engine, model in zip((nn, keras), models, strict=True):
        metrics = METRICS[kind]
        model.compile(optimizer_of(engine, optimizer), loss_of(engine, kind), metrics=metrics)
        history = model.fit(
            x, y, batch_size=8, epochs=3, shuffle=False, validation_split=0.2, verbose=0
        )
        numbers = model.evaluate(x, y, verbose=0, return_dict=True)
        found.append((history.history, numbers, np.asarray(model(x)), model.get_weights()))
    (ours, numbers, p, weights), (theirs, k_numbers, k_p, k_weights) = found
    close = dict(rtol=1e-9, atol=1e-12) if floats == "float64" else dict(rtol=2e-5, atol=2e-6)
    assert list(ours) == list(theirs)
    for name, values in theirs.items():
        np.testing.assert_allclose(ours[name], values, err_msg=name, **close)
    assert numbers.keys() == k_numbers.keys()
    for name, value in k_numbers.items():
        np.testing.assert_allclose(numbers[name], value, err_msg=name, **close)
    np.testing.assert_allclose(p, k_p, **close)
    assert p.dtype == k_p.dtype and p.shape == k_p.shape
    for a, b in zip(weights, k_weights, strict=True):
        np.testing.assert_allclose(a, b, **close)


@pytest.mark.parametrize("method", ["fit", "evaluate", "predict", "compile", "summary", "save"])
def test_arguments_come_in_keras_order_with_keras_defaults(method):
    import inspect

    ours = inspect.signature(getattr(nn.Sequential, method)).parameters
    theirs = inspect.signature(getattr(keras.Sequential, method)).parameters
    positional = [n for n, p in ours.items() if p.kind is p.POSITIONAL_OR_KEYWORD]
    assert positional == list(theirs)[: len(positional)]
    own = {"seed"}
    for name, parameter in ours.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            continue  # what is refused in a sentence
        assert name in own or parameter.default == theirs[name].default
    assert set(ours) - set(theirs) <= own | {"others"}


def test_one_cell_runs_on_both_engines():
    cell = """
engine.utils.set_random_seed(1)
model = engine.Sequential([
    engine.Input(shape=(4,)),
    engine.layers.Dense(6, activation="relu", kernel_initializer="he_normal"),
    engine.layers.Dropout(0.2),
    engine.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=engine.optimizers.Adam(learning_rate=0.05),
              loss=engine.losses.BinaryCrossentropy(), metrics=["accuracy", "AUC"])
stop = engine.callbacks.EarlyStopping(monitor="val_loss", min_delta=1e-4, patience=3,
                                      verbose=0, mode="auto", restore_best_weights=True)
history = model.fit(x, y, batch_size=10, epochs=10, validation_split=0.33, callbacks=[stop],
                    verbose=0)
scores = model.evaluate(x, y, verbose=0)
"""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((200, 4)).astype("float32")
    y = (x[:, 0] - x[:, 1] > 0).astype("float32")
    names = []
    for engine in (nn, keras):
        space = {"engine": engine, "x": x, "y": y}
        exec(cell, space)
        names.append(list(space["history"].history))
        assert len(space["scores"]) == 3 and space["scores"][1] > 0.85
    assert names[0] == names[1]


def test_to_categorical():
    for labels, k in (([0, 2, 1], None), ([[1], [0]], 4)):
        ours, theirs = (e.utils.to_categorical(labels, k) for e in (nn, keras))
        assert np.array_equal(ours, theirs) and ours.dtype == theirs.dtype
