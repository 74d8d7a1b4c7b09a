"""Callbacks that change the learning rate or write files: numbers by hand, and their mutants."""

import csv

import numpy as np
import pytest

from coursekit import nn
from tests.support.mutation import Mutant, assert_caught, load

FOLDER = "coursekit.nn.callbacks"


def model_of(rate=1.0, metrics=()):
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile(nn.optimizers.SGD(rate), "mse", metrics=list(metrics))
    return model


def rates_after(callback, values, rate=1.0):
    """Feed one value an epoch; the learning rate after each, and what joins the logs."""
    model = model_of(rate)
    found = []
    for _ in range(2):  # the second training starts afresh
        model.optimizer.learning_rate = rate
        callback.set_model(model)
        callback.on_train_begin()
        found.append([])
        for epoch, value in enumerate(values):
            logs = {"loss": 0.0, "val_loss": value}
            before = model.optimizer.learning_rate
            callback.on_epoch_end(epoch, logs)
            assert logs["learning_rate"] == before
            found[-1].append(model.optimizer.learning_rate)
    assert found[0] == found[1]
    return found[0]


def check_rates(module):
    plateau = module.ReduceLROnPlateau
    assert rates_after(plateau(factor=0.5, patience=2), [3, 3, 3, 3, 3]) == [1, 1, 0.5, 0.5, 0.25]
    assert rates_after(plateau(factor=0.5, patience=1), [3, 2, 1, 1]) == [1, 1, 1, 0.5]
    assert rates_after(plateau(factor=0.5, patience=2), [3, 3, 2, 2]) == [1, 1, 1, 1]
    cooled = plateau(factor=0.5, patience=1, cooldown=2)
    assert rates_after(cooled, [3, 3, 3, 3, 3]) == [1, 0.5, 0.5, 0.25, 0.25]
    low = plateau(factor=0.5, patience=1, min_lr=0.4)
    assert rates_after(low, [3, 3, 3, 3]) == [1, 0.5, 0.4, 0.4]
    wide = plateau(factor=0.5, patience=1, min_delta=1)
    assert rates_after(wide, [3, 2.5, 1]) == [1, 0.5, 0.5]
    assert rates_after(plateau(factor=0.5, patience=1, mode="max"), [1, 2, 2]) == [1, 1, 0.5]
    for wrong in (dict(factor=1), dict(factor=-1), dict(patience=-1), dict(min_lr=-1)):
        with pytest.raises(ValueError):
            plateau(**wrong)
    for schedule, rates in (
        (lambda epoch, rate: rate / 2, [0.5, 0.25, 0.125]),
        (lambda epoch: 1 / (1 + epoch), [1, 0.5, 1 / 3]),
    ):
        model = model_of()
        watch = module.LearningRateScheduler(schedule)
        history = model.fit([[1.0]], [1.0], epochs=3, callbacks=[watch], verbose=0).history
        assert history["learning_rate"] == pytest.approx(rates, rel=1e-15)
    with pytest.raises(ValueError, match="schedule must be a function"):
        module.LearningRateScheduler(0.1)
    with pytest.raises(ValueError, match="result of the schedule"):
        watch = module.LearningRateScheduler(lambda epoch: "half")
        model_of().fit([[1.0]], [1.0], callbacks=watch, verbose=0)


class Saver:
    """Stands for a model that notes where it is saved."""

    metric_directions = {"acc": "up"}

    def __init__(self):
        self.saved = []

    def save(self, path):
        self.saved.append(path)

    def save_weights(self, path):
        self.saved.append(f"weights {path}")


def saved(callback, **values):
    callback.set_model(Saver())
    for epoch in range(len(next(iter(values.values())))):
        callback.on_epoch_end(epoch, {name: value[epoch] for name, value in values.items()})
    return callback.model.saved


def check_files(module, folder):
    keep = module.ModelCheckpoint
    assert saved(keep("{epoch}-{loss:.1f}.npz"), loss=[1.5, 2.25]) == ["1-1.5.npz", "2-2.2.npz"]
    best = keep("{epoch}", "val_acc", save_best_only=True)
    assert saved(best, acc=[0, 0, 0, 0], val_acc=[1, 1, 3, 2]) == ["1", "3"]
    start = keep("{epoch}", "loss", save_best_only=True, initial_value_threshold=2)
    assert saved(start, loss=[3, 1, 1.5]) == ["2"]
    assert saved(keep("a", save_weights_only=True), loss=[1]) == ["weights a"]
    with pytest.raises(ValueError, match="asks for 'acc'"):
        saved(keep("{acc}"), loss=[1])
    with pytest.raises(ValueError, match="save_freq"):
        keep("a", save_freq=10)
    check_table(module, folder / "log.csv")
    stop = module.TerminateOnNaN()
    stop.model = Saver()
    stop.on_train_batch_end(0, {"loss": 1.0})
    assert not hasattr(stop.model, "stop_training")
    for value in (np.nan, np.inf, -np.inf):
        stop.model = Saver()
        stop.on_train_batch_end(0, {"loss": value})
        assert stop.model.stop_training


def check_table(module, path):
    path.write_text("old\n")
    logger = module.CSVLogger(path, separator=";")
    logger.on_train_begin()
    logger.on_epoch_end(0, {"loss": 0.5, "acc": 1.0})
    logger.on_epoch_end(1, {"loss": 0.25, "acc": 0.5, "val_loss": 3, "val_acc": 4})
    more = module.CSVLogger(path, separator=";", append=True)
    more.on_train_begin()
    more.on_epoch_end(2, {"loss": 1, "acc": 2, "val_loss": 3, "val_acc": 4})
    with path.open(newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows == [
        ["epoch", "acc", "loss", "val_acc", "val_loss"],
        ["0", "1.0", "0.5", "NA", "NA"],
        ["1", "0.5", "0.25", "4", "3"],
        ["2", "2", "1", "4", "3"],
    ]


MISTAKES = {
    "learning_rate": [
        ("self.factor >= 1", "self.factor > 1"),
        ("optimizer.learning_rate * self.factor, self.min_lr", "self.factor, self.min_lr"),
        ("max(optimizer", "min(optimizer"),
        (">= self.patience", "> self.patience"),
        ("            self.cooldown_counter -= 1\n", ""),
        ("elif self.cooldown_counter == 0:", "else:"),
        ("            self.wait = 0\n        elif", "        elif"),
        ("            self.best = value\n", ""),
        ("cooldown_counter, self.wait = self.cooldown, 0", "cooldown_counter = self.cooldown"),
        ("self.cooldown_counter, self.wait = self.cooldown, 0", "self.wait = 0"),
        ("        self.best = None\n", "        self.best = getattr(self, 'best', None)\n"),
        ("given[: _arguments(self.schedule)]", "given"),
        ("        return 1\n    return 2", "        return 1\n    return 1"),
    ],
    "files": [
        ("            self.best = value\n", ""),
        ("epoch=epoch + 1", "epoch=epoch"),
        ("if self.save_weights_only else", "if not self.save_weights_only else"),
        ("if self.save_best_only:", "if True:"),
        ("not self.better(value, self.best)", "self.better(value, self.best)"),
        ("None if start is None else number(start", "None and (start"),
        ("if not self.append:", "if True:"),
        ("if file.tell() == 0:", "if True:"),
        ('logs.get(name, "NA")', 'logs.get(name, "")'),
        ("sorted(logs)", "list(logs)"),
        ("names if later else names +", "names or names +"),
        ("[epoch, *(", "[epoch + 1, *("),
        ("not abs(loss) < float", "abs(loss) > float"),
    ],
}  # fmt: skip
MUTANTS = [
    Mutant(f"{FOLDER}.{name}", old, new) for name, pairs in MISTAKES.items() for old, new in pairs
]


def check(module, folder):
    if hasattr(module, "CSVLogger"):
        check_files(module, folder)
    else:
        check_rates(module)


@pytest.mark.parametrize("name", MISTAKES)
def test_the_callbacks_by_hand(name, tmp_path):
    check(load(f"{FOLDER}.{name}"), tmp_path)


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_mutant_is_caught(mutant, tmp_path):
    assert_caught(mutant, lambda module: check(module, tmp_path))


def test_a_checkpoint_brings_the_best_model_back(tmp_path):
    model, path = model_of(0.9), tmp_path / "best.npz"
    keep = nn.callbacks.ModelCheckpoint(path, "loss", save_best_only=True)
    x = np.linspace(-1, 1, 20)[:, None]
    history = model.fit(x, 3 * x, epochs=10, callbacks=[keep], seed=0, verbose=0).history
    again = nn.models.load_model(path)
    assert again.optimizer.iterations == 1 + int(np.argmin(history["loss"]))


def test_what_callbacks_print(capsys):
    model = model_of()
    plateau = nn.callbacks.ReduceLROnPlateau("loss", patience=1, min_delta=1e9, verbose=1)
    schedule = nn.callbacks.LearningRateScheduler(lambda epoch: 0.5, verbose=1)
    model.fit([[1.0]], [1.0], epochs=2, callbacks=[schedule, plateau], verbose=0)
    printed = capsys.readouterr().out
    assert "Epoch 1: LearningRateScheduler setting learning rate to 0.5." in printed
    assert "Epoch 2: ReduceLROnPlateau reducing learning rate to 0.05" in printed
