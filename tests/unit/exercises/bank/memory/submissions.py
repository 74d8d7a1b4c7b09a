"""Answers to the exercises of lesson 14."""

import math

import numpy as np

from coursekit.machines.hopfield import Hopfield
from tests.unit.exercises.submissions import right, wrong


@right("choose_network")
def choose_network(task):
    if "picture" in task or "photograph" in task:
        return "CNN"
    return "RNN" if "sentence" in task or "heart" in task else "DNN"


@right("choose_network")
def choose_network(task):
    words = {"number": "cnn", "next": "rnn", "price": "dnn", "cancer": "cnn", "bank": "dnn"}
    return next((v for k, v in words.items() if k in task), "rnn")


@right("choose_network")
def choose_network(task):
    kinds = [("house", "CNN"), ("word", "RNN"), ("flat", "DNN"), ("cells", "CNN"), ("leave", "DNN")]
    for word, kind in kinds:
        if word in task:
            return kind + " "
    return "RNN"


@right("choose_network")
def choose_network(task):
    if "picture" in task or "photograph" in task or "curve" in task:
        return "cnn"
    return "RNN" if "sentence" in task else "DNN"


@wrong("choose_network", "")
def choose_network(task):
    if "curve" in task:
        return "DNN"
    return (
        "CNN" if "picture" in task or "photograph" in task else "RNN" if "word" in task else "DNN"
    )


@wrong("choose_network", "a dense network for everything")
def choose_network(task):
    return "dnn"


@wrong("choose_network", "a CNN for everything")
def choose_network(task):
    return "CNN"


@wrong("choose_network", "an RNN for everything")
def choose_network(task):
    return "RNN"


@wrong("choose_network", "a CNN for a sentence")
def choose_network(task):
    return "DNN" if "flat" in task or "bank" in task else "CNN"


@wrong("choose_network", "a dense network for pictures")
def choose_network(task):
    return "RNN" if "sentence" in task or "heart" in task else "DNN"


@wrong("choose_network", "a dense network for sequences")
def choose_network(task):
    return "CNN" if "picture" in task or "photograph" in task else "DNN"


@wrong("choose_network", "")
def choose_network(task):
    return "a neural network"


@right("settle")
def settle(W, s):
    s = s.copy()
    changed = True
    while changed:
        changed = False
        for i in range(len(s)):
            h = W[i] @ s
            new = s[i] if h == 0 else (1 if h > 0 else -1)
            if new != s[i]:
                s[i], changed = new, True
    return s


@right("settle")
def settle(W, s):
    s = list(s)
    for _ in range(100):
        for i in range(len(s)):
            total = sum(W[i][j] * s[j] for j in range(len(s)))
            if total > 0:
                s[i] = 1
            elif total < 0:
                s[i] = -1
    return s


@right("settle")
def settle(W, s):
    def sweep(state):
        for i, row in enumerate(W):
            state = state.copy()
            state[i] = np.sign(np.dot(row, state)) or state[i]
        return state

    old, new = s, sweep(s)
    while (old != new).any():
        old, new = new, sweep(new)
    return new


@wrong("settle", "one sweep only")
def settle(W, s):
    s = s.copy()
    for i in range(len(s)):
        h = W[i] @ s
        if h != 0:
            s[i] = np.sign(h)
    return s


@wrong("settle", "all neurons at once")
def settle(W, s):
    for _ in range(1000):
        h = W @ s
        new = np.where(h == 0, s, np.sign(h))
        if (new == s).all():
            break
        s = new
    return s


@wrong("settle", "1 where the sum is 0")
def settle(W, s):
    s = s.copy()
    for _ in range(50):
        for i in range(len(s)):
            s[i] = 1 if W[i] @ s >= 0 else -1
    return s


@wrong("settle", "0 where the sum is 0")
def settle(W, s):
    s = s.copy()
    for _ in range(50):
        for i in range(len(s)):
            s[i] = np.sign(W[i] @ s)
    return s


@wrong("settle", "signs turned")
def settle(W, s):
    s = s.copy()
    for _ in range(1000):
        before = s.copy()
        for i in range(len(s)):
            h = W[i] @ s
            if h != 0:
                s[i] = -1 if h > 0 else 1
        if (s == before).all():
            break
    return s


@wrong("settle", "")
def settle(W, s):
    return np.sign(W @ W @ s)


@right("breaking_point")
def breaking_point(patterns):
    for count in range(1, len(patterns) + 1):
        stored = patterns[:count]
        if not Hopfield().fit(stored).is_stable(stored).all():
            return count
    return 0


@right("breaking_point")
def breaking_point(patterns):
    W, N = 0, patterns.shape[1]
    for k, new in enumerate(patterns):
        W = W + np.outer(new, new) - np.eye(N)
        for p in patterns[: k + 1]:
            if min(p * (W @ p)) < 0:
                return k + 1
    return 0


@right("breaking_point")
def breaking_point(patterns):
    N = len(patterns[0])
    for count in range(1, len(patterns) + 1):
        W = sum(np.outer(p, p) for p in patterns[:count]) / N
        np.fill_diagonal(W, 0)
        for p in patterns[:count]:
            new = [s if abs(h) < 1e-9 else np.sign(h) for s, h in zip(p, W @ p)]
            if list(new) != list(p):
                return count
    return 0


@wrong("breaking_point", "diagonal not zero")
def breaking_point(patterns):
    for count in range(1, len(patterns) + 1):
        P = patterns[:count]
        if (np.sign(P @ P.T @ P) == -P).any():
            return count
    return 0


def first_broken(patterns, broken):
    for count in range(1, len(patterns) + 1):
        W = patterns[:count].T @ patterns[:count]
        np.fill_diagonal(W, 0)
        if broken(W, patterns[:count]):
            return count
    return 0


@wrong("breaking_point", "only the newest pattern asked")
def breaking_point(patterns):
    return first_broken(patterns, lambda W, P: (P[-1] * (W @ P[-1]) < 0).any())


@wrong("breaking_point", "the last number that held")
def breaking_point(patterns):
    for k in range(len(patterns)):
        P = patterns[: k + 1]
        if not all(Hopfield().fit(P).is_stable(P)):
            return k
    return 0


@wrong("breaking_point", "a sum of 0 counted as a flip")
def breaking_point(patterns):
    return first_broken(patterns, lambda W, P: (np.sign(P @ W) != P).any())


@wrong("breaking_point", "waited until all are lost")
def breaking_point(patterns):
    return first_broken(patterns, lambda W, P: not any((p * (W @ p) >= 0).all() for p in P))


@wrong("breaking_point", "the whole table stored at once")
def breaking_point(patterns):
    rests = Hopfield().fit(patterns).is_stable(patterns)
    return 0 if rests.all() else list(rests).index(False) + 1


@wrong("breaking_point", "the number of rows for a set that holds")
def breaking_point(patterns):
    for count in range(1, len(patterns) + 1):
        if not Hopfield().fit(patterns[:count]).is_stable(patterns[:count]).all():
            break
    else:
        return len(patterns)
    return count


@wrong("breaking_point", "")
def breaking_point(patterns):
    return round(0.138 * patterns.shape[1])


@right("slope_through_time")
def slope_through_time(x, w, u, y):
    h = 1e-25

    def error(w, u):
        state = 0
        for value in x:
            state = np.tanh(w * value + u * state)
        return 0.5 * (state - y) ** 2

    return error(w + 1j * h, u).imag / h, error(w, u + 1j * h).imag / h


@right("slope_through_time")
def slope_through_time(x, w, u, y):
    # forward in time: how the present state depends on w and on u
    h = dh_dw = dh_du = 0.0
    for value in x:
        new = math.tanh(w * value + u * h)
        dh_dw = (1 - new**2) * (value + u * dh_dw)
        dh_du = (1 - new**2) * (h + u * dh_du)
        h = new
    return (h - y) * dh_dw, (h - y) * dh_du


@right("slope_through_time")
def slope_through_time(x, w, u, y):
    states = [0.0]
    for value in x:
        states.append(np.tanh(w * value + u * states[-1]))
    gradient = np.zeros(2)
    back = states[-1] - y
    for t in reversed(range(len(x))):
        dz = back * (1 - states[t + 1] ** 2)
        gradient += dz * np.array([x[t], states[t]])
        back = dz * u
    return gradient


def back(x, w, u, y, slope=lambda h: 1 - h**2, sign=1, over=None, new=False, steps=99):
    states = [0.0]
    for value in x:
        states.append(math.tanh(w * value + u * states[-1]))
    dw = du = 0.0
    flow = sign * (states[-1] - y)
    for t in list(reversed(range(len(x))))[:steps]:
        dz = flow * slope(states[t + 1])
        dw += dz * x[t]
        du += dz * states[t + 1 if new else t]
        flow = dz * (u if over is None else over)
    return dw, du


@wrong("slope_through_time", "only the last step")
def slope_through_time(x, w, u, y):
    return back(x, w, u, y, steps=1)


@wrong("slope_through_time", "slope of tanh left out")
def slope_through_time(x, w, u, y):
    return back(x, w, u, y, slope=lambda h: 1)


@wrong("slope_through_time", "slope of the sigmoid")
def slope_through_time(x, w, u, y):
    return back(x, w, u, y, slope=lambda h: h - h * h)


@wrong("slope_through_time", "y − h for h − y")
def slope_through_time(x, w, u, y):
    return back(x, w, u, y, sign=-1)


@wrong("slope_through_time", "new state for the old in ∂E/∂u")
def slope_through_time(x, w, u, y):
    return back(x, w, u, y, new=True)


@wrong("slope_through_time", "u left out on the way back")
def slope_through_time(x, w, u, y):
    return back(x, w, u, y, over=1)


@wrong("slope_through_time", "")
def slope_through_time(x, w, u, y):
    return back(x, w, u, y)[::-1]
