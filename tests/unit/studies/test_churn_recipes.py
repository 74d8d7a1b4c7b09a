"""The long trainings of lesson 11: the stored ones are what the code gives, and all are there."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.studies import churn_recipes


@pytest.fixture(scope="module")
def parts():
    return churn_recipes.customers()


def test_the_customers_are_those_of_the_lesson(parts):
    z, y, z_val, y_val = parts
    assert (len(y), y.sum()) == (5_359, 1_113) and (len(y_val), y_val.sum()) == (2_641, 521)
    np.testing.assert_allclose(z.mean(axis=0, dtype=float), 0, atol=1e-6)
    assert z.shape[1] == z_val.shape[1] == 11


def test_every_recipe_has_four_draws_of_all_epochs():
    curves = churn_recipes.recorded()
    assert list(curves) == list(churn_recipes.RECIPES)
    for pair in curves.values():
        assert {key: values.shape for key, values in pair.items()} == {
            "val_loss": (4, churn_recipes.EPOCHS),
            "auc": (4, churn_recipes.EPOCHS),
        }
        assert (0.5 < pair["auc"][:, -1]).all() and (pair["auc"] < 1).all()


@pytest.mark.parametrize(("name", "seed"), [("first recipe", 2), ("second recipe", 0)])
def test_the_code_gives_what_the_file_holds(parts, name, seed):
    """Within a band: other machines round differently, and training magnifies it."""
    history = churn_recipes.train(churn_recipes.RECIPES[name], seed, *parts, epochs=4)
    stored = churn_recipes.recorded()[name]
    for key in ("val_loss", "auc"):
        np.testing.assert_allclose(history[key], stored[key][seed, :4], atol=0.005)


def test_stopped_after_is_what_early_stopping_does():
    """On a training that early stopping itself ends."""
    stop = nn.callbacks.EarlyStopping("val_loss", min_delta=0.01, patience=2)
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.arange(4.0)[:, None] / 4
    fitting = {"validation_data": (x, x), "verbose": 0, "callbacks": [stop]}
    losses = model.fit(x, x, epochs=200, **fitting).history["val_loss"]
    assert 3 < len(losses) < 200
    assert churn_recipes.stopped_after([*losses, 0.0], 0.01, 2) == len(losses)
    assert churn_recipes.stopped_after([5, 4, 3], 0.01, 2) == 3


def test_training_leaves_the_number_type_as_it_was(parts):
    nn.config.set_floatx("float32")
    few = [part[:50] for part in parts]
    churn_recipes.train(churn_recipes.RECIPES["first recipe"], 0, *few, epochs=1)
    assert nn.config.floatx() == "float32"


def test_record_trains_every_recipe_once_a_draw(monkeypatch, parts):
    told = []
    monkeypatch.setattr(churn_recipes, "customers", lambda: [part[:200] for part in parts])
    curves = churn_recipes.record(epochs=2, tell=told.append)
    assert len(told) == 12
    assert {pair["auc"].shape for pair in curves.values()} == {(4, 2)}
