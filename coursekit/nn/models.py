"""The names that Keras keeps in ``keras.models``."""

import json

from coursekit._checks import flag
from coursekit.nn.absent import refuser
from coursekit.nn.arguments import refuse
from coursekit.nn.model import Sequential

__all__ = ["Model", "Sequential", "clone_model", "load_model", "model_from_json"]


def load_model(filepath, custom_objects=None, compile=True, **others):
    """Read a model that ``model.save`` wrote: layers, weights and the arguments of ``compile``.

    Parameters
    ----------
    filepath : str or path
    compile : bool, default True
        Also compile, with the optimizer as it was, so that training goes on where it stopped.

    Raises
    ------
    ValueError
        When the file is missing or is not such a model.
    """
    from coursekit.nn import saving  # with all it needs for files, when first used

    others = {"custom_objects": custom_objects, **others}
    refuse("load_model", others, ("filepath", "compile"))
    compile = flag(compile, "compile")

    def make(config, arrays):
        model = Sequential.from_config(config["model"])
        model.take_back(config, arrays, compile)
        return model

    return saving.read(filepath, "model", make)


def model_from_json(json_string):
    """Return a model with fresh weights from what ``model.to_json`` returned."""
    try:
        config = json.loads(json_string)
    except (TypeError, ValueError):
        raise ValueError("model_from_json takes the text that to_json returned.") from None
    return Sequential.from_config(config)


def clone_model(model):
    """Return a model of the same layers with fresh weights, not compiled."""
    return Sequential.from_config(model.get_config())


class Model:
    """Keras' functional and subclassed models, which are not here: it only says what to write."""

    def __init__(self, *arguments, **others):
        refuse_models()

    def __init_subclass__(cls, **others):
        refuse_models()


def refuse_models():
    """Raise ``ValueError``: a model is a list of layers."""
    raise ValueError(NO_FUNCTIONAL_API)


NO_FUNCTIONAL_API = (
    "Models are lists of layers here, Sequential([Input((11,)), Dense(6), …]): there is no Model "
    "with inputs and outputs, and none to subclass."
)

__getattr__ = refuser(__name__)
