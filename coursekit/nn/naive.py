"""The layers once more as plain loops: slow, but each line is the formula of the book.

They take pictures (n, h, w, channels) without padding, sequences (n, steps, features) and tables
(n, features), and serve as lesson code and as the yardstick for the fast layers.
"""

import numpy as np


def places(x, size, strides):
    """Yield each output row and column with the part of ``x`` under the window there."""
    (kh, kw), (sh, sw) = size, strides
    for r in range((x.shape[1] - kh) // sh + 1):
        for s in range((x.shape[2] - kw) // sw + 1):
            yield r, s, x[:, r * sh : r * sh + kh, s * sw : s * sw + kw]


def _empty_output(x, size, strides, channels):
    (kh, kw), (sh, sw) = size, strides
    n, h, w, _ = x.shape
    return np.zeros((n, (h - kh) // sh + 1, (w - kw) // sw + 1, channels), dtype=x.dtype)


def convolution(x, kernel, bias, strides=(1, 1)):
    """``z[r, s, k] = b[k] + Σ window ⊙ K[…, k]`` for every place (r, s) and filter k."""
    size, filters = kernel.shape[:2], kernel.shape[3]
    z = _empty_output(x, size, strides, filters)
    for r, s, window in places(x, size, strides):
        for sample in range(len(x)):
            for k in range(filters):
                z[sample, r, s, k] = (window[sample] * kernel[..., k]).sum() + bias[k]
    return z


def convolution_backward(x, kernel, dz, strides=(1, 1)):
    """``(∂L/∂x, ∂L/∂K, ∂L/∂b)``: each place adds its share, ``dz · K`` and ``dz · window``."""
    dx, dkernel, dbias = np.zeros_like(x), np.zeros_like(kernel), np.zeros_like(kernel[0, 0, 0])
    size, filters = kernel.shape[:2], kernel.shape[3]
    spots = zip(places(x, size, strides), places(dx, size, strides), strict=True)
    for (r, s, window), (_, _, dwindow) in spots:
        for sample in range(len(x)):
            for k in range(filters):
                dwindow[sample] += dz[sample, r, s, k] * kernel[..., k]
                dkernel[..., k] += dz[sample, r, s, k] * window[sample]
                dbias[k] += dz[sample, r, s, k]
    return dx, dkernel, dbias


def pooling(x, size, strides=None, pick=np.max):
    """``y[r, s, c] = pick(window of channel c)``; pick is ``np.max``, ``np.min`` or ``np.mean``."""
    strides = strides or size
    y = _empty_output(x, size, strides, x.shape[3])
    for r, s, window in places(x, size, strides):
        for sample in range(len(x)):
            for c in range(x.shape[3]):
                y[sample, r, s, c] = pick(window[sample, :, :, c])
    return y


def extreme_pooling_backward(x, dy, size, strides=None, winner=np.argmax):
    """``∂L/∂x`` of maximum (``np.argmin``: minimum) pooling: the first winner gets all of dy."""
    strides = strides or size
    dx = np.zeros_like(x)
    spots = zip(places(x, size, strides), places(dx, size, strides), strict=True)
    for (r, s, window), (_, _, dwindow) in spots:
        for sample in range(len(x)):
            for c in range(x.shape[3]):
                i, j = divmod(int(winner(window[sample, :, :, c])), size[1])
                dwindow[sample, i, j, c] += dy[sample, r, s, c]
    return dx


def average_pooling_backward(x, dy, size, strides=None):
    """``∂L/∂x`` of average pooling: every pixel of a window gets the same share of dy."""
    strides = strides or size
    dx = np.zeros_like(x)
    for r, s, dwindow in places(dx, size, strides):
        dwindow += dy[:, r : r + 1, s : s + 1] / (size[0] * size[1])
    return dx


def recurrent_step(x_t, h, kernel, recurrent_kernel, bias, activation=np.tanh):
    """``h_t = f(x_t W + h_{t−1} U + b)``, one sample and one unit at a time."""
    new = np.zeros_like(h)
    for sample in range(len(h)):
        for unit in range(h.shape[1]):
            z = bias[unit]
            for feature in range(x_t.shape[1]):
                z = z + x_t[sample, feature] * kernel[feature, unit]
            for other in range(h.shape[1]):
                z = z + h[sample, other] * recurrent_kernel[other, unit]
            new[sample, unit] = activation(z)
    return new


def dense(x, kernel, bias):
    """``z[sample, k] = b[k] + Σ_i x[sample, i] W[i, k]``."""
    z = np.zeros((len(x), kernel.shape[1]), dtype=x.dtype)
    for sample in range(len(x)):
        for k in range(kernel.shape[1]):
            z[sample, k] = bias[k]
            for i in range(kernel.shape[0]):
                z[sample, k] += x[sample, i] * kernel[i, k]
    return z


def dense_backward(x, kernel, dz):
    """``(∂L/∂x, ∂L/∂W, ∂L/∂b)``: one product of the chain rule at a time."""
    dx, dkernel, dbias = np.zeros_like(x), np.zeros_like(kernel), np.zeros_like(kernel[0])
    for sample in range(len(x)):
        for k in range(kernel.shape[1]):
            dbias[k] += dz[sample, k]
            for i in range(kernel.shape[0]):
                dx[sample, i] += dz[sample, k] * kernel[i, k]
                dkernel[i, k] += dz[sample, k] * x[sample, i]
    return dx, dkernel, dbias


def convolution_1d(x, kernel, bias, stride=1):
    """``z[t, k] = b[k] + Σ_i Σ_c x[t·s + i, c] K[i, c, k]`` for sequences (n, steps, channels)."""
    length, channels, filters = kernel.shape
    places = (x.shape[1] - length) // stride + 1
    z = np.zeros((len(x), places, filters), dtype=x.dtype)
    for sample in range(len(x)):
        for t in range(places):
            for k in range(filters):
                z[sample, t, k] = bias[k]
                for i in range(length):
                    for c in range(channels):
                        z[sample, t, k] += x[sample, t * stride + i, c] * kernel[i, c, k]
    return z


def embedding(x, table):
    """``y[sample, t] = E[x[sample, t]]``: a one-hot row times E, term by term."""
    y = np.zeros((*x.shape, table.shape[1]), dtype=table.dtype)
    for place in np.ndindex(*x.shape):
        for row in range(len(table)):
            if x[place] == row:
                y[place] += table[row]
    return y


def batch_normalization(x, gamma, beta, epsilon):
    """``y = γ (x − μ) / √(σ² + ε) + β`` with μ and σ² of each column of a table (n, features)."""
    y = np.zeros_like(x)
    for k in range(x.shape[1]):
        mean = sum(x[:, k]) / len(x)
        variance = sum((value - mean) ** 2 for value in x[:, k]) / len(x)
        for sample in range(len(x)):
            normal = (x[sample, k] - mean) / np.sqrt(variance + epsilon)
            y[sample, k] = gamma[k] * normal + beta[k]
    return y


def sigmoid(z):
    """``σ(z) = 1 / (1 + e^−z)`` of one number."""
    return 1 / (1 + np.exp(-z))


def lstm_step(x_t, h, c, kernel, recurrent_kernel, bias):
    """``(h_t, c_t)``: gates write i, keep g and read o, news u, one unit at a time."""
    units = h.shape[1]
    z = dense(x_t, kernel, bias) + dense(h, recurrent_kernel, 0 * bias)
    new_h, new_c = np.zeros_like(h), np.zeros_like(c)
    for sample in range(len(h)):
        for unit in range(units):
            i, g, u, o = (z[sample, gate * units + unit] for gate in range(4))
            new_c[sample, unit] = sigmoid(g) * c[sample, unit] + sigmoid(i) * np.tanh(u)
            new_h[sample, unit] = sigmoid(o) * np.tanh(new_c[sample, unit])
    return new_h, new_c


def gru_step(x_t, h, kernel, recurrent_kernel, bias):
    """``h_t = k h_{t−1} + (1 − k) u`` with keep k, reset r and news u; reset after the product."""
    units = h.shape[1]
    a, q = dense(x_t, kernel, bias[0]), dense(h, recurrent_kernel, bias[1])
    new = np.zeros_like(h)
    for sample in range(len(h)):
        for unit in range(units):
            keep, reset, news = (gate * units + unit for gate in range(3))
            k = sigmoid(a[sample, keep] + q[sample, keep])
            r = sigmoid(a[sample, reset] + q[sample, reset])
            u = np.tanh(a[sample, news] + r * q[sample, news])
            new[sample, unit] = k * h[sample, unit] + (1 - k) * u
    return new
