"""Callbacks that write files: the model after its best epochs, and the record as a table."""

import csv
import os

from coursekit._checks import flag, number
from coursekit.nn.callbacks.base import Callback
from coursekit.nn.callbacks.monitor import MonitorCallback


class ModelCheckpoint(MonitorCallback):
    """Save the model, or its weights, after each epoch or only after those that improve.

    Parameters
    ----------
    filepath : str or path
        Where to save; ``"{epoch:02d}-{val_loss:.2f}.npz"`` names a file for each epoch.
    monitor : str
        A name from ``History.history``.
    verbose : int
        1 prints each saving.
    save_best_only : bool
        Save only when ``monitor`` beats its best value so far.
    save_weights_only : bool
        Save the weights alone, for ``load_weights``.
    mode : {"auto", "min", "max"}
        Whether smaller or larger is better; ``"auto"`` asks the metric.
    save_freq : "epoch"
        As in Keras, at its default only.
    initial_value_threshold : float, optional
        The first value must beat this one.
    """

    def __init__(
        self,
        filepath,
        monitor="val_loss",
        verbose=0,
        save_best_only=False,
        save_weights_only=False,
        mode="auto",
        save_freq="epoch",
        initial_value_threshold=None,
    ):
        super().__init__(monitor, mode)
        if save_freq != "epoch":
            raise ValueError(
                f"ModelCheckpoint knows only save_freq='epoch', got {save_freq!r}: save in "
                "on_train_batch_end of a callback of your own."
            )
        self.filepath = os.fspath(filepath)
        self.verbose = verbose
        self.save_best_only = flag(save_best_only, "save_best_only")
        self.save_weights_only = flag(save_weights_only, "save_weights_only")
        start = initial_value_threshold
        self.best = None if start is None else number(start, "initial_value_threshold")

    def on_epoch_end(self, epoch, logs=None):
        if self.save_best_only:
            value = self.monitored(logs)
            if value is None or not self.better(value, self.best):
                return
            self.best = value
        try:
            path = self.filepath.format(epoch=epoch + 1, **logs)
        except KeyError as missing:
            raise ValueError(
                f"The name {self.filepath!r} asks for {missing}, which this training does not "
                f"compute; it has epoch, {', '.join(logs)}."
            ) from None
        save = self.model.save_weights if self.save_weights_only else self.model.save
        save(path)
        if self.verbose > 0:
            print(f"\nEpoch {epoch + 1}: saving model to {path}")


class CSVLogger(Callback):
    """Write one line of a table for each epoch: its number, the loss, the metrics.

    Parameters
    ----------
    filename : str or path
    separator : str
        Between the columns.
    append : bool
        Add to a file that exists, instead of a new one.
    """

    def __init__(self, filename, separator=",", append=False):
        self.filename = os.fspath(filename)
        self.separator = separator
        self.append = flag(append, "append")
        self.names = None

    def on_train_begin(self, logs=None):
        self.names = None
        if not self.append:
            open(self.filename, "w", encoding="utf-8").close()

    def on_epoch_end(self, epoch, logs=None):
        # the file is closed after each line, so that a table being read or a stop loses nothing
        with open(self.filename, "a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=self.separator)
            if self.names is None:
                self.names = self._columns(logs)
                if file.tell() == 0:
                    writer.writerow(["epoch", *self.names])
            writer.writerow([epoch, *(logs.get(name, "NA") for name in self.names)])

    def _columns(self, logs):
        """Names of the first epoch; validation may come in a later one."""
        names = sorted(logs)
        later = any(name.startswith("val_") for name in names)
        return names if later else names + [f"val_{name}" for name in names]


class TerminateOnNaN(Callback):
    """End the training when the loss of a batch is no longer a number."""

    def on_train_batch_end(self, batch, logs=None):
        loss = (logs or {}).get("loss", 0.0)
        if not abs(loss) < float("inf"):
            print(f"Batch {batch}: Invalid loss, terminating training")
            self.model.stop_training = True
