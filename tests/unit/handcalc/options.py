"""Random small networks in which every option of every class that ``derive`` accepts is drawn."""

from dataclasses import dataclass

import numpy as np

from coursekit import nn

# Keras rounds these numbers to float32, so they are drawn from those that stay what they are.
SLOPES = (0.0, 0.125, 0.25)

#: class of an activation → its options and the values that are drawn
ACTIVATIONS = {
    "Linear": {}, "Sigmoid": {}, "Tanh": {}, "Softplus": {}, "Silu": {}, "Exponential": {},
    "Step": {}, "Sign": {}, "Selu": {}, "Mish": {}, "Softsign": {}, "Relu6": {}, "HardSigmoid": {},
    "Gelu": {"approximate": (False, True)},
    "Relu": {"negative_slope": SLOPES},
    "LeakyRelu": {"negative_slope": (0.015625, 0.25)},
    "Elu": {"alpha": (0.5, 1.0, 1.75)},
    "Softmax": {"axis": (-1,)},
}  # fmt: skip

#: what a regularizer may be: a class and its options
PENALTIES = (None, None, ("L2", {"l2": 0.125}), ("L1", {"l1": 0.25}))
PENALTIES += (("L1L2", {"l1": 0.125, "l2": 0.5}),)

#: class of an activation layer → its options; axes are drawn to fit the shape
LAYERS = {
    "LeakyReLU": {"negative_slope": (0.015625, 0.25)},
    "ELU": {"alpha": (0.5, 1.0)},
    "ReLU": {"max_value": (None, 0.5, 1.0), "negative_slope": SLOPES, "threshold": (0.0, 0.25)},
    "Softmax": {"axis": (-1, 1, 2, 3)},
    "PReLU": {"shared_axes": (None, [1], [2], [3], [1, 2], [2, 3])}
    | {"alpha_regularizer": PENALTIES},
}

LOSSES = {
    "SquaredError": {"convention": ("sum", "half", "mean", "half_mean")},
    "MeanSquaredError": {"reduction": ("sum", "sum_over_batch_size")},
    "MeanAbsoluteError": {"reduction": ("sum", "sum_over_batch_size")},
    "Huber": {"delta": (0.25, 1.0), "reduction": ("sum", "sum_over_batch_size")},
    "BinaryCrossentropy": {"reduction": ("sum", "sum_over_batch_size")}
    | {"label_smoothing": (0.0, 0.25)},
    "CategoricalCrossentropy": {"reduction": ("sum", "sum_over_batch_size")}
    | {"label_smoothing": (0.0, 0.25)},
    "SparseCategoricalCrossentropy": {"reduction": ("sum", "sum_over_batch_size")},
}

_SCHEDULE = ("CosineDecay", {"initial_learning_rate": 0.25, "decay_steps": 7})
_STEPS = {"learning_rate": (0.01, 0.3, _SCHEDULE), "weight_decay": (None, 0.125)}
_STEPS |= {"clipping": (None, None, "clipnorm", "clipvalue", "global_clipnorm")}
_ADAM = {"beta_1": (0.5, 0.9), "beta_2": (0.9, 0.999), "epsilon": (1e-7, 1e-3)}
OPTIMIZERS = {
    "SGD": _STEPS | {"momentum": (0.0, 0.9), "nesterov": (False, True)},
    "Adagrad": _STEPS | {"initial_accumulator_value": (0.1, 0.5), "epsilon": (1e-7, 1e-3)},
    "Adadelta": _STEPS | {"rho": (0.5, 0.95), "epsilon": (1e-7, 1e-3)},
    "RMSprop": _STEPS
    | {"rho": (0.5, 0.9), "momentum": (0.0, 0.8), "epsilon": (1e-7, 1e-3)}
    | {"centered": (False, True)},
    "Adam": _STEPS | _ADAM | {"amsgrad": (False, True)},
    "AdamW": _STEPS | _ADAM | {"amsgrad": (False, True), "weight_decay": (0.004, 0.125)},
    "Nadam": _STEPS | _ADAM,
}

POOLS = ("MaxPooling2D", "MinPooling2D", "AveragePooling2D")
NOT_IN_KERAS = ("Step", "Sign", "MinPooling2D", "SquaredError")


@dataclass
class Case:
    """One network with its batch, loss and optimizer; ``recipe`` holds what made each of them."""

    model: object
    x: np.ndarray
    y: np.ndarray
    loss: object
    optimizer: object
    weights: np.ndarray | None
    recipe: dict


def draw(seed, keras=False):
    """The case of a seed; with ``keras`` only of classes that Keras has too."""
    rng = np.random.default_rng((1, seed))
    picture = bool(rng.integers(2))
    shape = (*rng.integers(2, 5, 2), rng.integers(1, 3)) if picture else (rng.integers(2, 5),)
    shape = tuple(int(size) for size in shape)
    recipe = _picture_layers(rng, shape, keras) if picture else _row_layers(rng, keras)
    model = nn.Sequential([nn.Input(shape), *(build(nn, entry) for entry in recipe)])
    model.set_weights([rng.normal(scale=0.5, size=w.shape) for w in model.get_weights()])
    loss = _choose(rng, LOSSES, keras)
    optimizer = _choose(rng, OPTIMIZERS, keras)
    rows = int(rng.integers(1, 3))
    x = rng.uniform(-1, 1, size=(rows, *shape))
    y = _targets(rng, loss[0], (rows, *model.output_shape[1:]))
    weights = rng.uniform(0.25, 2, size=rows) if rng.integers(2) else None
    parts = {"layers": recipe, "loss": loss, "optimizer": optimizer, "weights": weights}
    made = getattr(nn.losses, loss[0])(**loss[1])
    return Case(model, x, y, made, step(nn, optimizer), weights, parts)


def step(engine, entry):
    """An optimizer of an engine from ``(class, options)``."""
    kind, options = entry
    options = dict(options)
    if clipping := options.pop("clipping"):
        options[clipping] = 0.0625
    if isinstance(options["learning_rate"], tuple):
        schedule, settings = options["learning_rate"]
        options["learning_rate"] = getattr(engine.optimizers.schedules, schedule)(**settings)
    return getattr(engine.optimizers, kind)(**options)


def build(engine, entry):
    """A layer of an engine from ``(class, options)``; activations become functions of that one."""
    kind, options = entry
    options = dict(options, dtype="float64")
    if "activation" in options:
        options["activation"] = activation(engine, options["activation"])
    for name in ("kernel_regularizer", "bias_regularizer", "alpha_regularizer"):
        if options.get(name):
            penalty, factors = options[name]
            options[name] = getattr(engine.regularizers, penalty)(**factors)
    return getattr(engine.layers, kind)(**options)


def activation(engine, entry):
    """``(class, options)`` as an activation of coursekit, or as a function of Keras."""
    kind, options = entry
    if engine is nn:
        return getattr(nn.activations, kind)(**options)
    name = getattr(nn.activations, kind).name
    return lambda z: getattr(engine.activations, name)(z, **options)


def _choose(rng, table, keras):
    kinds = [kind for kind in table if not (keras and kind in NOT_IN_KERAS)]
    kind = str(rng.choice(kinds))
    chosen = {name: values[rng.integers(len(values))] for name, values in table[kind].items()}
    return kind, chosen


def _row_layers(rng, keras):
    layers = []
    for _ in range(rng.integers(1, 4)):
        layers.append(("Dense", _weighted(rng, keras) | {"units": int(rng.integers(2, 4))}))
        if rng.integers(2):
            layers.append(_activation_layer(rng, 2, keras))
    return layers


def _picture_layers(rng, shape, keras):
    sides = {"kernel_size": tuple(int(k) for k in rng.integers(1, 3, 2))}
    layers = [("Conv2D", _weighted(rng, keras) | _window(rng) | sides | {"filters": 2})]
    if rng.integers(2):
        layers.append(_activation_layer(rng, 4, keras))
    if rng.integers(2):
        kind = str(rng.choice([pool for pool in POOLS if not (keras and pool in NOT_IN_KERAS)]))
        size = {"pool_size": tuple(int(k) for k in rng.integers(1, 3, 2))}
        layers.append((kind, _window(rng) | size | {"padding": "same"}))
    if rng.integers(2):
        layers += [("Flatten", {}), ("Dense", _weighted(rng, keras) | {"units": 2})]
    return layers


def _weighted(rng, keras):
    function = _choose(rng, ACTIVATIONS, keras)
    penalties = {
        name: PENALTIES[rng.integers(len(PENALTIES))]
        for name in ("kernel_regularizer", "bias_regularizer")
    }
    return {"activation": function, "use_bias": bool(rng.integers(2))} | penalties


def _window(rng):
    strides = tuple(int(s) for s in rng.integers(1, 3, 2))
    return {"strides": strides, "padding": str(rng.choice(["same", "valid"]))}


def _activation_layer(rng, rank, keras):
    if not rng.integers(4):
        return "Activation", {"activation": _choose(rng, ACTIVATIONS, keras)}
    while True:
        kind, options = _choose(rng, LAYERS, keras)
        axes = options.get("shared_axes") or [options.get("axis", -1)]
        if all(axis < rank for axis in axes):
            return kind, options


def _targets(rng, loss, shape):
    if loss == "BinaryCrossentropy":
        return rng.integers(0, 2, size=shape).astype(float)
    if "Categorical" not in loss:
        return rng.normal(size=shape)
    classes = rng.integers(0, shape[-1], size=shape[:-1])
    return np.eye(shape[-1])[classes] if loss.startswith("Cat") else classes[..., None]


def parts_of(model):
    """Where each array of weights stands among all weights, for an optimizer's ``build``."""
    sizes = [array.size for array in model.get_weights()]
    return [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes), strict=True)]


def arrays(derivation, model, value):
    """``value(key)`` of every parameter, in arrays of the shapes of ``model.get_weights()``."""
    keys = iter(derivation.notation.parameters)
    found = []
    for layer in model.layers:
        for param in layer.params.values():
            array = np.empty(param.shape)
            for key in (next(keys) for _ in range(param.size)):
                array[_place(key, param.shape)] = derivation.values[value(key)]
            found.append(array)
    return found


def _place(key, shape):
    """Where the engine keeps a parameter: inputs first, the unit last."""
    if key[0] == "alpha":
        return np.unravel_index(key[2], shape)
    if key[0] == "b":
        return key[2]
    inputs = key[3] if isinstance(key[3], tuple) else (key[3],)
    return (*inputs, key[2])
