"""Mistakes put into the engine must all be noticed by its checks."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.nn import callbacks, data, meter, network, plan, training
from tests.mutation import Mutant, assert_caught, load

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


def check_data(module):
    x = np.arange(20.0)[:, None]
    order = np.random.default_rng(0).permutation(20)
    parts = list(module.blocks(x, -x, order, 6, "float32", "float64"))
    assert [len(p) for p, _ in parts] == [6, 6, 6, 2]
    assert {p.dtype.name for p, _ in parts} == {"float32"}
    close(np.concatenate([p for p, _ in parts]), x[order])
    close(np.concatenate([q for _, q in parts]), -x[order])
    assert module.rows_per_block(np.ones((9, 3, 2)), 10) == 10 * (2**16 // 60)
    assert module.rows_per_block(np.ones((9, 2**17), bool), 10) == 10


def check_plan(module):
    x, y = np.arange(10.0), np.arange(10.0) + 5
    a, b, (c, d) = module.split(x, y, 0.33)
    assert a.tolist() == list(range(6)) and c.tolist() == [6, 7, 8, 9]
    close(b, a + 5)
    close(d, c + 5)
    assert module.split(x, y, 0)[2] is None
    for share in (0.01, 0.99):
        with pytest.raises(ValueError):
            module.split(x[:1], y[:1], share)
    made = module.Plan(x, y, 4, 5, (x, y), 32, 2, True, 0, None)
    assert made.steps == 3 and [made.validates_after(e) for e in range(4)] == [0, 1, 0, 1]


def check_meter(module):
    mean = module.Meter(nn.losses.MeanSquaredError(), [nn.metrics.get("mae")], 2)
    total = module.Meter(nn.losses.SquaredError("sum"), [], 2)
    y = np.zeros((5, 1))
    for each in (mean, total):
        each.update(y, y + 9)
        each.reset()
        for _ in range(2):
            each.update(y[:4], np.array([[1.0], [1.0], [2.0], [2.0]]))
            each.update(y[:1], np.array([[3.0]]))
    close(list(mean.result().values()), [(1 + 1 + 4 + 4 + 9) / 5, 9 / 5])
    close(total.result()["loss"], (2 * 2 + 2 * 8 + 9) / 5)
    assert list(mean.result()) == ["loss", "mae"]


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
    seen = []
    model.layers[1].backward = lambda dy, need_dx=True: seen.append(need_dx)
    model.backward_from_loss(nn.losses.get("mse"), y, model.forward(x))
    assert seen == [False], "nobody needs the gradient of the first layer's input"


def sigmoid(z):
    """Not the sigmoid, whatever it is called."""
    return 1 / (2 + np.exp(-z))


def arguments(layer):
    return (layer.units, layer.activation) if isinstance(layer, nn.layers.Dense) else ()


def check_early_stopping(module):
    def stops_after(values, **options):
        stopper = module.EarlyStopping("v", **options)
        stopper.model = model = nn.Sequential()
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
    stopper.model = nn.Sequential()
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
        ("= x.T.dot(rows)", "= x.T.dot(rows) / len(rows)"),
        ("= x.T.dot(rows)", "+= x.T.dot(rows)"),
        ("self._ones_for(rows).dot(rows)", "rows[0]"),
        ("self._ones_for(rows).dot(rows)", "rows.mean(axis=0)"),
        ('dz.dot(self.params["kernel"].T)', 'dz.dot(self.params["kernel"].T) * 2'),
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
    ],
    "layers.dropout": [
        (">= self.rate", "< self.rate"),
        ("1 / (1 - self.rate)", "1"),
        ("1 / (1 - self.rate)", "1 / self.rate"),
        ("not training or", ""),
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
        ("model.theta += ", "model.theta -= "),
        ("    model.backward_from_loss(model.loss, y, a)\n", ""),
        ("generator.permutation(len(plan.x)) if plan.shuffle else None", "None"),
        (
            "generator.permutation(len(plan.x)) if",
            "np.random.default_rng(0).permutation(len(plan.x)) if",
        ),
        ("if plan.shuffle else None", ""),
        ("range(0, len(x), n)]", "range(0, len(x) - n + 1, n)]"),
        ("    meter.reset()\n", ""),
        ("or model.stop_training", ""),
        ("diverged(model, logs, epoch) or", ""),
        ('    callbacks.call("on_train_end", logs)\n', ""),
        (
            "meter.update(y_part, model.forward(x_part))",
            "meter.update(y_part, model.forward(x_part, True))",
        ),
        ("model.forward(part) for", "model.forward(part, True) for"),
        ("run_evaluation(model, *plan.validation,", "run_evaluation(model, plan.x, plan.y,"),
    ],
    "data": [
        ("order[start : start + rows]", "order[start : start + rows - 1]"),
        ("x[part].astype(x_type", "x[part].astype(y_type"),
        ("y[part].astype", "y[: len(x[part])].astype"),
        ("max(1, VALUES_PER_BLOCK // values_per_batch)", "VALUES_PER_BLOCK // values_per_batch"),
        ("x[0].size", "len(x[0])"),
    ],
    "plan": [
        ("np.floor(", "np.ceil("),
        (
            "return x[:rows], y[:rows], (x[rows:], y[rows:])",
            "return x[rows:], y[rows:], (x[:rows], y[:rows])",
        ),
        ("rows in (0, len(x))", "rows == len(x)"),
        ("-(-len(self.x) // self.batch_size)", "len(self.x) // self.batch_size"),
        ("(epoch + 1) % self.validation_freq", "epoch % self.validation_freq"),
    ],
    "meter": [
        ("self.total / self.count", "self.total"),
        (" * len(a[part])", ""),
        ('== "sum"', '!= "sum"'),
        ("            metric.reset_state()", "            pass"),
        ("self.total = 0.0", "self.total = 1.0"),
        ("self.count += len(a)", "self.count += 1"),
    ],
    "network": [
        ("and _is_what_its_name_says(last.activation)", ""),
        ("start += value.size", "start += 0"),
        (
            "last.backward_from_z(dz, len(self.layers) - 1 > self._first_trainable)",
            "last.backward(dz)",
        ),
        ("self.layers[:-1], dy)", "self.layers, dy)"),
        ("dy = layers[place].backward(dy, place > first)", "dy = layers[place].backward(dy, True)"),
        ("range(len(layers) - 1, first - 1, -1)", "range(len(layers) - 1, first, -1)"),
        ("with_weights[0] if", "with_weights[-1] if"),
        ("need_dx or place > 0", "False"),
        ("grads[name] = gradient[part]", "grads[name] = theta[part]"),
        ('f"{layer.name}_{number}" in taken', "False"),
        (
            "part = weights[start : start + len(layer.params)]",
            "part = weights[: len(layer.params)]",
        ),
    ],
    "callbacks.early_stopping": [
        ("value - self.min_delta > reference", "value > reference"),
        ("value + self.min_delta < reference", "value < reference"),
        ("value + self.min_delta < reference", "value + self.min_delta <= reference"),
        (">= self.patience", "> self.patience"),
        ("epoch < self.start_from_epoch", "epoch <= self.start_from_epoch"),
        ("if self._better(value, self.baseline):", "if True:"),
        ("            self.best = value\n", ""),
        ("                self.wait = 0", "                pass"),
        ("        self.wait += 1\n", ""),
        ("        self.best = None\n", ""),
        ("        self.best_weights = None\n", ""),
        ("            self._remember(epoch)\n", ""),
        ('self.mode == "max" or', ""),
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
