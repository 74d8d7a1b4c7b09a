"""What a layer, a loss or an optimizer was told is what is derived; numbers worked by hand."""

import math
from decimal import Decimal

import numpy as np
import pytest

from coursekit import nn
from coursekit.handcalc import derive
from coursekit.handcalc.formulas import constant_text
from tests.unit.handcalc.networks import network

SIXTEEN = np.arange(16.0).reshape(1, 4, 4, 1)


def model_of(shape, *layers, weights=None):
    model = nn.Sequential([nn.Input(shape), *layers])
    if weights is not None:
        model.set_weights(weights)
    return model


def dense(units, activation=None, **options):
    return nn.layers.Dense(units, activation, dtype="float64", **options)


def outputs(derivation):
    last = derivation.notation.layers
    return [v for key, v in derivation.values.items() if key[0] == "a" and key[2] == last]


@pytest.mark.parametrize(
    ("options", "x", "output", "slope"),
    [
        ({"max_value": 1}, 1.0, 1.0, 0.0),
        ({"max_value": 1, "negative_slope": 0.5}, -2.0, -3.0, 0.5),
        ({"threshold": 1.5, "negative_slope": 0.5}, 0.1, 0.5 * (0.3 - 1.5), 0.5),
        ({"threshold": 1.5}, 0.4, 0.0, 0.0),
        ({"threshold": 1.5}, 0.6, 1.8, 1.0),
    ],
)
def test_relu_with_a_ceiling_a_slope_and_a_threshold(options, x, output, slope):
    model = model_of((1,), dense(1, use_bias=False), nn.layers.ReLU(**options), weights=[[[3.0]]])
    derivation = derive(model, [x], [0.0])
    assert derivation.value("a_o1") == pytest.approx(output, rel=1e-12)
    assert derivation.value("da_o1/dz_o1") == slope
    assert derivation.value("dE/dw1") == pytest.approx(output * slope * x, rel=1e-12)


def test_the_slope_of_a_relu_that_a_dense_layer_holds_is_derived():
    model = model_of((1,), dense(1, nn.activations.Relu(0.25), use_bias=False), weights=[[[3.0]]])
    assert derive(model, [-1.0], [0.0]).value("a_o1") == -0.75


def sigmoid(z):
    return 1 / (1 + np.exp(-3 * z))


class Sigmoid(nn.activations.Sigmoid):
    def __call__(self, z):
        return sigmoid(z)


class Dense(nn.layers.Dense):
    pass


class MeanSquaredError(nn.losses.MeanSquaredError):
    pass


class SGD(nn.optimizers.SGD):
    pass


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"layer": dense(1, sigmoid)}, "activation 'sigmoid', a function of your own"),
        ({"layer": dense(1, Sigmoid())}, "activation 'sigmoid', a function of your own"),
        ({"layer": dense(1), "last": nn.layers.Activation(sigmoid)}, "a function of your own"),
        ({"layer": Dense(1)}, "not your own layer Dense"),
        ({"loss": MeanSquaredError()}, "not your own loss MeanSquaredError"),
        ({"optimizer": SGD()}, "not your own optimizer SGD"),
    ],
)
def test_a_class_or_function_of_ones_own_is_never_trusted_by_its_name(parts, sentence):
    parts = dict(parts)
    last = [parts.pop("last")] if "last" in parts else []
    model = model_of((2,), parts.pop("layer", dense(1)), *last)
    with pytest.raises(ValueError, match=sentence) as told:
        derive(model, [1.0, 2.0], [1.0], **parts)
    assert str(told.value).count(". ") == 0


class Told:
    """A thing of the course whose configuration says more than the formulas use."""

    def __init__(self, thing, **more):
        self.thing, self.more = thing, more

    def __call__(self):
        config = self.thing.get_config
        self.thing.get_config = lambda: config() | self.more
        return self.thing


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"label_smoothing": 0.1}, True),
        ({"label_smoothing": 0.0, "clipnorm": None, "use_ema": False}, False),
        ({"clipnorm": 1.0}, True),
        ({"trainable": False}, True),
        ({"trainable": True}, False),
    ],
)
def test_an_option_that_is_not_shown_is_refused_by_name_when_it_is_on(more, refused):
    name = next(iter(more))
    for part in ("loss", "optimizer", "layer"):
        things = {
            "loss": nn.losses.MeanSquaredError(), "optimizer": nn.optimizers.SGD(),
            "layer": dense(1),
        }  # fmt: skip
        things[part] = Told(things[part], **more)()
        model = model_of((2,), things.pop("layer"))
        if refused:
            with pytest.raises(ValueError, match=f"does not show {name}="):
                derive(model, [1.0, 2.0], [1.0], **things)
        else:
            derive(model, [1.0, 2.0], [1.0], **things)


def test_an_initializer_of_ones_own_does_no_harm():
    model = model_of((2,), dense(1, kernel_initializer=lambda shape, dtype=None: np.ones(shape)))
    assert derive(model, [1.0, 2.0], [0.0]).value("a_o1") == 3.0


def test_softmax_after_a_convolution_runs_over_the_channels_of_each_cell():
    layer = nn.layers.Conv2D(2, 1, activation="softmax", use_bias=False, dtype="float64")
    model = model_of((1, 2, 1), layer, weights=[np.array([0.0, 1.0]).reshape(1, 1, 1, 2)])
    derivation = derive(model, np.ones((1, 1, 2, 1)), np.zeros((1, 1, 2, 2)))
    share = 1 / (1 + math.e)  # 0.2689
    np.testing.assert_allclose(outputs(derivation), [share, 1 - share] * 2, rtol=1e-12)
    sums = [s.symbol for s in derivation if s.key[0] == "sum"]
    assert sums == ["S_11", "S_12"]


@pytest.mark.parametrize(
    ("axes", "slopes", "outputs_by_hand"),
    [
        ([2], [[[0.1, 0.2]], [[0.3, 0.4]]], [-0.1, -0.4, -0.3, -0.8, -1.5, -2.4, -2.1, -3.2]),
        ([3], [[[0.1], [0.2]], [[0.3], [0.4]]], [-0.1, -0.2, -0.6, -0.8, -1.5, -1.8, -2.8, -3.2]),
        ([1, 2], [[[0.1, 0.2]]], [-0.1, -0.4, -0.3, -0.8, -0.5, -1.2, -0.7, -1.6]),
    ],
)
def test_prelu_shares_its_slopes_along_the_axes_it_was_told(axes, slopes, outputs_by_hand):
    layer = nn.layers.PReLU(shared_axes=axes, dtype="float64")
    model = model_of((2, 2, 2), layer, weights=[np.array(slopes)])
    x = -np.arange(1.0, 9.0).reshape(1, 2, 2, 2)
    derivation = derive(model, x, np.zeros((1, 2, 2, 2)))
    np.testing.assert_allclose(outputs(derivation), outputs_by_hand, rtol=1e-12)
    total = 0.5 * np.square(outputs_by_hand).sum()
    assert derivation.value("E") == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_outputs_that_do_not_add_up_to_one_are_divided_by_their_sum(loss):
    model = model_of((1,), dense(2, use_bias=False), weights=[[[0.2, 0.6]]])
    derivation = derive(model, [1.0], [1] if loss.startswith("sparse") else [0.0, 1.0], loss)
    assert derivation.value("E") == pytest.approx(-math.log(0.75), rel=1e-12)
    # E = ln(a1 + a2) − ln a2
    assert derivation.value("dE/dw1") == pytest.approx(1 / 0.8, rel=1e-12)
    assert derivation.value("dE/dw2") == pytest.approx(1 / 0.8 - 1 / 0.6, rel=1e-12)


def test_softplus_outputs_never_give_a_negative_error():
    model = model_of((1,), dense(2, "softplus", use_bias=False), weights=[[[2.0, 3.0]]])
    a = np.log1p(np.exp([2.0, 3.0]))
    derivation = derive(model, [1.0], [0.0, 1.0], "categorical_crossentropy")
    assert derivation.value("E") == pytest.approx(-math.log(a[1] / a.sum()), rel=1e-12)
    assert derivation.value("E") > 0


def test_a_softmax_is_not_divided_by_its_sum_again():
    model = network((2, 3), ("softmax",), np.random.default_rng(0))
    derivation = derive(model, [0.1, 0.2], [0.0, 1.0, 0.0], "categorical_crossentropy")
    assert not [step for step in derivation if step.key[0] in ("p", "q")]


def test_binary_crossentropy_limits_outputs_that_are_no_probabilities():
    model = model_of((1,), dense(1, use_bias=False), weights=[[[2.0]]])
    derivation = derive(model, [1.0], [0.0], "binary_crossentropy")
    assert derivation.value("E") == pytest.approx(-math.log(1e-7), rel=1e-8)
    assert derivation.value("dE/dw1") == 0


@pytest.mark.parametrize(
    ("optimizer", "new"),
    [
        (nn.optimizers.RMSprop(0.1), 1 - 0.1 / math.sqrt(0.1)),  # 0.68377
        (nn.optimizers.RMSprop(0.1, centered=True), 1 - 0.1 / math.sqrt(0.1 - 0.01)),  # 0.66667
        (nn.optimizers.RMSprop(0.1, momentum=0.9), 1 - 0.1 / math.sqrt(0.1)),
        (nn.optimizers.Adam(0.1, amsgrad=True), 1 - 0.1),
    ],
)
def test_the_optimizers_options_are_derived(optimizer, new):
    model = model_of((1,), dense(1, use_bias=False), weights=[[[1.0]]])
    derivation = derive(model, [1.0], [0.0], nn.losses.SquaredError("half"), optimizer)
    assert derivation.value("w1'") == pytest.approx(new, abs=2e-6)  # ε, and Adam's rounding


def test_a_parameter_under_no_window_has_the_derivative_zero():
    layers = [nn.layers.PReLU(dtype="float64"), nn.layers.MaxPooling2D(2)]
    model = model_of((3, 3, 1), *layers, weights=[np.full((3, 3, 1), 0.5)])
    derivation = derive(model, -np.ones((1, 3, 3, 1)), [[[[0.0]]]])
    assert derivation.value("dE/dalpha9") == 0
    assert derivation.value("alpha9'") == 0.5


@pytest.mark.parametrize("value", [0.2, 0.1, 0.3, 1 / 3, 1e-7, 0.0, 1.0, 2, 123456.5, 5e-324])
def test_a_constant_is_written_as_short_as_it_can_be(value):
    text = constant_text(value)
    assert float(text) == value
    assert len(text) <= len(repr(value))


def test_constants_and_windows_of_one_cell_read_as_a_person_writes_them():
    model = model_of((1,), dense(1, "leaky_relu"), weights=[[[1.0]], [0.5]])
    formulas = {step.symbol: step.formula for step in derive(model, [1.0], [0.0])}
    assert formulas["a_o1"] == "(z_o1 if z_o1 > 0 else 0.2 * z_o1)"
    pooled = derive(
        model_of((2, 2, 1), nn.layers.MaxPooling2D(1)), SIXTEEN[:, :2, :2], SIXTEEN[:, :2, :2]
    )
    assert pooled["a_o111"].formula == "x111"


def test_two_softmax_layers_name_their_sums_with_two_letters():
    model = network((2, 2, 2), ("softmax", "softmax"), np.random.default_rng(0))
    derivation = derive(model, [0.1, 0.2], [0.0, 1.0], "categorical_crossentropy")
    sums = {step.symbol for step in derivation if step.key[0] == "sum"}
    assert sums == {"S", "T"}
    assert "exp(z_o1)/T" in derivation["a_o1"].formula
    assert len({derivation.notation.plain(line.key) for line in derivation.lines}) == len(
        derivation.lines
    )


def test_a_third_is_no_reason_to_cut_a_digit_off():
    """3 rows: ∂E/∂a = 1/3 · −(y − a) with y − a = 0.6 is −0.2, cut or not."""
    model = model_of((1,), dense(1, use_bias=False), weights=[[[0.3]]])
    loss = nn.losses.SquaredError("half_mean")
    for decimals in range(1, 20):
        cut = derive(model, [[1.0]] * 3, [[0.9]] * 3, loss).rounded(decimals, "truncate")
        assert Decimal(cut["dE/da(1)_o1"].text) == Decimal("-0.2")
