"""Modules under Keras' names, made of `coursekit.nn`, for tests that were written for Keras.

What the course does not have is a `Nothing`: it can be named, and raises `OutOfScope` when a test
uses it. An array is a NumPy array, an operation is NumPy's.
"""

import importlib.abc
import importlib.machinery
import os
import runpy
import sys
from pathlib import Path

import numpy as np

from coursekit import nn
from workshop.peers import cases, variables
from workshop.peers.names import FOLDER, Module, ignored, nothing

ENGINES = ("jax", "tensorflow", "torch")
OPERATIONS = {
    "convert_to_tensor": lambda x, dtype=None, **_: np.asarray(x, dtype),
    "convert_to_numpy": np.asarray,
    "cast": lambda x, dtype: np.asarray(x, dtype),
    "one_hot": lambda x, n, **_: np.eye(n, dtype="float32")[np.asarray(x)],
    "shape": lambda x: np.asarray(x).shape,
    "array": lambda x, dtype=None: np.asarray(x, dtype or variables.usual_type(x)),
    "ones": lambda shape, dtype="float32": np.ones(shape, dtype),
    "zeros": lambda shape, dtype="float32": np.zeros(shape, dtype),
    "full": lambda shape, value, dtype="float32": np.full(shape, value, dtype),
    "arange": lambda *ends, dtype="float32": np.arange(*ends, dtype=dtype),
}
BACKEND = {
    **{name: OPERATIONS[name] for name in ("convert_to_tensor", "convert_to_numpy", "cast")},
    "Variable": variables.Variable,
    "backend": lambda: "coursekit",
    "floatx": nn.config.floatx,
    "set_floatx": nn.config.set_floatx,
    "epsilon": lambda: 1e-7,
    "standardize_dtype": lambda dtype: "float32" if dtype is None else np.dtype(dtype).name,
    "image_data_format": lambda: "channels_last",
    "is_tensor": lambda x: isinstance(x, np.ndarray),
    "SUPPORTS_SPARSE_TENSORS": False,
    "SUPPORTS_RAGGED_TENSORS": False,
    "shape": OPERATIONS["shape"],
}
TESTING = {
    "TestCase": cases.TestCase,
    **{f"{engine}_uses_{what}": lambda: False for engine in ENGINES for what in ("gpu", "tpu")},
    "uses_gpu": lambda: False,
    "uses_tpu": lambda: False,
}
SAVING = {"register_keras_serializable": ignored, "load_model": nn.models.load_model}
CONFIG = {
    "image_data_format": BACKEND["image_data_format"],
    "floatx": nn.config.floatx,
    "disable_traceback_filtering": ignored,
}
# The second part of a module's name, `keras.src.losses.losses`, says where its names come from.
SOURCES = {
    "activations": (nn.activations,),
    "backend": (BACKEND, {"config": Module("keras.config", CONFIG)}),
    "callbacks": (nn.callbacks,),
    "config": (CONFIG,),
    "initializers": (nn.initializers,),
    "layers": ({"Layer": nothing("layers.Layer, to make a subclass of it")}, nn.layers),
    "losses": (nn.losses,),
    "metrics": ({"FBetaScore": cases.f_beta_score}, nn.metrics),
    "models": (nn.models, {"Sequential": nn.Sequential}),
    "ops": (OPERATIONS, np),
    "optimizers": (variables.OPTIMIZERS, {"get": variables.get}, nn.optimizers),
    "random": ({},),
    "regularizers": (nn.regularizers,),
    "saving": (SAVING,),
    "testing": (TESTING,),
    "utils": (nn.utils,),
}
TOP = {"Sequential": nn.Sequential, "Input": nn.Input}


def module(name):
    """Return the stand-in for a module of Keras."""
    parts = [part for part in name.split(".") if part not in ("keras", "src", "api")]
    if not parts:
        own = {key: Module(f"keras.{key}", *sources) for key, sources in SOURCES.items()}
        return Module(name, own, TOP)
    if parts == ["testing", "test_utils"]:  # makes data with NumPy, nothing else
        return Module(name, runpy.run_path(Path(os.environ[FOLDER], "testing", "test_utils.py")))
    return Module(name, *SOURCES.get(parts[0], ()))


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers every import of Keras with a stand-in."""

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "keras":
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return module(spec.name)

    def exec_module(self, module):
        """A stand-in is complete when it is made."""


def install():
    """Let every later ``import keras…`` find a stand-in, and what Keras' tests share with it."""
    sys.meta_path.insert(0, _Finder())
    sys.modules["conftest"] = Module("conftest", {"skip_if_backend": ignored})
    # Libraries of Keras that hand it data or tensors of their own.
    for library in ("grain", "tensorflow", "torch", "jax"):
        sys.modules[library] = Module(library)
