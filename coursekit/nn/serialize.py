"""Objects as plain JSON values and back, so that a saved model needs no pickle."""

import importlib

from coursekit._checks import nearest

_KINDS = ("activations", "initializers", "layers", "losses", "metrics", "optimizers",
          "optimizers.schedules", "regularizers")  # fmt: skip


def spec(thing):
    """Describe a layer, activation, … by its class and the arguments that rebuild it."""
    if thing is None:
        return None
    package = type(thing).__module__.split(".")
    if package[:2] != ["coursekit", "nn"] or type(thing).__name__ == "FromFunction":
        raise ValueError(
            f"{thing!r} is your own function and cannot be saved: use a named one, or keep the "
            "weights alone with get_weights."
        )
    kind = "optimizers.schedules" if package[3:] == ["schedules"] else package[2]
    return {"kind": kind, "class_name": type(thing).__name__, "config": thing.get_config()}


def rebuild(value):
    """Return the object that ``spec``, or Keras, described; any other value stays as it is."""
    if not (isinstance(value, dict) and {"class_name", "config"} <= set(value)):
        return value
    if value["class_name"] == "DTypePolicy":  # how Keras writes the type of a layer
        return value["config"]["name"]
    kind = value.get("kind") or str(value.get("module")).removeprefix("keras.")
    nearest(kind, _KINDS, "kind of object in this file")
    module = importlib.import_module(f"coursekit.nn.{kind}")
    classes = [name for name, item in vars(module).items() if isinstance(item, type)]
    cls = getattr(module, nearest(value["class_name"], classes, f"name in {kind}"))
    return from_config(cls, value["config"])


def from_config(cls, config):
    """Make an object of ``cls`` from what its ``get_config``, or that of Keras, returned."""
    if not isinstance(config, dict):
        raise ValueError(f"from_config takes what get_config returned, got {config!r}.")
    return cls(**{name: rebuild(item) for name, item in config.items()})
