"""Exercises of lesson 14: Hopfield weights, one sweep, the energy, a recurrent step, its size."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def hopfield_weights(patterns):
    N = patterns.shape[1]
    W = patterns.T @ patterns / N
    np.fill_diagonal(W, 0)  # no neuron listens to itself
    return W


def _weights(divide=True, diagonal=False, last_only=False):
    def weights(patterns):
        N = patterns.shape[1]
        used = patterns[-1:] if last_only else patterns
        W = used.T @ used / (N if divide is True else len(patterns) if divide else 1)
        if not diagonal:
            np.fill_diagonal(W, 0)
        return W

    return weights


def recall_sweep(W, s, order):
    s = s.copy()
    for i in order:
        field = W[i] @ s
        if field != 0:
            s[i] = 1 if field > 0 else -1
    return s


def _synchronous(W, s, order):
    field = W @ s
    return np.where(field > 0, 1, np.where(field < 0, -1, s))


def _sweep(at_zero=None, natural=False, turned=False, squash=True, only_first=False):
    """A sweep with one thing done wrong; ``at_zero`` is what a sum of 0 gives."""

    def sweep(W, s, order):
        s = s.astype(float)
        order = np.arange(len(s)) if natural else order
        for i in order[:1] if only_first else order:
            field = W[i] @ s
            if field != 0:
                s[i] = (-1 if turned else 1) * (np.sign(field) if squash else field)
            elif at_zero is not None:
                s[i] = at_zero
        return s

    return sweep


def hopfield_energy(W, s):
    return -0.5 * s @ W @ s


def rnn_step(x, h, W, U, b):
    return np.tanh(W @ x + U @ h + b)


def rnn_parameters(features, units):
    return units * features + units * units + units


_RNG = np.random.default_rng(12)


def _signs(*shape):
    return _RNG.choice([-1, 1], size=shape)


_PATTERNS = (
    (np.array([[1, -1, 1, -1]]),),
    (np.array([[1, 1, -1, -1], [1, -1, 1, 1]]),),
    (_signs(3, 5),),
    (_signs(4, 7),),
)
_W = hopfield_weights(np.array([[1, 1, -1, -1]]))
# With 8 neurons and two patterns that agree at 5 of them, sums of exactly 0 occur.
_W2 = hopfield_weights(np.array([[1, 1, -1, 1, 1, -1, 1, -1], [1, 1, -1, 1, 1, 1, -1, 1]]))
_W3 = hopfield_weights(_signs(2, 16))
_SWEEPS = (
    (_W, np.array([1, -1, 1, 1]), np.array([0, 1, 2, 3])),
    (_W, np.array([1, -1, 1, -1]), np.array([2, 0, 3, 1])),
    *((_W2, _signs(8), _RNG.permutation(8)) for _ in range(8)),
    *((_W3, _signs(16), _RNG.permutation(16)) for _ in range(2)),
)
_ENERGIES = tuple((W, _signs(len(W))) for W in (_W, _W, _W2, _W3, _W3))
# Square matrices let a forgotten transpose run, so that it can be named.
_STEPS = (
    (np.array([1.0]), np.array([0.5]), np.array([[0.5]]), np.array([[2.0]]), np.array([-0.25])),
    *(
        tuple(_RNG.normal(size=size).round(1) for size in ((m,), (m,), (m, m), (m, m), (m,)))
        for m in (2, 2, 3)
    ),
)
_SIZES = ((1, 1), (1, 2), (3, 4), (1, 8), (300, 128))

EXERCISES = (
    Exercise(
        name="hopfield_weights",
        answer=hopfield_weights,
        cases=_PATTERNS,
        mistakes=(
            Mistake(
                "diagonal not zero",
                _weights(diagonal=True),
                "No neuron listens to itself: W_ii = 0.",
            ),
            Mistake("1/N forgotten", _weights(divide=False), "Divide by N, the number of neurons."),
            Mistake(
                "1/N forgotten and diagonal not zero",
                _weights(divide=False, diagonal=True),
                "The products are right. Divide by N and empty the diagonal.",
            ),
            Mistake(
                "divided by the number of patterns",
                _weights(divide="P"),
                "N counts the neurons, the columns of the table.",
            ),
            Mistake(
                "only the last pattern stored",
                _weights(last_only=True),
                "Every pattern adds its products; none replaces the others.",
            ),
            Mistake(
                "transposed",
                lambda patterns: patterns @ patterns.T / patterns.shape[1],
                "That compares pattern with pattern. W compares neuron with neuron: N × N.",
            ),
            Mistake(
                "minus one on the diagonal",
                lambda patterns: (
                    patterns.T @ patterns / patterns.shape[1] - np.eye(len(patterns.T))
                ),
                "With P patterns the diagonal is P/N before you empty it: set it to 0.",
            ),
        ),
        hints=(
            "Entry i, j adds up p_i · p_j over the patterns. One matrix product does them all.",
            "patterns has a row for each pattern, so patterns.T @ patterns has the shape N × N.",
            "Divide by patterns.shape[1], then np.fill_diagonal(W, 0), then return W.",
        ),
    ),
    Exercise(
        name="recall_sweep",
        answer=recall_sweep,
        cases=_SWEEPS,
        mistakes=(
            Mistake(
                "synchronous instead of asynchronous",
                _synchronous,
                "All neurons decided from the old state. Compute each sum from the newest one.",
            ),
            Mistake(
                "a sum of 0 became 0",
                _sweep(at_zero=0),
                "np.sign(0) is 0, which is no state. At 0 a neuron stays as it is.",
            ),
            Mistake("a sum of 0 became −1", _sweep(at_zero=-1), "At 0 a neuron stays as it is."),
            Mistake("a sum of 0 became +1", _sweep(at_zero=1), "At 0 a neuron stays as it is."),
            Mistake("the order ignored", _sweep(natural=True), "Ask the neurons as `order` says."),
            Mistake(
                "sign turned", _sweep(turned=True), "A positive sum gives +1, a negative one −1."
            ),
            Mistake(
                "sign forgotten",
                _sweep(squash=False),
                "The sum itself is not a state: take its sign.",
            ),
            Mistake(
                "only one neuron asked",
                _sweep(only_first=True),
                "Is your return inside the loop? A sweep asks every neuron once.",
            ),
        ),
        hints=(
            "Begin with s = s.copy(), then loop over the neurons: for i in order.",
            "Inside: field = W[i] @ s, with the s that earlier neurons have changed already.",
            "if field > 0: s[i] = 1, elif field < 0: s[i] = -1. Return s after the loop.",
        ),
    ),
    Exercise(
        name="hopfield_energy",
        answer=hopfield_energy,
        cases=_ENERGIES,
        mistakes=(
            Mistake(
                "½ forgotten",
                lambda W, s: -s @ W @ s,
                "s W s meets every pair twice, as i, j and as j, i.",
            ),
            Mistake(
                "minus forgotten",
                lambda W, s: 0.5 * s @ W @ s,
                "Agreement must lower the energy.",
            ),
            Mistake(
                "minus and ½ forgotten",
                lambda W, s: s @ W @ s,
                "The sum is right; it has a factor in front.",
            ),
            Mistake(
                "one sum for each neuron",
                lambda W, s: -0.5 * s * (W @ s),
                "Add them up: the energy is one number for the whole state.",
            ),
            Mistake(
                "halved twice",
                lambda W, s: -0.25 * s @ W @ s,
                "If you add each pair once, you need no ½.",
            ),
        ),
        hints=(
            "First the sums: W @ s. Then each neuron's agreement with its sum: s * (W @ s).",
            "Add them up, halve, and turn the sign.",
            "return -0.5 * s @ W @ s",
        ),
    ),
    Exercise(
        name="rnn_step",
        answer=rnn_step,
        cases=_STEPS,
        mistakes=(
            Mistake(
                "bias forgotten",
                lambda x, h, W, U, b: np.tanh(W @ x + U @ h),
                "Three terms go into the sum.",
            ),
            Mistake(
                "previous state ignored",
                lambda x, h, W, U, b: np.tanh(W @ x + b),
                "That is a Dense layer. The state of the step before is an input too.",
            ),
            Mistake(
                "both transposed",
                lambda x, h, W, U, b: np.tanh(x @ W + h @ U + b),
                "W and U have one row for each unit here: W @ x. The other order is Keras'.",
            ),
            Mistake(
                "U transposed",
                lambda x, h, W, U, b: np.tanh(W @ x + h @ U + b),
                "Row i of U belongs to unit i: U @ h.",
            ),
            Mistake(
                "W transposed",
                lambda x, h, W, U, b: np.tanh(x @ W + U @ h + b),
                "Row i of W belongs to unit i: W @ x.",
            ),
            Mistake(
                "W and U exchanged",
                lambda x, h, W, U, b: np.tanh(U @ x + W @ h + b),
                "W weighs the input, U the state.",
            ),
            Mistake("tanh forgotten", lambda x, h, W, U, b: W @ x + U @ h + b, "That is z_t."),
            Mistake(
                "state added outside tanh",
                lambda x, h, W, U, b: np.tanh(W @ x + b) + U @ h,
                "The whole sum goes through tanh.",
            ),
        ),
        hints=(
            "First the sum z: the input's share, the state's share, and the bias.",
            "z = W @ x + U @ h + b",
            "return np.tanh(z)",
        ),
    ),
    Exercise(
        name="rnn_parameters",
        answer=rnn_parameters,
        cases=_SIZES,
        mistakes=(
            Mistake(
                "bias forgotten",
                lambda n, m: m * n + m * m,
                "Each unit has a bias, as in a Dense layer.",
            ),
            Mistake(
                "state forgotten",
                lambda n, m: m * n + m,
                "That is a Dense layer. Each unit also listens to every state.",
            ),
            Mistake(
                "each unit sees only its own state",
                lambda n, m: m * n + m + m,
                "U is a full table: every unit sees the state of all units.",
            ),
            Mistake(
                "features and units exchanged",
                lambda n, m: n * m + n * n + n,
                "U connects units with units, and each unit has a bias.",
            ),
            Mistake(
                "two biases",
                lambda n, m: m * n + m * m + 2 * m,
                "One bias for each unit is enough, as in Keras. (PyTorch keeps two.)",
            ),
            Mistake(
                "one bias for all",
                lambda n, m: m * n + m * m + 1,
                "Every unit has a bias of its own.",
            ),
        ),
        hints=(
            "Three arrays: W, U and b. What are their shapes?",
            "W is units × features, U is units × units, b has an entry for each unit.",
            "return units * (features + units + 1)",
        ),
    ),
)
