"""Picture of the explorer of bumps: the curve, the sum of the units, and what each unit adds."""

import numpy as np

from coursekit.plots.style import COLOURS, style, subplots


def draw(state, frame):
    """Draw the curve and the output that follows it, and below it the three parts of the sum."""
    with style():
        fig, (above, below) = subplots(2, 1, width=6.4, height=6.0, sharex=True)
        above.plot(*np.transpose(frame["target"]), "k--", lw=1.5, zorder=3, label="curve to follow")
        above.plot(*np.transpose(frame["output"]), color=COLOURS["blue"], lw=3,
                   label="sum of the units")  # fmt: skip
        title = f"At most {frame['worst']:.2f} away from the {state.curve}"
        above.set(ylabel="output", title=title)
        above.margins(y=0.2)
        above.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=11)
        places = (state.t1, state.t2, state.t3)
        for k, (part, place) in enumerate(zip(frame["parts"], places, strict=True)):
            colour = COLOURS[("green", "purple", "orange")[k]]
            below.plot(*np.transpose(part), color=colour, label=f"unit {k + 1}, at {place:g}")
            for ax in (above, below):
                ax.axvline(place, color=colour, ls=":", lw=1.2)
        below.set(xlabel="input $x$", ylabel="adds", title=f"The three {state.kind}")
        below.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=11)
    return fig
