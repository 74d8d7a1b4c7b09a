"""Arguments that Keras has and we have not: each is refused by name, with what to write instead."""

import functools
import inspect

from coursekit._checks import did_you_mean


def refuse(thing, others, known):
    """Raise one sentence for the first argument in ``others`` that would change something.

    Parameters
    ----------
    thing : object
        What is being made: a layer, an optimizer, …
    others : dict
        The arguments beyond those that its class names.
    known : dict
        ``{name: (values that change nothing, what to write instead of the others)}``.

    Raises
    ------
    ValueError
        For an argument of Keras that we do not have; and for a name that neither has, with the
        nearest one.
    """
    if others:
        refuse_from(type(thing).__name__, others, known, _arguments(type(thing)))


def refuse_from(owner, others, known, choices):
    """Do the same for whatever is called ``owner`` and takes the arguments ``choices``."""
    for name, value in others.items():
        if name not in known:
            raise ValueError(f"{owner} has no argument {name!r}.{did_you_mean(name, choices)}")
        harmless, instead = known[name]
        value = tuple(value) if isinstance(value, list) else value
        if value is None or any(value is h or _same(value, h) for h in harmless):
            continue
        only = f" only {name}={harmless[0]!r}" if harmless else f" no {name}"
        raise ValueError(f"{owner} knows{only}, got {_shown(value)}: {instead}.")


def _same(value, harmless):
    return not hasattr(value, "shape") and value == harmless


def _shown(value):
    """A value in one line: an array by its shape."""
    return f"an array of shape {value.shape}" if hasattr(value, "shape") else repr(value)


@functools.cache
def _arguments(cls):
    """Names of all arguments that a class takes, its parents' included."""
    signatures = [inspect.signature(c.__init__) for c in cls.__mro__ if "__init__" in vars(c)]
    names = {name for signature in signatures for name in signature.parameters}
    return sorted(names - {"self", "others", "args", "kwargs", "arguments"})
