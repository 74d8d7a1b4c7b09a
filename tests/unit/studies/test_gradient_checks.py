"""Each of the five checks shows the pattern of its cause."""

import numpy as np
import pytest

from coursekit.studies.gradient_checks import five_checks

RNG = np.random.default_rng(6)
SIZES = [3, 4, 3, 1]
KERNELS = [RNG.normal(size=pair) for pair in zip(SIZES, SIZES[1:], strict=False)]
BIASES = [RNG.normal(size=units) for units in SIZES[1:]]
CHECKS = five_checks(RNG.normal(size=(8, 3)), RNG.uniform(size=(8, 1)), KERNELS, BIASES)
LAST = ("kernel 3", "bias 3")


def test_right_code_agrees_to_many_digits_and_a_tiny_step_to_few():
    assert max(CHECKS["C"].values()) < 1e-7
    assert all(1e-5 < error < 1 for error in CHECKS["A"].values())


def test_a_wrong_hidden_slope_leaves_the_last_layer_right():
    for name, error in CHECKS["B"].items():
        assert (error < 1e-7) == (name in LAST)


def test_a_forgotten_factor_is_the_same_everywhere():
    assert list(CHECKS["D"].values()) == pytest.approx(6 * [7 / 8], abs=1e-6)


def test_a_mean_over_the_rows_touches_the_biases_alone():
    for name, error in CHECKS["E"].items():
        expected = 7 / 8 if name.startswith("bias") else 0
        assert error == pytest.approx(expected, abs=1e-6)
