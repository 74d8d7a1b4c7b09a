"""Layers: each computes forward and, one link of the chain rule, backward."""

from coursekit.nn.layers.activation import Activation
from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.convolution import Conv2D
from coursekit.nn.layers.dense import Dense
from coursekit.nn.layers.dropout import Dropout
from coursekit.nn.layers.flatten import Flatten
from coursekit.nn.layers.input import Input, InputLayer
from coursekit.nn.layers.padding import ZeroPadding2D
from coursekit.nn.layers.parametric import ELU, LeakyReLU, PReLU, ReLU, Softmax
from coursekit.nn.layers.pooling import (
    AveragePooling2D,
    GlobalAveragePooling2D,
    MaxPooling2D,
    MinPooling2D,
)
from coursekit.nn.layers.recurrent import SimpleRNN

__all__ = [
    "ELU",
    "Activation",
    "AveragePooling2D",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalAveragePooling2D",
    "Input",
    "InputLayer",
    "Layer",
    "LeakyReLU",
    "MaxPooling2D",
    "MinPooling2D",
    "PReLU",
    "ReLU",
    "SimpleRNN",
    "Softmax",
    "ZeroPadding2D",
]
