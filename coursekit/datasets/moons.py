"""Two interleaved half-moons of points: a task that no straight line solves."""

from coursekit._checks import not_negative, positive_integer


def half_moons(n=400, noise=0.15, seed=0):
    """Return points of two half-moons that reach into each other, and their classes.

    Parameters
    ----------
    n : int
        Number of points, half of them in each moon.
    noise : float
        Standard deviation of the noise on every coordinate.
    seed : int
        The same seed gives the same points; another one gives new points of the same kind.

    Returns
    -------
    x : ndarray of float32, shape (n, 2)
    d : ndarray of int, shape (n,)
        0 in the upper moon, 1 in the lower one.
    """
    from sklearn.datasets import make_moons

    n, noise = positive_integer(n, "n"), not_negative(noise, "noise")
    x, d = make_moons(n, noise=noise, random_state=seed)
    return x.astype("float32"), d
