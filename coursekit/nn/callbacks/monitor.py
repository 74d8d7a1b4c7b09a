"""Callbacks that watch one number and know whether smaller or larger is better."""

import warnings

from coursekit._checks import did_you_mean, nearest, number
from coursekit.nn.callbacks.base import Callback


class MonitorCallback(Callback):
    """Base of the callbacks that compare the monitored number with the best one so far.

    Parameters
    ----------
    monitor : str
        A name from ``History.history``.
    mode : {"auto", "min", "max"}
        Whether smaller or larger is better; ``"auto"`` asks the metric of this name, and losses
        shrink.  A metric that does not know its direction needs ``"min"`` or ``"max"``.
    min_delta : float
        Smallest change that counts.
    """

    def __init__(self, monitor="val_loss", mode="auto", min_delta=0):
        if not isinstance(monitor, str):
            raise ValueError(f'monitor must be a name such as "val_loss", got {monitor!r}.')
        self.monitor = monitor
        self.mode = nearest(mode, ("auto", "min", "max"), "mode")
        self.min_delta = abs(number(min_delta, "min_delta"))

    def monitored(self, logs):
        """Return the number of this epoch, or None with a warning when there is none yet.

        Raises
        ------
        ValueError
            When no training of this model computes a number of this name.
        """
        if self.monitor in logs:
            return logs[self.monitor]
        name, who = self.monitor.removeprefix("val_"), type(self).__name__
        if name not in logs:
            raise ValueError(
                f"{who} watches {self.monitor!r}, which this training does not compute."
                f"{did_you_mean(self.monitor, list(logs))} It has {', '.join(logs)}."
            )
        warnings.warn(
            f"{who} watches {self.monitor!r}, which this epoch does not compute; it has "
            f"{', '.join(logs)}. Give fit validation data, or watch another number.",
            stacklevel=2,
        )
        return None

    def better(self, value, reference):
        """Whether ``value`` beats ``reference``, if there is one, by more than ``min_delta``."""
        larger = self.larger_is_better()
        if reference is None:
            return True
        if larger:
            return bool(value - self.min_delta > reference)
        return bool(value + self.min_delta < reference)

    def larger_is_better(self):
        """The direction of the monitored number."""
        if self.mode != "auto":
            return self.mode == "max"
        name = self.monitor.removeprefix("val_")
        directions = {"loss": "down"} | getattr(self.model, "metric_directions", {})
        if directions.get(name) is None:
            raise ValueError(
                f"{type(self).__name__} cannot know whether {self.monitor!r} should grow or "
                'shrink: give mode="max" or mode="min".'
            )
        return directions[name] == "up"
