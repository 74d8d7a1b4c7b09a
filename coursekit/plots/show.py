"""Show a figure with its alternative text, and keep the numbers that it draws beside it."""

import base64
import io

import numpy as np

from coursekit._machine import in_page
from coursekit.plots import words
from coursekit.plots.style import style

#: Inches. A wider picture is scaled down on a phone until its words cannot be read.
WIDEST = 6.6

#: Numbers that are kept of one picture, about; a larger array is kept as means of its parts.
KEPT = 384


def show(fig, key, caption="", **numbers):
    """Display ``fig`` as a PNG that tells a reader who cannot see it what it shows.

    A terminal prints these words in place of the picture. The numbers that it draws are kept in
    the output's metadata, so a comparison of outputs notices a picture that went wrong and none
    that another processor rounded otherwise.

    Parameters
    ----------
    fig : matplotlib Figure
        At most 6.6 inches wide, so that its words can be read on a phone: put panels below each
        other, or two in a row as ``plots.panels`` does.
    key : str
        Names the words in ``coursekit/plots/alt``: one or two sentences on what it shows.
    caption : str, optional
        Stands below the picture for everybody, and says what its title does not.
    **numbers
        What the words have fields for.

    Raises
    ------
    ValueError
        For an unknown key, a number too few or too many, and a figure that is too wide.
    """
    if (width := fig.get_figwidth()) > WIDEST:
        raise ValueError(
            f"A picture may be {WIDEST:g} inches wide, so that a phone shows its words, got "
            f"{width:g}: put its panels below each other, two in a row at most."
        )
    said = words.words(key, numbers)
    if not in_notebook():
        print(said)
        return
    from IPython.display import display

    png, metadata = picture(fig, said)
    metadata["coursekit"] = numbers_of(fig)
    display({"image/png": png, "text/plain": said}, metadata=metadata, raw=True)
    display(words.beside(said, caption), metadata=words.BESIDE, raw=True)


def picture(fig, alt, colours=None):
    """Return ``fig`` as PNG in base64, and the metadata of the output that carries its ``alt``.

    With ``colours=256`` the PNG has a palette of so many: a third of the size, drawn quicker.
    """
    # What gets a palette is packed once more, so it need not be small before; and a page would pack
    # as long as it draws, though the picture travels nowhere.
    png, (width, height) = _png(fig, optimize=colours is None and not in_page())
    png = png if colours is None else _with_palette(png, colours)
    # As text, for a kernel in the browser does not encode what is displayed.
    text = base64.b64encode(png).decode()
    return text, {"image/png": {"alt": alt, "width": width, "height": height}}


def numbers_of(fig):
    """Return what a stored picture keeps of its numbers, for its output's metadata."""
    return {"data": [packed(values) for values in sketch(fig)]}


def sketch(fig, kept=KEPT):
    """Return what ``fig`` draws as a list of arrays, about ``kept`` numbers in all.

    A short array is kept as it is, a long one as the weighted means of its parts, in which each
    number leaves its trace. x and y, and each line, are arrays of their own.
    """
    arrays = [array for axes in fig.axes for array in _drawn(axes) if array.size]
    most = max(4, kept // max(len(arrays), 1))
    return [_shortened(array, most) for array in arrays]


def packed(values):
    """Return an array of float64 as text for a notebook's metadata."""
    return base64.b64encode(np.asarray(values, "<f8").tobytes()).decode()


def _drawn(axes):
    """Yield x and y of lines, bars, points and areas, and the values of images, as flat arrays."""
    for line in axes.lines:
        yield from _flat(line.get_xydata())
    outlines = [_outline(patch) for patch in axes.patches]
    if outlines:
        yield from _flat(np.concatenate(outlines))
    for picture in axes.images:
        yield from _flat(picture.get_array().ravel())
    for collection in axes.collections:
        yield from _flat(collection.get_offsets())
        outlines = [path.vertices for path in collection.get_paths() if len(path.vertices)]
        if outlines:
            yield from _flat(np.concatenate(outlines))
        if collection.get_array() is not None:
            yield from _flat(collection.get_array())


def _outline(patch):
    """The corners of a patch; two of an upright rectangle, which older versions begin elsewhere."""
    corners = patch.get_path().transformed(patch.get_patch_transform()).vertices
    if len(corners) in (4, 5) and all(len(np.unique(side)) <= 2 for side in corners.T):
        return np.array([corners.min(axis=0), corners.max(axis=0)])
    return corners


def _flat(values):
    """Return the columns of points (n, 2), or one column of anything else; a gap is NaN."""
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    points = values.ndim == 2 and values.shape[1] == 2
    return list(values.T) if points else [values.ravel()]


def _shortened(values, most):
    """Return at most ``most`` weighted means of consecutive parts; of a short array itself."""
    if values.size <= most:
        return values
    starts = np.arange(most) * values.size // most
    # No two neighbours weigh the same, so values that change places are noticed too.
    weights = 1 + np.arange(values.size) * 0.618034 % 1
    known = np.isfinite(values)
    weights = np.where(known, weights, 0.0)
    sums = np.add.reduceat(np.where(known, values, 0.0) * weights, starts)
    whole = np.add.reduceat(weights, starts)
    return np.divide(sums, whole, out=np.full(most, np.nan), where=whole > 0)


def _png(fig, optimize=True):
    """Return PNG bytes and the size in pixels; no date or version inside, so bytes repeat."""
    buffer = io.BytesIO()
    packing = {"optimize": True} if optimize else {"compress_level": 1}
    with style():
        fig.savefig(buffer, format="png", metadata={"Software": None}, pil_kwargs=packing)
    width, height = fig.get_size_inches() * fig.dpi
    return buffer.getvalue(), (int(round(width)), int(round(height)))


def _with_palette(png, colours):
    """The same PNG with a palette, the nearest colour for each pixel."""
    from PIL import Image

    sheet, buffer = Image.open(io.BytesIO(png)).convert("RGB"), io.BytesIO()
    few = sheet.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def in_notebook():
    """Say whether outputs go to a notebook; else they are text in a terminal."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")
