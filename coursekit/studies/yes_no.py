"""Asks a network with one sigmoid output for yes or no."""

import numpy as np


def outputs(model):
    """Return a function of rows, shape (n, inputs), that gives the network's n outputs.

    Works with models of `coursekit.nn` and of Keras.
    """
    return lambda x: np.ravel(model.predict(np.asarray(x, dtype="float32"), verbose=0))


def accuracy(model, x, d):
    """Return the share of rows whose output lies on the right side of ½.

    Parameters
    ----------
    model : Sequential of `coursekit.nn` or Keras, with one output
    x : array, shape (n, inputs)
    d : array of 0 and 1, shape (n,)
    """
    answers, d = outputs(model)(x) > 0.5, np.asarray(d)
    if answers.shape != d.shape:
        raise ValueError(
            f"accuracy compares one output with one target a row, got {answers.size} outputs and "
            f"targets of shape {d.shape}: use a model with one output and a flat list of 0 and 1."
        )
    return float(np.mean(answers == d))
