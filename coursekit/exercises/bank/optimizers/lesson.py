"""Exercises of lesson 10: an average by hand, and one step of momentum, RMSprop and Adam."""

import numpy as np

from coursekit.exercises.bank.matching import examine_choices, instead
from coursekit.exercises.exercise import Exercise, Mistake

_SIGN = "The gradient points uphill; to make the error smaller, step against it."
_EXCHANGED = "The old average keeps the share β, the new value gets only 1 − β."
_SQUARE = "The average is one of g²: it measures the size of the gradient, not its sign."
_ROOT = "The average holds squares; its root has the size of a gradient. Divide by the root."

PAINTERS = {"A": "momentum", "B": "rmsprop", "C": "plain", "D": "adam"}


def momentum_step(w, v, g, eta, beta):
    v = beta * v - eta * g
    return w + v, v


def rmsprop_step(w, s, g, eta, rho, epsilon):
    s = rho * s + (1 - rho) * g**2
    return w - eta * g / np.sqrt(s + epsilon), s


def adam_step(w, m, v, g, t, eta, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - eta * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def _rmsprop(
    sign=-1,
    average=lambda s, g, rho: rho * s + (1 - rho) * g**2,
    size=lambda s, epsilon: np.sqrt(s + epsilon),
    old=False,
):
    """RMSprop with one thing done differently."""

    def step(w, s, g, eta, rho, epsilon):
        new = average(s, g, rho)
        return w + sign * eta * g / size(s if old else new, epsilon), new

    return step


def _adam(
    sign=-1,
    mean=lambda old, x, beta: beta * old + (1 - beta) * x,
    square=lambda g: g**2,
    correct=(True, True),
    size=lambda v, epsilon, beta_2, t: np.sqrt(v) + epsilon,
    swap=False,
    keep_corrected=False,
    top=lambda m_hat, g: m_hat,
):
    """Adam with one thing done differently."""

    def step(w, m, v, g, t, eta, beta_1, beta_2, epsilon):
        if swap:
            beta_1, beta_2 = beta_2, beta_1
        m, v = mean(m, g, beta_1), mean(v, square(g), beta_2)
        m_hat = m / (1 - beta_1**t) if correct[0] else m
        v_hat = v / (1 - beta_2**t) if correct[1] else v
        w = w + sign * eta * top(m_hat, g) / size(v_hat, epsilon, beta_2, t)
        return (w, m_hat, v_hat) if keep_corrected else (w, m, v)

    return step


_RNG = np.random.default_rng(8)
_MOMENTUM = (
    (1.0, 0.0, 2.0, 0.1, 0.9),
    (1.0, -0.2, 2.0, 0.1, 0.9),
    (np.array([0.5, -1.0]), np.array([0.1, 0.3]), np.array([1.0, -4.0]), 0.05, 0.5),
    (_RNG.normal(size=3), _RNG.normal(size=3), _RNG.normal(size=3), 0.01, 0.95),
)
_RMSPROP = (
    (1.0, 0.0, 2.0, 0.1, 0.9, 1e-7),
    (1.0, 0.3, 2.0, 0.1, 0.75, 0.2),
    (np.array([0.5, -1.0]), np.array([0.1, 0.3]), np.array([1.0, -4.0]), 0.05, 0.9, 0.01),
    (_RNG.normal(size=3), _RNG.random(3), _RNG.normal(size=3), 0.01, 0.95, 0.05),
)
_ADAM = (
    (1.0, 0.0, 0.0, 2.0, 1, 0.1, 0.9, 0.999, 1e-8),
    (1.0, 0.2, 0.4, 2.0, 2, 0.1, 0.9, 0.99, 0.1),
    (np.array([0.5, -1.0]), np.array([0.1, -0.3]), np.array([0.1, 0.3]), np.array([1.0, -4.0]),
     3, 0.05, 0.8, 0.95, 0.01),
    (_RNG.normal(size=3), _RNG.normal(size=3), _RNG.random(3), _RNG.normal(size=3),
     7, 0.01, 0.9, 0.999, 0.02),
)  # fmt: skip

EXERCISES = (
    Exercise(
        name="average_by_hand",
        answer=[10.0, 0.9 / 0.19, 2.81 / 0.271],
        tolerance=2e-3,
        mistakes=(
            Mistake(
                "the bias correction was left out",
                [1.0, 0.9, 2.81],
                "These are the plain averages, pulled down by the zero at the start: "
                "divide each by 1 − βᵗ.",
            ),
            Mistake(
                "the same correction for every step",
                [10.0, 9.0, 28.1],
                "You divided by 1 − β each time. The correction is 1 − βᵗ: 0.1, 0.19, 0.271.",
            ),
            Mistake(
                "β and 1 − β exchanged",
                [9.0 / 0.1, 0.9 / 0.19, 18.09 / 0.271],
                _EXCHANGED,
            ),
            Mistake(
                "β and 1 − β exchanged, and no correction",
                [9.0, 0.9, 18.09],
                _EXCHANGED,
            ),
            Mistake(
                "started with the first value",
                [10.0, 9.0, 10.1],
                "That is the lecture's start, V₁ = a₁. Here V₀ = 0, and the correction repairs it.",
            ),
            Mistake(
                "the plain mean",
                [10.0, 5.0, 10.0],
                "Close, and for β near 1 closer still. But newer values count a little more here.",
            ),
            Mistake(
                "corrected values carried on",
                [10.0, 9.0 / 0.19, (0.9 * 9.0 / 0.19 + 2.0) / 0.271],
                "Correct a copy for reading; go on with the uncorrected average.",
            ),
        ),
        hints=(
            "First without correction: V₁ = 0.9 · 0 + 0.1 · 10, then V₂ from V₁, V₃ from V₂.",
            "V is 1, 0.9, 2.81. Divide the first by 1 − 0.9.",
            "Divide the second by 1 − 0.9² = 0.19, the third by 1 − 0.9³ = 0.271.",
        ),
        solution="V = 1, 0.9, 2.81.  Divided by 0.1, 0.19, 0.271: [10, 4.737, 10.369].",
    ),
    Exercise(
        name="momentum_step",
        answer=momentum_step,
        cases=_MOMENTUM,
        mistakes=(
            Mistake(
                "the averaged form",
                lambda w, v, g, eta, beta: (
                    w - eta * (beta * v + (1 - beta) * g),
                    beta * v + (1 - beta) * g,
                ),
                "That is lecture 002's form. Here η g enters the velocity, without 1 − β.",
            ),
            Mistake(
                "a factor 1 − β too many",
                lambda w, v, g, eta, beta: (
                    w + beta * v - (1 - beta) * eta * g,
                    beta * v - (1 - beta) * eta * g,
                ),
                "In Keras' form the gradient enters with η alone.",
            ),
            Mistake(
                "the gradient was added",
                lambda w, v, g, eta, beta: (w + beta * v + eta * g, beta * v + eta * g),
                _SIGN,
            ),
            Mistake(
                "the velocity was subtracted",
                lambda w, v, g, eta, beta: (w - (beta * v - eta * g), beta * v - eta * g),
                "The minus sign is in the velocity already: w + v.",
            ),
            Mistake(
                "stepped with the old velocity",
                lambda w, v, g, eta, beta: (w + v, beta * v - eta * g),
                "First the new velocity, then the step with it.",
            ),
            Mistake(
                "no memory",
                lambda w, v, g, eta, beta: (w - eta * g, -eta * g),
                "Keep the share β of the old velocity: βv − ηg.",
            ),
            Mistake(
                "all of the old velocity kept",
                lambda w, v, g, eta, beta: (w + v - eta * g, v - eta * g),
                "Without the factor β the ball has no friction and never stops.",
            ),
            Mistake(
                "Nesterov's form",
                lambda w, v, g, eta, beta: (
                    w + beta * (beta * v - eta * g) - eta * g,
                    beta * v - eta * g,
                ),
                "You looked one step ahead. Plain momentum moves by v.",
            ),
            Mistake(
                "weight and velocity exchanged",
                lambda w, v, g, eta, beta: momentum_step(w, v, g, eta, beta)[::-1],
                "Return the new weight first.",
            ),
        ),
        hints=(
            "Two lines: the new velocity, then the new weight.",
            "v = beta * v - eta * g",
            "return w + v, v",
        ),
    ),
    Exercise(
        name="rmsprop_step",
        answer=rmsprop_step,
        cases=_RMSPROP,
        mistakes=(
            Mistake("the gradient was added", _rmsprop(sign=1), _SIGN),
            Mistake(
                "the square was forgotten",
                _rmsprop(average=lambda s, g, rho: rho * s + (1 - rho) * g),
                _SQUARE,
            ),
            Mistake(
                "β and 1 − β exchanged",
                _rmsprop(average=lambda s, g, rho: (1 - rho) * s + rho * g**2),
                _EXCHANGED,
            ),
            Mistake(
                "a sum, as in Adagrad",
                _rmsprop(average=lambda s, g, rho: s + g**2),
                "A sum only grows. RMSprop averages, so that it can forget.",
            ),
            Mistake(
                "the old value forgotten",
                _rmsprop(average=lambda s, g, rho: (1 - rho) * g**2),
                "The share ρ of the old s belongs into the new one.",
            ),
            Mistake("the root was left out", _rmsprop(size=lambda s, epsilon: s + epsilon), _ROOT),
            Mistake(
                "ε outside the root",
                _rmsprop(size=lambda s, epsilon: np.sqrt(s) + epsilon),
                "Many texts have it there. Keras and lecture 002 put ε inside: √(s + ε).",
            ),
            Mistake(
                "ε left out",
                _rmsprop(size=lambda s, epsilon: np.sqrt(s)),
                "Without ε a gradient of zero gives 0/0 at the first step.",
            ),
            Mistake(
                "divided by the old average",
                _rmsprop(old=True),
                "First bring s up to date, then divide by its root.",
            ),
        ),
        hints=(
            "First the new s, a running mean of g².",
            "s = rho * s + (1 - rho) * g**2",
            "return w - eta * g / np.sqrt(s + epsilon), s",
        ),
    ),
    Exercise(
        name="adam_step",
        answer=adam_step,
        cases=_ADAM,
        mistakes=(
            Mistake(
                "the bias correction was left out",
                _adam(correct=(False, False)),
                "Both averages start at zero and are too small at first: "
                "divide by 1 − β₁ᵗ and 1 − β₂ᵗ.",
            ),
            Mistake(
                "only m was corrected",
                _adam(correct=(True, False)),
                "v starts at zero too: divide it by 1 − β₂ᵗ.",
            ),
            Mistake(
                "only v was corrected",
                _adam(correct=(False, True)),
                "m starts at zero too: divide it by 1 − β₁ᵗ.",
            ),
            Mistake(
                "corrected values carried on",
                _adam(keep_corrected=True),
                "m̂ and v̂ serve this one step. Return the uncorrected m and v.",
            ),
            Mistake(
                "β₁ and β₂ exchanged",
                _adam(swap=True),
                "β₁ belongs to the mean of g, β₂ to the mean of g².",
            ),
            Mistake(
                "β and 1 − β exchanged",
                _adam(mean=lambda old, x, beta: (1 - beta) * old + beta * x),
                _EXCHANGED,
            ),
            Mistake("the square was forgotten", _adam(square=lambda g: g), _SQUARE),
            Mistake("the root was left out", _adam(size=lambda v, e, b, t: v + e), _ROOT),
            Mistake(
                "ε inside the root",
                _adam(size=lambda v, e, b, t: np.sqrt(v + e)),
                "That is RMSprop's place in Keras. Adam adds ε to the finished root.",
            ),
            Mistake(
                "ε where Keras has it",
                _adam(size=lambda v, e, b, t: np.sqrt(v) + e / np.sqrt(1 - b**t)),
                "So Keras computes. Here we ask for the paper's form: √v̂ + ε.",
            ),
            Mistake("the gradient was added", _adam(sign=1), _SIGN),
            Mistake(
                "the gradient in place of its mean",
                _adam(top=lambda m_hat, g: g),
                "The numerator is m̂, the corrected mean of the gradients.",
            ),
        ),
        hints=(
            "Four quantities in this order: m, v, m_hat, v_hat; then the step.",
            "m_hat = m / (1 - beta_1**t), and v_hat likewise with beta_2.",
            "return w - eta * m_hat / (np.sqrt(v_hat) + epsilon), m, v",
        ),
    ),
    Exercise(
        name="painters",
        answer=PAINTERS,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "waves taken for a zigzag",
                instead(PAINTERS, A="plain"),
                "A curves: it carries on in its direction. A walker without memory turns at once.",
            ),
            Mistake(
                "a zigzag taken for waves",
                instead(PAINTERS, C="momentum"),
                "C jumps to the other wall in every single step. A velocity cannot turn so fast.",
            ),
            Mistake(
                "RMSprop taken for Adam",
                instead(PAINTERS, B="adam"),
                "B does not overshoot across the ravine. One of the two has a memory of direction.",
            ),
            Mistake(
                "Adam taken for RMSprop",
                instead(PAINTERS, D="rmsprop"),
                "D swings beyond the floor. What in its rule could carry it there?",
            ),
            Mistake(
                "equal first steps overlooked",
                instead(PAINTERS, D="momentum"),
                "D's first step is as long along as across, although the slopes differ.",
            ),
            Mistake(
                "a rate for each weight overlooked",
                instead(PAINTERS, B="plain"),
                "B goes diagonally, although the gradient points almost straight across.",
            ),
        ),
        hints=(
            "Which two set out diagonally? They have a rate for every weight.",
            "Of the other two, one turns round in every step: it remembers nothing.",
            "Of the diagonal two, the one that overshoots also averages its direction.",
        ),
        solution=f"my_painters = {PAINTERS!r}",
    ),
)
