"""The checkers of lesson 13 take right answers of several styles and name every slip."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, recall_score

from coursekit import nn
from coursekit.exercises.bank.cnn.lesson import EXERCISES
from coursekit.exercises.bank.cnn.trained import lesson_digits
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.question import read_quiz

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def verdict(name, answer):
    return judge(BY_NAME[name], answer)


class StandIn:
    """Looks like a trained network and knows the answers: a stand-in to test the examiner with."""

    def __init__(self, number, layers=("Conv2D", "Dense"), wrong=0.0, classes=10):
        self.number, self.wrong, self.classes = number, wrong, classes
        self.layers = [type(name, (), {})() for name in layers]

    def count_params(self):
        """Return the number of parameters it claims to have."""
        return self.number

    def predict(self, x, verbose=0):
        """Return one-hot answers, the first share `wrong` of them for the next digit."""
        y = lesson_digits()[1]
        y = np.where(np.arange(len(y)) < self.wrong * len(y), (y + 1) % 10, y)
        return np.eye(self.classes)[y]


NETWORKS = {
    "too many parameters": StandIn(4218),
    "no convolution": StandIn(2935, layers=("Flatten", "Dense", "Dense")),
    "not trained": StandIn(1898, wrong=0.9),
    "not good enough yet": StandIn(1898, wrong=0.05),
    "other outputs than ten": StandIn(1898, classes=11),
}


def by_sklearn(matrix):
    matrix = np.asarray(matrix)
    truth, said = np.divmod(np.repeat(np.arange(matrix.size), matrix.ravel()), len(matrix))
    pairs = [(matrix[i, j], i, j) for i, j in np.ndindex(matrix.shape) if i != j]
    recalls = recall_score(truth, said, average=None, labels=range(len(matrix)))
    return accuracy_score(truth, said), recalls, max(pairs)[1:]


def by_loops(matrix):
    k, best, pair = len(matrix), -1, None
    for i in range(k):
        for j in range(k):
            if i != j and matrix[i][j] > best:
                best, pair = matrix[i][j], [i, j]
    right = sum(matrix[i][i] for i in range(k))
    total = sum(sum(row) for row in matrix)
    return [right / total, [matrix[i][i] / sum(matrix[i]) for i in range(k)], pair]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("cnn_sizes", (27, 13, 6, 6, 576, 10)),
        ("cnn_sizes", np.array([27, 13, 6, 6, 576, 10])),
        ("cnn_parameters", [608.0, 0, 1168, 2320, 0, 5770]),
        ("read_confusion", by_sklearn),
        ("read_confusion", by_loops),
    ],
)
def test_right_answers_of_several_styles(name, answer):
    assert verdict(name, answer).status == "right"


@pytest.mark.parametrize("name", list(BY_NAME))
def test_not_attempted(name):
    assert verdict(name, ...).status == "not attempted"


def test_an_empty_function_is_not_attempted():
    def read_confusion(matrix): ...

    assert verdict("read_confusion", read_confusion).status == "not attempted"


@pytest.mark.parametrize("mistake", BY_NAME["small_cnn"].mistakes, ids=lambda m: m.name)
def test_every_mistake_of_a_network_is_named(mistake):
    judged = verdict("small_cnn", NETWORKS[mistake.name])
    assert (judged.status, judged.mistake) == ("wrong", mistake.name)


@pytest.mark.parametrize("number, wrong", [(3000, 0), (1898, 0.02)])
def test_what_is_just_good_enough_is_right(number, wrong):
    assert verdict("small_cnn", StandIn(number, wrong=wrong)).status == "right"


def test_sizes_and_parameters_agree_with_the_engine():
    layers = nn.layers
    model = nn.Sequential(
        [
            nn.Input((31, 31, 3)),
            layers.Conv2D(8, 5),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, strides=2),
            layers.Conv2D(16, 3, padding="same"),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    assert [layer.output_shape[1] for layer in model.layers] == BY_NAME["cnn_sizes"].answer
    assert [layer.count_params() for layer in model.layers] == BY_NAME["cnn_parameters"].answer


def test_the_printed_solution_of_the_small_network_is_right():
    from coursekit.datasets import load_digits

    (digits, labels), _ = load_digits(test_size=0.25)
    names = {"nn": nn, "x_train": digits[..., None].astype("float32") / 16, "y_train": labels}
    exec(BY_NAME["small_cnn"].solution, names)
    judged = verdict("small_cnn", names["small"])
    assert judged.status == "right", judged.message
    assert "1,898 parameters" in judged.message


def test_a_real_network_without_training_is_named():
    model = nn.Sequential([nn.Input((8, 8, 1)), nn.layers.Conv2D(4, 3), nn.layers.Flatten()])
    model.add(nn.layers.Dense(10))
    assert verdict("small_cnn", model).mistake in ("not trained", "not good enough yet")


def test_what_is_no_network_gets_one_sentence():
    for answer in (3, "a network", StandIn):
        judged = verdict("small_cnn", answer)
        assert judged.status == "wrong" and judged.message.count("\n") == 0


def test_a_network_for_other_pictures_gets_one_sentence():
    model = nn.Sequential([nn.Input((9, 9, 1)), nn.layers.Conv2D(4, 3), nn.layers.Flatten()])
    judged = verdict("small_cnn", model)
    assert judged.status == "wrong" and "(n, 8, 8, 1)" in judged.message


def test_the_quiz_has_enough_questions_with_choices():
    questions = read_quiz("13")
    assert len(questions) >= 5
    assert all(len(question.choices) >= 3 for question in questions)
