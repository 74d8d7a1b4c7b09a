"""The hand computation treated roughly: what it cannot show or judge it says in one sentence."""

import time
from decimal import Decimal

import numpy as np
import pytest

from coursekit import nn
from coursekit.handcalc import derive, variant


def network(sizes=(2, 1), activation="sigmoid", loss="mse", weights=None):
    layers = [nn.layers.Dense(n, activation, dtype="float64") for n in sizes[1:]]
    model = nn.Sequential([nn.Input((sizes[0],)), *layers])
    model.compile("sgd", loss)
    if weights is not None:
        model.set_weights(weights)
    return model


def saturated(z, loss="binary_crossentropy"):
    return network((1, 1), loss=loss, weights=[[[z]], [0.0]])


ROW, TARGET = [0.5, 0.1], [1.0]


@pytest.mark.parametrize(
    ("show", "sentence"),
    [
        (lambda: derive("abc", ROW, TARGET), "needs a coursekit.nn Sequential"),
        (lambda: derive(nn.Sequential([nn.Input((2,))]), ROW, TARGET), "at least one layer"),
        (lambda: derive(network(), ["a", "b"], TARGET), "x must hold numbers"),
        (lambda: derive(network(), None, TARGET), "x is missing"),
        (lambda: derive(network(), ROW, None), "y is missing"),
        (lambda: derive(network(), [[1, 2], [1]], [1, 2]), "rows differ in length"),
        (lambda: derive(network(), np.zeros((0, 2)), []), "at least one row"),
        (lambda: derive(network(), [1j, 1], TARGET), "complex numbers"),
        (lambda: derive(network(weights=[[[np.nan]] * 2, [0]]), ROW, TARGET), "A weight holds NaN"),
        (lambda: derive(network(), ROW, TARGET, notation="numberd"), "Did you mean 'numbered'"),
        (lambda: derive(network(), ROW, TARGET, digits=-1), "digits must be a whole number"),
        (lambda: derive(network(), ROW, TARGET, only=3), "only takes a list of names"),
        (lambda: derive(network(), ROW, TARGET, only=[None]), "named by text"),
        (lambda: derive(network(), ROW, TARGET, only=["dE/dw55"]), "Did you mean 'dE/dw"),
        (lambda: derive(network(activation=lambda z: z * z), ROW, TARGET), "does not know the act"),
        (
            lambda: derive(network(loss="binary_crossentropy"), ROW, [3]),
            "labels from 0 to 1",
        ),
        (
            lambda: derive(network((2, 3), "softmax", "sparse_categorical_crossentropy"), ROW, [7]),
            "whole numbers from 0 to 2",
        ),
        (
            lambda: derive(network((2, 3), "softmax", "categorical_crossentropy"), ROW, [1]),
            "one-hot",
        ),
        (lambda: derive(saturated(40.0), [1.0], [0]), "no value that can be written down"),
        (lambda: derive(saturated(-800.0, "mse"), [1.0], [1]), "no value that can be written"),
        (lambda: derive(saturated(-40.0), [1.0], [1]).rounded(3), "keep more decimals"),
        (lambda: derive(network(), ROW, TARGET).rounded(45), "whole number from 0 to 20"),
    ],
)
def test_what_cannot_be_derived_is_told_in_one_sentence(show, sentence):
    with pytest.raises(ValueError, match=sentence):
        show()


def test_dense_on_more_than_one_axis_is_refused():
    model = nn.Sequential([nn.Input((2, 2)), nn.layers.Dense(1)])
    with pytest.raises(ValueError, match="put Flatten before it"):
        derive(model, np.ones((1, 2, 2)), np.ones((1, 2, 1)), loss="mse")


NAMES = ["∂E/∂w5", "dE/dw₅", "$dE/dw_5$", r"\partial E/\partial w_{5}", r"\frac{∂E}{∂w_5}"]


@pytest.mark.parametrize("name", [*NAMES, "dE/dW^{[2]}_{11}", "DE / DW5", "δE/δw5"])
def test_a_quantity_is_found_however_it_is_written(name):
    derivation = variant("anna").derivation
    assert derivation.value(name) == derivation.value("dE/dw5")


@pytest.mark.parametrize("name", ["w5'", "w5′", "w5’"])
def test_a_new_weight_is_not_taken_for_the_old_one(name):
    derivation = variant("anna").derivation
    assert derivation.value(name) == derivation.value("w5'") != derivation.value("w5")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (None, "Answers come as"),
        ([("dE/dw5", 1)], "Answers come as"),
        ({"dE/dw5": 1, "DE/DW5": 2}, "are the same quantity"),
        ({"w5": 1}, "is given, not computed"),
        ({3: 1}, "named by text"),
        ({"dE/dw5": "1e-999"}, "out of reach"),
        ({"dE/dw5": "9" * 5000}, "out of reach"),
    ],
)
def test_answers_that_cannot_be_judged(answers, sentence):
    with pytest.raises(ValueError, match=sentence):
        variant("anna").check(answers)


def test_a_dash_counts_as_a_minus():
    derivation = variant("anna").derivation
    value = derivation.value("z_h1")
    assert value < 0
    (judgement,) = derivation.check({"z_h1": f"–{-Decimal(str(round(value, 4)))}"})
    assert judgement.good


def test_a_worksheet_of_wrong_answers_is_judged_while_one_waits():
    sheet = variant("anna", "3-3-3-3")
    before = time.process_time()
    judged = sheet.check({name: "7.123" for name in sheet.questions})
    assert len(judged) == len(sheet.questions) and not judged[0].good
    assert time.process_time() - before < 6  # about 1.2 s; recomputing every line took 11 s


def test_a_derivation_prints_as_its_lines_in_a_terminal():
    derivation = variant("a student", "neuron").derivation
    assert repr(derivation) == str(derivation)
    assert repr(derivation).startswith("Forward pass, layer 1 (output)\n  z_o1 = x1 * w1")
    assert "Derivation(" not in repr(derivation)


def test_a_number_rounded_to_zero_has_no_sign():
    model = network(weights=[np.array([[0.001], [0.001]]), np.array([0.0])], activation="linear")
    rounded = derive(model, [-0.4, 0.1], [1.0]).rounded(2)
    assert rounded["z_o1"].text == "0.00"
