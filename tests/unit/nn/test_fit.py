"""fit, evaluate and predict: what is computed, what is refused, what remains after a stop."""

import os
import signal
import threading
import time
import warnings

import numpy as np
import pandas as pd
import pytest

from coursekit import nn
from coursekit.nn import data as nn_data


def make_model(dtype="float64", optimizer=None, loss="mse", metrics=None, seed=1):
    layers = nn.layers
    model = nn.Sequential(
        [
            nn.Input((3,)),
            layers.Dense(4, "tanh", kernel_initializer=glorot(seed), dtype=dtype),
            layers.Dense(1, "sigmoid", kernel_initializer=glorot(seed + 1), dtype=dtype),
        ]
    )
    model.compile(optimizer or nn.optimizers.SGD(0.1), loss, metrics=metrics)
    return model


def glorot(seed):
    return nn.initializers.GlorotUniform(seed)


def make_data(n=50, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 3))
    return x, (x[:, 0] > x[:, 1]).astype(float)


def line(slope, optimizer):
    """y = w x with w = slope: small enough to train by hand."""
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, use_bias=False, dtype="float64")])
    model.compile(optimizer, "mse")
    model.set_weights([[[slope]]])
    return model


def test_two_steps_by_hand():
    model = line(1.0, nn.optimizers.SGD(0.1))
    history = model.fit([[1.0], [2.0]], [3.0, 2.0], batch_size=1, shuffle=False, verbose=0)
    # (1·1 − 3)² = 4, g = 2(1 − 3)·1 = −4, w = 1.4; (2.8 − 2)² = 0.64, g = 2·0.8·2 = 3.2, w = 1.08
    assert model.get_weights()[0].item() == pytest.approx(1.08, rel=1e-15)
    assert history.history == {"loss": [pytest.approx((4 + 0.64) / 2, rel=1e-15)]}
    assert history.epoch == [0] and model.history is history


def test_loss_of_an_uneven_last_batch_counts_by_its_samples():
    model = line(0.0, nn.optimizers.SGD(1e-300))
    history = model.fit([[1.0]] * 3, [1.0, 1.0, 4.0], batch_size=2, shuffle=False, verbose=0)
    assert history.history["loss"] == [pytest.approx(6.0)]


def test_summed_losses_are_taken_batch_by_batch():
    model = line(0.0, nn.optimizers.SGD(1e-300))
    model.compile(nn.optimizers.SGD(1e-300), nn.losses.SquaredError("sum"))
    history = model.fit([[1.0]] * 4, [1.0, 1.0, 2.0, 2.0], batch_size=2, shuffle=False, verbose=0)
    assert history.history["loss"] == [pytest.approx((2 + 8) / 2)]


@pytest.mark.parametrize("values", [7, 50, 10**6])
def test_size_of_the_blocks_changes_nothing(values, monkeypatch):
    x, y = make_data()
    expected = make_model()
    wanted = expected.fit(x, y, batch_size=4, epochs=2, seed=3, verbose=0).history
    monkeypatch.setattr(nn_data, "VALUES_PER_BLOCK", values)
    model = make_model()
    found = model.fit(x, y, batch_size=4, epochs=2, seed=3, verbose=0).history
    assert np.array_equal(model.theta, expected.theta)
    assert found["loss"] == pytest.approx(wanted["loss"], rel=1e-14)


def test_shuffling_repeats_by_seed_and_reaches_every_row_once():
    x, y = make_data()
    first, second, third = make_model(), make_model(), make_model()
    for model, seed in ((first, 1), (second, 1), (third, 2)):
        model.fit(x, y, batch_size=8, seed=seed, verbose=0)
    assert np.array_equal(first.theta, second.theta)
    assert not np.array_equal(first.theta, third.theta)
    seen = []
    rows = np.arange(20.0)[:, None]
    order = np.random.default_rng(0).permutation(20)
    for part, targets in nn_data.blocks((rows, rows), ("float32", "float32"), order, 6):
        assert part.dtype == np.float32 and np.array_equal(part, targets)
        seen += part[:, 0].tolist()
    assert seen == order.tolist()


def test_validation_split_takes_the_last_rows():
    x, y = make_data(10)
    split, given, plain = make_model(), make_model(), make_model()
    found = split.fit(x, y, epochs=2, validation_split=0.33, seed=0, verbose=0).history
    pair = (x[6:], y[6:])
    wanted = given.fit(x[:6], y[:6], epochs=2, validation_data=pair, seed=0, verbose=0).history
    assert found == wanted and list(found) == ["loss", "val_loss"]
    plain.fit(x[:6], y[:6], epochs=2, seed=0, verbose=0)
    assert np.array_equal(split.theta, plain.theta), "validation must not train"
    assert found["val_loss"][-1] == pytest.approx(split.evaluate(*pair, verbose=0), rel=1e-12)


def test_validation_every_second_epoch():
    x, y = make_data()
    pair = make_data(seed=1)
    history = make_model().fit(x, y, epochs=4, validation_data=pair, validation_freq=2, verbose=0)
    assert len(history.history["loss"]) == 4 and len(history.history["val_loss"]) == 2


def test_evaluate_predict_and_metrics_agree_with_plain_formulas():
    x, y = make_data()
    model = make_model(loss="binary_crossentropy", metrics=["accuracy"])
    p = model.predict(x, verbose=0)
    assert p.shape == (50, 1) and np.allclose(p, model(x), rtol=1e-14)
    loss = -np.mean(y * np.log(p[:, 0]) + (1 - y) * np.log(1 - p[:, 0]))
    accuracy = np.mean((p[:, 0] > 0.5) == y)
    assert model.evaluate(x, y, verbose=0) == pytest.approx([loss, accuracy], rel=1e-12)
    named = model.evaluate(x, y, verbose=0, return_dict=True)
    assert named == pytest.approx({"loss": loss, "accuracy": accuracy}, rel=1e-12)


def test_train_on_batch_is_one_step_of_fit():
    x, y = make_data(8)
    one, other = make_model(), make_model()
    history = one.fit(x, y, batch_size=8, shuffle=False, verbose=0)
    assert other.train_on_batch(x, y) == pytest.approx(history.history["loss"][0], rel=1e-14)
    assert np.array_equal(one.theta, other.theta)


def test_training_twice_goes_on_where_it_was():
    x, y = make_data()
    whole, halves = make_model(optimizer="adam"), make_model(optimizer="adam")
    whole.fit(x, y, epochs=4, shuffle=False, verbose=0)
    halves.fit(x, y, epochs=2, shuffle=False, verbose=0)
    history = halves.fit(x, y, epochs=4, initial_epoch=2, shuffle=False, verbose=0)
    assert history.epoch == [2, 3] and np.array_equal(whole.theta, halves.theta)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_weights_keep_their_type_and_data_are_not_changed(dtype):
    x, y = make_data()
    kept = x.copy(), y.copy()
    model = make_model(dtype, optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y.astype(int), epochs=2, verbose=0)
    assert model.theta.dtype == model.predict(x).dtype == dtype
    assert np.array_equal(x, kept[0]) and np.array_equal(y, kept[1])


def test_tables_of_pandas_are_taken():
    x, y = make_data()
    table = pd.DataFrame(x, columns=list("abc"))
    table["c"] = table["c"] > 0
    model, other = make_model(), make_model()
    model.fit(table, pd.Series(y, name="left"), shuffle=False, verbose=0)
    other.fit(table.to_numpy(dtype=float), y, shuffle=False, verbose=0)
    assert np.array_equal(model.theta, other.theta)
    table["b"] = "text"
    with pytest.raises(ValueError, match="column 'b'"):
        model.fit(table, y)


X, Y = make_data(12)
HOLED = np.where(np.arange(36).reshape(12, 3) == 7, np.nan, X)
BAD_CALLS = {
    "wrong rank": (dict(x=X[:, :, None]), r"it needs 2 axes"),
    "one sample": (dict(x=X[0], y=Y[:3]), r"a single sample; put it into a list.*frame.iloc\[:1\]"),
    "wrong features": (dict(x=X[:, :2]), r"of shape \(None, 3\), got \(12, 2\)"),
    "nan in x": (dict(x=HOLED), r"x holds nan at index \[2, 1\]"),
    "inf in x": (dict(x=X * np.inf), "x holds"),
    "nan in y": (dict(y=Y * np.nan), "y holds nan"),
    "label outside": (dict(y=Y + 1), "labels from 0 to 1"),
    "two columns of y": (dict(y=np.c_[Y, Y]), "one target per output"),
    "text in x": (dict(x=X.astype(str)), "x must hold numbers, got text"),
    "text in y": (dict(y=["yes"] * 12), "y must hold numbers, got text"),
    "objects": (dict(x=X.astype(object)), "values of type object"),
    "ragged": (dict(x=[[1, 2, 3], [1]]), "rows differ in length"),
    "empty": (dict(x=X[:0], y=Y[:0]), "x is empty"),
    "no y": (dict(y=None), "y is missing"),
    "lengths": (dict(y=Y[:5]), "x has 12 rows but y has 5"),
    "batch_size": (dict(batch_size=0), "batch_size must be a whole number"),
    "batch_size float": (dict(batch_size=2.0), "batch_size must be a whole number"),
    "epochs": (dict(epochs=0), "epochs must be"),
    "initial_epoch": (dict(initial_epoch=-1), "initial_epoch must be"),
    "split of 1": (dict(validation_split=1.0), "validation_split must be"),
    "split below 0": (dict(validation_split=-0.1), "validation_split must be"),
    "split of nothing": (dict(validation_split=0.99), "both need at least one"),
    "split is nan": (dict(validation_split=float("nan")), "validation_split must be"),
    "validation pair": (dict(validation_data=X), "must be a pair"),
    "validation features": (dict(validation_data=(X[:, :2], Y)), "expects x_val of shape"),
    "validation labels": (dict(validation_data=(X, Y + 1)), "labels from 0 to 1"),
    "seed": (dict(seed=-1), "seed"),
    "callbacks": (dict(callbacks=["stop"]), "callbacks"),
    "verbose": (dict(verbose="loud"), "verbose"),
}


# without a shape every rank and number of features is right
NEEDS_SHAPE = ("wrong rank", "one sample", "wrong features")
CASES = [(name, built) for built in (True, False) for name in BAD_CALLS]


@pytest.mark.parametrize(
    ("name", "built"), [case for case in CASES if case[1] or case[0] not in NEEDS_SHAPE]
)
def test_bad_calls_are_explained_and_change_nothing(name, built):
    arguments, sentence = BAD_CALLS[name]
    model = nn.Sequential([nn.layers.Dense(2), nn.layers.Dense(1, "sigmoid")])
    model.compile("adam", "binary_crossentropy")
    if built:
        model.fit(X, Y, verbose=0)
    theta, history = model.theta, model.history
    before = None if theta is None else theta.copy()
    steps = model.optimizer.iterations
    state = nn.utils.random_generator().bit_generator.state
    with pytest.raises(ValueError, match=sentence) as caught:
        model.fit(**(dict(x=X, y=Y, verbose=0) | arguments))
    assert "\n" not in str(caught.value)
    assert model.theta is theta and model.history is history and model.built == built
    assert before is None or np.array_equal(model.theta, before)
    assert model.optimizer.iterations == steps
    assert nn.utils.random_generator().bit_generator.state == state


def test_training_needs_compile():
    model = nn.Sequential([nn.layers.Dense(1)])
    for call in (model.fit, model.evaluate):
        with pytest.raises(ValueError, match="Call compile"):
            call(X, Y)
    with pytest.raises(ValueError, match="compile needs a loss"):
        model.compile("adam")
    with pytest.raises(ValueError, match="metrics must be a list"):
        model.compile("adam", "mse", metrics="accuracy")
    for wrong in (dict(optimizer="adamm"), dict(loss="mean"), dict(metrics=["acuracy"])):
        with pytest.raises(ValueError, match="Did you mean"):
            model.compile(**(dict(optimizer="adam", loss="mse") | wrong))
    assert model.loss is None and model.optimizer is None


def test_compile_that_fails_keeps_the_old_choice():
    model = make_model()
    loss, optimizer = model.loss, model.optimizer
    with pytest.raises(ValueError):
        model.compile("adam", "no such loss")
    assert model.loss is loss and model.optimizer is optimizer


def test_divergence_ends_with_a_clear_sentence():
    model = line(1.0, nn.optimizers.SGD(1e6))
    with pytest.warns(RuntimeWarning, match=r"diverged.*smaller learning rate \(now 1e\+06\)"):
        history = model.fit([[1.0], [2.0]], [1e10, 2.0], epochs=200, verbose=0)
    losses = history.history["loss"]
    assert len(losses) < 200 and not np.isfinite(losses[-1]) and np.isfinite(losses[:-1]).all()


def test_no_warning_without_divergence():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make_model().fit(X, Y, epochs=2, verbose=0)


class Interrupt(nn.callbacks.Callback):
    def __init__(self, moment):
        self.moment = moment

    def on_epoch_end(self, epoch, logs=None):
        if (epoch, "epoch") == self.moment:
            raise KeyboardInterrupt

    def on_train_batch_end(self, batch, logs=None):
        if (batch, "batch") == self.moment and self.model.history.epoch:
            raise KeyboardInterrupt


@pytest.mark.parametrize(("moment", "finished"), [((2, "epoch"), 2), ((1, "batch"), 1)])
def test_interrupted_training_leaves_model_and_history(moment, finished):
    model = make_model(optimizer="adam")
    with pytest.raises(KeyboardInterrupt):
        model.fit(X, Y, batch_size=4, epochs=9, callbacks=[Interrupt(moment)], verbose=0)
    assert model.history.epoch == list(range(finished))
    assert len(model.history.history["loss"]) == finished
    assert np.isfinite(model.predict(X)).all()
    model.fit(X, Y, verbose=0)


@pytest.fixture
def interruptible():
    """Listen to interrupts, which a job in a shell's background ignores."""
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, kept)


def test_a_real_interrupt_signal_leaves_model_and_history(interruptible):
    model = make_model(optimizer="adam")
    x, y = make_data(2000)
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        model.fit(x, y, batch_size=5, epochs=10**6, verbose=0)
    assert time.monotonic() - start < 20
    epochs = len(model.history.epoch)
    assert epochs == len(model.history.history["loss"]) and epochs > 0
    assert np.isfinite(model.evaluate(x, y, verbose=0))


@pytest.mark.parametrize("loss", ["mse", "binary_crossentropy"])
def test_layers_without_weights_may_stand_anywhere(loss):
    model = nn.Sequential(
        [
            nn.Input((1, 3)),
            nn.layers.Dropout(0.1, seed=0),
            nn.layers.Flatten(),
            nn.layers.Dense(4),
            nn.layers.Activation("relu"),
            nn.layers.Dropout(0.2, seed=0),
            nn.layers.Dense(1),
            nn.layers.Activation("sigmoid"),
        ]
    )
    model.compile(nn.optimizers.Adam(0.01), loss)
    x, y = make_data(200)
    losses = model.fit(x[:, None], y, epochs=30, verbose=0).history["loss"]
    assert losses[-1] < 0.6 * losses[0]


def test_a_model_without_weights_can_be_fitted_without_effect():
    model = nn.Sequential([nn.Input((1,)), nn.layers.Activation("sigmoid")])
    model.compile("sgd", "mse")
    assert len(model.fit(X[:, :1], Y, epochs=2, verbose=0).history["loss"]) == 2


def test_data_are_never_copied_whole():
    import tracemalloc

    rows = 200_000
    x = np.zeros((rows, 11), "float32")
    y = np.zeros(rows, "float32")
    model = nn.Sequential([nn.Input((11,)), nn.layers.Dense(1, "sigmoid")])
    model.compile("adam", "binary_crossentropy")
    model.fit(x[:1000], y[:1000], batch_size=500, verbose=0)
    tracemalloc.start()
    model.fit(x, y, batch_size=500, verbose=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    permutation = 8 * rows
    assert peak < permutation + x.nbytes / 4
