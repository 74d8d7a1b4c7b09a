"""Watching a network counts the units that are dead or flat, and does not change its training."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.studies.watch import UnitWatch, dead_units, hidden_slopes

X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], dtype="float32")
Y = np.array([0, 1, 1])


def network(activation="relu"):
    nn.utils.set_random_seed(0)
    model = nn.Sequential(
        [
            nn.Input((2,)),
            nn.layers.Dense(3, activation=activation),
            nn.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(nn.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
    kernel = np.array([[1, -1, 1], [1, -1, -1]], dtype="float32")
    model.set_weights([kernel, np.zeros(3), *model.get_weights()[2:]])
    return model


def test_a_unit_is_dead_when_no_row_wakes_it():
    (dead,) = dead_units(network(), X)
    assert dead.tolist() == [False, True, False]
    (leaky,) = dead_units(network("leaky_relu"), X)
    assert not leaky.any()


def test_slopes_are_those_of_the_sums():
    (slopes,) = hidden_slopes(network("tanh"), X)
    np.testing.assert_allclose(slopes, 1 - np.tanh(X @ [[1, -1, 1], [1, -1, -1]]) ** 2, rtol=1e-5)


def test_one_entry_before_training_and_one_after_each_epoch():
    model, watch = network(), UnitWatch(X, Y)
    model.fit(X, Y, epochs=4, batch_size=1, verbose=0, callbacks=[watch])
    assert len(watch.dead) == len(watch.flat) == len(watch.gradient_norms) == 5
    assert watch.dead[0] == pytest.approx(1 / 3)
    # rows × units with a sum ≤ 0: the dead unit on 3 rows, the last one on 2
    assert watch.flat[0] == pytest.approx(5 / 9)
    assert watch.accuracy[-1] == pytest.approx((model.predict(X).argmax(axis=1) == Y).mean())


def test_gradient_norm_by_complex_step():
    model, watch = network("tanh"), UnitWatch(X, Y)
    model.fit(X, Y, epochs=1, verbose=0, callbacks=[watch])
    kernel, bias, last, last_bias = network("tanh").get_weights()

    def loss(flat):
        z = np.tanh(X @ flat.reshape(2, 3) + bias) @ last + last_bias
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(3), Y])

    gradient = nn.gradcheck.complex_step(loss, kernel.ravel())
    assert watch.gradient_norms[0] == pytest.approx([np.linalg.norm(gradient)], rel=1e-5)


def test_watching_does_not_change_the_training():
    def train(*callbacks):
        model = network()  # sets the seed
        model.fit(X, Y, epochs=3, batch_size=1, verbose=0, callbacks=list(callbacks))
        return model.get_weights()

    for alone, watched in zip(train(), train(UnitWatch(X, Y)), strict=True):
        np.testing.assert_array_equal(alone, watched)
