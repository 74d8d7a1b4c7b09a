"""Arguments that every layer of Keras takes: what they mean here, and what to write instead."""

BOUND = "weights are not bounded here; use a regularizer, or set_weights after each epoch"
WEIGHTS = ("alpha", "beta", "bias", "embeddings", "gamma", "kernel", "recurrent")
INPUT = "write Input(shape) as the first entry of the model"
BEFORE = "put a Dropout layer before this one"
MASKS = "there are no masks here; cut the sequences to one length"
OWN_LAYER = (
    "{} needs forward(x, training=False) and backward(dy, need_dx=True): a layer of your own says "
    "both here, where Keras has call alone."
)
# The same for what Keras takes when a layer is called.
CALLED_BY_KERAS = {
    "initial_state": ((), "every sequence starts from the state zero"),
    "mask": ((), MASKS),
}
# name: (values that change nothing, what to write instead of the others)
KNOWN_TO_KERAS = {
    "activity_regularizer": ((), "outputs are not penalised here; use kernel_regularizer"),
    "autocast": ((True,), "inputs of layers keep their type"),
    "batch_input_shape": ((), INPUT),
    "batch_shape": ((), INPUT),
    "batch_size": ((), "give it to fit, evaluate or predict"),
    "data_format": (("channels_last",), "move the channels to the last axis"),
    "dilation_rate": ((1, (1,), (1, 1)), "kernels have no gaps here; use a larger kernel_size"),
    "dropout": ((0,), BEFORE),
    "implementation": ((0, 1, 2), "it changes nothing here"),
    "input_tensor": ((), "the functional style is not built in; use Sequential"),
    "optional": ((False,), "a model has one input"),
    "ragged": ((False,), "cut the sequences to one length"),
    "sparse": ((False,), "give full arrays"),
    "groups": ((1,), "every filter sees all channels"),
    "input_length": ((), INPUT),
    "lora_alpha": ((), "kernels are not factorised here"),
    "lora_rank": ((), "kernels are not factorised here"),
    "mask_zero": ((False,), MASKS),
    "quantization_config": ((), "weights are floats here"),
    "recurrent_dropout": ((0,), BEFORE),
    "renorm": ((False,), "only the statistics of the batch are used"),
    "renorm_clipping": ((), "only the statistics of the batch are used"),
    "renorm_momentum": ((0.99,), "only the statistics of the batch are used"),
    "return_state": ((False,), "a layer has one output; use return_sequences=True"),
    "seed": ((), "only dropout inside a recurrent layer would need it"),
    "stateful": ((False,), "every batch starts from the state zero"),
    "synchronized": ((False,), "there is one device"),
    "use_cudnn": (("auto", False, True), "it changes nothing here"),
    "weights": ((), "call set_weights once the model is built"),
    "zero_output_for_mask": ((False,), MASKS),
    **{f"{weight}_constraint": ((), BOUND) for weight in WEIGHTS},
}
