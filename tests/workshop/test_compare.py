"""Outputs are compared to the letter outside their numbers, and each number within a tolerance."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_output

from coursekit.plots.show import packed
from workshop.lessons import compare, spread


def numbers(text):
    return [(number.value, number.unit) for number in compare.numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("loss 0.25, 12 epochs", [(0.25, 0.01), (12, 0)]),
        ("-3.5e-07 and 2e5", [(-3.5e-7, 1e-8), (2e5, 1e5)]),
        ("(−0.5; +.25)", [(-0.5, 0.1), (0.25, 0.01)]),
        ("122,570 parameters, 1,234.5", [(122570, 0), (1234.5, 0.1)]),
        ("[0.5,-1.0]", [(0.5, 0.1), (-1.0, 0.1)]),
        ("[1. 2.]", [(1, 0), (2, 0)]),
        ("w1, dense_1, conv2d, v1.2.3 #0f0", []),
        ("0.84–0.87", [(0.84, 0.01), (0.87, 0.01)]),
        ("2 - 3, a-1, f(x)-1, 5-3", [(2, 0), (3, 0), (1, 0), (1, 0), (5, 0), (3, 0)]),
        ("97.2 %", [(97.2, 0.1)]),
        ("<td>0.125</td>", [(0.125, 0.001)]),
    ],
)
def test_numbers_are_read_with_the_unit_of_their_last_digit(text, expected):
    assert numbers(text) == [(v, pytest.approx(unit)) for v, unit in expected]


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ("loss 0.250", "loss 0.251"),
        ("loss 0.250", "loss 0.249"),
        ("[ 0.1  -0.0 ]", "[0.1 0.0]"),
        ("1.5e-07", "1.6e-07"),
        ("loss   0.25\n", "loss 0.2500001\n"),
        ("x 9.99 y", "x 10.00 y"),
        ("[0.25 1.  ]", "[0.251 0.999]"),
        ("float64(0.855)", "float64(0.8550000000000001)"),
        ("1.0", "0.9999999999999999"),
        ("a | 0.999 |\n--|-----|", "a | 1.000 |\n--|------|"),
    ],
)
def test_one_unit_in_the_last_digit_passes(stored, new):
    assert compare.text_differences(stored, new) == []


@pytest.mark.parametrize(
    ("stored", "new", "words"),
    [
        ("loss 0.250", "loss 0.252", "stored 0.250, now 0.252: more than 0.001 apart"),
        ("12 epochs", "13 epochs", "stored 12, now 13"),
        ("loss 0.25", "lost 0.25", "the words differ"),
        ("loss 0.25", "loss 0.25 0.26", "the words differ"),
        ("loss 0.25", "loss nan", "the words differ"),
        ("parameters 122,570", "parameters 122,571", "122,570, now 122571"),
        ("shape (32, 10)", "shape (32, 11)", "stored 10, now 11"),
        ("layer dense_1", "layer dense_2", "the words differ"),
        ("0.5", "-0.5", "stored 0.5"),
        ("float64(0.9)", "float64(0.855)", "stored 0.9, now 0.855"),
        ("[0.25 1.  ]", "[0.254 1.   ]", "stored 0.25, now 0.254"),
    ],
)
def test_more_fails_and_says_what(stored, new, words):
    (sentence,) = compare.text_differences(stored, new)
    assert words in sentence


def test_a_rule_speaks_of_the_numbers_behind_its_words():
    rules = [{"after": "AUC", "absolute": 0.05}, {"absolute": 0.01}]
    stored = "loss 0.250  AUC 0.80\nloss 0.240  AUC 0.81"
    near = "loss 0.255  AUC 0.84\nloss 0.240  AUC 0.77"
    assert compare.text_differences(stored, near, rules) == []
    far = "loss 0.29  AUC 0.80\nloss 0.240  AUC 0.81"
    (sentence,) = compare.text_differences(stored, far, rules)
    assert "stored 0.250, now 0.29" in sentence
    assert len(compare.text_differences(stored, stored.replace("0.81", "0.87"), rules)) == 1


def test_a_whole_number_moves_only_where_a_rule_names_it():
    assert compare.text_differences("12 epochs", "13 epochs", [{"absolute": 5}])
    rules = [{"after": "best:", "absolute": 2}]
    assert compare.text_differences("best: 12", "best: 14", rules) == []
    assert compare.text_differences("best: 12", "best: 15", rules)


def test_bands_and_shares():
    claim = [{"after": "", "band": [5, None]}]
    assert compare.text_differences("37 times", "8 times", claim) == []
    (sentence,) = compare.text_differences("37 times", "4 times", claim)
    assert "4 lies outside ≥ 5" in sentence
    assert compare.text_differences("2.00", "2.19", [{"relative": 0.1}]) == []
    assert compare.text_differences("2.00", "2.21", [{"relative": 0.1}])


@given(st.floats(-1e9, 1e9), st.integers(1, 9), st.sampled_from([-1, 1]))
def test_the_neighbour_of_a_printed_number_passes_and_the_next_but_two_fails(x, digits, sign):
    """Whatever the value, on both sides of a change of length or of sign."""
    unit = 10.0**-digits
    stored, near = f"x {x:.{digits}f}", f"x {x + sign * unit * 0.999:.{digits}f}"
    far = f"x {x + 3 * sign * unit:.{digits}f}"
    if abs(x) / unit < 1e15:  # beyond that a float does not hold the digit
        assert compare.text_differences(stored, near) == []
        assert compare.text_differences(stored, far)


def drawn(*arrays):
    return [packed(np.asarray(array, float)) for array in arrays]


def test_pictures_agree_to_a_billionth_of_their_size():
    values = np.linspace(-1, 1, 50)
    last_bit = np.nextafter(values, 2)
    assert compare.picture_differences(drawn(values), drawn(last_bit)) == []
    changed = values.copy()
    changed[7] += 1e-6
    (sentence,) = compare.picture_differences(drawn(values), drawn(changed))
    assert sentence == "array 0 of the picture differs by 1e-06 of its size"
    assert compare.picture_differences(drawn(values), drawn(changed), [{"picture": 1e-5}]) == []


def test_pictures_of_other_shape_or_with_other_gaps_differ():
    values = [1.0, math.nan, 3.0]
    assert compare.picture_differences(drawn(values), drawn(values)) == []
    assert compare.picture_differences(drawn(values), drawn([1.0, 2.0, 3.0]))
    assert compare.picture_differences(drawn(values), drawn([1.0, math.nan]))
    assert compare.picture_differences(drawn(values), drawn(values, values))
    assert compare.picture_differences(drawn(values), None)
    assert compare.picture_differences(None, None) == []
    anything = [{"picture": 2.0, "spread": 1.0}]
    assert compare.picture_differences(drawn(values), drawn(values, [1.0]), anything) == []
    assert compare.picture_differences(drawn(values), None, anything)


def test_outputs_are_paired_and_streams_joined():
    stored = [new_output("stream", name="stdout", text="a 0.10\nb 0.20\n")]
    pieces = [new_output("stream", name="stdout", text=text) for text in ("a 0.10\n", "b 0.21\n")]
    assert compare.output_differences(stored, pieces) == []
    picture = new_output("display_data", data={"image/png": "AAAA", "text/plain": "a line"})
    other = new_output("display_data", data={"image/png": "BBBB", "text/plain": "a line"})
    assert compare.output_differences([picture], [other]) == []
    (sentence,) = compare.output_differences([picture], [])
    assert "the outputs are of other kinds" in sentence
    table = new_output("execute_result", data={"text/html": "<td>1.5</td>", "text/plain": "1.5"})
    wrong = new_output("execute_result", data={"text/html": "<td>1.8</td>", "text/plain": "1.5"})
    assert len(compare.output_differences([table], [wrong])) == 1


def test_a_measurement_joins_the_pieces_of_a_stream():
    def printed(*texts):
        outputs = [new_output("stream", name="stdout", text=text) for text in texts]
        return new_code_cell("", outputs=outputs)

    runs = [printed("a 1.00\nb 2.00\n"), printed("a 1.00\n", "b 2.05\n")]
    cell = printed()
    assert spread._tolerate(cell, runs) == []
    assert cell.metadata.coursekit.tolerance == [{"absolute": 0.1, "spread": 0.05}]
