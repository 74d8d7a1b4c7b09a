"""Every option of a layer, activation, loss or optimizer: read, or refused by its name."""

import inspect

#: Options that change nothing in the computation of one step.
_NO_MATTER = {"name", "dtype", "seed"}

#: Options with one value that the formulas assume; ``None`` or ``False`` means the same.
_ASSUMED = {
    "trainable": (True,),
    "data_format": ("channels_last",),
    "dilation_rate": (1, (1, 1), [1, 1]),
    "groups": (1,),
}


def is_ours(thing):
    """Whether a thing is of one of the course's classes, not of a learner's own."""
    return type(thing).__module__.partition(".")[0] == "coursekit"


def kind_of(thing, known, what):
    """Name of a thing's class if the hand computation knows it; a name alone is never trusted.

    Parameters
    ----------
    thing : layer, activation, loss or optimizer
    known : iterable of str
        Names of the course's classes that can be shown.
    what : str
        What the thing is, for the sentence.

    Raises
    ------
    ValueError
        For another class, and for a class or function of the learner's own, whatever its name.
    """
    kind = type(thing).__name__
    if is_ours(thing) and kind in known:
        return kind
    if not is_ours(thing):
        kind = f"your own {what} {kind}"
    raise ValueError(f"The hand computation shows {', '.join(known)}, not {kind}.")


def options_of(thing, known):
    """The configuration of a thing, cut down to the options that the formulas use.

    Parameters
    ----------
    thing : layer, activation, loss or optimizer
    known : iterable of str
        Names of those options.

    Raises
    ------
    ValueError
        For any other option that is switched on; the sentence names it.
    """
    config = _config(thing)
    for name, value in config.items():
        if name not in known and not _changes_nothing(name, value):
            raise ValueError(
                f"The hand computation does not show {name}={value!r} of {type(thing).__name__}: "
                "leave this option out to derive it."
            )
    return {name: config[name] for name in known if name in config}


def _config(thing):
    try:
        return thing.get_config()
    except ValueError:  # an initializer of the learner's own cannot be written down
        names = inspect.signature(type(thing)).parameters
        return {name: getattr(thing, name) for name in names if hasattr(thing, name)}


def _changes_nothing(name, value):
    if name in _NO_MATTER or name.endswith("_initializer"):
        return True
    if name in _ASSUMED:
        return value is None or value in _ASSUMED[name]
    return value is None or value is False or (isinstance(value, (int, float)) and value == 0)
