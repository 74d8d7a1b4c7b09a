"""A cross-entropy is reported, and learned from, without limits where Keras does so."""

import keras
import numpy as np
import pytest

from coursekit import nn
from tests.parity.keras_models import dense, float64, pair, same  # noqa: F401

pytestmark = pytest.mark.usefixtures("float64")
RNG = np.random.default_rng(5)
X = RNG.standard_normal((23, 3))
Y = RNG.integers(0, 2, 23).astype(float)
CLASSES = RNG.integers(0, 3, 23)


SURE = [
    ("sigmoid", 1, "binary_crossentropy", [[-30.0], [30.0], [-500.0]], [[1.0], [0.0], [1.0]]),
    ("softmax", 2, "sparse_categorical_crossentropy", [[-100.0], [100.0]], [0, 1]),
    ("softmax", 2, "categorical_crossentropy", [[-100.0], [100.0]], [[1.0, 0.0], [0.0, 1.0]]),
]


@pytest.mark.parametrize(("activation", "units", "loss", "x", "y"), SURE)
@pytest.mark.parametrize("apart", [False, True])
def test_reported_losses_are_exact_however_sure_the_model_is(activation, units, loss, x, y, apart):
    kernel = [[1.0]] if units == 1 else [[1.0, -1.0]]
    last = (dense(units, activation),)
    if apart:
        last = (dense(units), lambda layers: layers.Activation(activation))
    models = pair(*last, shape=(1,))
    for model in models:
        model.set_weights([np.array(kernel), np.zeros(units)])

    def call(model, engine):
        model.compile("sgd", loss, metrics=[loss])
        found = model.evaluate(np.array(x), np.array(y), verbose=0, return_dict=True)
        history = model.fit(
            np.array(x), np.array(y), validation_data=(np.array(x), np.array(y)),
            shuffle=False, verbose=0,
        )  # fmt: skip
        return found | {f"fit {name}": value for name, value in history.history.items()}

    same(*models, call)


def test_by_hand_the_numbers_of_sure_and_wrong_predictions():
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, "sigmoid")])
    model.set_weights([[[1.0]], [0.0]])
    model.compile("sgd", "binary_crossentropy")
    assert model.evaluate([[-30.0]], [1.0]) == pytest.approx(30, rel=1e-12)
    assert model.evaluate([[30.0]], [0.0]) == pytest.approx(30, rel=1e-12)
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(2, "softmax")])
    model.set_weights([[[1.0, -1.0]], [0.0, 0.0]])
    model.compile("sgd", "sparse_categorical_crossentropy")
    assert model.evaluate([[100.0]], [1]) == pytest.approx(200, rel=1e-12)


@pytest.mark.parametrize(
    ("activation", "units", "kind", "y"),
    [
        ("sigmoid", 1, "BinaryCrossentropy", Y),
        ("softmax", 3, "SparseCategoricalCrossentropy", CLASSES),
        ("softmax", 3, "CategoricalCrossentropy", np.eye(3)[CLASSES]),
    ],
)
def test_from_logits_behind_its_own_activation(activation, units, kind, y):
    def call(model, engine):
        model.compile(engine.optimizers.SGD(0.5), getattr(engine.losses, kind)(from_logits=True))
        with pytest.warns(UserWarning, match="from_logits=True"):
            return model.fit(X, y, batch_size=8, epochs=2, shuffle=False, verbose=0).history

    same(*pair(dense(units, activation)), call)


BINARY, SPARSE, ONE_HOT = (
    "binary_crossentropy", "sparse_categorical_crossentropy", "categorical_crossentropy"
)  # fmt: skip
# the label that a first sample of +40 and a second one of −40 miss by far
STEPS, PIXELS = (np.repeat([0, 1], n).reshape(2, *shape) for n, shape in ((3, (3,)), (4, (2, 2))))


def conv1d(filters, activation=None):
    return lambda layers: layers.Conv1D(filters, 1, activation=activation)


def conv2d(filters, activation=None):
    return lambda layers: layers.Conv2D(filters, 1, activation=activation)


def rnn(**options):
    return lambda layers: layers.SimpleRNN(1, activation="sigmoid", **options)


def then(name, *arguments):
    return lambda layers: getattr(layers, name)(*arguments)


# layers, shape of a sample, labels, loss, and whether Keras computes it from the sums
ENDS = {
    "Conv1D, sigmoid": ([conv1d(1, "sigmoid")], (3, 1), STEPS[..., None], BINARY, True),
    "Conv2D, sigmoid": ([conv2d(1, "sigmoid")], (2, 2, 1), PIXELS[..., None], BINARY, True),
    "Conv1D, softmax": ([conv1d(2, "softmax")], (3, 1), 1 - STEPS, SPARSE, True),
    "Conv2D, softmax": ([conv2d(2, "softmax")], (2, 2, 1), np.eye(2)[1 - PIXELS], ONE_HOT, True),
    "Conv2D, Activation": (
        [conv2d(1), then("Activation", "sigmoid")], (2, 2, 1), PIXELS[..., None], BINARY, True,
    ),
    "Conv1D, Softmax": ([conv1d(2), then("Softmax")], (3, 1), 1 - STEPS, SPARSE, True),
    "Flatten": (
        [conv2d(1, "sigmoid"), then("Flatten")], (2, 2, 1), PIXELS.reshape(2, 4), BINARY, False,
    ),
    "Reshape": (
        [conv1d(1, "sigmoid"), then("Reshape", (3,))], (3, 1), STEPS, BINARY, False,
    ),
    "Reshape to the same": (
        [conv1d(1, "sigmoid"), then("Reshape", (3, 1))], (3, 1), STEPS[..., None], BINARY, False,
    ),
    "pooling": (
        [conv2d(1, "sigmoid"), then("GlobalAveragePooling2D")], (2, 2, 1), STEPS[:, :1], BINARY,
        False,
    ),
    "SimpleRNN": (
        [lambda layers: layers.SimpleRNN(1, activation="sigmoid", return_sequences=True)], (3, 1),
        STEPS[..., None], BINARY, False,
    ),
    "SimpleRNN, one output": ([rnn(unroll=False)], (1, 1), STEPS[:, :1], BINARY, False),
    "SimpleRNN, unrolled": ([rnn(unroll=True)], (1, 1), STEPS[:, :1], BINARY, True),
    "SimpleRNN, unrolled sequences": (
        [rnn(unroll=True, return_sequences=True)], (3, 1), STEPS[..., None], BINARY, False,
    ),
    "Activation that does nothing": (
        [dense(1, "sigmoid"), then("Activation", "linear")], (1,), STEPS[:, :1], BINARY, True,
    ),
    "softmax and nothing": (
        [dense(2, "softmax"), then("Activation", None), then("Dropout", 0.0)], (1,),
        1 - STEPS[:, :1], SPARSE, True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_convolutions_and_what_may_follow_them(name):
    layers, shape, y, loss, exact = ENDS[name]
    models = pair(*layers, shape=shape)
    for model in models:
        kernel = np.ones_like(model.get_weights()[0])
        kernel[..., 1:] = -1
        model.set_weights([kernel, *(np.zeros_like(w) for w in model.get_weights()[1:])])
    x = np.full((2, *shape), 40.0)
    x[1] *= -1
    reported = []

    def call(model, engine):
        model.compile(engine.optimizers.SGD(0.5), loss, metrics=[loss])
        found = model.evaluate(x, y, verbose=0, return_dict=True)
        reported.append(found["loss"])
        history = model.fit(x, y, epochs=2, shuffle=False, validation_data=(x, y), verbose=0)
        return found | {f"fit {key}": value for key, value in history.history.items()}

    same(*models, call)
    if exact:
        assert reported[0] == pytest.approx(40 if loss == BINARY else 80)
    else:
        assert reported[0] < 17, "limited to −ln 1e-7"


def test_dropout_behind_the_output_takes_the_sums_away_in_training_only():
    """It draws its own numbers in each engine; here it drops (almost) nothing."""
    reported = []
    for model, engine in zip(pair(dense(1, "sigmoid"), shape=(1,)), (nn, keras), strict=True):
        model.add(engine.layers.Dropout(1e-9))
        model.set_weights([np.ones((1, 1)), np.zeros(1)])
        model.compile(engine.optimizers.SGD(0.5), BINARY)
        x, y = np.array([[-40.0]]), np.array([[1.0]])
        before = float(model.evaluate(x, y, verbose=0))
        trained = model.fit(x, y, verbose=0).history["loss"][0]
        after = [w.item() for w in model.get_weights()]
        reported.append([before, trained, *after])
    for first, *_ in reported:
        assert first == pytest.approx(40)
    assert reported[0][1] == pytest.approx(-np.log(1e-7))
    assert reported[0][1:] == pytest.approx(reported[1][1:])


def test_labels_without_their_last_axis_lose_nothing_here():
    """Keras reshapes the outputs to fit such labels, and so it misses the sums before them."""
    reported = []
    for model in pair(conv1d(1, "sigmoid"), shape=(3, 1)):  # ours first
        model.set_weights([np.ones((1, 1, 1)), np.zeros(1)])
        x = np.full((2, 3, 1), -40.0)
        for labels in ((2, 3, 1), (2, 3)):
            model.compile("sgd", BINARY)
            reported.append(float(model.evaluate(x, np.ones(labels), verbose=0)))
    assert reported == pytest.approx([40, 40, 40, -np.log(1e-7)])
