"""Exercises of lesson 02: XNOR, parameters, a forward pass, the smallest network for a task."""

import numpy as np

from coursekit.exercises.bank.matching import examine_choices, instead
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.machines.gates import NAND, OR, GateNetwork

SMALLEST = {
    "A": "one neuron",
    "B": "two hidden",
    "C": "two hidden",
    "D": "three hidden",
    "E": "feedback",
}


def xnor(x):
    return GateNetwork([[OR, NAND], [NAND]])(x)


def count_parameters(sizes):
    total = 0
    for before, here in zip(sizes, sizes[1:], strict=False):
        total += here * before + here  # weights and biases of one layer
    return total


def forward_pass(x, Ws, bs):
    a = x
    for W, b in zip(Ws, bs, strict=True):
        a = np.tanh(W @ a + b)
    return a


def _gate(*table):
    return lambda x: table[2 * x[0] + x[1]]


def _weights_only(sizes):
    return sum(a * b for a, b in zip(sizes, sizes[1:], strict=False))


def _pass(inner, last=None):
    """A forward pass with a mistake in each layer, or in the last one only."""

    def forward(x, Ws, bs):
        for l, (W, b) in enumerate(zip(Ws, bs, strict=True), start=1):
            layer = inner if last is None or l < len(Ws) else last
            x = layer(W, x, b)
        return x

    return forward


def _right(W, a, b):
    return np.tanh(W @ a + b)


def _case(seed, *sizes):
    random = np.random.default_rng(seed)
    shapes = list(zip(sizes[1:], sizes, strict=False))
    Ws = [random.normal(size=shape) for shape in shapes]
    return random.normal(size=sizes[0]), Ws, [random.normal(size=m) for m, _ in shapes]


EXERCISES = (
    Exercise(
        name="xnor",
        answer=xnor,
        cases=(([0, 0],), ([0, 1],), ([1, 0],), ([1, 1],)),
        mistakes=(
            Mistake("that is XOR", _gate(0, 1, 1, 0), "Turn the output round: which gate does it?"),
            Mistake("that is AND", _gate(0, 0, 0, 1), "Equal also means: both are 0."),
            Mistake("that is NOR", _gate(1, 0, 0, 0), "Equal also means: both are 1."),
            Mistake(
                "that is NAND", _gate(1, 1, 1, 0), "(1, 1) is a pair of equal inputs: answer 1."
            ),
            Mistake("that is OR", _gate(0, 1, 1, 1), "(0, 0) is a pair of equal inputs: answer 1."),
        ),
        hints=(
            "XNOR is the opposite of XOR. XOR is an AND of OR and NAND.",
            "You may keep the hidden layer [OR, NAND] and change the output gate only.",
            "NAND is the opposite of AND. (Or: both on, AND, or both off, NOR, joined by an OR.)",
        ),
        solution="my_xnor = GateNetwork([[OR, NAND], [NAND]])  # or [[AND, NOR], [OR]]",
    ),
    Exercise(
        name="count_parameters",
        answer=count_parameters,
        cases=(([2, 1],), ([3, 4, 3, 1],), ([11, 6, 6, 1],), ([5, 7],), ([2, 16, 8, 1],)),
        mistakes=(
            Mistake("biases left out", _weights_only, "Every neuron behind the inputs has a bias."),
            Mistake(
                "biases for the inputs",
                lambda sizes: _weights_only(sizes) + sum(sizes),
                "The inputs compute nothing, so they have no biases.",
            ),
            Mistake(
                "one bias a layer",
                lambda sizes: _weights_only(sizes) + len(sizes) - 1,
                "Each *neuron* has a bias of its own.",
            ),
            Mistake(
                "last layer left out",
                lambda sizes: count_parameters(sizes[:-1]),
                "The output layer has weights and biases too.",
            ),
            Mistake(
                "neurons counted",
                lambda sizes: sum(sizes),
                "That is the number of nodes; count the connections between them, and the biases.",
            ),
        ),
        hints=(
            "A layer with m neurons behind n numbers has m · n weights and m biases.",
            "Walk along the pairs: sizes[0] and sizes[1], then sizes[1] and sizes[2], …",
            "for l in range(1, len(sizes)): add sizes[l] * sizes[l - 1] + sizes[l].",
        ),
    ),
    Exercise(
        name="forward_pass",
        answer=forward_pass,
        cases=(
            (np.array([1.0]), [np.array([[0.5]])], [np.array([0.25])]),
            _case(0, 3, 4, 3, 1),
            _case(1, 2, 2),
            _case(2, 5, 3, 3, 3, 2),
        ),
        mistakes=(
            Mistake(
                "no activation",
                _pass(lambda W, a, b: W @ a + b),
                "Without tanh the layers collapse into one: put it around every sum.",
            ),
            Mistake(
                "output layer without tanh",
                _pass(_right, lambda W, a, b: W @ a + b),
                "Here every layer has tanh, the last one too.",
            ),
            Mistake(
                "biases left out",
                _pass(lambda W, a, b: np.tanh(W @ a)),
                "Each layer adds its b before the activation.",
            ),
            Mistake(
                "bias outside the activation",
                _pass(lambda W, a, b: np.tanh(W @ a) + b),
                "The bias belongs to the sum z, so it stands inside tanh.",
            ),
            Mistake(
                "only the first layer",
                lambda x, Ws, bs: np.tanh(Ws[0] @ x + bs[0]),
                "Feed the outputs of a layer into the next one, until the lists are used up.",
            ),
        ),
        hints=(
            "Start with a = x and go through the layers with zip(Ws, bs).",
            "In each layer z = W @ a + b, then a = tanh(z).",
            "for W, b in zip(Ws, bs): a = np.tanh(W @ a + b); return a at the end.",
        ),
    ),
    Exercise(
        name="smallest_network",
        answer=SMALLEST,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "memory forgotten",
                instead(SMALLEST, E="two hidden"),
                "The lamp of E answers the same press differently. Can a feedforward network?",
            ),
            Mistake(
                "one line for a strip",
                instead(SMALLEST, B="one neuron"),
                "In B both ends say 0 and the middle says 1: how many changes along the way?",
            ),
            Mistake(
                "one hidden neuron an input",
                instead(SMALLEST, C="three hidden"),
                "In C count the inputs that are on: at which two counts does the answer change?",
            ),
            Mistake(
                "two lines around a triangle",
                instead(SMALLEST, D="two hidden"),
                "Two lines never close a region; how many does the triangle of D need?",
            ),
            Mistake(
                "a layer that is not needed",
                instead(SMALLEST, A="two hidden"),
                "Draw the four points of A: a single line may do.",
            ),
            Mistake(
                "one neuron for exactly two",
                instead(SMALLEST, C="one neuron"),
                "In C three inputs on are too many, one is too few: two limits.",
            ),
        ),
        hints=(
            "Each hidden neuron draws one straight boundary. How many does the task need?",
            "Count the inputs that are on, or draw the region; then look for what has a memory.",
            "One task needs one line, two need two parallel ones, one needs three, one remembers.",
        ),
        solution=f"my_choice = {SMALLEST!r}",
    ),
)
