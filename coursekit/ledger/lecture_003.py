"""Figures printed in lecture 003: the 2-2-2 network, told in one layout and computed in two."""

from coursekit.ledger.networks import two_two_two
from coursekit.ledger.verdicts import Example, Figure


def examples():
    """The worked example, read both ways."""
    readings = [two_two_two("out of units"), two_two_two("into units")]
    return [Example("003", "2-2-2", readings, 4, _FIGURES)]


_INPUT_TWICE = "it is σ(0.40) = σ(0.20·0.10 + 0.30·0.10 + 0.35): i2 was put in for i1 as well"


def _new_w8(a_h2):
    """w8 − η·∂E/∂w8 with the printed outputs 0.7679 and ``a_h2``, and a slope of three decimals."""
    slope = round(0.7679 * (1 - 0.7679), 3)
    return 0.55 - 0.5 * (0.7679 - 0.99) * slope * a_h2


_FIGURES = [
    Figure("z_h1", "0.3775"),
    Figure("a_h1", "0.593269992", everywhere=True),
    Figure("a_h2", "0.59869", cause=_INPUT_TWICE),
    Figure("a_h2, second print", "0.596884378", lambda v: v("a_h2")),
    Figure("z_o1", "1.105905967"),
    Figure("a_o1", "0.7571"),
    Figure("a_o2", "0.7679"),
    Figure("a_o1, second print", "0.75136507", lambda v: v("a_o1")),
    Figure("E_o1", "0.2791"),
    Figure("E_o2", "0.0247"),
    Figure("dE/da_o1", "0.7471"),
    Figure("da_o1/dz_o1", "0.1839"),
    Figure("dz_o1/dw5", "0.5933"),
    Figure("dE/dw5", "0.0815"),
    Figure("w5'", "0.35925"),
    Figure("w6'", "0.4617"),
    Figure("w7'", "0.51183", cause="the step of w8 was given to w7; w7 leads to o1 and must fall"),
    Figure("w8'", "0.56183", after=("a_h2", _new_w8)),
    Figure("dE_o1/dz_o1", "0.138498562", lambda v: v("dE/dz_o1")),
    Figure("dz_o1/da_h1", "0.40"),
    Figure("dE/da_h1 via z_o1", "0.055399425"),
    Figure("dE/da_h1 via z_o2", "-0.019049119", decimals=9),
    Figure("dE/da_h1", "0.036350306"),
    Figure("da_h1/dz_h1", "0.241300709"),
    Figure("a_h1, second print", "0.59326999", lambda v: v("a_h1")),
    Figure("dz_h1/dw1", "0.05"),
    Figure("dE/dw1", "0.000438568"),
    Figure("w1'", "0.14978071"),
    Figure("w2'", "0.19956143"),
    Figure("w3'", "0.24975114"),
    Figure("w4'", "0.29950229"),
]  # fmt: skip
