"""Figures printed in lecture 001: the 2-2-2 network."""

from coursekit.ledger.networks import two_two_two
from coursekit.ledger.verdicts import Example, Figure


def examples():
    """The worked example."""
    return [Example("001", "2-2-2", [two_two_two()], 4, _FIGURES)]


_FIGURES = [
    Figure("z_h1", "0.3775"),
    Figure("a_h1", "0.5933"),
    Figure("z_h2", "0.3925"),
    Figure("a_h2", "0.5969"),
    Figure("z_o1", "1.106"),
    Figure("a_o1", "0.7514"),
    Figure("z_o2", "1.225"),
    Figure("a_o2", "0.7729"),
    Figure("E", "0.2984"),
    Figure("dE/da_o1", "0.7414"),
    Figure("da_o1/dz_o1", "0.1868"),
    Figure("dz_o1/dw5", "0.5933"),
    Figure("dE/dw5", "0.0821"),
]
