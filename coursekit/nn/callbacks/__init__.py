"""Callbacks: what happens between epochs and batches."""

from coursekit.nn.absent import refuser
from coursekit.nn.callbacks.base import Callback, CallbackList
from coursekit.nn.callbacks.early_stopping import EarlyStopping
from coursekit.nn.callbacks.files import CSVLogger, ModelCheckpoint, TerminateOnNaN
from coursekit.nn.callbacks.history import History
from coursekit.nn.callbacks.lambda_callback import LambdaCallback
from coursekit.nn.callbacks.learning_rate import LearningRateScheduler, ReduceLROnPlateau
from coursekit.nn.callbacks.monitor import MonitorCallback

__all__ = [
    "CSVLogger",
    "Callback",
    "CallbackList",
    "EarlyStopping",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "ModelCheckpoint",
    "MonitorCallback",
    "ReduceLROnPlateau",
    "TerminateOnNaN",
]
__getattr__ = refuser(__name__)
