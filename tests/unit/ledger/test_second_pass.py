"""The second forward pass that would have found a slip."""

import numpy as np
import pytest

from coursekit.datasets import load_lecture_figures
from coursekit.handcalc import variant
from coursekit.ledger.networks import three_three_three_three, two_two_one
from coursekit.ledger.second_pass import error_with, expected_drop


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
