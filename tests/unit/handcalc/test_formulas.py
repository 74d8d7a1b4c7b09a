"""What is shown equals what is computed: formulas with numbers are evaluated again."""

import math
import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import nn
from coursekit.handcalc import derive
from coursekit.handcalc.expression import Number, Symbol, exp, total
from coursekit.handcalc.formulas import number_text, to_latex, to_text
from coursekit.handcalc.rounding import round_decimal
from tests.unit.handcalc.networks import cases, derived, layout_two_two_two

PYTHON = {
    "exp": math.exp, "ln": math.log, "sqrt": math.sqrt, "tanh": math.tanh,
    "abs": abs, "max": max, "min": min, "log10": math.log10, "pi": math.pi,
    "Phi": NormalDist().cdf, "phi": NormalDist().pdf,
}  # fmt: skip


@given(cases())
def test_the_substituted_formula_gives_the_value_printed_beside_it(case):
    for step in derived(case, nn.optimizers.Adam(0.1), digits=17):
        assert eval(step.substituted, dict(PYTHON)) == pytest.approx(
            step.value, rel=1e-9, abs=1e-12
        )


@settings(max_examples=15)
@given(cases(), st.integers(3, 6))
def test_a_rounded_line_follows_from_the_numbers_printed_on_it(case, decimals):
    for step in derived(case, nn.optimizers.SGD(0.1), decimals):
        try:
            again = eval(step.substituted, dict(PYTHON))
        except (ZeroDivisionError, ValueError):  # e.g. ln of an output rounded to 0
            continue
        assert abs(again - step.value) <= 0.5000001 * 10**-decimals


MODES = {"half-even": ROUND_HALF_EVEN, "half-up": ROUND_HALF_UP, "truncate": ROUND_DOWN}


@given(
    st.decimals(-1000, 1000, places=9, allow_nan=False),
    st.integers(0, 8),
    st.sampled_from(sorted(MODES)),
)
def test_rounding_is_that_of_decimal(value, decimals, how):
    expected = value.quantize(Decimal(10) ** -decimals, rounding=MODES[how])
    assert round_decimal(value, decimals, how) == expected


def test_half_up_and_half_even_differ_on_a_tie():
    assert round_decimal(Decimal("0.0625"), 3, "half-up") == Decimal("0.063")
    assert round_decimal(Decimal("0.0625"), 3, "half-even") == Decimal("0.062")
    assert round_decimal(Decimal("0.0629"), 3, "truncate") == Decimal("0.062")


@pytest.mark.parametrize(("decimals", "how"), [(-1, "half-up"), (2.0, "half-up"), (3, "half-upp")])
def test_rounding_refuses_what_makes_no_sense(decimals, how):
    model, x, y = layout_two_two_two()
    with pytest.raises(ValueError):
        derive(model, x, y).rounded(decimals, how)


def test_three_decimals_as_lecture_four_writes_them():
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, "sigmoid", dtype="float64")])
    model.set_weights([[[0.5], [0.2]], [1.83]])
    derivation = derive(model, [0.1, 0.3], [0.03], optimizer=nn.optimizers.SGD(0.01)).rounded(3)
    written = {name: derivation[name].text for name in ("z_o1", "a_o1", "dE/da_o1", "da_o1/dz_o1")}
    assert written == {
        "z_o1": "1.940",
        "a_o1": "0.874",
        "dE/da_o1": "0.844",
        "da_o1/dz_o1": "0.110",
    }


def test_both_notations_name_the_same_step():
    model, x, y = layout_two_two_two()
    numbered, matrix = derive(model, x, y), derive(model, x, y, notation="matrix")
    assert numbered["dE/dw6"].value == matrix["dE/dW[2]_12"].value == numbered["dE/dW[2]_12"].value
    assert matrix["dE/dW[2]_12"].symbol == "dE/dW[2]_12"
    assert numbered["∂E/∂w6"].symbol == "dE/dw6"


def test_an_unknown_name_suggests_the_nearest():
    model, x, y = layout_two_two_two()
    with pytest.raises(ValueError, match="dE/dw8|de/dw8"):
        derive(model, x, y)["dE/dw88"]


def test_brackets_only_where_they_are_needed():
    a, b = Symbol(("a",)), Symbol(("b",))
    names = {("a",): "-2", ("b",): "3"}
    write = names.__getitem__
    assert to_text(b - a, write) == "3 - (-2)"
    assert to_text(a * (1 + b), write) == "(-2) * (1 + 3)"
    assert to_text(total([a, b]) / (a * b), write) == "(-2 + 3)/((-2) * 3)"
    assert to_text(-(a**2), write) == "-(-2)**2"
    assert to_text(1 / (1 + exp(-a)), write) == "1/(1 + exp(-(-2)))"
    assert to_latex(Number(1) / (a * b), write) == r"\frac{1}{\left(-2\right) \cdot 3}"


@given(cases())
def test_latex_has_balanced_braces_and_no_python(case):
    for step in derived(case, nn.optimizers.RMSprop(), notation="matrix"):
        assert step.latex.count("{") == step.latex.count("}")
        assert step.latex.count(r"\left(") == step.latex.count(r"\right)")
        assert not re.search(r"\*|exp\(|None", step.latex)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.5"), (-0.0, "0"), (1e-7, "1e-7"), (123456.7, "123457"), (Decimal("0.060"), "0.060")],
)
def test_numbers_as_people_write_them(value, text):
    assert number_text(value) == text


def test_the_table_the_text_and_the_handout_hold_every_line():
    model, x, y = layout_two_two_two()
    derivation = derive(model, x, y)
    frame = derivation.to_frame()
    assert list(frame.columns) == ["part", "symbol", "formula", "substituted", "value"]
    # A line too long for the page goes on in rows that start with "&".
    lines = re.findall(r"^[^&\n]+&=", derivation.to_latex(), re.MULTILINE)
    assert len(frame) == len(derivation) == len(lines)
    text = str(derivation)
    assert all(str(step) in text for step in derivation)
    markdown = derivation._repr_markdown_()
    assert markdown.count("<details>") == markdown.count("</details>") == frame["part"].nunique()
