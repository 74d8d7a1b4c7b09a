"""The checkers of lessons 01 and 02 accept right answers and name every known mistake."""

import pytest

from coursekit.exercises.checkers import perceptron, xor
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.question import read_quiz
from coursekit.gates import AND, ThresholdGate

EXERCISES = perceptron.EXERCISES + xor.EXERCISES
MISTAKES = [(e, m) for e in EXERCISES for m in e.mistakes]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_right_answer_and_an_empty_one(exercise):
    assert judge(exercise, exercise.answer).status == "right"
    assert judge(exercise, ...).status == "not attempted"
    assert exercise.hints and exercise.solution_text


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=lambda x: x.name)
def test_every_mistake_is_named(exercise, mistake):
    verdict = judge(exercise, mistake.answer)
    assert verdict.status == "wrong"
    assert verdict.mistake == mistake.name


def test_gates_as_learners_write_them():
    nand = next(e for e in EXERCISES if e.name == "nand")
    assert judge(nand, ThresholdGate([-2, -3], -4.5)).status == "right"
    assert judge(nand, AND).mistake == "that is AND"
    assert judge(nand, ThresholdGate([1], 0)).status == "wrong"


@pytest.mark.parametrize("lesson", ["01", "02"])
def test_quizzes_have_enough_questions(lesson):
    questions = read_quiz(lesson)
    assert len(questions) >= 5
    assert all(len(question.choices) >= 3 for question in questions)
