"""The answers found by playing with the sliding window agree with the explorer."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.convolution.explore_convolution import EXERCISES
from coursekit.exercises.diagnosis import judge

KERNEL, BIAS = EXERCISES


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


@pytest.mark.parametrize("answer", ["x", 3, [[1, 2], [3]], {}, [["Foo"]], [], [[float("nan")]]])
def test_what_is_no_answer_gets_one_sentence(answer):
    verdict = judge(KERNEL, answer)
    assert verdict.status == "wrong" and verdict.message.count("\n") == 0
