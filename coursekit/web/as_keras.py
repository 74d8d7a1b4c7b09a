"""``import keras`` gives ``coursekit.nn`` where TensorFlow cannot run, and says so once."""

import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

OURS = "coursekit.nn"
NOTICE = (
    "Keras needs TensorFlow, which no page can run: here `keras` is coursekit.nn, under Keras' "
    "names. What is trained differs from the text as it does with another seed."
)
NO_TENSORFLOW = (
    "No page of the web can run TensorFlow: open this lesson in Colab or Binder, or at home. "
    "`import keras` works here: it gives coursekit.nn."
)


def install():
    """Let ``import keras`` and all of its parts give ``coursekit.nn``, from now on.

    A Keras that is there already stays: nothing is replaced.
    """
    if not any(isinstance(finder, _AsKeras) for finder in sys.meta_path):
        sys.meta_path.insert(0, _AsKeras())


class _AsKeras(MetaPathFinder, Loader):
    """Finds ``keras.layers`` and the like as the modules of the same name in ``coursekit.nn``."""

    def find_spec(self, name, path=None, target=None):
        """Return how to load a part of Keras; refuse TensorFlow; leave all else to others."""
        top, _, part = name.partition(".")
        if top == "tensorflow":
            raise ModuleNotFoundError(NO_TENSORFLOW, name=name)
        return ModuleSpec(name, self) if top == "keras" else None

    def create_module(self, spec):
        """Return the module of ours itself, so that there is one of each."""
        top, _, part = spec.name.partition(".")
        try:
            module = import_module(f"{OURS}.{part}" if part else OURS)
        except ModuleNotFoundError as error:
            told = f"coursekit.nn, which stands for Keras in a page, has no {part}."
            raise ModuleNotFoundError(told, name=spec.name) from error
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module):
        """Give the module its own name for imports back; it was executed before."""
        module.__spec__, state = module.__spec__.loader_state, module.__spec__.name
        if state == "keras":
            print(NOTICE)
