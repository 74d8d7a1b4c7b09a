"""The facts about activations agree with the functions, and a false fact is noticed."""

import numpy as np
import pytest

from coursekit.studies.activations import (
    PROPERTIES,
    TWELVE,
    agrees,
    complex_slope,
    formulas,
    measure,
    rows,
)


@pytest.mark.parametrize("name", TWELVE)
def test_what_is_declared_is_what_is_measured(name):
    assert agrees(TWELVE[name])


@pytest.mark.parametrize("name", TWELVE)
def test_slopes_by_complex_step(name):
    z = np.array([-7.0, -1.3, -0.2, 0.4, 1.0, 6.0])
    np.testing.assert_allclose(
        TWELVE[name].derivative(z), complex_slope(TWELVE[name], z), rtol=1e-9
    )


FALSE = {
    "range": (0.0, 2.0),
    "monotonic": False,
    "derivative_monotonic": True,
    "zero_centred": True,
    "saturates": "left",
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_false_statement_is_noticed(name):
    liar = type(TWELVE["sigmoid"])()
    setattr(liar, name, FALSE[name])
    assert not agrees(liar)


def test_lowest_point_of_swish():
    assert measure(TWELVE["swish"])["range"][0] == pytest.approx(-0.27846454, abs=1e-7)


def test_the_share_of_a_softmax_is_that_of_three_classes():
    share = TWELVE["softmax"]
    assert share(np.log(2.0)) == pytest.approx(0.5)
    assert share.derivative(np.log(2.0)) == pytest.approx(0.25)


def test_tables_have_a_line_for_each_function():
    assert [row["function"] for row in rows()] == list(TWELVE)
    assert len(formulas().splitlines()) == 2 + len(TWELVE)
    assert rows()[-1]["range"] == "-0.278 to inf"
