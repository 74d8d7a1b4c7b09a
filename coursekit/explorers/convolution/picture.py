"""Draw the sliding window: the picture, the products at one place, the map, and the sums."""

from textwrap import fill

import numpy as np

from coursekit.plots.pictures import table
from coursekit.plots.style import COLOURS, figure, signed, style


def draw(state, frame, given):
    """Draw the picture with its window, the map, the window's products and what they add up to."""
    fig = figure(height=6.6)
    with style():
        axes = fig.subplot_mosaic([["picture", "map"], ["window", "words"]])
        _picture(axes["picture"], frame)
        _window(axes["window"], frame)
        _map(axes["map"], frame)
        axes["words"].axis("off")
        axes["words"].text(0, 0.5, _words(state, frame), va="center", fontsize=12, linespacing=1.8)
    return fig


def _numbers(rows):
    return np.array([[np.nan if x is None else x for x in row] for row in rows], dtype=float)


def _table(ax, values, has_signs, high=1.0):
    """A table with its numbers, without them where the cells are too small."""
    if values.shape[1] <= 10:
        places = 2 if values.shape[1] <= 6 else 1
        table(ax, np.round(values, places), has_signs, min(0.0, np.nanmin(values)), high)
        return
    size = max(np.nanmax(np.abs(values)), 1e-9)
    scale = {"cmap": signed(), "vmin": -size, "vmax": size}
    ax.imshow(values, **(scale if has_signs else {"cmap": "gray", "vmin": 0}))
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)


def _frame(ax, top, left, height, width, colour="vermillion", line=3.5, dash="-"):
    from matplotlib.patches import Rectangle

    look = {"edgecolor": COLOURS[colour], "linewidth": line, "linestyle": dash, "fill": False}
    box = Rectangle((left - 0.5, top - 0.5), width, height, zorder=5, clip_on=False, **look)
    ax.add_patch(box)


def _picture(ax, frame):
    padded = _numbers(frame["padded"])
    top, left = frame["pads"]
    n, m = len(frame["picture"]), len(frame["picture"][0])
    bordered = (n, m) != padded.shape
    _table(ax, padded, has_signs=False, high=max(np.nanmax(padded), 1e-9))
    if bordered:
        _frame(ax, top, left, n, m, "blue", 2, "--")
    if not frame["problem"]:
        _frame(ax, *frame["window"])
    if frame["winner"]:
        i, j = frame["winner"]
        _frame(ax, frame["window"][0] + i, frame["window"][1] + j, 1, 1, "blue", 3)
    ax.set_title(f"Picture, {n} × {m}{' and border' if bordered else ''}", fontsize=12)


def _window(ax, frame):
    """Nine little sums: pixel × weight = product, or the pixels with the winner marked."""
    rows, columns = frame["window"][2:]
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5), aspect="equal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_xticks(np.arange(columns + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(rows + 1) - 0.5, minor=True)
    ax.grid(which="major", visible=False)
    ax.grid(which="minor", color="#777777")
    ax.tick_params(which="both", length=0)
    size = {1: 14, 2: 13, 3: 10, 4: 8}.get(columns, 6)
    for i, row in enumerate(frame["cells"]):
        for j, x in enumerate(row):
            product = frame["products"][i][j] if frame["products"] else None
            words = _cell(x, frame["kernel"][i][j], product)
            ax.text(j, i, words, ha="center", va="center", size=size)
    if frame["winner"]:
        i, j = frame["winner"]
        _frame(ax, i, j, 1, 1, "blue", 3)
        ax.text(j, i + 0.3, "★ wins", ha="center", va="center", size=11)
    ax.set_title("Pixel × weight" if frame["products"] else "Pixels of the window", fontsize=12)


def _cell(x, weight, product):
    if x is None:
        return "–"
    if product is None:
        return _short(x)
    return f"{_short(x)} × {_short(weight)}\n= {_short(product)}"


def _short(x):
    return f"{x:.3g}".replace("-", "−")


def _words(state, frame):
    """The sums, and the size of the map, in a few lines."""
    if frame["problem"]:
        return fill(frame["problem"], 26)
    down, across = frame["formula"]
    lines = ["size of the map:", *dict.fromkeys((down, across)), ""]
    if not frame["products"]:
        return "\n".join([*lines, f"{state.kind}: {_short(frame['a'])}"])
    lines += [f"sum of the products: {_short(frame['sum'])}", f"bias b: {_short(state.bias)}"]
    lines += [f"z: {_short(frame['z'])}"]
    return "\n".join(lines + ([f"ReLU(z): {_short(frame['a'])}"] if state.relu else []))


def _map(ax, frame):
    if frame["problem"]:
        ax.axis("off")
        return
    values = np.array(frame["map"], dtype=float)
    shown = np.where(np.arange(values.size).reshape(values.shape) < frame["known"], values, np.nan)
    _table(ax, shown, np.nanmin(shown) < 0, high=max(np.max(values), 1e-9))
    _frame(ax, *frame["place"], 1, 1)
    ax.set_title(f"Map, {values.shape[0]} × {values.shape[1]}", fontsize=12)
