"""Walks downhill: the exact factor on a parabola, batches that cover all rows, counted costs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn
from coursekit.datasets.flats import FEATURES, make_flats
from coursekit.studies.descent import (
    BatchRun,
    batches,
    cheapest,
    steps_until_low,
    walk,
    walk_in_batches,
)
from coursekit.studies.surfaces import parabola

X = np.array([0.0, 1.0, 2.0, 3.0, 5.0])
Y = np.array([1.0, 2.0, 4.0, 4.0, 9.0])


def loss(w, x, y):
    return np.mean((w[0] * x + w[1] - y) ** 2)


def gradient(w, x, y):
    error = w[0] * x + w[1] - y
    return 2 * np.array([np.mean(error * x), np.mean(error)])


@given(st.floats(0.1, 10), st.floats(0.001, 0.5), st.integers(0, 30))
def test_each_step_on_a_parabola_has_the_same_factor(k, eta, steps):
    path = walk(parabola(k).gradient, [2.0], eta, steps)
    expected = 2.0 * (1 - eta * k) ** np.arange(steps + 1)
    np.testing.assert_allclose(path[:, 0], expected, rtol=1e-9, atol=1e-12)


def test_walk_takes_any_optimizer_and_forgets_earlier_walks():
    optimizer = nn.optimizers.SGD(0.1, momentum=0.5)
    first = walk(parabola(1).gradient, [1.0], optimizer, 5)
    again = walk(parabola(1).gradient, [1.0], optimizer, 5)
    np.testing.assert_array_equal(first, again)
    np.testing.assert_allclose(first[:3, 0], [1, 0.9, 0.9 - 0.05 - 0.09])


def test_a_diverging_walk_is_returned_and_the_start_is_kept():
    start = np.array([1.0])
    path = walk(parabola(1).gradient, start, 100.0, 400)
    assert not np.isfinite(path[-1]).all() and start == 1.0


@given(st.integers(1, 60), st.integers(1, 70))
def test_an_epoch_shows_every_row_once(n, size):
    found = list(batches(n, size, np.random.default_rng(0)))
    assert len(found) == math.ceil(n / size)
    assert sorted(np.concatenate(found)) == list(range(n))
    assert all(len(rows) == size for rows in found[:-1]) and 1 <= len(found[-1]) <= size


def test_every_epoch_has_a_new_order_that_the_seed_repeats():
    rng = np.random.default_rng(0)
    epochs = [np.concatenate(list(batches(50, 7, rng))).tolist() for _ in range(3)]
    assert epochs[0] != epochs[1] != epochs[2] and epochs[0] != list(range(50))
    assert epochs[0] == np.concatenate(list(batches(50, 7, np.random.default_rng(0)))).tolist()


def test_full_batch_is_the_plain_walk():
    run = walk_in_batches(loss, gradient, (X, Y), [0, 0], 0.02, 5, epochs=20)
    plain = walk(lambda w: gradient(w, X, Y), [0, 0], 0.02, 20)
    np.testing.assert_allclose(run.path, plain)
    assert run.rows_seen.tolist() == list(range(0, 101, 5)) and run.updates == 20
    np.testing.assert_allclose(run.losses, [loss(w, X, Y) for w in plain])


def test_batches_rates_and_targets():
    rates = []

    def rate(update):
        rates.append(update)
        return 0.01

    run = walk_in_batches(loss, gradient, (X, Y), [0, 0], rate, 2, epochs=2, seed=3)
    assert run.updates == 6 and run.rows_seen.tolist() == [0, 2, 4, 5, 7, 9, 10]
    assert rates == list(range(6))
    target = run.losses[3]
    short = walk_in_batches(loss, gradient, (X, Y), [0, 0], 0.01, 2, 2, seed=3, target=target)
    assert short.losses[-1] <= target and short.updates <= 3
    assert short.first_below(target) == (short.updates, short.rows_seen[-1])


def test_a_target_out_of_reach():
    run = BatchRun(np.zeros((3, 1)), np.array([3.0, 2.0, 1.5]), np.array([0, 4, 8]))
    assert run.first_below(1.0) is None and run.first_below(2.0) == (1, 4)


def test_a_touch_is_not_a_stay():
    losses = np.array([9.0, 1.0, 5.0, 2.0, 1.0, 3.0, 1.0])
    run = BatchRun(losses[:, None], losses, 10 * np.arange(7))
    assert run.first_below(2.0) == (1, 10)
    assert run.first_below(2.0, stay=2) == (3, 30)  # 1, 5 averages 3; 2, 1 averages 1.5
    assert run.first_below(2.0, stay=3) == (3, 30) and run.first_below(2.0, stay=4) == (3, 30)
    assert run.first_below(2.0, stay=5) is None and run.first_below(2.0, stay=8) is None


@pytest.mark.parametrize("stay", [1, 2, 7])
def test_a_walk_stops_once_it_has_stayed(stay):
    whole = walk_in_batches(loss, gradient, (X, Y), [0, 0], 0.02, 2, epochs=30)
    target = 1.3 * whole.losses[-1]
    cut = walk_in_batches(loss, gradient, (X, Y), [0, 0], 0.02, 2, 30, target=target, stay=stay)
    updates, rows = whole.first_below(target, stay)
    assert cut.updates == updates + stay - 1 < whole.updates
    assert cut.first_below(target, stay) == (updates, rows)


def test_a_walk_that_only_touches_goes_on():
    script = np.array([9.0, 1.0, 5.0, 3.0, 0.0, 0.0, 9.0, 9.0])
    slope, height = lambda w, x: -np.ones(1), lambda w, x: script[round(float(w[0]))]
    run = walk_in_batches(height, slope, (np.zeros(7),), [0], 1.0, 1, epochs=1, target=2.0, stay=2)
    assert run.losses.tolist() == script[:6].tolist()  # 1, 5 and 3, 0 are no stay; 0, 0 is one
    whole = walk_in_batches(height, slope, (np.zeros(7),), [0], 1.0, 1, epochs=1)
    assert whole.first_below(2.0, stay=2) == run.first_below(2.0, stay=2) == (4, 4)


def test_the_cheapest_rate_must_arrive_with_every_seed():
    losses = {(0.1, 0): [3, 1], (0.1, 1): [3, 2], (0.2, 0): [3, 2, 1], (0.2, 1): [3, 2, 2, 2, 1]}

    def run(rate, seed):
        values = np.array(losses[rate, seed], dtype=float)
        return BatchRun(values[:, None], values, 10 * np.arange(len(values)))

    assert cheapest(run, [0.1, 0.2], target=1, seeds=(0, 1)) == (0.2, 3, 30, 20, 40)
    assert cheapest(run, [0.1, 0.2], target=2, seeds=(0, 1)) == (0.1, 1, 10, 10, 10)
    assert cheapest(run, [0.2, 0.1], target=2, seeds=(0,)) == (0.1, 1, 10, 10, 10)
    assert cheapest(run, [0.1, 0.2], target=1, seeds=(0,)) == (0.1, 1, 10, 10, 10)
    assert cheapest(run, [0.1, 0.2], target=0, seeds=(0, 1)) is None


def test_flats_are_the_same_each_time_and_follow_their_rule():
    flats = make_flats()
    assert list(flats) == [*FEATURES, "rent"] and len(flats) == 2000
    assert flats.equals(make_flats()) and not flats.equals(make_flats(seed=8))
    X = np.column_stack([flats[FEATURES], np.ones(2000)])
    weights = np.linalg.lstsq(X, flats["rent"], rcond=None)[0]
    residual = flats["rent"] - X @ weights
    errors = 120 * np.sqrt(np.diag(np.linalg.inv(X.T @ X)))  # standard errors of the weights
    assert (np.abs(weights - [9, 20, -2.5, -25, 6, 300]) < 4 * errors).all()
    assert residual.std() == pytest.approx(120, rel=0.05)


def test_steps_until_the_loss_is_low_and_stays():
    surface = parabola(2)  # E = w², so a tenth of the distance is 1 % of the height
    path = np.array([[1.0], [0.5], [0.05], [0.5], [0.09], [0.0]])
    assert steps_until_low(surface, path) == 4
    assert steps_until_low(surface, path, share=0.3) == 1
    assert steps_until_low(surface, path[:4]) is None
    assert steps_until_low(surface, np.array([[1.0], [np.inf], [np.nan]])) is None


def test_the_cheapest_rate_leaves_a_rate_that_is_dearer_already():
    asked = []

    def run(rate, seed):
        asked.append((rate, seed))
        values = np.append(np.full(round(10 * rate) + seed, 3.0), 1.0)
        return BatchRun(values[:, None], values, 10 * np.arange(len(values)))

    assert cheapest(run, [0.2, 0.4, 0.1], target=1) == (0.1, 2, 20, 10, 30)
    every = [(0.2, 0), (0.2, 1), (0.2, 2), (0.4, 0), (0.4, 1), (0.1, 0), (0.1, 1), (0.1, 2)]
    assert asked == every  # without a third walk at 0.4


def test_a_walk_that_diverges_ends():
    run = walk_in_batches(loss, gradient, (X, Y), [0, 0], 1e3, 1, epochs=1000)
    assert run.updates < 1000 and not np.isfinite(run.losses[-1])
    assert np.isfinite(run.losses[:-1]).all() and run.first_below(1e-9) is None
