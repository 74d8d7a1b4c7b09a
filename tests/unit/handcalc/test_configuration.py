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
        ({"label_smoothing": 0.0, "use_ema": False, "ema_momentum": None}, False),
        ({"use_ema": True}, True),
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


@pytest.mark.parametrize(
    ("activation", "z", "a", "slope"),
    [
        ("relu6", 7.0, 6.0, 0.0),
        ("relu6", 2.0, 2.0, 1.0),
        ("relu6", -1.0, 0.0, 0.0),
        ("hard_sigmoid", 0.6, 0.6, 1 / 6),
        ("hard_sigmoid", -4.0, 0.0, 0.0),
        ("softsign", -3.0, -0.75, 1 / 16),
        ("selu", 2.0, 2.10140197, 1.05070099),
        ("selu", -1.0, -1.11133074, 0.64676860),
        ("gelu", 1.0, 0.84134475, 1.08331547),
        ("gelu", -2.0, -0.04550026, -0.08523180),
        (nn.activations.Gelu(approximate=True), 1.0, 0.84119199, 1.08296408),
        ("mish", 0.0, 0.0, 0.6),
        ("mish", 1.0, 0.86509839, 1.04903622),
    ],
)
def test_the_newer_activations_give_the_numbers_of_tables(activation, z, a, slope):
    model = model_of((1,), dense(1, activation, use_bias=False), weights=[[[z]]])
    derivation = derive(model, [1.0], [0.0])
    assert derivation.value("a_o1") == pytest.approx(a, abs=1e-8)
    assert derivation.value("da_o1/dz_o1") == pytest.approx(slope, abs=1e-8)


def test_gelu_is_written_with_the_letters_of_its_tables():
    model = model_of((1,), dense(1, "gelu", use_bias=False), weights=[[[1.0]]])
    step = derive(model, [1.0], [0.0])["da_o1/dz_o1"]
    assert step.formula == "Phi(z_o1) + z_o1 * phi(z_o1)"
    assert r"\Phi\left(z_{o1}\right) + z_{o1} \cdot \varphi\left(z_{o1}\right)" in step.latex
    model = model_of((1,), dense(1, nn.activations.Gelu(True), use_bias=False), weights=[[[1.0]]])
    step = derive(model, [1.0], [0.0])["a_o1"]
    assert "sqrt(2/pi)" in step.formula and r"\sqrt{\frac{2}{\pi}}" in step.latex


def test_the_normal_distribution_has_all_digits_in_a_rounded_computation():
    model = model_of((1,), dense(1, "gelu", use_bias=False), weights=[[[1.0]]])
    rounded = derive(model, [1.0], [0.0]).rounded(20)
    assert rounded["a_o1"].text == "0.84134474606854294859"  # tables have these 20 digits


def squares(optimizer, **options):
    """E = ½ (5 − w1 − 2 w2)² with w1 = 1, w2 = −1: ∂E/∂w1 = −6, ∂E/∂w2 = −12, E = 18."""
    layer = dense(1, use_bias=False, **options)
    model = model_of((2,), layer, weights=[[[1.0], [-1.0]]])
    return derive(model, [1.0, 2.0], [5.0], nn.losses.SquaredError("half"), optimizer)


@pytest.mark.parametrize(
    ("optimizer", "new"),
    [
        (nn.optimizers.SGD(0.1, weight_decay=0.5), (1 + 0.6 - 0.05, -1 + 1.2 + 0.05)),
        (nn.optimizers.SGD(0.1, clipvalue=10.0), (1.6, 0.0)),
        (nn.optimizers.SGD(0.1, clipnorm=5**0.5), (1.1, -0.8)),  # (−1, −2)
        (nn.optimizers.SGD(0.1, global_clipnorm=100.0), (1.6, 0.2)),
        (nn.optimizers.AdamW(0.1, weight_decay=0.5), (1 + 0.1 - 0.05, -1 + 0.1 + 0.05)),
        (nn.optimizers.SGD(nn.optimizers.schedules.ExponentialDecay(0.1, 5, 0.5)), (1.6, 0.2)),
    ],
)
def test_decay_clipping_and_schedules_by_hand(optimizer, new):
    derivation = squares(optimizer)
    assert derivation.value("w1'") == pytest.approx(new[0], abs=2e-6)
    assert derivation.value("w2'") == pytest.approx(new[1], abs=2e-6)


def test_the_first_step_of_nadam_by_hand():
    """u1 = 0.9 · 0.52, u2 = 0.9 · 0.5392; g = −6: m̂ = 0.1 u2 g / (1 − u1 u2) + g, √v̂ = 6."""
    u1, u2 = 0.9 * 0.52, 0.9 * 0.5392
    derivation = squares(nn.optimizers.Nadam(0.1))
    assert derivation.value("w1'") == pytest.approx(1 + 0.1 * (0.1 * u2 / (1 - u1 * u2) + 1))
    assert derivation["mhat(w1)"].formula.startswith("u2 * m(w1)/(1 - u1 * u2)")


def test_a_schedule_is_asked_for_its_first_rate_whatever_was_trained_before():
    optimizer = nn.optimizers.SGD(nn.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5))
    optimizer.step(np.ones(2))
    assert squares(optimizer).value("η") == 0.1


@pytest.mark.parametrize(
    ("penalty", "error", "slope"),
    [
        (nn.regularizers.L2(0.5), 18 + 0.5 * 2, -6 + 2 * 0.5 * 1),
        (nn.regularizers.L1(0.25), 18 + 0.25 * 2, -6 + 0.25),
        (nn.regularizers.L1L2(0.25, 0.5), 18 + 1.5, -6 + 1.25),
    ],
)
def test_a_penalty_is_added_to_the_error_and_to_the_slope(penalty, error, slope):
    derivation = squares(nn.optimizers.SGD(0.1), kernel_regularizer=penalty)
    assert derivation.value("E") == pytest.approx(error)
    assert derivation.value("dE/dw1") == pytest.approx(slope)
    assert derivation["E"].formula == "E_o1 + R(W[1])"
    symbols = [step.symbol for step in derivation]
    assert symbols.index("dE/dw1") > symbols.index("dE/dw1 via R(W[1])") > symbols.index("dE/da_o1")
    assert symbols.count("dE/dw1") == 1
    assert derivation.value("E'") != derivation.value("E")


class Small(nn.regularizers.Regularizer):
    def __call__(self, w):
        return 0.0

    def gradient(self, w):
        return np.zeros_like(w)


def test_a_regularizer_of_ones_own_is_refused_by_its_name():
    with pytest.raises(ValueError, match="not your own regularizer Small"):
        squares(nn.optimizers.SGD(0.1), kernel_regularizer=Small())


def test_a_forgotten_penalty_is_no_half_of_a_crossentropy():
    layer = dense(1, "sigmoid", kernel_regularizer="l2")
    model = model_of((1,), layer, weights=[[[1.0]], [0.5]])
    derivation = derive(model, [1.0], [1.0], "binary_crossentropy")
    (judged,) = derivation.check({"E": f"{derivation.value('E_o1'):.6f}"})
    assert judged.verdict == "wrong"


def test_smoothed_labels_by_hand():
    model = model_of((1,), dense(1, "sigmoid"), weights=[[[1.0]], [0.5]])
    loss = nn.losses.BinaryCrossentropy(label_smoothing=0.2)
    derivation = derive(model, [1.0], [1.0], loss)
    a = 1 / (1 + math.exp(-1.5))
    assert derivation.value("t1") == pytest.approx(0.9)
    assert derivation.value("E") == pytest.approx(-0.9 * math.log(a) - 0.1 * math.log(1 - a))
    assert derivation.value("dE/dw1") == pytest.approx(a - 0.9)


@pytest.mark.parametrize(
    "weights", [{"sample_weight": [1.0, 3.0]}, {"class_weight": {0: 1.0, 1: 3.0}}]
)
def test_weights_of_rows_by_hand(weights):
    """a = 1 and 2, y = 0 and 1, E = (1 · 1² + 3 · 1²) / 2, ∂E/∂w = (1 · 2 · 1 + 3 · 2 · 2) / 2."""
    model = model_of((1,), dense(1, use_bias=False), weights=[[[1.0]]])
    derivation = derive(model, [[1.0], [2.0]], [[0.0], [1.0]], "mse", **weights)
    assert derivation.value("E") == pytest.approx(2.0)
    assert derivation.value("dE/dw1") == pytest.approx(7.0)
    assert derivation["E"].formula == "(ω(1) * E(1)_o1 + ω(2) * E(2)_o1)/2"


def test_weights_that_fit_no_rows_are_refused():
    model = model_of((1,), dense(1), weights=[[[1.0]], [0.0]])
    with pytest.raises(ValueError, match="one number for each sample"):
        derive(model, [[1.0], [2.0]], [[0.0], [1.0]], sample_weight=[1.0])


def test_a_squared_derivative_stands_in_brackets():
    derivation = squares(nn.optimizers.Adagrad(0.1))
    assert derivation["v(w1)"].formula == "0.1 + (dE/dw1)**2"
    assert r"\left(\frac{\partial E}{\partial w_{1}}\right)^{2}" in derivation["v(w1)"].latex
