"""Everything ``fit`` was asked to do, checked before any work begins."""

from dataclasses import dataclass

import numpy as np

from coursekit._checks import flag, fraction, positive_integer, seed_or_generator
from coursekit.nn.callbacks import Callback
from coursekit.nn.data import check_inputs, check_targets

DEFAULT_BATCH_SIZE = 32


@dataclass
class Plan:
    """Checked arguments of one training."""

    x: np.ndarray
    y: np.ndarray
    batch_size: int
    epochs: int
    validation: tuple | None
    validation_batch_size: int
    validation_freq: int
    shuffle: bool
    initial_epoch: int
    seed: object

    @property
    def steps(self):
        """Batches an epoch; the last one may be smaller."""
        return -(-len(self.x) // self.batch_size)

    def validates_after(self, epoch):
        """Whether the validation data are looked at after this epoch."""
        return self.validation is not None and (epoch + 1) % self.validation_freq == 0


def make_plan(
    model,
    x,
    y,
    *,
    batch_size,
    epochs,
    validation_split,
    validation_data,
    initial_epoch,
    validation_batch_size,
    validation_freq,
    shuffle,
    seed,
):
    """Check the data and the options of ``fit``; nothing has changed when this raises."""
    batch_size = check_batch_size(batch_size)
    epochs = positive_integer(epochs, "epochs")
    validation_freq = positive_integer(validation_freq, "validation_freq")
    validation_batch_size = check_batch_size(
        batch_size if validation_batch_size is None else validation_batch_size
    )
    if initial_epoch != 0:
        initial_epoch = positive_integer(initial_epoch, "initial_epoch")
    seed = seed_or_generator(seed)
    share = fraction(validation_split, "validation_split")
    x = check_inputs(model, x)
    y = check_targets(model, x, y)
    if validation_data is not None:
        validation = check_pair(model, validation_data, like=x)
    else:
        x, y, validation = split(x, y, share)
    return Plan(
        x,
        y,
        batch_size,
        epochs,
        validation,
        validation_batch_size,
        validation_freq,
        flag(shuffle, "shuffle"),
        initial_epoch,
        seed,
    )


def check_batch_size(batch_size):
    """Keras' default for ``None``, else a checked whole number."""
    if batch_size is None:
        return DEFAULT_BATCH_SIZE
    return positive_integer(batch_size, "batch_size")


def split(x, y, share):
    """Keep the last ``share`` of the rows for validation: x, y and that pair (or ``None``)."""
    if share == 0:
        return x, y, None
    rows = int(np.floor(len(x) * (1 - share)))
    if rows in (0, len(x)):
        raise ValueError(
            f"validation_split={share:g} of {len(x)} rows leaves {rows} to train on and "
            f"{len(x) - rows} to validate: both need at least one."
        )
    return x[:rows], y[:rows], (x[rows:], y[rows:])


def check_pair(model, pair, like):
    """Check ``validation_data=(x, y)``."""
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ValueError("validation_data must be a pair (x_val, y_val).")
    x = check_inputs(model, pair[0], "x_val", like=like)
    return x, check_targets(model, x, pair[1], "y_val")


def check_callbacks(callbacks):
    """Return a list of callbacks; a single one will do."""
    if callbacks is None:
        return []
    callbacks = list(callbacks) if isinstance(callbacks, (list, tuple)) else [callbacks]
    for callback in callbacks:
        if not isinstance(callback, Callback):
            hint = ": write it with parentheses" if isinstance(callback, type) else ""
            raise ValueError(f"callbacks must hold callback objects, got {callback!r}{hint}.")
    return callbacks


def check_verbose(verbose):
    """Return ``verbose`` when it is one of Keras' choices."""
    if verbose not in ("auto", 0, 1, 2):
        raise ValueError(f'verbose must be "auto", 0, 1 or 2, got {verbose!r}.')
    return verbose
