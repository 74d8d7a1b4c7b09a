"""Windows that slide over a picture: what the user may ask for, how many fit, where each looks."""

import numpy as np

from coursekit._checks import nearest, positive_integer


class Window:
    """A window of kh × kw pixels that moves in steps of sh, sw over pictures (n, h, w, c).

    Along an axis of ``size`` pixels a window of f pixels with stride s fits into

    - ``"valid"``: ⌊(size − f)/s⌋ + 1 places, all inside the picture;
    - ``"same"``: ⌈size/s⌉ places; the picture gets p = max((places − 1)·s + f − size, 0) more
      pixels, half of them before, half after, and the odd one after, as in TensorFlow.

    Parameters
    ----------
    size, strides : int or pair of int
        (kh, kw) and (sh, sw).
    padding : {"valid", "same"}
        In any case, as in Keras.
    owner : str
        The layer's name for error sentences.
    noun : str
        What the layer calls its window: ``"kernel_size"`` or ``"pool_size"``.
    """

    def __init__(self, size, strides, padding, owner, noun):
        self.size = positive_pair(size, f"{noun} of {owner}")
        self.strides = positive_pair(strides, f"strides of {owner}")
        if not isinstance(padding, str):
            raise ValueError(f"padding of {owner} must be 'valid' or 'same', got {padding!r}.")
        self.padding = nearest(padding.lower(), ("valid", "same"), f"padding of {owner}")
        self.owner = owner

    def check(self, input_shape):
        """Raise ``ValueError`` when no window fits into inputs of shape (batch, h, w, channels)."""
        check_pictures(input_shape, self.owner)
        height, width = input_shape[1:3]
        kh, kw = self.size
        too_large = (height is not None and kh > height) or (width is not None and kw > width)
        if self.padding == "valid" and too_large:
            raise ValueError(
                f"{self.owner}: a window of {kh}×{kw} does not fit into a picture of "
                f"{height}×{width}: use a smaller window, or padding='same'."
            )

    def output_size(self, height, width):
        """How many places there are down and across; ``None`` where the size is not known."""
        return tuple(
            None
            if size is None
            else -(-size // s)
            if self.padding == "same"
            else (size - f) // s + 1
            for size, f, s in zip((height, width), self.size, self.strides, strict=True)
        )

    def pads(self, height, width):
        """Pixels to add: ((above, below), (left, right))."""
        if self.padding == "valid":
            return (0, 0), (0, 0)
        places = self.output_size(height, width)
        axes = zip(places, self.strides, self.size, (height, width), strict=True)
        extra = [max((p - 1) * s + f - size, 0) for p, s, f, size in axes]
        return tuple((p // 2, p - p // 2) for p in extra)

    def pad(self, x, value=0):
        """Pictures with their border; ``x`` itself where there is none."""
        return pad(x, self.pads(*x.shape[1:3]), value)

    def unpad(self, x, height, width):
        """The picture of height × width inside its border."""
        (above, _), (left, _) = self.pads(height, width)
        return x[:, above : above + height, left : left + width]

    def looks(self, places):
        """For each window pixel (i, j): the index of what it sees at all ``places`` at once."""
        (kh, kw), (sh, sw), (oh, ow) = self.size, self.strides, places
        for i in range(kh):
            for j in range(kw):
                rows = slice(i, i + (oh - 1) * sh + 1, sh)
                columns = slice(j, j + (ow - 1) * sw + 1, sw)
                yield i, j, (slice(None), rows, columns)

    def columns(self, x, ones=0):
        """One row per place, with the kh·kw·c numbers that the window sees there (im2col).

        ``x`` is padded already.  In memory a window's row is one run of kw·c numbers, so that
        whole runs are copied.  ``ones`` more columns of ones may follow.
        """
        n, h, w, c = x.shape
        (kh, kw), (sh, sw) = self.size, self.strides
        runs = np.ascontiguousarray(x).reshape(n, h, w * c)  # (n, h, w, c) → (n, h, w·c)
        # Only the windows that are read: a view of all of them may be larger than a page can count.
        picture, down, right = runs.strides
        shape = (n, (h - kh) // sh + 1, (w - kw) // sw + 1, kh, kw * c)
        steps = (picture, sh * down, sw * c * right, down, right)
        seen = np.ndarray(shape, x.dtype, runs, strides=steps)  # starts faster than as_strided
        count, length = seen[..., 0, 0].size, kh * kw * c  # n·oh·ow places
        columns = np.empty((count, length + ones), dtype=x.dtype)
        columns[:, :length].reshape(seen.shape)[...] = seen  # a view: (n, oh, ow, kh, kw·c)
        columns[:, length:] = 1
        return columns


def positive_pair(value, what):
    """Return ``value``, one whole number or two, as a pair; all must be at least 1."""
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise ValueError(f"{what} must be one whole number or two, got {value!r}.")
        return tuple(positive_integer(v, what) for v in value)
    return (positive_integer(value, what),) * 2


def check_pictures(input_shape, owner):
    """Raise ``ValueError`` unless the shape is (batch, height, width, channels).

    Height and width may be ``None``: pictures of any size.
    """
    sizes = tuple(input_shape)[1:]
    known = [size for place, size in enumerate(sizes) if size is not None or place == 2]
    if len(sizes) != 3 or not all(isinstance(s, (int, np.integer)) and s > 0 for s in known):
        hint = " Add a last axis for the one channel." if len(sizes) == 2 else ""
        raise ValueError(
            f"{owner} expects pictures of shape (batch, height, width, channels), "
            f"got {tuple(input_shape)}.{hint}"
        )


def grown(size, *more):
    """``size`` plus pixels at its ends; ``None`` stays ``None``."""
    return None if size is None else size + sum(more)


def pad(x, pads, value=0):
    """Pictures (n, h, w, c) with ``pads`` = ((above, below), (left, right)) pixels of ``value``."""
    (above, below), (left, right) = pads
    if not (above or below or left or right):
        return x
    n, h, w, c = x.shape
    padded = np.full((n, above + h + below, left + w + right, c), value, dtype=x.dtype)
    padded[:, above : above + h, left : left + w] = x
    return padded
