"""Answers to the exercises of lesson 12."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong

right("match_maps")([3, 5, 1, 2, 4])
right("match_maps")((3, 5, 1, 2, 4))
right("match_maps")(np.array([3.0, 5.0, 1.0, 2.0, 4.0]))

wrong("match_maps", "the two vertical filters exchanged")([3, 5, 2, 1, 4])
wrong("match_maps", "columns taken for rows")(np.array([1, 5, 3, 2, 4]))
wrong("match_maps", "outline and blur exchanged")((3, 4, 1, 2, 5))
wrong("match_maps", "kernels in the order of the maps")([3, 4, 1, 5, 2])
wrong("match_maps", "falling taken for downwards")([2, 5, 1, 3, 4])
wrong("match_maps", "")([1, 2, 3, 4, 5])
wrong("match_maps", "")([3, 5, 1, 2])


@right("receptive_field")
def receptive_field(steps):
    field, distance, out = 1, 1, []
    for f, s in steps:
        field += (f - 1) * distance
        distance *= s
        out.append(field)
    return out


@right("receptive_field")
def receptive_field(steps):
    def backwards(part):
        field = 1
        for f, s in reversed(part):
            field = (field - 1) * s + f
        return field

    return np.array([backwards(steps[: k + 1]) for k in range(len(steps))])


@right("receptive_field")
def receptive_field(steps):
    out, first, last = [], 0, 0
    for depth in range(len(steps)):  # which pixels does entry 0 reach?
        first, last = 0, 0
        for f, s in steps[depth::-1]:
            first, last = first * s, last * s + f - 1
        out.append(last - first + 1)
    return tuple(out)


def walked(steps, first=False, multiply=True, less=1, field=1):
    distance, out = 1, []
    for f, s in steps:
        if first:
            distance = distance * s
        field += (f - less) * distance
        if not first and multiply:
            distance = distance * s
        out.append(field)
    return out


@wrong("receptive_field", "strides forgotten")
def receptive_field(steps):
    return walked(steps, multiply=False)


@wrong("receptive_field", "a step's own stride counted for itself")
def receptive_field(steps):
    return walked(steps, first=True)


@wrong("receptive_field", "strides added")
def receptive_field(steps):
    field, extra, out = 1, 0, []
    for f, s in steps:
        field += (f - 1) * (1 + extra)
        extra += s - 1
        out.append(field)
    return out


@wrong("receptive_field", "f for f − 1")
def receptive_field(steps):
    return walked(steps, less=0)


@wrong("receptive_field", "only the last")
def receptive_field(steps):
    return walked(steps)[-1:]


@wrong("receptive_field", "start counted as 0")
def receptive_field(steps):
    return walked(steps, field=0)


@wrong("receptive_field", "")
def receptive_field(steps):
    return [np.prod([f for f, _ in steps[: k + 1]]) for k in range(len(steps))]


right("diagonal_kernel")([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])
right("diagonal_kernel")(np.array([[0, 1, 1], [-1, 0, 1], [-1, -1, 0]]))
right("diagonal_kernel")(0.3 * np.array([[0.0, 1, 3], [-1, 0, 1], [-3, -1, 0]]))
right("diagonal_kernel")((np.tri(3, k=-1).T - np.tri(3, k=-1)).tolist())

wrong("diagonal_kernel", "even areas answer")([[0, 1, 2], [0, 0, 1], [0, 0, 0]])
wrong("diagonal_kernel", "the other direction")([[0, -1, -1], [1, 0, -1], [1, 1, 0]])
wrong("diagonal_kernel", "the other diagonal")([[-1, -1, 0], [-1, 0, 1], [0, 1, 1]])
wrong("diagonal_kernel", "straight edges answer as strongly")(
    np.array([[0, 0, 1], [0, 0, 0], [-1, 0, 0]])
)
wrong("diagonal_kernel", "straight edges answer as strongly")([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
wrong("diagonal_kernel", "silent")(np.zeros((3, 3)))
wrong("diagonal_kernel", "")([[0, 1], [-1, 0]])
wrong("diagonal_kernel", "")("Sobel")


@right("filter_gradients")
def filter_gradients(X, K, dE_dY):
    f, g = K.shape
    rows, columns = dE_dY.shape
    dK = np.array(
        [[np.sum(X[i : i + rows, j : j + columns] * dE_dY) for j in range(g)] for i in range(f)]
    )
    dX = np.zeros_like(X)
    for i in range(f):
        for j in range(g):
            dX[i : i + rows, j : j + columns] += K[i, j] * dE_dY
    return dK, dX


@right("filter_gradients")
def filter_gradients(X, K, dE_dY):
    from scipy.signal import convolve2d, correlate2d

    return correlate2d(X, dE_dY, mode="valid"), convolve2d(dE_dY, K, mode="full")


@right("filter_gradients")
def filter_gradients(X, K, dE_dY):
    from scipy.signal import correlate2d

    def error(X, K):
        return np.sum(correlate2d(X, K, mode="valid") * dE_dY)

    dK, dX = np.zeros(K.shape), np.zeros(X.shape)
    for place in np.ndindex(K.shape):  # the error is linear in K, and in X
        dK[place] = error(
            X, np.eye(1, K.size, np.ravel_multi_index(place, K.shape)).reshape(K.shape)
        )
    for place in np.ndindex(X.shape):
        dX[place] = error(
            np.eye(1, X.size, np.ravel_multi_index(place, X.shape)).reshape(X.shape), K
        )
    return [dK, dX]


def back(X, K, g, turn_window=False, turn_kernel=False, add=True):
    dK, dX = np.zeros(K.shape), np.zeros(X.shape)
    f, h = K.shape
    for r in range(g.shape[0]):
        for c in range(g.shape[1]):
            window = X[r : r + f, c : c + h]
            dK += g[r, c] * (np.rot90(window, 2) if turn_window else window)
            part = g[r, c] * (np.rot90(K, 2) if turn_kernel else K)
            dX[r : r + f, c : c + h] = part + (dX[r : r + f, c : c + h] if add else 0)
    return dK, dX


@wrong("filter_gradients", "windows overwritten")
def filter_gradients(X, K, dE_dY):
    return back(X, K, dE_dY, add=False)


@wrong("filter_gradients", "window turned round")
def filter_gradients(X, K, dE_dY):
    return back(X, K, dE_dY, turn_window=True)


@wrong("filter_gradients", "the two gradients exchanged")
def filter_gradients(X, K, dE_dY):
    return back(X, K, dE_dY)[::-1]


@wrong("filter_gradients", "mean over the places")
def filter_gradients(X, K, dE_dY):
    dK, dX = back(X, K, dE_dY)
    return dK / dE_dY.size, dX


@wrong("filter_gradients", "kernel turned for the way back")
def filter_gradients(X, K, dE_dY):
    return back(X, K, dE_dY, turn_kernel=True)


@wrong("filter_gradients", "nothing sent back to the picture")
def filter_gradients(X, K, dE_dY):
    return back(X, K, dE_dY)[0], 0 * X


@wrong("filter_gradients", "")
def filter_gradients(X, K, dE_dY):
    return back(X, K, dE_dY)[0]
