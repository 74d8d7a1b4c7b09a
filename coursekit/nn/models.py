"""The names that Keras keeps in ``keras.models``."""

from coursekit.nn.model import Sequential

__all__ = ["Sequential", "load_model"]


def load_model(filepath):
    """Read a model that ``model.save`` wrote: layers, weights and the arguments of ``compile``.

    Raises
    ------
    ValueError
        When the file is missing or is not such a model.
    """
    from coursekit.nn.saving import read_model  # with all it needs for files, when first used

    return read_model(filepath)
