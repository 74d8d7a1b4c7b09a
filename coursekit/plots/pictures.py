"""Pictures of lesson 12: tables of pixels, windows that walk, feature maps, pooling, filters."""

import numpy as np

from coursekit.plots.style import COLOURS, figure, style, subplots
from coursekit.plots.style import signed as signed_colours

WINDOW = COLOURS["vermillion"]


def tables(panels, signed=(), low=0.0, high=None, windows=None, height=3.4, columns=2):
    """Draw small arrays in rows, each number in its cell.

    Parameters
    ----------
    panels : dict of str to array (rows, columns)
        Title and numbers; grey from ``low``, black, to ``high``, white.
    signed : iterable of str
        Titles of panels with numbers of both signs: blue above zero, orange below.
    low, high : float
        Ends of the grey scale; ``high`` is the largest number when left out.
    windows : dict of str to list of (row, column, height, width), optional
        Frames to draw on a panel.
    height : float
        Of a row of panels, in inches.
    columns : int
        Panels a row.
    """
    rows = -(-len(panels) // columns)
    with style():
        fig, axes = subplots(rows, columns, height=height * rows, squeeze=False)
        for ax in axes.flat[len(panels) :]:
            ax.remove()
        for ax, (title, values) in zip(axes.flat, panels.items(), strict=False):
            top = np.nanmax(values) if high is None else high
            table(ax, values, title in signed, low, top)
            ax.set_title(title, fontsize=12)
            for frame in (windows or {}).get(title, ()):
                _frame(ax, *frame)
    return fig


def table(ax, values, signed=False, low=0.0, high=1.0):
    """Draw one array with its numbers; cells that are not a number stay blank."""
    values = np.asarray(values, dtype=float) + 0.0  # turns −0 into 0
    picture = _look(ax, values, signed, low, high)
    size = 12 if values.shape[1] <= 6 else 9 if values.shape[1] <= 8 else 7
    for (row, column), value in np.ndenumerate(values):
        if np.isfinite(value):
            shade = picture.cmap(picture.norm(value))
            dark = np.dot(shade[:3], (0.299, 0.587, 0.114)) < 0.5
            text = f"{value:.4g}".replace("-", "−")
            colour = "white" if dark else "black"
            ax.text(column, row, text, ha="center", va="center", size=size, color=colour)
    ax.set_xticks(np.arange(values.shape[1] + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(values.shape[0] + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="#777777", linewidth=0.8)
    ax.tick_params(which="both", length=0)


def _look(ax, values, signed, low, high):
    """Show an array as a picture without ticks; both signs share one scale around a white zero."""
    values = np.round(np.asarray(values, dtype=float), 6)
    if signed:
        size = max(np.nanmax(np.abs(values)), 1e-9)
        look = {"cmap": signed_colours(), "vmin": -size, "vmax": size}
    else:
        look = {"cmap": "gray", "vmin": low, "vmax": high}
    picture = ax.imshow(values, **look)
    _bare(ax)
    return picture


def _bare(ax):
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _frame(ax, row, column, height, width, colour=WINDOW, line=3.5):
    from matplotlib.patches import Rectangle

    place = (column - 0.5, row - 0.5)
    box = Rectangle(place, width, height, fill=False, edgecolor=colour, linewidth=line, zorder=5)
    box.set_clip_on(False)
    ax.add_patch(box)


def walk(picture, size, output, places, stride=1):
    """Draw a window at several places, each beside the outputs that are known by then.

    Parameters
    ----------
    picture : array (n, n)
    size : int
        Height and width of the window.
    output : array
        The whole result; a panel shows it up to its own place, row by row.
    places : list of (row, column)
        Places of the output, one a panel.
    stride : int
        Steps of the window.
    """
    output = np.asarray(output, dtype=float)
    with style():
        fig, axes = subplots(len(places), 2, height=3.1 * len(places), squeeze=False)
        for (left, right), (r, s) in zip(axes, places, strict=True):
            table(left, picture, high=np.max(picture))
            _frame(left, r * stride, s * stride, size, size)
            left.set_title(f"place ({r + 1}, {s + 1})", fontsize=13)
            known = np.full(output.size, np.nan)
            number = r * output.shape[1] + s + 1
            known[:number] = output.ravel()[:number]
            known = known.reshape(output.shape)
            table(right, np.where(np.isnan(known), np.nan, known), signed=True)
            _frame(right, r, s, 1, 1)
            right.set_title(f"{number} of {output.size} entries", fontsize=13)
    return fig


def gallery(rows, scales=None, signed=(), columns=2):
    """Draw rows of pictures with their titles.

    Parameters
    ----------
    rows : list of dict of str to array
        Title and picture: grey (h, w) or colour (h, w, 3).  Grey pictures with negative numbers are
        drawn in two colours around a white zero, the others from black to white.
    scales : (float, float), optional
        Black and white of the grey pictures; 0 and the picture's own largest number by default.
    signed : iterable of str
        Titles of pictures to draw in two colours although no number is negative.
    columns : int
        Break longer rows after so many pictures.
    """
    rows = [part for row in rows for part in _broken(row, columns)]
    longest = max(map(len, rows))
    first = np.shape(next(iter(rows[0].values())))
    height = 0.2 + len(rows) * (0.42 + 6.0 / longest * first[0] / first[1])
    with style():
        fig, axes = subplots(len(rows), longest, height=height, squeeze=False)
        for axes_row, row in zip(axes, rows, strict=True):
            for ax, (title, picture) in zip(axes_row, row.items(), strict=False):
                _picture(ax, np.asarray(picture), scales, title in signed)
                ax.set_title(title, fontsize=11, loc="center")
            for ax in axes_row[len(row) :]:
                ax.remove()
    return fig


def _broken(row, columns):
    items = list(row.items())
    return [dict(items[k : k + columns]) for k in range(0, len(items), columns)]


def _picture(ax, picture, scales, signed):
    if picture.ndim == 3:
        ax.imshow(np.round(picture, 6))
        _bare(ax)
    else:
        low, high = scales or (0.0, max(float(picture.max()), 1e-9))
        _look(ax, picture, signed=signed or picture.min() < 0, low=low, high=high)
    for spine in ax.spines.values():  # a white picture would not stand out from the sheet
        spine.set(visible=True, color="#BBBBBB", linewidth=0.8)


def pools(picture, results, size=2):
    """Draw a picture cut into blocks of ``size``, one colour each; below, its pooled versions."""
    picture = np.asarray(picture, dtype=float)
    with style():
        fig = figure(height=5.2)
        grid = fig.add_gridspec(2, len(results), height_ratios=[1.7, 1.0])
        above = fig.add_subplot(grid[0, :])
        _blocks(above, picture, size)
        above.set_title("feature map", fontsize=13, loc="center")
        for k, (title, result) in enumerate(results.items()):
            ax = fig.add_subplot(grid[1, k])
            _blocks(ax, np.asarray(result, dtype=float), 1)
            ax.set_title(title, fontsize=13, loc="center")
    return fig


def _blocks(ax, values, size):
    from matplotlib.patches import Rectangle

    tints = ("#CFE3F1", "#FBE6C2", "#CDEBE1", "#F6DCE9")
    for (row, column), value in np.ndenumerate(values):
        block = row // size * (values.shape[1] // size) + column // size
        place = (column - 0.5, row - 0.5)
        face = tints[block % len(tints)]
        ax.add_patch(Rectangle(place, 1, 1, facecolor=face, edgecolor="white", linewidth=1.5))
        text = f"{value:.4g}".replace("-", "−")
        ax.text(column, row, text, ha="center", va="center", size=14)
    ax.set(xlim=(-0.5, values.shape[1] - 0.5), ylim=(values.shape[0] - 0.5, -0.5), aspect="equal")
    _bare(ax)


def likeness(own, others):
    """Draw how alike the pooled maps of a moved picture are, and those of other pictures.

    Parameters
    ----------
    own, others : dict of str to float
        By way of pooling, the mean cosine of a picture with itself after a shift, and with pictures
        of another class that did not move.
    """
    with style():
        fig, ax = subplots(height=1.9 + 0.5 * len(own))
        rows = -np.arange(len(own))
        for values, marker, colour, name in (
            (own, "o", "blue", "same digit, moved by one pixel"),
            (others, "s", "vermillion", "another digit, not moved"),
        ):
            ax.plot(list(values.values()), rows, marker, color=COLOURS[colour], label=name)
        ax.hlines(rows, list(others.values()), list(own.values()), color="#999999", zorder=1)
        ax.set_yticks(rows, list(own))
        ax.set(xlabel="cosine of the two pooled maps", xlim=(0.5, 1.02))
        ax.set_title("Pooling makes all digits alike")
        fig.legend(loc="outside lower center", ncols=2)
    return fig


def labelled(pictures, labels, titles, window=3):
    """Draw grey pictures, and a dot in the middle of each window whose label is 1.

    Parameters
    ----------
    pictures : array (n, height, width)
    labels : array (n, height − window + 1, width − window + 1)
    titles : sequence of str
    window : int
    """
    with style():
        fig, axes = subplots(2, -(-len(titles) // 2), height=4.9, squeeze=False)
        for ax in axes.flat[len(titles) :]:
            ax.remove()
        for ax, picture, label, title in zip(axes.flat, pictures, labels, titles, strict=False):
            _look(ax, picture, False, 0, 1)
            rows, columns = np.nonzero(label)
            middle = (window - 1) / 2
            ax.plot(columns + middle, rows + middle, "o", color=WINDOW, markersize=6)
            ax.set_title(title, fontsize=12)
    return fig


def stations(shapes, names):
    """Draw a network of pictures, top to bottom: a station has its shape, an arrow its layer.

    Parameters
    ----------
    shapes : list of tuple
        Shapes without the batch: (h, w, c) or (m,).
    names : list of str
        What happens between two stations, one fewer than ``shapes``.
    """
    with style():
        fig, ax = subplots(height=1.4 * len(shapes))
        ends = [_station(ax, -1.7 * k, shape) for k, shape in enumerate(shapes)]
        for (_, start), (end, _), name in zip(ends, ends[1:], names, strict=False):
            look = {"arrowstyle": "-|>", "color": "#333333", "lw": 1.6}
            ax.annotate("", (0, end + 0.03), (0, start - 0.03), arrowprops=look)
            ax.text(0.3, (start + end) / 2, name, va="center", fontsize=12)
        ax.set(xlim=(-2.6, 4.4), ylim=(-1.7 * len(names) - 0.6, 0.8), aspect="equal")
        ax.axis("off")
    return fig


def _station(ax, y, shape):
    """Draw one station and return the heights of its upper and lower end."""
    from matplotlib.patches import Rectangle

    if len(shape) == 3:
        side, sheets = 0.35 + 0.06 * shape[0], min(shape[2], 4)
        top, bottom = y + side / 2 + 0.09 * (sheets - 1), y - side / 2
        for sheet in reversed(range(sheets)):
            place = (-side / 2 + 0.09 * sheet, y - side / 2 + 0.09 * sheet)
            ax.add_patch(Rectangle(place, side, side, facecolor="#CFE3F1", edgecolor="#333333"))
    else:
        wide = 0.25 + 0.04 * min(shape[0], 36)
        top, bottom = y + 0.12, y - 0.12
        ax.add_patch(
            Rectangle((-wide / 2, y - 0.12), wide, 0.24, facecolor="#FBE6C2", edgecolor="#333333")
        )
    text = " × ".join(map(str, shape))
    ax.text(1.3, y, text, va="center", fontsize=12, weight="bold")
    return top, bottom


def learning(before, after, losses, title="The loss falls"):
    """Draw a kernel before and after training and, below, the loss between the two."""
    with style():
        fig = figure(height=5.8)
        grid = fig.add_gridspec(2, 2)
        for k, (kernel, name) in enumerate(((before, "before"), (after, "after"))):
            ax = fig.add_subplot(grid[0, k])
            table(ax, np.round(kernel, 2), signed=True)
            ax.set_title(f"kernel {name}", fontsize=13)
        ax = fig.add_subplot(grid[1, :])
        ax.plot(np.arange(len(losses)), losses)
        ax.set(xlabel="step", ylabel="loss", ylim=(0, None), title=title)
    return fig


def kernels(named):
    """Draw kernels with their numbers, both signs in two colours around a white zero."""
    return tables(
        {name: np.round(kernel, 2) for name, kernel in named.items()},
        signed=tuple(named),
        height=2.4,
        columns=min(len(named), 3),
    )
