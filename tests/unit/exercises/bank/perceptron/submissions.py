"""Answers to the exercises of lesson 01."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


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
    seen = [(0.0, *w)]
    for _ in range(max_passes):
        wrong_rows = 0
        for x, wanted in zip(X, d):
            y = 1 if w @ x + b > 0 else 0
            w, b = w + eta * (wanted - y) * x, b + eta * (wanted - y)
            wrong_rows += y != wanted
        if wrong_rows == 0:
            return np.append(b, w), "separated"
        if (b, *w) in seen:
            return np.append(b, w), "never"
        seen.append((b, *w))
    return np.append(b, w), "unknown"


@right("perceptron_fit")
def perceptron_fit(X, d, eta, max_passes):
    X = np.column_stack([np.ones(len(X)), X])
    w = np.zeros(X.shape[1])
    after = []
    while max_passes > 0:
        mistakes = 0
        for i in range(len(X)):
            error = d[i] - (X[i].dot(w) > 0)
            if error != 0:
                w += eta * error * X[i]
                mistakes += 1
        max_passes -= 1
        if mistakes == 0:
            return w, "separated"
        if w.tolist() in after:
            return w, "never"
        after.append(w.tolist())
    return w, "unknown"


@right("perceptron_fit")
def perceptron_fit(X, d, eta, max_passes):
    w = [0.0] * (X.shape[1] + 1)
    earlier, ending = {tuple(w)}, "unknown"
    for _ in range(max_passes):
        clean = True
        for row, target in zip(X.tolist(), d.tolist()):
            row = [1.0, *row]
            fired = sum(a * c for a, c in zip(row, w)) > 0
            clean = clean and fired == target
            w = [c + eta * (target - fired) * a for a, c in zip(row, w)]
        if clean:
            ending = "separated"
        elif tuple(w) in earlier:
            ending = "never"
        if ending != "unknown":
            break
        earlier.add(tuple(w))
    return [w, ending]


def learning(X, d, eta, max_passes, change, fires=lambda s: s > 0, ends=None):
    """A learner's two loops; ``change`` and ``ends`` are where the slips below are made."""
    w, before = np.zeros(X.shape[1] + 1), [np.zeros(X.shape[1] + 1)]
    for _ in range(max_passes):
        mistakes = 0
        for x, wanted in zip(np.insert(X, 0, 1, axis=1), d):
            error = wanted - int(fires(w @ x))
            w, mistakes = w + change(error, x), mistakes + abs(error)
        same = any(np.array_equal(w, old) for old in before)
        if ends is None:
            word = "separated" if mistakes == 0 else "never" if same else ""
        else:
            word = ends(mistakes, w, before)
        if word:
            return w, word
        before.append(w)
    return w, "unknown"


@wrong("perceptron_fit", "ŷ − y for y − ŷ")
def perceptron_fit(X, d, eta, max_passes):
    return learning(X, d, eta, max_passes, lambda error, x: -eta * error * x)


@wrong("perceptron_fit", "bias never learned")
def perceptron_fit(X, d, eta, max_passes):
    return learning(X, d, eta, max_passes, lambda error, x: eta * error * np.append(0, x[1:]))


@wrong("perceptron_fit", "learning rate left out")
def perceptron_fit(X, d, eta, max_passes):
    return learning(X, d, eta, max_passes, lambda error, x: error * x)


@wrong("perceptron_fit", "only one pass")
def perceptron_fit(X, d, eta, max_passes):
    return learning(X, d, eta, 1, lambda error, x: eta * error * x)


@wrong("perceptron_fit", "all rows judged with the old weights")
def perceptron_fit(X, d, eta, max_passes):
    X = np.insert(X, 0, 1, axis=1)
    w, kept = np.zeros(X.shape[1]), [np.zeros(X.shape[1])]
    for _ in range(max_passes):
        y = (X @ w > 0).astype(int)
        w = w + eta * X.T @ (d - y)
        if (y == d).all():
            return w, "separated"
        if any((w == old).all() for old in kept):
            return w, "never"
        kept.append(w)
    return w, "unknown"


@wrong("perceptron_fit", "fires at a sum of zero")
def perceptron_fit(X, d, eta, max_passes):
    return learning(X, d, eta, max_passes, lambda error, x: eta * error * x, lambda s: s >= 0)


@wrong("perceptron_fit", "the cap taken for a proof")
def perceptron_fit(X, d, eta, max_passes):
    w, ending = learning(X, d, eta, max_passes, lambda error, x: eta * error * x)
    return w, "separated" if ending == "separated" else "never"


@wrong("perceptron_fit", "the circle not seen")
def perceptron_fit(X, d, eta, max_passes):
    def ends(mistakes, w, before):
        return "separated" if mistakes == 0 else ""

    return learning(X, d, eta, max_passes, lambda error, x: eta * error * x, ends=ends)


@wrong("perceptron_fit", "a pass without a mistake called a circle")
def perceptron_fit(X, d, eta, max_passes):
    def ends(mistakes, w, before):
        if any((w == old).all() for old in before):
            return "never"
        return "separated" if mistakes == 0 else ""

    return learning(X, d, eta, max_passes, lambda error, x: eta * error * x, ends=ends)


@wrong("perceptron_fit", "only the pass before compared")
def perceptron_fit(X, d, eta, max_passes):
    def ends(mistakes, w, before):
        if mistakes == 0:
            return "separated"
        return "never" if np.array_equal(w, before[-1]) else ""

    return learning(X, d, eta, max_passes, lambda error, x: eta * error * x, ends=ends)


@wrong("perceptron_fit", "as many mistakes taken for the same weights")
def perceptron_fit(X, d, eta, max_passes):
    counts = []

    def ends(mistakes, w, before):
        if mistakes == 0:
            return "separated"
        counts.append(mistakes)
        return "never" if mistakes in counts[:-1] else ""

    return learning(X, d, eta, max_passes, lambda error, x: eta * error * x, ends=ends)


@wrong("perceptron_fit", "")
def perceptron_fit(X, d, eta, max_passes):
    return learning(X, d, eta, max_passes, lambda error, x: eta * error * x)[0]


@wrong("perceptron_fit", "")
def perceptron_fit(X, d, eta, max_passes):
    return np.zeros(X.shape[1] + 1), "perhaps"


@right("at_least")
def at_least(n, k):
    return np.ones(n), -(k - 0.5)


@right("at_least")
def at_least(n, k):
    return [2] * n, 1 - 2 * k


@right("at_least")
def at_least(n, k):
    w = np.full(n, 0.1)
    return w, -0.1 * (k - 1) - 0.01


@wrong("at_least", "one input too many")
def at_least(n, k):
    return [1] * n, -k


@wrong("at_least", "one input too few")
def at_least(n, k):
    return [1.0 for _ in range(n)], -k + 1.01


@wrong("at_least", "sign of the bias")
def at_least(n, k):
    return np.ones(n), k - 0.5


@wrong("at_least", "always AND")
def at_least(n, k):
    return np.ones(n) / n, -0.99


@wrong("at_least", "always OR")
def at_least(n, k):
    return np.ones(n), -0.1


@wrong("at_least", "")
def at_least(n, k):
    return np.ones(n - 1), -k + 0.5


@wrong("at_least", "")
def at_least(n, k):
    return -k + 0.5


@right("flag_fraud")
def flag_fraud(X, d, X_new, eta, max_passes):
    mean, std = np.mean(X, axis=0), np.std(X, axis=0)
    Z, Z_new = (X - mean) / std, (X_new - mean) / std
    w, b = np.zeros(Z.shape[1]), 0.0
    for _ in range(max_passes):
        for z, wanted in zip(Z, d):
            error = wanted - (1 if z @ w + b > 0 else 0)
            w, b = w + eta * error * z, b + eta * error
    return (Z_new @ w + b > 0).astype(int)


@right("flag_fraud")
def flag_fraud(X, d, X_new, eta, max_passes):
    from sklearn.preprocessing import StandardScaler

    from coursekit.machines.perceptron import Perceptron

    scaler = StandardScaler().fit(X)
    machine = Perceptron(learning_rate=eta, max_passes=max_passes).fit(scaler.transform(X), d)
    return machine.predict(scaler.transform(X_new)).tolist()


@right("flag_fraud")
def flag_fraud(X, d, X_new, eta, max_passes):
    X, X_new = X.copy(), X_new.copy()
    for j in range(X.shape[1]):
        m, s = X[:, j].mean(), X[:, j].std()
        X[:, j] = (X[:, j] - m) / s
        X_new[:, j] = (X_new[:, j] - m) / s
    X, X_new = np.c_[np.ones(len(X)), X], np.c_[np.ones(len(X_new)), X_new]
    w = np.zeros(X.shape[1])
    for _ in range(max_passes):
        for i, x in enumerate(X):
            w += eta * (d[i] - (w @ x > 0)) * x
    return [bool(w @ x > 0) for x in X_new]


def _learn(Z, d, eta, max_passes):
    w, b = np.zeros(Z.shape[1]), 0.0
    for _ in range(max_passes):
        for z, wanted in zip(Z, d):
            error = wanted - (1 if z @ w + b > 0 else 0)
            w, b = w + eta * error * z, b + eta * error
    return w, b


@wrong("flag_fraud", "not standardised")
def flag_fraud(X, d, X_new, eta, max_passes):
    w, b = _learn(X, d, eta, max_passes)
    return (X_new @ w + b > 0).astype(int)


@wrong("flag_fraud", "new rows scaled by themselves")
def flag_fraud(X, d, X_new, eta, max_passes):
    def scale(table):
        return (table - table.mean(axis=0)) / table.std(axis=0)

    w, b = _learn(scale(X), d, eta, max_passes)
    return (scale(X_new) @ w + b > 0).astype(int)


@wrong("flag_fraud", "scaled with all rows together")
def flag_fraud(X, d, X_new, eta, max_passes):
    both = np.concatenate([X, X_new])
    both = (both - both.mean(axis=0)) / both.std(axis=0)
    w, b = _learn(both[: len(X)], d, eta, max_passes)
    return (both[len(X) :] @ w + b > 0).astype(int)


@wrong("flag_fraud", "sums for decisions")
def flag_fraud(X, d, X_new, eta, max_passes):
    mean, std = X.mean(axis=0), X.std(axis=0)
    w, b = _learn((X - mean) / std, d, eta, max_passes)
    return (X_new - mean) / std @ w + b


@wrong("flag_fraud", "flags turned round")
def flag_fraud(X, d, X_new, eta, max_passes):
    mean, std = X.mean(axis=0), X.std(axis=0)
    w, b = _learn((X - mean) / std, d, eta, max_passes)
    return ((X_new - mean) / std @ w + b <= 0).astype(int)


BEST = {
    "A": "stop",
    "B": "more layers",
    "C": "more passes",
    "D": "add a bias",
    "E": "look at recall",
}

right("next_step")(BEST)
right("next_step")({letter.lower(): choice.upper() for letter, choice in BEST.items()})
right("next_step")(list(BEST.values()))
right("next_step")(np.array(tuple(BEST.values())))
wrong("next_step", "a cap taken for a proof")({**BEST, "C": "more layers"})
wrong("next_step", "patience with a circle")({**BEST, "B": "more passes", "E": "add a bias"})
wrong("next_step", "a rare class forgotten")({**BEST, "E": "stop"})
wrong("next_step", "layers where a bias is enough")({**BEST, "D": "more layers"})
wrong("next_step", "patience without a bias")({**BEST, "D": "more passes", "A": "look at recall"})
wrong("next_step", "training after the end")({**BEST, "A": "more passes"})
wrong("next_step", "")({**BEST, "C": "stop"})
wrong("next_step", "")({**BEST, "C": "wait"})
wrong("next_step", "")(["stop"] * 4)
wrong("next_step", "")("stop")
