"""Exercises on the churn table, against scikit-learn and the engine's early stopping."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, precision_score, recall_score
from sklearn.preprocessing import StandardScaler

from coursekit.exercises import check
from coursekit.exercises.diagnosis import judge
from coursekit.nn.callbacks import EarlyStopping


class Model:
    stop_training = False


def stop_by_callback(losses, min_delta, patience):
    stopper = EarlyStopping(monitor="loss", min_delta=min_delta, patience=patience)
    stopper.set_model(Model())
    stopper.on_train_begin()
    for epoch, loss in enumerate(losses):
        stopper.on_epoch_end(epoch, {"loss": loss})
        if stopper.model.stop_training:
            return epoch + 1
    return len(losses)


def scores_by_sklearn(matrix):
    counts = np.asarray(matrix).ravel()
    true, said = np.repeat([0, 0, 1, 1], counts), np.repeat([0, 1, 0, 1], counts)
    return [score(true, said) for score in (accuracy_score, precision_score, recall_score)]


STYLES = {
    "standardise": [lambda train, test: StandardScaler().fit(train).transform(test)],
    "stop_epoch": [stop_by_callback],
    "scores": [scores_by_sklearn],
}


@pytest.mark.parametrize(
    ("name", "answer"), [(name, answer) for name, answers in STYLES.items() for answer in answers]
)
def test_right_in_other_styles(name, answer):
    verdict = judge(getattr(check, name).exercise, answer)
    assert verdict, verdict.message


RIGHT = ["too slow", "overfitting", "leak", "too fast"]


@pytest.mark.parametrize("style", [list, tuple, np.array, lambda words: [w.title() for w in words]])
def test_four_diagnoses_in_several_styles(style):
    assert judge(check.diagnose_runs.exercise, style(RIGHT))


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (["too slow", "overfitting", "fine", "too fast"], "the leak taken for success"),
        (["too fast", "overfitting", "leak", "too slow"], "the two learning rates exchanged"),
        (["too slow", "fine", "leak", "too fast"], "overfitting overlooked"),
        (["too slow", "leak", "overfitting", "too fast"], "the leak taken for overfitting"),
        (["too slow", "overfitting", "leak", "fine"], "fine because it is flat"),
        (["fine", "overfitting", "leak", "too fast"], "fine because it falls"),
    ],
)
def test_a_wrong_diagnosis_is_named(wrong, name):
    verdict = judge(check.diagnose_runs.exercise, wrong)
    assert not verdict and verdict.mistake == name
