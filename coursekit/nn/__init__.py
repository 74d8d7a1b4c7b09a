"""Neural networks in NumPy with the names of Keras: ``from coursekit import nn as keras``."""

from coursekit.nn import (
    activations,
    callbacks,
    config,
    gradcheck,
    initializers,
    layers,
    losses,
    metrics,
    models,
    optimizers,
    regularizers,
    utils,
)
from coursekit.nn.absent import refuser
from coursekit.nn.layers import Input
from coursekit.nn.models import Model, Sequential

__all__ = [
    "Input",
    "Model",
    "Sequential",
    "activations",
    "callbacks",
    "config",
    "gradcheck",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "optimizers",
    "regularizers",
    "utils",
]
__getattr__ = refuser(__name__)
