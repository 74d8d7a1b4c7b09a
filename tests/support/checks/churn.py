"""The network of lesson 11 on a churn table, with either engine, for tests that hold its bands."""

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from coursekit.datasets.churn import churn_inputs


def prepare(table):
    """Scaled training and test columns and their labels, on the standard split."""
    x_train, x_test, y_train, y_test = train_test_split(
        churn_inputs(table), table["Exited"].to_numpy(), test_size=0.2, random_state=0
    )
    scaler = StandardScaler().fit(x_train)
    z_train, z_test = (scaler.transform(x).astype("float32") for x in (x_train, x_test))
    return z_train, y_train, z_test, y_test


def scores(keras, data, seeds, **compile_options):
    """Test accuracy and AUC, shape (2, number of seeds), of the network 11-6-6-1."""
    z_train, y_train, z_test, y_test = data
    results = []
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        dense = keras.layers.Dense
        model = keras.Sequential(
            [keras.Input((11,)), dense(6, "relu"), dense(6, "relu"), dense(1, "sigmoid")]
        )
        adam = keras.optimizers.Adam(learning_rate=0.01)
        model.compile(optimizer=adam, loss="binary_crossentropy", **compile_options)
        stop = keras.callbacks.EarlyStopping(
            monitor="val_loss", min_delta=1e-4, patience=20, restore_best_weights=True
        )
        model.fit(
            z_train, y_train, batch_size=32, epochs=40, validation_split=0.33, verbose=0,
            callbacks=[stop],
        )  # fmt: skip
        p = model.predict(z_test, batch_size=2_000, verbose=0).ravel()
        results.append([((p > 0.5) == y_test).mean(), roc_auc_score(y_test, p)])
    return np.array(results).T
