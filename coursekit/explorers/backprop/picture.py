"""Picture of the backpropagation explorer: the network with what is lit, and the line in words."""

from textwrap import wrap

from coursekit.explorers.backprop.explorer import CAPTION, page_of
from coursekit.plots.networks import blank
from coursekit.plots.style import COLOURS, SHEET, style, subplots

_LOOKS = (
    {"color": COLOURS["vermillion"], "linewidth": 4.5},
    {"color": COLOURS["blue"], "linewidth": 3.5, "linestyle": (0, (3, 1))},
    {"color": "#999999", "linewidth": 1.2},
)
_BOX = {"facecolor": SHEET, "edgecolor": "none", "pad": 1.0}


def draw(state, frame, given):
    """Draw the network, its lit edges and paths, and below it the current line."""
    page, _ = page_of(state, given)
    sizes = page["sizes"]
    tall = 1.1 + 0.85 * max(sizes)
    rows = _written(frame)
    with style():
        fig, (top, bottom) = subplots(
            2, 1, width=6.4, height=tall + 0.3 * len(rows) + 0.4,
            gridspec_kw={"height_ratios": [tall, 0.3 * len(rows) + 0.2]},
        )  # fmt: skip
        blank(top, (-0.4, len(sizes) - 0.6), (-0.05, 1.05))
        top.set_aspect("auto")
        places = [_place(*node["at"], sizes) for node in page["nodes"]]
        _edges(top, page["edges"], places, frame)
        _nodes(top, page["nodes"], places, frame)
        top.set_title(frame["part"] or "The start")
        top.text(0.5, -0.08, CAPTION, transform=top.transAxes, ha="center", fontsize=10)
        blank(bottom, (0, 1), (0, len(rows)))
        bottom.set_aspect("auto")
        for k, row in enumerate(rows):
            bottom.text(0, len(rows) - k - 0.5, row, va="center", fontsize=12, family="monospace")
    return fig


def _place(layer, unit, sizes):
    return layer, 1 - (unit + 0.5) / sizes[layer]


def _edges(ax, edges, places, frame):
    _, now, path = frame["lit"]
    for e, edge in enumerate(edges):
        (x0, y0), (x1, y1) = places[edge["from"]], places[edge["to"]]
        look = _LOOKS[0 if e in now else 1 if e in path else 2]
        ax.plot([x0, x1], [y0, y1], zorder=1, **look)
        weight = frame["weights"][e]
        if weight is not None and (len(edges) <= 12 or e in now):
            at = x0 + 0.37 * (x1 - x0), y0 + 0.37 * (y1 - y0)
            ax.text(*at, weight, ha="center", va="center", fontsize=10, bbox=_BOX, zorder=2)


def _nodes(ax, nodes, places, frame):
    lit = frame["lit"][0]
    for k, (node, (x, y)) in enumerate(zip(nodes, places, strict=True)):
        face = COLOURS["yellow"] if k in lit else SHEET
        ax.scatter(x, y, s=620, facecolor=face, edgecolor="black", zorder=3)
        ax.text(x, y, node["name"], ha="center", va="center", fontsize=11, zorder=4)
        look = {"ha": "center", "fontsize": 10, "bbox": _BOX, "zorder": 4}
        for text, above, colour in (
            (frame["outputs"][k], False, "black"),
            (frame["slopes"][k], True, COLOURS["vermillion"]),
        ):
            if text:
                ax.annotate(
                    text, (x, y), (0, 17 if above else -17), textcoords="offset points",
                    va="bottom" if above else "top", color=colour, **look,
                )  # fmt: skip


def _written(frame):
    """The line on as many rows as it needs."""
    if not frame["line"]:
        return ["The inputs, weights and targets are given."]
    rows, before = [], frame["symbol"]
    for name in ("formula", "substituted", "text"):
        if frame[name] != before:
            lead = f"{frame['symbol']} = " if not rows else "  = "
            rows += wrap(lead + frame[name].replace("-", "−"), 62, subsequent_indent="    ")
            before = frame[name]
    return rows
