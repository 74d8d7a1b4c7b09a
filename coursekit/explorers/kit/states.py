"""States of explorers, which are frozen dataclasses, as JSON and as Python writes them."""

import dataclasses


def to_json(state):
    """Return a state as a dict that JSON can hold: tuples become lists."""
    return {name: plain(value) for name, value in values(state).items()}


def plain(value):
    return [plain(entry) for entry in value] if isinstance(value, (tuple, list)) else value


def names(State):
    return [field.name for field in dataclasses.fields(State)]


def values(state):
    return {name: getattr(state, name) for name in names(type(state))}


def literal(value):
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(literal(entry) for entry in value) + "]"
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)
