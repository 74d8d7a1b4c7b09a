"""The record of a training."""

from coursekit.nn.callbacks.base import Callback


class History(Callback):
    """Record of the loss and metrics of each finished epoch; ``fit`` makes one and returns it.

    Attributes
    ----------
    history : dict of str to list of float
        ``"loss"``, each metric's name and their ``"val_"`` twins: one number an epoch.
    epoch : list of int
        Numbers of the finished epochs, from 0.
    """

    def __init__(self):
        self.history = {}
        self.epoch = []

    def on_train_begin(self, logs=None):
        self.history = {}
        self.epoch = []

    def on_epoch_end(self, epoch, logs=None):
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
