"""Checks tell right from wrong from not attempted, and always in a sentence."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from coursekit.exercises.checking import Checker, Desk, check
from coursekit.exercises.diagnosis import judge
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


class Silent(Exception):
    def __str__(self):
        raise RuntimeError("no words")


class Apart(BaseException):
    pass


def raises(error):
    def answer(x):
        raise error

    return answer


@pytest.mark.parametrize("error", [Silent(), Apart(), GeneratorExit(), SystemExit(1)])
def test_whatever_is_raised_ends_in_a_sentence(checker, error):
    verdict = checker(raises(error))
    assert verdict.status == WRONG
    assert f"stopped with {type(error).__name__}" in verdict.message


def test_only_the_first_line_of_an_error_is_told(checker):
    message = checker(raises(ValueError("first\nsecond"))).message
    assert "first" in message and "second" not in message


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda y: y + 2j, "complex numbers"),
        (lambda y: y.astype(str), "not made of numbers"),
        (lambda y: y.astype(str).astype(object), "not made of numbers"),
        (lambda y: (v for v in np.atleast_1d(y)), "use a list"),
        (lambda y: "two" * 9999, "twotwo"),
    ],
    ids=["complex", "texts", "texts as objects", "generator", "long text"],
)
def test_what_looks_like_the_right_numbers_but_is_not(checker, change, words):
    verdict = checker(lambda x: change(np.asarray(double(x))))
    assert verdict.status == WRONG
    assert words in verdict.message and len(verdict.message) < 200


def test_nothing_a_function_writes_is_shown(checker, capsys):
    def noisy(x):
        print("noise")
        print("more", file=sys.stderr)
        return 2 * x

    for ask in (checker, lambda answer: _in_another_thread(lambda: checker(answer))):
        assert ask(noisy)
        shown = capsys.readouterr()
        assert "noise" not in shown.out and shown.err == ""


def _graded(name, answer):
    return judge(getattr(check, name).exercise, answer)


@pytest.mark.parametrize(
    "name, answer",
    [
        ("at_least", lambda n, k: (["a"] * n, 0.5 - k)),
        ("at_least", lambda n, k: (np.ones(n), [[1], [2, 3]])),
        ("at_least", lambda n, k: (np.ones(n) + 1j, 0.5 - k)),
        ("at_least", lambda n, k: (np.ones(n), [0.5 - k, 1])),
        ("sign_network", lambda gate: (Stubborn(),) * 4),
        ("leaks", lambda steps: [[1]]),
        ("leaks", lambda steps: 3),
        ("moons_classifier", lambda X, d: lambda X_new: Stubborn()),
        ("moons_classifier", lambda X, d: lambda X_new: np.full(len(X_new), 0.5 + 1j)),
        ("moons_classifier", lambda X, d: lambda X_new: ["0.5"] * len(X_new)),
        ("shift_curve", lambda read, x, y, shifts: raises(Silent())),
        ("shift_curve", lambda read, x, y, shifts: x.fill(0)),
    ],
)
def test_odd_answers_to_tasks_with_many_right_ones_end_in_a_sentence(name, answer):
    assert _graded(name, answer).status == WRONG


def test_the_form_of_a_right_answer_does_not_matter():
    def as_object_array(gate):
        parts = check.sign_network.exercise.answer(gate)
        packed = np.empty(4, dtype=object)
        packed[:] = parts
        return packed

    assert _graded("sign_network", as_object_array)
    assert _graded("leaks", lambda steps: np.array(sorted(check.leaks.exercise.answer(steps))))
    assert _graded(
        "numerical_gradient", lambda *given: check.numerical_gradient.exercise.answer(*given)[...]
    )


def test_a_function_cannot_spoil_the_pictures():
    def spoils(read, x, y, shifts):
        x *= 0
        return [0.0] * len(shifts)

    assert "changed its input" in _graded("shift_curve", spoils).message
    assert _graded("shift_curve", check.shift_curve.exercise.answer)


def _in_another_thread(work):
    """Run ``work`` where nothing can interrupt it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result(30)


@pytest.mark.parametrize(
    "answer, words",
    [
        (stops, "line 2 of your function"),
        (lambda x: 3 * x, "expected 2"),
    ],
)
def test_the_verdict_is_the_same_where_no_alarm_rings(checker, answer, words):
    verdict = _in_another_thread(lambda: checker(answer))
    assert verdict.status == WRONG and words in verdict.message
    assert _in_another_thread(lambda: checker(double))


class Unspeakable(BaseException):
    def __str__(self):
        raise RuntimeError


class Unequal:
    def __eq__(self, other):
        raise RuntimeError

    def __array__(self, *args, **kwargs):
        raise RuntimeError


def raises_unspeakably(x):
    raise Unspeakable


HARD_ANSWERS = {
    "stopped with Unspeakable": raises_unspeakably,
    "which is not made of numbers": lambda x: Unequal(),
    "can be read only once": lambda x: (2 * v for v in np.atleast_1d(x)),
    "complex numbers": lambda x: 2 * np.asarray(x) + 1j,
    "not made of numbers": lambda x: np.array(["2", "4"]),
}


@pytest.mark.parametrize("sentence", HARD_ANSWERS)
def test_a_hard_answer_gets_a_sentence_too(checker, sentence):
    verdict = checker(HARD_ANSWERS[sentence])
    assert verdict.status == WRONG and sentence in verdict.message
