"""A callback made from plain functions."""

from coursekit._checks import nearest
from coursekit.nn.callbacks.base import Callback

_MOMENTS = [name for name in vars(Callback) if name.startswith("on_")]


class LambdaCallback(Callback):
    """Call your functions at the named moments.

    Parameters
    ----------
    on_epoch_begin, on_epoch_end, on_train_begin, on_train_end : callable, optional
    on_train_batch_begin, on_train_batch_end : callable, optional
        Called as ``f(epoch, logs)``, ``f(batch, logs)`` or ``f(logs)``.
    **more : callable
        Any other hook of `Callback`, for example ``on_test_end``.
    """

    def __init__(
        self,
        on_epoch_begin=None,
        on_epoch_end=None,
        on_train_begin=None,
        on_train_end=None,
        on_train_batch_begin=None,
        on_train_batch_end=None,
        **more,
    ):
        given = {
            "on_epoch_begin": on_epoch_begin,
            "on_epoch_end": on_epoch_end,
            "on_train_begin": on_train_begin,
            "on_train_end": on_train_end,
            "on_train_batch_begin": on_train_batch_begin,
            "on_train_batch_end": on_train_batch_end,
            **more,
        }
        for moment, function in given.items():
            nearest(moment, _MOMENTS, "moment")
            if function is not None and not callable(function):
                raise ValueError(f"{moment} must be a function, got {function!r}.")
            if function is not None:
                setattr(self, moment, function)
