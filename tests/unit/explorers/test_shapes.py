"""The blocks have the shapes and counts of coursekit.nn, and refuse what it refuses."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.explorers.shapes.explorer import (
    GOLDENS,
    KINDS,
    PRESETS,
    Shapes,
    State,
    code,
    describe,
    frame,
)


def built(state):
    """The network of coursekit.nn that the exported code makes."""
    space = {}
    exec(code(state).replace("model.summary()\n", ""), space)
    return space["model"]


def arguments(kind):
    """Small legal values for one block."""
    choices = []
    for name, default, low, high in KINDS[kind]:
        if isinstance(default, str) or name == "rate":
            choices.append(st.sampled_from([low, default, high]))
        else:
            choices.append(st.integers(low, min(high, 6)))
    return st.tuples(st.just(kind), *choices)


blocks = st.lists(st.sampled_from(list(KINDS)).flatmap(arguments), min_size=1, max_size=5)
sides = st.integers(1, 14)
states = st.builds(State, sides, sides, st.integers(1, 4), blocks.map(tuple), st.integers(0, 9))


@given(states)
def test_every_network_has_the_shapes_and_counts_of_the_engine(state):
    seen = frame(state)
    assert len(seen["blocks"]) == len(state.blocks)
    assert describe(state, seen)
    if seen["problem"]:
        with pytest.raises(ValueError):
            built(state)
        return
    model = built(state)
    assert seen["parameters"] == model.count_params()
    for block, layer in zip(seen["blocks"], model.layers, strict=True):
        assert tuple(block["output"]) == layer.output_shape[1:]
        assert block["parameters"] == layer.count_params()


def test_the_classic_network_has_122570_parameters():
    seen = frame(State())
    assert [block["parameters"] for block in seen["blocks"]] == [
        896, 0, 18496, 0, 36928, 0, 65600, 650,
    ]  # fmt: skip
    assert seen["parameters"] == 122_570
    assert [block["output"] for block in seen["blocks"]][:5] == [
        [30, 30, 32], [15, 15, 32], [13, 13, 64], [6, 6, 64], [4, 4, 64],
    ]  # fmt: skip
    assert seen["blocks"][2]["count"] == "(3·3·32 + 1)·64 = 18,496"
    assert seen["blocks"][2]["work"] == 13 * 13 * 18_432
    assert seen["blocks"][3]["size"] == "⌊(13 − 2)/2⌋ + 1 = 6"
    assert seen["memory"][0] == 4 * 122_570


def test_multiply_adds_are_those_that_loops_make():
    state = State(5, 6, 2, (("Conv2D", 3, 2, 2, "same"), ("Flatten",), ("Dense", 4)))
    places = [(r, c) for r in range(0, 5, 2) for c in range(0, 6, 2)]
    by_loops = sum(1 for _ in places for _ in range(2 * 2 * 2) for _ in range(3))
    seen = frame(state)
    assert seen["blocks"][0]["work"] == by_loops
    assert seen["blocks"][2]["work"] == len(places) * 3 * 4


@pytest.mark.parametrize(
    ("blocks", "number", "word"),
    [
        ((("Conv2D", 8, 5, 1, "valid"),), 1, "5 × 5 does not fit into a picture of 4 × 4"),
        ((("Flatten",), ("Conv2D", 8, 3, 1, "same")), 2, "a row of 64 numbers"),
        ((("MaxPooling2D", 3, 3), ("MaxPooling2D", 2, 2)), 2, "does not fit"),
        ((("GlobalAveragePooling2D",), ("GlobalAveragePooling2D",)), 2, "needs a picture"),
    ],
)
def test_an_impossible_block_is_explained_and_the_rest_waits(blocks, number, word):
    state = State(4, 4, 4, (*blocks, ("Dense", 10)))
    seen = frame(state)
    assert word in seen["problem"]
    assert seen["blocks"][number - 1]["problem"] == seen["problem"]
    assert "waits" in seen["blocks"][-1]["problem"]
    assert seen["code"] == "" and not seen["goal"]
    assert f"stuck at block {number}" in describe(state, seen)


def test_dense_on_a_picture_works_and_says_what_it_does():
    seen = frame(State(4, 4, 3, (("Dense", 5),)))
    assert seen["blocks"][0]["output"] == [4, 4, 5]
    assert seen["blocks"][0]["work"] == 4 * 4 * 3 * 5
    assert "each pixel by itself" in seen["blocks"][0]["note"]


def test_the_goal_needs_few_parameters_a_map_of_4_and_ten_outputs():
    small = State(
        blocks=(
            ("Conv2D", 16, 3, 1, "valid"),
            ("MaxPooling2D", 2, 2),
            ("Conv2D", 32, 3, 1, "valid"),
            ("MaxPooling2D", 2, 2),
            ("Conv2D", 32, 3, 1, "valid"),
            ("Flatten",),
            ("Dense", 10),
        )
    )
    assert frame(small)["goal"]
    assert not frame(State())["goal"]
    assert not frame(replace(small, height=28, width=28))["goal"]
    assert not frame(replace(small, blocks=small.blocks[:-1]))["goal"]


def test_without_blocks_nothing_fails():
    seen = frame(State(blocks=()))
    assert (seen["parameters"], seen["output"]) == (0, [32, 32, 3])
    assert "add one" in describe(State(blocks=()), seen)


def test_presets_say_why_and_one_gets_stuck():
    stuck = [bool(frame(preset.state)["problem"]) for preset in PRESETS]
    assert len(PRESETS) >= 3 and sum(stuck) == 1
    assert len(GOLDENS) >= 20


def test_bad_blocks_are_named_and_the_last_good_state_stays():
    w = Shapes()
    before = w.state
    for bad, word in [
        ((("Conv2d", 8, 3, 1, "valid"),), "Did you mean 'Conv2D'"),
        ((("Conv2D", 8, 3),), "filters, kernel_size, strides, padding"),
        ((("Conv2D", 0, 3, 1, "valid"),), "filters"),
        ((("Dense", 2.5),), "units"),
        ((("Dropout", 1.0),), "rate"),
        (((),), "block"),
        ((("Flatten",),) * 17, "16"),
    ]:
        with pytest.raises(ValueError, match=word):
            w.blocks = bad
        assert w.state == before


def test_code_is_exported_for_both_engines():
    w = Shapes(blocks=[["Conv2D", 8, 3, 2, "same"], ["Flatten"], ["Dense", 10]])
    assert 'Conv2D(8, 3, strides=2, padding="same", activation="relu")' in w.code()
    assert w.code().startswith("from coursekit import nn as keras")
    assert w.code("keras").startswith("import keras")
    assert built(w.state).count_params() == frame(w.state)["parameters"]
    w.blocks = [["Flatten"], ["Flatten"], ["MaxPooling2D", 2, 2]]
    with pytest.raises(ValueError, match="no code"):
        w.code()


def test_own_pictures_give_their_shape():
    w = Shapes(data=np.zeros((7, 20, 24)))
    assert (w.height, w.width, w.channels) == (20, 24, 1)
    with pytest.raises(ValueError, match="height, width, channels"):
        Shapes(data=np.zeros(5))
