"""Long lines are broken where a person would, lose nothing, and fit beside the margin."""

import re

import numpy as np
import pytest

from coursekit import nn
from coursekit.handcalc import derive
from coursekit.handcalc.linebreaks import WIDEST, rows, width


def network(inputs, hidden, last="softmax"):
    layers = [nn.layers.Dense(hidden, "sigmoid"), nn.layers.Dense(3, last)]
    model = nn.Sequential([nn.Input((inputs,)), *layers])
    loss = nn.losses.BinaryCrossentropy()
    return derive(model, np.linspace(0.1, 0.9, inputs), [0, 1, 0], loss)


def plain(text):
    return re.sub(r"&|\\quad|\s", "", text)


@pytest.mark.parametrize("derivation", [network(2, 2), network(9, 4)], ids=["small", "wide"])
def test_rows_fit_and_nothing_is_lost(derivation):
    for step in derivation:
        broken = rows(step.latex)
        assert plain("".join(broken)) == plain(step.latex)
        for row in broken:
            assert row.count("{") == row.count("}")
            assert row.count(r"\left") == row.count(r"\right")
            assert re.sub(r"\\begin\{cases\}.*\\end\{cases\}", "", row).count("&") == 1
            symbol = row.partition("&=")[0]
            assert width(row) - width(symbol) <= WIDEST + 6


def test_a_short_line_stays_whole():
    assert rows("z = 1 + 2 = 3") == ["z &= 1 + 2 = 3"]
    assert rows("z") == ["z"]


def test_a_long_line_is_broken_at_the_numbers_and_then_between_terms():
    formula = r"\left(a - b\right) \cdot c + \frac{d + e}{f} - g"
    assert rows(f"z = {formula} = 1 + 2 = 3", widest=24) == [
        r"z &= \left(a - b\right) \cdot c + \frac{d + e}{f} - g",
        "&= 1 + 2 = 3",
    ]
    assert rows(f"z = {formula} = 1", widest=12) == [
        r"z &= \left(a - b\right) \cdot c",
        r"&\quad + \frac{d + e}{f} - g",
        "&= 1",
    ]


def test_a_fraction_is_as_wide_as_its_wider_half():
    assert width(r"\frac{a}{b + c}") == width("b + c")
    assert width(r"\frac{\partial E}{\partial w_{12}}") == len("x w_12") - 1
