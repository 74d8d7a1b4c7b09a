"""Graded exercises of lesson 13: pixels, training curves, confident mistakes, shifted pictures."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def prepare(pictures):
    return np.asarray(pictures)[..., None].astype("float32") / 255


def confident_mistakes(P, labels, k):
    return _confident()(P, labels, k)


def shift_curve(read, x, y, shifts):
    return _curve()(read, x, y, shifts)


def _confident(sign=-1, by=lambda P: P.max(axis=1), wrong_only=True, number=lambda k: k):
    """Rows that are read wrongly, the most confident first, or with one thing wrong."""

    def confident(P, labels, k):
        rows = np.arange(len(P))
        if wrong_only:
            rows = rows[P.argmax(axis=1) != labels]
        order = np.argsort(sign * by(P)[rows], kind="stable")
        return rows[order][: number(k)]

    return confident


def _label_probability(P, labels, k):
    wrong = np.flatnonzero(P.argmax(axis=1) != labels)
    return wrong[np.argsort(P[wrong, labels[wrong]], kind="stable")][:k]


def _moved(x, pixels, axis=2):
    """The pictures moved along an axis, zeros in what becomes free."""
    moved = np.roll(x, pixels, axis=axis)
    free = [slice(None)] * x.ndim
    free[axis] = slice(0, pixels) if pixels >= 0 else slice(pixels, None)
    moved[tuple(free)] = 0
    return moved


def _curve(move=_moved, score=np.mean, add_up=False):
    """The accuracy for each shift, or with one thing done wrong."""

    def curve(read, x, y, shifts):
        shifts = np.cumsum(shifts) if add_up else shifts
        return [float(score(np.asarray(read(move(x, int(p)))) == y)) for p in shifts]

    return curve


def _reader(seed, height, width, classes):
    weights = np.random.default_rng(seed).normal(size=(height * width, classes))

    def read(pictures):
        return (np.reshape(pictures, (len(pictures), -1)) @ weights).argmax(axis=1)

    return read


def _case(seed, height, width, shifts, classes=3):
    """A reader that is right on the pictures as they are, and some shifts."""
    read = _reader(seed, height, width, classes)
    x = np.random.default_rng(seed + 1).random((40, height, width, 1))
    return read, x, read(x), shifts


_RNG = np.random.default_rng(31)
_BYTES = _RNG.integers(0, 256, (2, 2, 2)).astype(np.uint8)


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
        name="diagnose_curves",
        answer=[[3, 3], [1, 2], [2, 1]],
        mistakes=(
            Mistake(
                "too slow and too large exchanged",
                [[2, 1], [1, 2], [3, 3]],
                "With too large a rate the loss jumps; with too small a one it creeps.",
            ),
            Mistake(
                "the gap taken for slowness",
                [[3, 3], [3, 3], [2, 1]],
                "In B the training loss is as good as 0: it cannot be waiting for more steps.",
            ),
            Mistake(
                "more units against overfitting",
                [[3, 3], [1, 4], [2, 1]],
                "A network with more units can learn still more by heart.",
            ),
            Mistake(
                "longer training against overfitting",
                [[3, 3], [1, 3], [2, 1]],
                "In B, does the validation loss fall or rise in the later epochs?",
            ),
            Mistake(
                "nothing wrong with A",
                [[5, 5], [1, 2], [2, 1]],
                "After 40 epochs A still improves with every epoch. Is it at its end?",
            ),
            Mistake(
                "the rate moved the wrong way",
                [[3, 1], [1, 2], [2, 3]],
                "The diagnoses are right. Does a rate that is too small need a smaller one?",
            ),
            Mistake(
                "remedy before diagnosis",
                [[3, 3], [2, 1], [1, 2]],
                "Each pair holds the diagnosis first, then the remedy.",
            ),
        ),
        hints=(
            "For each record: does the training loss fall? Smoothly? Does the validation follow?",
            "Overfitting is a gap that grows: training goes on falling, validation rises.",
            "A creeps, B has the gap, C jumps.",
        ),
        solution="diagnose_curves = [[3, 3], [1, 2], [2, 1]]",
    ),
    Exercise(
        name="confident_mistakes",
        answer=confident_mistakes,
        cases=(
            (np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([1, 1]), 1),
            (np.array([[0.6, 0.4], [0.9, 0.1], [0.3, 0.7]]), np.array([1, 1, 1]), 2),
            (*_predictions(12, 3, 1), 3),
            (*_predictions(30, 4, 2), 5),
            (np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 0]), 3),
        ),
        mistakes=(
            Mistake(
                "the least confident first",
                _confident(sign=1),
                "The most confident mistake comes first.",
            ),
            Mistake(
                "right answers among them",
                _confident(wrong_only=False),
                "Only rows whose most likely class is not the label.",
            ),
            Mistake(
                "sorted by the label's probability",
                _label_probability,
                "Confidence is the largest probability, that of the network's *own* answer.",
            ),
            Mistake(
                "one too few",
                _confident(number=lambda k: k - 1),
                "k rows are asked for (fewer only if there are fewer mistakes).",
            ),
            Mistake(
                "in the order of the rows",
                lambda P, labels, k: np.flatnonzero(P.argmax(axis=1) != labels)[:k],
                "Sort the mistakes by the network's confidence.",
            ),
        ),
        hints=(
            "First the wrong ones: P.argmax(axis=1) != labels.",
            "The confidence: P.max(axis=1). Sort downwards.",
            "wrong[np.argsort(-P.max(axis=1)[wrong])][:k]",
        ),
    ),
    Exercise(
        name="shift_curve",
        answer=shift_curve,
        cases=(
            _case(1, 3, 4, [0]),
            _case(2, 3, 4, [1]),
            _case(3, 4, 4, [-1, 0, 1]),
            _case(4, 5, 7, [-2, 1, 3]),
            _case(5, 6, 5, [2, 2, -1], classes=4),
        ),
        mistakes=(
            Mistake(
                "columns come back on the other side",
                _curve(move=lambda x, p: np.roll(x, p, axis=2)),
                "np.roll brings what leaves on the right back on the left: set it to 0.",
            ),
            Mistake(
                "left for right",
                _curve(move=lambda x, p: _moved(x, -p)),
                "A positive number moves to the right: column 0 becomes free.",
            ),
            Mistake(
                "rows for columns",
                _curve(move=lambda x, p: _moved(x, p, axis=1)),
                "Axis 1 counts rows, axis 2 columns.",
            ),
            Mistake(
                "errors for accuracy",
                _curve(score=lambda right: 1 - np.mean(right)),
                "Give the part that is right.",
            ),
            Mistake(
                "counts for parts",
                _curve(score=np.sum),
                "Divide by the number of pictures.",
            ),
            Mistake(
                "each shift on top of the last",
                _curve(add_up=True),
                "Begin each time with the pictures as they were given.",
            ),
        ),
        hints=(
            "Make an array of zeros like x and copy into it the columns that stay in the picture.",
            "To the right by p: moved[:, :, p:] = x[:, :, :-p]. Mind p = 0 and p < 0.",
            "np.mean(read(moved) == y) for each shift.",
        ),
    ),
)
