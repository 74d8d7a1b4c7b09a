"""Graded exercises of lesson 11: four counts, one-hot columns, leaks, a threshold, a ranking."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def confusion_counts(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    return np.array([[np.sum((y == a) & (y_hat == b)) for b in (0, 1)] for a in (0, 1)])


def one_hot(column, categories):
    return np.array([[float(value == c) for c in categories[1:]] for value in column])


def leaks(steps):
    return _leaks()(steps)


def defend_threshold(y, p, call, value, success):
    return _defence()(y, p, call, value, success)


def caught_in_top(y, p, share):
    return _ranking()(y, p, share)


ALWAYS = {
    "scale with the mean of all rows",
    "stop training early by the test rows",
    "keep the column that says how the account was closed",
}
BEFORE_SPLIT = {"copy the rows of leavers to balance the classes"}
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


def _limit(call, value, success):
    return call / (value * success)


def _paid(called, y, call, value, success):
    return value * success * np.sum(y[called]) - call * np.sum(called)


def _defence(limit=_limit, paid=_paid, rivals=(2.0, 0.0, 0.5)):
    """(earned from the threshold on, how much more than the best rival), or one part done wrong.

    A rival is a threshold: 2 calls nobody, 0 everybody.
    """

    def defend(y, p, call, value, success):
        y, p = np.asarray(y), np.asarray(p)
        earned = paid(p >= limit(call, value, success), y, call, value, success)
        others = [paid(p >= rival, y, call, value, success) for rival in rivals]
        return earned, earned - max(others)

    return defend


def _ranking(
    order=lambda p: np.argsort(-p, kind="stable"), of=lambda caught, y, n: caught / y.sum()
):
    """Share of the leavers among the first rows of a ranking, with one thing done wrong."""

    def caught(y, p, share):
        y, p = np.asarray(y), np.asarray(p)
        n = round(share * len(y))
        return of(y[order(p)[:n]].sum(), y, n)

    return caught


def _shape(counts):
    return lambda y, y_hat: counts(confusion_counts(y, y_hat))


_RNG = np.random.default_rng(29)
_Y, _SAID = _RNG.integers(0, 2, 40), _RNG.integers(0, 2, 40)
_P = np.round(_RNG.permutation(np.linspace(0.02, 0.98, 40)), 3)
_LEFT = (_RNG.random(40) < _P).astype(int)
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

EXERCISES = (
    Exercise(
        name="confusion_counts",
        answer=confusion_counts,
        cases=(([1], [1]), ([0, 1], [1, 0]), ([0, 0, 0, 1, 1], [0, 0, 1, 1, 0]), (_Y, _SAID)),
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
            "np.sum((y == 0) & (y_hat == 1)) counts the false alarms.",
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
        name="defend_threshold",
        answer=defend_threshold,
        cases=(
            ([1, 0], [0.9, 0.1], 10, 200, 0.5),
            ([1, 0, 0, 1], [0.8, 0.3, 0.05, 0.4], 10, 200, 0.25),
            (_Y, _P, 10, 200, 0.3),
            (_LEFT, _P, 10, 200, 0.3),
            (_LEFT, _P, 10, 25, 0.8),
            (_LEFT, _P, 10, 60, 0.9),
            (_LEFT, _P, 4, 100, 0.9),
        ),
        mistakes=(
            Mistake(
                "one half kept as the threshold",
                _defence(limit=lambda call, value, success: 0.5),
                "A call pays as soon as p · value · success is at least its price.",
            ),
            Mistake(
                "success forgotten in the threshold",
                _defence(limit=lambda call, value, success: call / value),
                "Not every call keeps a customer: what does a call to a leaver bring on average?",
            ),
            Mistake(
                "success forgotten in the money",
                _defence(
                    paid=lambda called, y, call, value, success: _paid(called, y, call, value, 1)
                ),
                "Of the leavers who are called, only the part `success` stays.",
            ),
            Mistake(
                "calls to stayers for nothing",
                _defence(
                    paid=lambda called, y, call, value, success: (
                        (value * success - call) * np.sum(y[called])
                    )
                ),
                "Every call costs money, also one to a customer who stays.",
            ),
            Mistake(
                "compared with calling nobody only",
                _defence(rivals=(2.0,)),
                "Three simple plans are to be beaten: nobody, everybody, and p from 0.5 on.",
            ),
            Mistake(
                "compared with one half only",
                _defence(rivals=(0.5,)),
                "Three simple plans are to be beaten: nobody, everybody, and p from 0.5 on.",
            ),
            Mistake(
                "never a loss",
                lambda y, p, call, value, success: tuple(
                    max(0.0, part) for part in defend_threshold(y, p, call, value, success)
                ),
                "A threshold can be the worse choice: then the second number is negative.",
            ),
        ),
        hints=(
            "A call to a leaver brings value · success on average, and every call costs `call`.",
            "So the threshold is call / (value · success). Count the calls and the leavers called.",
            "Work out the money for the thresholds 2 (nobody), 0 (everybody) and 0.5 as well, and "
            "subtract the greatest of the three.",
        ),
    ),
    Exercise(
        name="caught_in_top",
        answer=caught_in_top,
        cases=(
            ([1, 0], [0.9, 0.1], 0.5),
            ([1, 0, 0, 1], [0.2, 0.6, 0.1, 0.7], 0.5),
            (_Y, _P, 0.2),
            (_Y, _P, 0.75),
        ),
        mistakes=(
            Mistake(
                "the least probable first",
                _ranking(order=np.argsort),
                "The customers most likely to leave come first: sort downwards.",
            ),
            Mistake(
                "share of the chosen",
                _ranking(of=lambda caught, y, n: caught / n),
                "That is the precision. Of all *leavers*, which share is among the chosen?",
            ),
            Mistake(
                "share of all customers",
                _ranking(of=lambda caught, y, n: caught / len(y)),
                "Divide by the number of leavers.",
            ),
            Mistake(
                "the number of leavers",
                _ranking(of=lambda caught, y, n: caught),
                "Divide by the number of all leavers.",
            ),
            Mistake(
                "a threshold for a rank",
                lambda y, p, share: (
                    np.sum((np.asarray(p) > share) & (np.asarray(y) == 1)) / np.sum(y)
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
