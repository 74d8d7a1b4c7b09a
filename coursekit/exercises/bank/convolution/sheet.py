"""Graded exercises of lesson 12: maps and kernels, receptive fields, a slanted edge, gradients."""

import numpy as np

from coursekit.exercises.diagnosis import numbers
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict


def receptive_field(steps):
    return _fields()(steps)


def filter_gradients(X, K, dE_dY):
    return _gradients()(X, K, dE_dY)


def _fields(start=1, reach=lambda f: f - 1, own_first=False, together=lambda d, s: d * s):
    """The receptive field after each step, or with one thing done wrong."""

    def fields(steps):
        field, distance, found = start, 1, []
        for f, s in steps:
            if own_first:
                distance = together(distance, s)
            field += reach(f) * distance
            if not own_first:
                distance = together(distance, s)
            found.append(field)
        return found

    return fields


_ROWS, _COLUMNS = np.indices((3, 3))
_PLACES = np.arange(-3, 5)[:, None, None]
_WANTED = (_COLUMNS - _ROWS > _PLACES).astype(float)  # bright at the upper right, at each place
_OTHER = (_COLUMNS + _ROWS > _PLACES).astype(float)  # bright at the lower right
_STRAIGHT = np.concatenate([_COLUMNS > _PLACES, _ROWS > _PLACES]).astype(float)


def _strongest(kernel, windows):
    return float((windows * kernel).sum(axis=(1, 2)).max())


def examine_diagonal(exercise, kernel):
    """Judge a kernel by its answers to edges of 45°, to the other diagonal and to straight ones."""
    kernel = numbers(kernel)
    if kernel.shape != (3, 3) or not np.isfinite(kernel).all():
        return Verdict(
            WRONG,
            f"check.{exercise.name} expects three rows of three numbers, got shape {kernel.shape}.",
        )
    size = max(float(abs(kernel).max()), 1e-12)
    kernel = kernel / size
    if abs(kernel.sum()) > 1e-6:
        said = f"On an even area of 1s it gives {size * kernel.sum():.4g}, not 0."
        return exercise.refuse("even areas answer", said)
    wanted, against = _strongest(kernel, _WANTED), _strongest(kernel, 1 - _WANTED)
    other = max(_strongest(kernel, _OTHER), _strongest(kernel, 1 - _OTHER))
    straight = max(_strongest(kernel, _STRAIGHT), _strongest(kernel, 1 - _STRAIGHT))
    least = 1e-6
    if other > max(wanted, against) + least:
        return exercise.refuse("the other diagonal", "It answers most to the other diagonal.")
    if against > wanted + least:
        return exercise.refuse("the other direction", "It fires where bright turns to dark.")
    if wanted <= least:
        return exercise.refuse("silent", "It gives 0 at the edge.")
    if straight >= wanted - least:
        said = f"A straight edge gives {size * straight:.4g}, the slanted one {size * wanted:.4g}."
        return exercise.refuse("straight edges answer as strongly", said)
    wanted, straight = size * wanted, size * straight
    said = f"the slanted edge gives {wanted:.4g}, a straight one at most {straight:.4g}"
    return Verdict(RIGHT, f"Right: {said}.")


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
_SMALL = np.array([[1.0, 2, 0], [0, -1, 3], [4, 1, -2]])


def _upstream(rows, columns, f, g):
    X, K = _RNG.normal(size=(rows, columns)), _RNG.normal(size=(f, g))
    return X, K, _RNG.normal(size=(rows - f + 1, columns - g + 1))


EXERCISES = (
    Exercise(
        name="match_maps",
        answer=[3, 5, 1, 2, 4],
        mistakes=(
            Mistake(
                "the two vertical filters exchanged",
                [3, 5, 2, 1, 4],
                "Lay kernel 1 on the left wall of the house: is the bright side under +1 or −1?",
            ),
            Mistake(
                "columns taken for rows",
                [1, 5, 3, 2, 4],
                "A kernel whose columns differ answers to upright edges, such as walls.",
            ),
            Mistake(
                "outline and blur exchanged",
                [3, 4, 1, 2, 5],
                "What does each of the two give on an even area?",
            ),
            Mistake(
                "kernels in the order of the maps",
                [3, 4, 1, 5, 2],
                "The first entry is the kernel of map A, the second that of map B.",
            ),
            Mistake(
                "falling taken for downwards",
                [2, 5, 1, 3, 4],
                "Kernel 3 has equal columns, so of the mast it sees only an end.",
            ),
        ),
        hints=(
            "First the map that is bright on even areas: the entries of its kernel add up to 1.",
            "The mast is upright. Which kernel sees only its end, because its columns are equal?",
            "Kernel 1 fires where it gets brighter to the right: at left walls.",
        ),
        solution="match_maps = [3, 5, 1, 2, 4]",
    ),
    Exercise(
        name="receptive_field",
        answer=receptive_field,
        cases=(
            ([(3, 1)],),
            ([(3, 1), (3, 1)],),
            ([(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)],),
            ([(5, 2), (3, 3), (3, 1)],),
            ([(7, 2), (3, 2), (3, 1), (1, 2), (2, 2)],),
        ),
        mistakes=(
            Mistake(
                "strides forgotten",
                _fields(together=lambda d, s: d),
                "Behind a stride of 2 neighbouring entries stand two pixels apart.",
            ),
            Mistake(
                "a step's own stride counted for itself",
                _fields(own_first=True),
                "The entries under a window are as far apart as the strides *before* it say.",
            ),
            Mistake(
                "strides added",
                _fields(together=lambda d, s: d + s - 1),
                "Two strides of 2 make neighbours 2 · 2 pixels apart, two of 3 make 3 · 3.",
            ),
            Mistake(
                "f for f − 1",
                _fields(reach=lambda f: f),
                "A window of f entries reaches f − 1 entries further than one entry.",
            ),
            Mistake(
                "only the last",
                lambda steps: receptive_field(steps)[-1:],
                "Return the field after every step.",
            ),
            Mistake(
                "start counted as 0",
                _fields(start=0),
                "Before the first step one entry sees one pixel: itself.",
            ),
        ),
        hints=(
            "Keep two numbers: the field so far, and how many pixels apart neighbours are.",
            "A window of f adds (f − 1) · distance. Then the distance is multiplied by s.",
            "field += (f - 1) * distance; distance *= s; both begin with 1.",
        ),
    ),
    Exercise(
        name="diagonal_kernel",
        answer=[[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],
        examine=examine_diagonal,
        mistakes=(
            Mistake(
                "even areas answer",
                [[0, 1, 1], [-1, 0, 1], [0, -1, 0]],
                "Make the nine entries add up to 0.",
            ),
            Mistake(
                "the other direction",
                [[0, -1, -2], [1, 0, -1], [2, 1, 0]],
                "The bright side, the upper right, needs positive entries.",
            ),
            Mistake(
                "the other diagonal",
                [[-2, -1, 0], [-1, 0, 1], [0, 1, 2]],
                "The edge runs from the upper left to the lower right corner of the window.",
            ),
            Mistake(
                "straight edges answer as strongly",
                [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
                "Put the zeros along the edge itself, from corner to corner.",
            ),
            Mistake("silent", [[0, 0, 0]] * 3, "Which pixels are bright, which dark?"),
        ),
        hints=(
            "Draw the window with the edge from corner to corner: three pixels are bright.",
            "Zeros on the diagonal, positive entries above it, negative ones below.",
            "Sobel's filter turned by 45°: the corner of the bright side gets 2.",
        ),
        solution="diagonal_kernel = np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])",
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
