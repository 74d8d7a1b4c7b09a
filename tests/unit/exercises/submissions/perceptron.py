"""Answers to the exercises of lesson 01."""

import numpy as np

from . import right, wrong


@right("neuron")
def neuron(x, w, b):
    return 1 if sum(xi * wi for xi, wi in zip(x, w)) + b > 0 else 0


@right("neuron")
def neuron(x, w, b):
    return np.where(np.array(x) @ np.array(w) + b > 0, 1, 0)


@right("neuron")
def neuron(x, w, b):
    total = b
    for i in range(len(x)):
        total += x[i] * w[i]
    return total > 0


@wrong("neuron", "fires at a sum of zero")
def neuron(x, w, b):
    return 0 if np.inner(w, x) + b < 0 else 1


@wrong("neuron", "bias left out")
def neuron(x, w, b):
    s = 0
    for xi, wi in zip(x, w):
        s += xi * wi
    return 1 if s > 0 else 0


@wrong("neuron", "bias subtracted")
def neuron(x, w, b):
    return int(sum(np.multiply(x, w)) > b)


@wrong("neuron", "weights left out")
def neuron(x, w, b):
    return 1 if sum(x) + b > 0 else 0


@wrong("neuron", "the sum itself")
def neuron(x, w, b):
    return sum(xi * wi for xi, wi in zip(x, w)) + b


@wrong("neuron", "output turned round")
def neuron(x, w, b):
    if np.dot(x, w) + b > 0:
        return 0
    return 1


@right("perceptron_fit")
def perceptron_fit(X, d, eta, max_passes):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_passes):
        for x, wanted in zip(X, d):
            y = 1 if w @ x + b > 0 else 0
            w, b = w + eta * (wanted - y) * x, b + eta * (wanted - y)
    return np.append(b, w)


@right("perceptron_fit")
def perceptron_fit(X, d, eta, max_passes):
    X = np.column_stack([np.ones(len(X)), X])
    w = np.zeros(X.shape[1])
    while max_passes > 0:
        mistakes = 0
        for i in range(len(X)):
            error = d[i] - (X[i].dot(w) > 0)
            if error != 0:
                w += eta * error * X[i]
                mistakes += 1
        max_passes -= 1
        if mistakes == 0:
            break
    return w


@right("perceptron_fit")
def perceptron_fit(X, d, eta, max_passes):
    w = [0.0] * (X.shape[1] + 1)
    for _ in range(max_passes):
        for row, target in zip(X.tolist(), d.tolist()):
            row = [1.0, *row]
            fired = sum(a * c for a, c in zip(row, w)) > 0
            w = [c + eta * (target - fired) * a for a, c in zip(row, w)]
    return w


@wrong("perceptron_fit", "y − d for d − y")
def perceptron_fit(X, d, eta, max_passes):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_passes):
        for x, wanted in zip(X, d):
            y = int(w @ x + b > 0)
            w, b = w + eta * (y - wanted) * x, b + eta * (y - wanted)
    return np.append(b, w)


@wrong("perceptron_fit", "bias never learned")
def perceptron_fit(X, d, eta, max_passes):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_passes):
        for x, wanted in zip(X, d):
            w = w + eta * (wanted - int(w @ x + b > 0)) * x
    return np.append(b, w)


@wrong("perceptron_fit", "learning rate left out")
def perceptron_fit(X, d, eta, max_passes):
    X = np.insert(X, 0, 1, axis=1)
    w = np.zeros(X.shape[1])
    for _ in range(max_passes):
        for x, wanted in zip(X, d):
            w = w + (wanted - int(w @ x > 0)) * x
    return w


@wrong("perceptron_fit", "only one pass")
def perceptron_fit(X, d, eta, max_passes):
    w, b = np.zeros(X.shape[1]), 0.0
    for x, wanted in zip(X, d):
        y = int(w @ x + b > 0)
        w, b = w + eta * (wanted - y) * x, b + eta * (wanted - y)
    return np.append(b, w)


@wrong("perceptron_fit", "all rows judged with the old weights")
def perceptron_fit(X, d, eta, max_passes):
    X = np.insert(X, 0, 1, axis=1)
    w = np.zeros(X.shape[1])
    for _ in range(max_passes):
        y = (X @ w > 0).astype(int)
        w = w + eta * X.T @ (d - y)
    return w


@wrong("perceptron_fit", "fires at a sum of zero")
def perceptron_fit(X, d, eta, max_passes):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_passes):
        for x, wanted in zip(X, d):
            y = 0 if w @ x + b < 0 else 1
            w, b = w + eta * (wanted - y) * x, b + eta * (wanted - y)
    return np.append(b, w)


@wrong("perceptron_fit", "")
def perceptron_fit(X, d, eta, max_passes):
    return np.zeros(X.shape[1] + 1)
