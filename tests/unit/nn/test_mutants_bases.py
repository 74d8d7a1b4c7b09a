"""Small mistakes put into what all layers, losses, metrics, … share must all be noticed."""

import math

import numpy as np
import pytest

from coursekit import nn
from tests.support.checks import losses
from tests.support.mutation import Mutant, assert_caught, load, upon
from tests.unit.nn.layer_checks import check_all

NN = "coursekit.nn"
RNG = np.random.default_rng(0)
SEQUENCES = RNG.normal(size=(2, 4, 3))
close = np.testing.assert_allclose


def raises(call, sentence):
    with pytest.raises((ValueError, AttributeError, NotImplementedError), match=sentence):
        call()


def check_layer(module):
    """The real ``Dense``, and a layer of one's own, on the base under test."""
    dense = upon(module, f"{NN}.layers.dense").Dense
    for name, snake in (
        ("MaxPooling2D", "max_pooling2d"),
        ("SimpleRNN", "simple_rnn"),
        ("LSTM", "lstm"),
        ("LSTMCell", "lstm_cell"),
        ("LeakyReLU", "leaky_re_lu"),
    ):
        assert module._snake_case(name) == snake
    assert dense(1).name == "dense" and not dense(1).named_by_user
    assert dense(1, name="mine").named_by_user and dense(1, dtype="float64").dtype == "float64"
    assert dense(1).dtype == "float32" and dense(1, input_dim=3).first_shape == (3,)
    for wrong, sentence in (
        ({"name": 3}, "must be text"),
        ({"dtype": "int32"}, "dtype of a layer"),
        ({"trainable": "no"}, "trainable must be"),
        ({"units_": 3}, "no argument 'units_'"),
        ({"dynamic": 3}, "no argument"),
    ):
        raises(lambda wrong=wrong: dense(1, **wrong), sentence)
    config = dense(1, name="d", dtype="float64", trainable=False).get_config()
    assert (config["name"], config["dtype"], config["trainable"]) == ("d", "float64", False)
    raises(lambda: module.Layer().activation, "Layer has no activation")
    raises(lambda: module.Layer().forward(1), "Layer needs forward")
    raises(lambda: module.Layer().backward(1), "")
    assert module.Layer().passes_on() is False and module.Layer().output_activation() is None
    layer = dense(2)
    assert layer.output_activation() is layer.activation
    layer.activation = "relu"
    assert layer.activation.name == "relu"
    y = layer(np.array([[1, 2, 3]]))
    assert y.dtype == np.float32 and (layer.input_shape, layer.output_shape) == (
        (None, 3),
        (None, 2),
    )
    close(layer(np.array([[1, 2, 3]])), y)
    assert layer.output_sums() is layer.z
    raises(lambda: layer(np.ones((1, 4))), "Dense expects 3 features, got 4")
    raises(lambda: layer(np.ones((1, 3)), mask=1), "no masks here")
    raises(lambda: layer(nn.Input((3,))), "no functional style")
    raises(lambda: layer(["a"]), "input of Dense")
    check_own_layer(module)


def check_own_layer(module):
    class Own(module.Layer):
        shapes = ()

        def weight_specs(self, input_shape):
            return {"w": ((2,), nn.initializers.Ones())} if self.shapes else {}

        def check_input_shape(self, input_shape):
            if (input_shape[1] or 0) > 9:
                raise ValueError("too long")

        def forward(self, x, training=False):
            return x + training

    plain = Own()
    assert plain(np.zeros((1, 2)), training=True).tolist() == [[1, 1]]
    assert plain(np.zeros((1, 3))).shape == (1, 3), "without arrays any shape will do"
    raises(lambda: plain(np.zeros((1, 10))), "too long")
    held = Own()
    held.shapes = (2,)
    held.build((None, None, 3))
    assert held(np.zeros((1, 5, 3))).shape == (1, 5, 3)
    for shape in ((1, 5, 4), (1, 5)):
        raises(lambda shape=shape: held(np.zeros(shape)), "was built for inputs of shape")
    assert held.compute_output_shape((None, 7)) == (None, 7) and held.state_specs(()) == {}


def check_weights(module):
    """The real ``Dense`` and ``BatchNormalization`` on the arrays under test."""
    base = upon(module, f"{NN}.layers.base")
    dense = upon(base, f"{NN}.layers.dense").Dense
    scaling = upon(base, f"{NN}.layers.batch_normalization").BatchNormalization
    raises(lambda: dense(2).kernel, "call the layer, or build")
    layer = dense(2, kernel_regularizer="l2", bias_regularizer="l1")
    layer.build((None, 3))
    assert layer.kernel is layer.params["kernel"] and layer.bias is layer.params["bias"]
    assert [g.shape for g in layer.grads.values()] == [(3, 2), (2,)]
    assert dense(2, use_bias=False).bias is None and layer.count_params() == 8
    batch = scaling()
    batch.build((None, 2))
    raises(lambda: batch.kernel, "it has none")
    for trainable, counts in ((True, (2, 2)), (False, (0, 4))):
        batch.trainable = trainable
        found = len(batch.trainable_weights), len(batch.non_trainable_weights)
        assert found == counts and len(batch.weights) == 4
    layer.set_weights([np.full((3, 2), 2.0), [3.0, -1.0]])
    assert layer.penalty() == pytest.approx(0.01 * (6 * 4 + 4))
    layer.grads["kernel"][...] = layer.grads["bias"][...] = 1.0
    layer.add_penalty_gradients()
    close(layer.grads["kernel"], 1.04, rtol=1e-6)
    close(layer.grads["bias"], [1.01, 0.99], rtol=1e-6)
    layer.trainable = False
    assert layer.penalty() == 0
    layer.get_weights()[0][...] = 9
    assert layer.kernel[0, 0] == 2
    assert list(dense(2, use_bias=False, bias_regularizer="l2").regularizers) == []
    config = layer.get_config()
    assert config["kernel_regularizer"]["class_name"] == "L2"
    assert dense(2).get_config()["bias_regularizer"] is None
    for wrong, sentence in (
        (3, "takes a list of arrays, got int"),
        ([1], r"has 2 arrays \(kernel, bias\), got 1"),
        ([np.ones((2, 3)), [1, 2]], "kernel has shape"),
        ([np.ones((3, 2)), ["a", "b"]], "each weight"),
    ):
        raises(lambda wrong=wrong: layer.set_weights(wrong), sentence)
    assert layer.kernel[0, 0] == 2 and layer.kernel.dtype == np.float32
    odd = dense(2, kernel_initializer=lambda shape, dtype=None: np.ones((1, 1)))
    raises(lambda: odd.build((None, 3)), "initializer of kernel in Dense made an array")


def check_sequences(module):
    """All three recurrent layers on what they share."""
    for name, kind, gates in (
        ("recurrent", "SimpleRNN", 1),
        ("lstm", "LSTM", 4),
        ("gru", "GRU", 3),
    ):
        layer_class = getattr(upon(module, f"{NN}.layers.{name}"), kind)
        for chosen in ({}, {"return_sequences": True, "go_backwards": True, "use_bias": False}):
            layer = layer_class(2, kernel_regularizer="l1", recurrent_regularizer="l2", **chosen)
            kinds = [type(r).__name__ for r in layer.regularizers.values()]
            assert list(layer.regularizers) == ["kernel", "recurrent_kernel"]
            config = layer.get_config()
            again = config["kernel_regularizer"], config["recurrent_regularizer"]
            assert kinds == [r["class_name"] for r in again] == ["L1", "L2"]
            assert config["go_backwards"] == config["return_sequences"] == bool(chosen)
            assert layer_class.from_config(config).get_config() == config
            plain = layer_class(2, **chosen)
            check_all(plain, SEQUENCES)
            sizes = [(3, 2 * gates), (2, 2 * gates)]
            assert [w.shape for w in plain.params.values()][:2] == sizes
            assert len(plain.params) == 3 - ("use_bias" in chosen)
        assert layer_class(2, bias_regularizer="l2").regularizers["bias"].l2 == 0.01
        assert layer_class(2).recurrent_initializer.get_config()["gain"] == 1
        raises(lambda made=layer_class: made(0), f"units of {kind}")
        for shape in ((None, 3), (None, 0, 3), (None, 4, None), (None, 4, 0)):
            raises(lambda made=layer_class, at=shape: made(2).build(at), f"{kind} expects sequ")
        check_reading(layer_class)


def check_reading(layer_class):
    layer, twin = layer_class(2, go_backwards=True), layer_class(2)
    for one in (layer, twin):
        one.build((None, 4, 3))
    twin.set_weights(layer.get_weights())
    close(layer(SEQUENCES), twin(SEQUENCES[:, ::-1]), rtol=1e-6)
    for shape in ((1, 4), (1, 4, 2), (1, 0, 3)):
        raises(lambda at=shape: layer(np.ones(at)), f"{layer_class.__name__} was built for")
    assert layer(np.ones((1, 9, 3))).shape == (1, 2)
    assert layer.recurrent_kernel is layer.params["recurrent_kernel"]
    whole = layer_class(2, return_sequences=True)
    assert whole.compute_output_shape((None, None, 3)) == (None, None, 2)


def check_input(module):
    assert module.Input((3, None)).shape == (3, None)
    assert module.Input((3,)).dtype == "float32"
    assert module.Input((3,), dtype="int32", name="n").dtype == "int32"
    assert module.first_shape(None, 4) == (4,) and module.first_shape([2, 3], None) == (2, 3)
    assert module.first_shape(None, None) is None
    for call, sentence in (
        (lambda: module.Input(3), r"shape=\(3,\), with the comma"),
        (lambda: module.Input(), "needs the shape of one sample"),
        (lambda: module.Input((0,)), "Each length in Input's shape"),
        (lambda: module.Input((3,), batch_size=8), "batch_size"),
        (lambda: module.Input((3,), sparse=True), "give full arrays"),
        (lambda: module.Input((3,), dtype="text"), "dtype of Input"),
        (lambda: module.first_shape((3,), 3), "not both"),
        (lambda: module.first_shape(None, 0), "input_dim must be"),
        (lambda: module.refuse_symbols(module.Input((3,))), "no functional style"),
    ):
        raises(call, sentence)
    module.refuse_symbols(np.ones(3))


def check_loss(module):
    """The real losses on the base under test, and what the base alone does."""
    losses.check_regression(upon(module, f"{NN}.losses.regression"))
    middle = f"{NN}.losses.crossentropy"
    losses.check_binary(upon(module, middle, f"{NN}.losses.binary"))
    losses.check_one_hot(upon(module, middle, f"{NN}.losses.categorical"))
    for y, p, shape in (
        ((3,), (3, 1), (3, 1)),
        ((3, 1), (3,), (3, 1)),
        ((2, 3, 1), (2, 3), (2, 3)),
        ((), (), (1,)),
        ((3, 2), (3, 2), (3, 2)),
    ):
        found = module.same_rank(np.ones(y, int), np.ones(p))
        assert [a.shape for a in found] == [shape, shape] and found[0].dtype == float
    assert module.same_rank([1], [2])[1].dtype == float
    raises(lambda: module.same_rank(np.ones(3), np.ones((3, 2))), "do not fit predictions")
    raises(lambda: module.same_rank([1.0], ["a"]), "y_pred must hold numbers")
    raises(lambda: module.same_rank(["a"], [1.0]), "y_true must hold numbers")
    loss = module.Loss()
    assert loss.check_labels([[1], [2]], (None, 1)).tolist() == [[1], [2]]
    for shape in ((4,), (4, 1)):
        loss.check_labels(np.ones(shape), (None, 1))
    loss.check_labels(np.ones((2, 4)), (None, 4, 1))
    loss.check_labels(np.ones((2, 4, 1)), (None, 4))
    for shape, sentence in (((4, 2), "1 value for each sample"), ((4, 2, 2), "values of shape")):
        raises(lambda at=shape: loss.check_labels(np.ones(at), (None, 1)), sentence)
    raises(
        lambda: loss.check_labels(np.ones((4, 2)), (None, 3)), "gives 3 values .* holds 2 values"
    )
    raises(lambda: loss.check_labels([np.nan], (None, 1)), "NaN")
    raises(lambda: module.Loss("sums"), "Unknown reduction")
    raises(lambda: module.Loss(ignore_class=3), "sample_weight 0")
    raises(lambda: module.share(1.5, "s"), "from 0 to 1")
    raises(lambda: module.share(-0.5, "s"), "from 0 to 1")
    assert module.clip(np.array([-1.0, 0.5, 2.0]), 0, 1).tolist() == [0, 0.5, 1]
    assert module.clip(np.array([-1 + 1j, 0.5 + 1j, 2 + 1j]), 0, 1).tolist() == [0, 0.5 + 1j, 1]
    assert module.Loss(name="mine").get_config() == {
        "name": "mine",
        "reduction": "sum_over_batch_size",
    }
    binary = nn.losses.BinaryCrossentropy()
    assert module.Loss.on_sums(binary) is not binary and not binary.from_logits


def check_crossentropy(module):
    """The real cross-entropies on what they share, and what that alone does."""
    losses.check_binary(upon(module, f"{NN}.losses.binary"))
    losses.check_one_hot(upon(module, f"{NN}.losses.categorical"))
    loss = module.Crossentropy(True, 0.25, reduction="sum", name="mine")
    config = {"from_logits": True, "label_smoothing": 0.25, "reduction": "sum", "name": "mine"}
    assert loss.get_config() == config
    assert repr(loss) == "Crossentropy(from_logits=True)"
    raises(lambda: module.Crossentropy("no"), "from_logits must be True or False")
    raises(lambda: module.Crossentropy(label_smoothing=1.5), "from 0 to 1")
    raises(lambda: module.Crossentropy(ignore_class=3), "sample_weight 0")


def check_metric(module):
    y, p, w = np.array([1.0, 0.0, 3.0]), np.array([[2.0], [0.0], [1.0]]), [1.0, 1.0, 2.0]
    mse, root, mae = (
        getattr(module, f"{name}Error")()
        for name in ("MeanSquared", "RootMeanSquared", "MeanAbsolute")
    )
    for metric, plain, weighted in (
        (mse, 5 / 3, 9 / 4),
        (root, math.sqrt(5 / 3), 1.5),
        (mae, 1, 5 / 4),
    ):
        assert metric.result() == 0 and metric.direction == "down"
        assert metric(y, p) == pytest.approx(plain) and metric.result() == 0
        assert metric(y, p, w) == pytest.approx(weighted)
        for _ in range(2):
            metric.update_state(y + 7, p)
            metric.reset_state()
            metric.update_state(y[:1], p[:1], w[:1])
            metric.update_state(y[1:], p[1:], w[1:])
        assert metric.result() == pytest.approx(weighted)
    assert mse(y, p, [0, 0, 0]) == 0
    assert mse.get_config() == {"name": "mean_squared_error"} and "mean_sq" in repr(mse)
    assert module.MeanSquaredError("mine").name == "mine"
    raises(lambda: module.MeanSquaredError(lr=1), "no argument 'lr'")
    steps = module.MeanSquaredError()(np.zeros((2, 3)), np.ones((2, 3)), [1.0, 3.0])
    assert steps == 1


def check_accuracy(module):
    y, p = [1, 0, 0, 0, 1], [0.75, 0.5, 0.5, 0.75, 0.55]
    for chosen, expected in (({}, 0.8), ({"threshold": 0.25}, 0.4), ({"threshold": 0.8}, 0.6)):
        assert module.BinaryAccuracy(**chosen)(y, p) == expected
    assert module.BinaryAccuracy(threshold=0.6).get_config()["threshold"] == 0.6
    rows = np.array([[0.5, 0.4, 0.1], [0.1, 0.2, 0.7], [0.3, 0.4, 0.3]])
    numbers = np.array([1, 2, 1])
    one_hot = np.eye(3)[numbers]
    assert module.CategoricalAccuracy()(one_hot, rows) == 2 / 3
    for labels in (numbers, numbers[:, None]):
        assert module.SparseCategoricalAccuracy()(labels, rows) == 2 / 3
        assert module.MatchingAccuracy()(labels, rows) == 2 / 3
    assert module.MatchingAccuracy()(one_hot, rows) == 2 / 3
    assert module.MatchingAccuracy()(y, np.array(p)[:, None]) == 0.8
    assert module.MatchingAccuracy()(y, np.array(p)) == 0.8
    for name in ("Binary", "Categorical", "SparseCategorical", "Matching"):
        assert getattr(module, f"{name}Accuracy").direction == "up"
    sequences = np.zeros((2, 4, 3))
    assert module.matching_accuracy((2, 4), sequences.shape).name == "accuracy"
    assert type(module.matching_accuracy((2, 4), (2, 4, 3))).__name__.startswith("Sparse")


def check_own_metric(module):
    y, p = np.array([[0.0], [1.0]]), np.array([[0.25], [0.5]])
    binary = module.LossMetric(nn.losses.BinaryCrossentropy(), "mine")
    expected = -(math.log(0.75) + math.log(0.5)) / 2
    assert binary(y, p) == pytest.approx(expected) and binary.direction == "down"
    assert binary.of_sums()(y, np.log(p / (1 - p))) == pytest.approx(expected)
    assert (binary.name, binary.of_sums().name) == ("mine", "mine")
    assert module.LossMetric(nn.losses.BinaryCrossentropy()).name == "binary_crossentropy"
    assert binary.get_config()["loss"]["class_name"] == "BinaryCrossentropy"
    smooth = module.LossMetric(nn.losses.BinaryCrossentropy(label_smoothing=0.5))
    assert smooth(y, p) == pytest.approx(nn.losses.BinaryCrossentropy()([[0.25], [0.75]], p))

    def away(y_true, y_pred):
        return np.abs(y_true - y_pred).mean(axis=-1)

    own = module.OwnMetric(away)
    assert own(y.tolist(), p.tolist()) == 0.375 and own.name == "away" and own.batch_by_batch
    assert own.direction is None and module.OwnMetric(away, "far").name == "far"
    raises(own.get_config, "your own function")
    raises(lambda: module.OwnMetric(lambda y, p: np.ones(3))(y, p), "for 2 samples")


def check_loss_metrics(module):
    y, p = np.array([[0.0, 1.0]]), np.array([[0.25, 0.75]])
    for name, expected in (
        ("BinaryCrossentropy", -math.log(0.75)),
        ("CategoricalCrossentropy", -math.log(0.75)),
        ("KLDivergence", -math.log(0.75)),
        ("Poisson", (1 - math.log(0.75)) / 2),
        ("Hinge", (1.25 + 0.25) / 2),
        ("SquaredHinge", (1.25**2 + 0.25**2) / 2),
        ("LogCoshError", math.log(math.cosh(0.25))),
    ):
        metric = getattr(module, name)()
        assert metric(y, p) == pytest.approx(expected, rel=1e-5), name
        again = type(metric).from_config(metric.get_config())
        assert again.get_config() == metric.get_config()
    assert module.SparseCategoricalCrossentropy()([1], p) == pytest.approx(-math.log(0.75))
    assert module.MeanAbsolutePercentageError()([[2.0]], [[1.0]]) == 50
    assert module.MeanSquaredLogarithmicError()([[1.0]], [[0.0]]) == pytest.approx(math.log(2) ** 2)
    logits = module.BinaryCrossentropy(from_logits=True, label_smoothing=0.5)
    assert logits.get_config() == {
        "name": "binary_crossentropy", "from_logits": True, "label_smoothing": 0.5,
    }  # fmt: skip
    assert module.LogCoshError().name == "logcosh" and module.Hinge("mine").name == "mine"
    raises(lambda: module.Hinge(from_logits=True), "from_logits")


def check_activation(module):
    class Cube(module.Activation):
        def __call__(self, z):
            return z**3

        def derivative(self, z):
            return 3 * z**2

    z = np.array([2.0, -1.0])
    assert Cube().vjp(z, z**3, np.array([1.0, 2.0])).tolist() == [12, 6]
    own = module.FromFunction(np.sin)
    close(own(z), np.sin(z))
    close(own.derivative(z), np.cos(z), rtol=1e-15)
    close(own.derivative([2, -1]), np.cos(z), rtol=1e-15)
    assert own.name == "sin" and module.FromFunction(lambda z: 2 * z)([1, 2]).tolist() == [2, 4]
    assert module.FromFunction(type("Odd", (), {"__call__": lambda s, z: z})()).name == "Odd"
    raises(lambda: module.FromFunction(np.abs).derivative(z), "drops imaginary parts")
    assert module.floats([True, 2]).dtype == module.floats(np.uint8(3)).dtype == float
    assert module.floats(np.float32([1])).dtype == np.float32
    settings = type("Set", (module.Activation,), {"get_config": lambda self: {"a": 1, "b": 2}})
    assert repr(settings()) == "Set(a=1, b=2)" and Cube().get_config() == {}


def check_initializers(module):
    """Those that do not draw."""
    assert module.Zeros()((2, 2)).tolist() == [[0, 0]] * 2
    assert module.Ones()((2,), dtype="float64").dtype == np.float64
    assert module.Ones()([2, 3]).dtype == np.float32 and module.Ones()((2,)).tolist() == [1, 1]
    assert module.Constant(0.5)((1, 2)).tolist() == [[0.5, 0.5]]
    assert module.Constant([1, 2])((2, 2)).tolist() == [[1, 2], [1, 2]]
    assert module.Constant(np.array([1, 2])).get_config()["value"][0].is_integer()
    assert module.Identity(3)((2, 2)).tolist() == [[3, 0], [0, 3]]
    assert module.Identity(3).get_config() == {"gain": 3.0}
    raises(lambda: module.Identity()((2,)), "Identity makes matrices")

    class Draw(module.RandomInitializer):
        def draw(self, rng, shape):
            return rng.random(shape)

    assert Draw(3)((2,)).tolist() == Draw(3)((2,)).tolist() != Draw(4)((2,)).tolist()
    generator = np.random.default_rng(0)
    shared = Draw(generator)
    assert shared((2,)).tolist() != shared((2,)).tolist()
    assert Draw(3).get_config() == {"seed": 3} and shared.get_config() == {"seed": None}
    assert repr(Draw(3)) == "Draw(seed=3)"
    raises(lambda: Draw(-1), "seed must be")


def check_draws(module):
    shape = (200, 100)
    normal = module.RandomNormal(1.0, 0.5, seed=0)(shape)
    assert abs(normal.mean() - 1) < 0.02 and abs(normal.std() - 0.5) < 0.02 and normal.max() > 2.3
    cut = module.TruncatedNormal(1.0, 0.5, seed=0)(shape)
    assert 0 <= cut.min() < 0.05 and 1.95 < cut.max() <= 2 and abs(cut.mean() - 1) < 0.02
    assert abs(np.quantile(cut, 0.8413) - 1.47) < 0.05
    uniform = module.RandomUniform(1.0, 3.0, seed=0)(shape)
    assert 1 <= uniform.min() < 1.01 and 2.99 < uniform.max() <= 3
    for name, spread in (("RandomNormal", 0.05), ("RandomUniform", 0.1 / math.sqrt(12))):
        assert getattr(module, name)(seed=1)(shape).std() == pytest.approx(spread, rel=0.03)
    raises(lambda: module.RandomUniform(3, 1), "minval must not be above")
    for size in ((5, 3), (3, 5), (2, 2, 3)):
        w = module.Orthogonal(2.0, seed=0)(size, "float64").reshape(-1, size[-1])
        product = w.T @ w if w.shape[0] >= w.shape[1] else w @ w.T
        close(product, 4 * np.eye(len(product)), atol=1e-12)
    raises(lambda: module.Orthogonal()((3,)), "at least two axes")
    signs = [module.Orthogonal(seed=k)((2, 2))[0, 0] > 0 for k in range(60)]
    assert 15 < sum(signs) < 45, "as often up as down"
    assert module.RandomNormal(1, 2, 3).get_config() == {"mean": 1, "stddev": 2, "seed": 3}
    assert module.RandomUniform(1, 2, 3).get_config() == {"minval": 1, "maxval": 2, "seed": 3}
    assert module.Orthogonal(2, 3).get_config() == {"gain": 2, "seed": 3}


def check_scaling(module):
    shape, fan_in, fan_out = (2, 3, 20, 50), 120, 300
    for name, variance, flat in (
        ("GlorotUniform", 2 / (fan_in + fan_out), True),
        ("GlorotNormal", 2 / (fan_in + fan_out), False),
        ("HeUniform", 2 / fan_in, True),
        ("HeNormal", 2 / fan_in, False),
        ("LecunUniform", 1 / fan_in, True),
        ("LecunNormal", 1 / fan_in, False),
    ):
        w = getattr(module, name)(seed=0)(shape)
        assert w.var() == pytest.approx(variance, rel=0.05), name
        widest = math.sqrt(3 if flat else 4 / 0.7737) * math.sqrt(variance)
        assert 0.98 * widest < np.abs(w).max() <= 1.001 * widest, name
        assert getattr(module, name)(seed=3).get_config() == {"seed": 3}
    free = module.VarianceScaling(4, "fan_out", "untruncated_normal", seed=0)
    w = free(shape)
    assert w.var() == pytest.approx(4 / fan_out, rel=0.05) and np.abs(w).max() > 3.2 * w.std()
    config = {"scale": 4, "mode": "fan_out", "distribution": "untruncated_normal", "seed": 0}
    assert free.get_config() == config
    assert module.VarianceScaling().get_config()["scale"] == 1
    assert module.compute_fans((4, 7)) == (4, 7) and module.compute_fans((5,)) == (5, 5)
    assert module.compute_fans(()) == (1, 1) and module.compute_fans((2, 3, 4, 5)) == (24, 30)
    close(module.VarianceScaling(3, distribution="uniform", seed=0)((0, 9)).size, 0)
    raises(lambda: module.VarianceScaling(input_axes=1), "last two axes")


def check_utils(module):
    module.set_random_seed(3)
    first = module.random_generator().random(2).tolist()
    assert module.random_generator().random(2).tolist() != first
    module.set_random_seed(3)
    assert module.random_generator().random(2).tolist() == first
    assert module.random_generator(3).random(2).tolist() == first
    generator = np.random.default_rng(0)
    assert module.random_generator(generator) is generator
    raises(lambda: module.set_random_seed(None), "needs a whole number")
    raises(lambda: module.random_generator(-1), "seed must be")
    coded = module.to_categorical([0, 2, 1])
    assert coded.tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]] and coded.dtype == float
    assert module.to_categorical([[0], [1]], 3).tolist() == [[1, 0, 0], [0, 1, 0]]
    for wrong, sentence in (
        (([],), "x is empty"),
        (([-1],), "negative or broken"),
        (([0.5],), "negative or broken"),
        (([0, 2], 2), "Class 2 does not fit num_classes=2"),
        (([0], 0), "num_classes must be"),
    ):
        raises(lambda given=wrong: module.to_categorical(*given), sentence)


def check_output(module):
    array = np.arange(3.0)
    output = array.view(module.Output)
    assert type(output.numpy()) is np.ndarray and (output.numpy() == array).all()
    assert repr(output) == repr(array) and type(output * 2) is module.Output


def check_callbacks(module):
    seen = []

    class Watch(module.Callback):
        def on_batch_end(self, batch, logs=None):
            seen.append((batch, logs))

        def on_epoch_end(self, epoch, logs=None):
            seen.append(epoch)

    watch, plain = Watch(), module.Callback()
    watch.on_train_batch_end(3, {"a": 1})
    plain.on_train_batch_begin(3, {})
    begin = type(
        "B", (module.Callback,), {"on_batch_begin": lambda s, b, logs=None: seen.append(b)}
    )
    begin().on_train_batch_begin(7)
    assert seen == [(3, {"a": 1}), 7]
    assert watch.wants_batches() and not watch.wants_batches("test")
    assert not plain.wants_batches() and begin().wants_batches("train")
    plain.on_predict_batch_end = lambda batch, logs: None
    assert plain.wants_batches("predict") and not plain.wants_batches("train")
    both = module.CallbackList([watch, plain], "model", {"epochs": 2})
    assert watch.model == plain.model == "model" and plain.params == {"epochs": 2}
    assert both.wants_batches("predict") and both.wants_batches() and not both.wants_batches("test")
    both.call("on_epoch_end", 5, {})
    assert seen[-1] == 5
    hooks = [f"{phase}_batch" for phase in ("train", "test", "predict")]
    for hook in [f"on_{h}_{end}" for h in [*hooks, "batch"] for end in ("begin", "end")]:
        own = type("One", (module.Callback,), {hook: lambda self, batch, logs=None: None})()
        assert own.wants_batches(hook.split("_")[1].replace("batch", "train")), hook


def check_history(module):
    history = module.History()
    for _ in range(2):
        history.on_train_begin()
        history.on_epoch_end(0, {"loss": 1.0})
        history.on_epoch_end(2, {"loss": 0.5, "val_loss": 2.0})
        history.on_epoch_end(3)
    assert history.history == {"loss": [1.0, 0.5], "val_loss": [2.0]} and history.epoch == [0, 2, 3]


def check_lambda(module):
    moments = ["on_epoch_begin", "on_epoch_end", "on_train_begin", "on_train_end",
               "on_train_batch_begin", "on_train_batch_end", "on_test_end"]  # fmt: skip
    hooks = {name: (lambda *given, name=name: name) for name in moments}
    made = module.LambdaCallback(**hooks)
    assert [getattr(made, name)(0, {}) for name in moments] == moments
    assert module.LambdaCallback(on_epoch_end=None).on_epoch_end(0) is None
    raises(lambda: module.LambdaCallback(on_epoch_ends=print), "Did you mean 'on_epoch_end'")
    raises(lambda: module.LambdaCallback(on_train_end=3), "must be a function")


def check_regularizer(module):
    class Sum(module.Regularizer):
        def __init__(self, a=1):
            self.a = a

        def get_config(self):
            return {"a": self.a}

    assert repr(Sum(2)) == "Sum(a=2)" and Sum.from_config({"a": 3}).a == 3
    raises(lambda: module.Regularizer()(1), "")
    raises(lambda: module.Regularizer().gradient(1), "")
    assert module.Regularizer().get_config() == {}


def check_schedule(module):
    class Own(module.LearningRateSchedule):
        def get_config(self):
            return {"a": 1, "name": "b"}

    assert repr(Own()) == "Own(a=1)" and module.LearningRateSchedule().get_config() == {}
    raises(lambda: module.LearningRateSchedule()(0), "")


def check_model(module):
    """``fit``, ``train_on_batch`` and ``summary`` of the model under test."""
    x, y = np.arange(8.0)[:, None] / 8, np.arange(8) % 2

    def made(last="sigmoid"):
        layers = [nn.Input((1,)), nn.layers.Dense(1, last, dtype="float64")]
        model = module.Sequential(layers)
        model.set_weights([[[0.5]], [0.5]])
        model.compile(nn.optimizers.SGD(0.5), "mse", metrics=["mae"])
        return model

    model = made()
    assert model.history is None and not model.stop_training
    raises(lambda: module.Sequential([nn.Input((1,)), nn.layers.Dense(1)]).fit(x, y), "Call comp")
    raises(lambda: module.Sequential([nn.Input((1,)), nn.layers.Dense(1)]).train_on_batch(x, y),
           "Call compile")  # fmt: skip
    for wrong, sentence in (
        ({"epoch": 2}, "Did you mean 'epochs'"),
        ({"verbose": 3}, "verbose must be"),
        ({"callbacks": [3]}, "callbacks must hold"),
        ({"validation_freq": 0}, "validation_freq"),
    ):
        raises(lambda given=wrong: model.fit(x, y, **given), sentence)
    p = 1 / (1 + np.exp(-0.5 * x[:, 0] - 0.5))
    w = np.arange(8.0)
    found = made().train_on_batch(x, y, w)
    close(found, [np.mean(w * (p - y) ** 2), np.abs(p - y).mean()])
    found = made().train_on_batch(x, y, class_weight={0: 2.0, 1: 0.0}, return_dict=True)
    close(found["loss"], np.mean(np.where(y == 0, 2, 0) * (p - y) ** 2))
    dz = np.mean((p - y) * p * (1 - p)) * 2
    model.train_on_batch(x, y)
    close(model.get_weights()[1], [0.5 - 0.5 * dz])
    model = made()
    model.stop_training = True
    seen = []
    watch = nn.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: seen.append((epoch, sorted(logs), watch.params))
    )
    history = model.fit(x, y, 3, 3, 0, [watch], 0.25, shuffle=False, initial_epoch=1, seed=0,
                        validation_freq=2)  # fmt: skip
    names = ["loss", "mae"]
    params = {"epochs": 3, "steps": 2, "verbose": 0}
    both = [*names, "val_loss", "val_mae"]
    assert seen == [(1, both, params), (2, names, params)]
    assert history is model.history and history.epoch == [1, 2]
    with pytest.warns(UserWarning, match="over one unit is 1"):
        made("softmax").fit(x, y, verbose=0)
    twice = [made() for _ in range(2)]
    for one in twice:
        one.fit(x, y, 2, 3, 0, seed=4)
    assert (twice[0].theta == twice[1].theta).all()
    weighted = made()
    weighted.fit(x, y, 8, 1, 0, sample_weight=0 * w, shuffle=False)
    close(weighted.theta, [0.5, 0.5])
    weighted.fit(x, y, 8, 1, 0, class_weight={0: 0.0, 1: 0.0}, shuffle=False)
    close(weighted.theta, [0.5, 0.5])
    lines = []
    model.summary(60, print_fn=lines.append)
    assert 'Model: "sequential"' in lines[0] and max(map(len, lines[0].splitlines())) <= 61
    with np.errstate(over="raise", invalid="raise"), pytest.warns(RuntimeWarning, match="diverged"):
        diverging = made(None)
        diverging.compile(nn.optimizers.SGD(1e200), "mse")
        diverging.fit(x, y, epochs=9, verbose=0)


CHECKS = {
    "activations.base": check_activation,
    "callbacks.base": check_callbacks,
    "callbacks.history": check_history,
    "callbacks.lambda_callback": check_lambda,
    "initializers.base": check_initializers,
    "initializers.draws": check_draws,
    "initializers.scaling": check_scaling,
    "layers.base": check_layer,
    "layers.input": check_input,
    "layers.sequences": check_sequences,
    "layers.weights": check_weights,
    "losses.base": check_loss,
    "losses.crossentropy": check_crossentropy,
    "metrics.accuracy": check_accuracy,
    "metrics.base": check_metric,
    "metrics.of_losses": check_loss_metrics,
    "metrics.own": check_own_metric,
    "model": check_model,
    "optimizers.schedules.base": check_schedule,
    "output": check_output,
    "regularizers.base": check_regularizer,
    "utils": check_utils,
}
MISTAKES = {
    "activations.base": [
        ("da * self.derivative(z)", "self.derivative(z)"),
        ('z.astype(float) if z.dtype.kind in "biu" else z', "z"),
        ('z.astype(float) if z.dtype.kind in "biu" else z', "z.astype(float)"),
        ("1j * self.step", "1j"),
        ("a.imag / self.step", "a.imag"),
        ('if a.dtype.kind != "c":', "if False:"),
        ("type(function).__name__", '"f"'),
        ("self.function(np.asarray(z))\n", "self.function(z)\n"),
        ("{name}={value!r}", "{value!r}"),
    ],
    "callbacks.base": [
        ("self.on_batch_begin(batch, logs)", "pass"),
        ("self.on_batch_end(batch, logs)", "pass"),
        ("name in vars(self) or", ""),
        ("for name in BATCH_HOOKS[phase]", 'for name in BATCH_HOOKS["train"]'),
        (', "on_batch_begin", "on_batch_end"', ', "on_batch_begin"'),
        ("callback.set_model(model)", "pass"),
        ("callback.set_params(params)", "pass"),
        ("callback.wants_batches(phase) for", "callback.wants_batches() for"),
        ("getattr(callback, moment)(*arguments)", "getattr(callback, moment)"),
        ('("on_test_batch_begin", "on_test_batch_end")', '("on_test_batch_end",)'),
    ],
    "callbacks.history": [
        ("logs=None):\n        self.history = {}", "logs=None):\n        pass"),
        ("        self.epoch = []\n\n    def on_epoch_end", "        pass\n\n    def on_epoch_end"),
        ("self.epoch.append(epoch)", "self.epoch.append(len(self.epoch))"),
        ("(logs or {})", "logs"),
        (".append(value)", ".insert(0, value)"),
    ],
    "callbacks.lambda_callback": [
        ('"on_epoch_begin": on_epoch_begin', '"on_epoch_begin": on_epoch_end'),
        ('"on_train_batch_end": on_train_batch_end', '"on_train_batch_end": on_train_end'),
        ("            **more,\n        }", "        }"),
        ('nearest(moment, _MOMENTS, "moment")', "pass"),
        ("function is not None and not callable(function)", "False"),
        ("            if function is not None:\n", "            if True:\n"),
    ],
    "initializers.base": [
        ("dtype or config.floatx()", "dtype"),
        ("np.zeros(shape)", "np.ones(shape)"),
        ("np.ones(shape)", "np.zeros(shape)"),
        ("self.gain * np.eye(*shape)", "np.eye(*shape)"),
        ("if len(shape) != 2:", "if False:"),
        ("random_generator(self.seed), shape", "random_generator(0), shape"),
        ("self.seed if plain else None", "self.seed"),
        ("seed_or_generator(seed)\n", "seed\n"),
    ],
    "initializers.draws": [
        ("rng.normal(self.mean, self.stddev", "rng.normal(0.0, self.stddev"),
        ("stddev=0.05", "stddev=0.5"),
        ("self.mean + self.stddev * truncated", "self.stddev * truncated"),
        ("self.mean + self.stddev * truncated", "self.mean + truncated"),
        ("maxval=0.05", "maxval=0.5"),
        ("rng.uniform(self.minval, self", "rng.uniform(-self.maxval, self"),
        ("if self.minval > self.maxval:", "if False:"),
        ("math.prod(shape[:-1])", "shape[0]"),
        ("        q = q * np.sign(np.diag(r))\n", ""),
        ("self.gain * (q.T", "(q.T"),
        ("q.T if rows < columns else q", "q"),
        ("if len(shape) < 2:", "if False:"),
        ("np.abs(values) > 2\n    while", "np.abs(values) > 1\n    while"),
        ("np.abs(values) > 2\n    while", "np.abs(values) > 9\n    while"),
    ],
    "initializers.scaling": [
        ("(fan_in + fan_out) / 2", "(fan_in + fan_out)"),
        ("math.sqrt(self.scale / max(1.0, fan))", "self.scale / max(1.0, fan)"),
        ("max(1.0, fan)", "fan"),
        ("-math.sqrt(3) * std, math.sqrt(3) * std", "-std, std"),
        ("std / TRUNCATED_STD * ", "std * "),
        ("rng.normal(0.0, std, shape)", "std * truncated_standard_normal(rng, shape)"),
        ("field = math.prod(shape[:-2])", "field = 1"),
        ("shape[-2] * field, shape[-1] * field", "shape[-1] * field, shape[-2] * field"),
        ("return size, size", "return 1, size"),
        ('(2.0, "fan_in", "uniform")', '(1.0, "fan_in", "uniform")'),
        ('(2.0, "fan_in", "truncated_normal")', '(1.0, "fan_in", "truncated_normal")'),
        ('(1.0, "fan_avg", "uniform")', '(1.0, "fan_in", "uniform")'),
        ("RandomInitializer.get_config(self)", "super().get_config()"),
        ("scale=1.0", "scale=2.0"),
    ],
    "layers.base": [
        ("not isinstance(name, (str, NoneType))", "False"),
        ("self.named_by_user = name is not None", "self.named_by_user = True"),
        ("floatx() if dtype is None else dtype", "floatx()"),
        ('flag(trainable, "trainable")', "trainable"),
        ("refuse(self, others, KNOWN_TO_KERAS)", "pass"),
        ("refuse(self, others, CALLED_BY_KERAS)", "pass"),
        ("        refuse_symbols(x)\n", ""),
        ('x.dtype.kind not in "fc"', "False"),
        ("        if self.built:\n", "        if False:\n"),
        ("training=training)", "training=False)"),
        ("not (self.params or self.state)", "True"),
        ("not (self.params or self.state)", "False"),
        ("want in (None, got)", "True"),
        ("want in (None, got)", "want == got"),
        ("len(shape) == len(expected) and ", ""),
        ("(None, *x.shape[1:])", "x.shape"),
        ("            self.check_input_shape(shape)  #", "            pass  #"),
        ("first_shape(input_shape, input_dim)", "first_shape(input_shape, None)"),
        ('"trainable": self.trainable', '"trainable": True'),
        ("raise NotImplementedError(OWN_LAYER.format(type(self).__name__))", "return x"),
        ("(?=[A-Z][a-z])|", "(?=[A-Z][a-z])_|"),
        (".lower()", ""),
        ("activations.get(identifier)", "identifier"),
        ('        return False\n\n    def output', '        return True\n\n    def output'),
        ('self.activation if hasattr(self, "backward_from_z") else', ""),
        ("return self.z\n", "return self.a\n"),
    ],
    "layers.input": [
        ('{"batch_size": batch_size, **others}', "others"),
        ('{"batch_size": batch_size, **others}', '{"batch_size": batch_size}'),
        ("floatx() if dtype is None else dtype", "floatx()"),
        ('self.dtype = number_type(', 'self.dtype = (lambda kind, what: kind)('),
        ("if isinstance(shape, (int, np.integer)):", "if False:"),
        ("if not isinstance(shape, (tuple, list)):", "if False:"),
        ("None if n is None else positive_integer(n, what)", "positive_integer(n, what)"),
        ("None if n is None else positive_integer(n, what)", "n"),
        ("if shape is not None:\n            raise", "if False:\n            raise"),
        ('positive_integer(size, "input_dim")', "size"),
        ("if isinstance(x, Input):", "if False:"),
    ],
    "layers.sequences": [
        ('positive_integer(units, f"units of {type(self).__name__}")', "units"),
        ("recurrent_kernel=recurrent_regularizer", "recurrent_kernel=kernel_regularizer"),
        ("            bias=bias_regularizer,\n", ""),
        ("input_shape[2] < 1 or", ""),
        ("or input_shape[1] == 0", ""),
        ("len(input_shape) == 3 and isinstance", "isinstance"),
        ("shape[2] != features or", ""),
        ("or shape[1] == 0", ""),
        ("self.gates * self.units", "self.units"),
        ("        if self.use_bias:\n", "        if True:\n"),
        ("(batch, steps, self.units) if self.return_sequences else", ""),
        ("x[:, ::-1] if self.go_backwards else x", "x[::-1] if self.go_backwards else x"),
        ('"go_backwards": self.go_backwards', '"go_backwards": False'),
        ('regularizers.get("recurrent_kernel")', 'regularizers.get("kernel")'),
        ('recurrent_initializer="orthogonal"', 'recurrent_initializer="zeros"'),
        ('return self._weight("recurrent_kernel")', 'return self._weight("kernel")'),
        ("sequences.reshape(-1, sequences.shape[-1])", "sequences[:, -1]"),
    ],
    "layers.weights": [
        ("if array.shape != tuple(shape):", "if False:"),
        ("dtype=dtype), dtype=dtype)", "dtype=dtype), dtype=float)"),
        ("[*self.params.values(), *self.state.values()]", "[*self.params.values()]"),
        ("list(self.params.values()) if self.trainable else []", "list(self.params.values())"),
        ("if self.trainable else self.weights", ""),
        ('"it has none" if self.built else', '"it has none" if True else'),
        ('None if getattr(self, "use_bias", True) is False else', ""),
        ('        if not self.trainable:\n            return 0.0\n', ""),
        ("chosen.pop(\"bias\", None)", "pass"),
        ("if r is not None}", "}"),
        ("self.grads[name] += regularizer", "self.grads[name] = regularizer"),
        ("value.copy() for value in self.weights", "value for value in self.weights"),
        ("target[...] = value", "pass"),
        ("if not isinstance(weights, (list, tuple)):", "if False:"),
        ("if len(weights) != len(mine):", "if False:"),
        ("if value.shape != target.shape:", "if False:"),
        ("numeric_array(value, f\"{owner}: each weight\")", "np.asarray(value)"),
        ("sum(value.size for", "sum(len(value) for"),
        ("spec(self.regularizers.get(name)) for", "None for"),
    ],
    "losses.base": [
        ("values = values * for_each(sample_weight, values)", "pass"),
        ('values.sum() if self.reduction == "sum" else values.mean()', "values.mean()"),
        ("slope if sample_weight is None else slope * for_each(sample_weight, slope)", "slope"),
        ('y_pred.shape[-1] if self.reduction == "sum" else y_pred.size', "y_pred.size"),
        ("activation_name != self.partner or", ""),
        ("exact.from_logits = True", "pass"),
        ("exact = copy(self)", "exact = self"),
        ("labels + (1,) != outputs and", ""),
        ("if not np.isfinite(y_true).all():", "if False:"),
        ("y_true.shape + (1,) == y_pred.shape", "False"),
        ("y_true.shape == y_pred.shape + (1,)", "False"),
        ("if y_pred.ndim == 1 else (y_true[..., 0], y_pred)", ""),
        ("y_true.astype(y_pred.dtype)", "y_true"),
        ('if y_pred.dtype.kind in "biu":', "if False:"),
        ('numeric_array(y_pred, "y_pred")', "y_pred"),
        ('numeric_array(y_true, "y_true")', "y_true"),
        ("if y_pred.ndim else (y_true[None], y_pred[None])", ""),
        ("np.array(value, dtype)", "np.array(value)"),
        ("not 0 <= number(value, what) <= 1", "not number(value, what) <= 1"),
        ("not 0 <= number(value, what) <= 1", "not 0 <= number(value, what)"),
        ("np.where(p.real > high, high, p)", "p"),
        ("np.minimum(np.maximum(p, low), high)", "np.maximum(p, low)"),
        ('nearest(reduction, REDUCTIONS, "reduction")', "reduction"),
        ("refuse(self, others, KNOWN_TO_KERAS)", "pass"),
        ("name or self.default_name", "self.default_name"),
        ("if len(shape) > 1:", "if False:"),
        ('"1 value" if shape[0] == 1 else', ""),
    ],
    "losses.crossentropy": [
        ("from_logits=False", "from_logits=True"),
        ("label_smoothing=0.0", "label_smoothing=0.5"),
        ("(reduction, name, **others)", "(reduction, name)"),
        ("(reduction, name, **others)", "(reduction, None, **others)"),
        ('flag(from_logits, "from_logits")', "from_logits"),
        ('share(label_smoothing, "label_smoothing")', "label_smoothing"),
        ("super().get_config() | ", ""),
        ('"label_smoothing": self.label_smoothing', '"label_smoothing": 0.0'),
        ("(from_logits={self.from_logits})", "()"),
    ],
    "metrics.accuracy": [
        ("y_pred > self.threshold", "y_pred >= self.threshold"),
        ('number(threshold, "threshold")', "0.5"),
        ("threshold=0.5", "threshold=0.6"),
        ("y_true = y_true[..., 0]", "pass"),
        ("y_true == np.argmax(y_pred, axis=-1)", "y_true == np.argmax(y_pred, axis=0)[0]"),
        ("np.argmax(y_true, axis=-1) == np", "np.argmin(y_true, axis=-1) == np"),
        ("len(y_pred_shape) < 2 or", ""),
        ("or y_pred_shape[-1] == 1", ""),
        ("len(y_true_shape) < len(y_pred_shape) or", ""),
        ("or y_true_shape[-1] == 1", ""),
        ("return CategoricalAccuracy(name)", "return SparseCategoricalAccuracy(name)"),
        ("return SparseCategoricalAccuracy(name)", "return SparseCategoricalAccuracy()"),
        ('direction = "up"', 'direction = "down"', "class BinaryAccuracy"),
        ('direction = "up"', 'direction = "down"', "class CategoricalAccuracy"),
        ('direction = "up"', 'direction = "down"', "class SparseCategoricalAccuracy"),
        ('direction = "up"', 'direction = "down"', "class MatchingAccuracy"),
    ],
    "metrics.base": [
        ("self.state = self.state + self", "self.state = self"),
        ("        self.state = 0.0", "        self.state = getattr(self, 'state', 0.0)"),
        ("if np.any(self.state) else 0.0", ""),
        ("values * weights", "values"),
        ("weights.sum()]", "weights.size]"),
        ("totals[0] / totals[1]) if", "totals[0]) if"),
        ("if totals[1] else 0.0", ""),
        ("np.square(y_pred - y_true)", "np.abs(y_pred - y_true)"),
        ("np.abs(y_pred - y_true)", "y_pred - y_true"),
        ("math.sqrt(super().value(totals))", "super().value(totals)"),
        ("name or self.default_name", "self.default_name"),
        ("refuse(self, others, KNOWN_TO_KERAS)", "pass"),
        ("for_each(sample_weight, values.astype(float)), values.shape)", "1.0, values.shape)"),
    ],
    "metrics.of_losses": [
        ("for key in self.settings if key in others}", "for key in ()}"),
        ("refuse(self, others, KNOWN_TO_KERAS)", "pass"),
        ("name or self.default_name", "self.default_name"),
        ("getattr(self.loss, key) for", "False for"),
        ("{\"name\": self.name} | own", "{\"name\": self.name}"),
        ("loss_class = losses.Hinge", "loss_class = losses.SquaredHinge"),
        ("loss_class = losses.Poisson", "loss_class = losses.KLDivergence"),
        ('default_name = losses.LogCosh, "logcosh"', 'default_name = losses.LogCosh, "log_cosh"'),
    ],
    "metrics.own": [
        ("*self.loss.aligned(y_true, y_pred)", "y_true, y_pred"),
        ("self.loss.on_sums()", "self.loss"),
        ("self.loss.on_sums(), self.name", "self.loss.on_sums()"),
        ("name or loss.name", "loss.name"),
        ('direction = "down"', 'direction = "up"'),
        ("batch_by_batch = True", "batch_by_batch = False"),
        ("np.asarray(y_true), np.asarray(y_pred)", "y_true, y_pred"),
        ("name or getattr(function", "getattr(function"),
        ("refuse_to_store(self.name)", "return {}"),
        ('"loss": spec(self.loss)', '"loss": self.loss'),
    ],
    "model": [
        ('self._must_be_compiled()\n        refuse("fit"', 'refuse("fit"'),
        ("self._must_be_compiled()\n        x = check", "x = check"),
        ('refuse("fit", others, FIT_ARGUMENTS)', "pass"),
        ("check_callbacks(callbacks), check_verbose(", "check_callbacks(callbacks), ("),
        ("validation_split=validation_split", "validation_split=0.0"),
        ("validation_freq=validation_freq", "validation_freq=1"),
        ("            initial_epoch=initial_epoch,", "            initial_epoch=0,"),
        ("            seed=seed,", "            seed=None,"),
        ("            class_weight=class_weight,", "            class_weight=None,"),
        ("            sample_weight=sample_weight,", "            sample_weight=None,"),
        ("warn_of_contradictions(self)", "pass"),
        ("self.stop_training = False\n        self.history = History", "self.history = History"),
        ('"steps": plan.steps', '"steps": 1'),
        ('over="ignore", invalid="ignore"', ""),
        ("weights_of(y, sample_weight, class_weight)", "weights_of(y, sample_weight, None)"),
        ("weights_of(y, sample_weight, class_weight)", "weights_of(y, None, class_weight)"),
        ("meter.update(*batch[1:])", "meter.update(batch[1])"),
        ("(print_fn or print)", "print"),
        ("summary_text(self, line_length)", "summary_text(self)"),
        ("report(meter.result(), return_dict)", "report(meter.result(), False)"),
    ],
    "optimizers.schedules.base": [("raise NotImplementedError", "return 0.1")],
    "output": [
        ("return self.view(np.ndarray)\n", "return self\n"),
        ("repr(self.view(np.ndarray))", "super().__repr__()"),
    ],
    "regularizers.base": [
        ('one number."""\n        raise NotImplementedError', 'one number."""\n        return 0'),
    ],
    "utils": [
        ("if seed is None:\n        raise", "if False:\n        raise"),
        ("= np.random.default_rng(seed_or_generator(seed))", "= np.random.default_rng(0)"),
        ('return _shared["generator"]', "return np.random.default_rng(0)"),
        ("return np.random.default_rng(seed_or_generator(", "return np.random.default_rng(("),
        ("not_empty(labels, \"x\")", "pass"),
        ("labels = labels[..., 0]", "pass"),
        ("(classes != labels).any() or", ""),
        ("or classes.min() < 0", ""),
        ("classes.max() + 1 if", "classes.max() if"),
        ("if classes.max() >= k:", "if classes.max() > k:"),
        (".astype(float)", ""),
        ('positive_integer(num_classes, "num_classes")', "num_classes"),
    ],
}  # fmt: skip
MUTANTS = [
    Mutant(f"{NN}.{module}", *one) for module, changes in MISTAKES.items() for one in changes
]


@pytest.mark.parametrize("module", CHECKS)
@pytest.mark.filterwarnings("ignore")
def test_unmutated_code_passes(module):
    CHECKS[module](load(f"{NN}.{module}"))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
@pytest.mark.filterwarnings("ignore")
def test_mutant_is_caught(mutant):
    assert_caught(mutant, CHECKS[mutant.module.removeprefix(f"{NN}.")])
