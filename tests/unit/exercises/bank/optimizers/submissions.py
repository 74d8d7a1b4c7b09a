"""Answers to the exercises of lesson 10."""

import numpy as np

from coursekit import nn
from tests.unit.exercises.submissions import right, wrong

EPS = 1e-7


def weigh(series, beta):
    """Averages with the correction built in: the shares of each row add up to 1."""
    rows = []
    for t in range(len(series)):
        shares = np.array([beta ** (t - k) for k in range(t + 1)])
        rows.append(np.tensordot(shares / shares.sum(), series[: t + 1], axes=1))
    return np.array(rows)


def by_engine(optimizer, gradients):
    """What an optimizer of the course makes of the gradients."""
    gradients = np.asarray(gradients, dtype=float)
    optimizer.build(gradients.shape[1:], "float64")
    return np.array([np.copy(optimizer.step(g)) for g in gradients])


@right("weighted_average")
def weighted_average(values, beta, correct):
    v, out = 0, []
    for t, x in enumerate(values, 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta**t) if correct else v)
    return out


@right("weighted_average")
def weighted_average(values, beta, correct):
    shares = [(1 - beta) * beta**k for k in range(len(values))]
    out = []
    for t in range(len(values)):
        total = sum(shares[k] * values[t - k] for k in range(t + 1))
        out.append(total / sum(shares[: t + 1]) if correct else total)
    return np.array(out)


@right("weighted_average")
def weighted_average(values, beta, correct):
    import pandas as pd

    if correct:
        return pd.Series(values).ewm(alpha=1 - beta, adjust=True).mean().to_numpy()
    padded = np.insert(np.asarray(values, dtype=float), 0, 0.0)
    return pd.Series(padded).ewm(alpha=1 - beta, adjust=False).mean().to_numpy()[1:]


@wrong("weighted_average", "β and 1 − β exchanged")
def weighted_average(values, beta, correct):
    v, out = 0, []
    for t, x in enumerate(values, 1):
        v = (1 - beta) * v + beta * x
        out.append(v / (1 - (1 - beta) ** t) if correct else v)
    return out


@wrong("weighted_average", "started with the first value")
def weighted_average(values, beta, correct):
    v, out = values[0], []
    for t, x in enumerate(values, 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta**t) if correct else v)
    return out


@wrong("weighted_average", "correction one step late")
def weighted_average(values, beta, correct):
    v, out = 0, []
    for t, x in enumerate(values, 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta ** (t + 1)) if correct else v)
    return out


@wrong("weighted_average", "never corrected")
def weighted_average(values, beta, correct):
    v, out = 0, []
    for t, x in enumerate(values, 1):
        v = beta * v + (1 - beta) * x
        out.append(v)
    return out


@wrong("weighted_average", "went on with the corrected value")
def weighted_average(values, beta, correct):
    v, out = 0, []
    for t, x in enumerate(values, 1):
        v = beta * v + (1 - beta) * x
        v = v / (1 - beta**t) if correct else v
        out.append(v)
    return out


@wrong("weighted_average", "")
def weighted_average(values, beta, correct):
    v, out = 0, []
    for t, x in enumerate(values, 1):
        v = beta * v + (1 - beta) * x
        out.append(v)
    return v


@right("momentum_changes")
def momentum_changes(gradients, eta, beta):
    v, out = 0 * gradients[0], []
    for g in gradients:
        v = beta * v - eta * g
        out.append(v)
    return np.array(out)


@right("momentum_changes")
def momentum_changes(gradients, eta, beta):
    return by_engine(nn.optimizers.SGD(eta, momentum=beta), gradients)


@right("momentum_changes")
def momentum_changes(gradients, eta, beta):
    T = len(gradients)
    M = np.array([[beta ** (t - k) if k <= t else 0.0 for k in range(T)] for t in range(T)])
    return -eta * np.tensordot(M, gradients, axes=1)


@wrong("momentum_changes", "uphill")
def momentum_changes(gradients, eta, beta):
    v, out = np.zeros(np.shape(gradients[0])), []
    for g in gradients:
        v = beta * v + eta * g
        out.append(v)
    return out


@wrong("momentum_changes", "learning rate left out")
def momentum_changes(gradients, eta, beta):
    v, out = np.zeros(np.shape(gradients[0])), []
    for g in gradients:
        v = beta * v - g
        out.append(v)
    return out


@wrong("momentum_changes", "the averaged form")
def momentum_changes(gradients, eta, beta):
    v, out = np.zeros(np.shape(gradients[0])), []
    for g in gradients:
        v = beta * v + (1 - beta) * g
        out.append(-eta * v)
    return out


@wrong("momentum_changes", "velocity forgotten")
def momentum_changes(gradients, eta, beta):
    v, out = np.zeros(np.shape(gradients[0])), []
    for g in gradients:
        v = -eta * g
        out.append(v)
    return out


@wrong("momentum_changes", "the velocity before the step")
def momentum_changes(gradients, eta, beta):
    v, out = np.zeros(np.shape(gradients[0])), []
    for g in gradients:
        old, v = v, beta * v - eta * g
        out.append(old)
    return out


@wrong("momentum_changes", "Nesterov's look-ahead")
def momentum_changes(gradients, eta, beta):
    v, out = np.zeros(np.shape(gradients[0])), []
    for g in gradients:
        v = beta * v - eta * g
        out.append(beta * v - eta * g)
    return out


@wrong("momentum_changes", "")
def momentum_changes(gradients, eta, beta):
    v, out = np.zeros(np.shape(gradients[0])), []
    for g in gradients:
        v = v - eta * g
        out.append(v)
    return out


@right("adagrad_changes")
def adagrad_changes(gradients, eta):
    total, out = 0.1, []
    for g in gradients:
        total = total + g**2
        out.append(-eta * g / np.sqrt(total + 1e-7))
    return out


@right("adagrad_changes")
def adagrad_changes(gradients, eta):
    return by_engine(nn.optimizers.Adagrad(eta), gradients)


@right("adagrad_changes")
def adagrad_changes(gradients, eta):
    squares = np.cumsum(np.square(gradients), axis=0)
    return -eta * np.asarray(gradients) * (squares + 0.1 + 1e-7) ** -0.5


@wrong("adagrad_changes", "uphill")
def adagrad_changes(gradients, eta):
    s, out = 0.1, []
    for g in gradients:
        s = s + g**2
        out.append(eta * g / np.sqrt(s + EPS))
    return out


@wrong("adagrad_changes", "started at zero")
def adagrad_changes(gradients, eta):
    s, out = 0, []
    for g in gradients:
        s = s + g**2
        out.append(-eta * g / np.sqrt(s + EPS))
    return out


@wrong("adagrad_changes", "root left out")
def adagrad_changes(gradients, eta):
    s, out = 0.1, []
    for g in gradients:
        s = s + g**2
        out.append(-eta * g / (s + EPS))
    return out


@wrong("adagrad_changes", "sum forgotten")
def adagrad_changes(gradients, eta):
    s, out = 0.1, []
    for g in gradients:
        s = 0.1 + g**2
        out.append(-eta * g / np.sqrt(s + EPS))
    return out


@wrong("adagrad_changes", "an average for the sum")
def adagrad_changes(gradients, eta):
    s, out = 0.1, []
    for g in gradients:
        s = 0.9 * s + 0.1 * g**2
        out.append(-eta * g / np.sqrt(s + EPS))
    return out


@wrong("adagrad_changes", "gradient for its square")
def adagrad_changes(gradients, eta):
    s, out = 0.1, []
    for g in gradients:
        s = s + abs(g)
        out.append(-eta * g / np.sqrt(s + EPS))
    return out


@wrong("adagrad_changes", "the sum before this gradient")
def adagrad_changes(gradients, eta):
    s, out = 0.1, []
    for g in gradients:
        old, s = s, s + g**2
        out.append(-eta * g / np.sqrt(old + EPS))
    return out


@wrong("adagrad_changes", "")
def adagrad_changes(gradients, eta):
    s, out = 0.1, []
    for g in gradients:
        s = s + g
        out.append(-eta * g / (s + EPS))
    return out


@right("rmsprop_changes")
def rmsprop_changes(gradients, eta, rho):
    mean, out = 0, []
    for g in gradients:
        mean = rho * mean + (1 - rho) * g**2
        out.append(-eta * g / (mean + 1e-7) ** 0.5)
    return out


@right("rmsprop_changes")
def rmsprop_changes(gradients, eta, rho):
    return by_engine(nn.optimizers.RMSprop(eta, rho=rho), gradients)


@right("rmsprop_changes")
def rmsprop_changes(gradients, eta, rho):
    s, out = np.zeros_like(np.asarray(gradients)[0], dtype=float), []
    for g in np.asarray(gradients):
        s += (1 - rho) * (g * g - s)
        out.append(-eta * g / np.sqrt(s + EPS))
    return np.array(out)


@wrong("rmsprop_changes", "uphill")
def rmsprop_changes(gradients, eta, rho):
    s, out = 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        out.append(eta * g / np.sqrt(s + EPS))
    return out


@wrong("rmsprop_changes", "ρ and 1 − ρ exchanged")
def rmsprop_changes(gradients, eta, rho):
    s, out = 0 * gradients[0], []
    for g in gradients:
        s = (1 - rho) * s + rho * g**2
        out.append(-eta * g / np.sqrt(s + EPS))
    return out


@wrong("rmsprop_changes", "root left out")
def rmsprop_changes(gradients, eta, rho):
    s, out = 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        out.append(-eta * g / (s + EPS))
    return out


@wrong("rmsprop_changes", "a sum for the average")
def rmsprop_changes(gradients, eta, rho):
    s, out = 0 * gradients[0], []
    for g in gradients:
        s = s + g**2
        out.append(-eta * g / np.sqrt(s + EPS))
    return out


@wrong("rmsprop_changes", "gradient for its square")
def rmsprop_changes(gradients, eta, rho):
    s, out = 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * abs(g)
        out.append(-eta * g / np.sqrt(s + EPS))
    return out


@wrong("rmsprop_changes", "the average before this gradient")
def rmsprop_changes(gradients, eta, rho):
    s, out = 0 * gradients[0], []
    for g in gradients:
        old, s = s, rho * s + (1 - rho) * g**2
        out.append(-eta * g / np.sqrt(old + EPS))
    return out


@wrong("rmsprop_changes", "")
def rmsprop_changes(gradients, eta, rho):
    s, out = 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g
        out.append(-eta * s)
    return out


@right("adadelta_changes")
def adadelta_changes(gradients, eta, rho):
    Eg = Eu = 0
    out = []
    for g in gradients:
        Eg = rho * Eg + (1 - rho) * g**2
        u = -np.sqrt(Eu + EPS) / np.sqrt(Eg + EPS) * g
        Eu = rho * Eu + (1 - rho) * u**2
        out.append(eta * u)
    return out


@right("adadelta_changes")
def adadelta_changes(gradients, eta, rho):
    return by_engine(nn.optimizers.Adadelta(eta, rho=rho), gradients)


@right("adadelta_changes")
def adadelta_changes(gradients, eta, rho):
    gradients = np.asarray(gradients, dtype=float)
    flat = gradients.reshape(len(gradients), -1)
    out = np.zeros_like(flat)
    for j in range(flat.shape[1]):
        s = d = 0.0
        for t, g in enumerate(flat[:, j]):
            s = rho * s + (1 - rho) * g * g
            u = -g * ((d + EPS) / (s + EPS)) ** 0.5
            d = rho * d + (1 - rho) * u * u
            out[t, j] = eta * u
    return out.reshape(gradients.shape)


@wrong("adadelta_changes", "uphill")
def adadelta_changes(gradients, eta, rho):
    s, d, out = 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        u = g * np.sqrt(d + EPS) / np.sqrt(s + EPS)
        d = rho * d + (1 - rho) * u**2
        out.append(eta * u)
    return out


@wrong("adadelta_changes", "ρ and 1 − ρ exchanged")
def adadelta_changes(gradients, eta, rho):
    s, d, out = 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        s = (1 - rho) * s + rho * g**2
        u = -g * np.sqrt(d + EPS) / np.sqrt(s + EPS)
        d = (1 - rho) * d + rho * u**2
        out.append(eta * u)
    return out


@wrong("adadelta_changes", "steps never remembered")
def adadelta_changes(gradients, eta, rho):
    s, d, out = 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        u = -g * np.sqrt(d + EPS) / np.sqrt(s + EPS)
        d = 0 * d
        out.append(eta * u)
    return out


@wrong("adadelta_changes", "steps remembered too early")
def adadelta_changes(gradients, eta, rho):
    s, d, out = 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        u = -g * np.sqrt(d + EPS) / np.sqrt(s + EPS)
        d = rho * d + (1 - rho) * u**2
        u = -g * np.sqrt(d + EPS) / np.sqrt(s + EPS)
        out.append(eta * u)
    return out


@wrong("adadelta_changes", "fraction upside down")
def adadelta_changes(gradients, eta, rho):
    s, d, out = 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        u = -g * np.sqrt(s + EPS) / np.sqrt(d + EPS)
        d = rho * d + (1 - rho) * u**2
        out.append(eta * u)
    return out


@wrong("adadelta_changes", "roots left out")
def adadelta_changes(gradients, eta, rho):
    s, d, out = 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        u = -g * (d + EPS) / (s + EPS)
        d = rho * d + (1 - rho) * u**2
        out.append(eta * u)
    return out


@wrong("adadelta_changes", "")
def adadelta_changes(gradients, eta, rho):
    s, d, out = 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        u = -g / np.sqrt(s + EPS)
        d = rho * d + (1 - rho) * u**2
        out.append(eta * u)
    return out


@right("adam_changes")
def adam_changes(gradients, eta, beta_1, beta_2):
    m = v = 0
    out = []
    for t, g in enumerate(gradients):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat = m / (1 - beta_1 ** (t + 1))
        v_hat = v / (1 - beta_2 ** (t + 1))
        out.append(-eta * m_hat / (v_hat**0.5 + EPS))
    return out


@right("adam_changes")
def adam_changes(gradients, eta, beta_1, beta_2):
    gradients = np.asarray(gradients)
    ms = weigh(gradients, beta_1)
    vs = weigh(gradients**2, beta_2)
    return -eta * ms / (np.sqrt(vs) + 1e-7)


@right("adam_changes")
def adam_changes(gradients, eta, beta_1, beta_2):
    t, m, v, out = 0, 0 * gradients[0], 0 * gradients[0], []
    for g in gradients:
        t += 1
        m += (1 - beta_1) * (g - m)
        v += (1 - beta_2) * (g * g - v)
        rate = eta * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
        out.append(-rate * m / (np.sqrt(v) + EPS * np.sqrt(1 - beta_2**t)))
    return np.array(out)


@wrong("adam_changes", "uphill")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        out.append(eta * m / (1 - beta_1**t) / (np.sqrt(v / (1 - beta_2**t)) + EPS))
    return out


@wrong("adam_changes", "no bias correction")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        out.append(-eta * m / (np.sqrt(v) + EPS))
    return out


@wrong("adam_changes", "only m corrected")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        out.append(-eta * m / (1 - beta_1**t) / (np.sqrt(v) + EPS))
    return out


@wrong("adam_changes", "only v corrected")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        out.append(-eta * m / (np.sqrt(v / (1 - beta_2**t)) + EPS))
    return out


@wrong("adam_changes", "β₁ and β₂ exchanged")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_2 * m + (1 - beta_2) * g
        v = beta_1 * v + (1 - beta_1) * g**2
        out.append(-eta * m / (1 - beta_2**t) / (np.sqrt(v / (1 - beta_1**t)) + EPS))
    return out


@wrong("adam_changes", "correction one step late")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        out.append(
            -eta * m / (1 - beta_1 ** (t + 1)) / (np.sqrt(v / (1 - beta_2 ** (t + 1))) + EPS)
        )
    return out


@wrong("adam_changes", "root left out")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        out.append(-eta * m / (1 - beta_1**t) / (v / (1 - beta_2**t) + EPS))
    return out


@wrong("adam_changes", "g for m in the numerator")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        out.append(-eta * g / (np.sqrt(v / (1 - beta_2**t)) + EPS))
    return out


@wrong("adam_changes", "")
def adam_changes(gradients, eta, beta_1, beta_2):
    m, v, out = 0 * gradients[0], 0 * gradients[0], []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g
        out.append(-eta * m / (1 - beta_1**t) / (abs(v / (1 - beta_2**t)) + EPS))
    return out
