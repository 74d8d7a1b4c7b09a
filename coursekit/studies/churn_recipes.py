"""The two recipes of lesson 11 and their control, trained for 200 epochs with four draws each.

``record`` trains the twelve networks anew, in two minutes or more; ``recorded`` reads what it gave
from ``churn_recipes.json`` beside this file.  To write that file anew, run
``python -m coursekit.studies.churn_recipes``.
"""

import json
from pathlib import Path

import numpy as np

RECIPES = {
    "first recipe": {"hidden": (6, 6), "learning_rate": 0.001, "start": "random_uniform"},
    "second recipe": {"hidden": (11, 7, 6), "dropout": (0, 0.2, 0.3), "learning_rate": 0.01},
    "first, other start": {"hidden": (6, 6), "learning_rate": 0.001},
}
SEEDS = (0, 1, 2, 3)
EPOCHS = 200
FILE = Path(__file__).with_name("churn_recipes.json")


def recorded():
    """Return the stored trainings in the form of `record`, to four decimals."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: {measure: np.array(draws) / 10_000 for measure, draws in curves.items()}
        for name, curves in stored.items()
    }


def record(epochs=EPOCHS, tell=print):
    """Train every recipe with four draws of its random numbers.

    Parameters
    ----------
    epochs : int
    tell : callable
        Is told which network is being trained.

    Returns
    -------
    dict of str to dict of str to ndarray
        Under the name of a recipe ``"val_loss"`` and ``"auc"`` on the validation customers, a row a
        draw and a column an epoch.
    """
    parts, curves = customers(), {}
    for name, recipe in RECIPES.items():
        draws = []
        for seed in SEEDS:
            tell(f"{name}, draw {seed + 1} of {len(SEEDS)}")
            draws.append(train(recipe, seed, *parts, epochs=epochs))
        curves[name] = {key: np.array([draw[key] for draw in draws]) for key in ("val_loss", "auc")}
    return curves


def stopped_after(losses, min_delta=1e-4, patience=20):
    """Return the epoch after which early stopping ends a training with these validation losses.

    The last epoch, when it never does.
    """
    best, waited = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        progress = loss < best - min_delta
        best, waited = (loss, 0) if progress else (best, waited + 1)
        if waited == patience:
            return epoch
    return len(losses)


def customers():
    """Return training and validation part of lesson 11, standardised: (z, y, z_val, y_val)."""
    import pandas as pd
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    from coursekit.datasets import load_churn

    table = load_churn("embedded")
    facts = table.loc[:, "CreditScore":"EstimatedSalary"]
    x = pd.get_dummies(facts, columns=["Geography", "Gender"], drop_first=True).to_numpy(float)
    y = table["Exited"].to_numpy()
    kept, _ = train_test_split(np.arange(10_000), test_size=0.2, random_state=0)
    train_rows, val_rows = kept[:5_359], kept[5_359:]
    z = StandardScaler().fit(x[train_rows]).transform(x).astype("float32")
    return z[train_rows], y[train_rows], z[val_rows], y[val_rows]


def train(recipe, seed, z, y, z_val, y_val, epochs=EPOCHS):
    """Train one network in float64; return its history with ``"auc"``, a number an epoch."""
    from sklearn.metrics import roc_auc_score

    from coursekit import nn

    before, aucs = nn.config.floatx(), []
    nn.config.set_floatx("float64")  # so that machines agree longer
    try:
        nn.utils.set_random_seed(seed)
        model = build(**recipe)
        watch = nn.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: aucs.append(
                roc_auc_score(y_val, model.predict(z_val, batch_size=3_000, verbose=0).ravel())
            )
        )
        fitting = model.fit(
            z, y, batch_size=10, epochs=epochs, validation_data=(z_val, y_val),
            callbacks=[watch], verbose=0,
        )  # fmt: skip
    finally:
        nn.config.set_floatx(before)
    return {**fitting.history, "auc": aucs}


def build(hidden, learning_rate, dropout=(), start="glorot_uniform"):
    """A network 11-…-1 as lesson 11 builds it, ready to train."""
    from coursekit import nn

    model = nn.Sequential([nn.Input((11,))])
    for number, units in enumerate(hidden):
        model.add(nn.layers.Dense(units, activation="relu", kernel_initializer=start))
        if number < len(dropout):
            model.add(nn.layers.Dropout(dropout[number]))
    model.add(nn.layers.Dense(1, activation="sigmoid", kernel_initializer=start))
    model.compile(nn.optimizers.Adam(learning_rate), "binary_crossentropy")
    return model


def _to_store(curves):
    """The curves as whole numbers of 1/10,000, for a small file."""
    return {
        name: {key: np.rint(10_000 * values).astype(int).tolist() for key, values in pair.items()}
        for name, pair in curves.items()
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(_to_store(record()), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")
