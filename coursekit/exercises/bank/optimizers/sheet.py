"""Graded exercises of lesson 10: a weighted average and every optimizer, over many gradients."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake

EPSILON = 1e-7

_UPHILL = "The gradient points uphill: the change of the weight is against it."
_RATE = "Every change carries the learning rate eta."
_MEMORY = "What the optimizer remembers stays from one gradient to the next: set it up once."


def weighted_average(values, beta, correct):
    return _average()(values, beta, correct)


def momentum_changes(gradients, eta, beta):
    return _momentum()(gradients, eta, beta)


def adagrad_changes(gradients, eta):
    return _adagrad()(gradients, eta)


def rmsprop_changes(gradients, eta, rho):
    return _rmsprop()(gradients, eta, rho)


def adadelta_changes(gradients, eta, rho):
    return _adadelta()(gradients, eta, rho)


def adam_changes(gradients, eta, beta_1, beta_2):
    return _adam()(gradients, eta, beta_1, beta_2)


def _average(swap=False, first=None, power=lambda t: t + 1, corrected=None, keep=False):
    """The running average with one thing done wrong."""

    def average(values, beta, correct):
        v, found = 0.0 if first is None else first(values), []
        if swap:
            beta = 1 - beta
        for t, x in enumerate(values):
            v = beta * v + (1 - beta) * x
            shown = v / (1 - beta ** power(t)) if (correct and corrected is None) else v
            if keep:
                v = shown
            found.append(shown)
        return np.array(found)

    return average


def _momentum(sign=-1, gain=lambda beta: 1.0, rate=True, forget=False, fresh=False, nesterov=False):
    def changes(gradients, eta, beta):
        v, found = np.zeros(np.shape(gradients)[1:]), []
        for g in np.asarray(gradients, dtype=float):
            old = 0 * v if forget else v
            v = beta * old + sign * (eta if rate else 1.0) * gain(beta) * g
            look_ahead = beta * v + sign * eta * g
            found.append(old if fresh else look_ahead if nesterov else v)
        return np.array(found)

    return changes


def _adagrad(sign=-1, square=True, start=0.1, root=True, forget=False, rho=None, before=False):
    def changes(gradients, eta):
        gradients = np.asarray(gradients, dtype=float)
        s, found = np.full(gradients.shape[1:], start), []
        for g in gradients:
            old = np.full_like(s, start) if forget else s
            s = old + (g * g if square else abs(g))
            if rho is not None:
                s = rho * old + (1 - rho) * g * g
            used = (old if before else s) + EPSILON
            found.append(sign * eta * g / (np.sqrt(used) if root else used))
        return np.array(found)

    return changes


def _rmsprop(sign=-1, swap=False, square=True, root=True, before=False, outside=False, total=False):
    def changes(gradients, eta, rho):
        gradients = np.asarray(gradients, dtype=float)
        s, found = np.zeros(gradients.shape[1:]), []
        if swap:
            rho = 1 - rho
        for g in gradients:
            old, new = s, g * g if square else abs(g)
            s = s + new if total else rho * s + (1 - rho) * new
            used = old if before else s
            size = np.sqrt(used) + EPSILON if outside else np.sqrt(used + EPSILON)
            found.append(sign * eta * g / (size if root else used + EPSILON))
        return np.array(found)

    return changes


def _adadelta(sign=-1, swap=False, memory=True, order=True, upside_down=False, roots=True):
    def changes(gradients, eta, rho):
        gradients = np.asarray(gradients, dtype=float)
        s = d = np.zeros(gradients.shape[1:])
        found = []
        if swap:
            rho = 1 - rho
        for g in gradients:
            s = rho * s + (1 - rho) * g * g
            before, after = (d + EPSILON, s + EPSILON)[:: -1 if upside_down else 1]
            ratio = before / after
            u = sign * g * (np.sqrt(ratio) if roots else ratio)
            if not order:  # the memory of steps is brought up to date too early
                d = rho * d + (1 - rho) * u * u
                u = sign * g * np.sqrt((d + EPSILON) / (s + EPSILON))
            elif memory:
                d = rho * d + (1 - rho) * u * u
            found.append(eta * u)
        return np.array(found)

    return changes


def _adam(sign=-1, correct=(True, True), swap=False, late=False, root=True, top=None, square=True):
    def changes(gradients, eta, beta_1, beta_2):
        gradients = np.asarray(gradients, dtype=float)
        m = v = np.zeros(gradients.shape[1:])
        found = []
        if swap:
            beta_1, beta_2 = beta_2, beta_1
        for t, g in enumerate(gradients, start=1):
            m = beta_1 * m + (1 - beta_1) * g
            v = beta_2 * v + (1 - beta_2) * (g * g if square else abs(g))
            power = t + 1 if late else t
            m_hat = m / (1 - beta_1**power) if correct[0] else m
            v_hat = v / (1 - beta_2**power) if correct[1] else v
            size = np.sqrt(v_hat) if root else v_hat
            found.append(sign * eta * (g if top else m_hat) / (size + EPSILON))
        return np.array(found)

    return changes


_RNG = np.random.default_rng(28)
_ONE = np.array([2.0])
_TWO = np.array([2.0, -1.0])
_MANY = _RNG.normal(size=6)
_TABLE = _RNG.normal(size=(5, 3))
_SERIES = (_ONE, _TWO, _MANY, _TABLE)

EXERCISES = (
    Exercise(
        name="weighted_average",
        answer=weighted_average,
        cases=(
            (np.array([10.0]), 0.9, False),
            (np.array([10.0]), 0.9, True),
            (np.array([10.0, 20.0, 0.0]), 0.95, False),
            (np.array([10.0, 20.0, 0.0]), 0.95, True),
            (_MANY, 0.5, True),
        ),
        mistakes=(
            Mistake(
                "β and 1 − β exchanged",
                _average(swap=True),
                "The old average keeps the share β, the new value gets only 1 − β.",
            ),
            Mistake(
                "started with the first value",
                _average(first=lambda values: values[0]),
                "The average starts at 0: that is why it needs a correction.",
            ),
            Mistake(
                "correction one step late",
                _average(power=lambda t: t + 2),
                "After the first value the divisor is 1 − β: count from t = 1.",
            ),
            Mistake(
                "never corrected",
                _average(corrected=False),
                "With correct=True divide by 1 − β to the power of t.",
            ),
            Mistake(
                "went on with the corrected value",
                _average(keep=True),
                "The correction is for showing only; the next step uses the plain average.",
            ),
        ),
        hints=(
            "v = 0; for each value v ← βv + (1 − β) · value.",
            "With correct, show v / (1 − β**t) after the t-th value, and keep v as it is.",
            "enumerate(values, start=1) counts t for you.",
        ),
    ),
    Exercise(
        name="momentum_changes",
        answer=momentum_changes,
        cases=tuple((g, 0.1, 0.9) for g in _SERIES),
        mistakes=(
            Mistake("uphill", _momentum(sign=1), _UPHILL),
            Mistake("learning rate left out", _momentum(rate=False), _RATE),
            Mistake(
                "the averaged form",
                _momentum(gain=lambda beta: 1 - beta),
                "That is the lecture's average. Here, as in Keras, the gradient enters in full: "
                "v ← βv − ηg.",
            ),
            Mistake("velocity forgotten", _momentum(forget=True), _MEMORY),
            Mistake(
                "the velocity before the step",
                _momentum(fresh=True),
                "Bring v up to date first; the change is the new v.",
            ),
            Mistake(
                "Nesterov's look-ahead",
                _momentum(nesterov=True),
                "Plain momentum is asked for: the change is v itself.",
            ),
        ),
        hints=(
            "One number (or array) is remembered: the velocity v, 0 at the start.",
            "For each gradient: v = beta * v - eta * g, and v is the change.",
            "Collect the changes in a list and return np.array(list).",
        ),
    ),
    Exercise(
        name="adagrad_changes",
        answer=adagrad_changes,
        cases=tuple((g, 0.1) for g in _SERIES),
        mistakes=(
            Mistake("uphill", _adagrad(sign=1), _UPHILL),
            Mistake(
                "started at zero",
                _adagrad(start=0.0),
                "Keras starts the sum of squares at 0.1, and so does this exercise.",
            ),
            Mistake(
                "root left out",
                _adagrad(root=False),
                "The sum holds squares: its *root* has the size of a gradient.",
            ),
            Mistake("sum forgotten", _adagrad(forget=True), _MEMORY),
            Mistake(
                "an average for the sum",
                _adagrad(rho=0.9),
                "That is RMSprop. Adagrad adds all squares and forgets none.",
            ),
            Mistake(
                "gradient for its square",
                _adagrad(square=False),
                "The squares of the gradients are added.",
            ),
            Mistake(
                "the sum before this gradient",
                _adagrad(before=True),
                "Add the square first, then divide.",
            ),
        ),
        hints=(
            "Remember s, 0.1 at the start. For each gradient: s ← s + g².",
            "The change is −eta · g / √(s + 1e-7), with the new s.",
            "s must have the shape of one gradient: np.full(np.shape(gradients)[1:], 0.1).",
        ),
    ),
    Exercise(
        name="rmsprop_changes",
        answer=rmsprop_changes,
        cases=tuple((g, 0.01, 0.9) for g in _SERIES),
        mistakes=(
            Mistake("uphill", _rmsprop(sign=1), _UPHILL),
            Mistake(
                "ρ and 1 − ρ exchanged",
                _rmsprop(swap=True),
                "The old average keeps the share ρ, the new square gets only 1 − ρ.",
            ),
            Mistake(
                "root left out",
                _rmsprop(root=False),
                "The average holds squares: its *root* has the size of a gradient.",
            ),
            Mistake(
                "a sum for the average",
                _rmsprop(total=True),
                "That is Adagrad. RMSprop forgets: s ← ρs + (1 − ρ)g².",
            ),
            Mistake(
                "gradient for its square",
                _rmsprop(square=False),
                "The average is one of g².",
            ),
            Mistake(
                "the average before this gradient",
                _rmsprop(before=True),
                "Bring s up to date first, then divide.",
            ),
        ),
        hints=(
            "Remember s, 0 at the start. For each gradient: s ← ρs + (1 − ρ)g².",
            "The change is −eta · g / √(s + 1e-7), with the new s.",
            "Only the update of s differs from Adagrad.",
        ),
    ),
    Exercise(
        name="adadelta_changes",
        answer=adadelta_changes,
        tolerance=1e-9,
        cases=tuple((g, 1.0, 0.95) for g in _SERIES),
        mistakes=(
            Mistake("uphill", _adadelta(sign=1), _UPHILL),
            Mistake(
                "ρ and 1 − ρ exchanged",
                _adadelta(swap=True),
                "The old average keeps the share ρ, the new square gets only 1 − ρ.",
            ),
            Mistake(
                "steps never remembered",
                _adadelta(memory=False),
                "The second memory d averages the squares of the steps u.",
            ),
            Mistake(
                "steps remembered too early",
                _adadelta(order=False),
                "u uses the *old* d; d takes u² in afterwards.",
            ),
            Mistake(
                "fraction upside down",
                _adadelta(upside_down=True),
                "The root of d stands above, the root of s below.",
            ),
            Mistake(
                "roots left out",
                _adadelta(roots=False),
                "Both memories hold squares: take the root of each.",
            ),
        ),
        hints=(
            "Two memories, both 0 at first: s of the squared gradients, d of the squared steps.",
            "In order: s ← ρs + (1 − ρ)g²; u = −g √(d + ε)/√(s + ε); d ← ρd + (1 − ρ)u².",
            "The change is eta · u. ε = 1e-7 stands inside both roots.",
        ),
    ),
    Exercise(
        name="adam_changes",
        answer=adam_changes,
        cases=tuple((g, 0.01, 0.9, 0.999) for g in _SERIES),
        mistakes=(
            Mistake("uphill", _adam(sign=1), _UPHILL),
            Mistake(
                "no bias correction",
                _adam(correct=(False, False)),
                "Both averages start at 0 and are too small at first: divide by 1 − β^t.",
            ),
            Mistake(
                "only m corrected",
                _adam(correct=(True, False)),
                "v needs its correction too, with β₂.",
            ),
            Mistake(
                "only v corrected",
                _adam(correct=(False, True)),
                "m needs its correction too, with β₁.",
            ),
            Mistake(
                "β₁ and β₂ exchanged",
                _adam(swap=True),
                "m follows the gradient with β₁, v its square with β₂.",
            ),
            Mistake(
                "correction one step late",
                _adam(late=True),
                "The first gradient has t = 1.",
            ),
            Mistake(
                "root left out",
                _adam(root=False),
                "v holds squares: divide by its *root*.",
            ),
            Mistake(
                "g for m in the numerator",
                _adam(top=True),
                "That is RMSprop with a correction; Adam moves along the average m.",
            ),
        ),
        hints=(
            "Two memories: m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g², both 0 at the start.",
            "m̂ = m / (1 − β₁^t), v̂ = v / (1 − β₂^t), with t = 1 for the first gradient.",
            "The change is −eta · m̂ / (√v̂ + 1e-7).",
        ),
    ),
)
