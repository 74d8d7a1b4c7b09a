"""The stepper reveals line by line, stays inside its lines, and has a face without a kernel."""

import pytest

from coursekit.handcalc import derive, variant
from coursekit.handcalc.rendering import to_markdown


@pytest.fixture
def stepper():
    return variant("a student", "2-2-1").derivation.stepper()


def press(stepper, name):
    stepper._buttons[name].click()


def test_next_and_back_move_by_one_line_and_start_returns(stepper):
    steps = stepper.steps
    press(stepper, "Next")
    assert stepper.shown == 2
    assert steps[1].latex.split(" = ")[0] in stepper._lines.value
    assert steps[2].latex.split(" = ")[0] not in stepper._lines.value
    press(stepper, "Back")
    assert stepper.shown == 1 and stepper._buttons["Back"].disabled
    stepper.go(20)
    press(stepper, "Start")
    assert stepper.shown == 1


def test_the_ends_hold(stepper):
    stepper.go(10_000)
    assert stepper.shown == len(stepper.steps) and stepper._buttons["Next"].disabled
    press(stepper, "Next")
    assert stepper.shown == len(stepper.steps)
    stepper.go(-5)
    assert stepper.shown == 1


def test_only_the_current_part_is_in_view(stepper):
    first = next(i for i, step in enumerate(stepper.steps) if step.part == ("error",))
    stepper.go(first + 1)
    assert "Error" in stepper._heading.value
    assert stepper.steps[0].latex not in stepper._lines.value


def test_without_a_kernel_all_lines_can_be_read(stepper):
    bundle = stepper._repr_mimebundle_()
    assert bundle["text/markdown"] == to_markdown(stepper.derivation)
    assert bundle["text/plain"] == f"{len(stepper.steps)} lines to step through"
    view = bundle["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == stepper.widget.model_id


def test_a_derivation_prints_as_its_lines_in_a_terminal():
    derivation = variant("a student", "neuron").derivation
    assert repr(derivation) == str(derivation)
    assert repr(derivation).startswith("Forward pass, layer 1 (output)\n  z_o1 = x1 * w1")
    again = derive(variant("a student", "neuron").model, [0.1, 0.2], [0.3])
    assert "Derivation(" not in repr(again)
