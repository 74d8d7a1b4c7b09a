"""Arguments that Keras' optimizers take and ours do not: what to write instead."""

KNOWN_TO_KERAS = {
    "use_ema": ((False,), "averages of the weights are not kept"),
    "ema_momentum": ((0.99,), "averages of the weights are not kept"),
    "ema_overwrite_frequency": ((), "averages of the weights are not kept"),
    "loss_scale_factor": ((), "numbers of type float32 need no scaling"),
    "gradient_accumulation_steps": ((), "give fit a larger batch_size"),
    "function as learning_rate": (
        (),
        "make a subclass of LearningRateSchedule with __call__(self, step)",
    ),
    "lr": ((), "write learning_rate"),
    "decay": ((), "write learning_rate=optimizers.schedules.ExponentialDecay(…)"),
}
