"""XOR is learned, yes-or-no answers are counted, and cut connections are repaired."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.machines.gates import XOR, binary_inputs
from coursekit.studies.cuts import accuracy_without, connections
from coursekit.studies.xor import first_success, is_solved, learn_xor
from coursekit.studies.yes_no import accuracy, outputs

SQUARE = binary_inputs(2)


def one_neuron(w1, w2, b):
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, "sigmoid")])
    model.set_weights([np.array([[w1], [w2]]), np.array([b])])
    return model


def test_outputs_are_flat_and_accuracy_counts_the_right_side_of_a_half():
    model = one_neuron(10.0, 10.0, -5.0)  # OR
    assert (outputs(model)(SQUARE) > 0.5).tolist() == [False, True, True, True]
    assert accuracy(model, SQUARE, XOR(SQUARE)) == 0.75
    with pytest.raises(ValueError, match="flat list of 0 and 1"):
        accuracy(model, SQUARE, XOR(SQUARE)[:, None])


def test_xor_is_learned_from_some_starts_and_the_loss_falls():
    model, losses = learn_xor(4, seed=0)
    assert is_solved(model) and len(losses) == 200 and losses[-1] < 0.1 * losses[0]
    again, _ = learn_xor(4, seed=0)
    assert all(map(np.array_equal, model.get_weights(), again.get_weights()))


def test_several_hidden_layers_and_another_activation():
    model, _ = learn_xor((8, 8), "linear", learning_rate=0.05, epochs=3)
    assert model.count_params() == 105 and model.layers[0].activation.name == "linear"


def test_the_first_success_is_a_success_or_says_that_there_is_none():
    assert is_solved(first_success(3))
    with pytest.raises(RuntimeError, match="with 1 hidden neurons learned XOR"):
        first_success(1, tries=2)


def test_a_cut_acts_and_is_repaired():
    model = one_neuron(10.0, 10.0, -5.0)
    assert connections(model) == [(0, 0, 0), (0, 1, 0)]
    before = model.get_weights()
    d = (SQUARE.sum(axis=1) > 0).astype(int)
    assert accuracy(model, SQUARE, d) == 1.0
    assert accuracy_without(model, [(0, 1, 0)], SQUARE, d) == 0.75
    assert all(map(np.array_equal, before, model.get_weights()))


def test_a_failed_look_repairs_the_model_too():
    model = one_neuron(10.0, 10.0, -5.0)
    before = model.get_weights()
    with pytest.raises(ValueError):
        accuracy_without(model, [(0, 0, 0)], SQUARE, np.zeros(7))
    assert all(map(np.array_equal, before, model.get_weights()))
