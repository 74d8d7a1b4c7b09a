"""Make small noisy pictures of one edge each, and say where a dark-to-bright vertical edge is."""

import numpy as np

from coursekit._checks import positive_integer

WINDOW = 3  # pixels of the window that the labels speak about


def make_edge_pictures(n=200, size=8, noise=0.1, seed=0):
    """Return grey pictures with one edge each, and a label for every 3 × 3 window.

    Half of the pictures turn from dark to bright from left to right; the others from bright to
    dark, or downwards, or upwards.

    Parameters
    ----------
    n : int
        Number of pictures.
    size : int
        Height and width in pixels, at least 5.
    noise : float
        Standard deviation of the noise on every pixel; dark is 0 to 0.4, bright 0.6 to 1.
    seed : int
        The same seed gives the same pictures.

    Returns
    -------
    x : ndarray of float, shape (n, size, size, 1)
    y : ndarray of float, shape (n, size − 2, size − 2, 1)
        1 where the window at that place holds a vertical edge, dark left and bright right.
    """
    n, size = positive_integer(n, "n"), positive_integer(size, "size")
    if size < WINDOW + 2:
        raise ValueError(
            f"size must be at least {WINDOW + 2}, got {size}: an edge needs two sides."
        )
    rng = np.random.default_rng(seed)
    x, y = np.zeros((n, size, size)), np.zeros((n, size - WINDOW + 1, size - WINDOW + 1))
    for k in range(n):
        cut = int(rng.integers(2, size - 1))  # the first bright column
        sharp = np.broadcast_to(np.arange(size) >= cut, (size, size))
        if k % 2 == 0:
            y[k, :, cut - WINDOW + 1 : cut] = 1
        else:
            sharp = (sharp[:, ::-1], sharp.T, sharp.T[::-1])[k // 2 % 3]
        dark, bright = rng.uniform(0, 0.4), rng.uniform(0.6, 1)
        x[k] = dark + (bright - dark) * sharp
    x += rng.normal(0, noise, x.shape)
    return x[..., None], y[..., None]
