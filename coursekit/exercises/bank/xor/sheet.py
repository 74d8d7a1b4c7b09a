"""Graded exercises of lesson 02: shapes, two gates of signs, all layers at once, single cuts."""

from itertools import product

import numpy as np

from coursekit.exercises.diagnosis import numbers
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.running import Trouble

SIGNS = np.array(list(product((-1, 1), repeat=2)))


def weight_shapes(sizes):
    return list(zip(sizes[1:], sizes[:-1], strict=True))


def sign_network(gate):
    # Hidden units: "not both −1" and "not both 1". XOR asks for both, XNOR turns the answer.
    W1, b1 = np.array([[1, 1], [-1, -1]]), np.array([1, 1])
    turn = 1 if gate == "XOR" else -1
    return W1, b1, turn * np.array([[1, 1]]), turn * np.array([-1])


def forward_layers(X, Ws, bs):
    layers = [X]
    for W, b in zip(Ws[:-1], bs[:-1], strict=True):
        layers.append(np.tanh(layers[-1] @ W.T + b))
    return [*layers, _sigmoid(layers[-1] @ Ws[-1].T + bs[-1])]


def accuracy_after_cuts(X, y, Ws, bs):
    return _cuts(X, y, Ws, bs)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _forward(hidden=np.tanh, last=_sigmoid, bias=True, with_input=True, transpose=True):
    """The forward pass with one thing done wrong."""

    def forward(X, Ws, bs):
        layers = [X]
        for l, (W, b) in enumerate(zip(Ws, bs, strict=True), start=1):
            z = layers[-1] @ W.T + (b if bias else 0)
            layers.append((last if l == len(Ws) else hidden)(z))
        return layers if with_input else layers[1:]

    return forward


def _cuts(X, y, Ws, bs, layer=0, repair=True, whole_unit=False, drop=False, strict=True):
    """Accuracy after each cut, or the same with one thing done wrong."""
    work = [W.astype(float) for W in Ws]
    accuracies = np.zeros(work[layer].shape)
    for i, j in np.ndindex(accuracies.shape):
        before = work[layer].copy()
        work[layer][i, slice(None) if whole_unit else j] = 0
        output = forward_layers(X, work, bs)[-1][:, 0]
        accuracies[i, j] = np.mean(((output > 0.5) if strict else (output > 0)) == y)
        if repair:
            work[layer] = before
    whole = np.mean((forward_layers(X, Ws, bs)[-1][:, 0] > 0.5) == y)
    return whole - accuracies if drop else accuracies


def _truth_table(case, answer):
    """What the network of signs answers to the four inputs."""
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 4:
        raise Trouble("Return four things: W1, b1, W2, b2.")
    parts = [numbers(part) for part in answer]
    for part, name, shape in zip(
        parts, ("W1", "b1", "W2", "b2"), ((2, 2), (2,), (1, 2), (1,)), strict=True
    ):
        if part.shape != shape:
            raise Trouble(f"{name} must have shape {shape}, got {part.shape}.")
    W1, b1, W2, b2 = parts
    z1 = SIGNS @ W1.T + b1
    z2 = np.sign(z1) @ W2.T + b2
    if not (z1.all() and z2.all()):
        raise Trouble("A sum is exactly 0, where the sign is neither 1 nor −1: move a bias.")
    return np.sign(z2)[:, 0]


def _single(w1, w2, b):
    """A network whose output is one gate, for both questions."""
    return lambda gate: (np.array([[w1, w2], [w1, w2]]), np.array([b, b]), [[1.0, 1.0]], [0.5])


def _for_zero_and_one(gate):
    turn = 1 if gate == "XOR" else -1
    W1, b1 = np.array([[1, 1], [-1, -1]]), np.array([-0.5, 1.5])
    return W1, b1, turn * np.array([[1.0, 1.0]]), turn * np.array([-1.5])


def _net(seed, rows, *sizes):
    random = np.random.default_rng(seed)
    shapes = list(zip(sizes[1:], sizes, strict=False))
    Ws = [random.normal(size=shape) for shape in shapes]
    return random.normal(size=(rows, sizes[0])), Ws, [random.normal(size=m) for m, _ in shapes]


def _labelled(seed, rows, *sizes):
    X, Ws, bs = _net(seed, rows, *sizes)
    return X, (forward_layers(X, Ws, bs)[-1][:, 0] > 0.5).astype(int), Ws, bs


def _xor_case():
    X = (SIGNS + 1) // 2
    Ws = [np.array([[4.0, 4.0], [-4.0, -4.0]]), np.array([[3.0, 3.0]])]
    return X, np.array([0, 1, 1, 0]), Ws, [np.array([-2.0, 6.0]), np.array([-3.0])]


EXERCISES = (
    Exercise(
        name="weight_shapes",
        answer=weight_shapes,
        cases=(([2, 1],), ([3, 4, 3, 1],), ([11, 6, 6, 1],), ([5, 2, 9, 4, 3],)),
        mistakes=(
            Mistake(
                "rows and columns swapped",
                lambda sizes: list(zip(sizes[:-1], sizes[1:], strict=True)),
                "W has one *row* for each neuron of its layer, one column for each input. "
                "(Keras stores the transpose.)",
            ),
            Mistake(
                "bias counted as a column",
                lambda sizes: [(m, n + 1) for m, n in weight_shapes(sizes)],
                "In this course the biases have an array of their own.",
            ),
            Mistake(
                "output layer forgotten",
                lambda sizes: weight_shapes(sizes)[:-1],
                "The last layer has weights too: L layers of neurons, L weight arrays.",
            ),
            Mistake(
                "weights for the input layer",
                lambda sizes: [(sizes[0], sizes[0]), *weight_shapes(sizes)],
                "The inputs are only handed on: nothing is computed there.",
            ),
            Mistake(
                "number of weights",
                lambda sizes: [m * n for m, n in weight_shapes(sizes)],
                "Give each shape as (rows, columns), not their product.",
            ),
        ),
        hints=(
            "Layer l has sizes[l] neurons, and each has one weight per neuron of layer l − 1.",
            "So W of layer l has sizes[l] rows and sizes[l − 1] columns.",
            "zip(sizes[1:], sizes) pairs every size with the one before it.",
        ),
    ),
    Exercise(
        name="sign_network",
        answer=sign_network,
        cases=(("XOR",), ("XNOR",)),
        view=_truth_table,
        viewed="outputs for (−1, −1), (−1, 1), (1, −1), (1, 1)",
        mistakes=(
            Mistake(
                "XOR for both gates",
                lambda gate: sign_network("XOR"),
                "XNOR is 1 where the inputs agree: turn the sign of the last layer.",
            ),
            Mistake(
                "XNOR for both gates",
                lambda gate: sign_network("XNOR"),
                "XOR is 1 where the inputs differ: turn the sign of the last layer.",
            ),
            Mistake(
                "the two gates swapped",
                lambda gate: sign_network("XNOR" if gate == "XOR" else "XOR"),
                "XOR asks whether the inputs differ, XNOR whether they agree.",
            ),
            Mistake(
                "made for inputs 0 and 1",
                _for_zero_and_one,
                "With −1 for “off” an input that is off pulls the sum down by its weight: the "
                "biases must move.",
            ),
            Mistake(
                "AND",
                _single(1.0, 1.0, -1.0),
                "Your hidden units see the same line twice. You need two different lines.",
            ),
            Mistake(
                "OR",
                _single(1.0, 1.0, 1.0),
                "Your hidden units see the same line twice. You need two different lines.",
            ),
        ),
        hints=(
            "Two lines: one cuts off (−1, −1), the other cuts off (1, 1).",
            "Hidden unit 1 is OR: sign(x1 + x2 + 1). Hidden unit 2 is NAND: sign(−x1 − x2 + 1).",
            "XOR is AND of the two: sign(a1 + a2 − 1). XNOR has all three signs turned.",
        ),
    ),
    Exercise(
        name="forward_layers",
        answer=forward_layers,
        cases=(
            _net(1, 1, 1, 1),
            _net(2, 2, 2, 2, 1),
            _net(3, 5, 3, 4, 3, 1),
            _net(4, 3, 4, 4, 4, 2),
        ),
        mistakes=(
            Mistake(
                "sigmoid in every layer",
                _forward(hidden=_sigmoid),
                "The hidden layers use tanh; only the last layer uses the sigmoid.",
            ),
            Mistake(
                "tanh in every layer",
                _forward(last=np.tanh),
                "The last layer uses the sigmoid, so that the outputs lie between 0 and 1.",
            ),
            Mistake("biases left out", _forward(bias=False), "Add b to every weighted sum."),
            Mistake(
                "input missing from the list",
                _forward(with_input=False),
                "The list begins with X itself: that is a of layer 0.",
            ),
            Mistake(
                "no activation at the output",
                _forward(last=lambda z: z),
                "The last layer's sums still need their sigmoid.",
            ),
            Mistake(
                "no activation in the hidden layers",
                _forward(hidden=lambda z: z),
                "Without tanh the layers collapse into a single one.",
            ),
        ),
        hints=(
            "Begin with layers = [X] and append one array a layer.",
            "A row is an example, so z = A @ W.T + b with A the layer before.",
            "Ask whether the layer is the last: then 1 / (1 + np.exp(-z)), else np.tanh(z).",
        ),
    ),
    Exercise(
        name="accuracy_after_cuts",
        answer=accuracy_after_cuts,
        cases=(_xor_case(), _labelled(5, 12, 2, 3, 1), _labelled(8, 30, 3, 5, 2, 1)),
        mistakes=(
            Mistake(
                "cuts add up",
                lambda *given: _cuts(*given, repair=False),
                "Repair each connection before you cut the next one.",
            ),
            Mistake(
                "whole neuron removed",
                lambda *given: _cuts(*given, whole_unit=True),
                "Set one weight to 0, not its whole row.",
            ),
            Mistake(
                "last layer cut",
                lambda *given: _cuts(*given, layer=-1),
                "The connections of the *first* layer are asked for: Ws[0].",
            ),
            Mistake(
                "loss of accuracy",
                lambda *given: _cuts(*given, drop=True),
                "Return the accuracy that is left, not what was lost.",
            ),
            Mistake(
                "output above 0 counted as 1",
                lambda *given: _cuts(*given, strict=False),
                "A sigmoid is always above 0: the class is 1 where it is above one half.",
            ),
        ),
        hints=(
            "Copy Ws[0], set one entry to 0, run your forward pass, compare with y.",
            "np.ndindex(Ws[0].shape) gives every pair i, j.",
            "accuracy = np.mean((outputs[:, 0] > 0.5) == y)",
        ),
    ),
)
