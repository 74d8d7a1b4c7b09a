"""Checks of a module with an optimizer against the textbook's formula in plain Python."""

import math

import numpy as np

SCALES = (1.0, 1e-4, 1e-7)
STEPS = 40
FIRST_WEIGHT = 0.5


def gradients(scale, steps=STEPS, size=3):
    """Return a made-up sequence of gradients with changes of sign and some zeros."""
    t, i = np.arange(1, steps + 1)[:, None], np.arange(size)
    g = scale * (np.sin(1.3 * t + i) + 0.3 * np.cos(7.1 * t * (i + 1)))
    g[::7, 0] = 0.0
    return g


def sgd(g, eta=0.01, beta=0.0, nesterov=False):
    v = 0.0
    for x in g:
        v = beta * v - eta * x
        yield beta * v - eta * x if nesterov else v


def adagrad(g, eta=0.001, start=0.1, epsilon=1e-7):
    s = start
    for x in g:
        s += x**2
        yield -eta * x / math.sqrt(s + epsilon)


def adadelta(g, eta=0.001, rho=0.95, epsilon=1e-7):
    mean_g2 = mean_u2 = 0.0
    for x in g:
        mean_g2 = rho * mean_g2 + (1 - rho) * x**2
        u = -math.sqrt((mean_u2 + epsilon) / (mean_g2 + epsilon)) * x
        mean_u2 = rho * mean_u2 + (1 - rho) * u**2
        yield eta * u


def rmsprop(g, eta=0.001, rho=0.9, beta=0.0, epsilon=1e-7, centered=False):
    mean_g = mean_g2 = v = 0.0
    for x in g:
        mean_g2 = rho * mean_g2 + (1 - rho) * x**2
        mean_g = rho * mean_g + (1 - rho) * x
        spread = mean_g2 - (mean_g**2 if centered else 0.0)
        v = beta * v + eta * x / math.sqrt(spread + epsilon)
        yield -v


def adam(g, eta=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, amsgrad=False):
    """The algorithm of the paper, whose ε at step t stands for Keras' ε divided by √(1 − β₂ᵗ)."""
    m = v = largest = 0.0
    for t, x in enumerate(g, start=1):
        m = beta_1 * m + (1 - beta_1) * x
        v = beta_2 * v + (1 - beta_2) * x**2
        largest = max(largest, v) if amsgrad else v
        m_hat, v_hat = m / (1 - beta_1**t), largest / (1 - beta_2**t)
        yield -eta * m_hat / (math.sqrt(v_hat) + epsilon / math.sqrt(1 - beta_2**t))


def nadam(g, eta=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Dozat's algorithm, with his momentum schedule μ_t = β₁(1 − ½ · 0.96^t)."""
    m = v = 0.0
    mu = [beta_1 * (1 - 0.5 * 0.96**t) for t in range(len(g) + 2)]
    for t, x in enumerate(g, start=1):
        m = beta_1 * m + (1 - beta_1) * x
        v = beta_2 * v + (1 - beta_2) * x**2
        g_hat = x / (1 - math.prod(mu[1 : t + 1]))
        m_hat = m / (1 - math.prod(mu[1 : t + 2]))
        m_bar = (1 - mu[t]) * g_hat + mu[t + 1] * m_hat
        yield -eta * m_bar / (math.sqrt(v / (1 - beta_2**t)) + epsilon)


def decayed(formula):
    """``formula`` with a decay of weights that start at ``FIRST_WEIGHT``."""

    def changes(g, eta, decay, **others):
        w = FIRST_WEIGHT
        for change in formula(g, eta=eta, **others):
            change -= eta * decay * w
            w += change
            yield change

    return changes


# class name: (textbook formula, arguments of the class, the same arguments of the formula)
CASES = {
    "SGD": (sgd, [
        ({}, {}),
        ({"learning_rate": 0.3, "momentum": 0.8}, {"eta": 0.3, "beta": 0.8}),
        ({"momentum": 0.95, "nesterov": True}, {"beta": 0.95, "nesterov": True}),
    ]),
    "Adagrad": (adagrad, [
        ({}, {}),
        ({"learning_rate": 0.2, "initial_accumulator_value": 0.0, "epsilon": 1e-9},
         {"eta": 0.2, "start": 0.0, "epsilon": 1e-9}),
    ]),
    "Adadelta": (adadelta, [
        ({}, {}),
        ({"learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-6},
         {"eta": 1.0, "rho": 0.9, "epsilon": 1e-6}),
    ]),
    "RMSprop": (rmsprop, [
        ({}, {}),
        ({"rho": 0.8, "momentum": 0.7}, {"rho": 0.8, "beta": 0.7}),
        ({"centered": True, "epsilon": 1e-5}, {"centered": True, "epsilon": 1e-5}),
        ({"centered": True, "momentum": 0.5}, {"centered": True, "beta": 0.5}),
    ]),
    "Adam": (adam, [
        ({}, {}),
        ({"learning_rate": 0.1, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3},
         {"eta": 0.1, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3}),
        ({"amsgrad": True, "beta_2": 0.6}, {"amsgrad": True, "beta_2": 0.6}),
    ]),
    "AdamW": (decayed(adam), [
        ({}, {"eta": 0.001, "decay": 0.004}),
        ({"learning_rate": 0.1, "weight_decay": 0.5, "beta_1": 0.8},
         {"eta": 0.1, "decay": 0.5, "beta_1": 0.8}),
    ]),
    "Nadam": (nadam, [
        ({}, {}),
        ({"learning_rate": 0.1, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3},
         {"eta": 0.1, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3}),
    ]),
}  # fmt: skip


def check(module):
    """All checks below for the optimizer that the module defines."""
    own = (item for item in vars(module).values() if isinstance(item, type))
    (cls,) = (item for item in own if item.__module__ == module.__name__)
    name = cls.__name__
    formula, cases = CASES[name]
    for arguments, same in cases:
        check_path(cls, arguments, formula, same)
        check_memory(cls(**arguments))
        assert cls(**cls(**arguments).get_config()).get_config() == cls(**arguments).get_config()


def check_path(cls, arguments, formula, same):
    """Forty steps at three sizes of gradient must follow the textbook's formula."""
    for scale in SCALES:
        optimizer, g = cls(**arguments), gradients(scale)
        found, w = [], np.full(3, FIRST_WEIGHT)
        for x in g:
            found.append(optimizer.step(x, w))
            w = w + found[-1]
        expected = np.array([list(formula(column, **same)) for column in g.T]).T
        tolerance = 1e-12 * np.abs(expected).max()
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=tolerance)
        assert optimizer.iterations == STEPS


def check_memory(optimizer):
    """Types stay, inputs stay, reset forgets, and results are not tied to what is remembered."""
    g = gradients(1.0, steps=4).astype(np.float32)
    kept = g.copy()
    w = np.full(3, FIRST_WEIGHT, np.float32)
    first = [optimizer.step(x, w) for x in g]
    assert all(change.dtype == np.float32 and change.shape == (3,) for change in first)
    assert (g == kept).all() and (w == FIRST_WEIGHT).all()
    optimizer.reset()
    assert optimizer.iterations == 0
    for x, change in zip(g, first, strict=True):
        again = optimizer.step(x, w)
        np.testing.assert_array_equal(again, change)
        again[...] = 1e9
    optimizer.build(3, "float64")
    assert optimizer.step(g[0].astype(float), w.astype(float)).dtype == np.float64
