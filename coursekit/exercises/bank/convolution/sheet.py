"""Graded exercises of lesson 12: sizes on the way, strides, pooling, gradients of a filter."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def sizes_on_the_way(n, steps):
    sizes = [n]
    for f, p, s in steps:
        sizes.append((sizes[-1] + 2 * p - f) // s + 1)
    return sizes


def convolve_with_stride(X, K, p, s):
    return _convolution()(X, K, p, s)


def pool(X, size, kind):
    return _pooling()(X, size, kind)


def filter_gradients(X, K, dE_dY):
    return _gradients()(X, K, dE_dY)


def _through(size):
    """The sizes by another formula."""

    def sizes(n, steps):
        found = [n]
        for f, p, s in steps:
            found.append(size(found[-1], f, p, s))
        return found

    return sizes


def _convolution(flip=False, pad="zeros", bias_of_stride=0, stride=True, mean=False):
    """A convolution with padding and stride, or with one thing done wrong."""

    def convolve(X, K, p, s):
        f, g = K.shape
        if flip:
            K = K[::-1, ::-1]
        mode = {"zeros": "constant", "edge": "edge"}.get(pad)
        padded = np.pad(X, p, mode) if mode else X
        step = s if stride else 1
        rows = (padded.shape[0] - f) // step + 1 - bias_of_stride
        columns = (padded.shape[1] - g) // step + 1 - bias_of_stride
        Y = np.zeros((max(rows, 1), max(columns, 1)))
        for r, c in np.ndindex(Y.shape):
            window = padded[r * step : r * step + f, c * step : c * step + g] * K
            Y[r, c] = window.mean() if mean else window.sum()
        return Y

    return convolve


_PICK = {"max": np.max, "average": np.mean, "min": np.min}


def _pooling(pick=_PICK, overlap=False, sums=False, absolute=False):
    def pooled(X, size, kind):
        step = 1 if overlap else size
        rows, columns = ((n - size) // step + 1 for n in X.shape)
        Y = np.zeros((rows, columns))
        for r, c in np.ndindex(Y.shape):
            block = X[r * step : r * step + size, c * step : c * step + size]
            if absolute:
                block = abs(block)
            Y[r, c] = block.sum() if sums and kind == "average" else pick[kind](block)
        return Y

    return pooled


def _always(kind):
    return _pooling(pick={name: _PICK[kind] for name in _PICK})


def _gradients(overwrite=False, turned=False, swap=False, average=False):
    """dE/dK and dE/dX of a convolution without padding, or with one thing done wrong."""

    def gradients(X, K, dE_dY):
        dK, dX = np.zeros(K.shape), np.zeros(X.shape)
        f, g = K.shape
        for r, c in np.ndindex(dE_dY.shape):
            window = X[r : r + f, c : c + g]
            dK += dE_dY[r, c] * (window[::-1, ::-1] if turned else window)
            part = dE_dY[r, c] * K
            if overwrite:
                dX[r : r + f, c : c + g] = part
            else:
                dX[r : r + f, c : c + g] += part
        if average:
            dK = dK / dE_dY.size
        return (dX, dK) if swap else (dK, dX)

    return gradients


def _only_dX(value):
    """The right dE/dK with another dE/dX."""

    def gradients(X, K, dE_dY):
        return filter_gradients(X, K, dE_dY)[0], value(X, K, dE_dY)

    return gradients


_RNG = np.random.default_rng(10)
_EDGE = np.array([[1.0, 0, -1], [1, 0, -1], [1, 0, -1]])
_STEP = np.repeat([[10.0, 10, 10, 0, 0, 0]], 6, axis=0)
_SMALL = np.array([[1.0, 2, 0], [0, -1, 3], [4, 1, -2]])


def _pictures(rows, columns, f, g, p=0, s=1):
    return _RNG.normal(size=(rows, columns)), _RNG.normal(size=(f, g)), p, s


def _upstream(rows, columns, f, g):
    X, K, *_ = _pictures(rows, columns, f, g)
    return X, K, _RNG.normal(size=(rows - f + 1, columns - g + 1))


EXERCISES = (
    Exercise(
        name="sizes_on_the_way",
        answer=sizes_on_the_way,
        cases=(
            (6, [(3, 0, 1)]),
            (6, [(3, 1, 1), (2, 0, 2)]),
            (28, [(5, 0, 1), (2, 0, 2), (5, 2, 2), (2, 0, 2)]),
            (32, [(3, 0, 1), (2, 0, 2), (3, 0, 1), (2, 0, 2), (3, 0, 1)]),
            (7, [(3, 0, 3)]),
        ),
        mistakes=(
            Mistake(
                "+1 inside the division",
                _through(lambda n, f, p, s: (n + 2 * p - f + 1) // s),
                "First count the steps, (n + 2p − f)/s rounded down; then add 1 for the start.",
            ),
            Mistake(
                "padding on one side only",
                _through(lambda n, f, p, s: (n + p - f) // s + 1),
                "p rows are added at both ends: 2p.",
            ),
            Mistake(
                "padding forgotten",
                _through(lambda n, f, p, s: (n - f) // s + 1),
                "The padding makes the picture larger by 2p.",
            ),
            Mistake(
                "stride forgotten",
                _through(lambda n, f, p, s: n + 2 * p - f + 1),
                "With stride s only every s-th place is visited.",
            ),
            Mistake(
                "rounded up",
                _through(lambda n, f, p, s: -(-(n + 2 * p - f) // s) + 1),
                "A window that does not fit whole is left out: round down.",
            ),
            Mistake(
                "start left out",
                lambda n, steps: sizes_on_the_way(n, steps)[1:],
                "The list begins with n itself.",
            ),
        ),
        hints=(
            "One step: ⌊(n + 2p − f) / s⌋ + 1.",
            "The size after one step is the n of the next.",
            "(n + 2 * p - f) // s + 1, appended to a list that begins with n.",
        ),
    ),
    Exercise(
        name="convolve_with_stride",
        answer=convolve_with_stride,
        cases=(
            (_SMALL, np.array([[1.0, 2], [3, 4]]), 0, 1),
            (_STEP, _EDGE, 0, 1),
            (_STEP, _EDGE, 1, 2),
            _pictures(5, 7, 2, 3, 1, 1),
            _pictures(6, 6, 3, 3, 2, 2),
            _pictures(8, 7, 3, 2, 0, 3),
        ),
        mistakes=(
            Mistake(
                "kernel turned round",
                _convolution(flip=True),
                "Networks lay the kernel on as it is (a cross-correlation); nothing is turned.",
            ),
            Mistake(
                "padding left out",
                _convolution(pad="none"),
                "Put p rows and columns of zeros around the picture first.",
            ),
            Mistake(
                "edge pixels repeated for zeros",
                _convolution(pad="edge"),
                "The padding here consists of zeros.",
            ),
            Mistake(
                "stride left out",
                _convolution(stride=False),
                "The window moves s pixels at a time, across and down.",
            ),
            Mistake(
                "last place missing",
                _convolution(bias_of_stride=1),
                "There are ⌊(n + 2p − f)/s⌋ + 1 places: the + 1 is the first one.",
            ),
            Mistake(
                "mean for the sum",
                _convolution(mean=True),
                "The products are added up, not averaged.",
            ),
        ),
        hints=(
            "np.pad(X, p) puts zeros around X on all sides.",
            "The window for place (r, c) begins at row r·s and column c·s.",
            "Y[r, c] = (padded[r*s : r*s + f, c*s : c*s + g] * K).sum()",
        ),
    ),
    Exercise(
        name="pool",
        answer=pool,
        cases=(
            (np.array([[1.0, 3], [2, 8]]), 2, "max"),
            (np.array([[1.0, 3], [2, 8]]), 2, "average"),
            (np.array([[1.0, -3], [2, 8]]), 2, "min"),
            (_RNG.normal(size=(4, 6)), 2, "max"),
            (_RNG.normal(size=(5, 7)) - 2, 2, "max"),
            (_RNG.normal(size=(6, 9)) + 1, 3, "min"),
            (_RNG.normal(size=(7, 6)), 3, "average"),
        ),
        mistakes=(
            Mistake("max for every kind", _always("max"), "The kind decides: max, average or min."),
            Mistake(
                "average for every kind",
                _always("average"),
                "The kind decides: max, average or min.",
            ),
            Mistake(
                "max and min exchanged",
                _pooling(pick=_PICK | {"max": np.min, "min": np.max}),
                "Max pooling keeps the largest value of each block.",
            ),
            Mistake(
                "blocks overlap",
                _pooling(overlap=True),
                "The blocks lie side by side: the window moves by its own size.",
            ),
            Mistake(
                "sum for the average",
                _pooling(sums=True),
                "Divide the sum by the number of pixels in the block.",
            ),
            Mistake(
                "signs dropped",
                _pooling(absolute=True),
                "The largest value, not the largest absolute value.",
            ),
        ),
        hints=(
            "There are X.shape[0] // size blocks down; rows that fill no block are dropped.",
            "Block (r, c) is X[r*size : (r+1)*size, c*size : (c+1)*size].",
            "A dictionary {'max': np.max, 'average': np.mean, 'min': np.min} chooses the function.",
        ),
    ),
    Exercise(
        name="filter_gradients",
        answer=filter_gradients,
        cases=(
            (_SMALL, np.array([[1.0, 2], [3, 4]]), np.array([[1.0, 0], [0, 0]])),
            (_SMALL, np.array([[1.0, 2], [3, 4]]), np.array([[1.0, -1], [2, 0.5]])),
            _upstream(4, 5, 2, 2),
            _upstream(6, 5, 3, 2),
        ),
        mistakes=(
            Mistake(
                "windows overwritten",
                _gradients(overwrite=True),
                "A pixel lies in several windows: add up what each of them sends back.",
            ),
            Mistake(
                "window turned round",
                _gradients(turned=True),
                "The weight at place (i, j) always met the pixel at place (i, j) of the window.",
            ),
            Mistake(
                "the two gradients exchanged",
                _gradients(swap=True),
                "Return dE/dK first, then dE/dX.",
            ),
            Mistake(
                "mean over the places",
                _gradients(average=True),
                "The kernel is used at every place, and the shares of all places add up.",
            ),
            Mistake(
                "kernel turned for the way back",
                _only_dX(lambda X, K, g: filter_gradients(X, K[::-1, ::-1], g)[1]),
                "Each place sends back dE_dY[r, c] · K to its own window, K as it is.",
            ),
            Mistake(
                "nothing sent back to the picture",
                _only_dX(lambda X, K, g: np.zeros_like(X)),
                "Each place sends back dE_dY[r, c] · K to the pixels of its window.",
            ),
        ),
        hints=(
            "Y[r, c] = Σ window · K. So ∂Y[r, c]/∂K is the window, and ∂Y[r, c]/∂window is K.",
            "Loop over all places (r, c) and add: dK += g · window, dX[window] += g · K.",
            "dX[r : r + f, c : c + g] += dE_dY[r, c] * K",
        ),
    ),
)
