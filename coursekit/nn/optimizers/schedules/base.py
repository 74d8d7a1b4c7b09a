"""What every schedule offers: the learning rate of a step."""

from coursekit.nn.serialize import from_config


class LearningRateSchedule:
    """Says the learning rate of a step: ``schedule(step)``, the first step being 0.

    Write your own as a subclass with ``__call__(self, step)`` and ``get_config(self)``.
    """

    def __call__(self, step):
        """Return η for this step."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this schedule, as plain JSON values."""
        return {}

    from_config = classmethod(from_config)

    def __repr__(self):
        arguments = ", ".join(f"{k}={v!r}" for k, v in self.get_config().items() if k != "name")
        return f"{type(self).__name__}({arguments})"
