"""Answers that are hard to read: strict kernels, hidden and huge arrays, objects without an end."""

import itertools
import time
import tracemalloc
import warnings

import numpy as np
import pytest

from coursekit.exercises import bank
from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.exercise import Exercise
from coursekit.exercises.reading import tolerances
from coursekit.exercises.verdict import RIGHT, WRONG

pytestmark = pytest.mark.timeout(120)

TABLE = Exercise("table", lambda n: np.arange(6.0).reshape(2, 3) + n, ((1,), (2,)), seconds=0.2)
VALUES = Exercise("values", [0.5, 1.5, 2.5], seconds=0.2)


def strictly(exercise, answer):
    """The verdict in a kernel where every warning and every overflow is an error."""
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        return judge(exercise, answer)


ALL = bank.names()


@pytest.mark.parametrize(
    "name", ["sigmoid", "sigmoid_and_slope", "softmax", "softmax_jacobian", "log_loss_from_sums"]
)
def test_a_right_answer_is_right_in_a_strict_kernel(name):
    exercise = getattr(check, name).exercise
    assert strictly(exercise, exercise.answer).status == RIGHT


def test_a_strict_kernel_stays_strict():
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        judge(VALUES, [1, 2, 3])
        with pytest.raises(FloatingPointError):
            np.float64(1e300) * np.float64(1e300)
        with pytest.raises(UserWarning):
            warnings.warn("still an error", UserWarning, stacklevel=1)


@pytest.mark.parametrize("mask", [True, [True, False, False]])
def test_masked_values_are_no_answer(mask):
    verdict = judge(VALUES, np.ma.array([0.5, 1.5, 2.5], mask=mask))
    assert verdict.status == WRONG
    verdict = judge(TABLE, lambda n: np.ma.array(TABLE.answer(n), mask=True))
    assert verdict.status == WRONG and "6 of 6 values of your answer are masked" in verdict.message
    assert judge(TABLE, lambda n: np.ma.masked).status == WRONG


def test_an_array_with_nothing_hidden_is_read():
    assert judge(VALUES, np.ma.array([0.5, 1.5, 2.5])).status == RIGHT


def test_the_shape_of_a_huge_array_is_told_before_it_is_read():
    side = 15_000
    huge = np.broadcast_to(np.zeros((), np.float32), (side, side))
    tracemalloc.start()
    try:
        verdict = judge(TABLE, lambda n: huge)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "your answer has shape (15000, 15000), expected shape (2, 3)" in verdict.message
    assert peak < 20e6  # its floats would take 1.8e9 bytes


class Endless:
    def __array__(self, *arguments, **options):
        while True:
            pass


class Long:
    def __len__(self):
        return 10**12

    def __getitem__(self, place):
        return 0.5


class Turning:
    """Has a length, and no end of entries."""

    def __len__(self):
        return 3

    def __getitem__(self, place):
        time.sleep(0.01)
        return Turning()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Endless(), "did not finish within 0.2 seconds when its answer is read"),
        ([Endless()], "did not finish within 0.2 seconds when its answer is read"),
        (Long(), "has 1000000000000 entries"),
        ([0.5] * 1_000_001, "has 1000001 entries"),
        (range(10**12), "has 1000000000000 entries"),
        (Turning(), "did not finish within 0.2 seconds when its answer is read"),
        (itertools.count(), "can be read only once"),
    ],
    ids=["array", "array in a list", "length", "list", "range", "entries", "iterator"],
)
def test_what_has_no_end_gets_a_sentence(answer, words):
    for verdict in (judge(VALUES, answer), judge(TABLE, lambda n: answer)):
        assert verdict.status == WRONG and words in verdict.message


def test_a_loop_inside_c_gets_its_sentence_when_it_ends():
    verdict = judge(TABLE, lambda n: sum(range(10**8)))
    assert verdict.status == WRONG and "did not finish within 0.2 seconds" in verdict.message


class Column:
    """Numbers as other libraries keep them."""

    def __init__(self, values):
        self.values = np.asarray(values)

    def __array__(self, dtype=None, copy=None):
        return self.values


def test_the_numbers_of_another_library_are_read():
    assert judge(VALUES, Column([0.5, 1.5, 2.5])).status == RIGHT
    assert judge(TABLE, lambda n: Column(TABLE.answer(n))).status == RIGHT
    assert judge(VALUES, [np.array(0.5), Column(1.5), 2.5]).status == RIGHT


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("0.0822", RIGHT, "Right"),
        ("0,08217", RIGHT, "Right"),
        ("0.082167", RIGHT, "Right"),
        ("0.0821", RIGHT, "Right"),  # cut off
        ("0.0825", WRONG, "not right"),
        ("0.08", WRONG, "at least three significant digits"),
        ("0.5", WRONG, "not right"),
        ("nothing", WRONG, "not right"),
        ("9" * 5000, WRONG, "not right"),
        ("nan", WRONG, "not right"),
    ],
)
def test_a_number_written_as_text_is_judged_by_its_digits(text, status, words):
    verdict = judge(Exercise("slope", 0.082167), text)
    assert verdict.status == status and words in verdict.message


def test_a_whole_number_written_as_text_must_be_that_number():
    epoch = Exercise("epoch", 158)
    assert judge(epoch, "158").status == RIGHT
    assert judge(epoch, "157").status == judge(epoch, "158.4").status == WRONG


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_rounding_of_the_type_is_no_mistake(kind):
    """Σ of 1/3 seven thousand times over, as either type rounds it."""
    third = kind(0)
    for _ in range(7000):
        third += kind(1) / kind(3)
    assert abs(float(third) - 7000 / 3) / (7000 / 3) < (1e-4 if kind is np.float32 else 1e-12)
    exercise = Exercise("sum", 7000 / 3)
    assert judge(exercise, third).status == RIGHT
    assert judge(exercise, [third]).status == WRONG  # another shape
    assert judge(exercise, kind(third * kind(1.001))).status == WRONG


def test_a_type_forgives_no_more_than_it_rounds():
    small = Exercise("small", 1e-4)
    assert judge(small, np.float32(0)).status == WRONG
    assert judge(small, np.float32(1.1e-4)).status == WRONG
    assert judge(small, np.float32(1e-4)).status == RIGHT
    assert tolerances(0.5, np.array(0.5), 1e-6) == (1e-6, 1e-6)
    assert tolerances([0.5, 1.0], np.ones(2), 1e-6) == (1e-6, 1e-6)


def test_right_answers_in_float32_are_right_for_every_exercise_that_takes_arrays():
    """The course's own answers, their floats rounded to float32 on the way out."""
    refused, asked = [], 0
    for name in ALL:
        exercise = getattr(check, name).exercise
        if exercise.examine is not None:
            continue
        answer = exercise.answer
        rounded = _then_rounded(answer) if exercise.is_function else _rounded(answer)
        asked += 1
        if judge(exercise, rounded).status != RIGHT:
            refused.append(name)
    assert asked > 40
    assert refused == []


def _then_rounded(function):
    return lambda *given: _rounded(function(*given))


def _rounded(value):
    if isinstance(value, float):
        return np.float32(value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(np.float32)
    if type(value) in (list, tuple):
        return type(value)(map(_rounded, value))
    return value
