"""What the cross-entropies of probabilities share: sums in place of them, and softer labels."""

from coursekit._checks import flag
from coursekit.nn.losses.base import Loss, share


class Crossentropy(Loss):
    """A cross-entropy; a subclass says which one.

    Parameters
    ----------
    from_logits : bool, default False
        Whether predictions are sums z rather than probabilities p.
    label_smoothing : float, default 0
        s in [0, 1]: how far labels move away from 0 and 1.
    **others
        As in `Loss`.
    """

    def __init__(
        self,
        from_logits=False,
        label_smoothing=0.0,
        *,
        reduction="sum_over_batch_size",
        name=None,
        **others,
    ):
        super().__init__(reduction, name, **others)
        self.from_logits = flag(from_logits, "from_logits")
        self.label_smoothing = share(label_smoothing, "label_smoothing")

    def get_config(self):
        return super().get_config() | {
            "from_logits": self.from_logits,
            "label_smoothing": self.label_smoothing,
        }

    def __repr__(self):
        return f"{type(self).__name__}(from_logits={self.from_logits})"
