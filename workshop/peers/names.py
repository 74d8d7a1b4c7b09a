"""Names that stand for Keras' own: modules made of others, and what the course does not have."""

import importlib
import os
import types
from functools import cache
from pathlib import Path

from workshop.peers.variables import OutOfScope

FOLDER = "COURSEKIT_KERAS"  # names the variable that names the folder of Keras' sources


class _Nothing(type):
    """The type of names that the course does not have: they may be read, and no more."""

    def __call__(cls, *args, **others):
        raise OutOfScope(cls.__name__)

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return nothing(f"{cls.__name__}.{name}")


@cache
def nothing(name):
    """Return a class of this name that cannot be used."""
    return _Nothing(name, (), {})


class Module(types.ModuleType):
    """A module whose names come from others, in order; what none has is a `Nothing`."""

    def __init__(self, name, *sources):
        super().__init__(name)
        self.__path__ = []
        self._sources = sources

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        for source in self._sources:
            if isinstance(source, dict):
                if name in source:
                    return source[name]
            elif hasattr(source, name):
                return getattr(source, name)
        if _is_file(self.__name__, name):
            return importlib.import_module(f"{self.__name__}.{name}")
        return nothing(f"{self.__name__}.{name}")


def _is_file(package, name):
    """Say whether a name is a file: `losses` in ``from keras.src.losses import losses``."""
    parts = [part for part in package.split(".") if part not in ("keras", "src")]
    return bool(parts) and Path(os.environ[FOLDER], *parts, f"{name}.py").exists()


def ignored(*args, **others):
    """A decorator, with arguments or without, that changes nothing."""
    return args[0] if len(args) == 1 and callable(args[0]) and not others else ignored
