"""One small scene, five kernels and the maps they make of it, for an exercise that matches them."""

import numpy as np

#: Kernels by the number that the exercise gives them.
KERNELS = {
    1: np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
    2: np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]]),
    3: np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
    4: np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    5: np.full((3, 3), 1 / 9),
}
_ORDER = dict(zip("ABCDE", (3, 5, 1, 2, 4), strict=True))


def scene():
    """Return a grey picture (24, 32) from 0 to 1: a bright house with a door, and a thin mast."""
    picture = np.full((24, 32), 0.1)
    for row in range(4, 12):  # the roof widens by a pixel on each side and row
        picture[row, 14 - row : row + 8] = 0.6
    picture[12:21, 5:17] = 0.9  # the wall
    picture[15:21, 9:12] = 0.3  # the door
    picture[3:21, 25] = 1.0  # the mast
    return picture


def mystery_maps():
    """Return ``{letter: map}``: the scene under each kernel, after ReLU, in a shuffled order."""
    windows = np.lib.stride_tricks.sliding_window_view(scene(), (3, 3))
    return {
        letter: np.maximum(0, np.einsum("rcij,ij->rc", windows, KERNELS[number]))
        for letter, number in _ORDER.items()
    }
