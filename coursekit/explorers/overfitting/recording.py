"""The training runs that the overfitting explorer plays back, and the code that recorded them.

``python -m coursekit.explorers.overfitting.recording`` trains the 27 networks anew, in about ten
seconds, and writes them to ``recorded_runs.json`` beside this file.
"""

import json
from functools import cache
from pathlib import Path

SIZES = {"6-6": (6, 6), "32-32": (32, 32), "64-64": (64, 64)}
DROPOUTS = (0.0, 0.2, 0.5)
SEEDS = (0, 1, 2)
EPOCHS = 100
ROWS = 800
FILE = Path(__file__).with_name("recorded_runs.json")


@cache
def recorded():
    """Return the recorded histories: ``"size dropout seed"`` → loss and val_loss in 1/10,000."""
    return json.loads(FILE.read_text(encoding="utf-8"))


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
    import pandas as pd

    from coursekit.datasets import load_churn

    table = load_churn("embedded")[: 2 * rows]
    labels = table["Exited"].to_numpy("float32")
    inputs = table.drop(columns=["RowNumber", "CustomerId", "Surname", "Exited"])
    x = pd.get_dummies(inputs, drop_first=True).to_numpy(float)  # (1600, 11)
    z = ((x - x[:rows].mean(axis=0)) / x[:rows].std(axis=0)).astype("float32")
    return z[:rows], labels[:rows], z[rows:], labels[rows:]


def train(hidden, dropout, seed, x, y, x_val, y_val, epochs=EPOCHS):
    """Train one network 11-…-1 with Adam and batches of 32; return its ``History.history``."""
    from coursekit import nn

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


if __name__ == "__main__":
    FILE.write_text(json.dumps(record(), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")
