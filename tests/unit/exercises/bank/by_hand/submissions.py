"""Answers to the exercises of lesson 07."""

import math

import numpy as np

from tests.unit.exercises.submissions import right, wrong


def s(z):
    return 1 / (1 + np.exp(-z))


@right("chain_links")
def chain_links(x, w, b, y):
    a = 1 / (1 + math.exp(-(w * x + b)))
    return -(y - a), a - a**2, x, -(y - a) * (a - a**2) * x


@right("chain_links")
def chain_links(x, w, b, y):
    z = w * x + b
    a, da = s(z), np.exp(-z) / (1 + np.exp(-z)) ** 2
    return [a - y, da, float(x), (a - y) * da * x]


@right("chain_links")
def chain_links(x, w, b, y):
    h = 1e-25
    a = s(w * x + b)
    by_step = (0.5 * (y - s((w + 1j * h) * x + b)) ** 2).imag / h
    return np.array([a - y, s(w * x + b + 1j * h).imag / h, x, by_step])


@wrong("chain_links", "y − a for a − y")
def chain_links(x, w, b, y):
    a = s(w * x + b)
    return y - a, a * (1 - a), x, (y - a) * a * (1 - a) * x


@wrong("chain_links", "the factor 2 kept")
def chain_links(x, w, b, y):
    a = s(w * x + b)
    return 2 * (a - y), a * (1 - a), x, 2 * (a - y) * a * (1 - a) * x


@wrong("chain_links", "σ′ at the wrong place")
def chain_links(x, w, b, y):
    z = w * x + b
    a = s(z)
    return a - y, z * (1 - z), x, (a - y) * z * (1 - z) * x


@wrong("chain_links", "σ for its slope")
def chain_links(x, w, b, y):
    a = s(w * x + b)
    return a - y, a, x, (a - y) * a * x


@wrong("chain_links", "w for x")
def chain_links(x, w, b, y):
    a = s(w * x + b)
    return a - y, a * (1 - a), w, (a - y) * a * (1 - a) * w


@wrong("chain_links", "links added")
def chain_links(x, w, b, y):
    a = s(w * x + b)
    return a - y, a * (1 - a), x, a - y + a * (1 - a) + x


@wrong("chain_links", "")
def chain_links(x, w, b, y):
    a = s(w * x + b)
    return (a - y) * a * (1 - a) * x


@right("hidden_delta")
def hidden_delta(delta_next, W_next, a):
    return W_next.T @ delta_next * (a - a**2)


@right("hidden_delta")
def hidden_delta(delta_next, W_next, a):
    out = []
    for j in range(len(a)):
        total = 0
        for k in range(len(delta_next)):
            total += delta_next[k] * W_next[k, j]
        out.append(total * a[j] * (1 - a[j]))
    return out


@right("hidden_delta")
def hidden_delta(delta_next, W_next, a):
    return np.einsum("k,kj,j->j", delta_next, W_next, a * (1 - a))


@wrong("hidden_delta", "one path of several")
def hidden_delta(delta_next, W_next, a):
    return delta_next[0] * W_next[0, :] * (1 - a) * a


@wrong("hidden_delta", "σ′ left out")
def hidden_delta(delta_next, W_next, a):
    return W_next.T @ delta_next


@wrong("hidden_delta", "a for its slope")
def hidden_delta(delta_next, W_next, a):
    return W_next.T @ delta_next * a


@wrong("hidden_delta", "paths averaged")
def hidden_delta(delta_next, W_next, a):
    return np.mean(W_next * delta_next[:, None], axis=0) * a * (1 - a)


@wrong("hidden_delta", "weights left out")
def hidden_delta(delta_next, W_next, a):
    return sum(delta_next) * a * (1 - a)


@wrong("hidden_delta", "weights squared")
def hidden_delta(delta_next, W_next, a):
    return (W_next * W_next).T @ delta_next * a * (1 - a)


@wrong("hidden_delta", "")
def hidden_delta(delta_next, W_next, a):
    return W_next @ delta_next * a * (1 - a)


@right("one_step")
def one_step(x, y, W1, b1, W2, b2, eta):
    h = s(W1 @ x + b1)
    o = s(W2 @ h + b2)
    d_o = (o - y) * o * (1 - o)
    d_h = W2.T @ d_o * h * (1 - h)
    return (
        W1 - eta * d_h[:, None] * x,
        b1 - eta * d_h,
        W2 - eta * d_o[:, None] * h,
        b2 - eta * d_o,
    )


@right("one_step")
def one_step(x, y, W1, b1, W2, b2, eta):
    from coursekit import nn

    model = nn.Sequential(
        [
            nn.Input((len(x),)),
            nn.layers.Dense(len(b1), "sigmoid", dtype="float64"),
            nn.layers.Dense(len(b2), "sigmoid", dtype="float64"),
        ]
    )
    model.set_weights([W1.T, b1, W2.T, b2])
    loss = nn.losses.SquaredError("half")
    model.compile(optimizer=nn.optimizers.SGD(eta), loss=loss)
    model.train_on_batch(x[None], y[None])
    K1, c1, K2, c2 = model.get_weights()
    return [K1.T, c1, K2.T, c2]


@right("one_step")
def one_step(x, y, W1, b1, W2, b2, eta):
    parts = [W1.astype(complex), b1.astype(complex), W2.astype(complex), b2.astype(complex)]
    new = []
    for part in parts:
        gradient = np.zeros(part.shape)
        for k in np.ndindex(part.shape):
            part[k] += 1e-25j
            a = s(parts[2] @ s(parts[0] @ x + parts[1]) + parts[3])
            gradient[k] = (0.5 * np.sum((y - a) ** 2)).imag / 1e-25
            part[k] = part[k].real
        new.append(part.real - eta * gradient)
    return new


def step(x, y, W1, b1, W2, b2, eta, sign=1):
    h = s(W1 @ x + b1)
    o = s(W2 @ h + b2)
    d_o = (o - y) * o * (1 - o)
    d_h = W2.T @ d_o * h * (1 - h)
    return h, o, d_h, d_o


@wrong("one_step", "uphill")
def one_step(x, y, W1, b1, W2, b2, eta):
    h, o, d_h, d_o = step(x, y, W1, b1, W2, b2, eta)
    return W1 + eta * np.outer(d_h, x), b1 + eta * d_h, W2 + eta * np.outer(d_o, h), b2 + eta * d_o


@wrong("one_step", "new weights for the way back")
def one_step(x, y, W1, b1, W2, b2, eta):
    h = s(W1 @ x + b1)
    o = s(W2 @ h + b2)
    d_o = (o - y) * o * (1 - o)
    W2 = W2 - eta * np.outer(d_o, h)
    d_h = W2.T @ d_o * h * (1 - h)
    return W1 - eta * np.outer(d_h, x), b1 - eta * d_h, W2, b2 - eta * d_o


@wrong("one_step", "biases not updated")
def one_step(x, y, W1, b1, W2, b2, eta):
    h, o, d_h, d_o = step(x, y, W1, b1, W2, b2, eta)
    return W1 - eta * np.outer(d_h, x), b1, W2 - eta * np.outer(d_o, h), b2


@wrong("one_step", "σ′ of the hidden layer left out")
def one_step(x, y, W1, b1, W2, b2, eta):
    h, o, _, d_o = step(x, y, W1, b1, W2, b2, eta)
    d_h = W2.T @ d_o
    return W1 - eta * np.outer(d_h, x), b1 - eta * d_h, W2 - eta * np.outer(d_o, h), b2 - eta * d_o


@wrong("one_step", "only the output layer updated")
def one_step(x, y, W1, b1, W2, b2, eta):
    h, o, d_h, d_o = step(x, y, W1, b1, W2, b2, eta)
    return W1, b1, W2 - eta * np.outer(d_o, h), b2 - eta * d_o


@wrong("one_step", "learning rate left out")
def one_step(x, y, W1, b1, W2, b2, eta):
    h, o, d_h, d_o = step(x, y, W1, b1, W2, b2, eta)
    return W1 - np.outer(d_h, x), b1 - d_h, W2 - np.outer(d_o, h), b2 - d_o


@wrong("one_step", "")
def one_step(x, y, W1, b1, W2, b2, eta):
    h, o, d_h, d_o = step(x, y, W1, b1, W2, b2, eta)
    return np.outer(d_h, x), d_h, np.outer(d_o, h), d_o


RIGHT, TIMES, LESS, MORE = "right", "paths multiplied", "a path is missing", "a path too many"
LINK = "weight for input"

right("six_lines")({"A": RIGHT, "B": TIMES, "C": LESS, "D": LINK, "E": RIGHT, "F": MORE})
right("six_lines")([RIGHT, TIMES, LESS, LINK, RIGHT, MORE])
right("six_lines")(np.array([RIGHT, TIMES, LESS, LINK, RIGHT, MORE]))
right("six_lines")(
    {"f": "A path  too many", "e": "Right", "d": LINK, "c": LESS, "b": TIMES, "a": " right"}
)
wrong("six_lines", "a product accepted")([RIGHT, RIGHT, LESS, LINK, RIGHT, MORE])
wrong("six_lines", "one path accepted")([RIGHT, TIMES, RIGHT, LINK, RIGHT, MORE])
wrong("six_lines", "weight for input accepted")([RIGHT, TIMES, LESS, RIGHT, RIGHT, MORE])
wrong("six_lines", "two outputs for w₆ accepted")([RIGHT, TIMES, LESS, LINK, RIGHT, RIGHT])
wrong("six_lines", "a right sum suspected")([MORE, TIMES, LESS, LINK, RIGHT, MORE])
wrong("six_lines", "two paths of w₄ suspected")([RIGHT, TIMES, LESS, LINK, MORE, MORE])
wrong("six_lines", "hidden links missed in F")([RIGHT, TIMES, LESS, LINK, RIGHT, LESS])
wrong("six_lines", "")([RIGHT, TIMES, MORE, LINK, RIGHT, MORE])
wrong("six_lines", "")([RIGHT, TIMES])
wrong("six_lines", "")({"A": "yes", "B": TIMES, "C": LESS, "D": LINK, "E": RIGHT, "F": MORE})
wrong("six_lines", "")(LINK)
