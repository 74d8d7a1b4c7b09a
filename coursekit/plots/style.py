"""One look for all pictures: Okabe and Ito's colours on an opaque, nearly white sheet."""

from contextlib import contextmanager

#: Eight colours that people with any colour vision can tell apart (Okabe and Ito, 2008).
COLOURS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "black": "#000000",
    "yellow": "#F0E442",
}

#: The order in which lines take their colours; yellow is too pale for a thin line on white.
CYCLE = [
    COLOURS[name] for name in ("blue", "vermillion", "green", "orange", "purple", "sky", "black")
]

#: One meaning everywhere, printed and in the explorers: what is above zero, class 1 or a positive
#: weight has the first colour; what is below zero, class 0 or a negative weight the second.
POSITIVE, NEGATIVE = COLOURS["blue"], COLOURS["vermillion"]

#: The colours and markers of class 0 and class 1.
CLASS_COLOURS = (NEGATIVE, POSITIVE)
CLASS_MARKERS = ("o", "s")

#: Line styles: rows that a network learns from, and rows that it is only judged by (validation
#: and test rows).
TRAINING, VALIDATION = "-", "--"

#: Pixels per inch: 6.4 inches become 640 pixels, as wide as a text column.
DPI = 100

SHEET = "#FCFCFA"
_RC = {
    "figure.facecolor": SHEET,
    "savefig.facecolor": SHEET,
    "axes.facecolor": SHEET,
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.1,
    "figure.constrained_layout.w_pad": 0.1,
    "font.family": "DejaVu Sans",
    "font.size": 13,
    "axes.titlesize": 14,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 13,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "legend.fontsize": 12,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.2,
    "lines.markersize": 7,
    "image.cmap": "cividis",
    "image.interpolation": "nearest",
}


@contextmanager
def style():
    """Use the course's look inside a ``with`` block and leave everybody's settings as they were.

    Examples
    --------
    >>> with style():
    ...     fig, ax = subplots()
    """
    import matplotlib
    from cycler import cycler

    with matplotlib.rc_context({**_RC, "axes.prop_cycle": cycler(color=CYCLE)}):
        yield


def signed():
    """Return the colour map of numbers with a sign: ``NEGATIVE``, white at zero, ``POSITIVE``.

    Draw with ``vmin=-size, vmax=size``, so that zero is in the middle.
    """
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("signed", [NEGATIVE, "white", POSITIVE])


def figure(width=6.4, height=3.8):
    """Open an empty figure in the course's look, ``width`` by ``height`` inches at 100 dpi.

    The figure is not registered with pyplot, so no notebook shows it by itself and nothing leaks.
    """
    with style():
        from matplotlib.figure import Figure

        return Figure(figsize=(width, height))


def subplots(rows=1, columns=1, width=6.4, height=3.8, **kwargs):
    """Open a figure with ``rows`` × ``columns`` axes in the course's look.

    Parameters
    ----------
    rows, columns : int
        Number of axes down and across.
    width, height : float
        Size of the whole figure in inches.
    **kwargs
        Passed on to ``Figure.subplots`` (``sharex``, ``gridspec_kw`` …).

    Returns
    -------
    fig, ax : matplotlib Figure, and one Axes or an array of them
    """
    fig = figure(width, height)
    with style():
        return fig, fig.subplots(rows, columns, **kwargs)


def panels(count, row=3.2, extra=0.0, columns=2, **kwargs):
    """Open a figure as wide as the text with ``count`` panels, row by row, legible on a phone.

    Parameters
    ----------
    count : int
    row : float
        Height of one row of panels in inches.
    extra : float
        Height added for a title above or a legend below all panels.
    columns : int, default 2
        Panels in a row.
    **kwargs
        Passed on to ``Figure.subplots``.

    Returns
    -------
    fig, axes, spare : matplotlib Figure, list of ``count`` Axes, list of empty places
        A spare place has no frame; ``explain`` puts a legend there.
    """
    rows = -(-count // columns)
    fig, axes = subplots(rows, columns, height=row * rows + extra, squeeze=False, **kwargs)
    axes = list(axes.flat)
    for ax in axes[count:]:
        ax.set_axis_off()
    return fig, axes[:count], axes[count:]


def explain(place, handles, labels, **kwargs):
    """Put a legend into a spare place of ``panels``."""
    with style():
        place.legend(handles, labels, loc="center", **kwargs)
