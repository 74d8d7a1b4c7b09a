"""Five gradient checks of one sigmoid network: of right code, of three mistakes, of a bad step."""

import numpy as np

from coursekit.nn import gradcheck
from coursekit.nn.activations import sigmoid


def five_checks(X, Y, kernels, biases):
    """Return the relative error of each gradient in five checks.

    The error is E = Σ (A − Y)² / 2n; the second method is the central difference.

    Parameters
    ----------
    X, Y : ndarray, shapes (n, inputs) and (n, outputs)
    kernels, biases : list of ndarray
        Keras' layout, inputs × units.

    Returns
    -------
    dict of str to dict of str to float
        The letter of a check → the name of an array → its relative error.
    """
    case = X, Y, kernels, biases
    good, truth = _gradients(*case), _differences(*case, h=1e-5)
    return {
        "A": _errors(good, _differences(*case, h=1e-14)),
        "B": _errors(_gradients(*case, slope=lambda a: 1 - a**2), truth),
        "C": _errors(good, truth),
        "D": _errors([len(X) * g for g in good], truth),
        "E": _errors(_gradients(*case, over_rows=np.mean), truth),
    }


def _gradients(X, Y, kernels, biases, slope=lambda a: a * (1 - a), over_rows=np.sum):
    """Backpropagation; ``slope`` serves the hidden layers, ``over_rows`` the biases."""
    A = [X]
    for K, b in zip(kernels, biases, strict=True):
        A.append(sigmoid(A[-1] @ K + b))
    D, grads = (A[-1] - Y) / len(X) * A[-1] * (1 - A[-1]), []
    for l in reversed(range(len(kernels))):
        grads = [A[l].T @ D, over_rows(D, axis=0), *grads]
        D = (D @ kernels[l].T) * slope(A[l])
    return grads


def _differences(X, Y, kernels, biases, h):
    arrays = [array.copy() for pair in zip(kernels, biases, strict=True) for array in pair]

    def error():
        A = X
        for K, b in zip(arrays[::2], arrays[1::2], strict=True):
            A = sigmoid(A @ K + b)
        return ((A - Y) ** 2).sum() / (2 * len(X))

    return [_by_small_steps(error, array, h) for array in arrays]


def _by_small_steps(error, array, h):
    slopes = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + h
        up = error()
        array[place] = kept - h
        slopes[place] = (up - error()) / (2 * h)
        array[place] = kept
    return slopes


def _errors(mine, others):
    names = [f"{kind} {l + 1}" for l in range(len(mine) // 2) for kind in ("kernel", "bias")]
    pairs = zip(names, mine, others, strict=True)
    return {name: gradcheck.relative_error(a, b) for name, a, b in pairs}
