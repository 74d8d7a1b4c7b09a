"""The answers found by playing with the explorers of lessons 10 and 11 agree with the explorers."""

from dataclasses import replace

import pytest

from coursekit import explore
from coursekit.exercises.checkers import blocks, window
from coursekit.exercises.diagnosis import judge
from coursekit.explorers.shapes.explorer import PRESETS, State, frame

KERNEL, BIAS = window.EXERCISES
NETWORK, PICTURE = blocks.EXERCISES


@pytest.mark.parametrize("kernel", [KERNEL.answer, *(m.answer for m in KERNEL.mistakes)])
def test_the_kernel_is_judged_as_the_explorer_judges_it(kernel):
    w = explore.convolution(picture="stripe", relu=True, kernel=kernel)
    assert bool(judge(KERNEL, w.kernel)) == w.numbers["goal"]


def test_the_bias_is_the_first_that_silences_the_stripe():
    w = explore.convolution(picture="stripe", relu=True)
    maps = {}
    for half in range(0, -21, -1):
        w.bias = half / 2
        maps[w.bias] = max(map(max, w.numbers["map"]))
    assert max(bias for bias, most in maps.items() if most == 0) == BIAS.answer


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
    for exercise in (KERNEL, NETWORK):
        verdict = judge(exercise, answer)
        assert verdict.status == "wrong" and verdict.message.count("\n") == 0
