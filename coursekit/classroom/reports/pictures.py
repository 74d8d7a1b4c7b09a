"""The pictures of a class report: SVG in the course's colours, with what they show in words."""

import base64
import html
import io

import numpy as np

from coursekit.classroom.reports.page import escaped, number, plain
from coursekit.classroom.reports.tally import STATES
from coursekit.classroom.states import State
from coursekit.plots.style import COLOURS, style, subplots

#: Narrow enough that a phone shows its words without a glass.
WIDTH = 4.6

#: A colour and a hatch a state: who sees no colours sees the hatch.
LOOKS = {
    State.PASSED: (COLOURS["blue"], ""),
    State.FAILED: (COLOURS["vermillion"], ""),
    State.NOT_ATTEMPTED: ("#d9d9d6", ""),
    State.TIMEOUT: (COLOURS["orange"], "//"),
    State.MEMORY: (COLOURS["yellow"], ".."),
    State.CRASHED: (COLOURS["purple"], "xx"),
    State.TAMPERED: (COLOURS["black"], ""),
    State.UNREADABLE: (COLOURS["sky"], "\\\\"),
}


def states_picture(names, states):
    """How the answers to each task ended: a bar a task, in shares of the students.

    Parameters
    ----------
    names : list of str
    states : ndarray of shape (students, tasks)
        Places in ``STATES``.

    Returns
    -------
    str
        HTML of the picture.
    """
    shares = np.array([(states == code).mean(axis=0) for code in range(len(STATES))])
    fig, ax = subplots(width=WIDTH, height=1.6 + 0.62 * len(names))
    with style():
        _bars(ax, shares)
        for row, name in enumerate(names):
            ax.text(0, row - 0.29, _short(name), fontsize=12, va="bottom")
        ax.set(yticks=[], xlim=(0, 1), ylim=(len(names) - 0.6, -0.9))
        ax.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
        ax.spines["left"].set_visible(False)
        fig.legend(loc="outside upper left", ncols=2)
    told = "; ".join(
        f"{plain(name)}: {_shares(column)}" for name, column in zip(names, shares.T, strict=True)
    )
    return _figure(fig, f"Shares of states for each task. {told}.", "How the answers ended.")


def _bars(ax, shares):
    left, rows = np.zeros(shares.shape[1]), np.arange(shares.shape[1])
    for state, share in zip(STATES, shares, strict=True):
        colour, hatch = LOOKS[state]
        if share.any():
            ax.barh(rows, share, left=left, color=colour, hatch=hatch, edgecolor="white",
                    linewidth=0.6, height=0.5, label=str(state))  # fmt: skip
        left = left + share


def _shares(column):
    return ", ".join(
        f"{100 * part:.0f} % {state}" for state, part in zip(STATES, column, strict=True) if part
    )


def totals_picture(totals, worth):
    """How many students got how many points, with the median as a line."""
    edges = _edges(worth)
    counts, _ = np.histogram(totals, edges)
    fig, ax = subplots(width=WIDTH, height=3.2)
    with style():
        ax.stairs(counts, edges, fill=True, color=COLOURS["sky"], edgecolor=COLOURS["blue"])
        median = float(np.median(totals))
        ax.axvline(median, color=COLOURS["vermillion"], linestyle="--")
        ax.set(xlabel="points", ylabel="students", xlim=(edges[0], edges[-1]))
        for axis in (ax.xaxis, ax.yaxis):
            axis.get_major_locator().set_params(integer=True)
    told = ", ".join(
        f"{_span(low, high)}: {count}"
        for count, low, high in zip(counts, edges, edges[1:])
        if count
    )
    alt = f"Histogram of the totals. Students by points: {told}. Median {number(median)}."
    return _figure(fig, alt, f"The totals. The dashed line is the median, {number(median)} points.")


def _edges(worth):
    """At most 25 steps that hold all totals; with steps of one, each stands over its number."""
    step = max(1, int(np.ceil(worth / 25)))
    return np.arange(0, worth + step + 1, step) - 0.5


def _span(low, high):
    first, last = number(low + 0.5), number(high - 0.5)
    return first if first == last else f"{first} to {last}"


def _short(name, longest=44):
    name = plain(name).replace("$", r"\$")
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _figure(fig, alt, caption):
    """The picture as HTML: an SVG inside the page, the same bytes for the same class."""
    import matplotlib

    drawn = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "coursekit", "svg.fonttype": "path"}):
        fig.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    data = base64.b64encode(drawn.getvalue()).decode()
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{html.escape(alt, quote=True)}">'
        f"<figcaption>{escaped(caption)}</figcaption></figure>"
    )
