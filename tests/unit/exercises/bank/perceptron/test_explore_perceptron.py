"""The answers found by playing with the explorers of lessons 01, 02 and 09 are the explorers'."""

import pytest

from coursekit import explore
from coursekit.exercises.checkers import customer, folded, neuron
from coursekit.exercises.diagnosis import judge

ANSWERS = {e.name: e for m in (neuron, folded, customer) for e in m.EXERCISES}
END = 12_000


def preset(name, title):
    w = explore.load(name)()
    w.state = next(p.state for p in w.PRESETS if p.name == title)
    return w


def test_the_pass_after_which_the_circle_closes():
    w = preset("perceptron", "XOR")
    first = next(step for step in range(200) if w.frame(w.checked(w.state, step=step))["again"])
    assert first == 4 * ANSWERS["circle"].answer


def test_the_height_at_which_the_gap_is_narrow_enough():
    found = {}
    for tenths in range(10, -1, -1):
        points = [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, tenths / 10, 1)]
        found[tenths / 10] = explore.perceptron(points=points, step=END).numbers
    heights = [height for height, shown in found.items() if shown["corrections"] > 30]
    assert heights[0] == ANSWERS["narrow_gap"].answer and found[0.2]["goal"]
    assert found[0.3]["corrections"] == 24 and found[0.2]["corrections"] == 34
    assert found[0.0]["separable"] == "no"


@pytest.mark.parametrize(
    "weights", [ANSWERS["meeting_lines"].answer, *(m.answer for m in folded.EXERCISES[0].mistakes)]
)
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
    assert bool(judge(ANSWERS["meeting_lines"], w.weights())) == w.numbers["goal"]


def test_the_angle_comes_as_near_to_the_limit_as_one_likes():
    limit = ANSWERS["never_angle"].answer
    w = explore.xor(b1=-0.01, w1=1, w3=0.02, b2=1.01, w2=-0.02, w4=-1, b3=-1.5, w5=1, w6=1)
    assert w.numbers["right"] == 4 and limit - 3 < w.numbers["angle"] < limit


@pytest.mark.parametrize(
    "changes", [ANSWERS["moved_model"].answer, *(m.answer for m in customer.EXERCISES[0].mistakes)]
)
def test_changes_are_judged_as_the_explorer_judges_them(changes):
    w = explore.churn(**changes)
    assert w.numbers["p_start"] > 0.5
    assert bool(judge(ANSWERS["moved_model"], changes)) == w.numbers["goal"]


def test_the_age_at_the_top_of_the_curve():
    w = preset("churn", "Older and active")
    table = w.sweep("age", range(18, 93))
    assert table["age"][table["p"].idxmax()] == ANSWERS["likeliest_age"].answer
    assert w.age == 77
    w.active = False
    table = w.sweep("age", range(18, 93))
    assert table["age"][table["p"].idxmax()] == 82


@pytest.mark.parametrize("answer", ["x", 3, [1, 2], {}, {"Age": 3}, {"age": 3}, [[1]] * 4])
def test_what_is_no_answer_gets_one_sentence(answer):
    for name in ("meeting_lines", "moved_model"):
        verdict = judge(ANSWERS[name], answer)
        assert verdict.status == "wrong" and verdict.message.count("\n") == 0
