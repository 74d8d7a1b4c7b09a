"""The landscapes: gradients against complex steps, lowest points where they are claimed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.nn.gradcheck import complex_step
from coursekit.studies.surfaces import (
    RAVINE,
    SURFACES,
    TILTED_RAVINE,
    TWO_VALLEYS,
    parabola,
    quadratic,
)

ALL = (*SURFACES, TWO_VALLEYS, parabola(4))
number = st.floats(-3, 3)


@pytest.mark.parametrize("surface", ALL, ids=lambda surface: surface.name)
@given(number, number)
def test_gradients_against_a_complex_step(surface, w1, w2):
    w = np.array([w1, w2])[: len(surface.start)]
    expected = complex_step(surface.value, w)
    np.testing.assert_allclose(surface.gradient(w), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("surface", ALL, ids=lambda surface: surface.name)
def test_minima_are_level_and_nothing_near_is_lower(surface):
    rng = np.random.default_rng(0)
    for minimum in surface.minima:
        w = np.array(minimum)
        np.testing.assert_allclose(surface.gradient(w), 0, atol=3e-4)
        for _ in range(50):
            near = w + rng.normal(0, 0.05, len(w))
            assert surface.value(near) >= surface.value(w) - 1e-6
    assert surface.value(np.array(surface.minima[0])) == min(
        surface.value(np.array(m)) for m in surface.minima
    )


@pytest.mark.parametrize("surface", ALL, ids=lambda surface: surface.name)
def test_a_grid_holds_the_values_of_its_points(surface):
    w, E = surface.grid(points=5)
    for place in np.ndindex(E.shape):
        point = w[(slice(None), *place)]
        assert E[place] == pytest.approx(surface.value(point), abs=1e-12)
    for axis, (low, high) in zip(w, surface.region, strict=True):
        assert (axis.min(), axis.max()) == (low, high)


def test_the_tilted_ravine_is_the_ravine_turned():
    turn = np.array([[1, -1], [1, 1]]) / 2**0.5
    rng = np.random.default_rng(1)
    for w in rng.normal(size=(20, 2)):
        assert TILTED_RAVINE.value(turn @ w) == pytest.approx(RAVINE.value(w))
    start = turn @ np.array(RAVINE.start)
    np.testing.assert_allclose(TILTED_RAVINE.start, start)


def test_curvatures_are_the_matrix():
    surface = quadratic("three", "", np.diag([1.0, 2.0, 5.0]), (1, 1, 1), 3 * ((-1, 1),))
    assert surface.value(np.array([1.0, 1.0, 1.0])) == 4.0
    np.testing.assert_array_equal(surface.gradient(np.array([1.0, 1.0, 1.0])), [1, 2, 5])
