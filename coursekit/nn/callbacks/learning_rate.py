"""Callbacks that change the learning rate while the model trains."""

import inspect

from coursekit._checks import counting_number, not_negative, number
from coursekit.nn.callbacks.base import Callback
from coursekit.nn.callbacks.monitor import MonitorCallback


class LearningRateScheduler(Callback):
    """Set the learning rate before each epoch to what a function says.

    The rate joins ``history`` as ``learning_rate``.

    Parameters
    ----------
    schedule : callable
        ``f(epoch, learning_rate)``, or ``f(epoch)``, returns the new rate; epochs count from 0.
    verbose : int
        1 prints the rate of each epoch.
    """

    def __init__(self, schedule, verbose=0):
        if not callable(schedule):
            raise ValueError(f"schedule must be a function of (epoch, rate), got {schedule!r}.")
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch, logs=None):
        optimizer = self.model.optimizer
        given = (epoch, float(optimizer.learning_rate))
        rate = self.schedule(*given[: _arguments(self.schedule)])
        optimizer.learning_rate = number(rate, "The result of the schedule")
        if self.verbose > 0:
            print(
                f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to "
                f"{optimizer.learning_rate}."
            )

    def on_epoch_end(self, epoch, logs=None):
        logs["learning_rate"] = float(self.model.optimizer.learning_rate)


def _arguments(function):
    """How many of (epoch, rate) a schedule takes."""
    try:
        inspect.signature(function).bind(0, 0.0)
    except TypeError:
        return 1
    return 2


class ReduceLROnPlateau(MonitorCallback):
    """Multiply the learning rate by ``factor`` once ``monitor`` has not improved for a while.

    The rate joins ``history`` as ``learning_rate``.

    Parameters
    ----------
    monitor : str
        A name from ``History.history``.
    factor : float
        At least 0 and below 1.
    patience : int
        Number of epochs without improvement to wait.
    verbose : int
        1 prints each change.
    mode : {"auto", "min", "max"}
        Whether smaller or larger is better; ``"auto"`` asks the metric.
    min_delta : float
        Smallest change that counts.
    cooldown : int
        Number of epochs after a change in which nothing is counted.
    min_lr : float
        The rate never falls below it.
    """

    def __init__(
        self,
        monitor="val_loss",
        factor=0.1,
        patience=10,
        verbose=0,
        mode="auto",
        min_delta=1e-4,
        cooldown=0,
        min_lr=0.0,
    ):
        super().__init__(monitor, mode, min_delta)
        self.factor = not_negative(factor, "factor")
        if self.factor >= 1:
            raise ValueError(f"factor must be below 1, else the rate grows, got {factor!r}.")
        self.patience = counting_number(patience, "patience")
        self.verbose = verbose
        self.cooldown = counting_number(cooldown, "cooldown")
        self.min_lr = not_negative(min_lr, "min_lr")
        self.on_train_begin()

    def on_train_begin(self, logs=None):
        self.best = None
        self.wait = self.cooldown_counter = 0

    def on_epoch_end(self, epoch, logs=None):
        value = self.monitored(logs)
        logs["learning_rate"] = float(self.model.optimizer.learning_rate)
        if value is None:
            return
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.wait = 0
        if self.better(value, self.best):
            self.best = value
            self.wait = 0
        elif self.cooldown_counter == 0:
            self.wait += 1
            if self.wait >= self.patience:
                self._reduce(epoch)

    def _reduce(self, epoch):
        optimizer = self.model.optimizer
        if optimizer.learning_rate <= self.min_lr:
            return
        optimizer.learning_rate = max(optimizer.learning_rate * self.factor, self.min_lr)
        self.cooldown_counter, self.wait = self.cooldown, 0
        if self.verbose > 0:
            print(
                f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to "
                f"{optimizer.learning_rate}."
            )
