"""Every option of every class that ``derive`` accepts: the numbers are the engine's own."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.handcalc import derive
from coursekit.handcalc.activation_layers import ACTIVATION_LAYERS
from coursekit.handcalc.clipping import KINDS
from coursekit.handcalc.curves import UNIT_FUNCTIONS
from coursekit.handcalc.errors import _ERRORS
from coursekit.handcalc.network import _WEIGHTED
from coursekit.handcalc.pictures import POOLS
from tests.unit.handcalc.options import (
    ACTIVATIONS,
    LAYERS,
    LOSSES,
    OPTIMIZERS,
    PENALTIES,
    arrays,
    draw,
    parts_of,
)

ERROR = ("E",)
CASES = 400


def derived(case):
    """The derivation of a case; ``None`` where a line has no value (outputs that add up to 0)."""
    try:
        return derive(
            case.model, case.x, case.y, case.loss, case.optimizer,
            sample_weight=case.weights, only=[],
        )  # fmt: skip
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
        case.model.backward_from_loss(case.loss, case.y, a, case.weights)
        error = case.loss(case.y, a, case.weights) + case.model.penalty()
        np.testing.assert_allclose(
            derivation.value("E"), error, rtol=1e-9, atol=1e-14, err_msg=str(case.recipe)
        )
        gradients = arrays(derivation, case.model, lambda key: ("d", ERROR, key))
        _same(case, gradients, "grads")
        # Of these gradients, as Adam divides by a gradient near zero and doubles its last digits.
        flat = np.concatenate([np.ravel(gradient) for gradient in gradients])
        case.optimizer.build(flat.size, flat.dtype, parts_of(case.model))
        case.model.theta += case.optimizer.step(flat, case.model.theta)
        _same(case, arrays(derivation, case.model, lambda key: ("new", key)), "params")
    assert without <= 3


def _same(case, by_hand, kept):
    engine = [a for layer in case.model.layers for a in getattr(layer, kept).values()]
    for mine, theirs in zip(by_hand, engine, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-8, atol=1e-11, err_msg=str(case.recipe))


#: Options that change nothing in one step, or that are refused by name when they are on.
NEUTRAL = {"name", "dtype", "trainable"}


def told(thing):
    """The options of a thing that its formulas must show, read from its configuration."""
    names = set(thing.get_config()) - NEUTRAL
    return {name for name in names if not name.endswith("_initializer")}


def test_every_activation_is_drawn_with_every_option_of_its_configuration():
    assert {getattr(nn.activations, kind).name for kind in ACTIVATIONS} == set(nn.activations.ALL)
    assert {*UNIT_FUNCTIONS, "softmax"} == set(nn.activations.ALL)
    for kind, options in ACTIVATIONS.items():
        assert set(options) == told(getattr(nn.activations, kind)()), kind


def test_every_optimizer_is_drawn_with_every_option_of_its_configuration():
    assert set(OPTIMIZERS) == set(nn.optimizers.ALL)
    for kind, options in OPTIMIZERS.items():
        drawn = set(options) - {"clipping"} | set(KINDS)
        assert drawn == told(getattr(nn.optimizers, kind)()), kind


def test_every_loss_and_layer_that_is_read_is_drawn_with_every_option_of_its_configuration():
    assert set(LOSSES) == set(_ERRORS) - {"SummedLogLoss"}  # the lecture's own
    for kind, options in LOSSES.items():
        refused = {"from_logits"} if "Crossentropy" in kind else set()
        assert set(options) | refused == told(getattr(nn.losses, kind)()), kind
    assert {*LAYERS, "Activation"} == set(ACTIVATION_LAYERS)
    for kind, options in LAYERS.items():
        assert set(options) == told(getattr(nn.layers, kind)()), kind
    drawn = {}
    for seed in range(CASES):
        for kind, options in draw(seed).recipe["layers"]:
            drawn.setdefault(kind, set()).update(options)
    assert set(drawn) == {*_WEIGHTED, *POOLS, *ACTIVATION_LAYERS, "Flatten"}
    made = {"Dense": (1,), "Conv2D": (1, 1), "Activation": ("relu",)}
    for kind, options in drawn.items():
        layer = getattr(nn.layers, kind)(*made.get(kind, ()))
        window = {"data_format", "dilation_rate", "groups"}  # which have one value each
        assert options == told(layer) - window, kind


def test_the_draws_show_each_option_with_each_value():
    seen = set()
    for seed in range(CASES):
        recipe = draw(seed).recipe
        for kind, options in [*recipe["layers"], recipe["loss"], recipe["optimizer"]]:
            seen |= {(kind, name, str(value)) for name, value in options.items()}
            seen |= {options["activation"][0]} if "activation" in options else set()
    assert set(ACTIVATIONS) <= seen
    weighted = dict.fromkeys(("kernel_regularizer", "bias_regularizer"), PENALTIES)
    for table in (LAYERS, LOSSES, OPTIMIZERS, {"Dense": weighted, "Conv2D": weighted}):
        for kind, options in table.items():
            for name, values in options.items():
                assert {(kind, name, str(value)) for value in values} <= seen, (kind, name)
