"""The answers found by playing with the folded plane are the explorer's."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.xor.explore_xor import EXERCISES
from coursekit.exercises.diagnosis import judge

LINES, ANGLE = EXERCISES


@pytest.mark.parametrize("weights", [LINES.answer, *(m.answer for m in LINES.mistakes)])
def test_the_lines_are_judged_as_the_explorer_judges_them(weights):
    (w1, w3), b1, (w5, w6), (b3,) = (
        zip(*weights[0], strict=True),
        weights[1],
        weights[2],
        weights[3],
    )
    w = explore.xor(
        w1=w1[0], w3=w1[1], w2=w3[0], w4=w3[1], b1=b1[0], b2=b1[1], w5=w5[0], w6=w6[0], b3=b3
    )
    assert bool(judge(LINES, w.weights())) == w.numbers["goal"]


def test_the_angle_comes_as_near_to_the_limit_as_one_likes():
    limit = ANGLE.answer
    w = explore.xor(b1=-0.01, w1=1, w3=0.02, b2=1.01, w2=-0.02, w4=-1, b3=-1.5, w5=1, w6=1)
    assert w.numbers["right"] == 4 and limit - 3 < w.numbers["angle"] < limit


@pytest.mark.parametrize("answer", ["x", 3, [1, 2], {}, {"Age": 3}, {"age": 3}, [[1]] * 4])
def test_what_is_no_answer_gets_one_sentence(answer):
    verdict = judge(LINES, answer)
    assert verdict.status == "wrong" and verdict.message.count("\n") == 0
