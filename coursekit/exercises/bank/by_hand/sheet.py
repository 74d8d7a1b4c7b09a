"""Graded exercises of lesson 07: the links of a chain, all paths of a hidden unit, one step."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def chain_links(x, w, b, y):
    a = _sigmoid(w * x + b)
    links = a - y, a * (1 - a), x
    return (*links, links[0] * links[1] * links[2])


def hidden_delta(delta_next, W_next, a):
    return (delta_next @ W_next) * a * (1 - a)


def one_step(x, y, W1, b1, W2, b2, eta):
    return _step()(x, y, W1, b1, W2, b2, eta)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _links(error=lambda a, y: a - y, slope=lambda a, z: a * (1 - a), inner=lambda x, w: x):
    """The three links with one of them wrong, and their product."""

    def links(x, w, b, y):
        z = w * x + b
        a = _sigmoid(z)
        three = error(a, y), slope(a, z), inner(x, w)
        return (*three, three[0] * three[1] * three[2])

    return links


def _sum_for_product(x, w, b, y):
    links = chain_links(x, w, b, y)[:3]
    return (*links, sum(links))


def _step(sign=-1, slope=lambda a: a * (1 - a), new_weights=False, bias=True, first=True):
    """One step of gradient descent with one thing done wrong."""

    def step(x, y, W1, b1, W2, b2, eta):
        a1 = _sigmoid(W1 @ x + b1)
        a2 = _sigmoid(W2 @ a1 + b2)
        delta2 = (a2 - y) * a2 * (1 - a2)
        W2_new = W2 + sign * eta * np.outer(delta2, a1)
        delta1 = delta2 @ (W2_new if new_weights else W2) * slope(a1)
        W1_new = W1 + (sign * eta * np.outer(delta1, x) if first else 0)
        return [
            W1_new,
            b1 + (sign * eta * delta1 if bias and first else 0),
            W2_new,
            b2 + (sign * eta * delta2 if bias else 0),
        ]

    return step


def _without_rate(x, y, W1, b1, W2, b2, eta):
    return one_step(x, y, W1, b1, W2, b2, 1.0)


_RNG = np.random.default_rng(15)


def _paths(units, outputs):
    return _RNG.normal(size=outputs), _RNG.normal(size=(outputs, units)), _RNG.random(units)


def _network(inputs, hidden, outputs, eta):
    W1, W2 = _RNG.normal(size=(hidden, inputs)), _RNG.normal(size=(outputs, hidden))
    x, y = _RNG.random(inputs), _RNG.random(outputs)
    return x, y, W1, _RNG.normal(size=hidden), W2, _RNG.normal(size=outputs), eta


EXERCISES = (
    Exercise(
        name="chain_links",
        answer=chain_links,
        cases=(
            (1.0, 0.0, 0.0, 1.0),
            (2.0, 0.5, -1.0, 0.0),
            (0.1, 0.5, 1.9, 0.03),
            (-3, 0.2, 0.4, 1),
        ),
        mistakes=(
            Mistake(
                "y − a for a − y",
                _links(error=lambda a, y: y - a),
                "E = ½(y − a)². The inner derivative of y − a is −1, so ∂E/∂a = a − y.",
            ),
            Mistake(
                "the factor 2 kept",
                _links(error=lambda a, y: 2 * (a - y)),
                "The ½ before the square takes the 2 away.",
            ),
            Mistake(
                "σ′ at the wrong place",
                _links(slope=lambda a, z: z * (1 - z)),
                "σ′ = a(1 − a): put the output a into it, not the sum z.",
            ),
            Mistake(
                "σ for its slope",
                _links(slope=lambda a, z: a),
                "The middle link is the slope of the sigmoid, a(1 − a).",
            ),
            Mistake(
                "w for x",
                _links(inner=lambda x, w: w),
                "z = w x + b, so ∂z/∂w = x.",
            ),
            Mistake(
                "links added",
                _sum_for_product,
                "Along one path the links are multiplied; only different paths are added.",
            ),
        ),
        hints=(
            "Three questions: how does E change with a, a with z, z with w?",
            "∂E/∂a = a − y; ∂a/∂z = a(1 − a); ∂z/∂w = x.",
            "The derivative ∂E/∂w is the product of the three.",
        ),
    ),
    Exercise(
        name="hidden_delta",
        answer=hidden_delta,
        cases=(
            (np.array([1.0]), np.array([[2.0]]), np.array([0.5])),
            (np.array([1.0, -2.0]), np.array([[1.0, 0.0], [3.0, 1.0]]), np.array([0.5, 0.25])),
            _paths(3, 3),
            _paths(4, 2),
        ),
        mistakes=(
            Mistake(
                "one path of several",
                lambda d, W, a: d[0] * W[0] * a * (1 - a),
                "A hidden unit acts through every unit of the next layer: add the paths.",
            ),
            Mistake(
                "σ′ left out",
                lambda d, W, a: d @ W,
                "On the way into the unit the path crosses its sigmoid: multiply by a(1 − a).",
            ),
            Mistake(
                "a for its slope",
                lambda d, W, a: (d @ W) * a,
                "The link through the sigmoid is a(1 − a).",
            ),
            Mistake(
                "paths averaged",
                lambda d, W, a: (d @ W) / len(d) * a * (1 - a),
                "Paths are added, not averaged.",
            ),
            Mistake(
                "weights left out",
                lambda d, W, a: d.sum() * a * (1 - a),
                "Each path leads over its own weight.",
            ),
            Mistake(
                "weights squared",
                lambda d, W, a: (d @ W**2) * a * (1 - a),
                "Every weight stands in its path once.",
            ),
        ),
        hints=(
            "delta is ∂E/∂z of a unit. From the next layer back to this unit: over the weights.",
            "For unit j: Σ over k of delta_next[k] · W_next[k, j], then times a_j (1 − a_j).",
            "(delta_next @ W_next) * a * (1 - a)",
        ),
    ),
    Exercise(
        name="one_step",
        answer=one_step,
        cases=(
            _network(1, 1, 1, 1.0),
            _network(2, 2, 1, 0.5),
            _network(2, 2, 2, 0.5),
            _network(3, 4, 2, 2.0),
        ),
        mistakes=(
            Mistake(
                "uphill",
                _step(sign=1),
                "The gradient points uphill: subtract it.",
            ),
            Mistake(
                "new weights for the way back",
                _step(new_weights=True),
                "The derivatives belong to the old weights: update W2 after delta1 is known.",
            ),
            Mistake(
                "biases not updated",
                _step(bias=False),
                "A bias is the weight of a constant 1: its derivative is delta.",
            ),
            Mistake(
                "σ′ of the hidden layer left out",
                _step(slope=lambda a: np.ones_like(a)),
                "delta1 = (W2ᵀ delta2) · a1 (1 − a1).",
            ),
            Mistake(
                "only the output layer updated",
                _step(first=False),
                "The first layer learns too: that is what backpropagation is for.",
            ),
            Mistake(
                "learning rate left out",
                _without_rate,
                "Multiply every derivative by eta.",
            ),
        ),
        hints=(
            "Forward: a1, a2. Back: delta2 = (a2 − y) a2 (1 − a2), then delta1.",
            "The derivative of a weight array is np.outer(delta, input of its layer).",
            "Return [W1 − eta·np.outer(delta1, x), b1 − eta·delta1, W2 − …, b2 − …].",
        ),
    ),
)
