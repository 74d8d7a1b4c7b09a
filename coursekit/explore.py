"""Explorers: widgets to play with an idea, each drawn in the page at the speed of the hand.

>>> from coursekit import explore
>>> w = explore.descent(lr=0.3)      # the last line of a cell shows it
>>> w.lr = 0.5                       # Python moves the slider, and hears of every move

``explore.descent`` is the class ``Descent`` in ``coursekit/explorers/descent/explorer.py``; its
page and its picture lie beside it.
"""

from importlib import import_module

from coursekit._checks import nearest

#: In the order of the lessons.
_NAMES = (
    "perceptron", "xor", "bumps", "activations", "losses", "backprop", "descent", "optimizers",
    "playground", "convolution", "shapes", "overfitting", "churn", "hopfield",
)  # fmt: skip


def catalogue():
    """Return ``{name: one sentence}`` of all explorers, in the order of the lessons."""
    return {name: load(name).ABOUT for name in names()}


def load(name):
    """Return the class of an explorer by its name."""
    name = nearest(name, _NAMES, "explorer")
    return getattr(import_module(f"coursekit.explorers.{name}.explorer"), name.capitalize())


def names():
    """Return the names of all explorers without loading any."""
    return list(_NAMES)


def __getattr__(name):
    if name in _NAMES:
        return load(name)
    raise AttributeError(f"coursekit.explore has no {name!r}; it has {', '.join(_NAMES)}.")


def __dir__():
    return ["catalogue", "load", "names", *_NAMES]
