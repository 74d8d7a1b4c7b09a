"""The explorer of blocks counts as Keras counts, for its presets and its impossible networks."""

import keras
import pytest

from coursekit.explorers.shapes.explorer import GOLDENS, code, frame

SMALL = [state for state in GOLDENS if state.height * state.width <= 4096 and state.blocks]


@pytest.mark.parametrize("state", SMALL)
def test_keras_builds_the_exported_code_to_the_same_shapes_and_counts(state):
    seen = frame(state)
    source = code(state, "keras").replace("model.summary()\n", "")
    space = {}
    if seen["problem"]:
        with pytest.raises(ValueError):
            exec(source, space)
        return
    exec(source, space)
    model = space["model"]
    assert isinstance(model, keras.Sequential)
    assert model.count_params() == seen["parameters"]
    for block, layer in zip(seen["blocks"], model.layers, strict=True):
        assert list(layer.output.shape[1:]) == block["output"]
        assert layer.count_params() == block["parameters"]
