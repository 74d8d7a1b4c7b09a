"""The churn explorer: the stored network is the trained one, and frames compute that network."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import explore
from coursekit.datasets import load_churn
from coursekit.datasets.churn import churn_inputs
from coursekit.explorers.churn import picture
from coursekit.explorers.churn.explorer import (
    LISTS,
    RANGES,
    Churn,
    State,
    customer,
    describe,
    frame,
)
from coursekit.explorers.churn.network import FACTS, FILE, network
from workshop.data import churn_network

GIVEN = network()
facts = st.builds(
    State,
    **{name: st.floats(low, high) for name, (low, high) in RANGES.items()},
    **{name: st.sampled_from(values) for name, values in LISTS.items()},
    vary=st.sampled_from(list(FACTS)),
)


@pytest.fixture(scope="module")
def table():
    return load_churn("embedded")


@pytest.fixture(scope="module")
def built():
    return churn_network.build()


def probabilities(stored, table):
    """What a stored network says about all customers, by NumPy."""
    a = (churn_inputs(table) - stored["mean"]) / stored["deviation"]
    kernels, biases = stored["weights"][0::2], stored["weights"][1::2]
    for kernel, bias in zip(kernels[:2], biases[:2], strict=True):
        a = np.maximum(0, a @ np.array(kernel) + bias)
    return 1 / (1 + np.exp(-(a @ np.array(kernels[2]) + biases[2]).ravel()))


def test_training_anew_gives_the_stored_network(built, table):
    assert set(built) == set(GIVEN)
    assert np.allclose(built["mean"], GIVEN["mean"], rtol=1e-6)
    assert np.allclose(built["deviation"], GIVEN["deviation"], rtol=1e-6)
    assert built["average"] == GIVEN["average"]
    difference = np.abs(probabilities(built, table) - probabilities(GIVEN, table))
    assert difference.mean() < 0.01


def test_the_stored_network_is_as_good_as_lesson_09_says(built):
    for stored in (built, GIVEN):
        assert 0.84 <= stored["test"]["accuracy"] <= 0.88
        assert 0.83 <= stored["test"]["auc"] <= 0.88


def test_the_file_is_small_and_written_as_the_command_writes_it():
    text = FILE.read_text(encoding="utf-8")
    assert text == churn_network.as_text(GIVEN) and len(text) < 3_500


def test_a_frame_computes_the_network_for_real_rows(table):
    expected = probabilities(GIVEN, table)
    for k in (0, 1, 17, 4_321, 9_999):
        w = explore.churn(data=table.iloc[k])
        assert math.isclose(w.numbers["p"], expected[k], rel_tol=1e-12)
        assert w.numbers["p_start"] == w.numbers["p"] and w.numbers["changed"] == []


def test_every_customer_of_the_table_is_within_the_ranges(table):
    for name, (low, high) in RANGES.items():
        assert table[FACTS[name]].between(low, high).all()
    for name in ("country", "gender", "products"):
        assert set(table[FACTS[name]]) == set(LISTS[name])


def test_the_four_customers_are_in_the_test_part_and_as_they_are_called(table):
    _, test = churn_network.split(len(table))
    rows = {tuple(row) for row in table.iloc[test][list(FACTS.values())].itertuples(index=False)}
    for facts in GIVEN["customers"].values():
        assert tuple(facts.values()) in rows
    p = {name: frame(customer(name), GIVEN)["p"] for name in GIVEN["customers"]}
    assert abs(p["likely to leave"] - 0.85) < 0.01 and abs(p["on the fence"] - 0.5) < 0.01


def test_curves_and_changes_are_one_thing_changed():
    state = State(vary="balance")
    shown = frame(state, GIVEN)
    for value, p in zip(shown["values"][::10], shown["curve"][::10], strict=True):
        assert frame(replace(state, balance=value), GIVEN)["p"] == p
    age = list(FACTS).index("age")
    average = replace(state, age=GIVEN["average"]["Age"])
    moved = frame(average, GIVEN)["p"]
    assert math.isclose(shown["p"] + shown["changes"][age], moved, rel_tol=1e-12)


def test_the_question_is_right_about_the_average_customer():
    curve = frame(replace(customer("three products"), vary="products"), GIVEN)["curve"]
    assert curve[1] < curve[0] and curve[1] < curve[2] < curve[3]


def test_the_goal_can_be_reached_with_two_facts_but_not_with_what_must_stay():
    state = customer("likely to leave")
    assert not frame(state, GIVEN)["goal"]
    assert frame(replace(state, products=2, balance=0.0), GIVEN)["goal"]
    assert not frame(replace(state, products=2, balance=0.0, card=False), GIVEN)["goal"]
    young = frame(replace(state, age=18.0), GIVEN)
    assert young["p"] < 0.2 and not young["goal"]


@given(facts)
def test_every_state_has_numbers_and_words(state):
    shown = frame(state, GIVEN)
    assert all(0 <= p <= 1 for p in [shown["p"], shown["p_start"], *shown["curve"]])
    assert all(-1 <= change <= 1 for change in shown["changes"])
    assert len(json.dumps(shown)) < 4_000
    assert "nan" not in describe(state, shown, GIVEN)


def test_words_name_what_was_changed():
    state = replace(customer("on the fence"), active=True)
    told = describe(state, frame(state, GIVEN), GIVEN)
    assert "changed since: active member" in told and "At the start it was 0.5" in told


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"age": 12}, "age"),
        ({"country": "Italy"}, "country"),
        ({"products": 2.5}, "products"),
        ({"start": (1, 2)}, "ten facts"),
        ({"data": {"Age": 40}}, "CreditScore"),
    ],
)
def test_bad_facts_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        explore.churn(**settings)


def test_the_code_asks_the_same_network():
    w = explore.churn(age=60.0)
    space = {}
    exec(w.code(), space)
    answer = space["model"].predict(space["z"], verbose=0).item()
    assert math.isclose(answer, w.numbers["p"], abs_tol=1e-5)
    assert [array.shape for array in w.weights()] == [(11, 6), (6,), (6, 6), (6,), (6, 1), (1,)]


def test_reset_goes_back_to_the_customer_it_began_with():
    w = explore.churn(age=60.0)
    w.products = 4
    w.reset()
    assert w.products == State().products and w.age == 60.0


# What other tests left to the garbage collector may be told at any time.
@pytest.mark.filterwarnings("error", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("state", Churn.GOLDENS[-6:])
def test_extremes_are_drawn(state):
    """The customer's dot stands at the probability, and each bar is as long as its change."""
    shown = frame(state, GIVEN)
    fig = picture.draw(state, shown, GIVEN)
    fig.canvas.draw()
    curve, changes = fig.axes
    [dot] = [line for line in curve.lines if line.get_marker() == "o"]
    [[x, y]] = dot.get_xydata()
    left, right = curve.get_xlim()
    assert y == shown["p"] and left <= x <= right
    assert [bar.get_width() for bar in changes.patches] == shown["changes"]
    (left, right), rows = changes.get_xlim(), changes.get_ylim()
    assert all(left <= change <= right for change in shown["changes"]) and rows[0] > rows[1]
