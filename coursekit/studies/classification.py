"""Lesson 06: five trainings of one network, four of them with a fault in the loss or the labels."""

import numpy as np

ROWS = 20  # of each class
CENTRES = np.array([[0.0, 1.2], [-1.0, -0.6], [1.0, -0.6]])


def three_clouds(seed=3):
    """Return inputs with a last column of ones, ``(60, 3)``, and class numbers, ``(60,)``."""
    labels = np.repeat(np.arange(3), ROWS)
    noise = np.random.default_rng(seed).normal(0, 0.55, (len(labels), 2))
    return np.column_stack([CENTRES[labels] + noise, np.ones(len(labels))]), labels


def softmax(z):
    """Return the probabilities of each row of scores."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def five_runs(steps=400, eta=0.5, seed=3):
    """Train one softmax layer five times by descent from weights of zero.

    Run A adds the losses up instead of taking their mean, B applies softmax twice, C is right,
    D has the columns of the one-hot labels in another order, E takes logarithms to base 10.

    Returns
    -------
    dict of str to tuple
        Run → cost before the first step, cost after the last, accuracy after the last.
    """
    x, labels = three_clouds(seed)
    y = np.eye(3)[labels]
    faults = {
        "A": {"factor": len(y)},
        "B": {"twice": True},
        "C": {},
        "D": {"columns": [1, 2, 0]},
        "E": {"factor": 1 / np.log(10)},
    }
    return {run: _train(x, y, labels, steps, eta, **fault) for run, fault in faults.items()}


def _train(x, y, labels, steps, eta, factor=1.0, twice=False, columns=(0, 1, 2)):
    target, weights, costs = y[:, columns], np.zeros((x.shape[1], y.shape[1])), []
    for _ in range(steps + 1):
        y_hat = softmax(x @ weights)
        seen = softmax(y_hat) if twice else y_hat
        costs.append(-factor * np.mean(np.sum(target * np.log(seen), axis=1)))
        slope = (seen - target) / len(y)  # with respect to what the loss takes for scores
        if twice:  # one more softmax on the way back
            slope = y_hat * (slope - np.sum(slope * y_hat, axis=1, keepdims=True))
        weights = weights - eta * factor * x.T @ slope
    accuracy = np.mean(y_hat.argmax(axis=1) == labels)
    return float(costs[0]), float(costs[-1]), float(accuracy)
