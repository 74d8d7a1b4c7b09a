"""Half-moons repeat with their seed and cannot be split by a line."""

import numpy as np
import pytest

from coursekit.datasets import half_moons
from coursekit.machines.perceptron import is_separable


def test_moons_have_two_classes_of_equal_size_and_repeat():
    x, d = half_moons(200, seed=3)
    assert x.shape == (200, 2) and x.dtype == "float32" and d.tolist().count(1) == 100
    again, _ = half_moons(200, seed=3)
    other, _ = half_moons(200, seed=4)
    assert np.array_equal(x, again) and not np.array_equal(x, other)


def test_without_noise_the_upper_moon_is_class_0_and_no_line_splits_them():
    x, d = half_moons(100, noise=0)
    assert x[d == 0, 1].min() >= -1e-6 and x[d == 1, 1].max() <= 0.5 + 1e-6
    assert not is_separable(x.astype(float), d)


@pytest.mark.parametrize(("settings", "said"), [({"n": 0}, "n must be"), ({"noise": -1}, "noise")])
def test_odd_settings_are_named(settings, said):
    with pytest.raises(ValueError, match=said):
        half_moons(**settings)
