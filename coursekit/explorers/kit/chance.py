"""Random numbers that Python and the page draw alike: a small generator, the same in both."""

import math

_MASK = 0xFFFFFFFF


class Chance:
    """A seeded source of random numbers; ``page/chance.js`` repeats it bit for bit.

    The state is a 32-bit counter; each number is the counter stirred by multiplications and shifts
    (the mixer "mulberry32").  Good enough for pictures, not for statistics or secrets.

    Parameters
    ----------
    seed : int

    Examples
    --------
    >>> chance = Chance(0)
    >>> round(chance.uniform(), 6)
    0.266429
    """

    def __init__(self, seed=0):
        self.counter = int(seed) & _MASK

    def uniform(self, low=0.0, high=1.0):
        """Return a number from ``low`` up to, not including, ``high``."""
        self.counter = (self.counter + 0x6D2B79F5) & _MASK
        t = self.counter
        t = ((t ^ (t >> 15)) * (t | 1)) & _MASK
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & _MASK)) & _MASK
        return low + (high - low) * ((t ^ (t >> 14)) / 4294967296)

    def normal(self, mean=0.0, spread=1.0):
        """Return a number from the normal distribution (Box and Muller's way)."""
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        return mean + spread * radius * math.cos(2 * math.pi * self.uniform())

    def integer(self, n):
        """Return a whole number from 0 to n − 1."""
        return int(self.uniform() * n)

    def shuffle(self, values):
        """Return the values as a new list in random order (Fisher and Yates' way)."""
        values = list(values)
        for i in range(len(values) - 1, 0, -1):
            j = self.integer(i + 1)
            values[i], values[j] = values[j], values[i]
        return values
