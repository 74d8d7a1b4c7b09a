"""Sequential: a network that can be trained, with the names and defaults of Keras."""

from types import NoneType

import numpy as np

from coursekit.nn import losses, optimizers, training
from coursekit.nn import metrics as kinds_of_metric
from coursekit.nn.callbacks import CallbackList, History
from coursekit.nn.data import check_inputs, check_targets
from coursekit.nn.network import Network
from coursekit.nn.plan import check_batch_size, check_callbacks, check_verbose, make_plan
from coursekit.nn.progress import Progress
from coursekit.nn.summary import summary_text


class Sequential(Network):
    """A network whose layers follow one another.

    Parameters
    ----------
    layers : list, optional
        ``Input`` first (or the shape is taken from the first data), then layers in order.
    name : str, optional

    Attributes
    ----------
    layers : list of Layer
    theta, gradient : ndarray, shape (count_params(),)
        All weights in one vector, and the gradient of the loss of the last batch.
    history : History
        What the last ``fit`` recorded, also when it was interrupted.
    stop_training : bool
        A callback sets it to end the training after this epoch.

    Examples
    --------
    >>> from coursekit import nn
    >>> model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, activation="sigmoid")])
    >>> model.compile(optimizer="sgd", loss="binary_crossentropy")
    >>> model.count_params()
    3
    """

    def __init__(self, layers=None, *, name=None):
        super().__init__(layers, name=name)
        self.loss = None
        self.optimizer = None
        self.metrics = []
        self.history = None
        self.stop_training = False

    def compile(self, optimizer="rmsprop", loss=None, *, metrics=None):
        """Choose how to train: names or objects, as in Keras.

        Parameters
        ----------
        optimizer : str or Optimizer
            ``"sgd"``, ``"adam"``, … or an object with its own learning rate.
        loss : str or Loss
            ``"binary_crossentropy"``, ``"mse"``, …
        metrics : list of str or Metric, optional
            ``["accuracy"]`` fits its kind to the loss and the labels.
        """
        if loss is None:
            raise ValueError('compile needs a loss, for example loss="binary_crossentropy".')
        if not isinstance(metrics, (list, tuple, NoneType)):
            raise ValueError('metrics must be a list, for example metrics=["accuracy"].')
        found = [kinds_of_metric.get(metric) for metric in metrics or []]
        chosen = optimizers.get(optimizer), losses.get(loss)
        (self.optimizer, self.loss), self.metrics = chosen, found
        self._optimizer_for = None

    def fit(
        self,
        x=None,
        y=None,
        batch_size=None,
        epochs=1,
        verbose="auto",
        callbacks=None,
        validation_split=0.0,
        validation_data=None,
        shuffle=True,
        *,
        initial_epoch=0,
        validation_batch_size=None,
        validation_freq=1,
        seed=None,
    ):
        """Train on ``x`` and ``y``.

        Parameters
        ----------
        x : array-like, shape (n, …)
            Inputs; a pandas table of numbers will do.
        y : array-like, shape (n,) or (n, k)
            Targets.
        batch_size : int, optional
            Samples a step; 32 when left out.
        epochs : int
            Passes over the data.
        verbose : {"auto", 0, 1, 2}
            0 is silent, 1 a bar, 2 a line an epoch; "auto" shows a bar on long trainings that
            somebody watches.
        callbacks : list of Callback, optional
        validation_split : float
            Share of the last rows kept for validation, taken before shuffling.
        validation_data : (x, y), optional
            Data for validation; wins over ``validation_split``.
        shuffle : bool
            Whether each epoch takes the rows in a new random order.
        initial_epoch : int
            Number of epochs already done.
        validation_batch_size, validation_freq : int, optional
            Batch size of the validation, and every how many epochs it happens.
        seed : int or numpy.random.Generator, optional
            For the shuffling; the shared generator when left out.

        Returns
        -------
        History
            Also kept as ``model.history``.  An interruption (``KeyboardInterrupt``) goes on to the
            caller; ``model.history`` then holds the finished epochs, and the model keeps the
            weights of its last step.

        Raises
        ------
        ValueError
            When the data or an option cannot be used; nothing has changed then.
        """
        self._must_be_compiled()
        extra, verbose = check_callbacks(callbacks), check_verbose(verbose)
        plan = make_plan(
            self,
            x,
            y,
            batch_size=batch_size,
            epochs=epochs,
            validation_split=validation_split,
            validation_data=validation_data,
            shuffle=shuffle,
            initial_epoch=initial_epoch,
            validation_batch_size=validation_batch_size,
            validation_freq=validation_freq,
            seed=seed,
        )
        self._prepare(plan.x)
        self.stop_training = False
        self.history = History()
        params = {"epochs": plan.epochs, "steps": plan.steps, "verbose": verbose}
        chain = CallbackList([*extra, self.history], self, params)
        progress = Progress(verbose, plan.epochs, plan.steps, plan.initial_epoch)
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                training.run_epochs(self, plan, chain, progress)
        finally:
            progress.close()
        return self.history

    def train_on_batch(self, x, y, return_dict=False):
        """One step on one batch; returns the loss before the step, as ``evaluate`` does."""
        self._must_be_compiled()
        x = check_inputs(self, x)
        y = check_targets(self, x, y)
        self._prepare(x)
        meter = training.Meter(self.loss, self.metrics, len(x))
        for x_all, y_all in training.blocks(x, y, None, len(x), *training.types(self, y)):
            meter.update(y_all, training.train_step(self, x_all, y_all))
        return _report(meter.result(), return_dict)

    def evaluate(self, x=None, y=None, batch_size=None, verbose="auto", *, return_dict=False):
        """Loss, or a list of the loss and the metrics, or with ``return_dict`` all by name."""
        self._must_be_compiled()
        batch_size = check_batch_size(batch_size)
        x = check_inputs(self, x)
        y = check_targets(self, x, y)
        self._build_for(x)
        return _report(training.run_evaluation(self, x, y, batch_size), return_dict)

    def predict(self, x, batch_size=None, verbose="auto"):
        """Outputs for every row of ``x``, as an array."""
        batch_size = check_batch_size(batch_size)
        x = check_inputs(self, x)
        self._build_for(x)
        return training.run_prediction(self, x, batch_size)

    def __call__(self, x, training=False):
        """Outputs for a batch ``x``, as an array."""
        x = check_inputs(self, x)
        self._build_for(x)
        return self.forward(x.astype(self.theta.dtype, copy=False), training=training)

    def summary(self, line_length=None, *, print_fn=None):
        """Print the table of layers, output shapes and parameter counts."""
        (print_fn or print)(summary_text(self, line_length))

    def save(self, filepath, overwrite=True):
        """Write layers, weights and the arguments of ``compile`` to one file, without pickle.

        Read it with ``nn.models.load_model``.
        """
        from coursekit.nn.saving import save_model

        save_model(self, filepath, overwrite)

    def _must_be_compiled(self):
        if self.loss is None:
            raise ValueError("Call compile(optimizer=…, loss=…) before training or evaluating.")

    def _build_for(self, x):
        """Draw the weights if there are none yet."""
        if not self.built:
            self.build((None, *x.shape[1:]))

    def _prepare(self, x):
        """Make the weights and the optimizer ready for training."""
        if not self.layers:
            raise ValueError("This model has no layers: add some, for example Dense(1).")
        self._build_for(x)
        self._take_back_weights()
        if self._optimizer_for is not self.theta:
            self.optimizer.build(self.theta.size, self.theta.dtype)
            self._optimizer_for = self.theta
        elif self.optimizer.shape != self.theta.shape:
            raise ValueError(
                "The optimizer has trained another model since: give each model its own, "
                "and call compile again."
            )

    def _take_back_weights(self):
        """Make ``theta`` the layers' memory again after a copy, or training in another model."""
        if self.owns_weights():
            return
        optimizer_is_ready = self._optimizer_for is self.theta
        self._make_flat()
        if optimizer_is_ready:
            self._optimizer_for = self.theta


def _report(logs, return_dict):
    """Numbers of an evaluation in the form that was asked for."""
    if return_dict:
        return logs
    loss = logs["loss"]
    others = [value for name, value in logs.items() if name != "loss"]
    return [loss, *others] if others else loss
