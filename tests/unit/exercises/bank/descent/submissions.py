"""Answers to the exercises of lesson 09."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("which_way")
def which_way(slope, eta):
    if slope > 0:
        return "left", eta * slope
    if slope < 0:
        return "right", -eta * slope
    return "stay", 0


@right("which_way")
def which_way(slope, eta):
    return ["stay", "left", "right"][int(np.sign(slope))], abs(slope) * eta


@right("which_way")
def which_way(slope, eta):
    new = 0.0 - eta * slope
    words = {True: "Right", False: "Left "}
    return (words[new > 0] if new else "stay"), np.float32(abs(new))


@wrong("which_way", "uphill")
def which_way(slope, eta):
    if slope == 0:
        return "stay", 0
    return ("right" if slope > 0 else "left"), eta * abs(slope)


@wrong("which_way", "learning rate left out")
def which_way(slope, eta):
    if slope == 0:
        return "stay", 0
    return ("left" if slope > 0 else "right"), abs(slope)


@wrong("which_way", "always of length eta")
def which_way(slope, eta):
    if slope == 0:
        return "stay", eta
    return ("left" if slope > 0 else "right"), eta


@wrong("which_way", "negative length")
def which_way(slope, eta):
    if slope == 0:
        return "stay", 0
    return ("left" if slope > 0 else "right"), -slope * eta


@wrong("which_way", "a step although the ground is level")
def which_way(slope, eta):
    return ("right" if slope < 0 else "left"), eta * abs(slope)


@wrong("which_way", "")
def which_way(slope, eta):
    return -eta * slope


@right("descend")
def descend(slope, w, eta, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - eta * slope(path[-1]))
    return path


@right("descend")
def descend(slope, w, eta, steps):
    path = np.empty(steps + 1)
    path[0] = w
    for t in range(1, steps + 1):
        path[t] = path[t - 1] - eta * slope(path[t - 1])
    return path


@right("descend")
def descend(slope, w, eta, steps):
    def rest(w, steps):
        return (w, *rest(w - eta * slope(w), steps - 1)) if steps else (w,)

    return rest(w, steps)


@wrong("descend", "uphill")
def descend(slope, w, eta, steps):
    path = [w]
    for _ in range(steps):
        w += eta * slope(w)
        path.append(w)
    return path


@wrong("descend", "start left out")
def descend(slope, w, eta, steps):
    path = []
    for _ in range(steps):
        w -= eta * slope(w)
        path.append(w)
    return path


@wrong("descend", "slope of the start kept")
def descend(slope, w, eta, steps):
    g = slope(w)
    return [w - t * eta * g for t in range(steps + 1)]


@wrong("descend", "steps of fixed length")
def descend(slope, w, eta, steps):
    path = [w]
    for _ in range(steps):
        w = w - eta if slope(w) > 0 else w + eta
        path.append(w)
    return path


@wrong("descend", "learning rate divided by the step's number")
def descend(slope, w, eta, steps):
    path = [w]
    for t in range(1, steps + 1):
        w = w - eta / t * slope(w)
        path.append(w)
    return path


@wrong("descend", "only the last place")
def descend(slope, w, eta, steps):
    for _ in range(steps):
        w -= eta * slope(w)
    return w


@wrong("descend", "")
def descend(slope, w, eta, steps):
    return [w] * (steps + 1)


@right("minibatches")
def minibatches(n, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n)
    return np.split(order, range(batch_size, n, batch_size))


@right("minibatches")
def minibatches(n, batch_size, seed):
    rows = list(np.random.default_rng(seed).permutation(np.arange(n)))
    batches = []
    while rows:
        batches.append(rows[:batch_size])
        rows = rows[batch_size:]
    return batches


@right("minibatches")
def minibatches(n, batch_size, seed):
    order, batches, batch = np.random.default_rng(seed).permutation(n), [], []
    for row in order:
        batch.append(int(row))
        if len(batch) == batch_size:
            batches.append(np.array(batch))
            batch = []
    return batches + [np.array(batch)] if batch else batches


@wrong("minibatches", "not shuffled")
def minibatches(n, batch_size, seed):
    return [list(range(k, min(k + batch_size, n))) for k in range(0, n, batch_size)]


@wrong("minibatches", "last batch dropped")
def minibatches(n, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n)
    whole = n // batch_size
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(whole)]


@wrong("minibatches", "drawn with repetition")
def minibatches(n, batch_size, seed):
    rng = np.random.default_rng(seed)
    return [rng.integers(0, n, min(batch_size, n - k)) for k in range(0, n, batch_size)]


@wrong("minibatches", "shuffled inside the batches only")
def minibatches(n, batch_size, seed):
    rng = np.random.default_rng(seed)
    return [rng.permutation(np.arange(k, min(k + batch_size, n))) for k in range(0, n, batch_size)]


@wrong("minibatches", "number of batches for their size")
def minibatches(n, batch_size, seed):
    return np.array_split(np.random.default_rng(seed).permutation(n), batch_size)


@wrong("minibatches", "")
def minibatches(n, batch_size, seed):
    return np.random.default_rng(seed).permutation(n)


@right("line_by_descent")
def line_by_descent(x, y, eta, epochs):
    m, c = 0, 0
    for _ in range(epochs):
        e = y - (m * x + c)
        m, c = m + 2 * eta * np.mean(e * x), c + 2 * eta * np.mean(e)
    return m, c


@right("line_by_descent")
def line_by_descent(x, y, eta, epochs):
    X, w = np.c_[x, np.ones(len(x))], np.zeros(2)
    for _ in range(epochs):
        w -= eta * 2 / len(x) * X.T @ (X @ w - y)
    return w


@right("line_by_descent")
def line_by_descent(x, y, eta, epochs):
    m = c = 0.0
    n = len(x)
    for _ in range(epochs):
        dm = dc = 0.0
        for xi, yi in zip(x, y):
            e = m * xi + c - yi
            dm += 2 * e * xi / n
            dc += 2 * e / n
        m -= eta * dm
        c -= eta * dc
    return [m, c]


@wrong("line_by_descent", "the factor 2 left out")
def line_by_descent(x, y, eta, epochs):
    m = c = 0.0
    for _ in range(epochs):
        e = m * x + c - y
        m, c = m - eta * np.mean(e * x), c - eta * np.mean(e)
    return m, c


@wrong("line_by_descent", "sums for means")
def line_by_descent(x, y, eta, epochs):
    m = c = 0.0
    for _ in range(epochs):
        e = m * x + c - y
        m, c = m - 2 * eta * (e @ x), c - 2 * eta * e.sum()
    return m, c


@wrong("line_by_descent", "uphill")
def line_by_descent(x, y, eta, epochs):
    m = c = 0.0
    for _ in range(epochs):
        e = m * x + c - y
        m, c = m + 2 * eta * np.mean(e * x), c + 2 * eta * np.mean(e)
    return m, c


@wrong("line_by_descent", "c updated with the new m")
def line_by_descent(x, y, eta, epochs):
    m = c = 0.0
    for _ in range(epochs):
        m = m - 2 * eta * np.mean((m * x + c - y) * x)
        c = c - 2 * eta * np.mean(m * x + c - y)
    return m, c


@wrong("line_by_descent", "intercept never learned")
def line_by_descent(x, y, eta, epochs):
    m = 0.0
    for _ in range(epochs):
        m = m - 2 * eta * np.mean((m * x - y) * x)
    return m, 0.0


@wrong("line_by_descent", "")
def line_by_descent(x, y, eta, epochs):
    return np.polyfit(x, y, 1)
