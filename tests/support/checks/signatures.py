"""Checks that a class takes Keras' arguments, with Keras' defaults, in Keras' order."""

import inspect


def check_same_arguments(ours, keras_class, ours_only=()):
    """Every argument of our class except ``name`` and ``ours_only`` must be Keras' own."""
    theirs = inspect.signature(keras_class.__init__).parameters
    names = [
        name
        for name, one in inspect.signature(ours.__init__).parameters.items()
        if name not in ("self", "name", *ours_only) and one.kind is not one.VAR_KEYWORD
    ]
    order = [name for name in theirs if name in names]
    assert names == order, f"{ours.__name__}: {names} is not Keras' order {list(theirs)}"
    mine = inspect.signature(ours.__init__).parameters
    for name in names:
        assert mine[name].default == theirs[name].default, f"{ours.__name__}: default of {name}"
