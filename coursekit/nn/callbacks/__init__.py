"""Callbacks: what happens between epochs."""

from coursekit.nn.callbacks.base import Callback, CallbackList
from coursekit.nn.callbacks.early_stopping import EarlyStopping
from coursekit.nn.callbacks.history import History
from coursekit.nn.callbacks.lambda_callback import LambdaCallback

__all__ = ["Callback", "CallbackList", "EarlyStopping", "History", "LambdaCallback"]
