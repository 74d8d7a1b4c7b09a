"""A slip followed downstream, and the second forward pass that would have found it."""

import numpy as np
import pandas as pd
import pytest

from coursekit.datasets import load_lecture_figures
from coursekit.handcalc import variant
from coursekit.ledger.downstream import influences, reached
from coursekit.ledger.networks import three_three_three_three, two_two_one
from coursekit.ledger.second_pass import error_with, expected_drop


def table(*rows):
    return pd.DataFrame(rows, columns=["quantity", "verdict", "cause"])


def test_influences_are_read_from_causes():
    rows = table(
        ("a", "wrong", "digit_lost: follows from nothing"),
        ("b", "carried", "follows from a as printed"),
        ("c", "carried", "follows from a, b as printed"),
        ("d", "exact", ""),
    )
    assert influences(rows) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_reached_goes_through_others_and_stops():
    pairs = [("a", "b"), ("x", "y"), ("b", "c"), ("a", "c")]
    assert reached(pairs, "a") == ["b", "c"]
    assert reached(pairs, "c") == []


def test_the_lost_digit_of_lecture_004():
    rows = load_lecture_figures().query("lecture == '004' and example == '2-2-1'")
    touched = reached(influences(rows), "predicted")
    assert {f"dE/dw{k}" for k in range(1, 7)} <= set(touched)
    assert {f"w{k}'" for k in (1, 2, 3, 6)} <= set(touched)
    assert "w4'" not in touched and "w5'" not in touched  # slips of their own


def test_the_error_with_the_new_weights_is_that_of_the_second_pass():
    derivation = variant("ada", "2-2-2").derivation
    names = [line for line in map(derivation.notation.plain, derivation.notation.parameters)]
    new = {f"{name}'": derivation.value(f"{name}'") for name in names}
    assert error_with(derivation, new) == pytest.approx(derivation.value("E'"), rel=1e-12)
    assert error_with(derivation, {}) == pytest.approx(derivation.value("E"), rel=1e-12)


def test_the_expected_drop_is_the_drop_for_a_small_rate():
    derivation = two_two_one().derivation  # η = 0.01
    names = [f"w{k}" for k in range(1, 7)]
    drop = derivation.value("E") - error_with(
        derivation, {name: derivation.value(f"{name}'") for name in names}
    )
    assert drop == pytest.approx(expected_drop(derivation, names), rel=0.01)
    squares = [derivation.value(f"dE/d{name}") ** 2 for name in names]
    assert expected_drop(derivation, names) == pytest.approx(0.01 * np.sum(squares))


def test_the_printed_weights_of_lecture_000_raise_the_error():
    derivation = three_three_three_three().derivation
    rows = load_lecture_figures().query("lecture == '000' and example == '3-3-3-3'")
    new = {r.quantity: r.printed for r in rows.itertuples() if r.quantity.endswith("'")}
    assert len(new) == 27
    assert error_with(derivation, new) > derivation.value("E") + 0.5


def test_only_weights_can_be_replaced():
    derivation = two_two_one().derivation
    with pytest.raises(ValueError, match="x1 is not a weight"):
        error_with(derivation, {"x1": 1})
