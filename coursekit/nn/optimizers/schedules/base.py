"""What every schedule offers: the learning rate of a step."""

from coursekit.nn.serialize import Described


class LearningRateSchedule(Described):
    """Says the learning rate of a step: ``schedule(step)``, the first step being 0.

    Write your own as a subclass with ``__call__(self, step)`` and ``get_config(self)``.
    """

    def __call__(self, step):
        """Return η for this step."""
        raise NotImplementedError
