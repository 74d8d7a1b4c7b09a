"""A progress bar for training with either engine; hidden where ``TQDM_DISABLE=1`` is set."""


def bar(keras, epochs):
    """Return a callback that moves a progress bar by one step an epoch.

    Parameters
    ----------
    keras : module
        ``keras`` or ``coursekit.nn``: the engine whose ``fit`` gets the callback.
    epochs : int
        The largest number of epochs.
    """
    from tqdm.auto import tqdm

    state = tqdm(total=epochs, unit="epoch", leave=False)
    return keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: state.update(),
        on_train_end=lambda logs: state.close(),
    )
