"""Draw the sliding window: the picture, the products at one place, and the map so far."""

from textwrap import fill

import numpy as np

from ..pictures import _frame, table
from ..style import COLOURS, style, subplots


def draw(state, frame, given):
    """Draw the picture with its window, the window's products and the map."""
    with style():
        fig, axes = subplots(1, 3, width=9.6, height=3.9)
        _picture(axes[0], frame)
        _window(axes[1], state, frame)
        _map(axes[2], state, frame)
    return fig


def _numbers(rows):
    return np.array([[np.nan if x is None else x for x in row] for row in rows], dtype=float)


def _table(ax, values, signed, high=1.0):
    """A table with its numbers, without them where the cells are too small."""
    if values.shape[1] <= 10:
        places = 2 if values.shape[1] <= 6 else 1
        table(ax, np.round(values, places), signed, min(0.0, np.nanmin(values)), high)
        return
    size = max(np.nanmax(np.abs(values)), 1e-9)
    look = {"cmap": "PuOr", "vmin": -size, "vmax": size} if signed else {"cmap": "gray", "vmin": 0}
    ax.imshow(values, **look)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)


def _picture(ax, frame):
    padded = _numbers(frame["padded"])
    top, left = frame["pads"]
    n, m = len(frame["picture"]), len(frame["picture"][0])
    _table(ax, padded, signed=False, high=max(np.nanmax(padded), 1e-9))
    if (n, m) != padded.shape:
        _frame(ax, top, left, n, m, COLOURS["blue"], 2)
    if not frame["problem"]:
        _frame(ax, *frame["window"])
        i, j = frame["winner"] or (None, None)
        if i is not None:
            _frame(ax, frame["window"][0] + i, frame["window"][1] + j, 1, 1, COLOURS["blue"], 3)
    border = " with its border" if (n, m) != padded.shape else ""
    ax.set_title(f"picture{border}, {n} × {m}", fontsize=12)
    ax.set_xlabel("orange frame: the window", fontsize=11)


def _window(ax, state, frame):
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
            ax.text(j, i, _cell(x, frame["kernel"][i][j], product), ha="center", va="center",
                    size=size)  # fmt: skip
    if frame["winner"]:
        _frame(ax, *frame["winner"], 1, 1, COLOURS["blue"], 3)
    ax.set_title("pixel × weight" if frame["products"] else "pixels of the window", fontsize=12)
    ax.set_xlabel(_result(state, frame), fontsize=11)


def _cell(x, weight, product):
    if x is None:
        return "–"
    if product is None:
        return _short(x)
    return f"{_short(x)} × {_short(weight)}\n= {_short(product)}"


def _short(x):
    return f"{x:.3g}".replace("-", "−")


def _result(state, frame):
    if frame["problem"]:
        return ""
    if not frame["products"]:
        return f"{state.kind}: {_short(frame['a'])}"
    text = f"sum {_short(frame['sum'])} + b {_short(state.bias)} = z {_short(frame['z'])}"
    return f"{text}\nReLU: {_short(frame['a'])}" if state.relu else text


def _map(ax, state, frame):
    if frame["problem"]:
        ax.axis("off")
        ax.text(0, 0.5, fill(frame["problem"], 26), va="center", transform=ax.transAxes)
        return
    values = np.array(frame["map"], dtype=float)
    shown = np.where(np.arange(values.size).reshape(values.shape) < frame["known"], values, np.nan)
    signed = np.nanmin(shown) < 0
    _table(ax, shown, signed, high=max(np.max(values), 1e-9))
    _frame(ax, *frame["place"], 1, 1)
    ax.set_title(f"map, {values.shape[0]} × {values.shape[1]}", fontsize=12)
    ax.set_xlabel(frame["formula"][1], fontsize=11)
