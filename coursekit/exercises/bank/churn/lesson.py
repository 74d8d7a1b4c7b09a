"""Exercises of lesson 11: scaling without a leak, early stopping, four diagnoses, three scores."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def standardise(train, test):
    return (test - train.mean(axis=0)) / train.std(axis=0)


def stop_epoch(losses, min_delta, patience):
    best, waited = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best - min_delta:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses)


def scores(matrix):
    (_, false_alarms), (missed, caught) = np.asarray(matrix)
    accuracy = np.trace(matrix) / np.sum(matrix)
    return accuracy, caught / (caught + false_alarms), caught / (caught + missed)


def _together(train, test):
    both = np.concatenate([train, test])
    return (test - both.mean(axis=0)) / both.std(axis=0)


def _normalised(train, test):
    low, high = train.min(axis=0), train.max(axis=0)
    return (test - low) / (high - low)


def _one_mean(train, test):
    return (test - train.mean()) / train.std()


def _stop(losses, min_delta, patience, first=1, extra=0, reset=True):
    """Early stopping with one thing done differently."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(losses, start=first):
        if loss < best - min_delta:
            best, waited = loss, 0 if reset else waited
        else:
            waited += 1
        if waited == patience + extra:
            return epoch
    return len(losses) - 1 + first


def _against_previous(losses, min_delta, patience):
    waited = 0
    for epoch in range(1, len(losses)):
        waited = 0 if losses[epoch] < losses[epoch - 1] - min_delta else waited + 1
        if waited == patience:
            return epoch + 1
    return len(losses)


_RNG = np.random.default_rng(9)
_LARGE = (_RNG.normal(40, 10, (30, 3)), _RNG.normal(43, 12, (8, 3)))

EXERCISES = (
    Exercise(
        name="standardise",
        answer=standardise,
        cases=(
            (np.array([[0.0], [2.0]]), np.array([[3.0]])),
            (
                np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 80.0]]),
                np.array([[3.0, 50.0], [9.0, 0.0]]),
            ),
            _LARGE,
        ),
        mistakes=(
            Mistake(
                "mean and deviation of both parts together",
                _together,
                "That is the leak: the test rows must not influence what you subtract.",
            ),
            Mistake(
                "the test part scaled by itself",
                lambda train, test: (
                    (test - test.mean(axis=0)) / np.where(test.std(axis=0) > 0, test.std(axis=0), 1)
                ),
                "Tomorrow you will score one customer alone. Which mean will you use then?",
            ),
            Mistake(
                "normalisation for standardisation",
                _normalised,
                "You used smallest and largest values; use mean and standard deviation.",
            ),
            Mistake(
                "one mean for all columns",
                _one_mean,
                "Each column has its own mean and deviation: which axis do you average over?",
            ),
            Mistake(
                "not divided",
                lambda train, test: test - train.mean(axis=0),
                "You have moved the columns to mean zero; now bring their spread to one.",
            ),
            Mistake(
                "deviation with n − 1",
                lambda train, test: (test - train.mean(axis=0)) / train.std(axis=0, ddof=1),
                "StandardScaler divides by n, NumPy's default; ddof=1 divides by n − 1.",
            ),
            Mistake(
                "the training part returned",
                lambda train, test: standardise(train, train),
                "Return the test part: as many rows as `test` has.",
            ),
        ),
        hints=(
            "Everything you *learn* from data, also a mean, you learn from `train` alone.",
            "You need one mean and one standard deviation per column: train.mean(axis=0).",
            "Subtract the training mean from `test`, then divide by the training deviation.",
        ),
    ),
    Exercise(
        name="stop_epoch",
        answer=stop_epoch,
        cases=(
            ([0.5, 0.6], 0.0, 1),
            ([0.5, 0.4, 0.3], 0.0, 2),
            ([0.5, 0.4, 0.45, 0.44, 0.43, 0.2], 0.0, 3),
            ([0.5, 0.4, 0.45, 0.39, 0.41, 0.42, 0.3], 0.0, 2),
            ([0.5, 0.4995, 0.499, 0.4985, 0.3], 0.001, 2),
            ([0.6, 0.5, 0.55, 0.45, 0.5, 0.4, 0.46, 0.47, 0.48, 0.1], 0.01, 3),
        ),
        mistakes=(
            Mistake(
                "epochs counted from 0",
                lambda losses, min_delta, patience: _stop(losses, min_delta, patience, first=0),
                "The first epoch is number 1 here.",
            ),
            Mistake(
                "one epoch too patient",
                lambda losses, min_delta, patience: _stop(losses, min_delta, patience, extra=1),
                "Stop in the epoch in which the waiting time *reaches* patience.",
            ),
            Mistake(
                "min_delta ignored",
                lambda losses, min_delta, patience: _stop(losses, 0.0, patience),
                "Progress smaller than min_delta does not count as progress.",
            ),
            Mistake(
                "compared with the epoch before",
                _against_previous,
                "Compare with the best loss so far, not with the loss of the epoch before.",
            ),
            Mistake(
                "the count never goes back to 0",
                lambda losses, min_delta, patience: _stop(losses, min_delta, patience, reset=False),
                "Every new best starts the waiting afresh.",
            ),
            Mistake(
                "the best epoch",
                lambda losses, min_delta, patience: int(np.argmin(losses)) + 1,
                "That is where the loss is lowest. Training goes on for some epochs to find out.",
            ),
        ),
        hints=(
            "Keep two things in mind: the best loss so far, and how long you have waited.",
            "A loss is progress when it is smaller than best − min_delta. Then it is the new best.",
            "Otherwise add 1 to the waiting time, and return the epoch when it equals patience. "
            "If that never happens, training runs to the last epoch.",
        ),
    ),
    Exercise(
        name="scores",
        answer=scores,
        cases=(
            ([[1, 0], [0, 1]],),
            ([[3, 1], [2, 4]],),
            (np.array([[1541, 54], [265, 140]]),),
            (np.array([[1527, 68], [215, 190]]),),
        ),
        mistakes=(
            Mistake(
                "precision and recall swapped",
                lambda matrix: tuple(np.array(scores(matrix))[[0, 2, 1]]),
                "Precision: of those we *called* leavers. Recall: of those who *left*.",
            ),
            Mistake(
                "stayers taken for leavers",
                lambda matrix: scores(np.asarray(matrix)[::-1, ::-1]),
                "Row 1 and column 1 belong to the leavers (class 1), not row 0.",
            ),
            Mistake(
                "percentages",
                lambda matrix: tuple(100 * np.array(scores(matrix))),
                "Give fractions between 0 and 1.",
            ),
            Mistake(
                "error rate for accuracy",
                lambda matrix: (1 - scores(matrix)[0], *scores(matrix)[1:]),
                "Accuracy counts the diagonal: the customers predicted right.",
            ),
            Mistake(
                "recall divided by everybody",
                lambda matrix: (*scores(matrix)[:2], np.asarray(matrix)[1, 1] / np.sum(matrix)),
                "Recall is a share of the leavers, the second row.",
            ),
        ),
        hints=(
            "matrix[1][1] are the leavers we caught. Which cells hold all leavers? All alarms?",
            "The second row holds all who left; the second column all whom we called leavers.",
            "accuracy = diagonal / everything, precision = matrix[1][1] / column 1, "
            "recall = matrix[1][1] / row 1; return them in this order.",
        ),
    ),
    Exercise(
        name="diagnose_runs",
        answer=("too slow", "overfitting", "leak", "too fast"),
        mistakes=(
            Mistake(
                "the leak taken for success",
                ("too slow", "overfitting", "fine", "too fast"),
                "One run beats every honest model of this table by far. Be suspicious of it.",
            ),
            Mistake(
                "the two learning rates exchanged",
                ("too fast", "overfitting", "leak", "too slow"),
                "A slow run still falls at its end; a fast one has jumped and falls no more.",
            ),
            Mistake(
                "overfitting overlooked",
                ("too slow", "fine", "leak", "too fast"),
                "In one run the two curves part: which of them decides whether all is well?",
            ),
            Mistake(
                "the leak taken for overfitting",
                ("too slow", "leak", "overfitting", "too fast"),
                "With a leak the validation rows know the answer too: both curves are low.",
            ),
            Mistake(
                "fine because it is flat",
                ("too slow", "overfitting", "leak", "fine"),
                "A flat curve is not enough: compare its height with 0.5, which learns nothing.",
            ),
            Mistake(
                "fine because it falls",
                ("fine", "overfitting", "leak", "too fast"),
                "A curve that still falls at its end was not given the time it needs.",
            ),
        ),
        hints=(
            "For each run: does the dashed curve still fall at the end, does it rise, is it flat?",
            "Then look at the height. Our own network ended near 0.33, the majority gives 0.5.",
            "One falls to its last epoch, one rises again, one is flat near 0.5, and one lies at "
            "0.2, where no honest model of this table gets.",
        ),
        solution='diagnosis = ["too slow", "overfitting", "leak", "too fast"]',
    ),
    Exercise(
        name="one_patience",
        answer=5,
        mistakes=(
            Mistake("one epoch too few", 4, "Look at run 1: it gives up before its best epoch."),
            Mistake("much too patient", 10, "Run 1 then needs more than 50 epochs."),
            Mistake("the lecture's patience", 20, "Every run then goes on for 20 epochs in vain."),
            Mistake("not patient at all", 0, "Dropout makes the loss waver; all runs stop early."),
        ),
        hints=(
            "Choose 64-64 and dropout 0.5. Run 1 is the hard one: where is its lowest loss?",
            "Try patience 3 to 8 in all three runs; the goal below the picture looks at all three.",
            "With 4, run 1 stops too early; with 6 it runs past 50 epochs.",
        ),
        solution="my_patience = 5  # the only one: 4 stops run 1 too early, 6 takes it past 50",
    ),
)
