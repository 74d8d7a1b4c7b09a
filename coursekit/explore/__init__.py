"""Explorers: widgets to play with an idea, each drawn in the page at the speed of the hand.

>>> from coursekit import explore
>>> w = explore.descent(lr=0.3)      # the last line of a cell shows it
>>> w.lr = 0.5                       # Python moves the slider, and hears of every move
"""

import importlib

from coursekit._checks import nearest

#: Name in ``explore`` → (module, class).  Modules are named otherwise than the explorers, for
#: importing a submodule would put the module in the place of the name.
_TABLE = {
    "perceptron": ("neuron", "Neuron"),
    "xor": ("folded_plane", "FoldedPlane"),
    "activations": ("activation_shapes", "ActivationShapes"),
    "losses": ("loss_shapes", "LossShapes"),
    "backprop": ("chain_rule", "ChainRule"),
    "descent": ("slope", "Slope"),
    "optimizers": ("race", "Race"),
    "playground": ("playing_field", "PlayingField"),
    "convolution": ("sliding_window", "SlidingWindow"),
    "shapes": ("building_blocks", "BuildingBlocks"),
    "overfitting": ("recorded_runs", "RecordedRuns"),
    "churn": ("one_customer", "OneCustomer"),
}


def catalogue():
    """Return ``{name: one sentence}`` of all explorers, in the order of the lessons."""
    return {name: load(name).ABOUT for name in names()}


def load(name):
    """Return the class of an explorer by its name."""
    module, cls = _TABLE[nearest(name, _TABLE, "explorer")]
    return getattr(importlib.import_module(f"{__name__}.{module}"), cls)


def names():
    """Return the names of all explorers without loading any."""
    return list(_TABLE)


def __getattr__(name):
    if name in _TABLE:
        return load(name)
    raise AttributeError(f"coursekit.explore has no {name!r}; it has {', '.join(_TABLE)}.")


def __dir__():
    return ["catalogue", "load", "names", *_TABLE]
