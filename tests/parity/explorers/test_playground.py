"""The playground's training against Keras in float64: the same rows, weights and batches."""

import keras
import numpy as np
import pytest

from coursekit import explore, nn
from coursekit.explorers.kit.chance import Chance
from coursekit.explorers.playground import explorer as field
from coursekit.explorers.playground import run as field_run
from coursekit.explorers.playground.run import build, order_seed

# Keras rounds the options of an optimizer to float32, which holds these numbers exactly.
EXACT, BETA_1, BETA_2 = 0.03125, 0.875, 1 - 2**-10
RECIPES = [
    field.State("spiral", hidden=(8, 8), optimizer="momentum", lr=EXACT, step=2),
    field.State("XOR", activation="relu", lr=EXACT, penalty="L2", rate=EXACT, step=2),
    field.State("gauss", activation="sigmoid", lr=EXACT, penalty="L1", rate=EXACT, step=2),
    field.State("hills", hidden=(5,), optimizer="Adam", lr=EXACT, step=2),
]


@pytest.fixture
def float64():
    before = keras.config.dtype_policy()
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")  # an earlier test may have fixed another
    yield
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy(before)


def keras_twin(state, classes, weights):
    """The same network in Keras, with the penalty on the kernels and the same optimizer."""
    penalty = {"none": None, "L1": keras.regularizers.L1, "L2": keras.regularizers.L2}
    kind = penalty[state.penalty]
    layers = [
        keras.layers.Dense(m, f, kernel_regularizer=kind and kind(state.rate))
        for m, f in [*((m, state.activation) for m in state.hidden), (1, output(classes))]
    ]
    model = keras.Sequential([keras.Input((len(state.features),)), *layers])
    model.set_weights(weights)
    optimizer = optimizers(keras)[state.optimizer](state.lr)
    model.compile(optimizer, "binary_crossentropy" if classes else "mse")
    return model


def optimizers(engine):
    return {
        "SGD": lambda lr: engine.optimizers.SGD(lr),
        "momentum": lambda lr: engine.optimizers.SGD(lr, momentum=BETA_1),
        "Adam": lambda lr: engine.optimizers.Adam(lr, beta_1=BETA_1, beta_2=BETA_2),
    }


def output(classes):
    return "sigmoid" if classes else "linear"


@pytest.mark.parametrize("state", RECIPES, ids=lambda state: state.dataset)
def test_two_epochs_are_those_of_keras(state, float64, monkeypatch):
    for name, make in optimizers(nn).items():
        monkeypatch.setitem(field_run.OPTIMIZERS, name, make)
    field.kept_run.cache_clear()
    given = field.given()
    run = field.run_for(state, given)
    twin = keras_twin(state, run.classes, build(state, run.classes).get_weights())
    x, y = run.parts[0]
    for epoch in range(1, state.step + 1):
        order = Chance(order_seed(state.seed, epoch)).shuffle(range(len(x)))
        for start in range(0, len(x), state.batch_size):
            rows = order[start : start + state.batch_size]
            twin.train_on_batch(x[rows], y[rows])
    theirs = np.concatenate([array.ravel() for array in twin.get_weights()])
    np.testing.assert_allclose(field.frame(state, given)["theta"], theirs, rtol=0, atol=1e-12)
    field.kept_run.cache_clear()  # the next test wants the usual optimizers


@pytest.mark.parametrize("state", RECIPES[1:], ids=lambda state: state.dataset)
def test_script_rebuilds_the_network_in_keras(state, float64):
    w = explore.playground(**vars(state))
    made = {}
    exec(w.code("keras"), made)
    outputs = made["model"].predict(made["features"](made["X_test"]), verbose=0)
    expected = w.model().predict(w.inputs(w.samples()[1][0]))
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-12)
    penalties = [layer.kernel_regularizer for layer in made["model"].layers]
    assert (state.penalty == "none") == (penalties == [None] * len(penalties))
    afresh = {}
    exec(w.code("keras", weights=False), afresh)
    assert len(afresh["model"].history.history["val_loss"]) == state.step
