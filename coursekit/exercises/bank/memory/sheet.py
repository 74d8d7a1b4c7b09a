"""Graded exercises of lesson 14: which network, a memory at rest, where it breaks, slopes."""

from dataclasses import replace

import numpy as np

from coursekit.exercises.bank.matching import exchanged
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.running import call
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict
from coursekit.machines.letters import letter, names

HEART = "tell from ten seconds of a heart's curve whether it beats regularly"
TASKS = {
    "read the number on a house from a photograph": "CNN",
    "predict the next word of a sentence": "RNN",
    "estimate a flat's price from its area, floor and year": "DNN",
    "find cells that may be cancer in a microscope picture": "CNN",
    "say from a bank's table who will leave": "DNN",
    HEART: "RNN",  # or CNN: see ON_THE_HEART
}

ON_THE_HEART = {
    "CNN": "For the heart's curve you chose a CNN. Its filters slide along the curve and find a "
    "beat wherever it comes; this is the usual first choice. An RNN is right too: it reads the "
    "curve sample by sample and carries along what came before.",
    "RNN": "For the heart's curve you chose an RNN. It reads the curve sample by sample and "
    "carries along what came before. A CNN is right too, and the usual first choice: its filters "
    "slide along the curve, at all places at once, and find a beat wherever it comes.",
}


def examine_choices(exercise, answer):
    """Compare as usual; for the heart's curve say what speaks for the one and the other."""
    verdict = judge(replace(exercise, examine=None), answer)
    if verdict.status != RIGHT:
        return verdict
    chosen = call(answer, (HEART,), "for the heart's curve").strip().upper()
    if chosen not in ON_THE_HEART:
        return Verdict(WRONG, f"Choose one network for the heart's curve; you gave {chosen!r}.")
    return Verdict(RIGHT, f"{verdict.message} {ON_THE_HEART[chosen]}")


def _either(case, kind):
    """What is compared: a CNN and an RNN are one and the same for the heart's curve."""
    if case == (HEART,) and isinstance(kind, str) and kind.strip().upper() in ON_THE_HEART:
        return "CNN or RNN"
    return kind


def choose_network(task):
    return TASKS[task]


def settle(W, s):
    return _settling()(W, s)


def breaking_point(patterns):
    return _breaking()(patterns)


def slope_through_time(x, w, u, y):
    return _through_time()(x, w, u, y)


def _settling(sweeps=1000, at_zero=None, together=False, turned=False):
    """Sweeps in the order 0, 1, 2 … until nothing changes, or with one thing done wrong."""

    def settle(W, s):
        s = np.array(s, dtype=float)
        for _ in range(sweeps):
            before = s.copy()
            for i in range(len(s)):
                field = W[i] @ (before if together else s)
                if field != 0:
                    s[i] = -np.sign(field) if turned else np.sign(field)
                elif at_zero is not None:
                    s[i] = at_zero
            if np.array_equal(before, s):
                break
        return s

    return settle


def _breaking(diagonal=0, newest=False, lower=0, zero=False, lost=np.any, never=0):
    """How many patterns first break a memory, or with one thing done wrong."""

    def breaking_point(patterns):
        for count in range(1, len(patterns) + 1):
            stored = patterns[:count]
            sums = stored.T @ stored  # N times the weights: whole numbers, so no zero is missed
            if diagonal == 0:
                np.fill_diagonal(sums, 0)
            agreement = stored * (stored @ sums)
            flips = (agreement <= 0 if zero else agreement < 0).any(axis=1)
            if lost(flips[-1:] if newest else flips):
                return count - lower
        return len(patterns) if never else 0

    return breaking_point


def _all_at_once(patterns):
    """Store the whole table and return the first pattern that does not rest in it."""
    sums = patterns.T @ patterns
    np.fill_diagonal(sums, 0)
    flips = (patterns * (patterns @ sums) < 0).any(axis=1)
    return int(flips.argmax()) + 1 if flips.any() else 0


def _through_time(paths="all", slope=lambda h: 1 - h**2, error=lambda h, y: h - y, own=True):
    """dE/dw and dE/du of a scalar recurrent unit, or with one thing done wrong."""

    def slopes(x, w, u, y):
        h = [0.0]
        for value in x:
            h.append(np.tanh(w * value + u * h[-1]))
        delta, dw, du = error(h[-1], y) * slope(h[-1]), 0.0, 0.0
        for t in range(len(x), 0, -1):
            dw += delta * x[t - 1]
            du += delta * (h[t - 1] if own else h[t])
            if paths == "last":
                break
            delta = delta * u * slope(h[t - 1])
        return dw, du

    return slopes


def _without_u(x, w, u, y):
    """The way back without the weight between the steps."""
    h = [0.0]
    for value in x:
        h.append(np.tanh(w * value + u * h[-1]))
    delta, dw, du = (h[-1] - y) * (1 - h[-1] ** 2), 0.0, 0.0
    for t in range(len(x), 0, -1):
        dw, du = dw + delta * x[t - 1], du + delta * h[t - 1]
        delta = delta * (1 - h[t - 1] ** 2)
    return dw, du


def _hopfield(patterns):
    N = patterns.shape[1]
    W = patterns.T @ patterns / N
    np.fill_diagonal(W, 0)
    return W


_RNG = np.random.default_rng(32)
_ONE = _hopfield(np.array([[1.0, 1, -1, -1]]))
_STORED = _RNG.choice([-1.0, 1.0], size=(3, 12))
_PAIR = _hopfield(np.array([[1.0, 1, -1, 1, 1, -1, 1, -1], [1, 1, -1, 1, 1, 1, -1, 1]]))


def _slow_net(n=6):
    """Each unit follows its right neighbour, so news from the last unit takes many sweeps."""
    steps = np.diag(np.arange(1.0, n), 1)
    return steps + steps.T


def _hadamard(size):
    """Rows of 1 and −1 any two of which agree in half of their places."""
    table = np.array([[1]])
    while len(table) < size:
        table = np.block([[table, table], [table, -table]])
    return table


def _signs(*shape, seed):
    return np.random.default_rng(seed).choice([-1, 1], size=shape)


_LETTERS = np.array([letter(name) for name in names()]).astype(int)


EXERCISES = (
    Exercise(
        name="choose_network",
        answer=choose_network,
        cases=tuple((task,) for task in TASKS),
        view=_either,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "a dense network for everything",
                lambda task: "DNN",
                "Pixels have neighbours, sequences an order; a dense network sees neither.",
            ),
            Mistake(
                "a CNN for everything",
                lambda task: "CNN",
                "In a table the columns have no neighbours: a window over them means nothing.",
            ),
            Mistake(
                "an RNN for everything",
                lambda task: "RNN",
                "An RNN needs an order in time; a table's row has none.",
            ),
            Mistake(
                "a CNN for a sentence",
                exchanged(TASKS, RNN="CNN"),
                "What came before changes what the next word means: which network has a memory?",
            ),
            Mistake(
                "a dense network for pictures",
                exchanged(TASKS, CNN="DNN"),
                "Neighbouring pixels belong together, and an object may lie anywhere.",
            ),
            Mistake(
                "a dense network for sequences",
                exchanged(TASKS, RNN="DNN"),
                "A sequence has an order and any length.",
            ),
        ),
        hints=(
            "What is one example: a row of a table, a picture, or something that comes in order?",
            "Table: DNN. Picture: CNN. Sentence: RNN.",
            "A heart's curve comes in order, and a beat may come anywhere: two kinds are right.",
        ),
    ),
    Exercise(
        name="settle",
        answer=settle,
        cases=(
            (_ONE, np.array([1.0, 1, -1, 1])),
            (_ONE, np.array([-1.0, -1, 1, 1])),
            (_PAIR, np.array([1.0, -1, -1, 1, 1, 1, 1, -1])),
            (np.array([[0.0, 1], [1, 0]]), np.array([1.0, -1])),
            (_slow_net(), np.array([1.0, 1, 1, 1, -1, -1])),
            (_hopfield(_STORED), _STORED[0] * np.where(np.arange(12) < 3, -1, 1)),
            (np.zeros((3, 3)), np.array([1.0, -1, 1])),
        ),
        mistakes=(
            Mistake(
                "one sweep only",
                _settling(sweeps=1),
                "Sweep again until a whole sweep changes nothing.",
            ),
            Mistake(
                "all neurons at once",
                _settling(together=True),
                "Each neuron looks at the *present* states, changed ones included.",
            ),
            Mistake(
                "1 where the sum is 0",
                _settling(at_zero=1.0),
                "A sum of 0 leaves the neuron as it is.",
            ),
            Mistake(
                "0 where the sum is 0",
                _settling(at_zero=0.0),
                "A neuron is 1 or −1; np.sign(0) is neither. A sum of 0 leaves it as it is.",
            ),
            Mistake(
                "signs turned",
                _settling(turned=True),
                "A positive sum makes the neuron 1.",
            ),
        ),
        hints=(
            "One sweep: for i in range(len(s)), look at W[i] @ s and set s[i].",
            "Compare the state before and after a sweep; stop when they agree.",
            "Work on a copy of s, and skip neurons whose sum is exactly 0.",
        ),
    ),
    Exercise(
        name="breaking_point",
        answer=breaking_point,
        cases=(
            (_hadamard(8)[:4],),
            (np.array([[1, 1, -1, -1], [1, -1, 1, -1], [1, -1, -1, 1]]),),
            (_LETTERS,),
            (_LETTERS[::-1],),
            *((_signs(12, 16, seed=seed),) for seed in range(6)),
            *((_signs(12, 32, seed=seed),) for seed in range(4)),
        ),
        mistakes=(
            Mistake(
                "diagonal not zero",
                _breaking(diagonal=1),
                "With W_ii > 0 every neuron votes for itself, and no pattern seems to break.",
            ),
            Mistake(
                "only the newest pattern asked",
                _breaking(newest=True),
                "A new pattern may disturb an *old* one: ask all that are stored.",
            ),
            Mistake(
                "the last number that held",
                _breaking(lower=1),
                "Return the number of patterns with which it breaks, not the one before.",
            ),
            Mistake(
                "a sum of 0 counted as a flip",
                _breaking(zero=True),
                "A sum of 0 leaves a neuron as it is, so the pattern still rests.",
            ),
            Mistake(
                "waited until all are lost",
                _breaking(lost=np.all),
                "One pattern that does not rest is enough.",
            ),
            Mistake(
                "the whole table stored at once",
                _all_at_once,
                "Store one row, then two, then three; stop at the first set that breaks.",
            ),
            Mistake(
                "the number of rows for a set that holds",
                _breaking(never=1),
                "When all rows rest together, return 0.",
            ),
        ),
        hints=(
            "For count = 1, 2, 3 …: store patterns[:count] and look at each of them.",
            "A pattern p rests when no entry of p * (W @ p) is negative.",
            "Hopfield().fit(table).is_stable(table) answers for every row of a table.",
        ),
    ),
    Exercise(
        name="slope_through_time",
        answer=slope_through_time,
        cases=(
            ([1.0], 0.5, 0.3, 0.0),
            ([1.0, -2.0], 0.5, 0.8, 1.0),
            ([0.3, 0.7, -0.4, 1.1], 0.9, -0.6, 0.2),
            (list(_RNG.normal(size=7)), 0.4, 1.2, -0.5),
        ),
        mistakes=(
            Mistake(
                "only the last step",
                _through_time(paths="last"),
                "w and u are used in every step; every use sends its share.",
            ),
            Mistake(
                "slope of tanh left out",
                _through_time(slope=lambda h: 1.0),
                "Every step back crosses a tanh: multiply by 1 − h².",
            ),
            Mistake(
                "slope of the sigmoid",
                _through_time(slope=lambda h: h * (1 - h)),
                "tanh has the slope 1 − h²; h(1 − h) belongs to the sigmoid.",
            ),
            Mistake(
                "y − h for h − y",
                _through_time(error=lambda h, y: y - h),
                "E = ½(h − y)²: its derivative is h − y.",
            ),
            Mistake(
                "new state for the old in ∂E/∂u",
                _through_time(own=False),
                "u multiplies the state *before* the step.",
            ),
            Mistake(
                "u left out on the way back",
                _without_u,
                "From one step to the one before the path leads over u.",
            ),
        ),
        hints=(
            "Forward: keep all states, h₀ = 0 included. Then go back from the last step.",
            "delta at the end is (h − y)(1 − h²); one step back it is delta · u · (1 − h²).",
            "At step t add delta · x_t to ∂E/∂w and delta · h_{t−1} to ∂E/∂u.",
        ),
    ),
)
