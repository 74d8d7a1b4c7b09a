"""The answers found by playing with a network from blocks agree with the explorer."""

from dataclasses import replace

import pytest

from coursekit import explore
from coursekit.exercises.bank.cnn.explore_shapes import EXERCISES
from coursekit.exercises.diagnosis import judge
from coursekit.explorers.shapes.explorer import PRESETS, State, frame

NETWORK, PICTURE = EXERCISES


@pytest.mark.parametrize("answer", [NETWORK.answer, *(m.answer for m in NETWORK.mistakes)])
def test_the_network_is_judged_as_the_explorer_judges_it(answer):
    w = explore.shapes(blocks=answer)
    assert bool(judge(NETWORK, w.blocks)) == w.numbers["goal"]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)
def test_no_preset_reaches_the_goal_by_itself(preset):
    assert not judge(NETWORK, preset.state.blocks)
    assert not frame(preset.state)["goal"]


def test_the_smallest_picture_of_the_classic_network():
    fits = [n for n in range(1, 40) if not frame(replace(State(), height=n, width=n))["problem"]]
    assert fits[0] == PICTURE.answer and fits == list(range(fits[0], 40))


@pytest.mark.parametrize("answer", ["x", 3, [[1, 2], [3]], {}, [["Foo"]], [], [[float("nan")]]])
def test_what_is_no_answer_gets_one_sentence(answer):
    verdict = judge(NETWORK, answer)
    assert verdict.status == "wrong" and verdict.message.count("\n") == 0
