"""Graded exercises of lesson 09: direction, a walk downhill, mini-batches, a line by descent."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def which_way(slope, eta):
    step = -eta * slope
    return ("right" if step > 0 else "left" if step < 0 else "stay"), abs(step)


def descend(slope, w, eta, steps):
    return _walk()(slope, w, eta, steps)


def minibatches(n, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n)
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


def line_by_descent(x, y, eta, epochs):
    return _line()(x, y, eta, epochs)


def _walk(sign=-1, start=True, rate=lambda eta, t: eta, fixed=False, unit=False):
    """Every place of a walk, with one thing done wrong."""

    def walk(slope, w, eta, steps):
        places, first = [float(w)] if start else [], slope(w)
        for t in range(steps):
            g = first if fixed else slope(w)
            w = w + sign * rate(eta, t) * (np.sign(g) if unit else g)
            places.append(float(w))
        return np.array(places)

    return walk


def _line(factor=2.0, mean=True, sign=-1, in_turn=False, intercept=True):
    """Gradient descent on the mean squared error of a line, with one thing done wrong."""

    def fit(x, y, eta, epochs):
        m = c = 0.0
        average = np.mean if mean else np.sum
        for _ in range(epochs):
            error = m * x + c - y
            m_new = m + sign * eta * factor * average(error * x)
            if in_turn:
                error = m_new * x + c - y
            c = c + (sign * eta * factor * average(error) if intercept else 0.0)
            m = m_new
        return m, c

    return fit


def _unshuffled(n, batch_size, seed):
    return [np.arange(n)[k : k + batch_size] for k in range(0, n, batch_size)]


def _dropped(n, batch_size, seed):
    return [batch for batch in minibatches(n, batch_size, seed) if len(batch) == batch_size]


def _drawn(n, batch_size, seed):
    random = np.random.default_rng(seed)
    sizes = [len(batch) for batch in minibatches(n, batch_size, seed)]
    return [random.integers(0, n, size) for size in sizes]


def _within(n, batch_size, seed):
    random = np.random.default_rng(seed)
    return [random.permutation(batch) for batch in _unshuffled(n, batch_size, seed)]


def _count_for_size(n, batch_size, seed):
    return np.array_split(np.random.default_rng(seed).permutation(n), batch_size)


def _bowl(w):
    return 2 * (w - 3)


def _quartic(w):
    return 4 * w**3 - 6 * w + 1


_X = np.array([0.0, 1.0, 2.0, 4.0])
_RNG = np.random.default_rng(17)
_CLOUD = _RNG.normal(1, 1, 30)

EXERCISES = (
    Exercise(
        name="which_way",
        answer=which_way,
        cases=((2.0, 1.0), (-2.0, 1.0), (0.0, 0.3), (-0.5, 0.1), (4.0, 0.5)),
        mistakes=(
            Mistake(
                "uphill",
                lambda slope, eta: which_way(-slope, eta),
                "Where the slope is positive the curve rises to the right, so downhill is left.",
            ),
            Mistake(
                "learning rate left out",
                lambda slope, eta: which_way(slope, 1.0),
                "The length of the step is eta times the size of the slope.",
            ),
            Mistake(
                "always of length eta",
                lambda slope, eta: (which_way(slope, eta)[0], eta),
                "A steep place gives a long step: multiply eta by the slope.",
            ),
            Mistake(
                "negative length",
                lambda slope, eta: (which_way(slope, eta)[0], -eta * slope),
                "A length has no sign; the word says the direction.",
            ),
            Mistake(
                "a step although the ground is level",
                lambda slope, eta: ("left" if slope >= 0 else "right", abs(eta * slope)),
                "Where the slope is 0, gradient descent stays.",
            ),
        ),
        hints=(
            "The step is −eta · slope.",
            "A positive step goes right, a negative one left, 0 stays.",
            "Return the word and abs(eta * slope).",
        ),
    ),
    Exercise(
        name="descend",
        answer=descend,
        cases=(
            (_bowl, 0.0, 0.25, 1),
            (_bowl, 0.0, 0.25, 4),
            (_bowl, 5.0, 1.1, 3),
            (_quartic, 1.5, 0.02, 9),
        ),
        mistakes=(
            Mistake("uphill", _walk(sign=1), "Subtract the slope times eta."),
            Mistake(
                "start left out",
                _walk(start=False),
                "The list begins with the start: steps + 1 places.",
            ),
            Mistake(
                "slope of the start kept",
                _walk(fixed=True),
                "Ask for the slope anew at every place.",
            ),
            Mistake(
                "steps of fixed length",
                _walk(unit=True),
                "The step is eta times the slope itself, not only its sign.",
            ),
            Mistake(
                "learning rate divided by the step's number",
                _walk(rate=lambda eta, t: eta / (t + 1)),
                "Here the learning rate stays the same all the way.",
            ),
            Mistake(
                "only the last place",
                lambda slope, w, eta, steps: descend(slope, w, eta, steps)[-1],
                "Return all places, from the start on.",
            ),
        ),
        hints=(
            "Begin a list with w; in each step compute w − eta · slope(w) and append it.",
            "slope is a function: call it with the present w.",
            "After the loop the list has steps + 1 entries.",
        ),
    ),
    Exercise(
        name="minibatches",
        answer=minibatches,
        cases=((4, 2, 0), (5, 2, 1), (10, 3, 2), (7, 10, 3)),
        mistakes=(
            Mistake(
                "not shuffled",
                _unshuffled,
                "Shuffle the row numbers first; otherwise every epoch sees the same batches.",
            ),
            Mistake(
                "last batch dropped",
                _dropped,
                "The last batch may be smaller, but its rows belong to the epoch too.",
            ),
            Mistake(
                "drawn with repetition",
                _drawn,
                "In one epoch every row comes exactly once: take a permutation.",
            ),
            Mistake(
                "shuffled inside the batches only",
                _within,
                "Shuffle all rows before cutting, so that rows change their batch.",
            ),
            Mistake(
                "number of batches for their size",
                _count_for_size,
                "batch_size is the number of rows in a batch, not the number of batches.",
            ),
        ),
        hints=(
            "np.random.default_rng(seed).permutation(n) gives all row numbers in random order.",
            "Cut that order into pieces of batch_size; a slice past the end is simply shorter.",
            "[order[k:k + batch_size] for k in range(0, n, batch_size)]",
        ),
    ),
    Exercise(
        name="line_by_descent",
        answer=line_by_descent,
        cases=(
            (_X, 2 * _X + 1, 0.1, 1),
            (_X, 2 * _X + 1, 0.05, 20),
            (_CLOUD, 1 - 3 * _CLOUD + _RNG.normal(size=30), 0.1, 50),
        ),
        mistakes=(
            Mistake(
                "the factor 2 left out",
                _line(factor=1.0),
                "The derivative of e² is 2e, and this cost has no ½ to take the 2 away.",
            ),
            Mistake(
                "sums for means",
                _line(mean=False),
                "The cost is the *mean* of the squares, and so are its derivatives.",
            ),
            Mistake("uphill", _line(sign=1), "Subtract eta times the derivative."),
            Mistake(
                "c updated with the new m",
                _line(in_turn=True),
                "Both derivatives belong to the old line: compute both before you change either.",
            ),
            Mistake(
                "intercept never learned",
                _line(intercept=False),
                "c has a derivative too: the mean of 2e.",
            ),
        ),
        hints=(
            "e = m x + c − y. The derivatives are mean(2 e x) for m and mean(2 e) for c.",
            "One epoch: compute both derivatives, then change both.",
            "m, c = m − eta·np.mean(2*e*x), c − eta·np.mean(2*e)",
        ),
    ),
)
