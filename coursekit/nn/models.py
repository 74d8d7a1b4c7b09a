"""The names that Keras keeps in ``keras.models``."""

from coursekit.nn.model import Sequential
from coursekit.nn.saving import load_model

__all__ = ["Sequential", "load_model"]
