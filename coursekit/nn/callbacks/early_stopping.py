"""Stop training when a number no longer gets better."""

from coursekit._checks import counting_number, flag, number
from coursekit.nn.callbacks.monitor import MonitorCallback


class EarlyStopping(MonitorCallback):
    """End the training once ``monitor`` has not improved for ``patience`` epochs.

    An epoch improves when its number beats the best one so far by more than ``min_delta``.

    Parameters
    ----------
    monitor : str
        A name from ``History.history``.
    min_delta : float
        Smallest change that counts.
    patience : int
        Number of epochs without improvement to wait.
    verbose : int
        1 prints when the training stops.
    mode : {"auto", "min", "max"}
        Whether smaller or larger is better; ``"auto"`` asks the metric.
    baseline : float, optional
        Waiting starts anew only when the number also beats this one.
    restore_best_weights : bool
        Go back to the weights of the best epoch at the end.
    start_from_epoch : int
        Ignore the epochs before this one.
    """

    def __init__(
        self,
        monitor="val_loss",
        min_delta=0,
        patience=0,
        verbose=0,
        mode="auto",
        baseline=None,
        restore_best_weights=False,
        start_from_epoch=0,
    ):
        super().__init__(monitor, mode, min_delta)
        self.patience = counting_number(patience, "patience")
        self.verbose = verbose
        self.baseline = None if baseline is None else number(baseline, "baseline")
        self.restore_best_weights = flag(restore_best_weights, "restore_best_weights")
        self.start_from_epoch = counting_number(start_from_epoch, "start_from_epoch")
        self.on_train_begin()

    def on_train_begin(self, logs=None):
        self.wait = 0
        self.stopped_epoch = 0
        self.best = None
        self.best_epoch = 0
        self.best_weights = None

    def on_epoch_end(self, epoch, logs=None):
        value = self.monitored(logs or {})
        if value is None or epoch < self.start_from_epoch:
            return
        self.wait += 1
        if self.better(value, self.best):
            self.best = value
            self._remember(epoch)
            if self.better(value, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        if self.stopped_epoch > 0 and self.verbose > 0:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.restore_best_weights and self.best_weights is not None:
            if self.verbose > 0:
                print(
                    "Restoring model weights from the end of the best epoch: "
                    f"{self.best_epoch + 1}."
                )
            self.model.set_weights(self.best_weights)

    def _remember(self, epoch):
        self.best_epoch = epoch
        if self.restore_best_weights:
            self.best_weights = self.model.get_weights()
