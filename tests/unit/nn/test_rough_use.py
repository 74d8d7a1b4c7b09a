"""Models treated roughly: copied, shared, and given what does not fit."""

import copy
import pickle

import numpy as np
import pytest

from coursekit import nn

X = np.random.default_rng(0).normal(size=(20, 4))
Y = X[:, :1] - X[:, 1:2]


def model_of(*layers, optimizer=None, loss="mse"):
    model = nn.Sequential([nn.Input((4,)), *layers])
    model.compile(optimizer or nn.optimizers.Adam(0.1), loss)
    return model


def small():
    return model_of(nn.layers.Dense(3, "tanh"), nn.layers.Dense(1))


def loss_falls(model):
    before = model.evaluate(X, Y)
    model.fit(X, Y, epochs=30, verbose=0)
    return model.evaluate(X, Y) < 0.5 * before


@pytest.mark.parametrize("clone", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_copy_trains_and_leaves_the_original_alone(clone):
    model = small()
    model.fit(X, Y, verbose=0)
    twin, kept = clone(model), model.theta.copy()
    assert loss_falls(twin)
    assert np.array_equal(model.theta, kept)


def test_a_copy_goes_on_as_the_original_would():
    model = small()
    model.fit(X, Y, verbose=0, shuffle=False)
    twin = copy.deepcopy(model)
    for one in (model, twin):
        one.fit(X, Y, verbose=0, shuffle=False)
    assert np.array_equal(model.theta, twin.theta)


def test_models_that_share_a_layer_both_train_it():
    shared = nn.layers.Dense(3, "tanh")
    first = model_of(shared, nn.layers.Dense(1))
    second = model_of(shared, nn.layers.Dense(1))
    assert loss_falls(second)
    assert loss_falls(first)
    assert np.array_equal(first.get_weights()[0], second.get_weights()[0])


def test_an_optimizer_that_went_to_another_model_is_refused():
    optimizer = nn.optimizers.Adam()
    first = model_of(nn.layers.Dense(1), optimizer=optimizer)
    first.fit(X, Y, verbose=0)
    history, weights = first.history, first.theta.copy()
    model_of(nn.layers.Dense(2), nn.layers.Dense(1), optimizer=optimizer).fit(X, Y, verbose=0)
    with pytest.raises(ValueError, match="give each model its own"):
        first.fit(X, Y, verbose=0)
    assert first.history is history and np.array_equal(first.theta, weights)


def test_a_model_without_layers_cannot_be_trained():
    model = nn.Sequential([nn.Input((4,))])
    model.compile("sgd", "mse")
    with pytest.raises(ValueError, match="has no layers"):
        model.fit(X, X)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (X + 1j, "complex numbers"),
        (np.full((20, 4), 1e300), "too large for float32"),
        (np.ma.masked_array(X, mask=X > 1), "masked values"),
        (None, "is missing"),
        (3.0, "a single number"),
    ],
)
def test_data_that_would_be_bent_to_fit_are_refused(data, sentence):
    model = small()
    kept = model.theta.copy()
    for call in (model.predict, model, lambda x: model.fit(x, Y), lambda x: model.evaluate(x, Y)):
        with pytest.raises(ValueError, match=sentence):
            call(data)
    assert np.array_equal(model.theta, kept)


def test_targets_too_large_for_the_model_are_refused():
    model = small()
    with pytest.raises(ValueError, match="y holds numbers as large as 1e\\+300"):
        model.fit(X, np.full(20, 1e300))
