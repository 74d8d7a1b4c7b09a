"""Graded exercises of lesson 13: pixels, blocks counted, sure mistakes, a CNN of one's own."""

import functools

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.running import Trouble, call

WANTED = 0.97


def prepare(pictures):
    return np.asarray(pictures)[..., None].astype("float32") / 255


def count_blocks(size, channels, blocks):
    return _count()(size, channels, blocks)


def surest_mistakes(P, labels, k):
    return _surest()(P, labels, k)


def read_digits(x_train, y_train):
    """The digit of the nearest training picture: no network, but it knows the answers."""

    def read(x_new):
        a, b = (np.reshape(x, (len(x), -1)).astype(float) for x in (x_new, x_train))
        distances = (a**2).sum(1)[:, None] - 2 * a @ b.T + (b**2).sum(1)
        return np.asarray(y_train)[distances.argmin(axis=1)]

    return read


def _count(per_filter=None, bias=True, shrink=True, halve=True, flatten=True):
    """Parameters of each block of a CNN with 3 × 3 filters, with one thing done wrong."""

    def count(size, channels, blocks):
        found, features = [], None
        for kind, amount in blocks:
            if kind == "conv":
                weights = 9 * (per_filter(channels) if per_filter else channels)
                found.append((weights + bias) * amount)
                size, channels = size - 2 if shrink else size, amount
            elif kind == "pool":
                found.append(0)
                size = size // amount if halve else size
            else:
                if features is None:
                    features = size * size * channels if flatten else channels
                found.append((features + bias) * amount)
                features = amount
        return found

    return count


def _surest(sign=-1, by=lambda P: P.max(axis=1), wrong_only=True, number=lambda k: k):
    """Rows that are read wrongly, the surest first, or with one thing done wrong."""

    def surest(P, labels, k):
        rows = np.arange(len(P))
        if wrong_only:
            rows = rows[P.argmax(axis=1) != labels]
        order = np.argsort(sign * by(P)[rows], kind="stable")
        return rows[order][: number(k)]

    return surest


def _label_share(P, labels, k):
    wrong = np.flatnonzero(P.argmax(axis=1) != labels)
    return wrong[np.argsort(P[wrong, labels[wrong]], kind="stable")][:k]


@functools.cache
def _digits():
    from coursekit.datasets import load_digits

    (x, y), (x_new, y_new) = load_digits(test_size=0.25)
    return x[..., None] / 16, y, x_new[..., None] / 16, y_new


def _how_well(case, read):
    """One sentence about a reader of digits, from what it makes of the test pictures."""
    _, _, x_new, y_new = _digits()
    if not callable(read):
        raise Trouble("Return a function that takes new pictures and gives their digits.")
    answer = call(read, (x_new,), "for new pictures", 60)
    try:
        found = np.asarray(answer)
    except Exception:
        raise Trouble(
            "The function that you return must give one digit for each picture."
        ) from None
    if found.shape == (len(y_new), 10):
        return "ten shares for each picture, not a digit"
    if found.shape != (len(y_new),):
        raise Trouble(f"For {len(y_new)} pictures your reader gives shape {found.shape}.")
    right = np.mean(found == y_new)
    if right >= WANTED:
        return f"at least {WANTED:.0%} right"
    return "little better than a guess" if right < 0.3 else f"fewer than {WANTED:.0%} right"


class _Training:
    """The training digits as arguments, loaded when they are first needed."""

    def __iter__(self):
        return iter(_digits()[:2])

    def __len__(self):
        return 2

    def __deepcopy__(self, memo):
        return tuple(array.copy() for array in self)


def _shares(x_train, y_train):
    read = read_digits(x_train, y_train)
    return lambda x_new: np.eye(10)[read(x_new)]


def _average_pictures(x_train, y_train):
    means = np.array([x_train[y_train == digit].mean(axis=0) for digit in range(10)])
    return read_digits(means, np.arange(10))


def _untrained(x_train, y_train):
    return lambda x_new: np.zeros(len(x_new), dtype=int)


_RNG = np.random.default_rng(31)
_BYTES = _RNG.integers(0, 256, (3, 4, 4)).astype(np.uint8)
_CLASSIC = [("conv", 32), ("pool", 2), ("conv", 64), ("pool", 2), ("conv", 64), ("dense", 64)]


def _predictions(rows, classes, seed):
    random = np.random.default_rng(seed)
    return random.dirichlet(np.ones(classes), rows), random.integers(0, classes, rows)


EXERCISES = (
    Exercise(
        name="prepare",
        answer=prepare,
        cases=(
            (np.array([[[0, 255], [51, 102]]], dtype=np.uint8),),
            (_BYTES,),
            (np.full((2, 3, 3), 100, dtype=np.uint8),),
        ),
        mistakes=(
            Mistake(
                "no axis for the channel",
                lambda x: np.asarray(x) / 255,
                "Conv2D expects (pictures, rows, columns, channels): add an axis of length 1.",
            ),
            Mistake(
                "divided by 256",
                lambda x: np.asarray(x)[..., None] / 256,
                "The largest grey value is 255, and it should become 1.",
            ),
            Mistake(
                "whole numbers",
                lambda x: np.asarray(x)[..., None] // 255,
                "Divide with /, not //: the grey values between black and white must survive.",
            ),
            Mistake(
                "divided by the brightest pixel at hand",
                lambda x: np.asarray(x)[..., None] / np.max(x),
                "Another batch would be scaled differently. Divide by 255, always.",
            ),
            Mistake(
                "channel axis in front",
                lambda x: np.asarray(x)[:, None] / 255,
                "Keras puts the channels last.",
            ),
            Mistake(
                "not scaled",
                lambda x: np.asarray(x)[..., None].astype(float),
                "Bring 0 … 255 to 0 … 1.",
            ),
        ),
        hints=(
            "Two things are missing: numbers from 0 to 1, and an axis for the channel.",
            "x[..., None] adds an axis of length 1 at the end.",
            "return pictures[..., None] / 255",
        ),
    ),
    Exercise(
        name="count_blocks",
        answer=count_blocks,
        cases=(
            (4, 1, [("conv", 1)]),
            (8, 1, [("conv", 4), ("pool", 2), ("dense", 10)]),
            (32, 3, [*_CLASSIC, ("dense", 10)]),
            (11, 3, [("conv", 5), ("conv", 7), ("pool", 3), ("dense", 6), ("dense", 2)]),
        ),
        mistakes=(
            Mistake(
                "biases left out",
                _count(bias=False),
                "Every filter and every dense unit has one bias.",
            ),
            Mistake(
                "one channel for all",
                _count(per_filter=lambda channels: 1),
                "A filter reaches through all channels of its input.",
            ),
            Mistake(
                "the picture keeps its size",
                _count(shrink=False),
                "A 3 × 3 filter without padding takes away two rows and two columns.",
            ),
            Mistake(
                "pooling left out",
                _count(halve=False),
                "Pooling has no parameters, but it shrinks the map for all that follows.",
            ),
            Mistake(
                "not flattened",
                _count(flatten=False),
                "The first dense layer sees all pixels of all maps: rows × columns × channels.",
            ),
        ),
        hints=(
            "Keep the present size and number of channels up to date, block by block.",
            "Convolution: (9 · channels + 1) · filters. Dense: (inputs + 1) · units. Pooling: 0.",
            "Before the first dense block the inputs number size · size · channels.",
        ),
    ),
    Exercise(
        name="surest_mistakes",
        answer=surest_mistakes,
        cases=(
            (np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([1, 1]), 1),
            (np.array([[0.6, 0.4], [0.9, 0.1], [0.3, 0.7]]), np.array([1, 1, 1]), 2),
            (*_predictions(12, 3, 1), 3),
            (*_predictions(30, 4, 2), 5),
            (np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 0]), 3),
        ),
        mistakes=(
            Mistake(
                "the least sure first",
                _surest(sign=1),
                "The largest share of a wrong class comes first.",
            ),
            Mistake(
                "right answers among them",
                _surest(wrong_only=False),
                "Only rows whose most likely class is not the label.",
            ),
            Mistake(
                "sorted by the label's share",
                _label_share,
                "How sure was the network of its *own* answer? Sort by its largest share.",
            ),
            Mistake(
                "one too few",
                _surest(number=lambda k: k - 1),
                "k rows are asked for (fewer only if there are fewer mistakes).",
            ),
            Mistake(
                "in the order of the rows",
                lambda P, labels, k: np.flatnonzero(P.argmax(axis=1) != labels)[:k],
                "Sort the mistakes by how sure the network was.",
            ),
        ),
        hints=(
            "First the wrong ones: P.argmax(axis=1) != labels.",
            "How sure: P.max(axis=1). Sort downwards.",
            "wrong[np.argsort(-P.max(axis=1)[wrong])][:k]",
        ),
    ),
    Exercise(
        name="read_digits",
        answer=read_digits,
        cases=(_Training(),),
        view=_how_well,
        viewed="your reader on the test digits",
        seconds=120,
        mistakes=(
            Mistake(
                "shares for digits",
                _shares,
                "The class is the place of the largest share: .argmax(axis=1).",
            ),
            Mistake(
                "not trained",
                _untrained,
                "It is right about as often as a guess. Have you called fit?",
            ),
            Mistake(
                "not good enough yet",
                _average_pictures,
                "Train longer, or give it a second convolution or more filters.",
            ),
        ),
        hints=(
            "Two convolutions with 8 and 16 filters, a pooling, Flatten and Dense(10).",
            "SparseCategoricalCrossentropy(from_logits=True), Adam(0.005), batches of 32.",
            "Thirty epochs of coursekit.nn take a few seconds and are enough.",
        ),
    ),
)
