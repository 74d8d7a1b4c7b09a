"""Graded exercises of lesson 11: four counts, one-hot columns, leaks, early stopping, a ranking."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def confusion_counts(d, y):
    d, y = np.asarray(d), np.asarray(y)
    return np.array([[np.sum((d == a) & (y == b)) for b in (0, 1)] for a in (0, 1)])


def one_hot(column, categories):
    return np.array([[float(value == c) for c in categories[1:]] for value in column])


def leaks(steps):
    return _leaks()(steps)


def early_stopping(val_losses, min_delta, patience):
    return _stopping()(val_losses, min_delta, patience)


def caught_in_top(d, p, share):
    return _ranking()(d, p, share)


ALWAYS = {
    "scale with the mean of all rows",
    "stop training early by the test rows",
    "keep the column that says how the account was closed",
}
BEFORE_SPLIT = {"copy the rows of leavers to balance the classes"}
HARMLESS = {
    "split into training and test rows",
    "scale with the mean of the training rows",
    "stop training early by rows held out of the training rows",
    "drop the customer number",
    "one-hot encode the country",
}
SPLIT = "split into training and test rows"


def _leaks(always=ALWAYS, before=BEFORE_SPLIT, after=frozenset()):
    """Numbers of the steps that leak, by a rule that may be wrong."""

    def found(steps):
        split, numbers = False, []
        for number, step in enumerate(steps):
            split = split or step == SPLIT
            if step in always or (step in before and not split) or (step in after and split):
                numbers.append(number)
        return set(numbers)

    return found


def _stopping(delta=lambda d: d, extra=0, first=1, against_last=False, kept_last=False):
    """(last epoch trained, epoch whose weights are best), with one thing done wrong."""

    def stop(val_losses, min_delta, patience):
        best, best_epoch, waited = np.inf, first, 0
        for epoch, loss in enumerate(val_losses, start=first):
            if loss < best - delta(min_delta):
                best, best_epoch, waited = loss, epoch, 0
            else:
                waited += 1
                if against_last:
                    best = loss
            if waited == patience + extra:
                return epoch, (epoch if kept_last else best_epoch)
        last = len(val_losses) - 1 + first
        return last, (last if kept_last else best_epoch)

    return stop


def _ranking(
    order=lambda p: np.argsort(-p, kind="stable"), of=lambda caught, d, n: caught / d.sum()
):
    """Share of the leavers among the first rows of a ranking, with one thing done wrong."""

    def caught(d, p, share):
        d, p = np.asarray(d), np.asarray(p)
        n = round(share * len(d))
        return of(d[order(p)[:n]].sum(), d, n)

    return caught


def _shape(counts):
    return lambda d, y: counts(confusion_counts(d, y))


_RNG = np.random.default_rng(29)
_D, _Y = _RNG.integers(0, 2, 40), _RNG.integers(0, 2, 40)
_P = np.round(_RNG.permutation(np.linspace(0.02, 0.98, 40)), 3)
_COUNTRIES = ["France", "Germany", "Spain"]
_PIPELINES = (
    (SPLIT, "scale with the mean of the training rows"),
    ("scale with the mean of all rows", SPLIT),
    (SPLIT, "scale with the mean of all rows"),
    ("copy the rows of leavers to balance the classes", SPLIT),
    (SPLIT, "copy the rows of leavers to balance the classes"),
    ("drop the customer number", "one-hot encode the country", SPLIT),
    (
        "keep the column that says how the account was closed",
        "one-hot encode the country",
        SPLIT,
        "stop training early by the test rows",
    ),
    (SPLIT, "stop training early by rows held out of the training rows"),
)
_HISTORY = np.array([0.9, 0.7, 0.65, 0.6499, 0.66, 0.62, 0.63, 0.64, 0.625, 0.65, 0.61])

EXERCISES = (
    Exercise(
        name="confusion_counts",
        answer=confusion_counts,
        cases=(([1], [1]), ([0, 1], [1, 0]), ([0, 0, 0, 1, 1], [0, 0, 1, 1, 0]), (_D, _Y)),
        mistakes=(
            Mistake(
                "rows and columns exchanged",
                _shape(lambda c: c.T),
                "Rows stand for what is true, columns for what the model said.",
            ),
            Mistake(
                "class 1 first",
                _shape(lambda c: c[::-1, ::-1]),
                "Class 0 comes first, in the rows and in the columns.",
            ),
            Mistake(
                "shares for counts",
                _shape(lambda c: c / c.sum()),
                "Count rows; do not divide.",
            ),
            Mistake(
                "only the hits",
                _shape(lambda c: np.diag(np.diag(c))),
                "Beside the diagonal stand the false alarms and the missed ones.",
            ),
            Mistake(
                "false alarms and misses exchanged on the diagonal",
                _shape(lambda c: c[:, ::-1]),
                "Row 0, column 0: truly 0, and the model said 0.",
            ),
        ),
        hints=(
            "Four questions: truly 0 and said 0; truly 0 and said 1; truly 1 and said 0; both 1.",
            "np.sum((d == 0) & (y == 1)) counts the false alarms.",
            "return np.array([[n00, n01], [n10, n11]])",
        ),
    ),
    Exercise(
        name="one_hot",
        answer=one_hot,
        cases=(
            (["Spain"], _COUNTRIES),
            (["France", "Germany", "Spain", "France"], _COUNTRIES),
            (["b", "a"], ["a", "b"]),
            (["red", "blue", "green", "blue"], ["blue", "green", "grey", "red"]),
        ),
        mistakes=(
            Mistake(
                "first category kept",
                lambda column, c: np.array([[float(v == k) for k in c] for v in column]),
                "Drop the first: when all others are 0, it is clear which one it is.",
            ),
            Mistake(
                "last category dropped",
                lambda column, c: np.array([[float(v == k) for k in c[:-1]] for v in column]),
                "The *first* category is the one without a column.",
            ),
            Mistake(
                "numbers for categories",
                lambda column, c: np.array([[float(c.index(v))] for v in column]),
                "0, 1, 2 would say that Spain is twice Germany: give each category a column.",
            ),
            Mistake(
                "rows and columns exchanged",
                lambda column, c: one_hot(column, c).T,
                "One row for each customer, one column for each category.",
            ),
            Mistake(
                "−1 for the dropped category",
                lambda column, c: (
                    one_hot(column, c) - np.array([[float(v == c[0])] for v in column])
                ),
                "The dropped category is the one whose columns are all 0.",
            ),
        ),
        hints=(
            "There is one column for each category but the first.",
            "The entry is 1.0 where the row's value equals the column's category.",
            "np.array([[float(v == c) for c in categories[1:]] for v in column])",
        ),
    ),
    Exercise(
        name="leaks",
        answer=leaks,
        cases=tuple((steps,) for steps in _PIPELINES),
        mistakes=(
            Mistake(
                "nothing leaks",
                lambda steps: set(),
                "Ask of each step: does it use something that is unknown at the time of use?",
            ),
            Mistake(
                "everything before the split leaks",
                lambda steps: set(range(list(steps).index(SPLIT))),
                "Dropping or renaming a column learns nothing from other rows: harmless.",
            ),
            Mistake(
                "early stopping by the test rows overlooked",
                _leaks(always=ALWAYS - {"stop training early by the test rows"}),
                "Who chooses the epoch by the test rows has trained on them a little.",
            ),
            Mistake(
                "copies in both parts overlooked",
                _leaks(before=frozenset()),
                "Copies made before the split land on both sides of it.",
            ),
            Mistake(
                "copying always called a leak",
                _leaks(always=ALWAYS | BEFORE_SPLIT),
                "After the split the copies stay among the training rows: allowed.",
            ),
            Mistake(
                "a fact from the future overlooked",
                _leaks(
                    always=ALWAYS - {"keep the column that says how the account was closed"},
                ),
                "How the account was closed is known only of customers who have left.",
            ),
            Mistake(
                "scaling excused after the split",
                _leaks(
                    always=ALWAYS - {"scale with the mean of all rows"},
                    before=BEFORE_SPLIT | {"scale with the mean of all rows"},
                ),
                "A mean of all rows contains the test rows, whenever it is taken.",
            ),
        ),
        hints=(
            "A leak: the model, or its preparation, uses something it will not have in real use.",
            "Three kinds: means over test rows, copies across the split, facts from the future.",
            "One step leaks only when it comes before the split: the copying.",
        ),
    ),
    Exercise(
        name="early_stopping",
        answer=early_stopping,
        cases=(
            ([0.5, 0.4, 0.45, 0.46], 0.0, 2),
            ([0.5, 0.4, 0.3], 0.0, 2),
            (_HISTORY, 0.0, 3),
            (_HISTORY, 0.001, 2),
            (_HISTORY, 0.05, 4),
            ([0.5, 0.5, 0.5], 0.0, 1),
        ),
        mistakes=(
            Mistake(
                "counted from 0",
                _stopping(first=0),
                "The first epoch has the number 1 here.",
            ),
            Mistake(
                "one epoch too patient",
                _stopping(extra=1),
                "Stop when `patience` epochs in a row were no improvement.",
            ),
            Mistake(
                "min_delta ignored",
                _stopping(delta=lambda d: 0.0),
                "A gain smaller than min_delta does not count as an improvement.",
            ),
            Mistake(
                "compared with the epoch before",
                _stopping(against_last=True),
                "Compare with the best loss so far.",
            ),
            Mistake(
                "last weights taken for the best",
                _stopping(kept_last=True),
                "The best weights are those of the last improvement, not those at the stop.",
            ),
        ),
        hints=(
            "Keep three things: the best loss, its epoch, and how many epochs brought no gain.",
            "An improvement: loss < best − min_delta. Then waiting starts anew.",
            "Stop at the epoch where the count reaches patience; else at the last epoch.",
        ),
    ),
    Exercise(
        name="caught_in_top",
        answer=caught_in_top,
        cases=(
            ([1, 0], [0.9, 0.1], 0.5),
            ([1, 0, 0, 1], [0.2, 0.6, 0.1, 0.7], 0.5),
            (_D, _P, 0.2),
            (_D, _P, 0.75),
        ),
        mistakes=(
            Mistake(
                "the least probable first",
                _ranking(order=np.argsort),
                "The customers most likely to leave come first: sort downwards.",
            ),
            Mistake(
                "share of the chosen",
                _ranking(of=lambda caught, d, n: caught / n),
                "That is the precision. Of all *leavers*, which share is among the chosen?",
            ),
            Mistake(
                "share of all customers",
                _ranking(of=lambda caught, d, n: caught / len(d)),
                "Divide by the number of leavers.",
            ),
            Mistake(
                "the number of leavers",
                _ranking(of=lambda caught, d, n: caught),
                "Divide by the number of all leavers.",
            ),
            Mistake(
                "a threshold for a rank",
                lambda d, p, share: (
                    np.sum((np.asarray(p) > share) & (np.asarray(d) == 1)) / np.sum(d)
                ),
                "share is the part of the customers that you can call, not a probability.",
            ),
        ),
        hints=(
            "Sort the customers by p, the largest first, and take round(share · n) of them.",
            "np.argsort(-p) gives their places.",
            "Leavers among them, divided by all leavers.",
        ),
    ),
)
