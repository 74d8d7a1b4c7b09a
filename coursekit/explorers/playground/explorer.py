"""A small network learns in the page: data, features, layers and training are yours to choose."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from coursekit._checks import nearest
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.chance import Chance
from coursekit.explorers.kit.controls import (
    Choice,
    Free,
    Goal,
    Number,
    Numbers,
    Question,
    Seed,
    Steps,
)
from coursekit.explorers.kit.words import say
from coursekit.explorers.playground import code
from coursekit.explorers.playground.data import DATASETS, EDGE, FEATURES, inputs, sample
from coursekit.explorers.playground.own_data import given, to_plane
from coursekit.explorers.playground.run import OPTIMIZERS, Run, accuracy, pictures
from coursekit.explorers.playground.states import GOLDENS, PRESETS, State

GRID = 20  # a picture has GRID × GRID cells, the top row first
MIDDLES = [EDGE * ((2 * k + 1) / GRID - 1) for k in range(GRID)]
CELLS = [(x1, x2) for x2 in reversed(MIDDLES) for x1 in MIDDLES]


def frame(state, given):
    """Train for ``step`` epochs, or until a stop, and show the whole network.

    Returns
    -------
    dict
        ``epoch`` reached, and in ``ending`` what ended the training ("" while nothing has);
        ``sizes`` of the layers, all parameters ``theta``; ``train`` and ``test``: the losses after
        each epoch; ``train_accuracy``, ``test_accuracy`` (None where targets are numbers);
        ``rows``, of which the first ``train_rows`` are trained on; ``units``: each unit's output
        over the plane, the features first.
    """
    run = run_for(state, given)
    epoch, ending = standing(run, state)
    run.go(epoch)
    train, test = run.losses[0][: epoch + 1], run.losses[1][: epoch + 1]
    return {
        "epoch": epoch,
        "ending": ending,
        "last": epoch if ending else state.stop_epoch,
        "classes": run.classes,
        "sizes": [len(state.features), *state.hidden, 1],
        "theta": run.model.theta.tolist(),
        "train": train,
        "test": test,
        "train_loss": train[-1],
        "test_loss": test[-1],
        "train_accuracy": accuracy(run, 0),
        "test_accuracy": accuracy(run, 1),
        "rows": [list(row) for row in run.rows],
        "train_rows": len(run.parts[0][0]),
        "units": pictures(run.model, state.features, CELLS),
        "goal": bool(
            state.dataset == "spiral"
            and set(state.features) <= {"x1", "x2"}
            and epoch <= 500
            and test[-1] < 0.05
        ),
    }


def run_for(state, given):
    """The training that a state is a moment of."""
    own = tuple(tuple(row) for row in given["rows"]) if state.dataset == "own" else ()
    return kept_run(replace(state, step=0, stop_epoch=1, stop_loss=0.0), own)


@lru_cache(maxsize=4)
def kept_run(recipe, own):
    """A training is kept, so that the next epoch goes on where the last one ended."""
    if own:
        return Run(recipe, Chance(recipe.data_seed).shuffle(own))
    return Run(recipe, sample(recipe.dataset, recipe.noise, recipe.points, recipe.data_seed))


def standing(run, state):
    """The epoch at which the training stands, and what ended it."""
    for epoch in range(min(state.step, state.stop_epoch) + 1):
        if epoch >= len(run.losses[1]):
            run.go(epoch)
        if epoch > run.end:
            return run.end, "diverged"
        if run.losses[1][epoch] < state.stop_loss:
            return epoch, "loss"
    return epoch, "epoch" if epoch == state.stop_epoch else ""


def describe(state, frame, given):
    """Say how far the training has come, and why it ended."""
    units = "-".join(str(m) for m in frame["sizes"])
    text = (
        f"Epoch {frame['epoch']} on {state.dataset}, network {units} with "
        f"{len(frame['theta'])} parameters: training loss {say(frame['train_loss'])}, "
        f"test loss {say(frame['test_loss'])}"
    )
    if frame["classes"]:
        text += f", {say(100 * frame['test_accuracy'])} % of the test points right"
    endings = {
        "": "",
        "epoch": " The training ends here, as you asked.",
        "loss": f" The training ends: the test loss is below {say(state.stop_loss)}.",
        "diverged": " It diverges in the next epoch: take a smaller learning rate.",
    }
    return text + "." + endings[frame["ending"]]


def check_features(value):
    """Return the chosen features in their usual order, or say what is wrong with them."""
    if isinstance(value, str) or not isinstance(value, (list, tuple)) or not value:
        raise ValueError(f'features must be a list such as ["x1", "x2"], got {value!r}.')
    for name in value:
        nearest(name, FEATURES, "feature")
    return tuple(name for name in FEATURES if name in value)


class Playground(Explorer):
    """A small network that is trained while you watch.

    Examples
    --------
    >>> w = explore.playground(dataset="spiral", hidden=(8, 8), optimizer="Adam", lr=0.03)
    >>> w.step_forward(100)
    >>> w.model().predict(X)                      # a coursekit.nn Sequential as it is now
    >>> w.sweep("lr", [0.01, 0.1, 1], epochs=50)  # a table
    >>> print(w.code("keras"))                    # a script
    """

    NAME = "playground"
    TITLE = "Playground: a network learns"
    ABOUT = "A small network trained before your eyes: data, features, layers, penalty, batch size."
    State, given = State, staticmethod(given)
    frame, describe = staticmethod(frame), staticmethod(describe)
    CONTROLS = (
        Choice(
            "dataset", "data", (*DATASETS, "own"), help="own: data=(X, y), or else the table of XOR"
        ),
        Number("noise", "noise", 0, 0.5, 0.05),
        Number("points", "points", 20, 500, 10, whole=True),
        Number("train_share", "share for training", 0.1, 0.9, 0.1),
        Seed("data_seed", "seed of the data"),
        Free("features", "features", rule=check_features),
        Numbers("hidden", "hidden layers", low=1, high=8, most=4, whole=True),
        Choice("activation", "activation", ("tanh", "relu", "sigmoid", "linear")),
        Choice("optimizer", "optimizer", tuple(OPTIMIZERS)),
        Number("lr", "learning rate η", 0.0001, 10, 0.0001, "log"),
        Number("batch_size", "batch size", 1, 500, 1, "log", whole=True),
        Choice("penalty", "penalty", ("none", "L1", "L2")),
        Number("rate", "rate λ", 0.00001, 1, 0.00001, "log", when=("penalty", ("L1", "L2"))),
        Seed("seed", "seed of the weights"),
        Number("stop_epoch", "stop at epoch", 1, 3000, 1, whole=True),
        Number("stop_loss", "stop at test loss", 0, 1, 0.01),
        Steps("step", "epoch", last=3000, per_second=100),
    )
    FIRST = ("dataset", "activation", "lr", "step")
    QUESTION = Question(
        "XOR, the features x1 and x2, and no hidden layer: where does the training loss end?",
        ("near 0", "near 0.3", "near 0.69, as by guessing", "it grows without end"),
        answer=2,
        why="Without a hidden layer the network draws one line, and no line separates XOR. The "
        "best it can do is to say 1/2 everywhere: the loss is ln 2 = 0.693. The feature x1*x2 "
        "changes that, or a hidden layer.",
    )
    GOAL = Goal(
        "On the spiral, with x1 and x2 as the only features, come to a test loss below 0.05 by "
        "epoch 500."
    )
    PRESETS, GOLDENS = PRESETS, GOLDENS

    def __init__(self, data=None, **settings):
        if data is not None:
            settings = {"dataset": "own"} | settings
        super().__init__(data, **settings)

    @property
    def data(self):
        """Own data ``(X, y)``; setting them shows them."""
        return super().data

    @data.setter
    def data(self, data):
        Explorer.data.fset(self, data)
        self.state = replace(self.state, dataset="circle" if data is None else "own", step=0)

    def samples(self):
        """Return ``(X, y)`` of the training part and ``(X, y)`` of the test part."""
        run = run_for(self.state, self._given)
        rows, n = np.array(run.rows, dtype=float), len(run.parts[0][0])
        return (rows[:n, :2], rows[:n, 2]), (rows[n:, :2], rows[n:, 2])

    def model(self):
        """Return a compiled ``coursekit.nn`` Sequential with the current weights, in float64.

        Its inputs are the chosen features of the points, ``w.inputs(X)``.
        """
        return code.model_of(self.state, self.numbers["classes"], self.weights())

    def inputs(self, X):
        """Return the chosen features of points ``X`` of shape (n, 2), one column a feature.

        The points are those of the plane from −3 to 3, as `samples` has them; `to_plane` brings
        points in the units of your own data there.
        """
        return np.array([inputs(self.features, x1, x2) for x1, x2 in np.asarray(X)])

    def to_plane(self, X):
        """Return points ``X`` (n, 2) in the units of your own data as points of the plane."""
        return np.asarray(X) if self.data is None else to_plane(X, self.data)

    def weights(self):
        """Return the current weights as Keras lists them: kernel, bias, kernel, bias, …"""
        numbers = self.numbers
        return code.arrays(numbers["theta"], numbers["sizes"])

    def code(self, engine="coursekit", weights=True):
        """Return a script that rebuilds this network with ``coursekit.nn`` or with Keras.

        Parameters
        ----------
        engine : {"coursekit", "keras"}
        weights : bool
            Whether it sets the current weights; without them it trains new ones.
        """
        nearest(engine, code.IMPORTS, "engine")
        now = self.weights() if weights else None
        return code.script(self.state, self.numbers["classes"], engine, self.share(), now)

    def share(self):
        """Return the line of Python that makes this explorer; your own data stay ``(X, y)``."""
        line = super().share()
        return line if self.data is None else f"{line[:-1]}, data=(X, y))"

    def sweep(self, name, values, epochs=None):
        """Return a DataFrame of losses, one row a value of one setting.

        Parameters
        ----------
        name : str
            A field of the state, such as ``"lr"``.
        values : iterable
        epochs : int, optional
            Epochs to train; the current ``step`` when left out.
        """
        from pandas import DataFrame

        start = self.state if epochs is None else self.checked(self.state, step=epochs)
        rows = []
        for value in values:
            numbers = self.frame(self.checked(start, **{name: value}), *self._extra)
            told = ("epoch", "train_loss", "test_loss", "test_accuracy", "ending", "goal")
            rows.append({name: value} | {entry: numbers[entry] for entry in told})
        return DataFrame(rows)
