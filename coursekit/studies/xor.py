"""Trains networks on the four rows of XOR, from any start and of any size."""

from coursekit.machines.gates import XOR, binary_inputs


def learn_xor(hidden=2, activation="tanh", seed=0, learning_rate=0.1, epochs=200, engine=None):
    """Train a network with dense hidden layers and one sigmoid output on XOR, by Adam.

    Parameters
    ----------
    hidden : int or sequence of int
        Neurons of the hidden layer, or of each hidden layer.
    activation : str
        Of the hidden layers.
    seed : int
        Decides the random first weights.
    learning_rate : float
    epochs : int
        Each shows the four rows once, in one batch.
    engine : module, optional
        `coursekit.nn` (default) or ``keras``.

    Returns
    -------
    model : Sequential
    losses : list of float
        Binary cross-entropy of each epoch.
    """
    if engine is None:
        from coursekit import nn as engine
    engine.utils.set_random_seed(seed)
    sizes = [hidden] if isinstance(hidden, int) else list(hidden)
    layers = [engine.layers.Dense(units, activation=activation) for units in sizes]
    output = engine.layers.Dense(1, activation="sigmoid")
    model = engine.Sequential([engine.Input((2,)), *layers, output])
    adam = engine.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=adam, loss="binary_crossentropy")
    x, d = binary_inputs(2), XOR(binary_inputs(2))
    history = model.fit(
        x.astype("float32"), d.astype("float32"), epochs=epochs, batch_size=4, verbose=0
    )
    return model, history.history["loss"]
