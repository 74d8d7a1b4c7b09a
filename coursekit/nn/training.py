"""The training loop: forward, backward, step; batch after batch, epoch after epoch."""

import warnings

import numpy as np

from coursekit.nn.data import blocks, rows_per_block
from coursekit.nn.losses import SparseCategoricalCrossentropy
from coursekit.nn.meter import Meter
from coursekit.nn.utils import random_generator


def train_step(model, x, y, weights, meter):
    """One batch: forward, backward, and ``θ ← θ + Δθ``; ``meter`` notes the outputs before it."""
    a = model.forward(x, training=True)
    meter.note(a)
    model.backward_from_loss(model.loss, y, a, weights)
    model.trained += model.optimizer.step(model.trained_gradient, model.trained)


def run_epochs(model, plan, callbacks, progress):
    """Train for the epochs of ``plan``, or until a callback sets ``model.stop_training``."""
    generator = random_generator(plan.seed)
    meter = Meter(model, plan.batch_size, training=True)
    callbacks.call("on_train_begin", {})
    logs = {}
    for epoch in range(plan.initial_epoch, plan.epochs):
        callbacks.call("on_epoch_begin", epoch, {})
        progress.begin_epoch(epoch)
        order = generator.permutation(len(plan.x)) if plan.shuffle else None
        train_epoch(model, plan, order, meter, callbacks, progress)
        logs = in_order(meter.result())
        if plan.validates_after(epoch):
            found = run_evaluation(model, *plan.validation, plan.validation_batch_size, callbacks)
            logs |= {f"val_{name}": value for name, value in in_order(found).items()}
        progress.end_epoch(epoch, logs)
        callbacks.call("on_epoch_end", epoch, dict(logs))
        if diverged(model, logs, epoch) or model.stop_training:
            break
    callbacks.call("on_train_end", logs)


def train_epoch(model, plan, order, meter, callbacks, progress):
    """Train on every batch once; ``meter`` takes in the outputs of a block of batches at a time."""
    n, watched = plan.batch_size, callbacks.wants_batches("train")
    rows = n if watched else rows_per_block(plan.x, n)
    meter.reset()
    data = blocks((plan.x, plan.y, plan.weights), types(model, plan.y), order, rows)
    for batch, (x, y, w) in enumerate(data):
        if watched:
            callbacks.call("on_train_batch_begin", batch, {})
        for i in range(0, len(x), n):
            part = slice(i, i + n)
            train_step(model, x[part], y[part], None if w is None else w[part], meter)
        meter.update(y, w)
        progress.update(-(-len(x) // n))
        if watched:
            callbacks.call("on_train_batch_end", batch, in_order(meter.result()))
            if model.stop_training:
                break


def in_order(logs):
    """Logs in Keras' order, by name."""
    return dict(sorted(logs.items()))


def diverged(model, logs, epoch):
    """Warn when the loss is no longer a number; the training ends there."""
    if np.isfinite(logs["loss"]):
        return False
    warnings.warn(
        f"The loss became {logs['loss']} in epoch {epoch + 1}, so the training was stopped: it "
        f"diverged. Make a new model with a smaller learning rate (now "
        f"{float(model.optimizer.learning_rate):g}), and scale the inputs.",
        RuntimeWarning,
        stacklevel=4,
    )
    return True


def run_evaluation(model, x, y, weights, batch_size, callbacks):
    """Loss and metrics of the model as it is."""
    watched = callbacks.wants_batches("test")
    rows = batch_size if watched else inference_rows(model, batch_size, x.shape[1:])
    meter = Meter(model, batch_size)
    callbacks.call("on_test_begin", {})
    data = blocks((x, y, weights), types(model, y), None, rows)
    for batch, (x_part, y_part, w_part) in enumerate(data):
        if watched:
            callbacks.call("on_test_batch_begin", batch, {})
        meter.note(model.forward(x_part))
        meter.update(y_part, w_part)
        if watched:
            callbacks.call("on_test_batch_end", batch, in_order(meter.result()))
    logs = meter.result()
    callbacks.call("on_test_end", in_order(logs))
    return logs


def run_prediction(model, x, batch_size, callbacks):
    """Outputs for all rows of ``x``."""
    watched = callbacks.wants_batches("predict")
    rows = batch_size if watched else inference_rows(model, batch_size, x.shape[1:])
    callbacks.call("on_predict_begin", {})
    outputs = []
    for batch, (part,) in enumerate(blocks((x,), (model.theta.dtype,), None, rows)):
        if watched:
            callbacks.call("on_predict_batch_begin", batch, {})
        outputs.append(model.forward(part))
        if watched:
            callbacks.call("on_predict_batch_end", batch, {"outputs": outputs[-1]})
    callbacks.call("on_predict_end", {})
    return np.concatenate(outputs)


def types(model, y):
    """Types of inputs, targets and weights: the model's, but class numbers stay as they are."""
    kind = model.theta.dtype
    counts_classes = isinstance(model.loss, SparseCategoricalCrossentropy)
    return kind, y.dtype if counts_classes else kind, kind


def inference_rows(model, batch_size, row_shape):
    """Rows to pass forward at once: whole batches whose outputs stay within the cache.

    An axis that the model leaves open (``None``, the steps of a sequence) has the length it
    has in the input.
    """
    widest = 1
    for layer in model.layers:
        sizes = layer.output_shape[1:]
        known = [row_shape[k] if size is None else size for k, size in enumerate(sizes)]
        widest = max(widest, int(np.prod(known)))
    return batch_size * max(1, 2**17 // (batch_size * widest))
