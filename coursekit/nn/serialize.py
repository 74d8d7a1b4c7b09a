"""Objects as plain JSON values and back, so that a saved model needs no pickle."""

import importlib

from coursekit._checks import nearest


def spec(thing):
    """Describe a layer, activation, … by its class and the arguments that rebuild it."""
    package = type(thing).__module__.split(".")
    if package[:2] != ["coursekit", "nn"] or type(thing).__name__ == "FromFunction":
        raise ValueError(
            f"{thing!r} is your own function and cannot be saved: use a named one, or keep the "
            "weights alone with get_weights."
        )
    return {"kind": package[2], "class_name": type(thing).__name__, "config": thing.get_config()}


def rebuild(value):
    """Return the object that ``spec`` described; any other value is returned as it is."""
    if not (isinstance(value, dict) and {"kind", "class_name", "config"} <= set(value)):
        return value
    kind = nearest(value["kind"], _KINDS, "kind of object in this file")
    module = importlib.import_module(f"coursekit.nn.{kind}")
    classes = [name for name, item in vars(module).items() if isinstance(item, type)]
    cls = getattr(module, nearest(value["class_name"], classes, f"name in {kind}"))
    return cls(**{name: rebuild(item) for name, item in value["config"].items()})


_KINDS = ("activations", "initializers", "layers", "losses", "metrics", "optimizers")
