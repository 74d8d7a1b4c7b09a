"""Draw small colour pictures of ten shapes: the embedded stand-in for CIFAR-10.

The shape stands anywhere, in any colour, lighter or darker than its background, under uneven
light and noise. So no single pixel tells the class: a linear model stays poor, a small
convolutional network learns. All sums are whole numbers and NumPy froze the stream of
`RandomState`: a seed gives the same bytes everywhere.
"""

import numpy as np

from coursekit._checks import positive_integer

SEED = 10
SIZE = 32
CLASS_NAMES = (
    "disc",
    "square",
    "triangle",
    "cross",
    "ring",
    "frame",
    "diamond",
    "rows",
    "columns",
    "checks",
)


def draw_small_pictures(n_train=4000, n_test=1000, seed=SEED):
    """Return ((x_train, y_train), (x_test, y_test)), each class equally often, in shuffled order.

    Parameters
    ----------
    n_train, n_test : int
        Number of pictures; the ten classes share them as evenly as they can.
    seed : int
        Start of the random stream; the same seed and sizes give the same bytes.

    Returns
    -------
    x : ndarray of uint8, shape (n, 32, 32, 3)
        Red, green, blue from 0 to 255.
    y : ndarray of uint8, shape (n, 1)
        Place of the class in `CLASS_NAMES`.
    """
    n_train = positive_integer(n_train, "n_train")
    n_test = positive_integer(n_test, "n_test")
    rng = np.random.RandomState(seed)
    return draw_part(rng, n_train), draw_part(rng, n_test)


def shapes_drawn(n_train=4000, n_test=1000, seed=SEED):
    """Return which pixels of `draw_small_pictures` belong to the shapes, not to the background.

    Parameters
    ----------
    n_train, n_test, seed : int
        Those of the pictures: these are the shapes of the same draws.

    Returns
    -------
    of_train, of_test : ndarray of bool, shape (n, 32, 32)
    """
    n_train = positive_integer(n_train, "n_train")
    n_test = positive_integer(n_test, "n_test")
    rng = np.random.RandomState(seed)
    return tuple(_draw(rng, n)[2] for n in (n_train, n_test))


def draw_part(rng, n):
    """Return n pictures and their labels."""
    return _draw(rng, n)[:2]


def _draw(rng, n):
    """Return n pictures, their labels, and which pixels belong to the shapes."""
    y = rng.permutation(n) % len(CLASS_NAMES)
    shapes = draw_shapes(rng, y)
    inside = shapes[:, :, :, None]
    back = whole(rng, 40, 216, (n, 1, 1, 3))
    step = whole(rng, 40, 111, (n, 1, 1, 1)) * draw_sign(rng, (n, 1, 1, 1))
    front = back + step + whole(rng, -30, 31, (n, 1, 1, 3))
    x = np.where(inside, front, back)
    x += draw_light(rng, n)
    for _ in range(2):  # two draws: small errors are more common than large ones
        x += rng.randint(-32, 32, x.shape, dtype=np.int8)
    return np.clip(x, 0, 255).astype(np.uint8), y.astype(np.uint8)[:, None], shapes


def whole(rng, low, high, shape):
    """Return whole numbers from `low` up to, not including, `high`, small enough for int16."""
    return rng.randint(low, high, shape, dtype=np.int16)


def draw_sign(rng, shape):
    """Return +1 or −1, each half of the time."""
    return 1 - 2 * whole(rng, 0, 2, shape)


def draw_light(rng, n):
    """Return a slope of brightness across each picture, in any direction, shape (n, 32, 32, 1)."""
    across, down = whole(rng, -20, 21, (2, n, 1, 1))
    place = np.arange(SIZE, dtype=np.int16) - np.int16(SIZE // 2)
    return ((across * place + down * place[:, None]) // 10)[:, :, :, None]


def draw_shapes(rng, y):
    """Return which pixels belong to the shape, shape (n, 32, 32) of bool."""
    n = len(y)
    r = whole(rng, 7, 13, (n, 1, 1))  # half the width, in pixels
    place = np.arange(SIZE, dtype=np.int16)
    u = place - whole(rng, r, SIZE - r, (n, 1, 1))  # to the right of the middle
    v = place[:, None] - whole(rng, r, SIZE - r, (n, 1, 1))  # below the middle
    v = v * draw_sign(rng, (n, 1, 1))  # some stand on their head
    period = whole(rng, 2, 4, (n, 1, 1))  # width of a stripe, in pixels
    inside = np.empty((n, SIZE, SIZE), dtype=bool)
    for label, shape in enumerate(SHAPES):
        of_class = y == label
        inside[of_class] = shape(u[of_class], v[of_class], r[of_class], period[of_class])
    return inside


def patch(u, v, r):
    """Return the square |u|, |v| ≤ r."""
    return (np.abs(u) <= r) & (np.abs(v) <= r)


# In the order of CLASS_NAMES: which points (u, v) belong to a shape of half-width r.
SHAPES = (
    lambda u, v, r, period: u * u + v * v <= r * r,
    lambda u, v, r, period: patch(u, v, r - 1),
    lambda u, v, r, period: (np.abs(v) <= r) & (2 * np.abs(u) <= v + r),
    lambda u, v, r, period: patch(u, v, r) & ((3 * np.abs(u) <= r) | (3 * np.abs(v) <= r)),
    lambda u, v, r, period: (u * u + v * v <= r * r) & (9 * (u * u + v * v) >= 4 * r * r),
    lambda u, v, r, period: patch(u, v, r - 1) & ~patch(u, v, (2 * r) // 3 - 1),
    lambda u, v, r, period: np.abs(u) + np.abs(v) <= r,
    lambda u, v, r, period: patch(u, v, r - 1) & ((v // period) % 2 == 0),
    lambda u, v, r, period: patch(u, v, r - 1) & ((u // period) % 2 == 0),
    lambda u, v, r, period: patch(u, v, r - 1) & ((u // period + v // period) % 2 == 0),
)
