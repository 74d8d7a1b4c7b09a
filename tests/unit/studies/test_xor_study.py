"""XOR is learned, and yes-or-no answers are counted."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.machines.gates import XOR, binary_inputs
from coursekit.studies.xor import learn_xor
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
    assert (
        accuracy(model, SQUARE, XOR(SQUARE)) == 1.0
        and len(losses) == 200
        and losses[-1] < 0.1 * losses[0]
    )
    again, _ = learn_xor(4, seed=0)
    assert all(map(np.array_equal, model.get_weights(), again.get_weights()))


def test_several_hidden_layers_and_another_activation():
    model, _ = learn_xor((8, 8), "linear", learning_rate=0.05, epochs=3)
    assert model.count_params() == 105 and model.layers[0].activation.name == "linear"
