"""Builds the same dense network in Keras and takes its gradients from TensorFlow's tape."""

import numpy as np


def twin(model, dtype="float64"):
    """Return a Keras model with the layers and weights of a dense `coursekit.nn` model.

    Parameters
    ----------
    model : coursekit.nn.Sequential
        Dense layers only.
    dtype : str
        Type of the twin's numbers.
    """
    import keras

    for layer in model.layers:
        if type(layer).__name__ != "Dense":
            raise ValueError(f"twin copies dense layers only, got {type(layer).__name__}.")
    layers = [
        keras.layers.Dense(layer.units, layer.activation.name, dtype=dtype)
        for layer in model.layers
    ]
    copy = keras.Sequential([keras.Input(model.input_shape[1:], dtype=dtype), *layers])
    copy.set_weights(model.get_weights())
    return copy


def gradients(model, x, y, error, dtype="float64"):
    """Return the gradients of the twin: kernel and bias of layer 1, of layer 2, ….

    Parameters
    ----------
    model : coursekit.nn.Sequential
    x, y : array
        Rows and targets.
    error : callable
        ``error(y, outputs)`` in TensorFlow's operations, one number.
    dtype : str
    """
    import tensorflow as tf

    copy = twin(model, dtype)
    with tf.GradientTape() as tape:
        value = error(tf.constant(y, dtype), copy(tf.constant(x, dtype)))
    return [gradient.numpy() for gradient in tape.gradient(value, copy.trainable_variables)]


def by_name(arrays):
    """Name gradients as lesson 07 does: ``dE/dw1``, …, unit by unit, then ``dE/db1``, …."""
    weights = np.concatenate([kernel.T.ravel() for kernel in arrays[0::2]])
    biases = np.concatenate(arrays[1::2])
    named = {f"dE/dw{i}": g for i, g in enumerate(weights, 1)}
    return named | {f"dE/db{i}": g for i, g in enumerate(biases, 1)}
