"""Exercises on the perceptron: gates as learners write them."""

from coursekit.exercises import check
from coursekit.exercises.diagnosis import judge
from coursekit.gates import AND, ThresholdGate


def test_gates_as_learners_write_them():
    nand = check.nand.exercise
    assert judge(nand, ThresholdGate([-2, -3], -4.5)).status == "right"
    assert judge(nand, AND).mistake == "that is AND"
    assert judge(nand, ThresholdGate([1], 0)).status == "wrong"
