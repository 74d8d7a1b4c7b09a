"""Answers to the exercises of lesson 05."""

import math

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("conventions")
def conventions(y, y_hat):
    e = np.array(y) - np.array(y_hat)
    return e @ e, e @ e / 2, np.mean(e**2), np.mean(e**2) / 2


@right("conventions")
def conventions(y, y_hat):
    total = 0
    for a, b in zip(y, y_hat):
        total += (a - b) ** 2
    n = len(y)
    return [total, 0.5 * total, total / n, 0.5 * total / n]


@right("conventions")
def conventions(y, y_hat):
    from sklearn.metrics import mean_squared_error

    mse = mean_squared_error(y, y_hat)
    return len(y) * mse, len(y) * mse / 2, mse, mse / 2


@wrong("conventions", "errors added before squaring")
def conventions(y, y_hat):
    s = (sum(y) - sum(y_hat)) ** 2
    return s, s / 2, s / len(y), s / (2 * len(y))


@wrong("conventions", "divided by n where only halved")
def conventions(y, y_hat):
    s = sum((a - b) ** 2 for a, b in zip(y, y_hat))
    return s, s / len(y), s / len(y), s / len(y) / 2


@wrong("conventions", "½ of the mean missing")
def conventions(y, y_hat):
    s = sum((a - b) ** 2 for a, b in zip(y, y_hat))
    return s, s / 2, s / len(y), s / len(y)


@wrong("conventions", "divided by n − 1")
def conventions(y, y_hat):
    s, n = sum((a - b) ** 2 for a, b in zip(y, y_hat)), len(y)
    n = n - 1 if n > 1 else 1
    return s, s / 2, s / n, s / n / 2


@wrong("conventions", "not squared")
def conventions(y, y_hat):
    s = sum(abs(a - b) for a, b in zip(y, y_hat))
    return s, s / 2, s / len(y), s / (2 * len(y))


@wrong("conventions", "")
def conventions(y, y_hat):
    return sum((a - b) ** 2 for a, b in zip(y, y_hat))


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
def label_cost(labels, P):
    return -sum(math.log(row[k]) for k, row in zip(labels, P)) / len(labels)


@right("label_cost")
def label_cost(labels, P):
    Y = np.eye(P.shape[1])[labels]
    return -(Y * np.log(P)).sum(axis=1).mean()


@right("label_cost")
def label_cost(labels, P):
    from sklearn.metrics import log_loss

    return log_loss(labels, P, labels=range(P.shape[1]))


@wrong("label_cost", "log base 10")
def label_cost(labels, P):
    return -np.mean([math.log10(row[k]) for k, row in zip(labels, P)])


@wrong("label_cost", "log base 2")
def label_cost(labels, P):
    return -np.mean([math.log2(row[k]) for k, row in zip(labels, P)])


@wrong("label_cost", "minus sign missing")
def label_cost(labels, P):
    return np.mean([np.log(row[k]) for k, row in zip(labels, P)])


@wrong("label_cost", "wrong classes punished too")
def label_cost(labels, P):
    Y = np.eye(P.shape[1])[labels]
    return -np.mean((Y * np.log(P) + (1 - Y) * np.log(1 - P)).sum(axis=1))


@wrong("label_cost", "mean over all entries")
def label_cost(labels, P):
    Y = np.eye(P.shape[1])[labels]
    return -(Y * np.log(P)).mean()


@wrong("label_cost", "the sum over the rows")
def label_cost(labels, P):
    Y = np.eye(P.shape[1])[labels]
    return -(Y * np.log(P)).sum()


@wrong("label_cost", "")
def label_cost(labels, P):
    return -np.log(P[labels]).mean()


@right("best_constant")
def best_constant(y, loss):
    return {"mean_squared_error": np.mean, "mean_absolute_error": np.median}[loss](y)


@right("best_constant")
def best_constant(y, loss):
    if "squared" in loss:
        return sum(y) / len(y)
    return sorted(y)[len(y) // 2]


@right("best_constant")
def best_constant(y, loss):
    power = 2 if loss == "mean_squared_error" else 1
    tries = np.append(np.unique(y), y.mean())
    costs = [np.mean(abs(y - c) ** power) for c in tries]
    return tries[np.argmin(costs)]


@wrong("best_constant", "the mean for both")
def best_constant(y, loss):
    return y.sum() / y.size


@wrong("best_constant", "the median for both")
def best_constant(y, loss):
    return sorted(y)[len(y) // 2]


@wrong("best_constant", "mean and median exchanged")
def best_constant(y, loss):
    return y.mean() if loss == "mean_absolute_error" else np.median(y)


@wrong("best_constant", "the middle of the range")
def best_constant(y, loss):
    return y.min() + np.ptp(y) / 2


@wrong("best_constant", "the most frequent value")
def best_constant(y, loss):
    from collections import Counter

    return Counter(y.tolist()).most_common(1)[0][0]


@wrong("best_constant", "")
def best_constant(y, loss):
    return 0.0


@right("fit_line")
def fit_line(x, y):
    m, c = np.polyfit(x, y, 1)
    return m, c


@right("fit_line")
def fit_line(x, y):
    return np.linalg.lstsq(np.c_[x, np.ones(len(x))], y, rcond=None)[0]


@right("fit_line")
def fit_line(x, y):
    n = len(x)
    m = (n * (x @ y) - x.sum() * y.sum()) / (n * (x @ x) - x.sum() ** 2)
    return m, (y.sum() - m * x.sum()) / n


@wrong("fit_line", "line through the origin")
def fit_line(x, y):
    return (x @ y) / (x @ x), 0


@wrong("fit_line", "x and y exchanged")
def fit_line(x, y):
    return np.polyfit(y, x, 1)


@wrong("fit_line", "intercept at the mean of y")
def fit_line(x, y):
    return np.polyfit(x, y, 1)[0], y.mean()


@wrong("fit_line", "slope and intercept exchanged")
def fit_line(x, y):
    m, c = np.polyfit(x, y, 1)
    return c, m


@wrong("fit_line", "line through the first and last point")
def fit_line(x, y):
    m = (y[0] - y[-1]) / (x[0] - x[-1])
    return m, y[-1] - m * x[-1]


@wrong("fit_line", "")
def fit_line(x, y):
    return np.std(y) / np.std(x), 0.0
