"""Loss and metrics of an epoch: means over all samples seen, at the weights of their moment."""

import numpy as np


class Meter:
    """Collects the loss and the metrics of an epoch from pieces of data, as Keras reports them.

    Where the model ends in the sigmoid or softmax that belongs to its cross-entropy, the loss is
    taken from the sums z before it, which no rounding to 0 or 1 can spoil.

    Parameters
    ----------
    model : Network
        With ``loss``, ``metrics`` and ``weighted_metrics``.
    batch_size : int
        Used only by losses and metrics that need the very batches.
    training : bool, default False
        Whether the outputs come from training, where Dropout changes them.
    """

    def __init__(self, model, batch_size, training=False):
        self.model = model
        self.batch_size = batch_size
        self.loss, self.on_sums = reported(model, model.loss, training)
        self.last = model.layers[model.end(training)] if model.layers else None
        self.penalised = any(layer.regularizers for layer in model.layers)
        self.metrics = []
        for metric in [*model.metrics, *model.weighted_metrics]:
            weighted = metric in model.weighted_metrics
            on_sums = reads_sums(model, metric, training)
            self.metrics.append((metric.of_sums() if on_sums else metric, on_sums, weighted))
        readers = [self.on_sums, *(on_sums for _, on_sums, _ in self.metrics)]
        self.keeps_sums, self.keeps_outputs = any(readers), not all(readers)
        self.names = unique_names(model.metrics, model.weighted_metrics)
        self.reset()

    def reset(self):
        """Forget everything."""
        self.total = self.penalties = 0.0
        self.count = 0
        self.outputs, self.sums = [], []
        for metric, *_ in self.metrics:
            metric.reset_state()

    def note(self, a):
        """Remember the outputs ``a`` of a batch, and the sums behind them, until ``update``."""
        if self.keeps_outputs:
            self.outputs.append(a)
        if self.keeps_sums:
            self.sums.append(self.last.output_sums())
        if self.penalised:
            self.penalties += float(self.model.penalty()) * len(a)

    def update(self, y, weights=None):
        """Take in the targets (and weights) of all batches noted since the last update."""
        a = np.concatenate(self.outputs) if self.keeps_outputs else None
        z = np.concatenate(self.sums) if self.keeps_sums else None
        self.outputs, self.sums = [], []
        n, by_batch = len(y), self.loss.reduction == "sum" or self.loss.whole_batch
        for part in batches(n, self.batch_size if by_batch else n):
            w = None if weights is None else weights[part]
            given = (y[part], (z if self.on_sums else a)[part])
            value = self.loss(*given) if w is None else self.loss(*given, w)
            self.total += float(value) * len(given[0])
        self.count += n
        for metric, on_sums, weighted in self.metrics:
            for part in batches(n, self.batch_size if metric.batch_by_batch else n):
                w = weights[part] if weighted and weights is not None else None
                metric.update_state(y[part], (z if on_sums else a)[part], w)

    def result(self):
        """Return ``{"loss": …, metric: …}``, the metrics in their order."""
        found = (float(metric.result()) for metric, *_ in self.metrics)
        loss = (self.total + self.penalties) / self.count
        return {"loss": loss} | dict(zip(self.names, found, strict=True))


def batches(count, rows):
    """Yield slices of ``rows`` rows."""
    for start in range(0, count, rows):
        yield slice(start, start + rows)


def reported(model, loss, training=False):
    """Return the loss to report and whether it takes the sums before the last activation."""
    on_sums = bool(model.layers) and model.ends_in_partner_of(loss, training)
    return (loss.on_sums() if on_sums else loss), on_sums


def reads_sums(model, metric, training=False):
    """Whether a metric is a loss that takes the sums before the last activation."""
    loss = getattr(metric, "loss", None)
    return loss is not None and model.ends_in_partner_of(loss, training)


def unique_names(metrics, weighted=()):
    """Names in the logs: of two alike the second is ``mae_1``, a weighted one ``weighted_mae``."""
    found = []
    for metric in [*metrics, *weighted]:
        name = metric.name
        if name in found and metric in weighted:
            name = f"weighted_{name}"
        number, free = 0, name
        while free in found:
            number += 1
            free = f"{name}_{number}"
        found.append(free)
    return found
