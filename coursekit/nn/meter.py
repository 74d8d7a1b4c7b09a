"""Loss and metrics of an epoch: means over all samples seen, at the weights of their moment."""


class Meter:
    """Collects the loss and the metrics of an epoch from pieces of data, as Keras reports them.

    Parameters
    ----------
    loss : Loss
    metrics : list of Metric
    batch_size : int
        Used only by losses that add up over a batch instead of taking its mean.
    """

    def __init__(self, loss, metrics, batch_size):
        self.loss = loss
        self.metrics = metrics
        self.batch_size = batch_size
        self.reset()

    def reset(self):
        """Forget everything."""
        self.total = 0.0
        self.count = 0
        for metric in self.metrics:
            metric.reset_state()

    def update(self, y, a):
        """Take in the targets ``y`` and outputs ``a`` of some batches."""
        rows = self.batch_size if self.loss.reduction == "sum" else len(a)
        for start in range(0, len(a), rows):
            part = slice(start, start + rows)
            self.total += float(self.loss(y[part], a[part])) * len(a[part])
        self.count += len(a)
        for metric in self.metrics:
            metric.update_state(y, a)

    def result(self):
        """Return ``{"loss": …, metric: …}``, the metrics in their order."""
        logs = {"loss": self.total / self.count}
        return logs | {metric.name: float(metric.result()) for metric in self.metrics}
