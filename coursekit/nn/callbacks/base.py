"""Hooks that ``fit``, ``evaluate`` and ``predict`` call while they work."""

BATCH_HOOKS = {
    "train": ("on_train_batch_begin", "on_train_batch_end", "on_batch_begin", "on_batch_end"),
    "test": ("on_test_batch_begin", "on_test_batch_end"),
    "predict": ("on_predict_batch_begin", "on_predict_batch_end"),
}


class Callback:
    """Base of all callbacks: override the moments you need.

    Attributes
    ----------
    model : Sequential
        The model that is at work; set ``model.stop_training = True`` to end the training, in a
        hook for batches after this batch, else after this epoch.
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
        self.on_batch_begin(batch, logs)

    def on_train_batch_end(self, batch, logs=None):
        """After batch ``batch``; ``logs`` holds the means of the epoch so far."""
        self.on_batch_end(batch, logs)

    def on_batch_begin(self, batch, logs=None):
        """Another name for `on_train_batch_begin`."""

    def on_batch_end(self, batch, logs=None):
        """Another name for `on_train_batch_end`."""

    def on_test_begin(self, logs=None):
        """Before an evaluation, also that of the validation data."""

    def on_test_end(self, logs=None):
        """After an evaluation; ``logs`` holds its loss and metrics."""

    def on_test_batch_begin(self, batch, logs=None):
        """Before batch ``batch`` of an evaluation."""

    def on_test_batch_end(self, batch, logs=None):
        """After batch ``batch`` of an evaluation; ``logs`` holds the means so far."""

    def on_predict_begin(self, logs=None):
        """Before a prediction."""

    def on_predict_end(self, logs=None):
        """After a prediction."""

    def on_predict_batch_begin(self, batch, logs=None):
        """Before batch ``batch`` of a prediction."""

    def on_predict_batch_end(self, batch, logs=None):
        """After batch ``batch`` of a prediction; ``logs["outputs"]`` holds its outputs."""

    def wants_batches(self, phase="train"):
        """Whether a batch hook of this phase is overridden; work is faster when none is."""
        return any(
            name in vars(self) or getattr(type(self), name) is not getattr(Callback, name)
            for name in BATCH_HOOKS[phase]
        )


class CallbackList:
    """Several callbacks called one after another, in the order in which they were given."""

    def __init__(self, callbacks, model, params):
        self.callbacks = callbacks
        for callback in callbacks:
            callback.set_model(model)
            callback.set_params(params)

    def wants_batches(self, phase="train"):
        """Whether any of them looks at single batches of this phase."""
        return any(callback.wants_batches(phase) for callback in self.callbacks)

    def call(self, moment, *arguments):
        """Call the method named ``moment`` of each."""
        for callback in self.callbacks:
            getattr(callback, moment)(*arguments)
