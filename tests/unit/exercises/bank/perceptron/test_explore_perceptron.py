"""The answers found by playing with the perceptron are the explorer's."""

from coursekit import explore
from coursekit.exercises.bank.perceptron.explore_perceptron import EXERCISES

CIRCLE, GAP = EXERCISES
END = 12_000


def test_the_pass_after_which_the_circle_closes():
    w = explore.perceptron()
    w.state = next(p.state for p in w.PRESETS if p.name == "XOR")
    first = next(step for step in range(200) if w.frame(w.checked(w.state, step=step))["again"])
    assert first == 4 * CIRCLE.answer


def test_the_height_at_which_the_gap_is_narrow_enough():
    found = {}
    for tenths in range(10, -1, -1):
        points = [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, tenths / 10, 1)]
        found[tenths / 10] = explore.perceptron(points=points, step=END).numbers
    heights = [height for height, shown in found.items() if shown["corrections"] > 30]
    assert heights[0] == GAP.answer and found[0.2]["goal"]
    assert found[0.3]["corrections"] == 24 and found[0.2]["corrections"] == 34
    assert found[0.0]["separable"] == "no"
