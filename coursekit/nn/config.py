"""The type of number that new layers use: ``float32`` at the start, as in Keras."""

from coursekit._checks import nearest

_FLOAT_TYPES = ("float16", "float32", "float64")
_settings = {"floatx": "float32"}


def floatx():
    """Name of the float type that new layers use."""
    return _settings["floatx"]


def set_floatx(value):
    """Make new layers use ``"float32"`` or ``"float64"`` (``"float16"`` is too rough to train)."""
    _settings["floatx"] = nearest(value, _FLOAT_TYPES, "float type")
