"""What ``compile`` chooses, loss, optimizer and metrics, and whose weights the optimizer knows."""

from types import NoneType

import numpy as np

from coursekit.nn import losses, optimizers
from coursekit.nn import metrics as kinds_of_metric
from coursekit.nn.arguments import refuse
from coursekit.nn.meter import unique_names
from coursekit.nn.network import Network

ARGUMENTS = ("optimizer", "loss", "metrics", "weighted_metrics")


class Compiled(Network):
    """A network with its loss, optimizer and metrics; ``Sequential`` trains it."""

    def __init__(self, layers=None, *, name=None):
        self._identity = object()  # copies of the model carry a copy, so it tells models apart
        super().__init__(layers, name=name)
        self.loss = None
        self.optimizer = None
        self.metrics = []
        self.weighted_metrics = []
        self._ready = False

    def compile(
        self,
        optimizer="rmsprop",
        loss=None,
        loss_weights=None,
        metrics=None,
        weighted_metrics=None,
        **others,
    ):
        """Choose how to train: names or objects, as in Keras.

        Parameters
        ----------
        optimizer : str or Optimizer
            ``"sgd"``, ``"adam"``, … or an object with its own learning rate.  The same object
            again keeps what it remembers; a name starts anew.
        loss : str, Loss or function
            ``"binary_crossentropy"``, ``"mse"``, …, or your own function of (y_true, y_pred).
        metrics : list of str, Metric or function, optional
            ``["accuracy"]`` fits its kind to the loss and the labels.
        weighted_metrics : list, optional
            Metrics in which samples count by ``sample_weight`` or ``class_weight``.

        Notes
        -----
        Which layers are ``trainable`` is settled by the first training after ``compile``.
        """
        refuse("compile", {"loss_weights": loss_weights, **others}, ARGUMENTS)
        if loss is None:
            raise ValueError('compile needs a loss, for example loss="binary_crossentropy".')
        for chosen in (metrics, weighted_metrics):
            if not isinstance(chosen, (list, tuple, NoneType)):
                raise ValueError('metrics must be a list, for example metrics=["accuracy"].')
        found = [kinds_of_metric.get(metric) for metric in metrics or []]
        weighted = [kinds_of_metric.get(metric) for metric in weighted_metrics or []]
        chosen = optimizers.get(optimizer), losses.get(loss)
        (self.optimizer, self.loss), self.metrics = chosen, found
        self.weighted_metrics = weighted
        self._ready = False

    @property
    def metric_directions(self):
        """Of each metric by its name in the logs: does it get better ``"up"`` or ``"down"``?"""
        every = [*self.metrics, *self.weighted_metrics]
        names = unique_names(self.metrics, self.weighted_metrics)
        return {name: metric.direction for name, metric in zip(names, every, strict=True)}

    def _must_be_compiled(self):
        if self.loss is None:
            raise ValueError("Call compile(optimizer=…, loss=…) before training or evaluating.")

    def _prepare(self, x):
        """Make the weights and the optimizer ready for training."""
        self._build_for(x)
        self._ready_for_training()

    def _ready_for_training(self):
        newly_frozen = not self._ready and self._freeze()
        if newly_frozen or not self.owns_weights():  # after a copy, or training in another model
            self._make_flat()
        self._claim_optimizer()
        self._ready = True

    def _build_for(self, x):
        """Draw the weights if there are none yet."""
        if not self.built or not self.layers:
            self.build((None, *x.shape[1:]))

    def _claim_optimizer(self):
        """Let the optimizer remember for these weights, or refuse one that remembers others'."""
        weights = self._trained_weights()
        layout = [(layer.name, name, value.shape) for layer, name, value in weights]
        optimizer = self.optimizer
        identity, known = optimizer.trains or (None, None)
        if not optimizer.built:
            ends = np.cumsum([value.size for *_, value in weights])
            parts = [slice(e - v.size, e) for e, (*_, v) in zip(ends, weights, strict=True)]
            optimizer.build(self.trained.size, self.trained.dtype, parts)
        elif identity is not self._identity:
            raise ValueError(
                "This optimizer has trained another model, whose steps it remembers: give each "
                "model its own, and call compile again."
            )
        elif known != layout:
            raise ValueError(
                "This optimizer remembers steps of other weights than those that are trained "
                "now: call compile again with a new one."
            )
        optimizer.trains = (self._identity, layout)

    def _trained_weights(self):
        """The weights that are trained, (layer, name, array), in their order in ``theta``."""
        layers = [layer for layer in self._in_order() if layer not in self._frozen]
        return [(la, name, value) for la in layers for name, value in la.params.items()]
