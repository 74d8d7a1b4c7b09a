"""Random changes of pictures while training, so that the network never sees quite the same one."""

import numpy as np

from coursekit._checks import nearest, number
from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.windows import check_pictures
from coursekit.nn.utils import random_generator


class _RandomPictures(Layer):
    """What both share: pictures (n, h, w, c), a seed, and nothing to do outside training."""

    def __init__(self, seed, data_format, **others):
        super().__init__(data_format=data_format, **others)
        self.seed = seed
        self._own_generator = None if seed is None else random_generator(seed)
        self.change = None

    def check_input_shape(self, input_shape):
        check_pictures(input_shape, type(self).__name__)

    def generator(self):
        """The layer's own generator, or the shared one."""
        return self._own_generator or random_generator()

    def __call__(self, x, training=False, **others):
        """Take pictures, or one picture without a batch axis, as Keras does."""
        if np.ndim(x) == 3:
            return super().__call__(np.asarray(x)[None], training, **others)[0]
        return super().__call__(x, training, **others)

    def forward(self, x, training=False):
        self.change = self.draw_change(x.shape) if training else None
        return self.apply(x) if training else x

    def get_config(self):
        seed = int(self.seed) if isinstance(self.seed, (int, np.integer)) else None
        return super().get_config() | {"seed": seed}


class RandomFlip(_RandomPictures):
    """While training, mirror each picture with probability ½; the gradient is mirrored back.

    Parameters
    ----------
    mode : {"horizontal_and_vertical", "horizontal", "vertical"}
        Left and right, up and down, or both, each with a draw of its own.
    seed : int or numpy.random.Generator, optional
        Where the draws come from; the shared generator when left out.
    data_format : None
        As in Keras, at its default only: channels last.
    **others
        As in `Layer`.
    """

    MODES = {"horizontal_and_vertical": (2, 1), "horizontal": (2,), "vertical": (1,)}

    def __init__(self, mode="horizontal_and_vertical", seed=None, data_format=None, **others):
        super().__init__(seed, data_format, **others)
        self.mode = nearest(mode, self.MODES, "mode of RandomFlip")

    def draw_change(self, shape):
        """For each axis that may flip, which pictures do: (n, 1, 1, 1)."""
        return {
            axis: self.generator().random((shape[0], 1, 1, 1)) <= 0.5
            for axis in self.MODES[self.mode]
        }

    def apply(self, pictures):
        """Flip what the last draw says; twice gives the pictures back."""
        for axis, flips in self.change.items():
            pictures = np.where(flips, np.flip(pictures, axis), pictures)
        return pictures

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        return dy if self.change is None else self.apply(dy)

    def get_config(self):
        return super().get_config() | {"mode": self.mode}


class RandomTranslation(_RandomPictures):
    """While training, shift each picture by a random share of its height and width.

    A shift is a product with a matrix along each axis, ``y = A x Bᵀ``: row r of A picks the two
    rows of x between which r − shift lies, weighted by nearness.  So ``dx = Aᵀ dy B``.

    Parameters
    ----------
    height_factor, width_factor : float or pair of float
        Shares from −1 to 1: (lower, upper), or f for (−f, f); positive is down and right.
    fill_mode : {"reflect", "wrap", "constant", "nearest"}
        What stands outside the picture: its mirror image (d c b a | a b c d | d c b a), the
        picture again, ``fill_value``, or the nearest pixel.
    interpolation : {"bilinear", "nearest"}
        Mix neighbouring pixels, or take the nearer one.
    seed : int or numpy.random.Generator, optional
        Where the draws come from; the shared generator when left out.
    fill_value : float
    data_format : None
        As in Keras, at its default only: channels last.
    **others
        As in `Layer`.
    """

    def __init__(
        self,
        height_factor,
        width_factor,
        fill_mode="reflect",
        interpolation="bilinear",
        seed=None,
        fill_value=0.0,
        data_format=None,
        **others,
    ):
        super().__init__(seed, data_format, **others)
        self.height_factor = _shares(height_factor, "height_factor of RandomTranslation")
        self.width_factor = _shares(width_factor, "width_factor of RandomTranslation")
        self.fill_mode = nearest(fill_mode, ("reflect", "wrap", "constant", "nearest"), "fill_mode")
        self.interpolation = nearest(interpolation, ("bilinear", "nearest"), "interpolation")
        self.fill_value = number(fill_value, "fill_value")

    def draw_change(self, shape):
        """The matrices A (n, h, h) and B (n, w, w) of a random shift for each picture."""
        n, height, width, _ = shape
        down = self.generator().uniform(*self.height_factor, n) * height
        right = self.generator().uniform(*self.width_factor, n) * width
        return self.matrix(down, height), self.matrix(right, width)

    def matrix(self, shifts, size):
        """For each shift the matrix (size, size) that carries it out along one axis."""
        places = np.arange(size) - shifts[:, None]  # (n, size): where each new pixel comes from
        places = _into_picture(places, size, self.fill_mode)
        if self.interpolation == "nearest":
            places = np.copysign(np.floor(np.abs(places) + 0.5), places)  # halves away from 0
        first = np.floor(places)
        share, second = places - first, first + 1
        if self.fill_mode == "wrap":
            first, second = first % size, second % size
        pixels = np.arange(size)
        one = (first[..., None] == pixels) * (1 - share)[..., None]
        return one + (second[..., None] == pixels) * share[..., None]

    def apply(self, pictures):
        """Shift as the last draw says; what no pixel covers is ``fill_value``."""
        a, b = (m.astype(pictures.real.dtype) for m in self.change)
        y = _along_both(a, b, pictures)
        if self.fill_mode == "constant" and self.fill_value:
            covered = a.sum(axis=2)[:, :, None, None] * b.sum(axis=2)[:, None, :, None]
            y = y + (1 - covered) * np.asarray(self.fill_value, covered.dtype)
        return y

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        if self.change is None:
            return dy
        a, b = (m.astype(dy.dtype).transpose(0, 2, 1) for m in self.change)
        return _along_both(a, b, dy)

    def get_config(self):
        return super().get_config() | {
            "height_factor": self.height_factor,
            "width_factor": self.width_factor,
            "fill_mode": self.fill_mode,
            "interpolation": self.interpolation,
            "fill_value": self.fill_value,
        }


def _along_both(a, b, pictures):
    """``y[n, r, s, c] = Σ_i Σ_j a[n, r, i] b[n, s, j] x[n, i, j, c]``."""
    rows = np.einsum("nri,nijc->nrjc", a, pictures)
    return np.einsum("nsj,nrjc->nrsc", b, rows)


def _into_picture(places, size, fill_mode):
    """Where on the picture each place finds its value; beyond its ends for the other two modes."""
    if fill_mode == "reflect":
        places = places % (2 * size)
        places = np.where(places >= size, 2 * size - 1 - places, places)
    return np.clip(places, 0, size - 1) if fill_mode in ("reflect", "nearest") else places


def _shares(factor, what):
    """(lower, upper) from a pair or from f, which stands for (−f, f)."""
    pair = (
        factor if isinstance(factor, (tuple, list)) else (-abs(number(factor, what)), abs(factor))
    )
    if len(pair) != 2 or any(not -1 <= number(f, what) <= 1 for f in pair):
        raise ValueError(f"{what} must be one number from -1 to 1 or two, got {factor!r}.")
    return tuple(sorted(float(f) for f in pair))
