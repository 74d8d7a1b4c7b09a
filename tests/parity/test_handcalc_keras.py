"""The hand computation against Keras' own gradients and weights after one step, in float64."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from coursekit import nn
from coursekit.handcalc import TEMPLATES, derive, variant
from coursekit.studies.keras_twin import twin

LOSSES = {
    "MeanSquaredError": "real",
    "MeanAbsoluteError": "real",
    "Huber": "real",
    "BinaryCrossentropy": "binary",
    "CategoricalCrossentropy": "one-hot",
}


def keras_gradients(copy, x, y, loss):
    with tf.GradientTape() as tape:
        error = loss(tf.constant(y), copy(tf.constant(x), training=False))
    return float(error), [g.numpy() for g in tape.gradient(error, copy.trainable_variables)]


def by_hand(derivation, shape, layer, letter):
    """Gradients of one array in Keras' layout (inputs first)."""
    array = np.empty(shape)
    for index in np.ndindex(shape):
        unit = index[::-1]
        array[index] = derivation.values["d", ("E",), (letter, layer, *unit)]
    return array


def assert_same_gradients(derivation, gradients):
    for position, gradient in enumerate(gradients):
        own = by_hand(derivation, gradient.shape, position // 2 + 1, "Wb"[position % 2])
        np.testing.assert_allclose(own, gradient, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("loss", sorted(LOSSES))
def test_errors_and_gradients_of_random_networks_are_those_of_keras(loss, seed):
    rng = np.random.default_rng(seed)
    kind = LOSSES[loss]
    ending = {"real": "linear", "binary": "sigmoid", "one-hot": "softmax"}[kind]
    hidden = rng.choice(
        ["relu", "tanh", "sigmoid", "softplus", "silu", "elu", "leaky_relu"], size=2
    )
    sizes = rng.integers(2, 5, size=3)
    layers = [
        nn.layers.Dense(int(n), str(f), dtype="float64")
        for n, f in zip(sizes, [*hidden, ending], strict=True)
    ]
    model = nn.Sequential([nn.Input((3,)), *layers])
    model.set_weights([rng.normal(scale=0.7, size=w.shape) for w in model.get_weights()])
    x, units = rng.normal(size=(3, 3)), int(sizes[-1])
    y = {
        "real": rng.normal(size=(3, units)),
        "binary": rng.integers(0, 2, (3, units)).astype(float),
        "one-hot": np.eye(units)[rng.integers(0, units, 3)],
    }[kind]
    error, gradients = keras_gradients(
        twin(model), x, y, getattr(keras.losses, loss)(dtype="float64")
    )
    own = getattr(nn.losses, loss)()
    derivation = derive(model, x, y, own, nn.optimizers.SGD(0.1), only=[])
    assert derivation.value("E") == pytest.approx(error, rel=1e-9)
    assert_same_gradients(derivation, gradients)


STUDENTS = {"2-2-1": 2500}  # the assignment; of the others fewer


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_key_of_a_large_class_agrees_with_keras(template):
    drawn = [variant(student, template) for student in range(STUDENTS.get(template, 500))]
    loss = _half_squared
    if TEMPLATES[template].loss != "half":
        loss = keras.losses.CategoricalCrossentropy(dtype="float64")
    errors, gradients = _keras_for_all(drawn, loss)
    ours = [student.derivation.value("E") for student in drawn]
    np.testing.assert_allclose(ours, errors, rtol=1e-9)
    for position, theirs in enumerate(gradients):
        place = position // 2 + 1, "Wb"[position % 2]
        ours = [by_hand(student.derivation, theirs.shape[1:], *place) for student in drawn]
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


def _keras_for_all(drawn, loss):
    """Errors and gradients of all students at once: one network, every student's weights."""
    copy = twin(drawn[0].model)

    def one(inputs):
        x, y, *weights = inputs
        with tf.GradientTape() as tape:
            tape.watch(weights)
            outputs, _ = copy.stateless_call(weights, [], x[None])
            error = loss(y[None], outputs)
        return error, tape.gradient(error, weights)

    weights = zip(*(student.model.get_weights() for student in drawn), strict=True)
    stacks = [np.stack([s.x for s in drawn]), np.stack([s.y for s in drawn])]
    stacks += [np.stack(arrays) for arrays in weights]
    errors, gradients = tf.vectorized_map(one, [tf.constant(stack) for stack in stacks])
    return errors.numpy(), [gradient.numpy() for gradient in gradients]


def _half_squared(y, a):
    return 0.5 * tf.reduce_sum((y - a) ** 2)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("SGD", {"learning_rate": 0.5}),
        ("SGD", {"learning_rate": 0.5, "momentum": 0.9, "nesterov": True}),
        ("Adagrad", {"learning_rate": 0.1}),
        ("RMSprop", {"learning_rate": 0.1}),
        ("Adam", {"learning_rate": 0.1}),
    ],
)
def test_new_weights_are_those_of_keras_after_one_step(name, arguments):
    drawn = variant("keras", "2-2-2")
    copy = twin(drawn.model)
    _, gradients = keras_gradients(copy, drawn.x[None], drawn.y[None], _half_squared)
    optimizer = getattr(keras.optimizers, name)(**arguments)
    optimizer.apply([tf.constant(g) for g in gradients], copy.trainable_variables)
    own = getattr(nn.optimizers, name)(**arguments)
    derivation = derive(drawn.model, drawn.x, drawn.y, None, own)
    for layer, position in ((1, 0), (2, 2)):
        kernel = copy.get_weights()[position]
        for (i, j), weight in np.ndenumerate(kernel):
            assert derivation.values["new", ("W", layer, j, i)] == pytest.approx(weight, abs=2e-6)
