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
    kind = "optimizers.schedules" if package[3:4] == ["schedules"] else package[2]
    return {"kind": kind, "class_name": type(thing).__name__, "config": thing.get_config()}


def rebuild(value, kind=None):
    """Return the object that ``spec``, or Keras, described; any other value stays as it is.

    ``kind`` is where its class is looked for when the description does not say: ``"losses"``.
    Then the description may do without ``config``, and must have a ``class_name``.
    """
    if not isinstance(value, dict) or (kind is None and not {"class_name", "config"} <= set(value)):
        return value
    if not isinstance(value.get("class_name"), str):
        raise ValueError(
            f"A dictionary for {kind or 'an object'} needs a name and arguments, "
            f'{{"class_name": "…", "config": {{…}}}}, got {value!r}.'
        )
    if value["class_name"] == "DTypePolicy":  # how Keras writes the type of a layer
        return value["config"]["name"]
    cls = _class_of(value["class_name"], value.get("kind") or value.get("module") or kind)
    return from_config(cls, {} if value.get("config") is None else value["config"])


def _class_of(name, kind):
    """The class of this name, ``"Adam"`` or ``"adam"``, in the module that ``kind`` names."""
    if kind is None:
        raise ValueError(
            f"The description of {name!r} does not say where its class is: it needs a module, as "
            'in {"module": "keras.layers", …}, and cannot be of your own.'
        )
    kind = nearest(str(kind).removeprefix("keras."), _KINDS, "module of a described object")
    module = importlib.import_module(f"coursekit.nn.{kind}")
    classes = {_plain(key): key for key, item in vars(module).items() if isinstance(item, type)}
    known = classes.get(_plain(name))
    return getattr(module, known or nearest(name, classes.values(), f"name in {kind}"))


def _plain(name):
    return name.replace("_", "").lower()


def from_config(cls, config):
    """Make an object of ``cls`` from what its ``get_config``, or that of Keras, returned."""
    if not isinstance(config, dict):
        raise ValueError(f"from_config takes what get_config returned, got {config!r}.")
    return cls(**{name: rebuild(item) for name, item in config.items()})


def instance(identifier, kind, base):
    """Return what ``identifier`` describes, or is the class of; anything else stays as it is.

    Parameters
    ----------
    identifier : object
        What a user gave to ``compile`` or to a layer.
    kind : str
        Where a described class is looked for: ``"losses"``.
    base : type
        A subclass of it is called without arguments.
    """
    identifier = rebuild(identifier, kind)
    if isinstance(identifier, type) and issubclass(identifier, base):
        return identifier()
    return identifier


class Described:
    """What says its arguments as plain JSON values, and can be made from them again."""

    def get_config(self):
        """Arguments that rebuild this object."""
        return {}

    from_config = classmethod(from_config)

    def __repr__(self):
        arguments = ", ".join(f"{k}={v!r}" for k, v in self.get_config().items() if k != "name")
        return f"{type(self).__name__}({arguments})"
