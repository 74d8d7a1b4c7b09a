"""Early stopping and dropout, played back on training runs that were recorded beforehand."""

from dataclasses import dataclass, replace

import numpy as np

from coursekit._checks import numeric_array
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Choice, Goal, Number, Preset, Question, Steps, Switch
from coursekit.explorers.kit.words import say
from coursekit.explorers.overfitting.runs import DROPOUTS, EPOCHS, SEEDS, SIZES, recorded

LONGEST = 1000


@dataclass(frozen=True)
class State:
    """A recorded run, the settings of ``EarlyStopping``, and how many epochs have been played.

    ``size`` and ``dropout`` are those of the two hidden layers; ``seed`` is one of three draws of
    the start weights.  With a history of your own these three have no effect.
    """

    size: str = "64-64"
    dropout: float = 0.0
    seed: int = 0
    patience: int = 20
    min_delta: float = 0.0
    restore_best: bool = True
    step: int = EPOCHS


def given(data=None):
    """Return the recorded runs, or a history of one's own, as the page gets them.

    Parameters
    ----------
    data : dict, optional
        ``History.history`` of ``fit`` from Keras or ``coursekit.nn``: ``"val_loss"`` and, if you
        have it, ``"loss"``; one number an epoch.
    """
    if data is None:
        return {"runs": recorded(), "own": None}
    data = getattr(data, "history", data)
    if not isinstance(data, dict) or "val_loss" not in data:
        raise ValueError(
            'data must be a History.history with "val_loss": train with validation_data= or '
            "validation_split=, and pass what fit returns."
        )
    own = {name: _losses(data[name], name) for name in ("loss", "val_loss") if name in data}
    if len({len(values) for values in own.values()}) > 1:
        raise ValueError('"loss" and "val_loss" need the same number of epochs.')
    return {"runs": {}, "own": {"loss": [], **own}}


def _losses(values, name):
    array = numeric_array(values, name).astype(float)
    if array.ndim != 1 or not 1 <= len(array) <= LONGEST or not np.isfinite(array).all():
        raise ValueError(
            f"{name} must be a list of 1 to {LONGEST} finite numbers, one an epoch; cut a history "
            "off where it became NaN."
        )
    return array.tolist()


def run_of(state, given):
    """Return (loss, val_loss), one number an epoch, of the run that is played."""
    if given["own"]:
        return given["own"]["loss"], given["own"]["val_loss"]
    run = given["runs"][f"{state.size} {state.dropout:g} {state.seed}"]
    return [v / 10_000 for v in run["loss"]], [v / 10_000 for v in run["val_loss"]]


def early_stopping(val_loss, patience, min_delta):
    """Follow the validation loss as ``EarlyStopping(patience, min_delta)`` does.

    Returns
    -------
    waits : list of int
        After each epoch: how many epochs ago the best one was.
    bests : list of int
        After each epoch: the number of the best epoch so far, counted from 1.
    stopped : bool
        Whether the last of these epochs ended the training; else the record ends there.
    """
    best, best_epoch, wait = None, 0, 0
    waits, bests = [], []
    for epoch, value in enumerate(val_loss, start=1):
        wait += 1
        if best is None or value + min_delta < best:  # progress
            best, best_epoch, wait = value, epoch, 0
        waits.append(wait)
        bests.append(best_epoch)
        if wait > 0 and wait >= patience:
            return waits, bests, True
    return waits, bests, False


def goal_reached(state, given):
    """True when the settings suit one's own run, or all three of the big network with dropout."""
    if not given["own"] and (state.size, state.dropout) != ("64-64", 0.5):
        return False
    for seed in SEEDS:
        val_loss = run_of(replace(state, seed=seed), given)[1]
        waits, bests, stopped = early_stopping(val_loss, state.patience, state.min_delta)
        kept = val_loss[(bests[-1] if state.restore_best else len(waits)) - 1]
        if not stopped or 2 * len(waits) > len(val_loss) or kept > min(val_loss) + 0.002:
            return False
    return True


def frame(state, given):
    """Return what early stopping does with the run, up to epoch ``step``."""
    loss, val_loss = run_of(state, given)
    waits, bests, stopped = early_stopping(val_loss, state.patience, state.min_delta)
    last = len(waits)  # the epoch after which training ends
    now = min(state.step, last)  # the epoch on show
    lowest = min(val_loss)
    kept_epoch = (bests[now - 1] if state.restore_best else now) if now else 0
    kept = val_loss[kept_epoch - 1] if kept_epoch else None
    over = now == last
    return {
        "loss": loss,
        "val_loss": val_loss,
        "epochs": len(val_loss),
        "now": now,
        "last": last,
        "stop": last if stopped and over else None,
        "over": over,
        "wait": waits[now - 1] if now else 0,
        "best_epoch": bests[now - 1] if now else None,
        "kept_epoch": kept_epoch if now else None,
        "kept": kept,
        "current": val_loss[now - 1] if now else None,
        "bought": val_loss[now - 1] - val_loss[bests[now - 1] - 1] if now else None,
        "lowest": lowest,
        "lowest_epoch": val_loss.index(lowest) + 1,
        "gap": val_loss[kept_epoch - 1] - loss[kept_epoch - 1] if now and loss else None,
        "goal": over and goal_reached(state, given),
    }


def title(state, given):
    """Name the run in a few words."""
    if given["own"]:
        return "Your history"
    return f"{state.size}, dropout {state.dropout:g}, run {state.seed + 1}"


def describe(state, frame, given):
    """Say where training stands or stopped, and what is kept."""
    name = title(state, given)
    if frame["now"] == 0:
        return f"{name}: before the first epoch."
    if frame["stop"] is not None:
        end = f"training stopped after epoch {frame['stop']}"
    elif frame["over"]:
        end = f"the record ends with epoch {frame['now']} before it is time to stop"
    else:
        end = f"epoch {frame['now']} is over, {frame['wait']} since the best one"
    return (
        f"{name}: {end}. The best epoch so far is {frame['best_epoch']}. Kept are the weights of "
        f"epoch {frame['kept_epoch']} with a validation loss of {say(frame['kept'], 4)}; the "
        f"current ones have {say(frame['current'], 4)}. The lowest of the whole record is "
        f"{say(frame['lowest'], 4)} in epoch {frame['lowest_epoch']}."
    )


class Overfitting(Explorer):
    """Early stopping and dropout on 27 recorded training runs, or on a history of your own.

    The networks predict which customers of the course's invented bank leave: 800 to fit, 800 to
    watch.  ``workshop/data/overfitting_runs.py`` is the code that trained them.

    Parameters
    ----------
    data : dict or History, optional
        ``History.history`` of your own ``fit`` with validation data.
    **settings
        Fields of the state.

    Examples
    --------
    >>> w = explore.overfitting(size="64-64", dropout=0.5, patience=10)
    >>> w.numbers["stop"], w.numbers["kept"]
    >>> w.sweep("patience", range(0, 31))[["patience", "stop", "kept"]]
    """

    NAME = "overfitting"
    TITLE = "Overfitting: stop in time"
    ABOUT = "Recorded training runs with and without dropout: when early stopping ends them."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    given = staticmethod(given)
    CONTROLS = (
        Choice("size", "hidden layers", tuple(SIZES)),
        Choice("dropout", "dropout rate", DROPOUTS),
        Choice("seed", "run", SEEDS, ("1", "2", "3")),
        Number("patience", "patience", 0, 50, 1, unit="epochs", whole=True),
        Number("min_delta", "min_delta", 0, 0.05, 0.0005, help="A smaller fall is no progress"),
        Switch("restore_best", "restore_best_weights"),
        Steps("step", "epoch", last=LONGEST, per_second=12),
    )
    FIRST = ("size", "dropout", "seed", "patience", "restore_best", "step")
    PRESETS = (
        Preset(
            "Learned by heart",
            State(patience=50),
            "A big network without dropout: training loss goes to 0, validation loss to the sky.",
        ),
        Preset(
            "Stop in time",
            State(patience=5),
            "Five epochs without progress are enough here; the best weights come back.",
        ),
        Preset(
            "Too impatient",
            State(dropout=0.5, patience=0),
            "Dropout makes the validation loss waver; the first small rise ends the training.",
        ),
        Preset(
            "Dropout instead",
            State(dropout=0.5, patience=50),
            "With half of the neurons switched off in each batch, waiting too long costs little.",
        ),
        Preset(
            "Too small to overfit",
            State("6-6", 0.5, patience=20),
            "Six neurons are few already; dropout takes away what the network needs.",
        ),
        Preset(
            "The last weights",
            State("32-32", patience=20, restore_best=False),
            "Without restoring you keep the weights of the last epoch, 20 past the best.",
        ),
    )
    QUESTION = Question(
        "The big network (64-64) trains without dropout and without a stop. What does its "
        "validation loss do in 100 epochs?",
        (
            "It falls, as the training loss does",
            "It falls and then stays level",
            "It falls for about ten epochs, then rises far above its start",
        ),
        answer=2,
        why="The network learns its 800 customers by heart and becomes sure of itself; on new ones "
        "it is then sure and wrong, and cross-entropy punishes that without limit.",
    )
    GOAL = Goal(
        "In the big network (64-64) with dropout 0.5, find one patience that ends all three runs "
        "within 50 epochs, each with weights within 0.002 of its lowest validation loss."
    )
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(
            State(size, dropout, seed, patience=3 * seed + 2, min_delta=0.0035 * seed)
            for size in SIZES
            for dropout in DROPOUTS
            for seed in SEEDS
        ),
        State(dropout=0.5, patience=5),
        State(dropout=0.5, patience=5, restore_best=False),
        State(step=0),
        State(step=1, patience=0),
        State(step=7, restore_best=False),
        State(min_delta=0.05, patience=0, step=LONGEST),
        State(patience=50, min_delta=0.05, restore_best=False, step=LONGEST),
    )

    def __init__(self, data=None, **settings):
        if data is not None:
            settings.setdefault("step", len(given(data)["own"]["val_loss"]))
        super().__init__(data=data, **settings)
        if data is not None:
            self._page = _for_own_history(self._page)


def _for_own_history(page):
    """Hide what chooses among the recorded runs, and ask for a patience for this run."""
    hidden = {"size", "dropout", "seed"}
    controls = [{**c, "show": False} if c["name"] in hidden else c for c in page["controls"]]
    goal = (
        "Let early stopping end your run within half of its epochs, with weights within 0.002 of "
        "its lowest validation loss."
    )
    return {**page, "controls": controls, "presets": [], "goal": goal}
