"""Answers to the exercises of lesson 14."""

import math

import numpy as np

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


@right("rnn_forward")
def rnn_forward(X, W, U, b):
    H = np.zeros((len(X) + 1, len(b)))
    for t in range(len(X)):
        H[t + 1] = np.tanh(W @ X[t] + U @ H[t] + b)
    return H[1:]


@right("rnn_forward")
def rnn_forward(X, W, U, b):
    from coursekit import nn

    layer = nn.layers.SimpleRNN(len(b), return_sequences=True, dtype="float64")
    model = nn.Sequential([nn.Input(X.shape), layer])
    model.set_weights([W.T, U.T, b])
    return np.asarray(model.forward(X[None]))[0]


@right("rnn_forward")
def rnn_forward(X, W, U, b):
    def states(rows, h):
        if not len(rows):
            return []
        new = [
            math.tanh(
                sum(w * x for w, x in zip(W[i], rows[0]))
                + sum(u * v for u, v in zip(U[i], h))
                + b[i]
            )
            for i in range(len(b))
        ]
        return [new, *states(rows[1:], new)]

    return states(X, [0.0] * len(b))


@wrong("rnn_forward", "no memory")
def rnn_forward(X, W, U, b):
    return np.tanh(X @ W.T + b)


@wrong("rnn_forward", "biases left out")
def rnn_forward(X, W, U, b):
    h, out = np.zeros(len(b)), []
    for x in X:
        h = np.tanh(W @ x + U @ h)
        out.append(h)
    return out


@wrong("rnn_forward", "tanh left out")
def rnn_forward(X, W, U, b):
    h, out = np.zeros(len(b)), []
    for x in X:
        h = W @ x + U @ h + b
        out.append(h)
    return out


@wrong("rnn_forward", "only the last state")
def rnn_forward(X, W, U, b):
    h = np.zeros(len(b))
    for x in X:
        h = np.tanh(W @ x + U @ h + b)
    return h


@wrong("rnn_forward", "read from the end")
def rnn_forward(X, W, U, b):
    h, out = np.zeros(len(b)), []
    for x in reversed(X):
        h = np.tanh(W @ x + U @ h + b)
        out.append(h)
    return out


@wrong("rnn_forward", "started at one")
def rnn_forward(X, W, U, b):
    h, out = np.ones(len(b)), []
    for x in X:
        h = np.tanh(W @ x + U @ h + b)
        out.append(h)
    return out


@wrong("rnn_forward", "")
def rnn_forward(X, W, U, b):
    h, out = np.zeros(len(b)), []
    for x in X:
        h = np.tanh(W @ x + U.T @ h + b) + h
        out.append(h)
    return out


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
