"""Answers to the exercises of lesson 12."""

import math

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("sizes_on_the_way")
def sizes_on_the_way(n, steps):
    out = [n]
    for f, p, s in steps:
        n = math.floor((n + 2 * p - f) / s + 1)
        out.append(n)
    return out


@right("sizes_on_the_way")
def sizes_on_the_way(n, steps):
    if not steps:
        return (n,)
    (f, p, s), count, start = steps[0], 0, 0
    while start + f <= n + 2 * p:  # try every place
        count, start = count + 1, start + s
    rest, size = list(steps[1:]), count
    out = [n, size]
    for f, p, s in rest:
        size = len(range(0, size + 2 * p - f + 1, s))
        out.append(size)
    return out


@right("sizes_on_the_way")
def sizes_on_the_way(n, steps):
    sizes = np.zeros(len(steps) + 1, dtype=int)
    sizes[0] = n
    for i, (f, p, s) in enumerate(steps):
        sizes[i + 1] = 1 + int((sizes[i] + 2 * p - f) / s)
    return sizes


def through(n, steps, rule):
    out = [n]
    for f, p, s in steps:
        out.append(rule(out[-1], f, p, s))
    return out


@wrong("sizes_on_the_way", "+1 inside the division")
def sizes_on_the_way(n, steps):
    return through(n, steps, lambda n, f, p, s: int((n - f + 2 * p + 1) / s))


@wrong("sizes_on_the_way", "padding on one side only")
def sizes_on_the_way(n, steps):
    return through(n, steps, lambda n, f, p, s: int((n - f + p) / s) + 1)


@wrong("sizes_on_the_way", "padding forgotten")
def sizes_on_the_way(n, steps):
    return through(n, steps, lambda n, f, p, s: int((n - f) / s) + 1)


@wrong("sizes_on_the_way", "stride forgotten")
def sizes_on_the_way(n, steps):
    return through(n, steps, lambda n, f, p, s: n - f + 2 * p + 1)


@wrong("sizes_on_the_way", "rounded up")
def sizes_on_the_way(n, steps):
    return through(n, steps, lambda n, f, p, s: math.ceil((n - f + 2 * p) / s) + 1)


@wrong("sizes_on_the_way", "start left out")
def sizes_on_the_way(n, steps):
    return through(n, steps, lambda n, f, p, s: (n - f + 2 * p) // s + 1)[1:]


@wrong("sizes_on_the_way", "")
def sizes_on_the_way(n, steps):
    return through(n, steps, lambda n, f, p, s: n - f + 1)[-1]


@right("convolve_with_stride")
def convolve_with_stride(X, K, p, s):
    padded = np.zeros((X.shape[0] + 2 * p, X.shape[1] + 2 * p))
    padded[p : p + X.shape[0], p : p + X.shape[1]] = X
    windows = np.lib.stride_tricks.sliding_window_view(padded, K.shape)[::s, ::s]
    return np.einsum("rcij,ij->rc", windows, K)


@right("convolve_with_stride")
def convolve_with_stride(X, K, p, s):
    from scipy.signal import correlate2d

    return correlate2d(np.pad(X, p), K, mode="valid")[::s, ::s]


@right("convolve_with_stride")
def convolve_with_stride(X, K, p, s):
    n, m = X.shape
    f, g = K.shape
    out = []
    for r in range(-p, n + p - f + 1, s):
        line = []
        for c in range(-p, m + p - g + 1, s):
            total = 0.0
            for i in range(f):
                for j in range(g):
                    if 0 <= r + i < n and 0 <= c + j < m:
                        total += X[r + i, c + j] * K[i, j]
            line.append(total)
        out.append(line)
    return out


def slide(padded, K, s):
    windows = np.lib.stride_tricks.sliding_window_view(padded, K.shape)[::s, ::s]
    return (windows * K).sum(axis=(2, 3))


@wrong("convolve_with_stride", "kernel turned round")
def convolve_with_stride(X, K, p, s):
    from scipy.signal import convolve2d

    return convolve2d(np.pad(X, p), K, mode="valid")[::s, ::s]


@wrong("convolve_with_stride", "padding left out")
def convolve_with_stride(X, K, p, s):
    return slide(X, K, s)


@wrong("convolve_with_stride", "edge pixels repeated for zeros")
def convolve_with_stride(X, K, p, s):
    return slide(np.pad(X, p, mode="edge"), K, s)


@wrong("convolve_with_stride", "stride left out")
def convolve_with_stride(X, K, p, s):
    return slide(np.pad(X, p), K, 1)


@wrong("convolve_with_stride", "last place missing")
def convolve_with_stride(X, K, p, s):
    X = np.pad(X, p)
    rows = (X.shape[0] - K.shape[0]) // s
    columns = (X.shape[1] - K.shape[1]) // s
    return slide(X, K, s)[: max(rows, 1), : max(columns, 1)]


@wrong("convolve_with_stride", "mean for the sum")
def convolve_with_stride(X, K, p, s):
    return slide(np.pad(X, p), K, s) / K.size


@wrong("convolve_with_stride", "")
def convolve_with_stride(X, K, p, s):
    return slide(np.pad(X, p), K, s).T


@right("pool")
def pool(X, size, kind):
    rows, columns = X.shape[0] // size, X.shape[1] // size
    blocks = X[: rows * size, : columns * size].reshape(rows, size, columns, size)
    return {"max": blocks.max, "average": blocks.mean, "min": blocks.min}[kind](axis=(1, 3))


@right("pool")
def pool(X, size, kind):
    out = []
    for r in range(0, X.shape[0] - size + 1, size):
        line = []
        for c in range(0, X.shape[1] - size + 1, size):
            block = [X[r + i, c + j] for i in range(size) for j in range(size)]
            if kind == "max":
                line.append(max(block))
            elif kind == "min":
                line.append(min(block))
            else:
                line.append(sum(block) / len(block))
        out.append(line)
    return out


@right("pool")
def pool(X, size, kind):
    from coursekit import nn

    layer = {
        "max": nn.layers.MaxPooling2D,
        "average": nn.layers.AveragePooling2D,
        "min": nn.layers.MinPooling2D,
    }[kind](size)
    return np.asarray(layer(X[None, :, :, None]))[0, :, :, 0]


def blocks(X, size):
    rows, columns = X.shape[0] // size, X.shape[1] // size
    return X[: rows * size, : columns * size].reshape(rows, size, columns, size)


@wrong("pool", "max for every kind")
def pool(X, size, kind):
    return blocks(X, size).max(axis=(1, 3))


@wrong("pool", "average for every kind")
def pool(X, size, kind):
    return blocks(X, size).mean(axis=(1, 3))


@wrong("pool", "max and min exchanged")
def pool(X, size, kind):
    found = blocks(X, size)
    return {"min": found.max, "average": found.mean, "max": found.min}[kind](axis=(1, 3))


@wrong("pool", "blocks overlap")
def pool(X, size, kind):
    windows = np.lib.stride_tricks.sliding_window_view(X, (size, size))
    return {"max": windows.max, "average": windows.mean, "min": windows.min}[kind](axis=(2, 3))


@wrong("pool", "sum for the average")
def pool(X, size, kind):
    found = blocks(X, size)
    return {"max": found.max, "average": found.sum, "min": found.min}[kind](axis=(1, 3))


@wrong("pool", "signs dropped")
def pool(X, size, kind):
    found = abs(blocks(X, size))
    return {"max": found.max, "average": found.mean, "min": found.min}[kind](axis=(1, 3))


@wrong("pool", "")
def pool(X, size, kind):
    return X[::size, ::size]


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
