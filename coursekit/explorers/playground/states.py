"""States of the playground: the fields, the presets with their reasons, and states for tests."""

from dataclasses import dataclass, replace

from coursekit.explorers.kit.controls import Preset
from coursekit.explorers.playground.data import FEATURES


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
PRESETS = (
    Preset("A ring", State(), "Four units draw four lines round the disc; the rest joins them."),
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
GOLDENS = (*(replace(preset.state, step=k % 4) for k, preset in enumerate(PRESETS)), *EXTREMES)
