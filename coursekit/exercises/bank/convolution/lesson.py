"""Exercises of lesson 12: sizes, a convolution, max pooling, counting weights, padding."""

import math

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def output_size(n, f, p, s):
    return (n + 2 * p - f) // s + 1


def convolve(picture, kernel):
    kh, kw = kernel.shape
    rows, columns = picture.shape[0] - kh + 1, picture.shape[1] - kw + 1
    z = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            z[r, c] = (picture[r : r + kh, c : c + kw] * kernel).sum()
    return z


def max_pool(picture, size):
    rows, columns = picture.shape[0] // size, picture.shape[1] // size
    y = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            y[r, c] = picture[r * size : (r + 1) * size, c * size : (c + 1) * size].max()
    return y


def filter_parameters(f, channels, filters):
    return (f * f * channels + 1) * filters


def same_padding(f):
    return (f - 1) // 2


def _windows_sum(picture, kernel):
    return convolve(picture, np.ones_like(kernel))


def _padded(picture, kernel):
    above, left = (kernel.shape[0] - 1) // 2, (kernel.shape[1] - 1) // 2
    below, right = kernel.shape[0] - 1 - above, kernel.shape[1] - 1 - left
    return convolve(np.pad(picture, ((above, below), (left, right))), kernel)


def _pool(pick, step=None, start=None):
    """Pooling with another way to pick, another step, or a start value for the maximum."""

    def pooled(picture, size):
        move = step or size
        rows, columns = ((length - size) // move + 1 for length in picture.shape)
        y = np.zeros((rows, columns))
        for r in range(rows):
            for c in range(columns):
                block = picture[r * move : r * move + size, c * move : c * move + size]
                y[r, c] = pick(block) if start is None else max(start, pick(block))
        return y

    return pooled


def _keep_the_rest(picture, size):
    extra = [(0, -length % size) for length in picture.shape]
    return max_pool(np.pad(picture, extra, constant_values=-np.inf), size)


def _picture(seed, *shape):
    return np.random.default_rng(seed).integers(-9, 10, shape).astype(float)


EXERCISES = (
    Exercise(
        name="output_size",
        answer=output_size,
        cases=(
            (6, 3, 0, 1), (6, 3, 1, 1), (7, 3, 0, 2), (8, 3, 0, 2), (6, 3, 1, 2), (12, 5, 2, 3),
            (5, 2, 0, 2), (9, 4, 1, 3), (32, 3, 0, 1),
        ),
        mistakes=(
            Mistake(
                "+1 inside the division",
                lambda n, f, p, s: (n + 2 * p - f + 1) // s,
                "The first window costs no step: count the steps first, then add the 1.",
            ),
            Mistake(
                "+1 inside the division, and no floor",
                lambda n, f, p, s: (n + 2 * p - f + 1) / s,
                "That is the slide's formula. The first window costs no step, and half windows do "
                "not count.",
            ),
            Mistake(
                "padding counted once",
                lambda n, f, p, s: (n + p - f) // s + 1,
                "A border has two sides, left and right.",
            ),
            Mistake(
                "no floor",
                lambda n, f, p, s: (n + 2 * p - f) / s + 1,
                "A window that does not fit any more is left out: round the division down.",
            ),
            Mistake(
                "rounded up",
                lambda n, f, p, s: math.ceil((n + 2 * p - f) / s) + 1,
                "A last step that does not fit is left out: round down.",
            ),
            Mistake(
                "+1 forgotten",
                lambda n, f, p, s: (n + 2 * p - f) // s,
                "You counted the steps; there is one place more than steps.",
            ),
            Mistake(
                "stride forgotten",
                lambda n, f, p, s: n + 2 * p - f + 1,
                "With stride s only every s-th place is used.",
            ),
        ),
        hints=(
            "How far can the window move? From the left end to the right end of n + 2p pixels.",
            "It can move n + 2p − f pixels. How many whole steps of s are that?",
            "Whole steps: (n + 2 * p - f) // s. Add 1 for the place where the window starts.",
        ),
    ),
    Exercise(
        name="convolve",
        answer=convolve,
        cases=(
            (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [0.0, -1.0]])),
            (_picture(0, 6, 6), np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])),
            (_picture(1, 5, 7), _picture(2, 3, 3)),
            (_picture(3, 6, 4), _picture(4, 2, 3)),
        ),
        mistakes=(
            Mistake(
                "kernel flipped",
                lambda picture, kernel: convolve(picture, np.flip(kernel)),
                "That is the convolution of mathematics. Networks lay the kernel down as it is.",
            ),
            Mistake(
                "kernel transposed",
                lambda picture, kernel: (
                    convolve(picture, kernel.T)
                    if kernel.shape[0] == kernel.shape[1]
                    else convolve(picture, kernel)
                ),
                "Rows of the kernel belong to rows of the picture.",
            ),
            Mistake(
                "last row and column left out",
                lambda picture, kernel: convolve(picture, kernel)[:-1, :-1],
                "There are n − f + 1 places: the window starts at 0, 1, …, n − f.",
            ),
            Mistake(
                "kernel not used",
                _windows_sum,
                "Multiply the window by the kernel, entry by entry, before you add.",
            ),
            Mistake(
                "border of zeros added",
                _padded,
                "Without padding the window must lie inside the picture: the result is smaller.",
            ),
        ),
        hints=(
            "Two loops: r over the rows of the result, c over its columns.",
            "The window at (r, c) is picture[r : r + kh, c : c + kw]; there are h - kh + 1 rows.",
            "z[r, c] = (picture[r : r + kh, c : c + kw] * kernel).sum()",
        ),
    ),
    Exercise(
        name="max_pool",
        answer=max_pool,
        cases=(
            (np.array([[1.0, 5.0], [3.0, 2.0]]), 2),
            (_picture(5, 4, 4), 2),
            (-np.abs(_picture(6, 6, 9)) - 1, 3),
            (_picture(7, 5, 7), 2),
        ),
        mistakes=(
            Mistake("average", _pool(np.mean), "Max pooling keeps the largest number of a block."),
            Mistake("minimum", _pool(np.min), "Max pooling keeps the largest number of a block."),
            Mistake(
                "blocks overlap",
                _pool(np.max, step=1),
                "The stride of pooling is the block's size: the next block starts where this ends.",
            ),
            Mistake(
                "maximum started at zero",
                _pool(np.max, start=0.0),
                "In a block of negative numbers the largest is negative too.",
            ),
            Mistake(
                "sign dropped",
                _pool(lambda block: np.abs(block).max()),
                "Compare the numbers themselves, not their sizes.",
            ),
            Mistake(
                "incomplete blocks kept",
                _keep_the_rest,
                "Rows and columns that do not fill a block are dropped.",
            ),
        ),
        hints=(
            "The result has h // size rows and w // size columns.",
            "Block (r, c) begins at row r * size and column c * size.",
            "picture[r * size : (r + 1) * size, c * size : (c + 1) * size].max()",
        ),
    ),
    Exercise(
        name="filter_parameters",
        answer=filter_parameters,
        cases=((3, 1, 1), (3, 3, 32), (5, 3, 8), (3, 32, 64), (2, 4, 5), (1, 6, 3)),
        mistakes=(
            Mistake(
                "channels forgotten",
                lambda f, channels, filters: (f * f + 1) * filters,
                "A filter reaches through all channels: it has f × f weights for each of them.",
            ),
            Mistake(
                "biases left out",
                lambda f, channels, filters: f * f * channels * filters,
                "Every filter adds a bias.",
            ),
            Mistake(
                "one bias for all",
                lambda f, channels, filters: f * f * channels * filters + 1,
                "Every filter adds a bias of its own.",
            ),
            Mistake(
                "a bias for every channel",
                lambda f, channels, filters: (f * f + 1) * channels * filters,
                "The products of all channels go into one sum, and the sum gets one bias.",
            ),
            Mistake(
                "filters forgotten",
                lambda f, channels, filters: f * f * channels + 1,
                "That is one filter; the layer has several.",
            ),
            Mistake(
                "one side of the kernel",
                lambda f, channels, filters: (f * channels + 1) * filters,
                "The kernel is a square: f rows of f weights.",
            ),
        ),
        hints=(
            "Count one filter first: its weights and its bias.",
            "One filter has f · f · channels weights and 1 bias.",
            "(f * f * channels + 1) * filters. The size of the picture does not matter.",
        ),
    ),
    Exercise(
        name="same_padding",
        answer=same_padding,
        cases=((3,), (5,), (1,), (7,), (11,)),
        mistakes=(
            Mistake(
                "both sides together",
                lambda f: f - 1,
                "That is the whole loss n − (n − f + 1). Half of it goes on each side.",
            ),
            Mistake(
                "half of f, not rounded",
                lambda f: f / 2,
                "Half pixels do not exist: start from n + 2p − f + 1 = n.",
            ),
            Mistake(
                "half of f, rounded up",
                lambda f: (f + 1) // 2,
                "Put f = 1 in: a 1 × 1 window loses nothing, so it needs no border.",
            ),
            Mistake(
                "always 1",
                lambda f: 1,
                "That fits f = 3. A larger window loses more.",
            ),
        ),
        hints=(
            "With stride 1 the result has n + 2p − f + 1 pixels. Set that equal to n.",
            "2p = f − 1.",
            "return (f - 1) // 2",
        ),
    ),
)  # fmt: skip
