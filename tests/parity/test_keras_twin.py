"""The twin in Keras computes what the model of the course computes."""

import numpy as np
import pytest
import tensorflow as tf

from coursekit import nn
from coursekit.studies import keras_twin

X = np.array([[0.05, 0.1], [0.4, -0.3]])
Y = np.array([[0.01, 0.99, 0.5], [0.2, 0.1, 0.0]])


def network(*layers):
    nn.utils.set_random_seed(1)
    model = nn.Sequential([nn.Input((2,)), *layers])
    model.set_weights([array.astype("float64") for array in model.get_weights()])
    return model


DENSE = network(nn.layers.Dense(4, "tanh"), nn.layers.Dense(3, "sigmoid"))


def half_square(y, a):
    return tf.reduce_sum((y - a) ** 2) / 2


@pytest.mark.parametrize(("dtype", "limit"), [("float64", 1e-6), ("float32", 1e-6)])
def test_outputs_and_gradients_are_those_of_the_model(dtype, limit):
    outputs = DENSE.forward(X)
    theirs = keras_twin.twin(DENSE, dtype)(X.astype(dtype)).numpy()
    assert theirs.dtype == dtype
    np.testing.assert_allclose(theirs, outputs, atol=limit)
    DENSE.backward(outputs - Y)
    own = [layer.grads[name] for layer in DENSE.layers for name in ("kernel", "bias")]
    for mine, other in zip(own, keras_twin.gradients(DENSE, X, Y, half_square, dtype), strict=True):
        np.testing.assert_allclose(other, mine, atol=limit)


def test_names_run_unit_by_unit():
    kernel, bias = np.array([[1.0, 3.0], [2.0, 4.0]]), np.array([5.0, 6.0])
    named = keras_twin.by_name([kernel, bias])
    assert named == {"dE/dw1": 1, "dE/dw2": 2, "dE/dw3": 3, "dE/dw4": 4, "dE/db1": 5, "dE/db2": 6}


def test_other_layers_are_named():
    with pytest.raises(ValueError, match="dense layers only, got Dropout"):
        keras_twin.twin(network(nn.layers.Dense(3), nn.layers.Dropout(0.5)))
