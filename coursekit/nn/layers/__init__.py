"""Layers: each computes forward and, one link of the chain rule, backward."""

from coursekit.nn.layers.activation import Activation
from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.dense import Dense
from coursekit.nn.layers.dropout import Dropout
from coursekit.nn.layers.flatten import Flatten
from coursekit.nn.layers.input import Input, InputLayer

__all__ = ["Activation", "Dense", "Dropout", "Flatten", "Input", "InputLayer", "Layer"]
