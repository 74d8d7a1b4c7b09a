"""Every option of every class that ``derive`` accepts and Keras has, against Keras in float64."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from coursekit.handcalc import derive
from tests.unit.handcalc.options import arrays, build, draw, step

ERROR = ("E",)
CASES = 150


def keras_copy(case):
    """The same network in Keras, built from the same recipe, with the same weights."""
    layers = [build(keras, entry) for entry in case.recipe["layers"]]
    copy = keras.Sequential([keras.Input(case.x.shape[1:], dtype="float64"), *layers])
    copy.set_weights(case.model.get_weights())
    return copy


def keras_step(case):
    """Loss, gradients and new weights of one step in Keras."""
    copy = keras_copy(case)
    kind, options = case.recipe["loss"]
    loss = getattr(keras.losses, kind)(**options, dtype="float64")
    with tf.GradientTape() as tape:
        outputs = copy(tf.constant(case.x), training=False)
        error = loss(tf.constant(case.y), outputs, sample_weight=_for_places(case))
        error += sum(copy.losses)
    gradients = tape.gradient(error, copy.trainable_variables, unconnected_gradients="zero")
    step(keras, case.recipe["optimizer"]).apply(gradients, copy.trainable_variables)
    return float(error), [g.numpy() for g in gradients], copy.get_weights()


def _for_places(case):
    """Weights with an axis for each of a picture's: Keras would take them for its last axis."""
    if case.weights is None:
        return None
    return case.weights.reshape(-1, *[1] * (len(case.model.output_shape) - 2))


def _tolerance(case):
    """Relative difference; Keras rounds the numbers in two functions to float32."""
    rough = ("Gelu", "HardSigmoid")
    return 1e-6 if any(name in str(case.recipe) for name in rough) else 1e-8


def _mixed(case):
    """Whether Keras puts the sums before one function into the cross-entropy of the other one.

    It does so with sigmoid and softmax, and with a softmax along any axis.
    """
    kind, options = case.recipe["layers"][-1]
    last, loss = case.model.layers[-1], case.recipe["loss"][0]
    name = getattr(getattr(last, "activation", None), "name", None)
    own_axis = options.get("axis", -1) in (-1, len(last.output_shape) - 1)
    partner = {"Binary": "sigmoid", "Catego": "softmax", "Sparse": "softmax"}.get(loss[:6])
    return partner and name in ("sigmoid", "softmax") and not (name == partner and own_axis)


@pytest.mark.parametrize("start", range(0, CASES, 50))
def test_error_gradients_and_new_weights_are_those_of_keras(start):
    without = 0
    for seed in range(start, start + 50):
        case = draw(seed, keras=True)
        if _mixed(case):
            continue
        try:
            derivation = derive(
                case.model, case.x, case.y, case.loss, case.optimizer,
                sample_weight=case.weights, only=[],
            )  # fmt: skip
        except ValueError as error:  # outputs that add up to 0
            assert "no value that can be written down" in str(error)
            without += 1
            continue
        error, gradients, weights = keras_step(case)
        told = str(case.recipe)
        rough = _tolerance(case)
        assert derivation.value("E") == pytest.approx(error, rel=rough / 10), told
        own = arrays(derivation, case.model, lambda key: ("d", ERROR, key))
        for mine, theirs in zip(own, gradients, strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=rough, atol=rough / 1000, err_msg=told)
        own = arrays(derivation, case.model, lambda key: ("new", key))
        for mine, theirs in zip(own, weights, strict=True):  # Keras rounds its rates to float32
            np.testing.assert_allclose(mine, theirs, rtol=2e-6, atol=2e-6, err_msg=told)
    assert without <= 3
