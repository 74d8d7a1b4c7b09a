"""Graded exercises of lesson 08: shrinking gradients, a gradient check, a batch, first weights."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def largest_factor(activation, layers):
    steepest = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "linear": 1.0}
    return steepest[activation] ** layers


def numerical_gradient(f, w, h):
    return _differences()(f, w, h)


def softmax_backprop(X, Y, K1, b1, K2, b2):
    return _backprop()(X, Y, K1, b1, K2, b2)


def first_weights(sizes, seed):
    return _draws()(sizes, seed)


def _differences(two_sided=True, divide=True, half=True, turned=False, diagonal=True):
    """The numerical gradient with one thing done wrong."""

    def gradient(f, w, h):
        found = np.zeros(w.shape)
        for place in np.ndindex(w.shape):
            nudge = np.zeros(w.shape)
            nudge[place if diagonal else ...] = h
            change = f(w + nudge) - f(w - nudge if two_sided else w)
            width = (2 * h if two_sided and half else h) if divide else 1.0
            found[place] = (-change if turned else change) / width
        return found

    return gradient


def _backprop(
    delta=lambda A, Y: (A - Y) / len(Y),
    slope=lambda Z: Z > 0,
    bias=lambda D: D.sum(axis=0),
    turned=False,
):
    """Gradients of a ReLU-softmax network with one thing done wrong."""

    def gradients(X, Y, K1, b1, K2, b2):
        Z1 = X @ K1 + b1
        A1 = np.maximum(Z1, 0)
        Z2 = A1 @ K2 + b2
        E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
        D2 = delta(E / E.sum(axis=1, keepdims=True), Y)
        D1 = (D2 @ K2.T) * slope(Z1)
        found = [X.T @ D1, bias(D1), A1.T @ D2, bias(D2)]
        return found[2:] + found[:2] if turned else found

    return gradients


def _draws(spread=lambda m, n: np.sqrt(2 / m), bias=0.0, transposed=False):
    """Kernels and biases, drawn layer by layer."""

    def weights(sizes, seed):
        random, found = np.random.default_rng(seed), []
        for m, n in zip(sizes[:-1], sizes[1:], strict=True):
            shape = (n, m) if transposed else (m, n)
            found += [random.normal(0, spread(m, n), shape), np.full(n, bias)]
        return found

    return weights


def _bowl(w):
    return float(np.sum(w**2))


def _wave(w):
    return float(np.sum(np.sin(w) * np.arange(1, w.size + 1).reshape(w.shape)) + w.ravel()[0] ** 3)


def _softmax_with_slope(A, Y):
    return (A - Y) * A * (1 - A) / len(Y)


_RNG = np.random.default_rng(26)


def _batch(rows, inputs, hidden, classes):
    Y = np.eye(classes)[_RNG.integers(0, classes, rows)]
    kernels = _RNG.normal(size=(inputs, hidden)), _RNG.normal(size=(hidden, classes))
    b1, b2 = _RNG.normal(size=hidden), _RNG.normal(size=classes)
    return _RNG.normal(size=(rows, inputs)), Y, kernels[0], b1, kernels[1], b2


EXERCISES = (
    Exercise(
        name="largest_factor",
        answer=largest_factor,
        tolerance=1e-12,
        cases=(
            ("sigmoid", 1),
            ("sigmoid", 2),
            ("tanh", 3),
            ("relu", 5),
            ("linear", 4),
            ("sigmoid", 10),
        ),
        mistakes=(
            Mistake(
                "multiplied by the number of layers",
                lambda f, n: largest_factor(f, 1) * n,
                "The factors of a chain are multiplied with one another: a power, not a multiple.",
            ),
            Mistake(
                "½ for the sigmoid",
                lambda f, n: 0.5**n if f == "sigmoid" else 1.0,
                "½ is the sigmoid's value at 0; its slope there is ½ · ½.",
            ),
            Mistake(
                "one layer too few",
                lambda f, n: largest_factor(f, n - 1),
                "Each of the layers contributes its factor, the last one too.",
            ),
            Mistake(
                "tanh like the sigmoid",
                lambda f, n: 0.25**n if f in ("sigmoid", "tanh") else 1.0,
                "tanh is four times as steep at 0: its largest slope is 1.",
            ),
            Mistake(
                "1 for all of them",
                lambda f, n: 1.0,
                "The sigmoid's slope is at most a quarter.",
            ),
            Mistake(
                "value for slope",
                lambda f, n: 1.0 if f in ("sigmoid", "tanh") else float("inf"),
                "Ask for the largest slope, not for the largest output.",
            ),
        ),
        hints=(
            "How steep is each function at its steepest point?",
            "σ′ = a(1 − a) is largest for a = ½.",
            "The largest slope to the power of the number of layers.",
        ),
    ),
    Exercise(
        name="numerical_gradient",
        answer=numerical_gradient,
        tolerance=1e-5,
        cases=(
            (_bowl, np.array([3.0]), 1e-2),
            (_wave, np.array([0.5, -1.0]), 1e-2),
            (_wave, np.array([[0.5, -1.0, 2.0], [0.0, 1.5, -0.3]]), 1e-2),
        ),
        mistakes=(
            Mistake(
                "one-sided difference",
                _differences(two_sided=False),
                "Take f(w + h) − f(w − h): the error of the one-sided form is of order h, not h².",
            ),
            Mistake(
                "divided by h for 2h",
                _differences(half=False),
                "From w − h to w + h it is 2h.",
            ),
            Mistake("not divided", _differences(divide=False), "A slope is a change *by* 2h."),
            Mistake(
                "all weights moved together",
                _differences(diagonal=False),
                "Move one weight at a time and leave the others where they are.",
            ),
            Mistake(
                "sign turned",
                _differences(turned=True),
                "The value at w + h comes first, minus the value at w − h.",
            ),
        ),
        hints=(
            "For each place: move that one weight up by h, then down by h.",
            "(f(up) − f(down)) / (2h). Work on copies: w must come back unchanged.",
            "np.ndindex(w.shape) visits every place of an array of any shape.",
        ),
    ),
    Exercise(
        name="softmax_backprop",
        answer=softmax_backprop,
        cases=(_batch(1, 2, 2, 2), _batch(3, 2, 4, 3), _batch(6, 5, 7, 4)),
        mistakes=(
            Mistake(
                "not divided by the rows",
                _backprop(delta=lambda A, Y: A - Y),
                "The cost is the mean over the rows: every row has a share of 1/n.",
            ),
            Mistake(
                "slope of a sigmoid at the softmax",
                _backprop(delta=_softmax_with_slope),
                "For softmax with cross-entropy the slope cancels: delta is A − Y.",
            ),
            Mistake(
                "ReLU's slope left out",
                _backprop(slope=lambda Z: np.ones_like(Z)),
                "Where the hidden sum was negative, nothing passes back.",
            ),
            Mistake(
                "ReLU's value for its slope",
                _backprop(slope=lambda Z: np.maximum(Z, 0)),
                "The slope of ReLU is 1 or 0, not the sum itself.",
            ),
            Mistake(
                "mean of the deltas for the bias",
                _backprop(bias=lambda D: D.mean(axis=0)),
                "Add the deltas of all rows; the 1/n is in delta already.",
            ),
            Mistake(
                "last layer first",
                _backprop(turned=True),
                "Return the first layer's gradients first: K1, b1, K2, b2.",
            ),
            Mistake(
                "Y − A",
                _backprop(delta=lambda A, Y: (Y - A) / len(Y)),
                "The delta of the output is A − Y.",
            ),
        ),
        hints=(
            "Forward: Z1, A1 = max(Z1, 0), Z2, A2 = softmax of each row of Z2.",
            "D2 = (A2 − Y) / n; D1 = (D2 @ K2.T) where Z1 > 0, else 0.",
            "The gradients: X.T @ D1, D1.sum(axis=0), A1.T @ D2, D2.sum(axis=0).",
        ),
    ),
    Exercise(
        name="first_weights",
        answer=first_weights,
        cases=(([2, 1], 0), ([3, 4, 2], 1), ([11, 6, 6, 1], 5)),
        mistakes=(
            Mistake(
                "all zeros",
                _draws(spread=lambda m, n: 0.0),
                "With zeros all units of a layer stay twins. Draw the weights.",
            ),
            Mistake(
                "spread 1",
                _draws(spread=lambda m, n: 1.0),
                "The sums would grow from layer to layer: the spread must shrink with the inputs.",
            ),
            Mistake(
                "variance for the standard deviation",
                _draws(spread=lambda m, n: 2 / m),
                "2/m is the variance; normal() takes its square root.",
            ),
            Mistake(
                "outputs counted for inputs",
                _draws(spread=lambda m, n: np.sqrt(2 / n)),
                "m is the number of *inputs* of the layer: so many terms are added up.",
            ),
            Mistake(
                "1/m: the 2 is missing",
                _draws(spread=lambda m, n: np.sqrt(1 / m)),
                "ReLU cuts half of the sums off; the 2 makes up for it.",
            ),
            Mistake(
                "Glorot's rule",
                _draws(spread=lambda m, n: np.sqrt(2 / (m + n))),
                "Glorot's rule is made for tanh; He's rule for ReLU has the inputs only.",
            ),
            Mistake(
                "random biases",
                _draws(bias=0.01),
                "The biases start at exactly 0.",
            ),
        ),
        hints=(
            "One generator for everything: random = np.random.default_rng(seed).",
            "For m inputs and n units: random.normal(0, spread, (m, n)), biases np.zeros(n).",
            "He's rule: spread = np.sqrt(2 / m).",
        ),
    ),
)
