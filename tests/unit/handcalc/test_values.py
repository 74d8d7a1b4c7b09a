"""Every number of a derivation against complex steps, the network, and numbers by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import nn
from coursekit.handcalc import derive
from coursekit.handcalc.expression import COMPLEX, evaluate
from tests.unit.handcalc.networks import cases, derived, layout_two_two_two, network
from tests.unit.handcalc.options import parts_of

ERROR = ("E",)
STEP = 1e-30


def complex_step(derivation, key):
    """∂E/∂key: carry an imaginary step from ``key`` through the forward formulas to the error."""
    values = {name: complex(value) for name, value in derivation.given.items()}
    for line in derivation.lines:
        if line.part[0] in ("forward", "error"):
            values[line.key] = evaluate(line.formula, values, COMPLEX)
        if line.key == key:
            values[key] += STEP * 1j
        if line.key == ERROR:
            return values[ERROR].imag / STEP
    raise AssertionError("the derivation has no error line")


def parameter_step(derivation, key):
    derivation.given[key] += STEP * 1j
    try:
        return complex_step(derivation, None)
    finally:
        derivation.given[key] = derivation.given[key].real


@given(cases())
def test_every_derivative_of_the_error_equals_the_complex_step(case):
    derivation = derived(case, nn.optimizers.SGD(0.1))
    for key, value in derivation.values.items():
        if key[0] == "d" and key[1] == ERROR:
            quantity = key[2]
            step = parameter_step if quantity in derivation.notation.parameters else complex_step
            assert value == pytest.approx(step(derivation, quantity), rel=1e-9, abs=1e-12)


@given(cases())
def test_outputs_error_and_gradients_are_the_networks_own(case):
    model, x, y, loss = case
    derivation = derived(case, nn.optimizers.SGD(0.1))
    a = model.forward(x)
    last = derivation.notation.layers
    shown = [[derivation.values["a", n, last, j] for j in range(a.shape[1])] for n in range(len(x))]
    np.testing.assert_allclose(shown, a, rtol=1e-9, atol=1e-12)
    assert derivation.value("E") == pytest.approx(loss(y, a), rel=1e-9, abs=1e-12)
    model.backward_from_loss(loss, y, a)
    for layer, number in zip(model.layers, range(1, last + 1), strict=True):
        for (i, j), gradient in np.ndenumerate(layer.grads["kernel"]):
            value = derivation.values["d", ERROR, ("W", number, j, i)]
            assert value == pytest.approx(gradient, rel=1e-9, abs=1e-12)


OPTIMIZERS = st.sampled_from(
    [
        lambda: nn.optimizers.SGD(0.3),
        lambda: nn.optimizers.SGD(0.3, momentum=0.9),
        lambda: nn.optimizers.SGD(0.3, momentum=0.8, nesterov=True),
        lambda: nn.optimizers.Adagrad(0.05),
        lambda: nn.optimizers.Adadelta(0.7),
        lambda: nn.optimizers.RMSprop(0.01),
        lambda: nn.optimizers.Adam(0.02),
        lambda: nn.optimizers.AdamW(0.02, weight_decay=0.1),
        lambda: nn.optimizers.Nadam(0.02),
        lambda: nn.optimizers.SGD(0.3, clipnorm=0.1, weight_decay=0.1),
    ]
)


@settings(max_examples=30)
@given(cases(), OPTIMIZERS)
def test_updated_weights_and_the_next_error_are_those_of_one_training_step(case, make_optimizer):
    model, x, y, loss = case
    derivation = derived(case, make_optimizer())
    optimizer = make_optimizer()
    optimizer.build(model.theta.size, model.theta.dtype, parts_of(model))
    model.backward_from_loss(loss, y, model.forward(x))
    model.theta += optimizer.step(model.gradient, model.theta)
    for layer, number in zip(model.layers, range(1, 9), strict=False):
        for (i, j), weight in np.ndenumerate(layer.params["kernel"]):
            # Keras' Adam keeps its betas in float32, hence not the last digits.
            assert derivation.values["new", ("W", number, j, i)] == pytest.approx(weight, rel=1e-6)
    assert derivation.values["again", ERROR] == pytest.approx(
        loss(y, model.forward(x)), rel=1e-6, abs=1e-9
    )


def test_the_two_two_two_network_worked_by_hand():
    model, x, y = layout_two_two_two()
    derivation = derive(model, x, y, optimizer=nn.optimizers.SGD(0.5))
    a_h1 = 1 / (1 + np.exp(-(0.05 * 0.15 + 0.1 * 0.2 + 0.35)))
    assert derivation.value("a_h1") == pytest.approx(a_h1, rel=1e-12)
    assert derivation.value("E") == pytest.approx(0.2983711, abs=5e-8)
    assert derivation.value("dE/dw5") == pytest.approx(0.0821670, abs=5e-8)
    assert derivation.value("w5'") == pytest.approx(0.3589165, abs=5e-8)
    assert derivation.value("dE/da_h1 via z_o2") == pytest.approx(-0.0190491, abs=5e-8)


def test_parameters_and_inputs_are_left_as_they_were():
    model, x, y = layout_two_two_two()
    before, x = model.theta.copy(), np.array(x)
    derive(model, x, y, optimizer=nn.optimizers.Adam())
    np.testing.assert_array_equal(model.theta, before)
    np.testing.assert_array_equal(x, [0.05, 0.1])


@pytest.mark.parametrize(
    "activation",
    [
        nn.layers.LeakyReLU(negative_slope=0.3),
        nn.layers.ELU(alpha=0.5),
        nn.layers.PReLU(dtype="float64"),
        nn.layers.Activation("tanh"),
        nn.layers.ReLU(),
    ],
    ids=lambda layer: type(layer).__name__,
)
def test_activation_layers_and_a_learned_slope(activation):
    rng = np.random.default_rng(3)
    layers = [
        nn.layers.Dense(4, dtype="float64"),
        activation,
        nn.layers.Dense(2, "sigmoid", dtype="float64"),
    ]
    model = nn.Sequential([nn.Input((3,)), *layers])
    model.set_weights([rng.normal(size=w.shape) for w in model.get_weights()])
    x, y, loss = rng.normal(size=(2, 3)), rng.normal(size=(2, 2)), nn.losses.SquaredError("half")
    derivation = derive(model, x, y, loss, nn.optimizers.SGD(0.1))
    model.backward_from_loss(loss, y, model.forward(x))
    for key in derivation.notation.parameters:
        assert derivation.values["d", ERROR, key] == pytest.approx(
            parameter_step(derivation, key), rel=1e-9
        )
    gradients = sorted(derivation.values["d", ERROR, key] for key in derivation.notation.parameters)
    np.testing.assert_allclose(gradients, np.sort(model.gradient), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(
    "pool", [nn.layers.MaxPooling2D, nn.layers.AveragePooling2D, nn.layers.MinPooling2D]
)
def test_a_small_convolution_with_pooling(padding, pool):
    rng = np.random.default_rng(5)
    layers = [
        nn.layers.Conv2D(
            2, (2, 3), strides=(1, 2), padding=padding, activation="relu", dtype="float64"
        ),
        pool((2, 1)),
        nn.layers.Flatten(),
        nn.layers.Dense(1, "sigmoid", dtype="float64"),
    ]
    model = nn.Sequential([nn.Input((4, 5, 1)), *layers])
    model.set_weights([rng.normal(size=w.shape) for w in model.get_weights()])
    x, y, loss = rng.normal(size=(1, 4, 5, 1)), np.array([[1.0]]), nn.losses.BinaryCrossentropy()
    derivation = derive(model, x, y, loss, nn.optimizers.SGD(0.1))
    model.backward_from_loss(loss, y, model.forward(x))
    gradients = sorted(derivation.values["d", ERROR, key] for key in derivation.notation.parameters)
    np.testing.assert_allclose(gradients, np.sort(model.gradient), rtol=1e-9, atol=1e-12)


def test_a_large_network_is_refused_and_only_selects():
    model = network((8, 8, 1), ("relu", "sigmoid"), np.random.default_rng(0))
    x, y = np.ones(8), np.array([1.0])
    with pytest.raises(ValueError, match=r"has 81 weights.*only="):
        derive(model, x, y)
    part = derive(model, x, y, only=["dE/dw65"])
    assert [step.symbol for step in part][-1] == "dE/dw65"
    assert len(part) < 60
    assert part["dE/dw65"].value == pytest.approx(
        parameter_step(part, part.key("dE/dw65")[2]), rel=1e-9
    )


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([0.1, 0.2, 0.3], [0, 1], r"expects rows of shape \(2,\)"),
        ([0.1, np.nan], [0, 1], "finite"),
        ([[0.1, 0.2]], [[0, 1], [1, 0]], "1 rows but y has 2"),
    ],
)
def test_wrong_data_gets_a_sentence(x, y, message):
    model, _, _ = layout_two_two_two()
    with pytest.raises(ValueError, match=message):
        derive(model, x, y)


def test_dropout_is_refused_with_a_sentence():
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(2), nn.layers.Dropout(0.5)])
    with pytest.raises(ValueError, match="not Dropout"):
        derive(model, [1, 2], [1, 2])


def test_logits_are_refused_with_a_sentence():
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1)])
    with pytest.raises(ValueError, match="from_logits=False"):
        derive(model, [1, 2], [1], nn.losses.BinaryCrossentropy(from_logits=True))
