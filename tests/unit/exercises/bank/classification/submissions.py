"""Answers to the exercises of lesson 06."""

import math

import numpy as np
from sklearn.metrics import log_loss  # here: its first import may take longer than an answer

from tests.unit.exercises.submissions import right, wrong


@right("two_judges")
def two_judges(y):
    bold, careful = np.where(y == 1, 0.98, 0.02), np.where(y == 1, 0.2, 0.8)
    bold[0] = 1e-6 if y[0] == 1 else 1 - 1e-6
    return bold, careful


@right("two_judges")
def two_judges(y):
    a, b = [], []
    for i, truth in enumerate(y):
        right = 1e-6 if i == len(y) - 1 else 0.999
        a.append(right if truth else 1 - right)
        b.append(0.25 if truth else 0.75)
    return a, b


@right("two_judges")
def two_judges(y):
    sign = 2 * y - 1
    z = np.full(len(y), 6.0)
    z[1] = -12.0
    return [1 / (1 + np.exp(-sign * z)), 1 / (1 + np.exp(sign * 1.2))]


@wrong("two_judges", "A and B exchanged")
def two_judges(y):
    bold = np.where(y == 1, 0.98, 0.02)
    bold[0] = 0.001 if y[0] == 1 else 0.999
    return np.where(y == 1, 0.2, 0.8), bold


@wrong("two_judges", "both judges prefer A")
def two_judges(y):
    return np.where(y == 1, 0.9, 0.1), np.full(len(y), 0.5)


@wrong("two_judges", "both judges prefer B")
def two_judges(y):
    return np.full(len(y), 0.5), np.where(y == 1, 0.9, 0.1)


@wrong("two_judges", "both judges prefer B")
def two_judges(y):  # probabilities of the truth instead of those of yes
    return np.append(np.full(len(y) - 1, 0.99), 1e-6), np.full(len(y), 0.25)


@wrong("two_judges", "A and B are equally good")
def two_judges(y):
    return np.full(len(y), 0.5), np.full(len(y), 0.5)


@wrong("two_judges", "right for three rows and more only")
def two_judges(y):
    bold = np.where(y == 1, 0.99, 0.01)
    bold[0] = 0.001 if y[0] == 1 else 0.999
    return bold, np.where(y == 1, 0.4, 0.6)


@wrong("two_judges", "")
def two_judges(y):
    return y, 1 - y


@right("log_loss_from_sums")
def log_loss_from_sums(y, z):
    p = 1 / (1 + np.exp(-z))
    return np.mean(np.logaddexp(0, z) - y * z), (p - y) / len(y)


@right("log_loss_from_sums")
def log_loss_from_sums(y, z):
    losses = [
        math.log1p(math.exp(-abs(v))) + (abs(v) if (v > 0) != (t == 1) else 0) for t, v in zip(y, z)
    ]
    slopes = [((1 + math.tanh(v / 2)) / 2 - t) / len(y) for t, v in zip(y, z)]
    return sum(losses) / len(losses), slopes


@right("log_loss_from_sums")
def log_loss_from_sums(y, z):
    from coursekit import nn

    loss = nn.losses.BinaryCrossentropy(from_logits=True)
    y, z = y[:, None], z[:, None]
    return loss(y, z), loss.gradient(y, z)[:, 0] * 1.0


@wrong("log_loss_from_sums", "infinite for large sums")
def log_loss_from_sums(y, z):
    p = 1 / (1 + np.exp(-z))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), (p - y) / len(y)


@wrong("log_loss_from_sums", "gradient turned round")
def log_loss_from_sums(y, z):
    p = 1 / (1 + np.exp(-z))
    return np.mean(np.logaddexp(0, z) - y * z), (y - p) / len(y)


@wrong("log_loss_from_sums", "gradient without 1/n")
def log_loss_from_sums(y, z):
    p = 1 / (1 + np.exp(-z))
    return np.mean(np.logaddexp(0, z) - y * z), p - y


@wrong("log_loss_from_sums", "gradient times the sigmoid's slope")
def log_loss_from_sums(y, z):
    p = 1 / (1 + np.exp(-z))
    return np.mean(np.logaddexp(0, z) - y * z), (p - y) * p * (1 - p) / len(y)


@wrong("log_loss_from_sums", "sum for the mean")
def log_loss_from_sums(y, z):
    p = 1 / (1 + np.exp(-z))
    return np.sum(np.logaddexp(0, z) - y * z), (p - y) / len(y)


@wrong("log_loss_from_sums", "labels turned round")
def log_loss_from_sums(y, z):
    p = 1 / (1 + np.exp(-z))
    return np.mean(np.logaddexp(0, z) - (1 - y) * z), (p - (1 - y)) / len(y)


@wrong("log_loss_from_sums", "")
def log_loss_from_sums(y, z):
    p = np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), (p - y) / len(y)


@right("label_cost")
def label_cost(labels, Y_hat):
    return -sum(math.log(row[k]) for k, row in zip(labels, Y_hat)) / len(labels)


@right("label_cost")
def label_cost(labels, Y_hat):
    Y = np.eye(Y_hat.shape[1])[labels]
    return -(Y * np.log(Y_hat)).sum(axis=1).mean()


@right("label_cost")
def label_cost(labels, Y_hat):
    return log_loss(labels, Y_hat, labels=range(Y_hat.shape[1]))


@wrong("label_cost", "log base 10")
def label_cost(labels, Y_hat):
    return -np.mean([math.log10(row[k]) for k, row in zip(labels, Y_hat)])


@wrong("label_cost", "log base 2")
def label_cost(labels, Y_hat):
    return -np.mean([math.log2(row[k]) for k, row in zip(labels, Y_hat)])


@wrong("label_cost", "minus sign missing")
def label_cost(labels, Y_hat):
    return np.mean([np.log(row[k]) for k, row in zip(labels, Y_hat)])


@wrong("label_cost", "wrong classes punished too")
def label_cost(labels, Y_hat):
    Y = np.eye(Y_hat.shape[1])[labels]
    return -np.mean((Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)).sum(axis=1))


@wrong("label_cost", "mean over all entries")
def label_cost(labels, Y_hat):
    Y = np.eye(Y_hat.shape[1])[labels]
    return -(Y * np.log(Y_hat)).mean()


@wrong("label_cost", "the sum over the rows")
def label_cost(labels, Y_hat):
    Y = np.eye(Y_hat.shape[1])[labels]
    return -(Y * np.log(Y_hat)).sum()


@wrong("label_cost", "")
def label_cost(labels, Y_hat):
    return -np.log(Y_hat[labels]).mean()
