"""Answers to the exercises of lesson 03."""

import math

import numpy as np

from tests.unit.exercises.submissions import right, wrong


def sigma(z):
    return 1 / (1 + np.exp(-z))


@right("slopes_by_rule")
def slopes_by_rule(x):
    return [
        math.exp(x) * x * (x + 2),
        3 / (1 + 3 * x),
        2 * math.exp(-2 * x) / (1 + math.exp(-2 * x)) ** 2,
    ]


@right("slopes_by_rule")
def slopes_by_rule(x):
    product = 2 * x * np.e**x + x * x * np.e**x
    s = sigma(2 * x)
    return np.array([product, 3 * (3 * x + 1) ** -1, 2 * (s - s * s)])


@right("slopes_by_rule")
def slopes_by_rule(x):
    h = 1e-20
    z = x + 1j * h
    return [(z**2 * np.exp(z)).imag / h, np.log(3 * z + 1).imag / h, sigma(2 * z).imag / h]


@wrong("slopes_by_rule", "multiplied the slopes of a product")
def slopes_by_rule(x):
    s = sigma(2 * x)
    return [2 * x * math.exp(x), 3 / (3 * x + 1), 2 * s * (1 - s)]


@wrong("slopes_by_rule", "only the other strip")
def slopes_by_rule(x):
    s = sigma(2 * x)
    return [x * x * math.exp(x), 3 / (3 * x + 1), 2 * s * (1 - s)]


@wrong("slopes_by_rule", "ln without the inner slope")
def slopes_by_rule(x):
    s = sigma(2 * x)
    return [(x * x + 2 * x) * math.exp(x), 1 / (3 * x + 1), 2 * s * (1 - s)]


@wrong("slopes_by_rule", "sigmoid without the inner slope")
def slopes_by_rule(x):
    s = sigma(2 * x)
    return [(x * x + 2 * x) * math.exp(x), 3 / (3 * x + 1), s * (1 - s)]


@wrong("slopes_by_rule", "sigmoid taken at x")
def slopes_by_rule(x):
    s = sigma(x)
    return [(x * x + 2 * x) * math.exp(x), 3 / (3 * x + 1), 2 * s * (1 - s)]


def gradient_of(loss, weights, h=1e-5):
    slopes = []
    for i in range(len(weights)):
        up, down = list(weights), list(weights)
        up[i] += h
        down[i] -= h
        slopes.append((loss(up) - loss(down)) / (2 * h))
    return np.array(slopes)


@right("steepest_step")
def steepest_step(loss, weights, length):
    g = gradient_of(loss, weights)
    return np.array(weights) - length * g / np.linalg.norm(g)


@right("steepest_step")
def steepest_step(loss, weights, length):
    g = gradient_of(loss, weights, h=1e-4)
    size = math.sqrt(sum(s * s for s in g))
    return [w - length * s / size for w, s in zip(weights, g, strict=True)]


@right("steepest_step")
def steepest_step(loss, weights, length):
    weights = np.array(weights, dtype=float)
    size, new = math.hypot(*gradient_of(loss, weights)), weights.copy()
    for i, s in enumerate(gradient_of(loss, weights)):
        new[i] += -s / size * length
    return new


@wrong("steepest_step", "uphill")
def steepest_step(loss, weights, length):
    g = gradient_of(loss, weights)
    return np.array(weights) + length * g / np.linalg.norm(g)


@wrong("steepest_step", "length times the gradient")
def steepest_step(loss, weights, length):
    return np.array(weights) - length * gradient_of(loss, weights)


@wrong("steepest_step", "divided by the sum")
def steepest_step(loss, weights, length):
    g = gradient_of(loss, weights)
    return np.array(weights) - length * g / sum(abs(g))


@wrong("steepest_step", "divided by the largest")
def steepest_step(loss, weights, length):
    g = gradient_of(loss, weights)
    return np.array(weights) - length * g / abs(g).max()


@wrong("steepest_step", "no root in the length")
def steepest_step(loss, weights, length):
    g = gradient_of(loss, weights)
    return np.array(weights) - length * g / (g @ g)


@wrong("steepest_step", "all weights the same distance")
def steepest_step(loss, weights, length):
    return np.array(weights) - length * np.sign(gradient_of(loss, weights))


def loss_of(x, y, w, b):
    return np.mean((sigma(w * x + b) - y) ** 2)


@right("taught_by_nudging")
def taught_by_nudging(x, y, rate, steps):
    w = b = 0.0
    h = 1e-5
    for _ in range(steps):
        dw = (loss_of(x, y, w + h, b) - loss_of(x, y, w - h, b)) / (2 * h)
        db = (loss_of(x, y, w, b + h) - loss_of(x, y, w, b - h)) / (2 * h)
        w -= rate * dw
        b -= rate * db
    return [w, b]


@right("taught_by_nudging")
def taught_by_nudging(x, y, rate, steps):
    weights = np.zeros(2)
    for _ in range(steps):
        weights = weights - rate * gradient_of(lambda v: loss_of(x, y, *v), weights)
    return weights


@right("taught_by_nudging")
def taught_by_nudging(x, y, rate, steps):
    w, b = 0, 0
    for _ in range(steps):
        a = sigma(w * x + b)
        delta = 2 * (a - y) * a * (1 - a) / len(x)
        w, b = w - rate * delta @ x, b - rate * delta.sum()
    return w, b


@wrong("taught_by_nudging", "uphill")
def taught_by_nudging(x, y, rate, steps):
    weights = np.zeros(2)
    for _ in range(steps):
        weights = weights + rate * gradient_of(lambda v: loss_of(x, y, *v), weights)
    return weights


@wrong("taught_by_nudging", "the sum for the mean")
def taught_by_nudging(x, y, rate, steps):
    weights = np.zeros(2)
    for _ in range(steps):
        weights = weights - rate * gradient_of(lambda v: len(x) * loss_of(x, y, *v), weights)
    return weights


@wrong("taught_by_nudging", "the bias stays")
def taught_by_nudging(x, y, rate, steps):
    weights = np.zeros(2)
    for _ in range(steps):
        weights = weights - rate * gradient_of(lambda v: loss_of(x, y, *v), weights) * [1, 0]
    return weights


@wrong("taught_by_nudging", "one step only")
def taught_by_nudging(x, y, rate, steps):
    return -rate * gradient_of(lambda v: loss_of(x, y, *v), [0.0, 0.0])


@wrong("taught_by_nudging", "one weight after the other")
def taught_by_nudging(x, y, rate, steps):
    w = b = 0.0
    h = 1e-5
    for _ in range(steps):
        w -= rate * (loss_of(x, y, w + h, b) - loss_of(x, y, w - h, b)) / (2 * h)
        b -= rate * (loss_of(x, y, w, b + h) - loss_of(x, y, w, b - h)) / (2 * h)
    return w, b
