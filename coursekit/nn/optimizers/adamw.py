"""AdamW: Adam whose weights also shrink at every step, whatever their gradients."""

from coursekit.nn.optimizers.adam import Adam


class AdamW(Adam):
    """AdamW: Δw = −ηλw − α m / (√v + ε), Adam with the decay λ beside it.

    A penalty on w² in the loss would pass through Adam's division and shrink weights with large
    gradients less; the decay here treats all weights alike.

    Parameters
    ----------
    weight_decay : float, default 0.004
        λ.
    learning_rate, beta_1, beta_2, epsilon, amsgrad, **others
        As in `Adam`.

    Notes
    -----
    Loshchilov and Hutter (2019), Decoupled weight decay regularization.
    """

    def __init__(
        self,
        learning_rate=0.001,
        weight_decay=0.004,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-7,
        amsgrad=False,
        **others,
    ):
        if weight_decay is None:
            raise ValueError("weight_decay of AdamW must be a number: without one, use Adam.")
        super().__init__(
            learning_rate, beta_1, beta_2, epsilon, amsgrad, weight_decay=weight_decay, **others
        )
