"""Threshold gates against truth tables written by hand."""

import numpy as np
import pytest

from coursekit.machines.gates import (
    AND,
    NAND,
    NOR,
    NOT,
    OR,
    XOR,
    GateNetwork,
    ThresholdGate,
    binary_inputs,
    truth_table,
)

TABLES = {  # outputs for (0,0), (0,1), (1,0), (1,1)
    AND: [0, 0, 0, 1],
    OR: [0, 1, 1, 1],
    NAND: [1, 1, 1, 0],
    NOR: [1, 0, 0, 0],
    XOR: [0, 1, 1, 0],
}


@pytest.mark.parametrize("gate", TABLES, ids=lambda gate: gate.name)
def test_truth_tables(gate):
    expected = [[0, 0], [0, 1], [1, 0], [1, 1]]
    table = truth_table(gate)
    assert table[:, :2].tolist() == expected
    assert table[:, 2].tolist() == TABLES[gate]


def test_not():
    assert truth_table(NOT).tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("gate", [AND, OR, NAND, NOR, NOT], ids=lambda gate: gate.name)
def test_bias_of_the_strict_rule_gives_the_same_table(gate):
    x = binary_inputs(gate.inputs)
    assert ((x @ gate.weights + gate.bias > 0).astype(int) == gate(x)).all()


def test_bias_of_random_gates():
    for seed in range(500):
        check_bias(*random_gate(seed))


def random_gate(seed):
    rng = np.random.default_rng(seed)
    inputs = int(rng.integers(1, 5))
    weights, threshold = rng.normal(size=inputs).round(1), round(rng.normal(), 1)
    scale = 10.0 ** int(rng.integers(-12, 13)) if seed % 2 else 1.0
    return weights * scale, threshold * scale


def check_bias(weights, threshold):
    gate = ThresholdGate(weights, threshold)
    x = binary_inputs(gate.inputs)
    assert ((x @ gate.weights + gate.bias > 0).astype(int) == gate(x)).all(), gate


@pytest.mark.parametrize(
    ("weights", "threshold"),
    [([-2], 0.3), ([1], -1e17), ([1], 1e17), ([0.1, 0.2], np.nextafter(0.1 + 0.2, 1)), ([5], 5)],
)
def test_bias_at_the_edge_of_what_floats_can_say(weights, threshold):
    check_bias(weights, threshold)


def test_a_constant_gate_has_a_bias_too():
    always = ThresholdGate([1, 1], -3)
    never = ThresholdGate([1, 1], 5)
    x = binary_inputs(2)
    assert (x @ always.weights + always.bias > 0).all()
    assert not (x @ never.weights + never.bias > 0).any()


def test_lecture_thresholds():
    assert (AND.threshold, AND.weights.tolist()) == (2, [1, 1])
    assert (OR.threshold, OR.weights.tolist()) == (2, [2, 2])


def test_one_vector_and_a_table_give_the_same():
    x = binary_inputs(2)
    assert [int(XOR(row)) for row in x] == XOR(x).tolist()


def test_hidden_outputs_of_xor():
    hidden, output = XOR.forward(binary_inputs(2))
    assert hidden.tolist() == [[0, 1], [1, 1], [1, 1], [1, 0]]
    assert output.ravel().tolist() == [0, 1, 1, 0]


def test_three_inputs_majority():
    majority = ThresholdGate([1, 1, 1], 2)
    assert majority(binary_inputs(3)).tolist() == [0, 0, 0, 1, 0, 1, 1, 1]


def test_errors_name_the_mistake():
    with pytest.raises(ValueError, match="AND takes 2 inputs"):
        AND([1, 0, 1])
    with pytest.raises(ValueError, match="takes 2 inputs, but the layer before has 1"):
        GateNetwork([[AND], [OR]])
    with pytest.raises(ValueError, match="at least one"):
        GateNetwork([[]])
    with pytest.raises(ValueError, match="finite"):
        ThresholdGate([1, np.nan], 0)
    with pytest.raises(ValueError, match="flat list"):
        ThresholdGate([[1, 2]], 0)


def test_inputs_stay_as_they_are():
    x = binary_inputs(2)
    before = x.copy()
    XOR(x)
    assert (x == before).all()


def test_names_and_representation():
    assert repr(AND) == "AND(weights=[1, 1], threshold=2)"
    assert repr(XOR) == "XOR([OR, NAND] → [AND])"


@pytest.mark.parametrize(
    "make",
    [
        lambda: ThresholdGate([..., ...], 1),
        lambda: ThresholdGate([1, 1], ...),
        lambda: ThresholdGate(..., ...),
        lambda: ThresholdGate(np.array([1, ...]), 1),
        lambda: GateNetwork([[OR, ...], [AND]]),
        lambda: GateNetwork(...),
    ],
)
def test_dots_in_a_gate_are_not_attempted(make):
    with pytest.raises(NotImplementedError, match="^not attempted$"):
        make()


def test_weights_that_are_no_numbers_get_a_sentence():
    with pytest.raises(ValueError, match="A gate's weights must hold numbers, got text"):
        ThresholdGate(["a", "b"], 1)


def test_a_threshold_that_contains_itself_is_one_sentence():
    threshold = []
    threshold.append(threshold)
    with pytest.raises(ValueError, match="threshold"):
        ThresholdGate([1, 1], threshold)
    with pytest.raises(NotImplementedError, match="not attempted"):
        ThresholdGate([1, 1], [threshold, [...]])
