"""Checks that a class takes Keras' arguments, with Keras' defaults, in Keras' order."""

import inspect


def check_same_arguments(ours, keras_class, ours_only=()):
    """Every argument of our class except ``name`` and ``ours_only`` must be Keras' own."""
    theirs = inspect.signature(keras_class.__init__).parameters
    mine = {k: v for k, v in parameters(ours).items() if k not in ("self", "name", *ours_only)}
    names = [name for name, one in mine.items() if one.kind is not one.KEYWORD_ONLY]
    order = [name for name in theirs if name in names]
    assert names == order, f"{ours.__name__}: {names} is not Keras' order {list(theirs)}"
    for name in mine:
        assert mine[name].default == theirs[name].default, f"{ours.__name__}: default of {name}"


def parameters(cls):
    """Arguments of a class by name; ``*arguments`` are the next ones of its parent."""
    found = {}
    for name, one in inspect.signature(cls.__init__).parameters.items():
        if one.kind is one.VAR_POSITIONAL:
            inherited = parameters(cls.__mro__[1])
            found |= {k: v for k, v in inherited.items() if k not in found}
        elif one.kind is not one.VAR_KEYWORD:
            found[name] = one
    return found
