"""What fit and evaluate report and change under Keras' options, beside Keras itself."""

import warnings

import keras
import numpy as np
import pytest

from coursekit import nn
from tests.parity.keras_models import CLOSE, dense, float64, pair, same  # noqa: F401

RNG = np.random.default_rng(5)
X = RNG.standard_normal((23, 3))
Y = RNG.integers(0, 2, 23).astype(float)
CLASSES = RNG.integers(0, 3, 23)
WEIGHTS = RNG.uniform(0, 3, 23)
pytestmark = pytest.mark.usefixtures("float64")


@pytest.mark.parametrize("frozen", [(0,), (1,), (2,), (0, 2), "model"])
def test_frozen_weights_stay_and_the_others_learn_as_in_keras(frozen):
    models = pair(dense(4, "tanh"), dense(3, "tanh"), dense(1, "sigmoid"))
    kept = models[0].get_weights()

    def call(model, engine):
        for k in frozen if frozen != "model" else ():
            model.layers[k].trainable = False
        if frozen == "model":
            model.trainable = False
        model.compile(engine.optimizers.SGD(0.25, momentum=0.5), "binary_crossentropy")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Keras warns of nothing to train
            return model.fit(X, Y, batch_size=8, epochs=3, shuffle=False, verbose=0).history

    same(*models, call)
    moved = [not np.array_equal(a, b) for a, b in zip(kept, models[0].get_weights(), strict=True)]
    still = (0, 1, 2) if frozen == "model" else frozen
    assert moved == [k not in still for k in (0, 0, 1, 1, 2, 2)]
    for ours, theirs in zip(models[0].layers, models[1].layers, strict=True):
        assert len(ours.trainable_weights) == len(theirs.trainable_weights)
    assert len(models[0].non_trainable_weights) == len(models[1].non_trainable_weights)


def test_freezing_counts_from_the_next_compile():
    def call(model, engine):
        model.compile("sgd", "binary_crossentropy")
        model.fit(X, Y, batch_size=23, shuffle=False, verbose=0)
        model.layers[0].trainable = False
        history = model.fit(X, Y, batch_size=23, epochs=2, shuffle=False, verbose=0).history
        model.compile("sgd", "binary_crossentropy")
        more = model.fit(X, Y, batch_size=23, epochs=2, shuffle=False, verbose=0).history
        return history | {f"then {name}": value for name, value in more.items()}

    same(*pair(dense(4, "tanh"), dense(1, "sigmoid")), call)


WEIGHTED = {
    "samples": dict(sample_weight=WEIGHTS),
    "samples with a split": dict(sample_weight=WEIGHTS, validation_split=0.3),
    "weighted validation": dict(
        sample_weight=WEIGHTS, validation_data=(X[:7], Y[:7, None], WEIGHTS[:7])
    ),
    "classes": dict(class_weight={0: 0.5, 1: 4.0}, validation_split=0.3),
    "one class": dict(class_weight={1: 3.0}),
}


@pytest.mark.parametrize("name", WEIGHTED)
@pytest.mark.parametrize("loss", ["binary_crossentropy", "mse"])
def test_weights_of_samples_and_classes(name, loss):
    def call(model, engine):
        sgd = engine.optimizers.SGD(0.25, momentum=0.5)
        model.compile(sgd, loss, metrics=["mae"], weighted_metrics=["accuracy", "AUC"])
        options = dict(batch_size=8, epochs=3, shuffle=False, verbose=0)
        history = model.fit(X, Y[:, None], **options, **WEIGHTED[name]).history
        found = model.evaluate(X, Y[:, None], sample_weight=WEIGHTS, verbose=0, return_dict=True)
        return history | {f"evaluated {key}": value for key, value in found.items()}

    same(*pair(dense(4, "tanh"), dense(1, "sigmoid")), call)


def test_class_weights_of_more_classes():
    def call(model, engine):
        model.compile(engine.optimizers.SGD(0.5), "sparse_categorical_crossentropy")
        options = dict(batch_size=8, epochs=3, shuffle=False, verbose=0)
        return model.fit(X, CLASSES, class_weight={0: 2, 2: 0.25}, **options).history

    same(*pair(dense(3, "softmax")), call)


@pytest.mark.parametrize("kind", ["SquaredSequence", "sequence of classes"])
def test_weights_of_the_steps_of_a_sequence(kind):
    x, w = X[:20].reshape(4, 5, 3), WEIGHTS[:20].reshape(4, 5)
    y = x.sum(axis=2, keepdims=True) if kind == "SquaredSequence" else CLASSES[:20].reshape(4, 5)
    last = dense(1) if kind == "SquaredSequence" else dense(3, "softmax")
    loss = "mse" if kind == "SquaredSequence" else "sparse_categorical_crossentropy"

    def call(model, engine):
        model.compile(engine.optimizers.SGD(0.25), loss)
        options = dict(batch_size=2, epochs=2, shuffle=False, verbose=0)
        return model.fit(x, y, sample_weight=w, **options).history

    same(*pair(last, shape=(5, 3)), call)


def test_the_same_optimizer_goes_on_after_compile_and_a_named_one_starts_anew():
    steps = []

    def call(model, engine):
        optimizer = engine.optimizers.SGD(0.25, momentum=0.875)
        options = dict(batch_size=8, epochs=2, shuffle=False, verbose=0)
        model.compile(optimizer, "mse")
        model.fit(X, Y, **options)
        model.compile(optimizer, "mae")
        found = model.fit(X, Y, **options).history
        steps.append(int(optimizer.iterations))
        model.compile("sgd", "mse")
        return found | {"after": model.fit(X, Y, **options).history["loss"]}

    same(*pair(dense(4, "tanh"), dense(1)), call)
    assert steps == [12, 12]


def test_an_optimizer_of_another_model_is_refused_by_both():
    for engine in (nn, keras):
        optimizer = engine.optimizers.Adam()
        for refused in (False, True):
            model = engine.Sequential([engine.Input((3,)), engine.layers.Dense(1)])
            model.compile(optimizer, "mse")
            if refused:
                with pytest.raises(ValueError):
                    model.fit(X, Y, verbose=0)
            else:
                model.fit(X, Y, verbose=0)


def test_metrics_of_one_name_are_both_reported():
    def call(model, engine):
        model.compile("sgd", "mse", metrics=["mae", "mae", "mse"], weighted_metrics=["mae"])
        return model.fit(X, Y, sample_weight=WEIGHTS, verbose=0).history

    same(*pair(dense(1)), call)


def diary(engine, seen, stop=None):
    """A callback of this engine that writes down every call."""

    class Diary(engine.callbacks.Callback):
        pass

    def hook(name):
        def noted(self, *arguments, logs=None):
            given = [a for a in arguments if isinstance(a, int)]
            if arguments and isinstance(arguments[-1], dict):
                logs = arguments[-1]
            seen.append((name, *given, sorted(logs or {})))
            if (name, *given) == stop:
                self.model.stop_training = True

        return noted

    for name in dir(engine.callbacks.Callback):
        if name.startswith("on_"):
            setattr(Diary, name, hook(name))
    return Diary()


@pytest.mark.parametrize(
    "stop", [None, ("on_train_batch_end", 1), ("on_epoch_end", 0), ("on_test_batch_end", 0)]
)
def test_every_hook_is_called_when_keras_calls_it(stop):
    seen = {}
    for engine, model in zip((nn, keras), pair(dense(1, "sigmoid")), strict=True):
        seen[engine] = []
        model.compile("sgd", "mse", metrics=["mae"])
        watch = diary(engine, seen[engine], stop)
        options = dict(batch_size=8, verbose=0, callbacks=[watch])
        model.fit(X, Y, epochs=2, validation_data=(X, Y), **options)
        model.evaluate(X, Y, **options)
        model.predict(X, **options)
    assert seen[nn] == seen[keras]
    names = {call[0] for call in seen[nn]}
    assert len(names) == 14, "all but on_batch_begin and on_batch_end, which the others call"


@pytest.mark.parametrize("engine", [nn, keras], ids=["ours", "Keras"])
def test_the_old_names_of_the_batch_hooks_work(engine):
    seen = []

    class Old(engine.callbacks.Callback):
        def on_batch_begin(self, batch, logs=None):
            seen.append(("begin", batch))

        def on_batch_end(self, batch, logs=None):
            seen.append(("end", batch, sorted(logs)))

    model = engine.Sequential([engine.Input((3,)), engine.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(X, Y, batch_size=12, callbacks=[Old()], verbose=0)
    assert seen == [("begin", 0), ("end", 0, ["loss"]), ("begin", 1), ("end", 1, ["loss"])]


def test_logs_of_batches_agree():
    def call(model, engine):
        found = {}

        def note(batch, logs):
            found.update({f"{batch} {name}": float(value) for name, value in logs.items()})

        watch = engine.callbacks.LambdaCallback(on_train_batch_end=note)
        model.compile("sgd", "binary_crossentropy", metrics=["mae"])
        model.fit(X, Y, batch_size=8, shuffle=False, callbacks=[watch], verbose=0)
        return found

    same(*pair(dense(1, "sigmoid")), call)


def test_directions_of_metrics():
    for name in ("mse", "mae", "accuracy", "AUC", "Precision", "Recall", "F1Score"):
        ours, theirs = nn.metrics.get(name), keras.metrics.get(name)
        theirs = theirs() if isinstance(theirs, type) else theirs
        if hasattr(theirs, "_direction"):
            assert ours.direction == theirs._direction


def test_penalties_are_part_of_the_loss():
    def call(model, engine):
        model.compile(engine.optimizers.SGD(0.25), "mse")
        options = dict(batch_size=8, epochs=3, shuffle=False, verbose=0, validation_data=(X, Y))
        return model.fit(X, Y, **options).history

    engines = {id(nn.layers): nn, id(keras.layers): keras}

    def penalised(units, **which):  # rates that float32, to which Keras rounds them, holds exactly
        def make(layers):
            kinds = engines[id(layers)].regularizers
            chosen = {f"{w}_regularizer": getattr(kinds, kind)(1 / 64) for w, kind in which.items()}
            return layers.Dense(units, **chosen)

        return make

    same(*pair(penalised(4, kernel="L2"), penalised(1, kernel="L1", bias="L2")), call)


def test_batch_normalization_learns_by_gradient_and_by_averages():
    def call(model, engine):
        model.compile(engine.optimizers.SGD(0.25), "mse")
        options = dict(batch_size=8, epochs=3, shuffle=False, verbose=0, validation_data=(X, Y))
        return model.fit(X, Y, **options).history

    for trainable in (True, False):
        models = pair(
            dense(4, "tanh"),
            lambda layers: layers.BatchNormalization(epsilon=2**-10),
            dense(1),
        )
        for model in models:
            model.layers[1].trainable = trainable  # noqa: B023
        same(*models, call)
