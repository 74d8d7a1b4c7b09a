"""Checks tell right from wrong from not attempted, and always in a sentence."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from coursekit.exercises.checking import Checker, Desk, check
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG


def double(x):
    return 2 * np.asarray(x)


@pytest.fixture
def checker():
    exercise = Exercise(
        name="double",
        answer=double,
        cases=((1.0,), (np.array([1.0, -2.0]),)),
        mistakes=(Mistake("squared", lambda x: np.asarray(x) ** 2, "Twice x is x + x."),),
        hints=("Think of x + x.", "Write 2 * x."),
        seconds=0.1,
    )
    return Checker(exercise, Desk())


def loops(x):
    while True:
        pass


def changes(x):
    if np.ndim(x):
        x *= 2
        return x
    return 2 * x


def stops(x):
    return 1 / 0


WRONG_ANSWERS = {
    "stopped with ZeroDivisionError: division by zero (line 2 of your function) for x = 1.": stops,
    "Your function returned None for x = 1.": lambda x: print(x),
    "For x = 1: you gave 3, expected 2.": lambda x: 3 * x,
    "your answer has shape (1,), expected a single number: 2.": lambda x: [2 * x],
    "For x = [ 1., -2.]: your answer has a single number, expected shape (2,)": lambda x: 2.0,
    "changed its input": changes,
    "not made of numbers": lambda x: {"answer": 2},
    "you gave 'two'": lambda x: "two",
}


@pytest.mark.parametrize("sentence", WRONG_ANSWERS)
def test_a_wrong_answer_gets_its_sentence(checker, sentence):
    verdict = checker(WRONG_ANSWERS[sentence])
    assert verdict.status == WRONG
    assert sentence in verdict.message


@pytest.mark.parametrize(
    "answer",
    [
        double,
        lambda x: 2 * x,
        lambda x: (np.asarray(x, dtype=np.float32) * 2).tolist(),
        lambda x: x + x,
    ],
)
def test_right_in_any_style(checker, answer):
    assert checker(answer).status == RIGHT


def test_a_known_mistake_is_named(checker):
    verdict = checker(lambda x: x**2)
    assert verdict.mistake == "squared"
    assert "Twice x" in verdict.message and "For x = 1: you gave 1, expected 2." in verdict.message


def blank(x): ...


def documented(x):
    """Return twice x."""


def ellipsis(x):
    return ...


def refused(x):
    raise NotImplementedError


@pytest.mark.parametrize("answer", [..., None, blank, documented, ellipsis, refused])
def test_an_empty_stub_is_not_attempted(checker, answer):
    assert checker(answer).status == NOT_ATTEMPTED


def test_a_value_for_a_function_gets_advice(checker):
    assert "hand in its name without brackets" in checker(3.0).message


def test_an_endless_loop_is_stopped(checker):
    assert "did not finish within 0.1 seconds" in checker(loops).message


def test_what_the_function_prints_is_dropped(checker, capsys):
    checker(lambda x: print("noise") or 2 * x)
    assert capsys.readouterr().out == "✔ Right. Your function agrees on all 2 cases.\n"


def test_keyboard_interrupt_reaches_the_learner(checker):
    def interrupted(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checker(interrupted)


def test_hints_come_in_steps_and_the_solution_after_a_try(checker, capsys):
    checker.hint(), checker.hint(), checker.hint()
    checker.solution()
    checker(lambda x: x)
    checker.solution()
    out = capsys.readouterr().out
    assert (
        out.index("Hint 1 of 2: Think") < out.index("Hint 2 of 2: Write") < out.index("Try first")
    )
    assert "def double(x):" in out


def test_values_are_judged_without_showing_the_answer(capsys):
    exercise = Exercise(
        "epoch",
        7,
        mistakes=(Mistake("counted from 0", 6, "The first epoch is number 1."),),
        solution="7",
    )
    checker = Checker(exercise, Desk())
    assert checker(7).status == RIGHT and checker(np.int64(7)).status == RIGHT
    assert checker(6).mistake == "counted from 0"
    verdict = checker(3)
    assert verdict.status == WRONG and "7" not in verdict.message
    assert checker("seven").status == WRONG


def test_desk_suggests_the_nearest_name():
    with pytest.raises(AttributeError, match="did you mean check.accuracy"):
        check.acuracy  # noqa: B018
    assert "accuracy" in dir(check)


def test_desk_speaks_of_the_last_exercise(capsys):
    desk = Desk()
    desk.hint()
    desk.accuracy()
    desk.hint()
    desk.solution()
    out = capsys.readouterr().out
    assert "Check an answer first" in out and "Hint 1 of" in out and "Try first" in out


class Stubborn:
    def __array__(self, *arguments, **options):
        raise RuntimeError("no array")


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: "two",
        lambda x: [[1], [1, 2]],
        lambda x: 10**400,
        lambda x: Stubborn(),
        type(loops),
    ],
    ids=["text", "ragged", "huge", "no array", "a class"],
)
def test_odd_results_are_wrong_and_end_in_a_sentence(checker, answer):
    verdict = checker(answer)
    assert verdict.status == WRONG
    assert "array([" not in verdict.message.split("expected")[0]


def _in_another_thread(work):
    """Run ``work`` where the system's alarm cannot reach, as on Windows."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result(30)


@pytest.mark.parametrize(
    "answer, words",
    [
        (loops, "did not finish within 0.1 seconds"),
        (stops, "line 2 of your function"),
        (lambda x: 3 * x, "expected 2"),
    ],
)
def test_the_verdict_is_the_same_where_no_alarm_rings(checker, answer, words):
    verdict = _in_another_thread(lambda: checker(answer))
    assert verdict.status == WRONG and words in verdict.message
    assert _in_another_thread(lambda: checker(double))
