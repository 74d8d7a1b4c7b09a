"""What tests of the hand computation compare with: errors of a network, and no backpropagation.

A sandboxed worker does not see this module.
"""

import numpy as np


def near(value, truth):
    """Whether a figure agrees with the truth as far as four decimals show."""
    return abs(float(value) - float(truth)) < 1e-4


class ByError:
    """A network of sigmoids known by its error alone; slopes come from moving one number.

    Parameters
    ----------
    x, y, W1, b1, W2, b2 : array_like
        As the notebook gives them: ``W1`` and ``W2`` have one column for each unit.
    """

    def __init__(self, x, y, W1, b1, W2, b2):
        self.given = [np.array(part, dtype=float) for part in (x, W1, b1, W2, b2)]
        self.y = np.array(y, dtype=float)
        self.inner, self.outer, self.error = self._run(self.given)

    def _run(self, parts):
        x, W1, b1, W2, b2 = parts
        inner = 1 / (1 + np.exp(-(x @ W1 + b1)))
        outer = 1 / (1 + np.exp(-(inner @ W2 + b2)))
        return inner, outer, 0.5 * float(np.sum((self.y - outer) ** 2))

    def slope(self, which, place, h=1e-5):
        """The error's slope in one number, at ``place`` of x, W1, b1, W2 or b2 (0 to 4)."""
        errors = []
        for sign in (1, -1):
            moved = [part.copy() for part in self.given]
            moved[which][place] += sign * h
            errors.append(self._run(moved)[2])
        return (errors[0] - errors[1]) / (2 * h)

    def slopes(self):
        """``{(which, place): slope}`` of all weights and biases."""
        return {
            (which, place): self.slope(which, place)
            for which in range(1, 5)
            for place in np.ndindex(self.given[which].shape)
        }

    def error_after(self, rate):
        """The error after one step of gradient descent."""
        moved = [part.copy() for part in self.given]
        for (which, place), slope in self.slopes().items():
            moved[which][place] -= rate * slope
        return self._run(moved)[2]
