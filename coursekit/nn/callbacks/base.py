"""Hooks that ``fit`` calls while it trains."""


class Callback:
    """Base of all callbacks: override the moments you need.

    Attributes
    ----------
    model : Sequential
        The model that is being trained; set ``model.stop_training = True`` to end after this epoch.
    params : dict
        ``epochs``, ``steps`` (batches an epoch) and ``verbose``.
    """

    model = None
    params = None

    def set_model(self, model):
        """Remember the model."""
        self.model = model

    def set_params(self, params):
        """Remember how the training was called."""
        self.params = params

    def on_train_begin(self, logs=None):
        """Before the first epoch."""

    def on_train_end(self, logs=None):
        """After the last epoch."""

    def on_epoch_begin(self, epoch, logs=None):
        """Before epoch ``epoch``, counted from 0."""

    def on_epoch_end(self, epoch, logs=None):
        """After epoch ``epoch``; ``logs`` holds the loss, the metrics and their ``val_`` twins."""

    def on_train_batch_begin(self, batch, logs=None):
        """Before batch ``batch`` of the epoch, counted from 0."""

    def on_train_batch_end(self, batch, logs=None):
        """After batch ``batch``; ``logs`` holds the means of the epoch so far."""

    @property
    def wants_batches(self):
        """Whether a batch hook is overridden; training is faster when none is."""
        return any(
            getattr(type(self), name) is not getattr(Callback, name)
            for name in ("on_train_batch_begin", "on_train_batch_end")
        )


class CallbackList:
    """Several callbacks called one after another, in the order in which they were given."""

    def __init__(self, callbacks, model, params):
        self.callbacks = callbacks
        for callback in callbacks:
            callback.set_model(model)
            callback.set_params(params)

    @property
    def wants_batches(self):
        """Whether any of them looks at single batches."""
        return any(getattr(callback, "wants_batches", True) for callback in self.callbacks)

    def call(self, moment, *arguments):
        """Call the method named ``moment`` of each."""
        for callback in self.callbacks:
            getattr(callback, moment)(*arguments)
