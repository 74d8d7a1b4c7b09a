"""Picture of the overfitting explorer: the losses of a recorded run, and where it stops."""

import numpy as np

from coursekit.explorers.overfitting.explorer import title
from coursekit.plots.style import COLOURS, TRAINING, VALIDATION, style, subplots


def draw(state, frame, given):
    """Draw both losses up to the epoch on show, what would have come, and the weights kept."""
    with style():
        fig, ax = subplots(width=6.4, height=4.4)
        epochs, now = np.arange(1, frame["epochs"] + 1), frame["now"]
        for name, label, dash, colour in (
            ("loss", "training", TRAINING, "blue"),
            ("val_loss", "validation", VALIDATION, "vermillion"),
        ):
            if frame[name]:
                ax.plot(epochs, frame[name], ":", color=COLOURS[colour], lw=1, alpha=0.6)
                ax.plot(epochs[:now], frame[name][:now], dash, color=COLOURS[colour], label=label)
        if now:
            ax.axvspan(frame["best_epoch"], now, color=COLOURS["yellow"], alpha=0.35, lw=0,
                       label=f"waiting: {frame['wait']} epochs")  # fmt: skip
            ax.plot(frame["kept_epoch"], frame["kept"], "D", color=COLOURS["green"], mec="black",
                    markersize=10, label=f"kept: epoch {frame['kept_epoch']}")  # fmt: skip
        if frame["stop"]:
            ax.axvline(frame["stop"], color="black", lw=1.5, label=f"stop: epoch {frame['stop']}")
        first = frame["val_loss"][0]
        top = max(first, min(2 * first, max(frame["val_loss"])))
        ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 1.3 * top))
        ax.set_title(title(state, given))
        ax.legend(loc="upper right", fontsize=11, ncols=2)
    return fig
