"""Picture of the churn explorer: how one fact moves the probability, and what each is worth."""

from coursekit.explorers.churn.explorer import LISTS, RANGES, WORDS
from coursekit.explorers.churn.network import FACTS
from coursekit.plots.style import COLOURS, NEGATIVE, POSITIVE, style, subplots

UNITS = {"age": "age (years)", "tenure": "years with the bank"}


def draw(state, frame, given):
    """Draw the curve of the chosen fact, and the changes when each fact becomes average."""
    with style():
        fig, (upper, lower) = subplots(2, 1, height=7.4)
        _curve(upper, state, frame)
        _changes(lower, frame)
    return fig


def _curve(ax, state, frame):
    name, values = state.vary, frame["values"]
    listed = name in LISTS
    places = list(range(len(values))) if listed else values
    if listed:
        ax.bar(places, frame["curve"], width=0.6, color=COLOURS["sky"], edgecolor="black")
        ax.set_xticks(places, [_word(value) for value in values])
    else:
        ax.plot(places, frame["curve"], color=COLOURS["blue"])
        ax.set_xlim(*RANGES[name])
        ax.locator_params(axis="x", nbins=6)
    now = getattr(state, name)
    here = values.index(now) if listed else now
    ax.axhline(0.5, color="#666666", linestyle="--", linewidth=1.2)
    ax.plot(here, frame["p"], "o", color=COLOURS["vermillion"], markeredgecolor="black", ms=10)
    ax.set(ylim=(0, 1), xlabel=UNITS.get(name, WORDS[name]), ylabel="probability of leaving")
    ax.set_title(f"The model says {frame['p']:.2f}")


def _changes(ax, frame):
    colours = [POSITIVE if change > 0 else NEGATIVE for change in frame["changes"]]
    names = [WORDS[name] for name in FACTS]
    ax.barh(names, frame["changes"], color=colours, edgecolor="black", linewidth=0.8)
    most = 1.1 * max(0.1, *(abs(change) for change in frame["changes"]))
    ax.set(xlim=(-most, most), xlabel="change of the probability")
    ax.set_title("If one fact were average")
    ax.axvline(0, color="black", linewidth=1)
    ax.invert_yaxis()
    ax.locator_params(axis="x", nbins=5)


def _word(value):
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
