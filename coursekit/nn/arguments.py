"""Arguments of Keras' ``compile``, ``fit``, … that we do not have: what to write instead."""

from coursekit.nn.refusal import refuse_from

ROWS = "give the rows you want, for example x[:320]"
INPUTS = "there is one input and one output, so there is nothing to weigh"
COMPILED = "nothing is compiled here, every step runs at once"
# name: (values that change nothing, what to do instead of the others)
KNOWN = {
    "auto_scale_loss": ((True, False), "there is no mixed precision"),
    "class_mode": ((), "choose the loss in compile"),
    "custom_objects": (({},), "your own functions are not stored in the file: compile again"),
    "include_optimizer": ((True,), "use save_weights for the weights alone"),
    "jit_compile": (("auto", False), COMPILED),
    "loss_weights": ((), INPUTS),
    "mask": ((), "there are no masks here; cut the sequences to one length"),
    "max_queue_size": ((10,), "data are arrays and need no queue"),
    "nb_epoch": ((), "write epochs"),
    "run_eagerly": ((True, False), COMPILED),
    "safe_mode": ((True, False), "loading never runs code from the file"),
    "save_format": ((), "files end in .npz and hold NumPy's arrays"),
    "skip_mismatch": ((False,), "use set_weights of single layers"),
    "steps": ((), ROWS),
    "steps_per_epoch": ((), ROWS),
    "steps_per_execution": ((1,), COMPILED),
    "use_multiprocessing": ((False,), "data are arrays and need no workers"),
    "validation_steps": ((), ROWS),
    "workers": ((1,), "data are arrays and need no workers"),
    "zipped": ((), "files end in .npz and hold NumPy's arrays"),
}


def refuse(owner, others, choices):
    """Raise one sentence for the first argument in ``others`` that would change something.

    Parameters
    ----------
    owner : str
        Who was called: ``"fit"``.
    others : dict
        The arguments beyond those that the method takes.
    choices : iterable of str
        Names of the arguments that it takes.

    Raises
    ------
    ValueError
        For an argument that Keras has and we have not, with what to do instead; and for a name
        that neither has, with the nearest one.
    """
    refuse_from(owner, others, KNOWN, choices)
