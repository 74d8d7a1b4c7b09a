"""The training loop: forward, backward, step; batch after batch, epoch after epoch."""

import warnings

import numpy as np

from coursekit.nn.data import blocks, rows_per_block
from coursekit.nn.losses import SparseCategoricalCrossentropy
from coursekit.nn.meter import Meter
from coursekit.nn.utils import random_generator


def train_step(model, x, y):
    """One batch: forward, backward, and ``θ ← θ + Δθ``; returns the outputs before the step."""
    a = model.forward(x, training=True)
    model.backward_from_loss(model.loss, y, a)
    model.theta += model.optimizer.step(model.gradient)
    return a


def run_epochs(model, plan, callbacks, progress):
    """Train for the epochs of ``plan``, or until a callback sets ``model.stop_training``."""
    generator = random_generator(plan.seed)
    meter = Meter(model.loss, model.metrics, plan.batch_size)
    callbacks.call("on_train_begin", {})
    logs = {}
    for epoch in range(plan.initial_epoch, plan.epochs):
        callbacks.call("on_epoch_begin", epoch, {})
        progress.begin_epoch(epoch)
        order = generator.permutation(len(plan.x)) if plan.shuffle else None
        train_epoch(model, plan, order, meter, callbacks, progress)
        logs = dict(sorted(meter.result().items()))  # Keras' order of names
        if plan.validates_after(epoch):
            found = run_evaluation(model, *plan.validation, plan.validation_batch_size)
            logs |= {f"val_{name}": found[name] for name in sorted(found)}
        progress.end_epoch(epoch, logs)
        callbacks.call("on_epoch_end", epoch, dict(logs))
        if diverged(model, logs, epoch) or model.stop_training:
            break
    callbacks.call("on_train_end", logs)


def train_epoch(model, plan, order, meter, callbacks, progress):
    """Train on every batch once; ``meter`` takes in the outputs of a block of batches at a time."""
    n = plan.batch_size
    rows = n if callbacks.wants_batches else rows_per_block(plan.x, n)
    meter.reset()
    batch = 0
    for x, y in blocks(plan.x, plan.y, order, rows, *types(model, plan.y)):
        if callbacks.wants_batches:
            callbacks.call("on_train_batch_begin", batch, {})
        outputs = [train_step(model, x[i : i + n], y[i : i + n]) for i in range(0, len(x), n)]
        meter.update(y, np.concatenate(outputs))
        batch += len(outputs)
        progress.update(len(outputs))
        if callbacks.wants_batches:
            callbacks.call("on_train_batch_end", batch - 1, meter.result())


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


def run_evaluation(model, x, y, batch_size):
    """Loss and metrics of the model as it is."""
    meter = Meter(model.loss, model.metrics, batch_size)
    rows = inference_rows(model, batch_size, x.shape[1:])
    for x_part, y_part in blocks(x, y, None, rows, *types(model, y)):
        meter.update(y_part, model.forward(x_part))
    return meter.result()


def run_prediction(model, x, batch_size):
    """Outputs for all rows of ``x``."""
    rows = inference_rows(model, batch_size, x.shape[1:])
    kind = model.theta.dtype
    return np.concatenate([model.forward(part) for part, _ in blocks(x, x, None, rows, kind, kind)])


def types(model, y):
    """Types of inputs and targets: the model's, but class numbers stay as they are."""
    kind = model.theta.dtype
    counts_classes = isinstance(model.loss, SparseCategoricalCrossentropy)
    return kind, y.dtype if counts_classes else kind


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
