"""Figures printed in lecture 004: one neuron, and a network with two hidden units."""

from math import exp

from coursekit.ledger.networks import one_neuron, two_two_one
from coursekit.ledger.verdicts import Example, Figure

_OVERWRITTEN = (
    "it is 0.641 − 0.01: the output spoilt by the lost digit, less the learning rate in place of "
    "the target 0.03; the products that follow use the right difference, 0.835"
)


def _sigmoid(name):
    return lambda v: 1 / (1 + exp(-v(name)))


def examples():
    """The two worked examples."""
    return [
        Example("004", "one neuron", [one_neuron()], 3, _ONE_NEURON),
        Example("004", "2-2-1", [two_two_one()], 3, _TWO_TWO_ONE),
    ]


_ONE_NEURON = [
    Figure("z_o1", "1.94"),
    Figure("e^(-s)", "0.144", lambda v: exp(-v("z_o1"))),
    Figure("1 + e^(-s)", "1.144", lambda v: 1 + exp(-v("z_o1"))),
    Figure("a_o1", "0.874"),
    Figure("d - y", "-0.844", lambda v: v("y1") - v("a_o1")),
    Figure("(d - y)^2", "0.713", lambda v: (v("y1") - v("a_o1")) ** 2),
    Figure("E", "0.357"),
    Figure("dE/da_o1", "0.844"),
    Figure("1 - f(s)", "0.126", lambda v: 1 - v("a_o1")),
    Figure("da_o1/dz_o1", "0.11"),
    Figure("dz_o1/dw1", "0.1"),
    Figure("dz_o1/dw2", "0.3"),
    Figure("dE/dw1", "0.01"),
    Figure("dE/dw2", "0.03"),
    Figure("dE/dw2 as used in the update", "0.028", lambda v: v("dE/dw2")),
    Figure("w1'", "0.49991"),
    Figure("w2'", "0.1997"),
]

_TWO_TWO_ONE = [
    Figure("z_h1", "0.48"),
    Figure("z_h2", "0.022"),
    Figure("a_h1", "0.618"),
    Figure("a_h2", "0.506"),
    Figure("z_o1", "1.858"),
    Figure("a_o1", "0.865"),
    Figure("predicted", "0.641", _sigmoid("z_o1"), "digit_lost"),
    Figure("E", "0.349"),
    Figure("dE/da_o1", "0.63", cause=_OVERWRITTEN, used=False),
    Figure("dE/da_o1, second print", "0.631", lambda v: v("a_o1") - v("y1"), _OVERWRITTEN),
    Figure("dE/da_o1, third print", "0.8", lambda v: v("a_o1") - v("y1")),
    Figure("1 + e^(-out_in)", "1.56", lambda v: 1 + exp(-v("z_o1")),
           "the digit 1 behind the point is lost"),
    Figure("1 - out_out", "0.359", lambda v: 1 - _sigmoid("z_o1")(v),
           after=("predicted", lambda y: 1 - y)),
    Figure("da_o1/dz_o1", "0.23", after=("predicted", lambda y: y * (1 - y))),
    Figure("dz_o1/dw5", "0.618"),
    Figure("dE/dw5", "0.119"),
    Figure("dz_o1/dw6", "0.506"),
    Figure("dE/dw6", "0.097"),
    Figure("dz_o1/da_h1", "-0.2"),
    Figure("da_h1/dz_h1", "0.236"),
    Figure("dz_h1/dw1", "0.1"),
    Figure("dE/dw1", "-0.001"),
    Figure("dz_h1/dw2", "0.3"),
    Figure("dE/dw2", "-0.003"),
    Figure("dz_o1/da_h2", "0.3"),
    Figure("da_h2/dz_h2", "0.25"),
    Figure("dz_h2/dw3", "0.62", cause="weight_for_input"),
    Figure("dE/dw3", "0.009"),
    Figure("dz_h2/dw4", "0.2", cause="weight_for_input"),
    Figure("dE/dw4", "0.003"),
    Figure("w1'", "0.50001"),
    Figure("w2'", "0.10003"),
    Figure("w3'", "0.61991"),
    Figure("w4'", "0.1997", cause="factor_ten"),
    Figure("w5'", "-0.20618", cause="last_link_for_gradient"),
    Figure("w6'", "0.29903"),
]  # fmt: skip
