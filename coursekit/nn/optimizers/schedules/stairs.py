"""A learning rate in stairs, at steps of your choice."""

from coursekit._checks import number, positive
from coursekit.nn.optimizers.schedules.base import LearningRateSchedule


class PiecewiseConstantDecay(LearningRateSchedule):
    """Stairs: ``values[0]`` up to step ``boundaries[0]``, then ``values[1]``, and so on.

    Parameters
    ----------
    boundaries : list of int
        Last step of every stair but the last, rising.
    values : list of float
        One learning rate more than there are boundaries.
    name : str
    """

    def __init__(self, boundaries, values, name="PiecewiseConstant"):
        self.boundaries = [number(b, "Each boundary") for b in boundaries]
        self.values = [positive(v, "Each value") for v in values]
        self.name = name
        if len(self.values) != len(self.boundaries) + 1:
            raise ValueError(
                f"{len(self.boundaries)} boundaries need {len(self.boundaries) + 1} values, "
                f"got {len(self.values)}."
            )
        if sorted(self.boundaries) != self.boundaries:
            raise ValueError(f"boundaries must rise, got {boundaries!r}.")

    def __call__(self, step):
        passed = sum(step > boundary for boundary in self.boundaries)
        return self.values[passed]

    def get_config(self):
        return {"boundaries": self.boundaries, "values": self.values, "name": self.name}
