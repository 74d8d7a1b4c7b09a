"""Measurements of lesson 11: four trainings, each with one thing done differently."""

import numpy as np

from coursekit import nn

SMALL, BIG = (6, 6), (64, 64)


def four_runs(x, y, new, new_y, leak):
    """Train four networks of which each has one thing wrong; return their histories.

    Parameters
    ----------
    x, y : array (rows, columns), array (rows,)
        The training part.
    new, new_y : array, array
        The validation part.
    leak : tuple of two arrays
        One more column for the training and for the validation part, which knows the answers.

    Returns
    -------
    dict of str to dict
        Under the letters A to D: ``loss`` and ``val_loss``, a number an epoch.
    """
    wider = [np.column_stack([part, column]) for part, column in zip((x, new), leak, strict=True)]
    return {
        "A": _history(SMALL, 0.00015, (x, y, new, new_y)),
        "B": _history(BIG, 0.003, (x[:800], y[:800], new, new_y)),
        "C": _history(SMALL, 0.01, (wider[0], y, wider[1], new_y)),
        "D": _history(SMALL, 0.5, (x, y, new, new_y)),
    }


def _history(hidden, learning_rate, parts, epochs=30):
    """Loss on both parts after each of some epochs of Adam."""
    x, y, new, new_y = parts
    nn.utils.set_random_seed(0)
    model = nn.Sequential([nn.Input((x.shape[1],))])
    for units in hidden:
        model.add(nn.layers.Dense(units, activation="relu"))
    model.add(nn.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=nn.optimizers.Adam(learning_rate), loss="binary_crossentropy")
    return model.fit(
        x, y, batch_size=64, epochs=epochs, validation_data=(new, new_y), verbose=0
    ).history
