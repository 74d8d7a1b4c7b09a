"""Show a figure with its alternative text and a short digest of the data it draws."""

import hashlib
import html
import io

import numpy as np

from .style import style

#: Inches. A wider picture is scaled down on a phone until its words cannot be read.
WIDEST = 6.6


def show(fig, alt, digits=6):
    """Display ``fig`` as a PNG, its alternative text below it.

    The plain-text form of the output is ``alt · data 1a2b3c4d``.  The digest changes when the drawn
    numbers change, so a comparison of outputs notices a picture that went wrong.

    Parameters
    ----------
    fig : matplotlib Figure
        At most 6.6 inches wide, so that its words can be read on a phone: put panels below each
        other, or two in a row as ``plots.panels`` does.
    alt : str
        One or two sentences that tell a reader who cannot see the picture what it shows.
    digits : int or None
        Significant digits that enter the digest; ``None`` leaves it out (trained results differ
        in their last digits from one machine to the next).

    Raises
    ------
    ValueError
        When ``alt`` is empty, or the figure too wide.
    """
    if not alt or not alt.strip():
        raise ValueError('show needs alt="…": a sentence that says what the picture shows')
    if (width := fig.get_figwidth()) > WIDEST:
        raise ValueError(
            f"A picture may be {WIDEST:g} inches wide, so that a phone shows its words, got "
            f"{width:g}: put its panels below each other, two in a row at most."
        )
    alt = " ".join(alt.split())
    text = alt if digits is None else f"{alt} · data {digest(fig, digits)}"
    if not in_notebook():
        print(text)
        return
    from IPython.display import display

    png, metadata = picture(fig, alt)
    display({"image/png": png, "text/plain": text}, metadata=metadata, raw=True)
    display(caption(alt), raw=True)


def caption(alt, mark=""):
    """Return the output that is put below a picture: its ``alt``, for few viewers show another."""
    mark = f' class="{mark}"' if mark else ""
    return {
        "text/html": f"<p{mark}><em>{html.escape(alt, quote=False)}</em></p>",
        "text/plain": alt,
    }


def picture(fig, alt, colours=None):
    """Return ``fig`` as PNG bytes, and the metadata of the output that carries its ``alt``.

    With ``colours=256`` the PNG has a palette of so many: a third of the size, drawn quicker.
    """
    # What gets a palette is packed once more, so it need not be small before.
    png, (width, height) = _png(fig, optimize=colours is None)
    png = png if colours is None else _with_palette(png, colours)
    return png, {"image/png": {"alt": alt, "width": width, "height": height}}


def digest(fig, digits=6):
    """Eight hexadecimal digits of a hash of everything drawn in ``fig``, rounded to ``digits``."""
    sha = hashlib.sha256()
    for axes in fig.axes:
        for values in _drawn(axes):
            sha.update(_rounded(values, digits).tobytes())
    return sha.hexdigest()[:8]


def _drawn(axes):
    """Yield the data of lines, bars, images, points and filled areas as float arrays."""
    for line in axes.lines:
        yield line.get_xydata()
    for patch in axes.patches:
        yield patch.get_path().transformed(patch.get_patch_transform()).vertices
    for picture in axes.images:
        yield picture.get_array()
    for collection in axes.collections:
        yield collection.get_offsets()
        for path in collection.get_paths():
            yield path.vertices
        if collection.get_array() is not None:
            yield collection.get_array()


def _rounded(values, digits):
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()
    known = np.where(np.isfinite(values) & (values != 0), values, 1.0)
    step = 10.0 ** (digits - 1 - np.floor(np.log10(np.abs(known))))
    whole = np.where(np.isfinite(values), np.rint(values * step), np.nan)
    return np.stack([whole + 0.0, step])  # + 0.0 turns -0 into 0


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
