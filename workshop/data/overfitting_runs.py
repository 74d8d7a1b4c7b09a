"""Record what the overfitting explorer plays back: 27 trainings, in about ten seconds."""

import json

from coursekit import nn
from coursekit.datasets import load_churn
from coursekit.datasets.churn import churn_inputs
from coursekit.explorers.overfitting.runs import DROPOUTS, EPOCHS, FILE, SEEDS, SIZES

ROWS = 800


def record():
    """Train all 27 networks and return their histories in the form that the file has."""
    parts = customers()
    return {
        f"{size} {dropout:g} {seed}": _rounded(train(SIZES[size], dropout, seed, *parts))
        for size in SIZES
        for dropout in DROPOUTS
        for seed in SEEDS
    }


def customers(rows=ROWS):
    """Return 800 customers to fit and 800 to watch, (x, y, x_val, y_val), from the invented table.

    The columns are standardised with the mean and spread of the rows to fit.
    """
    table = load_churn("embedded")[: 2 * rows]
    labels = table["Exited"].to_numpy("float32")
    x = churn_inputs(table)  # (1600, 11)
    z = ((x - x[:rows].mean(axis=0)) / x[:rows].std(axis=0)).astype("float32")
    return z[:rows], labels[:rows], z[rows:], labels[rows:]


def train(hidden, dropout, seed, x, y, x_val, y_val, epochs=EPOCHS):
    """Train one network 11-…-1 with Adam and batches of 32; return its ``History.history``."""
    nn.utils.set_random_seed(seed)
    model = nn.Sequential([nn.Input((x.shape[1],))])
    for units in hidden:
        model.add(nn.layers.Dense(units, activation="relu"))
        model.add(nn.layers.Dropout(dropout))
    model.add(nn.layers.Dense(1, activation="sigmoid"))
    model.compile(nn.optimizers.Adam(learning_rate=0.003), "binary_crossentropy")
    watched = (x_val, y_val)
    return model.fit(x, y, 32, epochs=epochs, validation_data=watched, verbose=0).history


def _rounded(history):
    return {name: [round(10_000 * value) for value in values] for name, values in history.items()}


def write():
    """Train all networks and store their histories; return the file."""
    FILE.write_text(json.dumps(record(), separators=(",", ":")) + "\n", encoding="utf-8")
    return FILE
