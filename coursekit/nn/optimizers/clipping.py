"""Gradient clipping: a gradient that is too long is made shorter before the step."""

import math

import numpy as np

from coursekit._checks import positive


class Clipping:
    """At most one of three ways to shorten a gradient g.

    Parameters
    ----------
    clipnorm : float, optional
        c: the gradient of each weight array is made no longer than c, ``g · min(1, c / ‖g‖)``.
    clipvalue : float, optional
        v: every single number is kept within −v and v.
    global_clipnorm : float, optional
        As ``clipnorm``, for all weights together, which keeps the gradient's direction.

    References
    ----------
    R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks",
    2013.
    """

    def __init__(self, clipnorm=None, clipvalue=None, global_clipnorm=None):
        given = {"clipnorm": clipnorm, "clipvalue": clipvalue, "global_clipnorm": global_clipnorm}
        chosen = [name for name, value in given.items() if value is not None]
        if len(chosen) > 1:
            raise ValueError(f"Choose one way of clipping, got {' and '.join(chosen)}.")
        self.limits = {
            name: None if value is None else positive(value, name) for name, value in given.items()
        }
        self.kind = chosen[0] if chosen else None

    def __call__(self, g, parts):
        """Return the clipped gradient, a new array; ``parts`` say where each weight stands in g."""
        limit = self.limits[self.kind]
        if self.kind == "clipvalue":
            return np.clip(g, -limit, limit)
        clipped = g.copy()
        for part in parts if self.kind == "clipnorm" else [...]:
            length = math.sqrt((g[part] * g[part]).sum())
            if length > limit:
                clipped[part] *= limit / length
        return clipped

    def get_config(self):
        """The three arguments."""
        return dict(self.limits)
