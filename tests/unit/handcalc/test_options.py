"""Every option of every class that ``derive`` accepts: the numbers are the engine's own."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.handcalc import derive, updates
from coursekit.handcalc.activation_layers import ACTIVATION_LAYERS
from coursekit.handcalc.units import UNIT_FUNCTIONS
from tests.unit.handcalc.options import (
    ACTIVATIONS,
    LAYERS,
    LOSSES,
    OPTIMIZERS,
    arrays,
    draw,
)

ERROR = ("E",)
CASES = 400


def derived(case):
    """The derivation of a case; ``None`` where a line has no value (outputs that add up to 0)."""
    try:
        return derive(case.model, case.x, case.y, case.loss, case.optimizer, only=[])
    except ValueError as error:
        assert "no value that can be written down" in str(error), case.recipe
        return None


@pytest.mark.parametrize("start", range(0, CASES, 50))
def test_error_gradients_and_new_weights_are_the_engines(start):
    without = 0
    for seed in range(start, start + 50):
        case = draw(seed)
        derivation = derived(case)
        if derivation is None:
            without += 1
            continue
        a = case.model.forward(case.x)
        case.model.backward_from_loss(case.loss, case.y, a)
        np.testing.assert_allclose(
            derivation.value("E"), case.loss(case.y, a), rtol=1e-9, err_msg=str(case.recipe)
        )
        gradients = arrays(derivation, case.model, lambda key: ("d", ERROR, key))
        _same(case, gradients, "grads")
        # Of these gradients, as Adam divides by a gradient near zero and doubles its last digits.
        flat = np.concatenate([np.ravel(gradient) for gradient in gradients])
        case.model.theta += case.optimizer.step(flat)
        _same(case, arrays(derivation, case.model, lambda key: ("new", key)), "params")
    assert without <= 3


def _same(case, by_hand, kept):
    engine = [a for layer in case.model.layers for a in getattr(layer, kept).values()]
    for mine, theirs in zip(by_hand, engine, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-8, atol=1e-11, err_msg=str(case.recipe))


def test_every_class_and_every_option_that_is_read_is_drawn():
    names = {getattr(nn.activations, kind).name for kind in ACTIVATIONS}
    assert names == {*UNIT_FUNCTIONS, "softmax"}
    assert {*LAYERS, "Activation"} == set(ACTIVATION_LAYERS)
    for kind, options in LAYERS.items():
        assert set(options) == set(ACTIVATION_LAYERS[kind][1])
    for kind, (_, known) in updates._RULES.items():
        assert set(OPTIMIZERS[kind]) == {"learning_rate", *known}
    assert set(LOSSES) == _losses()


def _losses():
    from coursekit.handcalc.errors import _ERRORS

    return set(_ERRORS) - {"SummedLogLoss"}  # the lecture's own


def test_the_draws_show_each_option_with_each_value():
    seen = set()
    for seed in range(CASES):
        recipe = draw(seed).recipe
        for kind, options in [*recipe["layers"], recipe["loss"], recipe["optimizer"]]:
            seen |= {(kind, name, str(value)) for name, value in options.items()}
            seen |= {options["activation"][0]} if "activation" in options else set()
    assert set(ACTIVATIONS) <= seen
    for table in (LAYERS, LOSSES, OPTIMIZERS):
        for kind, options in table.items():
            for name, values in options.items():
                assert {(kind, name, str(value)) for value in values} <= seen, (kind, name)
