"""Exercises of lesson 08: a batch, checks to read, a planted mistake, the first weights."""

import numpy as np

from coursekit.exercises.bank.matching import examine_choices, instead
from coursekit.exercises.exercise import Exercise, Mistake

CAUSES = {
    "A": "step of the check",
    "B": "slope of the hidden layers",
    "C": "nothing",
    "D": "1/n forgotten",
    "E": "mean for sum in the bias",
}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def backprop(X, Y, kernels, biases):
    A = [X]
    for K, b in zip(kernels, biases, strict=True):  # forward: remember every output
        A.append(sigmoid(A[-1] @ K + b))
    grads = []
    D = (A[-1] - Y) / len(X) * A[-1] * (1 - A[-1])  # one row of D for each row of X
    for l in reversed(range(len(kernels))):
        grads = [A[l].T @ D, D.sum(axis=0), *grads]
        if l > 0:
            D = (D @ kernels[l].T) * A[l] * (1 - A[l])
    return grads


def _slope(a):
    return a * (1 - a)


def _backprop(
    first=lambda a, y, n: (a - y) / n * _slope(a),
    kernel=lambda A, D, l: A[l].T @ D,
    bias=lambda D: D.sum(axis=0),
    back=lambda D, K, a: D @ K.T * _slope(a),
    arrange=list,
):
    """Backpropagation with one of its lines replaced by a wrong one."""

    def wrong(X, Y, kernels, biases):
        A = [X]
        for K, b in zip(kernels, biases, strict=True):
            A.append(sigmoid(A[-1] @ K + b))
        D, grads = first(A[-1], Y, len(X)), []
        for l in reversed(range(len(kernels))):
            grads = [kernel(A, D, l), bias(D), *grads]
            if l > 0:
                D = back(D, kernels[l], A[l])
        return arrange(grads)

    return wrong


def _last_first(grads):
    return [array for l in reversed(range(0, len(grads), 2)) for array in grads[l : l + 2]]


def _kernels_first(grads):
    return [*grads[::2], *grads[1::2]]


def repaired(X, Y, kernels, biases):
    A = [X]
    for l, (K, b) in enumerate(zip(kernels, biases, strict=True)):
        Z = A[-1] @ K + b
        A.append(np.tanh(Z) if l < len(kernels) - 1 else Z)
    grads = []
    D = (A[-1] - Y) / len(X)
    for l in reversed(range(len(kernels))):
        grads = [A[l].T @ D, D.sum(axis=0), *grads]
        if l > 0:
            D = (D @ kernels[l].T) * (1 - A[l] ** 2)  # tanh' = 1 - tanh², from the output
    return grads


def _tanh_network(slope, first=lambda error, n: error / n, bias=lambda D: D.sum(axis=0)):
    """The network of the planted mistake, with ``slope(z, a)`` as the derivative of tanh."""

    def gradients(X, Y, kernels, biases):
        A, Z = [X], []
        for l, (K, b) in enumerate(zip(kernels, biases, strict=True)):
            Z.append(A[-1] @ K + b)
            A.append(np.tanh(Z[-1]) if l < len(kernels) - 1 else Z[-1])
        D, grads = first(A[-1] - Y, len(X)), []
        for l in reversed(range(len(kernels))):
            grads = [A[l].T @ D, bias(D), *grads]
            if l > 0:
                D = (D @ kernels[l].T) * slope(Z[l - 1], A[l])
        return grads

    return gradients


def _case(seed, n, *sizes):
    random = np.random.default_rng(seed)
    kernels = [random.normal(size=pair).round(2) for pair in zip(sizes, sizes[1:], strict=False)]
    biases = [random.normal(size=m).round(2) for m in sizes[1:]]
    X, Y = random.normal(size=(n, sizes[0])), random.uniform(size=(n, sizes[-1]))
    return X.round(2), Y.round(2), kernels, biases


# Square kernels behind the first layer let a forgotten transpose run, so that it can be named.
_CASES = (
    _case(0, 2, 1, 1),
    _case(1, 3, 2, 2, 2),
    _case(2, 5, 4, 3, 3, 3),
    _case(3, 4, 3, 2, 2, 2, 2),
)


def weight_variance(fan_in, fan_out, activation):
    if activation == "relu":
        return 2 / fan_in
    return 2 / (fan_in + fan_out)


def _glorot(fan_in, fan_out, activation):
    return 2 / (fan_in + fan_out)


def _he(fan_in, fan_out, activation):
    return 2 / fan_in


EXERCISES = (
    Exercise(
        name="backprop",
        answer=backprop,
        cases=_CASES,
        mistakes=(
            Mistake(
                "transposed weight",
                _backprop(back=lambda D, K, a: D @ K * _slope(a)),
                "On the way back each unit collects along its outgoing connections: D @ K.T.",
            ),
            Mistake(
                "forgotten σ′ in the hidden layers",
                _backprop(back=lambda D, K, a: D @ K.T),
                "D @ K.T is ∂E/∂A; to get to ∂E/∂Z it still has to pass the activation.",
            ),
            Mistake(
                "forgotten σ′ in the output layer",
                _backprop(first=lambda a, y, n: (a - y) / n),
                "(A − Y)/n is ∂E/∂A of the last layer; its sigmoid has a slope too.",
            ),
            Mistake(
                "forgotten σ′ everywhere",
                _backprop(lambda a, y, n: (a - y) / n, back=lambda D, K, a: D @ K.T),
                "Every sigmoid on the way multiplies by its slope A(1 − A).",
            ),
            Mistake(
                "σ′ taken of the output",
                _backprop(
                    lambda a, y, n: (a - y) / n * _slope(sigmoid(a)),
                    back=lambda D, K, a: D @ K.T * _slope(sigmoid(a)),
                ),
                "σ′ belongs to z: it is σ(z)(1 − σ(z)), and σ(z) is the output you already have.",
            ),
            Mistake(
                "forgotten 1/n",
                _backprop(first=lambda a, y, n: (a - y) * _slope(a)),
                "The loss is a mean over the n rows, so every row counts 1/n.",
            ),
            Mistake(
                "bias not summed",
                _backprop(bias=lambda D: D),
                "All rows use the same bias, so its gradient adds up the rows of D.",
            ),
            Mistake(
                "bias averaged",
                _backprop(bias=lambda D: D.mean(axis=0)),
                "The 1/n is in D already: add the rows, do not average again.",
            ),
            Mistake(
                "product in the wrong order",
                _backprop(kernel=lambda A, D, l: D.T @ A[l]),
                "That is ∂E/∂W, units × inputs. A kernel is inputs × units.",
            ),
            Mistake(
                "last layer first",
                _backprop(arrange=_last_first),
                "The list begins with layer 1, though it was computed last.",
            ),
            Mistake(
                "kernels first, then biases",
                _backprop(arrange=_kernels_first),
                "The order is kernel and bias of layer 1, kernel and bias of layer 2, and so on.",
            ),
            Mistake(
                "gradient uphill",
                _backprop(first=lambda a, y, n: (y - a) / n * _slope(a)),
                "The derivative of ½(a − y)² by a is a − y, not y − a.",
            ),
            Mistake(
                "factor 2",
                _backprop(first=lambda a, y, n: 2 * (a - y) / n * _slope(a)),
                "The loss has a ½, which takes away the 2 of the square's derivative.",
            ),
        ),
        hints=(
            "Forward first, and keep every output: A = [X], then A.append(sigmoid(A[-1] @ K + b)).",
            "The last layer's D is (A[-1] - Y) / n times the slope A[-1] * (1 - A[-1]).",
            "In a layer: A[l].T @ D for the kernel, D.sum(axis=0) for the bias. "
            "Then D = (D @ kernels[l].T) * A[l] * (1 - A[l]) leads to the layer before.",
        ),
    ),
    Exercise(
        name="gradient_checks",
        answer=CAUSES,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "rounding taken for a fault",
                instead(CAUSES, C="step of the check"),
                "Ten digits in common are all that a central difference can give.",
            ),
            Mistake(
                "the code blamed for the step",
                instead(CAUSES, A="1/n forgotten"),
                "A forgotten factor gives one number in all arrays. Do the errors of A agree?",
            ),
            Mistake(
                "two digits accepted",
                instead(CAUSES, A="nothing"),
                "Where right code is checked well, ten digits agree. How many do in A?",
            ),
            Mistake(
                "the check blamed for a factor",
                instead(CAUSES, D="step of the check"),
                "Rounding differs from array to array. In D all six errors are the same.",
            ),
            Mistake(
                "a slope blamed for the last layer",
                instead(CAUSES, D="slope of the hidden layers"),
                "The last layer's gradients do not pass a hidden slope. Are they right in D?",
            ),
            Mistake(
                "a factor for the biases alone",
                instead(CAUSES, E="1/n forgotten"),
                "The factor 1/n is in D and reaches kernels too. Are the kernels wrong in E?",
            ),
            Mistake(
                "a factor for the layers before the last",
                instead(CAUSES, B="1/n forgotten"),
                "In B the last layer is right, so the output's line is right too.",
            ),
        ),
        hints=(
            "Which arrays are right in a column, and which are wrong? Are the errors equal?",
            "A fault spreads backwards only: what is right behind it stays right.",
            "One column is rounding, one a check with too small a step, one a constant factor.",
        ),
        solution=f"my_diagnosis = {CAUSES!r}",
    ),
    Exercise(
        name="repaired",
        answer=repaired,
        cases=_CASES,
        mistakes=(
            Mistake(
                "the planted mistake is still there",
                _tanh_network(lambda z, a: 1 - z**2),
                "The last layer's gradients are right, all others are wrong. Which line lies "
                "between?",
            ),
            Mistake(
                "the slope of a sigmoid",
                _tanh_network(lambda z, a: a * (1 - a)),
                "The hidden layers have tanh here.",
            ),
            Mistake(
                "slope left out",
                _tanh_network(lambda z, a: 1.0),
                "Without a slope the way back ignores the activation altogether.",
            ),
            Mistake(
                "tanh of tanh",
                _tanh_network(lambda z, a: 1 - np.tanh(a) ** 2),
                "A[l] has been through tanh already.",
            ),
            Mistake(
                "square forgotten",
                _tanh_network(lambda z, a: 1 - a),
                "tanh′ = 1 − tanh²: square the output.",
            ),
        ),
        hints=(
            "Compare array by array: gradcheck.relative_error(mine, gradcheck.complex_step(E, x)).",
            "Kernel and bias of the last layer are right; everything before it is wrong. So the "
            "mistake lies in the line that steps from one layer to the one before.",
            "That line needs the derivative of tanh at z, which is 1 − tanh(z)².",
        ),
        solution="The slope of tanh takes the output: 1 - A[l] ** 2, not 1 - Z[l - 1] ** 2.\n"
        "D = (D @ kernels[l].T) * (1 - A[l] ** 2)",
    ),
    Exercise(
        name="weight_variance",
        answer=weight_variance,
        cases=((100, 100, "tanh"), (100, 100, "relu"), (784, 30, "relu"), (30, 10, "tanh")),
        mistakes=(
            Mistake("Glorot for all", _glorot, "A ReLU loses half of the signal in each layer."),
            Mistake("He for all", _he, "tanh keeps nearly all of a small signal: no doubling."),
            Mistake(
                "standard deviation",
                lambda *case: weight_variance(*case) ** 0.5,
                "That is the standard deviation; the exercise asks for its square.",
            ),
            Mistake(
                "fan_out for He",
                lambda fan_in, fan_out, activation: (
                    2 / fan_out if activation == "relu" else 2 / (fan_in + fan_out)
                ),
                "A sum z has fan_in terms; their number decides how large it gets.",
            ),
            Mistake(
                "tanh and relu exchanged",
                lambda fan_in, fan_out, activation: (
                    _glorot(fan_in, fan_out, "") if activation == "relu" else 2 / fan_in
                ),
                "Which of the two cuts away half of the signal?",
            ),
            Mistake(
                "one over the mean left out",
                lambda fan_in, fan_out, activation: (
                    2 / fan_in if activation == "relu" else 1 / (fan_in + fan_out)
                ),
                "1 over the mean of fan_in and fan_out is 2 / (fan_in + fan_out).",
            ),
        ),
        hints=(
            "Two rules, one for each activation: Glorot and He.",
            "tanh: 1 over the mean of the two fans. ReLU: twice 1/fan_in.",
            'if activation == "relu": return 2 / fan_in, else return 2 / (fan_in + fan_out).',
        ),
    ),
)
