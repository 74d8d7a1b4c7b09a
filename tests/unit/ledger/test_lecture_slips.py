"""The slips that lesson 07 tells are diagnosed under their own names."""

import pytest

from coursekit.ledger.networks import (
    one_neuron,
    three_three_three_three,
    two_two_one,
    two_two_two,
)

SLIPS = [
    (two_two_one, "a_o1", "0.641", "digit_lost"),
    (two_two_one, "dz_h2/dw3", "0.62", "weight_for_input"),
    (two_two_one, "w4'", "0.1997", "factor_ten"),
    (two_two_one, "w5'", "-0.20618", "last_link_for_gradient"),
    (two_two_two, "z_h1", "0.3825", "swapped_layout"),
    (two_two_two, "dE/da_h1", "0.0554", "one_path"),
    (two_two_two, "dE/dw5", "0.4398", "slope_forgotten"),
    (three_three_three_three, "E_o1", "0.0657", "log_base_ten"),
    (three_three_three_three, "dE/da_o1", "-1.1633", "other_class_sign"),
    (three_three_three_three, "dE/da_o3", "-1.6409", "other_class_sign"),
]


@pytest.mark.parametrize("network, name, figure, slip", SLIPS)
def test_a_slip_has_its_name_first(network, name, figure, slip):
    (judgement,) = network().derivation.check({name: figure})
    assert judgement.verdict == "mistake"
    assert judgement.mistakes[0].name == slip


def test_the_diagonal_is_among_the_explanations_of_the_softmax_figure():
    (judgement,) = three_three_three_three().derivation.check({"dE/dz_o3": "0.39059"})
    assert "softmax_diagonal" in {mistake.name for mistake in judgement.mistakes}


def test_a_figure_that_follows_from_a_slip_is_carried():
    second = two_two_two().derivation.check({"dE/da_h1": "0.0554", "dE/dw1": "0.000668"})[1]
    assert second.verdict == "carried" and second.good


def test_three_decimals_leave_the_weight_where_it_was():
    derivation = one_neuron().derivation
    assert derivation.rounded(3)["w1'"].text == "0.500"
    assert derivation["w1'"].value < 0.5
