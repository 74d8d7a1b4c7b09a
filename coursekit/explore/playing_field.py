"""A small network learns in the page: data, features, layers and training are yours to choose."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from coursekit._checks import nearest

from . import field_code
from .base import Explorer, say
from .chance import Chance
from .controls import Choice, Free, Goal, Number, Numbers, Preset, Question, Seed, Steps
from .field_data import DATASETS, EDGE, FEATURES, inputs, sample
from .field_own import given
from .field_run import OPTIMIZERS, Run, accuracy, pictures

GRID = 20  # a picture has GRID × GRID cells, the top row first
MIDDLES = [EDGE * ((2 * k + 1) / GRID - 1) for k in range(GRID)]
CELLS = [(x1, x2) for x2 in reversed(MIDDLES) for x1 in MIDDLES]


@dataclass(frozen=True)
class State:
    """Data, network and training.

    Attributes
    ----------
    dataset : {"circle", "XOR", "gauss", "spiral", "plane", "hills", "own"}
        The first four have two classes, "plane" and "hills" a number as target.
    noise : float
        Standard deviation by which the points of a class are shifted, or a target number.
    points : int
    train_share : float
        The rest is for the test.
    data_seed, seed : int
        For the points; for the first weights and the order of the rows in each epoch.
    features : tuple of str
        What the network sees of a point.
    hidden : tuple of int
        Units of each hidden layer.
    activation, optimizer, lr, batch_size
        As in Keras; "momentum" is SGD with momentum 0.9.
    penalty : {"none", "L1", "L2"}
        λ Σ |w| or λ Σ w² over all weights without the biases.
    rate : float
        λ.
    stop_epoch : int
        The training ends after this epoch,
    stop_loss : float
        or as soon as the test loss is below this.
    step : int
        Epochs.
    """

    dataset: str = "circle"
    noise: float = 0.1
    points: int = 200
    train_share: float = 0.5
    data_seed: int = 0
    features: tuple = ("x1", "x2")
    hidden: tuple = (4, 2)
    activation: str = "tanh"
    optimizer: str = "SGD"
    lr: float = 0.1
    batch_size: int = 10
    penalty: str = "none"
    rate: float = 0.001
    seed: int = 0
    stop_epoch: int = 1000
    stop_loss: float = 0.0
    step: int = 0


OVERFITTED = State("XOR", 0.3, 100, hidden=(8, 8), optimizer="Adam", lr=0.03)
# Rounding differs in the last digit between Python and a browser, and training may amplify it, most
# where the learning rate is barely too large.  So these states have few epochs.
EXTREMES = (
    State("XOR", noise=0.5, points=500, train_share=0.9, batch_size=500, step=3),
    State("XOR", points=20, train_share=0.1, batch_size=1, lr=10.0, step=2, seed=9999),
    State("gauss", features=tuple(FEATURES), hidden=(8, 8, 8, 8), activation="relu", step=2),
    State("gauss", hidden=(1, 1, 1, 1), activation="sigmoid", penalty="L2", rate=1.0, step=4),
    State("spiral", noise=0.0, hidden=(8, 8), optimizer="Adam", lr=0.03, step=10),
    State("spiral", hidden=(3,), optimizer="momentum", penalty="L1", rate=1.0, step=4),
    State("spiral", hidden=(8,), optimizer="Adam", lr=1.0, penalty="L2", rate=0.00001, step=2),
    State("circle", hidden=(2, 8), lr=0.0001, data_seed=9999, stop_epoch=3, step=3000),
    State("circle", features=("x1**2", "x2**2"), hidden=(), stop_loss=0.6, step=100),
    State("circle", stop_loss=1.0, step=50),
    State("plane", noise=0.5, hidden=(), lr=10.0, step=5),
    State("hills", hidden=(8, 8, 8, 8), activation="linear", optimizer="momentum", lr=10.0, step=7),
    State("hills", features=("sin x1", "sin x2"), hidden=(5,), optimizer="Adam", step=6),
    State("own", step=5),
    State("own", train_share=0.9, hidden=(2,), activation="relu", batch_size=1, step=9),
)


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


class PlayingField(Explorer):
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
    PAGE = "playing_field"
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
    PRESETS = (
        Preset(
            "A ring", State(), "Four units draw four lines round the disc; the rest joins them."
        ),
        Preset(
            "One neuron on XOR",
            State("XOR", noise=0.0, hidden=(), lr=0.3),
            "Without a hidden layer the network draws one line, and one line is never enough.",
        ),
        Preset(
            "One neuron and a product",
            State("XOR", noise=0.0, hidden=(), lr=0.3, features=("x1", "x2", "x1*x2")),
            "The right feature saves the hidden layer: x1*x2 is XOR but for the sign.",
        ),
        Preset(
            "Layers without activation",
            State(hidden=(4, 4), activation="linear"),
            "Two layers of sums are one layer of sums: compare with tanh.",
        ),
        Preset(
            "Learnt by heart",
            OVERFITTED,
            "105 parameters and 50 noisy points: the test loss rises.",
        ),
        Preset(
            "L1 clears up",
            replace(OVERFITTED, penalty="L1", rate=0.01),
            "A penalty on |w| makes most lines thin, and the test loss stays low.",
        ),
        Preset(
            "Too fast",
            State("plane", hidden=(), lr=1.0),
            "Even one neuron on a plane diverges when the learning rate is too large.",
        ),
        Preset(
            "Hills to copy",
            State("hills", noise=0.05, hidden=(8,), optimizer="Adam", lr=0.01),
            "Regression: the target is a number, the output unit linear, the loss a mean square.",
        ),
        Preset(
            "A start for the goal",
            State("spiral", noise=0.0),
            "Too small a network, too slowly trained. Change one thing at a time.",
        ),
    )
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
    GOLDENS = (
        *(replace(preset.state, step=k % 4) for k, preset in enumerate(PRESETS)),
        *EXTREMES,
    )

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
        return field_code.model_of(self.state, self.numbers["classes"], self.weights())

    def inputs(self, X):
        """Return the chosen features of points ``X`` of shape (n, 2), one column a feature."""
        return np.array([inputs(self.features, x1, x2) for x1, x2 in np.asarray(X)])

    def weights(self):
        """Return the current weights as Keras lists them: kernel, bias, kernel, bias, …"""
        numbers = self.numbers
        return field_code.arrays(numbers["theta"], numbers["sizes"])

    def code(self, engine="coursekit", weights=True):
        """Return a script that rebuilds this network with ``coursekit.nn`` or with Keras.

        Parameters
        ----------
        engine : {"coursekit", "keras"}
        weights : bool
            Whether it sets the current weights; without them it trains new ones.
        """
        nearest(engine, field_code.IMPORTS, "engine")
        now = self.weights() if weights else None
        return field_code.script(self.state, self.numbers["classes"], engine, self.share(), now)

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
