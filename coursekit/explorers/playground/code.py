"""What leaves the playground: a model with the current weights, and a script that rebuilds it."""

import numpy as np

from coursekit.explorers.playground.run import LOSSES, OPTIMIZERS, build

NUMPY = {
    "x1": "x1",
    "x2": "x2",
    "x1**2": "x1**2",
    "x2**2": "x2**2",
    "x1*x2": "x1 * x2",
    "sin x1": "np.sin(x1)",
    "sin x2": "np.sin(x2)",
}
KERAS_OPTIMIZERS = {
    "SGD": "SGD(learning_rate={lr!r})",
    "momentum": "SGD(learning_rate={lr!r}, momentum=0.9)",
    "Adam": "Adam(learning_rate={lr!r})",
}
IMPORTS = {"coursekit": "from coursekit import nn as keras", "keras": "import keras"}


def model_of(state, classes, weights):
    """Return a compiled ``coursekit.nn`` Sequential with these weights."""
    model = build(state, classes)
    metrics = ["accuracy"] if classes else None
    model.compile(OPTIMIZERS[state.optimizer](state.lr), LOSSES[classes](), metrics=metrics)
    model.set_weights(weights)
    return model


def arrays(theta, sizes):
    """Cut the list of all parameters into kernel, bias, kernel, bias, …"""
    found, start = [], 0
    for n, m in zip(sizes, sizes[1:], strict=False):
        kernel, bias = start + n * m, start + n * m + m
        found += [np.reshape(theta[start:kernel], (n, m)), np.array(theta[kernel:bias])]
        start = bias
    return found


def script(state, classes, engine, share, weights=None):
    """Return a script for ``coursekit.nn`` or Keras.

    Parameters
    ----------
    state : State
    classes : bool
        Whether the targets are classes.
    engine : {"coursekit", "keras"}
    share : str
        The line that makes the explorer, for the data.
    weights : list of arrays, optional
        To be set; otherwise the script trains from new random weights.
    """
    lines = [
        "import numpy as np",
        "",
        IMPORTS[engine],
        "from coursekit import explore",
        "",
        'keras.config.set_floatx("float64")  # as the playground computes',
        *(['keras.config.set_dtype_policy("float64")'] if engine == "keras" else []),
        f"playground = {share}",
        "(X_train, y_train), (X_test, y_test) = playground.samples()",
        "",
        "",
        "def features(X):",
        "    x1, x2 = X.T",
        f"    return np.column_stack([{', '.join(NUMPY[name] for name in state.features)}])",
        "",
        "",
        "model = keras.Sequential(",
        "    [",
        f"        keras.Input(({len(state.features)},)),",
        *(f"        {layer}," for layer in _layers(state, classes, engine)),
        "    ]",
        ")",
        "model.compile(",
        f"    optimizer=keras.optimizers.{KERAS_OPTIMIZERS[state.optimizer].format(lr=state.lr)},",
        f'    loss="{LOSSES[classes].default_name}",',
        *(['    metrics=["accuracy"],'] if classes else []),
        ")",
        *(_training(state, engine) if weights is None else _setting(weights)),
        'print("test:", model.evaluate(features(X_test), y_test, verbose=0))',
    ]
    return "\n".join(lines) + "\n"


def _layers(state, classes, engine):
    """The lines of the layers; only Keras has penalties."""
    extra = ""
    if engine == "keras" and state.penalty != "none":
        extra = f", kernel_regularizer=keras.regularizers.{state.penalty}({state.rate!r})"
    shapes = [(m, state.activation) for m in state.hidden]
    shapes.append((1, "sigmoid" if classes else "linear"))
    return [f'keras.layers.Dense({m}, activation="{f}"{extra})' for m, f in shapes]


def _training(state, engine):
    lines = ["model.fit(", "    features(X_train),", "    y_train,"]
    lines += [f"    batch_size={state.batch_size},", f"    epochs={max(1, state.step)},"]
    lines += ["    validation_data=(features(X_test), y_test),", "    verbose=0,", ")"]
    if engine == "coursekit" and state.penalty != "none":
        lines.insert(0, f"# without the penalty {state.penalty}, which only Keras has")
    return lines


def _setting(weights):
    rows = [f"        np.array({np.array(values).tolist()!r})," for values in weights]
    return ["model.set_weights(", "    [", *rows, "    ]", ")"]
