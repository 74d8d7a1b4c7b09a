"""Small mistakes put into what stands around a training must all be noticed."""

import tempfile
import warnings
from pathlib import Path

import numpy as np
import pytest

from coursekit import nn
from tests.support.mutation import Mutant, assert_caught, load, upon

NN = "coursekit.nn"
X = np.array([[1.0], [2.0], [3.0]])
Y = np.array([0.0, 1.0, 1.0])


def small(sequential, *inner):
    model = sequential([nn.Input((1,)), *inner, nn.layers.Dense(1, "sigmoid", dtype="float64")])
    model.set_weights([np.full_like(w, 0.5) for w in model.get_weights()])
    return model


def check_compiled(module):
    """The real ``Sequential`` over ``compile`` under test."""
    sequential = upon(module, f"{NN}.inference", f"{NN}.model").Sequential
    model = small(sequential)
    with pytest.raises(ValueError, match="Call compile"):
        model.fit(X, Y, verbose=0)
    for wrong, sentence in (
        ({"loss": None}, "compile needs a loss"),
        ({"loss": "mse", "metrics": "mae"}, "metrics must be a list"),
        ({"loss": "mse", "mode": 1}, "no argument 'mode'"),
    ):
        with pytest.raises(ValueError, match=sentence):
            model.compile("sgd", **wrong)
    assert model.loss is None
    with pytest.raises(ValueError, match="no layers"):
        empty = sequential([nn.Input((1,)), nn.layers.Dense(1)])
        empty.compile("sgd", "mse")
        empty.pop()
        empty.fit(X, Y, verbose=0)
    model.compile("sgd", "mse", metrics=["AUC", "mae"], weighted_metrics=["mae"])
    assert model.metric_directions == {"AUC": "up", "mae": "down", "weighted_mae": "down"}
    check_whose_steps_an_optimizer_remembers(sequential)
    check_frozen_layers(sequential)


def check_whose_steps_an_optimizer_remembers(sequential):
    one, other = small(sequential), small(sequential)
    optimizer = nn.optimizers.SGD(1.0, momentum=0.5, clipnorm=0.125)
    for _ in range(2):
        one.compile(optimizer, "mse")
        one.train_on_batch(X, 0 * Y)
    assert optimizer.iterations == 2
    # two parts, each shortened to 1/8: the second step adds half of the first
    np.testing.assert_allclose(optimizer.v, [-0.1875, -0.1875], rtol=1e-6)
    other.compile(optimizer, "mse")
    with pytest.raises(ValueError, match="has trained another model"):
        other.fit(X, Y, verbose=0)
    one.add(nn.layers.Dense(1))
    with pytest.raises(ValueError, match="other weights than those"):
        one.fit(X, Y, verbose=0)
    one.compile("sgd", "mse")
    one.fit(X, Y, verbose=0)
    one.layers[-1].trainable = False  # the weights at the end, so that the others keep their places
    one.compile(one.optimizer, "mse")
    with pytest.raises(ValueError, match="other weights than those"):
        one.fit(X, Y, verbose=0)


def check_frozen_layers(sequential):
    model = small(sequential, nn.layers.Dense(2))
    model.compile("sgd", "mse")
    model.train_on_batch(X, Y)
    model.layers[0].trainable = False
    before = model.get_weights()
    model.train_on_batch(X, Y)
    assert (model.get_weights()[0] != before[0]).any(), "frozen from the next compile on"
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.train_on_batch(X, Y)
    same = [(a == b).all() for a, b in zip(before, model.get_weights(), strict=True)]
    assert same == [True, True, False, False] and model.trained.size == 3
    twin = sequential(model.layers)
    twin.build((None, 1))  # now the layers' arrays lie in its vector
    assert twin.owns_weights() and not model.owns_weights()
    model.train_on_batch(X, Y)
    assert model.owns_weights() and not twin.owns_weights()


def check_inference(module):
    model = small(upon(module, f"{NN}.model").Sequential)
    with pytest.raises(ValueError, match="Call compile"):
        model.evaluate(X, Y)
    model.compile("sgd", "mse", metrics=["mae"], weighted_metrics=["mse"])
    p = 1 / (1 + np.exp(-0.5 * X[:, 0] - 0.5))
    weights = np.array([2.0, 1.0, 0.0])
    losses = [np.mean((p - Y) ** 2 * w) for w in (1, weights)]
    expected = [losses[0], np.abs(p - Y).mean(), losses[0]]
    np.testing.assert_allclose(model.evaluate(X, Y), expected)
    expected[0], expected[2] = losses[1], losses[1]
    for found in (
        model.evaluate(X, Y, sample_weight=weights),
        model.test_on_batch(X, Y, weights),
    ):
        np.testing.assert_allclose(found, expected)
    named = model.evaluate(X, Y, sample_weight=weights, return_dict=True)
    assert list(named) == ["loss", "mae", "mse"] and named["loss"] == pytest.approx(losses[1])
    assert model.test_on_batch(X, Y, return_dict=True)["loss"] == pytest.approx(losses[0])
    model.compile("sgd", "mse")
    alone = model.evaluate(X, Y)
    assert isinstance(alone, float) and alone == pytest.approx(losses[0])
    for outputs in (model.predict(X), model.predict_on_batch(X), model(X).numpy()):
        np.testing.assert_allclose(outputs[:, 0], p)
    for call in (model.predict, model.evaluate):
        with pytest.raises(ValueError, match="knows no steps"):
            call(X, *([Y] if call == model.evaluate else []), steps=1)
    with pytest.raises(ValueError, match="no functional style"):
        model(nn.Input((1,)))
    seen = []
    watch = nn.callbacks.LambdaCallback(on_test_batch_begin=lambda batch, logs: seen.append(batch))
    model.evaluate(X, Y, 2, callbacks=[watch])
    assert seen == [0, 1] and watch.params["steps"] == 2
    check_calling(upon(module, f"{NN}.model").Sequential)


def check_calling(sequential):
    model = sequential([nn.layers.Dropout(0.5, seed=0), nn.layers.Dense(1)])
    outputs = model(np.ones((50, 1)))
    assert type(outputs).__name__ == "Output" and len(set(outputs.numpy().ravel())) == 1
    assert len(set(model(np.ones((50, 1)), training=True).numpy().ravel())) == 2


def check_doubts(module):
    """Every pair of output and loss that contradicts itself, and those that do not."""

    def told(last, loss, *behind):
        hidden = nn.layers.Dense(4, "relu")
        model = nn.Sequential([nn.Input((4,)), hidden, nn.layers.Dense(*last), *behind])
        model.compile("sgd", loss)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            module.warn_of_contradictions(model)
        return " / ".join(str(w.message) for w in caught)

    losses, flatten = nn.losses, nn.layers.Flatten
    for expected, *given in (
        ("over one unit is 1", (1, "softmax"), "mse"),
        ("of one output is always 0", (1, "sigmoid"), losses.CategoricalCrossentropy()),
        ("MeanSquaredError on softmax outputs", (3, "softmax"), "mse"),
        ("MeanAbsoluteError on softmax outputs", (3, "softmax"), "mae"),
        ("Huber on softmax outputs", (3, "softmax"), "huber", flatten()),
        ("BinaryCrossentropy on softmax", (3, "softmax"), "binary_crossentropy"),
        ("on sigmoid outputs", (3, "sigmoid"), "sparse_categorical_crossentropy"),
        ("end in softmax", (3,), "categorical_crossentropy"),
        ("end in sigmoid", (1,), "binary_crossentropy"),
        ("end in sigmoid", (2,), "binary_crossentropy", flatten()),
        ("are used, as in Keras", (1, "sigmoid"), losses.BinaryCrossentropy(from_logits=True)),
        (
            "ends in sigmoid: drop",
            (1, "sigmoid"),
            losses.BinaryCrossentropy(from_logits=True),
            flatten(),
        ),
    ):
        assert expected in told(*given), given
    for given in (
        ((1,), "mse"),
        ((1, "sigmoid"), "mse"),
        ((3, "softmax"), "categorical_crossentropy"),
        ((3, "softmax"), "categorical_crossentropy", flatten()),
        ((1, "sigmoid"), "binary_crossentropy", flatten()),
        ((1, "sigmoid"), "binary_crossentropy", nn.layers.Activation("linear")),
        ((3, "sigmoid"), "mse"),
        ((3, "tanh"), "hinge"),
        ((3,), losses.CategoricalCrossentropy(from_logits=True)),
        ((1,), losses.BinaryCrossentropy(from_logits=True)),
        ((3, "sigmoid"), "binary_crossentropy"),
    ):
        assert told(*given) == "", given


def check_storage(module):
    """Models saved and read by the real functions, over the storage under test."""
    models = upon(module, f"{NN}.model", f"{NN}.models")
    model = small(models.Sequential, nn.layers.Dense(2, "tanh"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        model.save(path)
        assert models.load_model(path).loss is None
        rate = nn.optimizers.SGD(0.5, momentum=0.5)
        model.compile(rate, "mse", metrics=["mae"], weighted_metrics=["accuracy", "mse"])
        model.save(path)
        assert models.load_model(path).optimizer.iterations == 0
        model.train_on_batch(X, Y)
        model.trainable = False
        model.save(path)
        with pytest.warns(UserWarning, match="other weights are trained"):
            again = models.load_model(path)
        assert again.optimizer.iterations == 0
        assert again.get_config() == model.get_config() and not again.trainable
        assert again.get_compile_config() == model.get_compile_config()
        assert [m.name for m in again.weighted_metrics] == ["accuracy", "mse"]
        check_same_weights(again, model)
        plain = models.load_model(path, compile=False)
        assert plain.loss is None
        check_same_weights(plain, model)
        check_the_memory(models, path)
        other = models.clone_model(model)
        model.save_weights(path)
        other.load_weights(path)
        check_same_weights(other, model)
    fresh = models.model_from_json(model.to_json())
    assert fresh.built and (fresh.get_weights()[0] != model.get_weights()[0]).any()
    unbuilt = models.clone_model(models.Sequential([nn.layers.Dense(2)], name="mine"))
    assert not unbuilt.built and unbuilt.name == "mine"
    assert unbuilt.get_compile_config() is None
    for call in (unbuilt.save, unbuilt.save_weights, unbuilt.load_weights):
        with pytest.raises(ValueError, match="no weights yet"):
            call(path)


def check_the_memory(models, path):
    model = small(models.Sequential, nn.layers.Dense(2, "tanh"))
    model.compile(nn.optimizers.SGD(0.5, momentum=0.5), "mse")
    model.train_on_batch(X, Y)
    model.save(path)
    again = models.load_model(path)
    assert again.optimizer.iterations == 1
    np.testing.assert_array_equal(again.optimizer.v, model.optimizer.v)


def check_same_weights(one, other):
    for a, b in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


def check_saving(module):
    arrays = {"weight_1": np.array([2.0]), "weight_0": np.array([1.0])}
    assert list(module.numbered([3, 4])) == ["weight_0", "weight_1"]
    assert [a.item() for a in module.in_order(arrays | {"other": 5})] == [1, 2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.npz"
        module.write(path, True, "weights", {"k": [1]}, arrays)
        found = module.read(str(path), "weights", lambda config, stored: (config, stored))
        assert found == ({"k": [1]}, arrays)
        for call, sentence in (
            (lambda: module.write(path, False, "weights", {}, {}), "exists already"),
            (lambda: module.write(folder, True, "weights", {}, {}), "is a folder"),
            (lambda: module.write(path / "b" / "c", True, "weights", {}, {}), "no folder"),
            (
                lambda: module.write(Path(folder) / "a.keras", True, "model", {}, {}),
                r"name the file a\.npz",
            ),
            (lambda: module.write(3, True, "model", {}, {}), "name of a file"),
            (lambda: module.read(path, "model", lambda *_: 1), "not a model saved"),
            (lambda: module.read(path, "weights", lambda *_: {}["k"]), "or it is damaged"),
            (lambda: module.read(Path(folder) / "c", "model", lambda *_: 1), "There is no file"),
        ):
            with pytest.raises(ValueError, match=sentence):
                call()
        path.write_text("no archive")
        with pytest.raises(ValueError, match="not a weights saved"):
            module.read(path, "weights", lambda *_: 1)
        other = Path(folder) / "b.h5"
        other.write_text("")
        with pytest.raises(ValueError, match=r"name the file b\.npz"):
            module.read(other, "model", lambda *_: 1)


def check_serialize(module):
    schedule = nn.optimizers.schedules.ExponentialDecay(0.5, 2, 0.25)
    for thing, kind in (
        (nn.layers.Dense(2, "relu", name="d"), "layers"),
        (nn.losses.Huber(0.5), "losses"),
        (schedule, "optimizers.schedules"),
        (nn.optimizers.SGD(schedule), "optimizers"),
    ):
        described = module.spec(thing)
        assert (described["kind"], described["class_name"]) == (kind, type(thing).__name__)
        again = module.rebuild(described)
        assert type(again) is type(thing) and again.get_config() == thing.get_config()
    assert module.spec(None) is None
    for own in (type("Own", (nn.layers.Layer,), {})(), nn.activations.get(lambda z: z)):
        with pytest.raises(ValueError, match="your own function"):
            module.spec(own)
    for value in (3, "relu", {"class_name": "Dense"}, {"config": {}}):
        assert module.rebuild(value) is value
    keras = {"module": "keras.losses", "class_name": "Huber", "config": {"delta": 0.5}}
    assert module.rebuild(keras).delta == module.rebuild(keras, "metrics").delta == 0.5
    assert module.rebuild({"class_name": "huber"}, "losses").delta == 1
    assert module.rebuild({"class_name": "Huber", "config": None}, "losses").delta == 1
    policy = {"class_name": "DTypePolicy", "config": {"name": "float64"}}
    assert module.rebuild(policy | {"module": "keras"}) == "float64"
    for wrong, kind, sentence in (
        ({"config": {}}, "losses", "needs a name and arguments"),
        ({"class_name": "Hubert", "config": {}}, "losses", "Did you mean 'Huber'"),
        ({"class_name": "Huber", "config": {}}, None, "does not say where"),
        ({"class_name": "A", "config": {}, "module": "os"}, "losses", "Unknown module"),
        ({"class_name": "Huber", "config": 3}, "losses", "from_config takes"),
    ):
        with pytest.raises(ValueError, match=sentence):
            module.rebuild(wrong, kind)
    nested = {"learning_rate": module.spec(schedule)}
    assert module.from_config(nn.optimizers.SGD, nested).schedule.decay_rate == 0.25
    huber = nn.losses.Huber
    assert module.instance({"class_name": "Huber"}, "losses", huber).delta == 1
    assert module.instance(huber, "losses", huber).delta == 1
    for other in (huber(2), nn.losses.MeanSquaredError, "huber", None):
        assert module.instance(other, "losses", huber) is other

    class Own(module.Described):
        def __init__(self, a=1):
            self.a = a

        def get_config(self):
            return {"a": self.a, "name": "b"}

    assert repr(Own(2)) == "Own(a=2)" and module.Described().get_config() == {}
    assert module.Described.from_config({}).get_config() == {}


def check_refusal(module):
    known = {"a": ((1, (2, 2)), "write b"), "c": ((), "leave it out"), "w": ((), "no arrays")}
    for harmless in ({"a": 1}, {"a": None}, {"a": [2, 2]}, {"c": None}, {}):
        module.refuse_from("Thing", harmless, known, ["b"])
    for wrong, sentence in (
        ({"a": 3}, "Thing knows only a=1, got 3: write b."),
        ({"c": 3}, "Thing knows no c, got 3: leave it out."),
        ({"w": np.ones((2, 3))}, r"got an array of shape \(2, 3\): no arrays."),
        ({"a": np.ones(1)}, r"got an array of shape \(1,\)"),
        ({"bb": 3}, "Thing has no argument 'bb'. Did you mean 'b'?"),
    ):
        with pytest.raises(ValueError, match=sentence):
            module.refuse_from("Thing", wrong, known, ["b"])

    class Child(nn.layers.Dense):
        def __init__(self, own, *arguments, **others):
            pass

    for wrong, hint in (("unit", "units"), ("owns", "own"), ("trainabel", "trainable")):
        with pytest.raises(ValueError, match=f"Child has no argument '{wrong}'.*'{hint}'"):
            module.refuse(Child(1), {wrong: 1}, known)
    with pytest.raises(ValueError) as caught:
        module.refuse(Child(1), {"argument": 1}, {})
    assert "'arguments'" not in str(caught.value)


def check_arguments(module):
    module.refuse("fit", {"workers": 1, "steps_per_epoch": None}, ["epochs"])
    for wrong, sentence in (
        ({"workers": 2}, "fit knows only workers=1"),
        ({"nb_epoch": 2}, "write epochs"),
        ({"epoch": 2}, "Did you mean 'epochs'"),
        ({"custom_objects": {"f": abs}}, "compile again"),
    ):
        with pytest.raises(ValueError, match=sentence):
            module.refuse("fit", wrong, ["epochs"])
    module.refuse("load_weights", {"skip_mismatch": False, "custom_objects": {}}, [])


def check_models(module):
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(2)], name="mine")
    for copy in (module.clone_model(model), module.model_from_json(model.to_json())):
        assert copy.name == "mine" and (copy.get_weights()[0] != model.get_weights()[0]).any()
    for wrong in ("{", 3):
        with pytest.raises(ValueError, match="text that to_json returned"):
            module.model_from_json(wrong)
    with pytest.raises(ValueError, match="lists of layers"):
        module.Model(inputs=1)
    with pytest.raises(ValueError, match="none to subclass"):
        type("Own", (module.Model,), {})
    model.compile("sgd", "mse")
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder) / "m.npz")
        for compiled in (True, False):
            again = module.load_model(Path(folder) / "m.npz", compile=compiled)
            assert (again.loss is not None) == compiled
        with pytest.raises(ValueError, match="compile again"):
            module.load_model(Path(folder) / "m.npz", {"f": abs})
        with pytest.raises(ValueError, match="compile must be"):
            module.load_model(Path(folder) / "m.npz", compile="no")


def check_derivatives(module):
    x = np.array([[1.0, 2.0], [3.0, 0.5]])
    kept = x.copy()
    for method, digits in ((module.complex_step, 1e-15), (module.numerical_gradient, 1e-8)):
        for at in (x, np.array([[1, 2], [3, 4]])):
            found = method(lambda v: v.prod(), at)
            np.testing.assert_allclose(found, at.prod() / at, rtol=digits)
        assert found.dtype == float and (x == kept).all()
    assert module.relative_error([1.0, 4.0], [1.0, 5.0]) == 0.2
    assert module.relative_error([5.0], [-5.0]) == 2
    assert module.relative_error([1e-12], [0.0]) == pytest.approx(1e-6)
    assert module.relative_error([], []) == 0
    assert module.relative_error([np.nan], [1.0]) == np.inf


def check_gradcheck(module):
    """It is content with right gradients, sees wrong ones, and leaves everything as it was."""

    class Wrong(nn.layers.Dense):
        def backward(self, dy, need_dx=True):
            dx = super().backward(dy, need_dx)
            self.grads[self.wrong][...] *= 1.5
            return dx

    x, y = np.arange(6.0).reshape(2, 3) / 8, np.array([[0.0], [1.0]])
    layer = nn.layers.Dense(2, "tanh", dtype="float32")
    good = module.check_layer(layer, x)
    assert good.max_error < 1e-12 and list(good.errors) == ["x", "kernel", "bias"]
    arrays = dict(layer.params)
    module.check_layer(layer, x)
    assert all(layer.params[name] is array for name, array in arrays.items())
    assert layer.params["kernel"].dtype == np.float32
    for name in ("kernel", "bias"):
        bad = Wrong(2)
        bad.wrong = name
        report = module.check_layer(bad, x)
        wrong = {key for key, error in report.errors.items() if error > 0.1}
        assert wrong == {name} and report.max_error == max(report.errors.values())
        assert f"{report.errors[name]:.1e}" in str(report) and "max_error=" in repr(report)
    model = nn.Sequential([nn.Input((3,)), nn.layers.Dense(2, kernel_regularizer="l2", name="a")])
    model.add(nn.layers.Dense(1, "sigmoid", name="b"))
    model.compile("sgd", "binary_crossentropy")
    theta = model.theta
    report = module.check_model(model, x, y)
    assert report.max_error < 1e-12 and model.theta is theta and theta.dtype == np.float32
    assert set(report.errors) == {"a/kernel", "a/bias", "b/kernel", "b/bias"}
    assert module.check_model(model, x, y, nn.losses.get("mse")).max_error < 1e-12
    wrong = type("Wrong", (nn.losses.MeanSquaredError,), {"slope": lambda self, y, p: p - y})()
    assert module.check_model(model, x, y, wrong).max_error > 0.1
    model.layers[0].trainable = False
    model.compile("sgd", "mse")
    model.train_on_batch(x, y)
    assert set(module.check_model(model, x, y).errors) == {"b/kernel", "b/bias"}
    assert module.GradientReport({}).max_error == 0
    looked_at = [watched_entries(module, seed) for seed in range(4)]
    assert all(len(entries) == 2 for entries in looked_at) and len(set(map(str, looked_at))) > 1


def watched_entries(module, seed):
    """Which entries of a kernel ``check_layer`` steps along when it may look at two."""
    seen = []

    class Watched(nn.layers.Dense):
        def forward(self, x, training=False):
            seen.extend(np.flatnonzero(self.params["kernel"].imag))
            return super().forward(x, training)

    module.check_layer(Watched(9), np.ones((1, 3)), seed, entries=2)
    return sorted(int(k) for k in seen)


def check_absent(module):
    assert module.sentence(f"{NN}.layers", "_Dense") == "coursekit.nn.layers has no '_Dense'."
    assert module.sentence(f"{NN}.layers", "Conv3D").startswith(
        "coursekit.nn.layers has no Conv3D, as Keras has: there are no volumes here"
    )
    assert "NumPy's own functions" in module.sentence(NN, "ops")
    assert module.sentence(f"{NN}.layers", "Dens").endswith("'Dens'. Did you mean 'Dense'?")
    assert module.sentence(f"{NN}.callbacks", "qqqq").endswith("has no 'qqqq'.")
    with pytest.raises(AttributeError, match="has no Lion"):
        module.refuser(f"{NN}.optimizers")("Lion")


CHECKS = {
    "absent": check_absent,
    "arguments": check_arguments,
    "compiled": check_compiled,
    "derivatives": check_derivatives,
    "doubts": check_doubts,
    "gradcheck": check_gradcheck,
    "inference": check_inference,
    "models": check_models,
    "refusal": check_refusal,
    "saving": check_saving,
    "serialize": check_serialize,
    "storage": check_storage,
}
MISTAKES = {
    "absent": [
        ('name.startswith("_"):', "False:"),
        ("[2:]", "[1:]"),
        ("if instead:", "if False:"),
        ('not known.startswith("_")', "False"),
        ("raise AttributeError(", "raise ValueError("),
    ],
    "arguments": [
        ('"workers": ((1,)', '"workers": ((2,)'),
        ("refuse_from(owner, others, KNOWN, choices)", "refuse_from(owner, others, KNOWN, [])"),
        ('"skip_mismatch": ((False,)', '"skip_mismatch": (()'),
        ('"custom_objects": (({},)', '"custom_objects": (({"f": abs},)'),
    ],
    "compiled": [
        ("if loss is None:", "if False:"),
        ("isinstance(chosen, (list, tuple, NoneType))", "True"),
        ('{"loss_weights": loss_weights, **others}', '{"loss_weights": loss_weights}'),
        ("metric.direction for", "metric.name for"),
        ("unique_names(self.metrics, self.weighted_metrics)", "unique_names(every)"),
        ("if self.loss is None:", "if False:"),
        ("or not self.layers:", ":"),
        ("not self._ready and self._freeze()", "self._freeze()"),
        ("not self._ready and self._freeze()", "False"),
        ("newly_frozen or not", "newly_frozen and not"),
        ("newly_frozen or not self.owns_weights()", "newly_frozen"),
        ("        self._claim_optimizer()\n", ""),
        ("if not optimizer.built:", "if True:"),
        ("slice(e - v.size, e)", "slice(0, e)"),
        ("elif identity is not self._identity:", "elif False:"),
        ("elif known != layout:", "elif False:"),
        ("if layer not in self._frozen]", "]"),
        ("        self._ready = False\n\n    @property", "\n    @property"),
    ],
    "derivatives": [
        ("np.array(x, dtype=complex)", "np.array(x, dtype=complex).real"),
        ("np.imag(f()) / h", "np.imag(f())"),
        ("    array.flat[i] = kept\n    return slope", "    return slope"),
        ("(2 * h)", "h"),
        ("        x.flat[i] = kept\n        return", "        return"),
        ("x = np.array(x, dtype=float)", "x = np.asarray(x)"),
        ("SMALLEST_SCALE = 1e-6", "SMALLEST_SCALE = 1e-9"),
        ("max(np.abs(a).max(), np.abs(b).max(), SMALLEST_SCALE)", "np.abs(a).max() or 1e-6"),
        ("error if np.isfinite(error) else np.inf", "error"),
        ("if a.size == 0:", "if False:"),
        (".reshape(x.shape)", ""),
    ],
    "doubts": [
        ("if units != 1:", "if False:"),
        ('if output == "softmax":', "if False:"),
        ("reversed(model.layers)", "model.layers[-1:]"),
        ("reversed(model.layers)", "model.layers"),
        ("if activation is not None", ""),
        (" if not layer.passes_on()", ""),
        ("if output == loss.partner:", "if False:"),
        ('getattr(loss, "from_logits", False)', "False"),
        ("if on_sums else", "if True else"),
        ("if on_sums else", "if False else"),
        ('if output == "softmax" and units > 1:', 'if output == "softmax" and units > 9:'),
        ("MeanSquaredError, MeanAbsoluteError, Huber)):", "MeanSquaredError, MeanAbsoluteError)):"),
        ("        if isinstance(loss, BinaryCrossentropy):\n", "        if False:\n"),
        ('output == "sigmoid" and units > 1 and', "False and"),
        ('output == "sigmoid" and units > 1 and isinstance(loss, CategoricalCrossentropy)',
         'output == "sigmoid" and units > 1'),
        ('output == "linear" and units > 1 and', "False and"),
        ('output == "linear" and isinstance(loss, BinaryCrossentropy)', "False"),
    ],
    "gradcheck": [
        ("layer.bind(params, grads)", "pass"),
        ("model.use_vectors(theta, gradient)", "pass"),
        ("+ model.penalty()", ""),
        ("loss or model.loss", "model.loss or loss"),
        ("if layer not in model._frozen", ""),
        ("[:entries]", ""),
        ("rng.permutation(array.size)", "np.arange(array.size)"),
        ("max(errors.values(), default=0.0)", "0.0"),
        ("max(errors.values(), default=0.0)", "max(errors.values())"),
        ("{\"x\": layer.backward(dy), **", "{\"x\": layer.backward(2 * dy), **"),
        ("_cast(grads, float)", "grads"),
    ],
    "inference": [
        ("        self._must_be_compiled()\n", ""),
        ("check_sample_weight(sample_weight, y)", "None"),
        ("len(x), sample_weight=sample_weight, return_dict=return_dict", "len(x)"),
        ("sample_weight=sample_weight, return_dict=return_dict", "sample_weight=sample_weight"),
        ("sample_weight=sample_weight, return_dict=return_dict", "return_dict=return_dict"),
        ("training=training)\n", "training=False)\n"),
        ("training=training)\n", "training=True)\n"),
        (".view(Output)", ""),
        ("        refuse_symbols(x)\n", ""),
        ('if name != "loss"', ""),
        ("if others else loss", ""),
        ("if return_dict:", "if False:"),
        ("-(-len(x) // batch_size)", "len(x) // batch_size"),
        ('refuse("predict", {"steps": steps, **others}', 'refuse("predict", others'),
        ('refuse("evaluate", {"steps": steps, **others}', 'refuse("evaluate", others'),
        ("batch_size, chain)\n        return report", "1, chain)\n        return report"),
    ],
    "models": [
        ("model.take_back(config, arrays, compile)", "model.take_back(config, arrays)"),
        ("(TypeError, ValueError)", "ValueError"),
        ("(TypeError, ValueError)", "TypeError"),
        ("    def __init_subclass__(cls, **others):\n        refuse_models()", ""),
        ("    def __init__(self, *arguments, **others):\n        refuse_models()", ""),
        ('compile = flag(compile, "compile")', "pass"),
        ('{"custom_objects": custom_objects, **others}', "others"),
        ("Sequential.from_config(model.get_config())", "model"),
    ],
    "refusal": [
        ("if name not in known:", "if False:"),
        ("tuple(value) if isinstance(value, list) else value", "value"),
        ("value is None or any", "any"),
        ("harmless[0]!r", "harmless!r"),
        ("not hasattr(value, \"shape\") and value == harmless", "value == harmless"),
        ("for c in cls.__mro__ if", "for c in cls.__mro__[:1] if"),
        (', "arguments"}', "}"),
        ("did_you_mean(name, choices)", "did_you_mean(name, [])"),
    ],
    "saving": [
        ("if path.exists() and not overwrite:", "if False:"),
        ("path.exists() and not overwrite", "path.exists()"),
        ("if path.is_dir():", "if False:"),
        ("if not path.parent.is_dir():", "if False:"),
        ("if not path.exists():", "if False:"),
        ('str(file["format"]) != _format(kind)', "False"),
        ('if name not in ("format", "config")', ""),
        ("if path.suffix in ENDINGS_OF_KERAS:\n        raise", "if False:\n        raise"),
        ("if path.suffix in ENDINGS_OF_KERAS:\n        _place", "if False:\n        _place"),
        ("not isinstance(filepath, (str, os.PathLike))", "False"),
        ("except _DAMAGE:", "except OSError:"),
        ("config=json.dumps(config)", 'config="{}"'),
        ('sum(name.startswith("weight_") for name in arrays)', "len(arrays)"),
        ("for i in range(count)", "for i in range(count)[::-1]"),
    ],
    "serialize": [
        ('package[:2] != ["coursekit", "nn"] or', ""),
        ('or type(thing).__name__ == "FromFunction"', ""),
        ('package[3:4] == ["schedules"]', "False"),
        ("    if thing is None:\n        return None\n", ""),
        ("kind is None and not", "kind is not None and not"),
        ('isinstance(value.get("class_name"), str)', "True"),
        ('if value["class_name"] == "DTypePolicy":', "if False:"),
        ('value.get("kind") or value.get("module") or kind', 'kind or value.get("kind")'),
        ('value.get("kind") or value.get("module") or kind', 'value.get("kind") or kind'),
        ('or value.get("module") or kind', 'or value.get("module")'),
        ('{} if value.get("config") is None else value["config"]', 'value["config"]'),
        ("if kind is None:\n        raise", "if False:\n        raise"),
        ('.removeprefix("keras.")', ""),
        ('name.replace("_", "").lower()', "name"),
        ("known or nearest", "nearest"),
        ("not isinstance(config, dict)", "False"),
        ("rebuild(item) for name, item in config", "item for name, item in config"),
        ("identifier = rebuild(identifier, kind)", "pass"),
        ("issubclass(identifier, base)", "True"),
        ("return identifier()", "return identifier"),
        (' if k != "name"', ""),
        ("{k}={v!r}", "{v!r}"),
        ("return {}", 'return {"a": 1}'),
    ],
    "storage": [
        ('"trainable": self.trainable,', '"trainable": True,'),
        ('"name": self.name,', '"name": None,'),
        ('model._trainable = config.get("trainable", True)', "pass"),
        ("model.build(config[\"build_input_shape\"])", "pass"),
        ("    if self.loss is None:\n            return None\n", "    pass\n"),
        ("for metric in self.weighted_metrics]", "for metric in self.metrics]"),
        ("self.compile(**config)", "self.compile(config[\"optimizer\"], config[\"loss\"])"),
        ("self.set_weights(saving.in_order(arrays))", "pass"),
        ('config["compile"] is None or', ""),
        (" or not compile", ""),
        ("        self.compile_from_config(config[\"compile\"])\n", ""),
        ("        if not state:\n            return\n", ""),
        ("self.optimizer.set_state(state)", "pass"),
        ("if fits:", "if True:"),
        ("if fits:", "if False:"),
        ("        if self.optimizer is not None:\n", "        if False:\n"),
        ("if k.startswith(start)", ""),
        ("        self._must_be_built()\n", ""),
    ],
}  # fmt: skip
MUTANTS = [
    Mutant(f"{NN}.{module}", old, new) for module, pairs in MISTAKES.items() for old, new in pairs
]


@pytest.mark.parametrize("module", CHECKS)
def test_unmutated_code_passes(module):
    CHECKS[module](load(f"{NN}.{module}"))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
@pytest.mark.filterwarnings("ignore")
def test_mutant_is_caught(mutant):
    assert_caught(mutant, CHECKS[mutant.module.removeprefix(f"{NN}.")])
