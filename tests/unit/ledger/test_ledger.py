"""The ledger of the lectures: built from stated inputs, verdicts that follow from arithmetic."""

import math
from collections import Counter
from decimal import Decimal

import numpy as np
import pytest

from coursekit.datasets import load_lecture_figures
from coursekit.handcalc import CATALOGUE
from coursekit.ledger import ledger_csv, ledger_rows
from coursekit.ledger.build import COLUMNS
from coursekit.ledger.networks import three_three_three_three, two_two_two
from coursekit.ledger.verdicts import Example, Figure, Reading, judge
from coursekit.paths import data_dir


@pytest.fixture(scope="module")
def rows():
    return ledger_rows()


def test_the_file_is_what_the_code_builds():
    stored = (data_dir() / "lecture_figures.csv").read_text(encoding="utf-8")
    assert stored == ledger_csv(), "run `python -m workshop data figures`"


def test_the_file_loads_with_its_columns(rows):
    frame = load_lecture_figures()
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == len(rows) > 300
    assert set(frame["lecture"]) == {"000", "001", "002", "003", "004"}


def test_every_wrong_or_carried_figure_has_a_cause_and_no_other(rows):
    for row in rows:
        assert bool(row.cause) == (row.verdict in ("wrong", "carried")), row


def test_causes_that_name_a_mistake_name_one_of_the_catalogue(rows):
    named = [row.cause.partition(":")[0] for row in rows if "_" in row.cause.split(":")[0]]
    named = [name for name in named if " " not in name]
    assert len(named) > 30
    assert set(named) <= set(CATALOGUE)


def _numbers(row):
    try:
        printed, computed = float(row.printed.replace(",", "").rstrip("%")), float(row.computed)
    except (TypeError, ValueError):
        return None
    return (printed, computed) if math.isfinite(printed) else None


def test_exact_figures_agree_to_their_digits_and_wrong_ones_differ_beyond_rounding(rows):
    for row in rows:
        if (numbers := _numbers(row)) is None:
            continue
        printed, computed = numbers
        digits = -Decimal(row.printed.replace(",", "").rstrip("%")).as_tuple().exponent
        distance = abs(printed - computed)
        if row.verdict == "exact":
            assert distance <= 0.5000001 * 10.0**-digits, row
        if row.verdict == "wrong":
            assert distance > 0.4999999 * 10.0**-digits or digits == 0 and distance, row


def find(rows, lecture, example, quantity):
    (row,) = [r for r in rows if (r.lecture, r.example, r.quantity) == (lecture, example, quantity)]
    return row


_JOINED = "how the paths through a hidden unit are joined"


@pytest.mark.parametrize(
    ("place", "verdict", "cause"),
    [
        (("004", "2-2-1", "predicted"), "wrong", "digit_lost"),
        (("004", "2-2-1", "dz_h2/dw3"), "wrong", "weight_for_input"),
        (("004", "2-2-1", "w5'"), "wrong", "last_link_for_gradient"),
        (("004", "2-2-1", "w4'"), "wrong", "factor_ten"),
        (("004", "2-2-1", "dE/dw5"), "carried", "follows from da_o1/dz_o1"),
        (("000", "3-3-3-3", "E_o1"), "wrong", "log_base_ten"),
        (("000", "3-3-3-3", "dE/da_o1"), "wrong", "other_class_sign"),
        (("000", "3-3-3-3", "dE/dw19"), "wrong", "softmax_diagonal"),
        (("000", "3-3-3-3", "w19'"), "wrong", "minus_sign_added"),
        (("000", "3-3-3-3", "dE/da_h1"), "wrong", "one_path"),
        (("000", "3-3-3-3", "a_o1"), "rounded", ""),
        (("001", "2-2-2", "E"), "exact", ""),
        (("002", "Adam", "default learning rate"), "wrong", "Adam"),
        (
            ("002", "convolution", "output size for n = 6, f = 3, p = 1, stride 2"),
            "wrong",
            "numerator",
        ),
        (("002", "softmax", "sum of the outputs 0.4, 0.15, 0.6"), "wrong", "add up"),
        (("000", "chain rule", _JOINED), "wrong", "product_of_paths"),
        (("003", "chain rule", _JOINED), "wrong", "product_of_paths"),
        (("004", "chain rule", "what ∂h2/∂W3 equals"), "wrong", "weight_for_input"),
        (("003", "2-2-2", "value put in for w7 in net_o1"), "wrong", "swapped_layout"),
        (("003", "2-2-2", "a_h2 (out of units)"), "wrong", "σ(0.40)"),
        (("003", "2-2-2", "w8' (out of units)"), "carried", "a_h2"),
        (("003", "2-2-2", "dE/da_h1 via z_o2 (into units)"), "rounded", ""),
        (("003", "loss", "terms in the sum that is divided by n, for n = 10"), "wrong", "n + 1"),
        (("002", "ELU", "lower limit"), "wrong", "−α"),
        (("002", "convolution", "formula for the output size"), "wrong", "stride"),
        (("002", "bank", "boosted trees need scaled features"), "wrong", "threshold"),
        (("003", "gradient", "direction of the update"), "wrong", "gradient_added"),
        (("004", "sigmoid", "formula inside the error"), "wrong", "one_plus_forgotten"),
        (("000", "3-3-3-3", "w1'"), "wrong", "factor_ten"),
        (("004", "2-2-1", "da_o1/dz_o1"), "carried", "predicted"),
        (("004", "2-2-1", "dE/da_o1"), "wrong", "0.641 − 0.01"),
        (("004", "2-2-1", "dE/dw1"), "carried", "da_o1/dz_o1"),
        (("003", "perceptron", "error for output 1, desired 0"), "wrong", "−1"),
    ],
)
def test_the_known_slips_are_judged_as_such(rows, place, verdict, cause):
    row = find(rows, *place)
    assert row.verdict == verdict
    assert cause in row.cause


def test_two_layouts_are_told_apart(rows):
    layouts = Counter(row.quantity.split("(")[-1] for row in rows if row.lecture == "003")
    assert layouts["into units)"] > 5 and layouts["out of units)"] > 5


def test_a_named_mistake_really_gives_the_printed_figure():
    """The log loss of lecture 000 in base ten, worked here without the package."""
    powers = [math.exp(z) for z in (1.7, 2.9, 2.7)]
    assert powers[0] / sum(powers) == pytest.approx(0.1420, abs=1e-4)
    assert round(-math.log10(1 - 0.1420), 4) == 0.0665


def test_the_causes_in_words_are_sums_that_come_out():
    """The slips without a name in the catalogue, worked here by hand."""
    assert round(1 / (1 + math.exp(-(0.20 * 0.10 + 0.30 * 0.10 + 0.35))), 5) == 0.59869
    assert round(1 / 1.56, 3) == 0.641 and round(0.641 - 0.01, 3) == 0.631
    assert round(0.641 * (1 - 0.641), 2) == 0.23
    assert round(0.15 * 0.05 + 0.20 * 0.10 + 0.35, 4) == 0.3775
    assert round(0.4 * 0.593269992 + 0.45 * 0.596884378 + 0.6, 9) == 1.105905967
    assert round(0.55 + 0.5 * 0.2221 * 0.178 * 0.59869, 5) == 0.56183
    assert round(0.5 + (0.56183 - 0.55), 5) == 0.51183
    assert (6 + 2 * 1 - 3) // 2 + 1 == 3 and 6 + 2 * 1 - 3 + 1 == 6


def test_the_networks_have_the_stated_inputs():
    derivation = three_three_three_three().derivation
    x, w = [0.1, 0.3, 0.5], [[0.2, 0.4, 0.5], [0.3, 0.7, 0.1], [0.2, 0.6, 0.9]]
    expected = np.array(x) @ np.array(w) + 1
    assert [derivation.value(f"z_h{n}") for n in (1, 2, 3)] == pytest.approx(expected)
    assert two_two_two("into units").derivation.value("z_h1") == pytest.approx(0.3775)
    assert two_two_two("out of units").derivation.value("z_h1") == pytest.approx(0.3825)


def test_a_figure_nobody_can_explain_is_wrong_and_says_what_would_follow():
    reading = Reading("as stated", two_two_two().derivation)
    figures = [Figure("a_h1", "0.5933"), Figure("z_o1", "1.3")]
    first, second = judge(Example("999", "made up", [reading], 4, figures))
    assert first.verdict == "exact"
    assert second.verdict == "wrong"
    assert "1.1059" in second.cause
