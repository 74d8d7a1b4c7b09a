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
    for layers in ([nn.layers.Dense(1)], [nn.layers.Dense(2), nn.layers.Dense(1)]):
        second = model_of(*layers, optimizer=optimizer)
        weights = second.theta.copy()
        with pytest.raises(ValueError, match="give each model its own"):
            second.fit(X, Y, verbose=0)
        assert second.history is None and np.array_equal(second.theta, weights)
    first.fit(X, Y, verbose=0)
    assert optimizer.iterations == 2


def test_a_model_without_layers_cannot_be_trained_or_asked():
    emptied = model_of(nn.layers.Dense(1))
    emptied.pop()
    for model in (nn.Sequential([nn.Input((4,))]), emptied):
        model.compile("sgd", "mse")
        for use in (lambda m: m.fit(X, X), lambda m: m.predict(X), lambda m: m(X)):
            with pytest.raises(ValueError, match="has no layers"):
                use(model)


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


LAYERS, LOSSES, DRAWS = nn.layers, nn.losses, nn.initializers


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: LAYERS.Dense(3, "relu", "he_normal"), "use_bias must be True or False"),
        (lambda: LAYERS.Dense(3, dtype=int), "type such as 'float32'"),
        (lambda: LAYERS.Dense(3, dtype="flot32"), "type such as 'float32'"),
        (lambda: LAYERS.Dense(3, name=5), "name of a layer must be text"),
        (lambda: nn.Input("ab"), "shape of one sample"),
        (lambda: DRAWS.GlorotUniform("abc"), "seed must be"),
        (lambda: DRAWS.RandomNormal(stddev=-1), "stddev must be at least 0"),
        (lambda: DRAWS.RandomUniform(1, 0), "minval must not be above"),
        (lambda: DRAWS.Constant("a"), "value of Constant must be a number"),
        (lambda: DRAWS.VarianceScaling(scale=None), "scale must be a number"),
        (lambda: DRAWS.Orthogonal(gain="big"), "gain must be a number"),
        (lambda: LOSSES.Huber(delta="x"), "delta must be a number"),
        (lambda: LOSSES.BinaryCrossentropy(from_logits="False"), "from_logits must be True or"),
        (lambda: nn.metrics.AUC(num_thresholds=float("inf")), "whole number"),
        (lambda: nn.metrics.BinaryAccuracy(threshold=None), "threshold must be a number"),
        (lambda: nn.optimizers.SGD(0.1, nesterov="yes"), "nesterov must be True or False"),
        (lambda: nn.callbacks.EarlyStopping(patience="3"), "patience must be a whole number"),
        (lambda: nn.callbacks.EarlyStopping(patience=-1), "patience must be a whole number"),
        (lambda: nn.callbacks.EarlyStopping(baseline="0.5"), "baseline must be a number"),
        (lambda: nn.callbacks.EarlyStopping(min_delta=None), "min_delta must be a number"),
        (lambda: nn.callbacks.EarlyStopping(monitor=None), "monitor must be a name"),
        (lambda: nn.callbacks.LambdaCallback(on_epoch_end=3), "must be a function"),
        (lambda: nn.Sequential(LAYERS.Dense(1)), "takes a list of layers"),
        (lambda: nn.Sequential([LAYERS.Dense(1)]).build("abc"), "build needs a shape"),
        (lambda: nn.Sequential([LAYERS.Dense(1)]).build((None, -3)), "whole number"),
        (lambda: nn.Sequential([LAYERS.Dense(1)]).output_shape, "shape is not known"),
        (lambda: small().get_layer(index=9), "There is no layer 9"),
        (lambda: small().set_weights(None), "takes a list of arrays"),
        (lambda: small().layers[0].set_weights(None), "takes a list of arrays"),
        (lambda: small().fit(X, Y, shuffle="batch"), "shuffle must be True or False"),
        (lambda: small().fit(X, Y, validation_batch_size=0), "batch_size must be a whole"),
        (lambda: LOSSES.MeanSquaredError()(["a"], ["b"]), "must hold numbers"),
        (lambda: LOSSES.SparseCategoricalCrossentropy()([5], [[0.5, 0.5]]), "classes from 0 to 1"),
        (lambda: LOSSES.SparseCategoricalCrossentropy()([-1], [[0.5, 0.5]]), "classes from 0 to 1"),
    ],
)
def test_a_wrong_argument_is_told_in_one_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


@pytest.mark.parametrize(
    ("place", "sentence"),
    [(".", "is a folder"), ("no/such/m.npz", "no folder"), (None, "name of a file")],
)
def test_a_place_where_no_model_can_be_saved(tmp_path, place, sentence):
    with pytest.raises(ValueError, match=sentence):
        small().save(place if place is None else tmp_path / place)
    assert list(tmp_path.iterdir()) == []


def test_a_saved_model_can_be_read_by_whom_the_umask_allows(tmp_path):
    path = tmp_path / "m.npz"
    (tmp_path / "other").touch()
    small().save(path)
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_whose_zip_flags_are_damaged_is_no_model(tmp_path):
    path = tmp_path / "m.npz"
    small().save(path)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02") + 8
    content[at] |= 0x40  # the flag of strong encryption
    path.write_bytes(content)
    with pytest.raises(ValueError, match="damaged"):
        nn.models.load_model(path)
