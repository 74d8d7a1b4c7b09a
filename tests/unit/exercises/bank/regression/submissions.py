"""Answers to the exercises of lesson 05."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("same_path")
def same_path(eta, n):
    return [eta / 2, n * eta / 2, n * eta]


@right("same_path")
def same_path(eta, n):
    factors = np.array([2, 2 / n, 1 / n])
    return eta / factors


@right("same_path")
def same_path(eta, n):
    rates = {"SSE": eta * 0.5}
    rates["MSE"] = rates["SSE"] * n
    rates["half"] = rates["MSE"] * 2
    return tuple(rates.values())


@wrong("same_path", "turned round")
def same_path(eta, n):
    return eta * np.array([2, 2 / n, 1 / n])


@wrong("same_path", "the rows forgotten")
def same_path(eta, n):
    return eta / 2, eta, eta


@wrong("same_path", "the ½ forgotten")
def same_path(eta, n):
    return eta, n * eta, n * eta


@wrong("same_path", "the two means exchanged")
def same_path(eta, n):
    return eta / 2, n * eta, n * eta / 2


@wrong("same_path", "one rate for all")
def same_path(eta, n):
    return [eta] * 3


@wrong("same_path", "the sum's rate doubled")
def same_path(eta, n):
    return eta * 2, n * eta / 2, n * eta


@right("choose_and_measure")
def choose_and_measure(story, y):
    rest = np.sort(y)[:-1]
    if "budget" in story or "dose" in story:
        return "mean_squared_error", rest.mean() - y.mean()
    return "mean_absolute_error", np.median(rest) - np.median(y)


@right("choose_and_measure")
def choose_and_measure(story, y):
    best = {"mean_squared_error": np.mean, "mean_absolute_error": np.median}
    loss = "mean_absolute_error"
    for word in ("sum", "four times"):
        if word in story:
            loss = "mean_squared_error"
    rest = list(y)
    rest.remove(max(rest))
    return [loss, best[loss](rest) - best[loss](y)]


@right("choose_and_measure")
def choose_and_measure(story, y):
    import statistics

    squared = story.startswith("a budget") or story.startswith("a dose")
    centre = statistics.fmean if squared else statistics.median
    less = [float(v) for i, v in enumerate(y) if i != int(np.argmax(y))]
    name = "mean_squared_error" if squared else "mean_absolute_error"
    return name, centre(less) - centre([float(v) for v in y])


@wrong("choose_and_measure", "squared error for everything")
def choose_and_measure(story, y):
    return "mean_squared_error", np.sort(y)[:-1].mean() - y.mean()


@wrong("choose_and_measure", "absolute error for everything")
def choose_and_measure(story, y):
    return "mean_absolute_error", np.median(np.sort(y)[:-1]) - np.median(y)


@wrong("choose_and_measure", "the two losses exchanged")
def choose_and_measure(story, y):
    rest = np.sort(y)[:-1]
    if "budget" in story or "dose" in story:
        return "mean_absolute_error", np.median(rest) - np.median(y)
    return "mean_squared_error", rest.mean() - y.mean()


@wrong("choose_and_measure", "sign of the move")
def choose_and_measure(story, y):
    rest = np.sort(y)[:-1]
    if "budget" in story or "dose" in story:
        return "mean_squared_error", y.mean() - rest.mean()
    return "mean_absolute_error", np.median(y) - np.median(rest)


@wrong("choose_and_measure", "measured with the other loss")
def choose_and_measure(story, y):
    rest = np.sort(y)[:-1]
    if "budget" in story or "dose" in story:
        return "mean_squared_error", np.median(rest) - np.median(y)
    return "mean_absolute_error", rest.mean() - y.mean()


@wrong("choose_and_measure", "the taxi with squared error")
def choose_and_measure(story, y):
    rest = np.sort(y)[:-1]
    if "budget" in story or "dose" in story or "taxi" in story:
        return "mean_squared_error", rest.mean() - y.mean()
    return "mean_absolute_error", np.median(rest) - np.median(y)


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


@wrong("fit_line", "coefficient and intercept exchanged")
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
