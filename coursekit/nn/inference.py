"""A compiled model that looks at data without learning from them: ``evaluate`` and ``predict``."""

from coursekit.nn import training
from coursekit.nn.arguments import refuse
from coursekit.nn.callbacks import CallbackList
from coursekit.nn.compiled import Compiled
from coursekit.nn.data import check_inputs, check_targets
from coursekit.nn.layers.input import refuse_symbols
from coursekit.nn.output import Output
from coursekit.nn.plan import check_batch_size, check_callbacks
from coursekit.nn.weighting import check_sample_weight

PREDICT_ARGUMENTS = ("x", "batch_size", "verbose", "callbacks")
EVALUATE_ARGUMENTS = (*PREDICT_ARGUMENTS, "y", "sample_weight", "return_dict")


class Inference(Compiled):
    """The part of ``Sequential`` that leaves the weights as they are."""

    def evaluate(
        self,
        x=None,
        y=None,
        batch_size=None,
        verbose="auto",
        sample_weight=None,
        steps=None,
        callbacks=None,
        return_dict=False,
        **others,
    ):
        """Loss, or a list of the loss and the metrics, or with ``return_dict`` all by name."""
        self._must_be_compiled()
        refuse("evaluate", {"steps": steps, **others}, EVALUATE_ARGUMENTS)
        batch_size = check_batch_size(batch_size)
        x = check_inputs(self, x)
        y = check_targets(self, x, y)
        weights = check_sample_weight(sample_weight, y)
        self._build_for(x)
        chain = self._chain(callbacks, x, batch_size, verbose)
        logs = training.run_evaluation(self, x, y, weights, batch_size, chain)
        return report(logs, return_dict)

    def predict(self, x, batch_size=None, verbose="auto", steps=None, callbacks=None, **others):
        """Outputs for every row of ``x``, as an array."""
        refuse("predict", {"steps": steps, **others}, PREDICT_ARGUMENTS)
        batch_size = check_batch_size(batch_size)
        x = check_inputs(self, x)
        self._build_for(x)
        chain = self._chain(callbacks, x, batch_size, verbose)
        return training.run_prediction(self, x, batch_size, chain)

    def _chain(self, callbacks, x, batch_size, verbose):
        params = {"epochs": 1, "steps": -(-len(x) // batch_size), "verbose": verbose}
        return CallbackList(check_callbacks(callbacks), self, params)

    def test_on_batch(self, x, y=None, sample_weight=None, return_dict=False):
        """Loss and metrics of one batch, as ``evaluate`` reports them."""
        return self.evaluate(x, y, len(x), sample_weight=sample_weight, return_dict=return_dict)

    def predict_on_batch(self, x):
        """Outputs for one batch, as an array."""
        return self.predict(x, len(x))

    def __call__(self, x, training=False, **others):
        """Outputs for a batch ``x``, as an array that also knows ``.numpy()``."""
        refuse("Calling a model", others, ("training",))
        refuse_symbols(x)
        x = check_inputs(self, x)
        self._build_for(x)
        outputs = self.forward(x.astype(self.theta.dtype, copy=False), training=training)
        return outputs.view(Output)


def report(logs, return_dict):
    """Numbers of an evaluation in the form that was asked for."""
    if return_dict:
        return training.in_order(logs)
    loss = logs["loss"]
    others = [value for name, value in logs.items() if name != "loss"]
    return [loss, *others] if others else loss
