"""The four trainings of lesson 11 show what they are meant to show."""

import numpy as np
import pytest

from coursekit.studies.churn import four_runs


def rows(n, seed):
    """Rows of which the second column decides, for one in ten by chance only."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 11))
    return x, ((x[:, 1] > 0) ^ (rng.random(n) < 0.1)).astype(int)


@pytest.fixture(scope="module")
def runs():
    (x, y), (new, new_y) = rows(2000, 0), rows(1000, 1)
    return four_runs(x, y, new, new_y, leak=(2.0 * y - 1, 2.0 * new_y - 1))


def test_every_run_has_both_losses_for_every_epoch(runs):
    assert sorted(runs) == list("ABCD")
    assert {len(record[name]) for record in runs.values() for name in ("loss", "val_loss")} == {30}


def test_the_slow_one_is_still_falling(runs):
    loss = runs["A"]["val_loss"]
    assert min(loss) == loss[-1]


def test_the_big_one_overfits(runs):
    record = runs["B"]
    assert record["loss"][-1] < 0.5 * record["val_loss"][-1]
    assert record["val_loss"][-1] > 1.2 * min(record["val_loss"])


def test_the_leak_makes_it_better_than_anything_honest_can_be(runs):
    honest = -(0.1 * np.log(0.1) + 0.9 * np.log(0.9))  # one row in ten is decided by chance
    assert runs["C"]["val_loss"][-1] < 0.5 * honest


def test_the_hasty_one_ends_worse_than_the_slow_one(runs):
    assert runs["D"]["val_loss"][-1] > runs["A"]["val_loss"][-1]
