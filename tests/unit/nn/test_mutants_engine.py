"""Mistakes put into the engine must all be noticed by its checks."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.nn import callbacks, data, meter, network, plan, training
from tests.support.mutation import Mutant, assert_caught, load, upon

NN = "coursekit.nn"


def close(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)


def check_dense(module):
    rng = np.random.default_rng(0)
    for units, activation, use_bias, shape in (
        (4, "tanh", True, (5, 3)),
        (2, None, False, (4, 3)),
        (3, "sigmoid", True, (2, 4, 3)),
    ):
        layer = module.Dense(units, activation, use_bias, dtype="float64")
        layer.build((None, *shape[1:]))
        kernel, *bias = (rng.standard_normal(w.shape) for w in layer.get_weights())
        layer.set_weights([kernel, *bias])
        x, dz = rng.standard_normal(shape), rng.standard_normal((*shape[:-1], units))
        f = nn.activations.get(activation)
        close(layer(x), f(x @ kernel + (bias[0] if bias else 0)))
        assert nn.gradcheck.check_layer(layer, x).max_error < 1e-12
        layer(x)
        close(layer.backward_from_z(dz), dz @ kernel.T)
        layer.backward_from_z(dz)
        close(layer.grads["kernel"], x.reshape(-1, 3).T @ dz.reshape(-1, units))
        assert layer.backward_from_z(dz, need_dx=False) is None
        assert layer.output_shape == (None, *shape[1:-1], units)
    mixed = module.Dense(2, dtype="float32")
    x, dz = rng.standard_normal((5, 3)), rng.standard_normal((5, 2))
    mixed(x)
    for _ in range(2):
        mixed.backward(dz)
        np.testing.assert_allclose(mixed.grads["kernel"], x.T @ dz, rtol=1e-5)
        np.testing.assert_allclose(mixed.grads["bias"], dz.sum(axis=0), rtol=1e-5)
    with pytest.raises(ValueError, match="Dense expects 3 features, got 5"):
        layer(np.ones((2, 5)))
    with pytest.raises(ValueError):
        module.Dense(2)(np.ones(3))


def check_activation(module):
    z = np.random.default_rng(1).standard_normal((3, 4))
    layer = module.Activation("tanh")
    close(layer(z), np.tanh(z))
    close(layer.backward(np.ones_like(z)), 1 / np.cosh(z) ** 2)
    close(layer.backward_from_z(z), z)
    assert not layer.passes_on() and not layer.passes_on(training=True)
    for nothing in (None, "linear", nn.activations.linear):
        assert module.Activation(nothing).passes_on() and module.Activation(nothing)(z) is z


def check_dropout(module):
    layer = module.Dropout(0.25, seed=0)
    x = np.full((200, 100), 3.0)
    assert layer(x) is x and layer.backward(x) is x
    y = layer(x, training=True)
    assert sorted(set(y.ravel())) == [0.0, pytest.approx(4.0)]
    assert abs((y == 0).mean() - 0.25) < 0.02
    close(layer.backward(x), y)
    layer(x)
    assert layer.backward(x) is x
    assert layer.passes_on() and not layer.passes_on(training=True)
    assert module.Dropout(0.0).passes_on(training=True)


def check_flatten(module):
    x = np.arange(24.0).reshape(2, 3, 4)
    layer = module.Flatten()
    close(layer(x), np.arange(24.0).reshape(2, 12))
    close(layer.backward(layer(x)), x)
    assert layer.output_shape == (None, 12)


def line(step, **options):
    """Train y = w x from w = 1 on two samples by hand-made numbers; returns w and the record."""
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, use_bias=False, dtype="float64")])
    model.compile(nn.optimizers.SGD(step), "mse")
    model.set_weights([[[1.0]]])
    history = model.fit([[1.0], [2.0]], [3.0, 2.0], verbose=0, **options)
    return model.get_weights()[0].item(), history.history


def check_training(module):
    """The model calls the functions of ``training``; here it calls those of the mutant."""
    kept = dict(vars(training))
    try:
        vars(training).update(vars(module))
        w, record = line(0.1, batch_size=1, shuffle=False)
        close(w, 1.08)
        close(record["loss"], [2.32])
        w, record = line(0.1, shuffle=False, validation_data=([[1.0]], [1.0]), epochs=2)
        # gradient ½(−4 + 0) = −2: 1.2; then ½(−3.6 + 1.6) = −1: 1.3
        close(w, 1.3)
        close(record["loss"], [2.0, (1.8**2 + 0.4**2) / 2])
        close(record["val_loss"], [0.04, 0.09])
        check_shuffling()
        check_inference()
        with pytest.warns(RuntimeWarning, match="diverged"):
            assert len(line(1e200, shuffle=False, epochs=9)[1]["loss"]) < 9
        check_stop()
        check_hooks()
        check_weights()
        check_decay()
    finally:
        vars(training).update(kept)


def check_shuffling():
    order = []
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile("sgd", "mse")
    forward = model.forward

    def watched(x, training=False):
        order.append((x[:, 0].tolist(), training))
        return forward(x, training)

    model.forward = watched
    x = np.arange(10.0)[:, None]
    model.fit(x, x, batch_size=4, epochs=2, seed=0, verbose=0)
    assert [len(rows) for rows, _ in order] == [4, 4, 2] * 2 and all(t for _, t in order)
    epochs = [sum((rows for rows, _ in order[i : i + 3]), []) for i in (0, 3)]
    assert epochs[0] != epochs[1] and epochs[0] != sorted(epochs[0])
    assert sorted(epochs[0]) == sorted(epochs[1]) == list(range(10))
    order.clear()
    model.fit(x, x, shuffle=False, verbose=0)
    assert order == [(list(range(10)), True)]


def check_inference():
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dropout(0.5), nn.layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.arange(7.0)[:, None]
    close(model.predict(x, batch_size=3), model(x))
    assert model.evaluate(x, x) == pytest.approx(float(np.mean((model(x) - x) ** 2)), rel=1e-5)


def check_stop():
    calls = []

    def stop(epoch, logs):
        calls.append((epoch, sorted(logs)))
        model.stop_training = epoch == 1

    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile("sgd", "mse")
    hook = callbacks.LambdaCallback(
        on_epoch_end=stop, on_train_end=lambda logs: calls.append("end")
    )
    model.fit([[1.0]], [1.0], epochs=5, callbacks=hook, verbose=0)
    assert calls == [(0, ["loss"]), (1, ["loss"]), "end"]


class Notes(callbacks.Callback):
    """Write down every hook that is called."""

    def __init__(self, stop=()):
        self.calls, self.stop = [], stop

    def __getattribute__(self, name):
        hook = super().__getattribute__(name)
        if not name.startswith("on_"):
            return hook

        def noted(*arguments):
            self.calls.append((name, *arguments[:-1], sorted(arguments[-1])))
            if self.calls[-1][:2] == self.stop:
                self.model.stop_training = True
            return hook(*arguments)

        return noted

    def wants_batches(self, phase="train"):
        return phase in self.phases

    phases = ("train", "test", "predict")


def check_hooks():
    """The hooks of fit, evaluate and predict in Keras' order, each with its batch and names."""
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile("sgd", "mse")
    x, y = np.arange(3.0), np.arange(3.0)
    test = [
        "begin",
        (0, "batch_begin"),
        (0, "batch_end"),
        (1, "batch_begin"),
        (1, "batch_end"),
        "end",
    ]
    notes = Notes()
    model.fit(x, y, 2, validation_data=(x, y), callbacks=notes, verbose=0)
    names = [call[0] for call in notes.calls]
    assert names[:2] == ["on_train_begin", "on_epoch_begin"]
    assert names[2:10] == 2 * [
        "on_train_batch_begin",
        "on_batch_begin",
        "on_train_batch_end",
        "on_batch_end",
    ]
    assert names[10:16] == [
        f"on_test_{part if isinstance(part, str) else part[1]}" for part in test
    ]
    assert names[16:] == ["on_epoch_end", "on_train_end"]
    assert notes.calls[16] == ("on_epoch_end", 0, ["loss", "val_loss"])
    notes.calls.clear()
    model.evaluate(x, y, 2, callbacks=[notes])
    assert [call[1] for call in notes.calls] == [[], 0, 0, 1, 1, ["loss"]]
    notes.calls.clear()
    model.predict(x, 2, callbacks=[notes])
    assert [call[0] for call in notes.calls] == [
        f"on_predict_{part if isinstance(part, str) else part[1]}" for part in test
    ]
    assert notes.calls[2] == ("on_predict_batch_end", 0, ["outputs"])
    stopped = Notes(stop=("on_batch_end", 0))
    history = model.fit(x, y, 1, epochs=3, callbacks=stopped, verbose=0)
    assert history.epoch == [0] and [c[1] for c in stopped.calls if c[0] == "on_batch_end"] == [0]
    for phases in (("train",), ("test",), ("predict",)):
        some = Notes()
        some.phases = phases
        for call in (model.evaluate, model.predict):
            call(x, *([y] if call == model.evaluate else []), batch_size=2, callbacks=some)
        seen = {call[0].split("_")[1] for call in some.calls if "batch" in call[0]}
        assert seen == set(phases) - {"train"}


def check_weights():
    """Samples of weight 0 change nothing; all others count by their weight."""
    x, y, w = [[1.0], [2.0], [5.0]], [3.0, 2.0, 9.0], [2.0, 1.0, 0.0]
    step, record = line_with(w, x, y, batch_size=3)
    # gradient (2·2(1−3)·1 + 2(2−2)·2 + 0)/3 = −8/3
    close(step, 1 + 0.1 * 8 / 3)
    close(record["loss"], [2 * 4 / 3])
    step, record = line_with(w, x, y, batch_size=1)
    # 1 → 1 + .1·8 = 1.8; gradient 2(3.6 − 2)·2 = 6.4: 1.16
    close(step, 1.16)
    close(record["loss"], [(8 + 1.6**2) / 3])
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, dtype="float64")])
    model.compile("sgd", "mse")
    model.set_weights([[[1.0]], [0.0]])
    assert model.evaluate(np.array(x), np.array(y), sample_weight=w) == pytest.approx(8 / 3)


def line_with(weights, x, y, **options):
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, use_bias=False, dtype="float64")])
    model.compile(nn.optimizers.SGD(0.1), "mse")
    model.set_weights([[[1.0]]])
    history = model.fit(x, y, sample_weight=weights, shuffle=False, verbose=0, **options)
    return model.get_weights()[0].item(), history.history


def check_decay():
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, use_bias=False, dtype="float64")])
    model.compile(nn.optimizers.SGD(0.1, weight_decay=0.5), "mse")
    model.set_weights([[[2.0]]])
    model.fit([[1.0]], [2.0], verbose=0)
    close(model.get_weights()[0], [[2.0 - 0.1 * 0.5 * 2]])


def check_data(module):
    x = np.arange(20.0)[:, None]
    order = np.random.default_rng(0).permutation(20)
    parts = list(module.blocks((x, -x), ("float32", "float64"), order, 6))
    assert [len(p) for p, _ in parts] == [6, 6, 6, 2]
    assert {(p.dtype.name, q.dtype.name) for p, q in parts} == {("float32", "float64")}
    assert [part[1] for part in module.blocks((x, None), ("float32", None), None, 11)] == [None] * 2
    close(np.concatenate([p for p, _ in parts]), x[order])
    close(np.concatenate([q for _, q in parts]), -x[order])
    assert module.rows_per_block(np.ones((9, 3, 2)), 10) == 10 * (2**16 // 60)
    assert module.rows_per_block(np.ones((9, 2**17), bool), 10) == 10


def check_plan(module):
    x, y, w = np.arange(10.0), np.arange(10.0) + 5, np.arange(10.0) - 5
    a, b, c, (d, e, f) = module.split(x, y, w, 0.33)
    assert a.tolist() == list(range(6)) and d.tolist() == [6, 7, 8, 9]
    for part, whole in ((b, a), (e, d)):
        close(part, whole + 5)
    for part, whole in ((c, a), (f, d)):
        close(part, whole - 5)
    a, b, c, (d, e, f) = module.split(x, y, None, 0.33)
    assert c is f is None and d.tolist() == [6, 7, 8, 9] and e.tolist() == [11, 12, 13, 14]
    for share in (0.01, 0.99):
        with pytest.raises(ValueError):
            module.split(x[:1], y[:1], None, share)
    made = module.Plan(x, y, batch_size=4, epochs=5, validation=(x, y, None), validation_freq=2)
    assert made.steps == 3 and [made.validates_after(e) for e in range(4)] == [0, 1, 0, 1]
    check_options(module)


OPTIONS = dict(batch_size=None, epochs=2, validation_split=0.5, validation_data=None, shuffle=False,
               class_weight=None, sample_weight=None, initial_epoch=1, validation_batch_size=None,
               validation_freq=3, seed=4)  # fmt: skip


def check_options(module):
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, "sigmoid")])
    model.compile("sgd", "binary_crossentropy")
    x, y = np.arange(4.0), np.array([0, 1, 0, 1])

    def made(**changed):
        return module.Plan.checked(model, x, y, **(OPTIONS | changed))

    found = made(sample_weight=x)
    assert (found.epochs, found.shuffle, found.initial_epoch, found.seed) == (2, False, 1, 4)
    assert (found.batch_size, found.validation_batch_size, found.validation_freq) == (32, 32, 3)
    assert found.weights.tolist() == [0, 1] and found.validation[2].tolist() == [2, 3]
    assert made(batch_size=2).validation_batch_size == 2
    classes = made(class_weight={1: 5})
    assert classes.weights.tolist() == [1, 5] and classes.validation[2] is None
    given = made(validation_data=(x[:1], y[:1]))
    assert len(given.x) == 4 and len(given.validation[0]) == 1 and given.validation[2] is None
    given = made(validation_data=(x[:2], y[:2], [3, 4]))
    assert given.validation[2].tolist() == [3, 4]
    with pytest.raises(ValueError):
        made(validation_data=(x[:2], y[:2], [3]))
    for wrong in (dict(epochs=0), dict(shuffle=3), dict(initial_epoch=-1), dict(seed=-1)):
        with pytest.raises(ValueError):
            made(**wrong)


def check_weighting(module):
    y = np.array([[0.0], [1.0], [2.0]])
    assert module.from_class_weight({0: 3, 2: 0.5}, y).tolist() == [3, 1, 0.5]
    assert module.from_class_weight({0: 3, 2: 0.5}, np.eye(3)[[2, 0]]).tolist() == [0.5, 3]
    assert module.weights_of(y, None, None) is None
    assert module.weights_of(y, [[1], [2], [3]], None).tolist() == [1, 2, 3]
    assert module.weights_of(y, None, {1: 2}).tolist() == [1, 2, 1]
    assert module.check_sample_weight(np.ones((3, 4)), np.ones((3, 4, 2))).shape == (3, 4)
    for weights in ([1, 2], 3.0, [1, np.nan, 1], np.ones((3, 2))):
        with pytest.raises(ValueError):
            module.check_sample_weight(weights, y)
    for table in ([1, 2], {0: -1}, {"a": 1}, {0.5: 1}, {7: 1}):
        with pytest.raises(ValueError):
            module.from_class_weight(table, y)
    with pytest.raises(ValueError, match="not both"):
        module.weights_of(y, [1, 2, 3], {1: 2})
    fitted = module.for_each([1, 2, 3], np.ones((3, 4, 2), "float32"))
    assert fitted.shape == (3, 1, 1) and fitted.dtype == np.float32
    assert module.for_each(np.ones((3, 1)), np.ones(3)).shape == (3,)
    assert module.for_each(np.ones((3, 4)), np.ones((3, 4, 2))).shape == (3, 4, 1)


class Fed:
    """Stands for a model whose outputs are handed to the meter."""

    layers = ()
    weighted_metrics = ()

    def __init__(self, loss, metrics=()):
        self.loss, self.metrics = loss, list(metrics)


def check_meter(module):
    twice = [nn.metrics.get("mae"), nn.metrics.get("mae")]
    mean = module.Meter(Fed(nn.losses.MeanSquaredError(), twice), 2)
    total = module.Meter(Fed(nn.losses.SquaredError("sum")), 2)
    y, first = np.zeros((5, 1)), np.array([[1.0], [1.0], [2.0], [2.0]])
    for each in (mean, total):
        each.note(y + 9)
        each.update(y)
        each.reset()
        for _ in range(2):
            each.note(first[:2])
            each.note(first[2:])
            each.update(y[:4])
            each.note(np.array([[3.0]]))
            each.update(y[:1])
    close(list(mean.result().values()), [(1 + 1 + 4 + 4 + 9) / 5, 9 / 5, 9 / 5])
    close(total.result()["loss"], (2 * 2 + 2 * 8 + 9) / 5)
    assert list(mean.result()) == ["loss", "mae", "mae_1"]
    mean.note(first)
    mean.reset()
    mean.note(first)
    mean.update(y[:4], np.array([0.0, 0.0, 1.0, 2.0]))
    close(list(mean.result().values()), [12 / 4, 6 / 4, 6 / 4])
    check_meter_on_sums(module)
    check_meter_of_penalties(module)


def check_meter_on_sums(module):
    """BCE of a sum of 800 is 800, whatever became of the sigmoid; weighted metrics weigh."""
    z = np.array([[800.0], [-800.0], [0.0]])
    for last in (
        [nn.layers.Dense(1, "sigmoid")],
        [nn.layers.Dense(1), nn.layers.Activation("sigmoid")],
    ):
        model = nn.Sequential([nn.Input((1,)), *last])
        model.compile("sgd", "bce", metrics=["accuracy"], weighted_metrics=["mae"])
        model.set_weights([[[1.0]], [0.0]])
        model.weighted_metrics.append(nn.metrics.get("accuracy"))
        assert list(module.Meter(model, 2).names) == ["accuracy", "mae", "weighted_accuracy"]
        model.weighted_metrics.pop()
        meter = module.Meter(model, 2)
        meter.note(model.forward(z[:2]))
        meter.note(model.forward(z[2:]))
        meter.update(np.array([[0.0], [1.0], [1.0]]), np.array([1.0, 3.0, 4.0]))
        expected = {"loss": (800 + 2400 + 4 * np.log(2)) / 3, "accuracy": 0, "mae": 6 / 8}
        assert meter.result() == pytest.approx(expected, rel=1e-6)
        for loss, metric in (("mse", "binary_crossentropy"), ("binary_crossentropy", "mse")):
            model.compile("sgd", loss, metrics=[metric])
            meter = module.Meter(model, 2)
            meter.note(model.forward(z))
            meter.update(np.array([[0.0], [1.0], [1.0]]))
            expected = {"mse": 2.25 / 3, "binary_crossentropy": (1600 + np.log(2)) / 3}
            wanted = [expected[loss], expected[metric]]
            assert list(meter.result().values()) == pytest.approx(wanted, rel=1e-6)
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, "sigmoid"), nn.layers.Dropout(0.5)])
    model.compile("sgd", "bce", metrics=["binary_crossentropy"])
    model.set_weights([[[-40.0]], [0.0]])
    for while_training, expected in ((False, 40), (True, -np.log(1e-7))):
        meter = module.Meter(model, 2, while_training)
        meter.note(model.forward(np.array([[1.0]]), while_training))
        meter.update(np.array([[1.0]]))
        assert list(meter.result().values()) == pytest.approx([expected] * 2, rel=1e-6)


def check_meter_of_penalties(module):
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, kernel_regularizer="l2")])
    model.compile("sgd", "mse")
    meter = module.Meter(model, 2)
    for weight, rows in ((1.0, 3), (2.0, 1)):
        model.set_weights([[[weight]], [0.0]])
        meter.note(np.zeros((rows, 1)))
    meter.update(np.ones((4, 1)))
    assert meter.result()["loss"] == pytest.approx(1 + (3 * 0.01 + 0.04) / 4, rel=1e-6)


def check_stack(module):
    """The real network over the stack under test."""
    check_stack_of(upon(module, f"{NN}.network"))


def check_weight_lists(module):
    """The real stack and network over the lists of weights under test."""
    check_stack_of(upon(module, f"{NN}.stack", f"{NN}.network"))


def check_stack_of(changed):
    check_network(changed)
    model = changed.Network([nn.layers.Dense(2, input_shape=(3,)), nn.layers.Dense(1)])
    assert model.input_shape == (None, 3) and model.count_params() == 11
    assert [w.shape for w in model.trainable_weights] == [(3, 2), (2,), (2, 1), (1,)]
    model.layers[0].trainable = False
    assert [w.shape for w in model.trainable_weights] == [(2, 1), (1,)]
    assert [w.shape for w in model.non_trainable_weights] == [(3, 2), (2,)]
    model.trainable = False
    assert not model.trainable and not any(layer.trainable for layer in model.layers)
    model.layers[1].trainable = True
    assert model.trainable_weights == [] and len(model.non_trainable_weights) == 4
    model.trainable = True
    assert model.layers[0].trainable
    with pytest.raises(ValueError, match="no layers"):
        changed.Network().build((None, 2))
    taken = model.pop()
    with pytest.raises(ValueError, match="2 weight arrays"):
        model.set_weights(model.get_weights()[:1])
    assert taken.get_weights()[0].shape == (2, 1) and model.theta.size == 8
    assert not np.may_share_memory(taken.params["kernel"], model.theta)
    with pytest.raises(ValueError):
        model.get_layer(index=1)


def check_network(module):
    layers = nn.layers

    class Trained(module.Network):
        loss = nn.losses.get("binary_crossentropy")

    rng = np.random.default_rng(4)
    x, y = rng.standard_normal((6, 1, 3)), rng.integers(0, 2, (6, 1)).astype(float)
    inside = [layers.Flatten(), layers.Dense(4, "tanh"), layers.Dense(4, "tanh")]
    for last in ([layers.Dense(1, "sigmoid")], [layers.Dense(1), layers.Activation("sigmoid")]):
        fresh = [type(layer)(*arguments(layer)) for layer in inside]
        model = Trained([nn.Input((1, 3)), *fresh, *last])
        for loss in ("binary_crossentropy", "mse"):
            loss = nn.losses.get(loss)
            assert nn.gradcheck.check_model(model, x, y, loss).max_error < 1e-12
        weights = [rng.standard_normal(w.shape) for w in model.get_weights()]
        model.set_weights(weights)
        close(model.theta, np.concatenate([w.ravel() for w in weights]).astype("float32"))
        model.forward(x)
        assert model.backward(np.ones((6, 1))).shape == x.shape
    assert [layer.name for layer in model.layers][1:4] == ["dense", "dense_1", "dense_2"]
    own = module.Network([nn.Input((1, 3)), layers.Flatten(), layers.Dense(1, sigmoid)])
    assert nn.gradcheck.check_model(own, x, y, Trained.loss).max_error < 1e-10
    steps = module.Network([nn.Input((2, 3)), layers.Dense(2), layers.Softmax(axis=1)])
    labels = np.eye(2)[rng.integers(0, 2, (6, 2))]
    loss, x2 = nn.losses.CategoricalCrossentropy(), rng.standard_normal((6, 2, 3))
    assert nn.gradcheck.check_model(steps, x2, labels, loss).max_error < 1e-10
    check_ending(module)
    seen = []
    model.layers[1].backward = lambda dy, need_dx=True: seen.append(need_dx)
    model.backward_from_loss(nn.losses.get("mse"), y, model.forward(x))
    assert seen == [False], "nobody needs the gradient of the first layer's input"
    check_frozen(module)


def check_ending(module):
    """What only passes on its input hides no sigmoid; Dropout does so while it trains."""
    loss, layers = nn.losses.get("binary_crossentropy"), nn.layers
    x, y = np.array([[1.0]]), np.array([[1.0]])
    for behind, at_rest, in_training, slope in (
        ([], True, True, -1.0),
        ([layers.Activation("linear")], True, True, -1.0),
        ([layers.Dropout(0.0), layers.Activation(None)], True, True, -1.0),
        ([layers.Dropout(0.5)], True, False, 0.0),
        ([layers.Flatten()], False, False, 0.0),
    ):
        dense = layers.Dense(1, "sigmoid", dtype="float64")
        model = module.Network([nn.Input((1,)), dense, *behind])
        model.set_weights([[[-40.0]], [0.0]])
        assert model.ends_in_partner_of(loss) is at_rest
        assert model.ends_in_partner_of(loss, training=True) is in_training
        model.backward_from_loss(loss, y, model.forward(x))
        close(model.gradient, [slope, slope])
    nothing = module.Network([nn.Input((1,)), layers.Dropout(0.5)])
    assert not nothing.ends_in_partner_of(loss)


def check_frozen(module):
    """Frozen layers stand last in θ, and the way back ends above them."""
    model = module.Network([nn.Input((2,)), *(nn.layers.Dense(k) for k in (3, 4, 1))])
    kept = model.get_weights()
    model.layers[0].trainable = False
    assert model._freeze() and not model._freeze()
    model._make_flat()
    assert model.trained.size == 16 + 5 and model.theta.size == 30
    assert np.array_equal(model.trained, np.concatenate([w.ravel() for w in kept[2:]]))
    assert np.array_equal(model.theta[21:], np.concatenate([w.ravel() for w in kept[:2]]))
    assert all(np.array_equal(a, b) for a, b in zip(kept, model.get_weights(), strict=True))
    assert np.may_share_memory(model.trained_gradient, model.layers[1].grads["kernel"])
    assert model.owns_weights()
    went = []
    for k, layer in enumerate(model.layers):
        layer.backward = lambda dy, need_dx=True, k=k: went.append((k, need_dx))
    model.backward_from_loss(nn.losses.get("mse"), np.ones((1, 1)), model.forward(np.ones((1, 2))))
    assert went == [(2, True), (1, False)]
    model.trainable = False
    model.layers[1].trainable = True
    assert model._freeze()
    model._make_flat()
    assert model.trained.size == 0


def sigmoid(z):
    """Not the sigmoid, whatever it is called."""
    return 1 / (2 + np.exp(-z))


def arguments(layer):
    return (layer.units, layer.activation) if isinstance(layer, nn.layers.Dense) else ()


class Watched:
    """Stands for a model with a metric v that should fall."""

    metric_directions = {"v": "down", "grows": "up", "own": None}


def check_monitor(module):
    def better(name, values, **options):
        watch = module.MonitorCallback(name, **options)
        watch.model = Watched()
        return watch.better(*values)

    assert better("v", (1, 2)) and not better("v", (2, 1)) and better("v", (2, None))
    assert better("val_grows", (2, 1)) and not better("val_grows", (1, 2))
    assert better("v", (2, 1), mode="max") and better("val_loss", (1, 2))
    assert not better("v", (1, 1.5), min_delta=1) and not better("grows", (1.5, 1), min_delta=-1)
    assert not better("v", (1, 1)) and not better("grows", (1, 1))
    with pytest.raises(ValueError, match="mode"):
        better("own", (2, None))
    watch = module.MonitorCallback("val_v")
    assert watch.monitored({"val_v": 3}) == 3
    with pytest.warns(UserWarning):
        assert watch.monitored({"v": 3}) is None
    with pytest.raises(ValueError):
        watch.monitored({"loss": 3})


def check_early_stopping(module):
    def stops_after(values, **options):
        stopper = module.EarlyStopping("v", **options)
        stopper.model = model = Watched()
        model.get_weights, model.set_weights = lambda: epoch, restored.append
        for _ in range(2):  # the second training starts afresh
            stopper.on_train_begin()
            model.stop_training = False
            for epoch, value in enumerate(values):
                stopper.on_epoch_end(epoch, {"v": value})
                if model.stop_training:
                    break
            stopper.on_train_end()
        return epoch

    restored = []
    assert stops_after([3, 2, 1, 1, 1, 1], patience=2) == 4
    assert restored == []
    assert stops_after([3, 2.75, 2.5, 2.25], patience=2, min_delta=0.5) == 2
    assert stops_after([1, 2, 2, 3, 3], patience=1, mode="max") == 2
    assert stops_after([1, 1.25, 3, 3], patience=1, mode="max", min_delta=0.5) == 1
    assert stops_after([1, 1, 1, 1], patience=0) == 1
    assert stops_after([3, 3, 3, 3, 3, 3], patience=1, start_from_epoch=2) == 3
    assert stops_after([5, 4, 3, 2, 2, 2, 2], patience=3, baseline=1) == 4
    assert stops_after([5, 1, 4, 4], patience=2, restore_best_weights=True) == 3
    assert restored == [1, 1]
    stopper = module.EarlyStopping("v", restore_best_weights=True)
    stopper.model = Watched()
    stopper.model.get_weights, stopper.model.set_weights = lambda: 0, restored.append
    stopper.on_epoch_end(0, {"v": 1})
    stopper.on_train_begin()
    stopper.on_train_end()
    assert restored == [1, 1], "the best weights of another training are forgotten"


CHECKS = {
    "layers.dense": check_dense,
    "layers.activation": check_activation,
    "layers.dropout": check_dropout,
    "layers.flatten": check_flatten,
    "training": check_training,
    "data": check_data,
    "plan": check_plan,
    "weighting": check_weighting,
    "stack": check_stack,
    "weight_lists": check_weight_lists,
    "callbacks.monitor": check_monitor,
    "meter": check_meter,
    "network": check_network,
    "callbacks.early_stopping": check_early_stopping,
}
MISTAKES = {
    "layers.dense": [
        ('z = z + self.params["bias"]', 'z = z - self.params["bias"]'),
        ("self.a = self.activation(z)", "self.a = z"),
        ("self.activation.vjp(self.z, self.a, dy)", "self.activation.vjp(self.a, self.z, dy)"),
        ("self.activation.vjp(self.z, self.a, dy)", "dy"),
        ("dot(x.T, rows, out", "dot(x.T / len(rows), rows, out"),
        ("= products.dot(x.T, rows)", "= products.dot(x.T, rows) / len(rows)"),
        ("= products.dot(x.T, rows)", "+= products.dot(x.T, rows)"),
        ("self._ones_for(rows).dot(rows, out", "(2 * self._ones_for(rows)).dot(rows, out"),
        ("= self._ones_for(rows).dot(rows)", "= rows[0]"),
        ("= self._ones_for(rows).dot(rows)", "= rows.mean(axis=0)"),
        ('(dz, self.params["kernel"].T)', '(dz * 2, self.params["kernel"].T)'),
        ("if need_dx else None", ""),
        ("len(self._ones) != len(dz) or", ""),
        ("x.shape[-1])  # (batch", "x.shape[-1])[::-1]  # (batch"),
        ("(*input_shape[:-1], self.units)", "(input_shape[0], self.units)"),
        ("shape[-1] != n", "False"),
    ],
    "layers.activation": [
        ("self.activation.vjp(self.z, self.a, dy)", "dy"),
        ("self.a = self.activation(x)", "self.a = x"),
        ("return dz if", "return dz * self.a if"),
        ("isinstance(self.activation, Linear)", "True"),
        ("isinstance(self.activation, Linear)", "False"),
    ],
    "layers.dropout": [
        (">= self.rate", "< self.rate"),
        ("1 / (1 - self.rate)", "1"),
        ("1 / (1 - self.rate)", "1 / self.rate"),
        ("not training or", ""),
        ("or self.rate == 0", ""),
        ("return x * self.mask", "return x"),
        ("else dy * self.mask", "else dy"),
        ("            self.mask = None\n            return x", "            return x"),
    ],
    "layers.flatten": [
        ("prod(input_shape[1:])", "sum(input_shape[1:])"),
        ("x.reshape(len(x), -1)", "x.swapaxes(1, 2).reshape(len(x), -1)"),
        ("dy.reshape(self.x_shape)", "dy"),
    ],
    "training": [
        ("model.forward(x, training=True)", "model.forward(x)"),
        ("model.trained += ", "model.trained -= "),
        ("    model.backward_from_loss(model.loss, y, a, weights)\n", ""),
        ("y, a, weights)", "y, a)"),
        (
            "model.optimizer.step(model.trained_gradient, model.trained)",
            "model.optimizer.step(model.trained_gradient)",
        ),
        ("generator.permutation(len(plan.x)) if plan.shuffle else None", "None"),
        (
            "generator.permutation(len(plan.x)) if",
            "np.random.default_rng(0).permutation(len(plan.x)) if",
        ),
        ("if plan.shuffle else None", ""),
        ("range(0, len(x), n):", "range(0, len(x) - n + 1, n):"),
        ("    meter.reset()\n", ""),
        ("or model.stop_training", ""),
        ("            if model.stop_training:\n                break\n", ""),
        ("diverged(model, logs, epoch) or", ""),
        ('    callbacks.call("on_train_end", logs)\n', ""),
        ("meter.note(model.forward(x_part))", "meter.note(model.forward(x_part, True))"),
        ("outputs.append(model.forward(part))", "outputs.append(model.forward(part, True))"),
        ("run_evaluation(model, *plan.validation,", "run_evaluation(model, plan.x, plan.y, None,"),
        ("meter.update(y_part, w_part)", "meter.update(y_part)"),
        ("meter.update(y, w)", "meter.update(y)"),
        ("None if w is None else w[part]", "w"),
        ("rows = n if watched else", "rows ="),
        ('    callbacks.call("on_test_begin", {})\n', ""),
        ('    callbacks.call("on_test_end", in_order(logs))\n', ""),
        ('    callbacks.call("on_predict_begin", {})\n', ""),
        ('    callbacks.call("on_predict_end", {})\n', ""),
        (
            '"on_predict_batch_end", batch, {"outputs": outputs[-1]}',
            '"on_predict_batch_end", batch, {}',
        ),
        ('wants_batches("test")', 'wants_batches("train")'),
        ('wants_batches("predict")', 'wants_batches("train")'),
    ],
    "data": [
        ("array.take(order[part], axis=0)", "array.take(order[part][:-1], axis=0)"),
        (".astype(kind, copy", ".astype(types[0], copy"),
        ("None if array is None else _rows(array", "_rows(arrays[0]"),
        ("max(1, VALUES_PER_BLOCK // values_per_batch)", "VALUES_PER_BLOCK // values_per_batch"),
        ("x[0].size", "len(x[0])"),
    ],
    "plan": [
        ("np.floor(", "np.ceil("),
        (
            "weights[first], (x[last], y[last], weights[last])",
            "weights[last], (x[last], y[last], weights[first])",
        ),
        ("None, (x[last], y[last], None)", "None, (x[first], y[first], None)"),
        ("rows in (0, len(x))", "rows == len(x)"),
        ("-(-len(self.x) // self.batch_size)", "len(self.x) // self.batch_size"),
        ("(epoch + 1) % self.validation_freq", "epoch % self.validation_freq"),
        ('settings["validation_batch_size"] = settings["batch_size"]', "pass"),
        ("validation = (*validation[:2], None)", "pass"),
        ("elif share:", "elif share and weights is None:"),
        ('"epochs": positive_integer', '"epochs": counting_number'),
        ("check_sample_weight(given[2], y", "(given[2], y"),
    ],
    "weighting": [
        ("np.round(y).astype(int)", "np.round(y).astype(bool)"),
        ("y.argmax(axis=1)", "y[:, 0]"),
        ("table.get(int(k), 1.0)", "table.get(int(k), 0.0)"),
        ("for k in classes])[place]", "for k in classes])"),
        ("weights = weights[..., 0]", "pass"),
        ("weights.shape != y.shape[: weights.ndim]", "len(weights) != len(y)"),
        ("    finite(weights, what)\n", ""),
        ("weights = weights.squeeze(axis=-1)", "pass"),
        ("weights.shape + (1,) * (values.ndim - weights.ndim)", "weights.shape"),
        ("dtype=values.real.dtype", "dtype=float"),
        ("key != int(key)", "False"),
        ("if weights is not None:", "if False:"),
        ("len(absent) == len(table)", "False"),
        ('not_negative(value, f"class_weight[{key!r}]")', "value"),
    ],
    "meter": [
        ("/ self.count", "/ 1"),
        (" * len(given[0])", ""),
        ('self.loss.reduction == "sum"', 'self.loss.reduction != "sum"'),
        ("            metric.reset_state()", "            pass"),
        ('name = f"weighted_{name}"', "pass"),
        ("self.total = self.penalties = 0.0", "self.total = 1.0; self.penalties = 0.0"),
        ("self.count += n", "self.count += 1"),
        ("any(readers), not all(readers)", "any(readers), all(readers)"),
        ("= any(readers), not", "= all(readers), not"),
        ("(self.total + self.penalties)", "self.total"),
        ("float(self.model.penalty()) * len(a)", "float(self.model.penalty())"),
        ("else self.loss(*given, w)", "else self.loss(*given)"),
        ("        self.outputs, self.sums = [], []\n        n,", "        n,"),
        ("self.outputs, self.sums = [], []\n        for", "pass\n        for"),
        ("if weighted and weights is not None", "if weights is not None"),
        ("if weighted and weights is not None", "if False"),
        ("on_sums = bool(model.layers) and", "on_sums = False and"),
        ("model.ends_in_partner_of(loss, training)\n    return (", "True\n    return ("),
        ("reported(model, model.loss, training)", "reported(model, model.loss)"),
        ("reads_sums(model, metric, training)\n ", "reads_sums(model, metric)\n "),
        ("model.layers[model.end(training)]", "model.layers[-1]"),
        ('f"{name}_{number}"', 'f"{name}{number}"'),
    ],
    "network": [
        (" or isinstance(activation, FromFunction)", ""),
        ('name != "softmax" or activation.axis == -1', "True"),
        ("start += value.size", "start += 0"),
        (
            "last.backward_from_z(dz, end > self._first_trained)",
            "last.backward(dz)",
        ),
        ("self.layers[:end], dy)", "self.layers, dy)"),
        ("and self.layers[place].passes_on(training)", "and False"),
        ("and self.layers[place].passes_on(training)", ""),
        (".passes_on(training)", ".passes_on()"),
        ("self.end(training=True)", "self.end()"),
        ("dy = layers[place].backward(dy, place > first)", "dy = layers[place].backward(dy, True)"),
        ("range(len(layers) - 1, first - 1, -1)", "range(len(layers) - 1, first, -1)"),
        ("min(places, default", "max(places, default"),
        ("if la.params and la not in self._frozen", "if la.params"),
        ("if la not in self._frozen] + self._frozen", "]"),
        ("end = end if layer in self._frozen else start", "end = start"),
        ("not (self.trainable and la.trainable)", "not la.trainable"),
        ("not (self.trainable and la.trainable)", "not self.trainable"),
        ("return self._frozen != before", "return False"),
        ("need_dx or place > 0", "False"),
        ("grads[name] = gradient[part]", "grads[name] = theta[part]"),
    ],
    "stack": [
        ('f"{layer.name}_{number}" in taken', "False"),
        ("self.input_shape = (None, *layer.first_shape)", "pass"),
        ("if not self.layers:\n            raise ValueError(\"This model has no layers: add",
         "if False:\n            raise ValueError(\"This model has no layers: add"),
        ("not -len(self.layers) <= index < len(self.layers)", "index > len(self.layers)"),
    ],
    "weight_lists": [
        (
            "part = weights[start : start + len(layer.weights)]",
            "part = weights[: len(layer.weights)]",
        ),
        ("            layer.trainable = bool(value)", "            pass"),
        ("        self._trainable = bool(value)\n", ""),
        ("            return self.weights", "            pass"),
        ("            return []", "            pass"),
        ("layer.set_weights(arrays)", "pass"),
        ("len(weights) != expected", "len(weights) > expected"),
    ],
    "callbacks.monitor": [
        ("value - self.min_delta > reference", "value > reference"),
        ("value + self.min_delta < reference", "value < reference"),
        ("value + self.min_delta < reference", "value + self.min_delta <= reference"),
        ("value - self.min_delta > reference", "value - self.min_delta >= reference"),
        ("abs(number(min_delta", "(number(min_delta"),
        ('return self.mode == "max"', 'return self.mode == "min"'),
        ('{"loss": "down"}', '{"loss": "up"}'),
        ('== "up"', '== "down"'),
        ("if directions.get(name) is None:", "if False:"),
        ("if name not in logs:", "if False:"),
        (
            'name = self.monitor.removeprefix("val_")\n        directions',
            "name = self.monitor\n        directions",
        ),
    ],
    "callbacks.early_stopping": [
        (">= self.patience", "> self.patience"),
        ("epoch < self.start_from_epoch", "epoch <= self.start_from_epoch"),
        ("if self.better(value, self.baseline):", "if True:"),
        ("            self.best = value\n", ""),
        ("                self.wait = 0", "                pass"),
        ("        self.wait += 1\n", ""),
        ("        self.best = None\n", ""),
        ("        self.best_weights = None\n", ""),
        ("            self._remember(epoch)\n", ""),
    ],
}
MUTANTS = [
    Mutant(f"{NN}.{module}", old, new) for module, pairs in MISTAKES.items() for old, new in pairs
]
USED = (data, meter, network, plan)


@pytest.mark.parametrize("module", CHECKS)
def test_unmutated_code_passes(module):
    CHECKS[module](load(f"{NN}.{module}"))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
@pytest.mark.filterwarnings("ignore")
def test_mutant_is_caught(mutant):
    assert_caught(mutant, CHECKS[mutant.module.removeprefix(f"{NN}.")])
