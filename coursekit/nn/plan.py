"""Everything ``fit`` was asked to do, checked before any work begins."""

from dataclasses import dataclass

import numpy as np

from coursekit._checks import (
    counting_number,
    flag,
    fraction,
    positive_integer,
    seed_or_generator,
)
from coursekit.nn.callbacks import Callback
from coursekit.nn.data import check_inputs, check_targets
from coursekit.nn.weighting import check_sample_weight, weights_of

DEFAULT_BATCH_SIZE = 32


@dataclass
class Plan:
    """Checked arguments of one training; ``weights`` and ``validation`` may be ``None``."""

    x: np.ndarray
    y: np.ndarray
    weights: np.ndarray | None = None
    validation: tuple | None = None
    batch_size: int = DEFAULT_BATCH_SIZE
    epochs: int = 1
    validation_batch_size: int = DEFAULT_BATCH_SIZE
    validation_freq: int = 1
    shuffle: bool = True
    initial_epoch: int = 0
    seed: object = None

    @classmethod
    def checked(cls, model, x, y, **options):
        """Check the data and the options of ``fit``; nothing has changed when this raises."""
        settings = {name: check(options[name], name) for name, check in CHECKS.items()}
        if options["validation_batch_size"] is None:
            settings["validation_batch_size"] = settings["batch_size"]
        share = fraction(options["validation_split"], "validation_split")
        x = check_inputs(model, x)
        y = check_targets(model, x, y)
        weights = weights_of(y, options["sample_weight"], options["class_weight"])
        validation = options["validation_data"]
        if validation is not None:
            validation = check_validation(model, validation, like=x)
        elif share:
            x, y, weights, validation = split(x, y, weights, share)
            if options["class_weight"] is not None:
                validation = (*validation[:2], None)  # as in Keras: classes weigh in training only
        return cls(x, y, weights, validation, **settings)

    @property
    def steps(self):
        """Batches an epoch; the last one may be smaller."""
        return -(-len(self.x) // self.batch_size)

    def validates_after(self, epoch):
        """Whether the validation data are looked at after this epoch."""
        return self.validation is not None and (epoch + 1) % self.validation_freq == 0


def check_batch_size(batch_size, name="batch_size"):
    """Keras' default for ``None``, else a checked whole number."""
    return DEFAULT_BATCH_SIZE if batch_size is None else positive_integer(batch_size, name)


CHECKS = {
    "batch_size": check_batch_size,
    "epochs": positive_integer,
    "validation_batch_size": check_batch_size,
    "validation_freq": positive_integer,
    "shuffle": flag,
    "initial_epoch": counting_number,
    "seed": lambda seed, name: seed_or_generator(seed),
}


def split(x, y, weights, share):
    """Keep the last ``share`` of the rows for validation: x, y, weights and that triple."""
    rows = int(np.floor(len(x) * (1 - share)))
    if rows in (0, len(x)):
        raise ValueError(
            f"validation_split={share:g} of {len(x)} rows leaves {rows} to train on and "
            f"{len(x) - rows} to validate: both need at least one."
        )
    first, last = slice(None, rows), slice(rows, None)
    if weights is None:
        return x[first], y[first], None, (x[last], y[last], None)
    return x[first], y[first], weights[first], (x[last], y[last], weights[last])


def check_validation(model, given, like):
    """Check ``validation_data``: (x, y) or (x, y, sample_weight)."""
    if not isinstance(given, (tuple, list)) or len(given) not in (2, 3):
        raise ValueError("validation_data must be a pair (x_val, y_val).")
    x = check_inputs(model, given[0], "x_val", like=like)
    y = check_targets(model, x, given[1], "y_val")
    weights = check_sample_weight(given[2], y, "weights of the validation") if given[2:] else None
    return x, y, weights


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
