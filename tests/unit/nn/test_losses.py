"""Losses: hand numbers, gradients by complex step, shapes that must not broadcast, label checks."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from coursekit.nn import activations, losses
from tests.support.checks import losses as checks

REGRESSION = [losses.MeanSquaredError(), losses.MeanAbsoluteError(), losses.Huber(0.7)]
SHAPES = st.tuples(st.integers(1, 5), st.integers(1, 4))


def test_regression_losses():
    checks.check_regression(losses)


def test_binary_crossentropy():
    checks.check_binary(losses)


def test_categorical_crossentropy():
    checks.check_one_hot(losses)
    checks.check_sparse(losses)


@given(data=st.data(), shape=SHAPES)
def test_gradients_for_any_batch(data, shape):
    numbers = hnp.arrays(np.float64, shape, elements=st.floats(-50, 50, width=32))
    y, error = data.draw(numbers), data.draw(numbers)
    error = np.where(np.abs(error) < 1e-3, 0.5, error)
    for loss in REGRESSION:
        checks.check_gradient(loss, y, y + error)


@given(data=st.data(), shape=SHAPES)
def test_fused_gradients_for_any_batch(data, shape):
    z = data.draw(hnp.arrays(np.float64, shape, elements=st.floats(-8, 8)))
    y = data.draw(hnp.arrays(np.int64, shape, elements=st.integers(0, 1)))
    k = data.draw(hnp.arrays(np.int64, shape[:1], elements=st.integers(0, shape[1] - 1)))
    checks.check_fused(losses.BinaryCrossentropy(), activations.sigmoid, y, z)
    if shape[1] > 1:
        one_hot = np.eye(shape[1])[k]
        softmax = activations.softmax
        checks.check_fused(losses.CategoricalCrossentropy(), softmax, one_hot, z)
        checks.check_fused(losses.SparseCategoricalCrossentropy(), softmax, k, z)
        checks.check_fused(losses.CategoricalCrossentropy(reduction="sum"), softmax, one_hot, z)


@given(shape=SHAPES, sign=st.sampled_from([-1.0, 1.0]))
def test_certain_predictions_give_finite_numbers(shape, sign):
    y = np.zeros(shape)
    y[:, 0] = 1.0
    z = sign * 1000 * (2 * y - 1)
    with np.errstate(all="raise", under="ignore"):
        for loss, p in (
            (losses.BinaryCrossentropy(), activations.sigmoid(z)),
            (losses.BinaryCrossentropy(from_logits=True), z),
            (losses.CategoricalCrossentropy(), activations.softmax(z)),
            (losses.CategoricalCrossentropy(from_logits=True), z),
        ):
            assert np.isfinite(loss(y, p)) and np.isfinite(loss.gradient(y, p)).all()


@pytest.mark.parametrize("loss", [*REGRESSION, losses.BinaryCrossentropy()], ids=repr)
def test_a_row_of_labels_stands_beside_a_column_of_predictions(loss):
    y, p = np.array([0.0, 1.0, 1.0]), np.array([[0.2], [0.7], [0.4]])
    assert loss(y, p) == loss(y[:, None], p) == loss(y[:, None], p[:, 0])
    np.testing.assert_array_equal(loss.gradient(y, p), loss.gradient(y[:, None], p))
    fused = loss.fused_gradient("sigmoid", y, p)
    assert fused is None or fused.shape == (3, 1)
    with pytest.raises(ValueError, match=r"Labels of shape \(3,\) do not fit .* \(3, 2\)"):
        loss(y, np.ones((3, 2)))


def test_single_numbers_are_welcome():
    assert losses.MeanSquaredError()(1.0, 0.5) == 0.25
    assert losses.SquaredError("half")(1, 0.5) == 0.125
    assert losses.SquaredError("half").gradient(1, 0.5).tolist() == [-0.5]
    assert losses.BinaryCrossentropy()(1, 0.25) == pytest.approx(2 * np.log(2))


def test_class_numbers_may_stand_in_a_column():
    y, p = np.array([[0], [2]]), np.array([[0.5, 0.25, 0.25], [0.2, 0.3, 0.5]])
    loss = losses.SparseCategoricalCrossentropy()
    assert loss(y, p) == loss(y[:, 0], p) == pytest.approx(np.log(2))
    with pytest.raises(ValueError, match="one class number a sample"):
        loss(np.array([0, 1, 2]), p)


def test_pixels_of_pictures_are_samples_of_their_own():
    z = np.random.default_rng(1).standard_normal((2, 3, 4))
    k = np.array([[0, 1, 2], [3, 0, 1]])
    loss = losses.SparseCategoricalCrossentropy()
    checks.check_fused(loss, activations.softmax, k, z)
    checks.check_gradient(loss, k, activations.softmax(z))


WRONG_LABELS = [
    ("mse", [[1.0, 2.0]], (None, 3), "gives 3 values for each sample, but y holds 2 values"),
    ("mse", [[1.0], [np.nan]], (None, 1), "NaN or infinity"),
    ("mse", [["a"], ["b"]], (None, 1), "must hold numbers, got text"),
    ("bce", [[-1], [1]], (None, 1), "labels from 0 to 1, got values from -1 to 1"),
    ("categorical_crossentropy", [0, 1, 2], (None, 3), "use SparseCategoricalCrossentropy"),
    ("categorical_crossentropy", [[0], [2]], (None, 3), "use SparseCategoricalCrossentropy"),
    ("categorical_crossentropy", [[1, 1, 0]], (None, 3), "add up to 1"),
    ("categorical_crossentropy", [[1, 0]], (None, 3), "gives 3 values for each sample"),
    ("sparse_categorical_crossentropy", [[0, 0, 1]], (None, 3), "use CategoricalCrossentropy"),
    ("sparse_categorical_crossentropy", [0, 3], (None, 3), "from 0 to 2 .* from 0 to 3"),
    ("sparse_categorical_crossentropy", [0, 1.5], (None, 3), "whole numbers"),
]


@pytest.mark.parametrize(("name", "y", "shape", "sentence"), WRONG_LABELS)
def test_wrong_labels_are_explained(name, y, shape, sentence):
    with pytest.raises(ValueError, match=sentence):
        losses.get(name).check_labels(np.array(y), shape)


def test_tables_of_pandas_are_checked_as_arrays():
    labels = pd.DataFrame({"left": [0, 1, 1]})
    for name in ("bce", "mse"):
        checked = losses.get(name).check_labels(labels, (None, 1))
        np.testing.assert_array_equal(checked, [[0], [1], [1]])
    one_hot = pd.get_dummies(labels["left"])
    assert losses.get("categorical_crossentropy").check_labels(one_hot, (None, 2)).shape == (3, 2)
    numbers = losses.get("sparse_categorical_crossentropy").check_labels(labels["left"], (None, 2))
    assert numbers.tolist() == [0, 1, 1]
    with pytest.raises(ValueError, match="labels from 0 to 1, got values from 0 to 2"):
        losses.get("bce").check_labels(labels * 2, (None, 1))


def test_right_labels_pass():
    losses.get("mse").check_labels(np.zeros(4), (None, 1))
    losses.get("bce").check_labels(np.array([[0.0], [0.3]]), (None, 1))
    losses.get("categorical_crossentropy").check_labels(np.eye(3), (None, 3))
    losses.get("sparse_categorical_crossentropy").check_labels(np.array([[0], [2]]), (None, 3))


def test_get_takes_names_aliases_classes_and_functions():
    for alias, cls in (
        ("mse", losses.MeanSquaredError),
        ("MAE", losses.MeanAbsoluteError),
        ("huber", losses.Huber),
        ("BinaryCrossentropy", losses.BinaryCrossentropy),
        (losses.CategoricalCrossentropy, losses.CategoricalCrossentropy),
        (losses.huber, losses.Huber),
    ):
        assert type(losses.get(alias)) is cls
    mine = losses.SquaredError("half")
    assert losses.get(mine) is mine
    with pytest.raises(ValueError, match="Did you mean 'binary_crossentropy'?"):
        losses.get("binary_crosentropy")
    with pytest.raises(ValueError, match="Unknown loss 3"):
        losses.get(3)


def test_options_are_checked():
    for wrong in (0, -1.0):
        with pytest.raises(ValueError, match="delta must be above 0"):
            losses.Huber(wrong)
    with pytest.raises(ValueError, match="Did you mean 'half_mean'?"):
        losses.SquaredError("halfmean")
    with pytest.raises(ValueError, match="Unknown reduction"):
        losses.MeanSquaredError(reduction="median")


def test_config_rebuilds_the_loss():
    for loss in (losses.Huber(2.5), losses.BinaryCrossentropy(True), losses.SquaredError("mean")):
        again = type(loss)(**loss.get_config())
        assert again.get_config() == loss.get_config()
        assert again(checks.Y * 0, checks.P) == loss(checks.Y * 0, checks.P)
