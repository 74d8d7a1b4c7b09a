"""Sequential: a network that can be trained, with the names and defaults of Keras."""

import inspect

import numpy as np

from coursekit.nn import training
from coursekit.nn.arguments import refuse
from coursekit.nn.callbacks import CallbackList, History
from coursekit.nn.data import check_inputs, check_targets
from coursekit.nn.doubts import warn_of_contradictions
from coursekit.nn.inference import Inference, report
from coursekit.nn.plan import Plan, check_callbacks, check_verbose
from coursekit.nn.progress import Progress
from coursekit.nn.storage import Stored
from coursekit.nn.summary import summary_text
from coursekit.nn.weighting import weights_of


class Sequential(Stored, Inference):
    """A network whose layers follow one another.

    Parameters
    ----------
    layers : list, optional
        ``Input`` first (or the shape is taken from the first data), then layers in order.
    name : str, optional

    Attributes
    ----------
    layers : list of Layer
    theta, gradient : ndarray
        All weights in one vector, and the gradient of the loss of the last batch.
    history : History
        What the last ``fit`` recorded, also when it was interrupted.
    stop_training : bool
        A callback sets it to end the training after this epoch, in a hook for batches at once.

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
        self.history = None
        self.stop_training = False

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
        class_weight=None,
        sample_weight=None,
        initial_epoch=0,
        *,
        validation_batch_size=None,
        validation_freq=1,
        seed=None,
        **others,
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
        validation_data : (x, y) or (x, y, sample_weight), optional
            Data for validation; wins over ``validation_split``.
        shuffle : bool
            Whether each epoch takes the rows in a new random order.
        class_weight : dict, optional
            Factor of the loss of each class, ``{0: 1.0, 1: 4.0}``; not for the validation.
        sample_weight : array-like, shape (n,), optional
            Factor of the loss of each sample.
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
        refuse("fit", others, FIT_ARGUMENTS)
        extra, verbose = check_callbacks(callbacks), check_verbose(verbose)
        plan = Plan.checked(
            self,
            x,
            y,
            batch_size=batch_size,
            epochs=epochs,
            validation_split=validation_split,
            validation_data=validation_data,
            shuffle=shuffle,
            class_weight=class_weight,
            sample_weight=sample_weight,
            initial_epoch=initial_epoch,
            validation_batch_size=validation_batch_size,
            validation_freq=validation_freq,
            seed=seed,
        )
        self._prepare(plan.x)
        warn_of_contradictions(self)
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

    def train_on_batch(self, x, y=None, sample_weight=None, class_weight=None, return_dict=False):
        """One step on one batch; returns the loss before the step, as ``evaluate`` does."""
        self._must_be_compiled()
        x = check_inputs(self, x)
        y = check_targets(self, x, y)
        weights = weights_of(y, sample_weight, class_weight)
        self._prepare(x)
        meter = training.Meter(self, len(x), training=True)
        for batch in training.blocks((x, y, weights), training.types(self, y), None, len(x)):
            training.train_step(self, *batch, meter)
            meter.update(*batch[1:])
        return report(meter.result(), return_dict)

    def summary(self, line_length=None, *, print_fn=None):
        """Print the table of layers, output shapes and parameter counts."""
        (print_fn or print)(summary_text(self, line_length))


FIT_ARGUMENTS = [name for name in inspect.signature(Sequential.fit).parameters if name != "self"]
