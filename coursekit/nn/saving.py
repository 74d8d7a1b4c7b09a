"""A model in one file: layers as JSON, weights as arrays; no pickle, so loading runs no code."""

import json
import os
import tempfile
import zlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from coursekit.nn.serialize import rebuild, spec

FORMAT = "coursekit model 1"


def save_model(model, filepath, overwrite=True):
    """Write ``model`` to ``filepath`` (NumPy's ``.npz``), whole or not at all."""
    path = _path(filepath)
    if path.exists() and not overwrite:
        raise ValueError(f"{path} exists already: choose another name or overwrite=True.")
    if path.is_dir():
        raise ValueError(f"{path} is a folder: name a file in it, for example model.npz.")
    if not path.parent.is_dir():
        raise ValueError(f"There is no folder {path.parent}: make it first, or choose another.")
    weights = {f"weight_{i}": value for i, value in enumerate(model.get_weights())}
    content = json.dumps(model_config(model))
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, format=FORMAT, config=content, **weights)
        _give_usual_permissions(temporary)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _path(filepath):
    if not isinstance(filepath, (str, os.PathLike)):
        raise ValueError(f"filepath must be the name of a file, got {filepath!r}.")
    return Path(filepath)


def _give_usual_permissions(file):
    # A temporary file is for its owner only; a saved one follows the user's umask.
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(file, 0o666 & ~mask)


def read_model(filepath):
    """Read a model that ``save_model`` wrote; see ``nn.models.load_model``."""
    path = _path(filepath)
    if not path.exists():
        raise ValueError(f"There is no file {path}.")
    try:
        config, weights = _read(path)
        model = model_from_config(config)
        model.set_weights(weights)
    except _DAMAGE:
        raise ValueError(f"{path} is not a model saved by coursekit, or it is damaged.") from None
    return model


# What NumPy, zipfile, json and a missing entry raise when a file is not what it should be.
_DAMAGE = (LookupError, TypeError, ValueError, AttributeError, EOFError, OSError, BadZipFile)
_DAMAGE += (NotImplementedError, MemoryError, zlib.error)


def _read(path):
    with np.load(path, allow_pickle=False) as file:
        if str(file["format"]) != FORMAT:
            raise ValueError(f"The format must be {FORMAT!r}.")
        weights = [file[f"weight_{i}"] for i in range(len(file.files) - 2)]
        return json.loads(str(file["config"])), weights


def model_config(model):
    """Everything but the weights, as plain JSON values."""
    config = {
        "name": model.name,
        "input_shape": model.input_shape,
        "layers": [spec(layer) for layer in model.layers],
    }
    if model.loss is not None:
        config["compile"] = {
            "optimizer": spec(model.optimizer),
            "loss": spec(model.loss),
            "metrics": [spec(metric) for metric in model.metrics],
        }
    return config


def model_from_config(config):
    """A model with fresh weights from what ``model_config`` returned."""
    from coursekit.nn.model import Sequential

    model = Sequential([rebuild(layer) for layer in config["layers"]], name=config["name"])
    model.build(config["input_shape"])
    if "compile" in config:
        parts = config["compile"]
        found = [rebuild(metric) for metric in parts["metrics"]]
        model.compile(rebuild(parts["optimizer"]), rebuild(parts["loss"]), metrics=found)
    return model
