"""Arguments that Keras' optimizers take and ours do not: what to write instead."""

import inspect

from coursekit._checks import closest

KNOWN_TO_KERAS = {
    "use_ema": ((False,), "averages of the weights are not kept"),
    "ema_momentum": ((0.99,), "averages of the weights are not kept"),
    "ema_overwrite_frequency": ((), "averages of the weights are not kept"),
    "loss_scale_factor": ((), "numbers of type float32 need no scaling"),
    "gradient_accumulation_steps": ((), "give fit a larger batch_size"),
}
OLD_NAMES = {
    "lr": "write learning_rate",
    "decay": "write learning_rate=optimizers.schedules.ExponentialDecay(…)",
}


def refuse(optimizer, others):
    """Raise one sentence for the first argument in ``others`` that is not at its default.

    Raises
    ------
    ValueError
        For an argument that Keras has or had and we have not, with what to write instead; and for
        a name that neither has, with the nearest one.
    """
    owner = type(optimizer).__name__
    for name, value in others.items():
        if name in OLD_NAMES:
            raise ValueError(f"{owner} has no argument {name!r}: {OLD_NAMES[name]}.")
        if name not in KNOWN_TO_KERAS:
            hint = closest(name, _arguments(type(optimizer)))
            raise ValueError(f"{owner} has no argument {name!r}.{hint}")
        harmless, instead = KNOWN_TO_KERAS[name]
        if value is not None and value not in harmless:
            only = f" only {name}={harmless[0]!r}" if harmless else f" no {name}"
            raise ValueError(f"{owner} knows{only}, got {value!r}: {instead}.")


def _arguments(cls):
    signatures = [inspect.signature(c.__init__) for c in cls.__mro__ if "__init__" in vars(c)]
    names = {name for signature in signatures for name in signature.parameters}
    return sorted(names - {"self", "others", "args", "kwargs"})
