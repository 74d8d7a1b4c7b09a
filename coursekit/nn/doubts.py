"""Models that contradict themselves: one sentence of warning each before the training."""

import warnings

from coursekit.nn.losses import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Huber,
    MeanAbsoluteError,
    MeanSquaredError,
)


def warn_of_contradictions(model, stacklevel=3):
    """Warn of what Keras would train without a word, and what can hardly be meant."""
    output, loss = _output_activation(model), model.loss
    units, on_sums = model.output_shape[-1], model.ends_in_partner_of(loss)
    for sentence in (_alone(output, units, loss), _pair(output, units, loss, on_sums)):
        if sentence:
            warnings.warn(sentence, UserWarning, stacklevel=stacklevel)


def _output_activation(model):
    """Name of the last activation; layers behind it, such as Flatten, only move its numbers."""
    ends = (layer for layer in reversed(model.layers) if not layer.passes_on())
    found = (getattr(layer, "activation", None) for layer in ends)
    return next((activation.name for activation in found if activation is not None), "linear")


def _alone(output, units, loss):
    """What one unit can never tell."""
    if units != 1:
        return None
    if output == "softmax":
        return (
            "softmax over one unit is 1 whatever the input: use "
            'Dense(1, activation="sigmoid") with binary_crossentropy, or one unit for each class.'
        )
    if isinstance(loss, CategoricalCrossentropy):
        return (
            f"{type(loss).__name__} of one output is always 0: use binary_crossentropy, or one "
            "unit for each class."
        )
    return None


def _pair(output, units, loss, on_sums):
    """Output activations and losses that do not belong together."""
    name = type(loss).__name__
    if getattr(loss, "from_logits", False):
        if output == loss.partner:
            used = "the sums before it are used, as in Keras; " if on_sums else ""
            return (
                f"{name}(from_logits=True) expects sums, but the model ends in {output}: {used}"
                f"drop from_logits or the {output}."
            )
        return None
    if output == "softmax" and units > 1:
        if isinstance(loss, (MeanSquaredError, MeanAbsoluteError, Huber)):
            return (
                f"{name} on softmax outputs learns slowly, its gradient vanishes where the model "
                "is surely wrong: use categorical_crossentropy for classes."
            )
        if isinstance(loss, BinaryCrossentropy):
            return f"{name} on softmax outputs: use categorical_crossentropy, or sigmoid outputs."
    if output == "sigmoid" and units > 1 and isinstance(loss, CategoricalCrossentropy):
        return f"{name} on sigmoid outputs: use softmax, whose outputs add up to 1."
    if output == "linear" and units > 1 and isinstance(loss, CategoricalCrossentropy):
        return (
            f"{name} expects probabilities, but the model ends without an activation: end in "
            "softmax, or give the loss from_logits=True."
        )
    if output == "linear" and isinstance(loss, BinaryCrossentropy):
        return (
            f"{name} expects probabilities, but the model ends without an activation: end in "
            "sigmoid, or give the loss from_logits=True."
        )
    return None
