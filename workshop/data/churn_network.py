"""Train the network that the churn explorer shows: 11-6-6-1, as in lesson 11, in two seconds."""

import json

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from coursekit import nn
from coursekit.datasets import load_churn
from coursekit.datasets.churn import INPUTS, churn_inputs
from coursekit.explorers.churn.network import FACTS, FILE

AMOUNTS = ("CreditScore", "Age", "Tenure", "Balance", "EstimatedSalary")


def build():
    """Train the network and return everything that the file holds."""
    table = load_churn("embedded")
    train, test = split(len(table))
    x, left = churn_inputs(table), table["Exited"].to_numpy()
    mean, deviation = x[train].mean(axis=0), x[train].std(axis=0)
    z = (x - mean) / deviation
    model = fit(z[train], left[train])
    probability = model.predict(z, verbose=0).ravel()
    return {
        "inputs": list(INPUTS),
        "mean": mean.round(6).tolist(),
        "deviation": deviation.round(6).tolist(),
        "weights": [array.round(5).tolist() for array in model.get_weights()],
        "average": average(table.iloc[train]),
        "customers": chosen(table.iloc[test], probability[test]),
        "test": quality(left[test], probability[test]),
    }


def split(rows):
    """The row numbers of the training and the test part, as in lesson 11."""
    return train_test_split(np.arange(rows), test_size=0.2, random_state=0)


def fit(z, left, seed=0):
    """Train the network 11-6-6-1 of lesson 11 for 20 epochs, in 64-bit numbers."""
    before = nn.config.floatx()
    nn.config.set_floatx("float64")  # 32-bit numbers would differ more between computers
    try:
        nn.utils.set_random_seed(seed)
        model = nn.Sequential([nn.Input((len(INPUTS),))])
        for _ in range(2):
            model.add(nn.layers.Dense(6, activation="relu"))
        model.add(nn.layers.Dense(1, activation="sigmoid"))
        model.compile(optimizer=nn.optimizers.Adam(0.01), loss="binary_crossentropy")
        model.fit(z, left, batch_size=64, epochs=20, verbose=0)
    finally:
        nn.config.set_floatx(before)
    return model


def average(table):
    """The average customer: the mean of every amount, the commonest value of every other fact."""
    return {
        column: _plain(table[column].mean() if column in AMOUNTS else table[column].mode()[0])
        for column in FACTS.values()
    }


def chosen(table, probability):
    """Four customers of the test part, who train nothing: how each was chosen is its name."""
    one = table["NumOfProducts"] == 1
    three = table["NumOfProducts"] == 3
    old = table["Age"] >= 65
    rules = {
        "likely to leave": (one, 0.85),
        "on the fence": (one, 0.5),
        "three products": (three, 0.95),
        "older and active": (old & (table["IsActiveMember"] == 1), 0.15),
    }
    found = {}
    for name, (allowed, wanted) in rules.items():
        distance = np.where(allowed, np.abs(probability - wanted), np.inf)
        customer = table.iloc[int(distance.argmin())]
        found[name] = {column: _plain(customer[column]) for column in FACTS.values()}
    return found


def quality(left, probability):
    """Accuracy and AUC on the test part."""
    return {
        "accuracy": round(float(((probability > 0.5) == left).mean()), 3),
        "auc": round(float(roc_auc_score(left, probability)), 3),
    }


def as_text(built):
    """The bytes of the file, as text."""
    return json.dumps(built, separators=(",", ":")) + "\n"


def _plain(value):
    """A text, or a number with two decimals of Python's own kind, which JSON knows."""
    return value if isinstance(value, str) else round(float(value), 2)


def write():
    """Train the network and store it; return the file."""
    FILE.write_text(as_text(build()), encoding="utf-8", newline="\n")
    return FILE
