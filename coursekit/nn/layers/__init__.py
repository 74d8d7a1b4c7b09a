"""Layers: each computes forward and, one link of the chain rule, backward."""

from coursekit.nn.absent import refuser
from coursekit.nn.layers.activation import Activation
from coursekit.nn.layers.augmentation import RandomFlip, RandomTranslation
from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.batch_normalization import BatchNormalization
from coursekit.nn.layers.convolution import Conv2D
from coursekit.nn.layers.convolution1d import Conv1D
from coursekit.nn.layers.dense import Dense
from coursekit.nn.layers.dropout import Dropout
from coursekit.nn.layers.embedding import Embedding
from coursekit.nn.layers.flatten import Flatten
from coursekit.nn.layers.global_pooling import GlobalAveragePooling2D, GlobalMaxPooling2D
from coursekit.nn.layers.gru import GRU
from coursekit.nn.layers.input import Input, InputLayer
from coursekit.nn.layers.lstm import LSTM
from coursekit.nn.layers.normalization import Normalization, Rescaling
from coursekit.nn.layers.padding import ZeroPadding2D
from coursekit.nn.layers.parametric import ELU, LeakyReLU, ReLU, Softmax
from coursekit.nn.layers.pooling import AveragePooling2D, MaxPooling2D, MinPooling2D
from coursekit.nn.layers.prelu import PReLU
from coursekit.nn.layers.recurrent import SimpleRNN
from coursekit.nn.layers.reshape import Reshape
from coursekit.nn.serialize import rebuild

# Keras' short names
AvgPool2D, MaxPool2D = AveragePooling2D, MaxPooling2D
GlobalAvgPool2D, GlobalMaxPool2D = GlobalAveragePooling2D, GlobalMaxPooling2D
Convolution1D, Convolution2D = Conv1D, Conv2D

__all__ = [
    "ELU",
    "GRU",
    "LSTM",
    "Activation",
    "AveragePooling2D",
    "AvgPool2D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Convolution1D",
    "Convolution2D",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "GlobalAveragePooling2D",
    "GlobalAvgPool2D",
    "GlobalMaxPool2D",
    "GlobalMaxPooling2D",
    "Input",
    "InputLayer",
    "Layer",
    "LeakyReLU",
    "MaxPool2D",
    "MaxPooling2D",
    "MinPooling2D",
    "Normalization",
    "PReLU",
    "RandomFlip",
    "RandomTranslation",
    "ReLU",
    "Rescaling",
    "Reshape",
    "SimpleRNN",
    "Softmax",
    "ZeroPadding2D",
]


def deserialize(config):
    """Return the layer that ``{"class_name": "Dense", "config": {…}}`` describes."""
    if not isinstance(config, dict):
        raise ValueError(f"deserialize takes a dictionary with a class_name, got {config!r}.")
    return rebuild(config, "layers")


__getattr__ = refuser(__name__)
