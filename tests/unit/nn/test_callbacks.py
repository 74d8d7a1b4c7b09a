"""Callbacks: when they are called, and when EarlyStopping stops."""

import numpy as np
import pytest

from coursekit import nn


class FakeModel:
    """Stands for a model whose weights are the number of the epoch."""

    metric_directions = {"accuracy": "up", "auc": "up", "AUC": "up", "recall": "up", "own": None}

    def __init__(self):
        self.stop_training = False
        self.epoch = None
        self.restored = None

    def get_weights(self):
        return self.epoch

    def set_weights(self, weights):
        self.restored = weights


def run(values, name="val_loss", **options):
    """Feed a sequence; return the last epoch that ran and the callback."""
    stopper = nn.callbacks.EarlyStopping(monitor=name, **options)
    model = FakeModel()
    stopper.set_model(model)
    stopper.on_train_begin()
    for epoch, value in enumerate(values):
        model.epoch = epoch
        stopper.on_epoch_end(epoch, {name: value})
        if model.stop_training:
            break
    stopper.on_train_end()
    return epoch, stopper, model


@pytest.mark.parametrize(
    ("values", "options", "last"),
    [
        ([3, 2, 1, 1, 1], dict(patience=0), 3),
        ([3, 2, 1, 1, 1, 0], dict(patience=2), 4),
        ([3, 2, 2.5, 1, 1.5, 2], dict(patience=2), 5),
        ([3, 2.75, 2.5, 2.25], dict(patience=2, min_delta=0.5), 2),
        ([1, 2, 3, 2, 1], dict(patience=1, mode="max"), 3),
        ([9, 9, 9, 9, 9], dict(patience=1, start_from_epoch=3), 4),
        ([5, 4, 3, 2, 1], dict(patience=2, baseline=0.5), 4),
        ([np.nan, 1, 1, 1], dict(patience=2), 2),
    ],
)
def test_early_stopping_by_hand(values, options, last):
    assert run(values, **options)[0] == last


@pytest.mark.parametrize("name", ["accuracy", "val_accuracy", "auc", "val_AUC", "recall"])
def test_auto_mode_knows_what_should_grow(name):
    assert run([1, 2, 3, 4, 4], name, patience=1)[0] == 4
    assert run([4, 3, 2, 1], name, patience=1)[0] == 1


def test_best_weights_come_back():
    last, stopper, model = run([3, 1, 2, 2, 2], patience=2, restore_best_weights=True)
    assert last == 3 and model.restored == 1 and stopper.best == 1 and stopper.stopped_epoch == 3
    model = run([3, 2, 1], patience=5, restore_best_weights=True)[2]
    assert model.restored == 2, "also without an early end, as in Keras"


def test_fit_stops_and_restores():
    x = np.linspace(-1, 1, 40)[:, None]
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile(nn.optimizers.SGD(0.9), "mse")
    kept = []
    stopper = nn.callbacks.EarlyStopping(
        "loss", patience=3, min_delta=1e-6, restore_best_weights=True
    )
    saver = nn.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: kept.append(model.get_weights())
    )
    history = model.fit(x, 3 * x, epochs=500, callbacks=[stopper, saver], seed=0, verbose=0)
    epochs = len(history.epoch)
    assert 3 < epochs < 500 and stopper.stopped_epoch == epochs - 1
    best = kept[epochs - 4]
    assert all(np.array_equal(a, b) for a, b in zip(best, model.get_weights(), strict=True))


def test_messages(capsys):
    run([1, 1], verbose=1, restore_best_weights=True)
    printed = capsys.readouterr().out
    assert "Epoch 2: early stopping" in printed and "the best epoch: 1." in printed


def test_unknown_monitor_is_named():
    stopper = nn.callbacks.EarlyStopping("val_los")
    with pytest.raises(ValueError, match="'val_los'.*Did you mean 'val_loss'.*has loss, val_loss"):
        stopper.on_epoch_end(0, {"loss": 1.0, "val_loss": 1.0})
    stopper = nn.callbacks.EarlyStopping("val_loss")
    with pytest.warns(UserWarning, match="'val_loss', which this epoch does not compute"):
        stopper.on_epoch_end(0, {"loss": 1.0})
    with pytest.raises(ValueError, match='give mode="max" or mode="min"'):
        run([1, 2], "own")
    with pytest.raises(ValueError, match="Did you mean 'max'"):
        nn.callbacks.EarlyStopping(mode="maxi")


class Diary(nn.callbacks.Callback):
    def __init__(self):
        self.calls = []

    def on_train_begin(self, logs=None):
        self.calls.append(("train begins", None))

    def on_epoch_begin(self, epoch, logs=None):
        self.calls.append(("epoch begins", epoch))

    def on_train_batch_begin(self, batch, logs=None):
        self.calls.append(("batch begins", batch))

    def on_train_batch_end(self, batch, logs=None):
        self.calls.append(("batch ends", logs["loss"]))

    def on_epoch_end(self, epoch, logs=None):
        self.calls.append(("epoch ends", logs["loss"]))

    def on_train_end(self, logs=None):
        self.calls.append(("train ends", logs["loss"]))


def test_order_of_the_calls_and_running_means():
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1, use_bias=False, dtype="float64")])
    model.compile(nn.optimizers.SGD(1e-300), "mse")
    model.set_weights([[[0.0]]])
    diary = Diary()
    model.fit([[1.0]] * 3, [1.0, 1.0, 2.0], 2, callbacks=diary, shuffle=False, verbose=0)
    assert diary.calls == [
        ("train begins", None),
        ("epoch begins", 0),
        ("batch begins", 0),
        ("batch ends", 1.0),
        ("batch begins", 1),
        ("batch ends", 2.0),
        ("epoch ends", 2.0),
        ("train ends", 2.0),
    ]
    assert diary.params == {"epochs": 1, "steps": 2, "verbose": 0} and diary.model is model


def test_batch_callbacks_do_not_change_the_training():
    x = np.random.default_rng(0).standard_normal((30, 2))
    thetas = []
    for callbacks in (None, [Diary()], [nn.callbacks.LambdaCallback(on_train_batch_end=print)]):
        model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, kernel_initializer="ones")])
        model.compile("adam", "mse")
        model.fit(x, x[:, 0], 4, epochs=2, callbacks=callbacks, seed=1, verbose=0)
        thetas.append(model.theta)
    assert np.array_equal(thetas[0], thetas[1]) and np.array_equal(thetas[0], thetas[2])


def test_lambda_callback_names_its_moments():
    with pytest.raises(ValueError, match="Did you mean 'on_epoch_end'"):
        nn.callbacks.LambdaCallback(on_epoch_ends=print)


def test_a_callback_can_end_the_training_and_the_next_one_starts_afresh():
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile("sgd", "mse")

    def stop(epoch, logs):
        model.stop_training = epoch == 1

    ends = nn.callbacks.LambdaCallback(on_epoch_end=stop)
    assert len(model.fit([[1.0]], [1.0], epochs=9, callbacks=[ends], verbose=0).epoch) == 2
    assert len(model.fit([[1.0]], [1.0], epochs=3, verbose=0).epoch) == 3
