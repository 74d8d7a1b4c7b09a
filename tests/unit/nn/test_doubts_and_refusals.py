"""Contradictory models warn in one sentence; arguments we do not have are refused by name."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest

from coursekit import nn

X = np.random.default_rng(0).standard_normal((8, 3))
BINARY, CLASSES = np.arange(8) % 2, np.arange(8) % 3
LOSSES = nn.losses


def fitted(units, activation, loss, y, **options):
    model = nn.Sequential([nn.Input((3,)), nn.layers.Dense(units, activation)])
    model.compile("sgd", loss, **options)
    model.fit(X, y, verbose=0)
    return model


@pytest.mark.parametrize(
    ("units", "activation", "loss", "y", "sentence"),
    [
        (1, "softmax", "binary_crossentropy", BINARY, "softmax over one unit is 1"),
        (1, "sigmoid", "sparse_categorical_crossentropy", 0 * BINARY, "of one output is always 0"),
        (1, None, "categorical_crossentropy", np.ones((8, 1)), "of one output is always 0"),
        (3, "softmax", "mse", np.eye(3)[CLASSES], "MeanSquaredError on softmax outputs"),
        (3, "softmax", "mae", np.eye(3)[CLASSES], "MeanAbsoluteError on softmax outputs"),
        (3, "softmax", "binary_crossentropy", np.eye(3)[CLASSES], "on softmax outputs"),
        (3, "sigmoid", "categorical_crossentropy", np.eye(3)[CLASSES], "on sigmoid outputs"),
        (3, None, "sparse_categorical_crossentropy", CLASSES, "ends without an activation"),
        (1, None, "binary_crossentropy", BINARY, "ends without an activation"),
        (1, "sigmoid", LOSSES.BinaryCrossentropy(from_logits=True), BINARY, "model ends in sig"),
        (3, "softmax", LOSSES.SparseCategoricalCrossentropy(True), CLASSES, "model ends in soft"),
    ],
)
def test_a_contradictory_model_warns_once(units, activation, loss, y, sentence):
    with pytest.warns(UserWarning, match=sentence) as caught:
        fitted(units, activation, loss, y)
    told = [w for w in caught if w.category is UserWarning]
    assert len(told) == 1 and "\n" not in str(told[0].message)
    assert told[0].filename == __file__, "the warning points at the line that calls fit"


@pytest.mark.parametrize(
    ("units", "activation", "loss", "y"),
    [
        (1, "sigmoid", "binary_crossentropy", BINARY),
        (1, None, LOSSES.BinaryCrossentropy(from_logits=True), BINARY),
        (3, "softmax", "sparse_categorical_crossentropy", CLASSES),
        (3, None, LOSSES.SparseCategoricalCrossentropy(from_logits=True), CLASSES),
        (3, "sigmoid", "binary_crossentropy", np.eye(3)[CLASSES]),
        (1, None, "mse", BINARY),
        (1, "sigmoid", "mse", BINARY),
        (1, "tanh", "hinge", BINARY),
    ],
)
def test_usual_models_do_not_warn(units, activation, loss, y):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fitted(units, activation, loss, y)


MODEL = fitted(1, "sigmoid", "binary_crossentropy", BINARY)
REFUSED = [
    (lambda: MODEL.fit(X, BINARY, nb_epoch=3), "write epochs"),
    (lambda: MODEL.fit(X, BINARY, epoch=3), "Did you mean 'epochs'"),
    (lambda: MODEL.fit(X, BINARY, steps_per_epoch=3), "fit knows no steps_per_epoch"),
    (lambda: MODEL.evaluate(X, BINARY, steps=3), "evaluate knows no steps"),
    (lambda: MODEL.predict(X, steps=3), "predict knows no steps"),
    (lambda: MODEL.compile("sgd", "mse", jit_compile=True), "nothing is compiled here"),
    (lambda: MODEL.compile("sgd", "mse", loss_weights=[1]), "compile knows no loss_weights"),
    (lambda: MODEL.compile("sgd", "mse", optimiser="adam"), "Did you mean 'optimizer'"),
    (lambda: MODEL.fit(X, BINARY, class_weight=[1, 2]), "class_weight must be a dict"),
    (lambda: MODEL.fit(X, BINARY, class_weight={3: 1}), "none of the classes"),
    (lambda: MODEL.fit(X, BINARY, sample_weight=[1, 2]), "one number for each sample"),
    (lambda: MODEL.fit(X, BINARY, sample_weight=BINARY, class_weight={0: 1}), "not both"),
    (lambda: MODEL.save("model.keras"), r"name the file model\.npz"),
    (lambda: MODEL.save("model.h5"), r"name the file model\.npz"),
    (lambda: MODEL.save_weights("model.weights.h5"), r"name the file model\.weights\.npz"),
    (lambda: MODEL.save("model.npz", save_format="tf"), "files end in .npz"),
    (lambda: nn.models.load_model("a.npz", custom_objects={"f": abs}), "compile again"),
    (lambda: nn.Model(inputs=1, outputs=2), "Models are lists of layers here"),
    (lambda: type("Own", (nn.Model,), {}), "none to subclass"),
    (lambda: MODEL.fit(iter([X]), BINARY), "no data pipelines here"),
    (lambda: nn.models.model_from_json("{"), "the text that to_json returned"),
]


@pytest.mark.parametrize(("call", "sentence"), REFUSED)
def test_what_we_do_not_have_is_named(call, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_arguments_that_change_nothing_are_taken():
    MODEL.compile("sgd", "mse", run_eagerly=True, jit_compile="auto", steps_per_execution=1)
    MODEL.fit(X, BINARY, steps_per_epoch=None, workers=1, verbose=0)


@pytest.mark.parametrize(
    "sample",
    [X[0], X[0].tolist(), pd.DataFrame(X).iloc[0], tuple(X[0])],
    ids=lambda s: str(type(s)),
)
def test_a_single_sample_is_named_and_the_advice_works(sample):
    with pytest.raises(ValueError, match=r"single sample.*np\.array\(\[sample\]\)"):
        MODEL.predict(sample)
    assert MODEL.predict(np.array([sample])).shape == (1, 1)
    assert MODEL.predict(pd.DataFrame(X).iloc[:1]).shape == (1, 1)


def test_one_row_of_a_mixed_table_is_named():
    frame = pd.DataFrame({"a": [1.0], "b": [2], "c": ["no"]})
    with pytest.raises(ValueError, match="one row of a table whose columns differ in type"):
        MODEL.predict(frame.iloc[0])


def test_a_forgotten_flatten_is_named():
    model = nn.Sequential([nn.Input((4, 4, 1)), nn.layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=re.escape("put Flatten()")):
        model.fit(np.ones((8, 4, 4, 1)), CLASSES, verbose=0)


def test_own_losses_and_metrics_train_and_cannot_be_saved(tmp_path):
    def away(y_true, y_pred):
        return np.abs(y_true - y_pred).mean(axis=-1)

    known, own = (nn.Sequential([nn.Input((3,)), nn.layers.Dense(1, "tanh")]) for _ in range(2))
    own.set_weights(known.get_weights())
    known.compile("sgd", "mae", metrics=["mae"])
    own.compile("sgd", away, metrics=[away])
    histories = [
        m.fit(X, BINARY, 3, epochs=3, shuffle=False, verbose=0).history for m in (known, own)
    ]
    assert list(histories[1]) == ["away", "loss"]
    assert histories[1]["loss"] == pytest.approx(histories[0]["loss"], rel=1e-5)
    assert own.predict(X) == pytest.approx(known.predict(X), rel=1e-4)
    with pytest.raises(ValueError, match="your own function"):
        own.save(tmp_path / "a.npz")
    with pytest.raises(ValueError, match="cannot know whether 'loss2'"):
        stop = nn.callbacks.EarlyStopping("away")
        stop.monitor = "loss2"
        stop.model = own
        stop.larger_is_better()

    class Keraslike(nn.losses.Loss):
        def call(self, y_true, y_pred):
            return away(y_true, y_pred)

    own.compile("sgd", Keraslike())
    assert own.evaluate(X, BINARY) == pytest.approx(np.abs(own.predict(X)[:, 0] - BINARY).mean())


def test_an_optimizer_goes_on_after_saving(tmp_path):
    model = nn.Sequential([nn.Input((3,)), nn.layers.Dense(4), nn.layers.Dense(1)])
    model.layers[0].trainable = False
    for optimizer in ("adam", "nadam", nn.optimizers.SGD(0.1, momentum=0.5)):
        model.compile(optimizer, "mse")
        model.fit(X, BINARY, epochs=3, verbose=0)
        model.save(tmp_path / "m.npz")
        again = nn.models.load_model(tmp_path / "m.npz")
        for one in (model, again):
            one.fit(X, BINARY, epochs=2, shuffle=False, verbose=0)
        assert np.array_equal(model.theta, again.theta)
        assert again.optimizer.iterations == 5
    plain = nn.models.load_model(tmp_path / "m.npz", compile=False)
    assert plain.loss is None and plain.predict(X).shape == (8, 1)


def test_weights_and_settings_travel_alone(tmp_path):
    model = nn.Sequential([nn.Input((3,)), nn.layers.Dense(4, "relu"), nn.layers.Dense(1)])
    model.save_weights(tmp_path / "w.npz")
    for copy in (
        nn.Sequential.from_config(model.get_config()),
        nn.models.model_from_json(model.to_json()),
        nn.models.clone_model(model),
    ):
        assert not np.array_equal(copy.theta, model.theta)
        copy.load_weights(tmp_path / "w.npz")
        assert np.array_equal(copy.predict(X), model.predict(X))
    with pytest.raises(ValueError, match="weight arrays"):
        nn.Sequential([nn.Input((3,)), nn.layers.Dense(1)]).load_weights(tmp_path / "w.npz")
    with pytest.raises(ValueError, match="is not a model saved by coursekit"):
        nn.models.load_model(tmp_path / "w.npz")


def test_calling_a_model_gives_an_array_with_numpy():
    outputs = MODEL(X)
    plain = outputs.numpy()
    assert type(plain) is np.ndarray and np.array_equal(plain, MODEL.predict(X))
    assert repr(outputs) == repr(plain)
    assert [w.shape for w in MODEL.weights] == [(3, 1), (1,)]
