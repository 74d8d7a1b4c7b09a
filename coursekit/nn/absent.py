"""Names that Keras has and we have not: each gets one sentence that says what to write instead."""

from coursekit._checks import did_you_mean


def refuser(module):
    """Return the ``__getattr__`` of a module: it raises a sentence for a name that is not there.

    Parameters
    ----------
    module : str
        Its ``__name__``.
    """

    def __getattr__(name):
        raise AttributeError(sentence(module, name))

    return __getattr__


def sentence(module, name):
    """Say that ``module`` has no ``name``, and what to write instead."""
    if name.startswith("_"):  # Python and notebooks ask for such names all the time
        return f"{module} has no {name!r}."
    import sys

    from coursekit.nn.absent_names import INSTEAD  # needed only when something is wrong

    kind = ".".join(module.split(".")[2:])  # "layers" of coursekit.nn.layers
    instead = INSTEAD.get(kind, {}).get(name)
    if instead:
        return f"{module} has no {name}, as Keras has: {instead}."
    here = [known for known in vars(sys.modules[module]) if not known.startswith("_")]
    return f"{module} has no {name!r}.{did_you_mean(name, here)}"
