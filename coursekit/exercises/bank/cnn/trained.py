"""Judges a trained network by what it does on test pictures, whatever its layers look like."""

import functools

import numpy as np

from coursekit.exercises.verdict import RIGHT, WRONG, Verdict

MOST_PARAMETERS = 3_000
LEAST_ACCURACY = 0.97


@functools.cache
def lesson_digits():
    """Return the test digits of lesson 13 as networks read them, (450, 8, 8, 1), and labels."""
    from coursekit.datasets import load_digits

    _, (x, y) = load_digits(test_size=0.25)
    return x[..., None].astype("float32") / 16, y


def examine_digits_network(exercise, model):
    """Judge a trained CNN for the digits: its layers, its number of parameters, its accuracy.

    Parameters
    ----------
    exercise : Exercise
        Its mistakes name what is wrong.
    model : Keras model, coursekit model, or anything with `layers`, `count_params`, `predict`

    Returns
    -------
    Verdict
    """
    if not all(hasattr(model, name) for name in ("layers", "count_params", "predict")):
        return Verdict(
            WRONG,
            f"check.{exercise.name} expects a trained model, got {type(model).__name__}: "
            f"hand in the model itself, as in check.{exercise.name}(small).",
        )
    if not any(type(layer).__name__ == "Conv2D" for layer in model.layers):
        return exercise.refuse("no convolution", "Your network has no Conv2D layer.")
    try:
        number, output = _ask(model)
    except Exception as error:  # whatever a half-built network may raise
        reason = str(error).partition("\n")[0].rstrip(".")
        return Verdict(
            WRONG,
            f"Your network stopped with {type(error).__name__}: {reason}. "
            "It must read pictures of shape (n, 8, 8, 1).",
        )
    if number > MOST_PARAMETERS:
        said = f"Your network has {number:,} parameters; at most {MOST_PARAMETERS:,} are allowed."
        return exercise.refuse("too many parameters", said)
    return _judge_accuracy(exercise, number, output)


def _ask(model):
    """Return the number of parameters and the outputs for the test digits."""
    x, _ = lesson_digits()
    return model.count_params(), np.asarray(model.predict(x, verbose=0))


def _judge_accuracy(exercise, number, output):
    _, y = lesson_digits()
    if output.shape != (len(y), 10):
        said = f"For {len(y)} digits your network gives an array of shape {output.shape}."
        return exercise.refuse("other outputs than ten", said)
    accuracy = float((output.argmax(axis=1) == y).mean())
    said = f"{number:,} parameters, and {100 * accuracy:.1f} % of the test digits are right"
    if accuracy >= LEAST_ACCURACY:
        return Verdict(RIGHT, f"Right: {said}.")
    name = "not trained" if accuracy < 0.2 else "not good enough yet"
    return exercise.refuse(name, f"{said}; {100 * LEAST_ACCURACY:.0f} % are asked for.")
