"""Batch normalization: every channel gets mean 0 and spread 1 over the batch, then its own."""

import numpy as np

from coursekit._checks import flag, fraction, positive
from coursekit.nn import initializers
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


class BatchNormalization(Layer):
    """``x̂ = (x − μ) / √(σ² + ε)`` and ``y = γ x̂ + β``, one γ and β for each channel.

    While training, μ and σ² are mean and variance over the batch (and the picture), and moving
    means of them follow, ``m ← momentum · m + (1 − momentum) · μ``; otherwise the moving means
    stand in for μ and σ².  With frozen weights (trainable=False) they stand in always.

    Back through the batch's own statistics, with means over the same axes,
    ``dx = γ / √(σ² + ε) · (dy − mean(dy) − x̂ · mean(dy ⊙ x̂))``; with moving means only the factor
    stays.  ``∂L/∂γ = Σ dy ⊙ x̂`` and ``∂L/∂β = Σ dy``.

    Parameters
    ----------
    axis : int
        The axis of the channels.
    momentum : float
        How slowly the moving means forget, in [0, 1).
    epsilon : float
        ε, which keeps the root away from zero.
    center, scale : bool
        Whether β and γ exist.
    beta_initializer, gamma_initializer : str or initializer
        How β and γ (channels,) start.
    moving_mean_initializer, moving_variance_initializer : str or initializer
        How the moving means start.
    beta_regularizer, gamma_regularizer : str, regularizer or None
        Penalties on β and γ that are added to the loss.
    **others
        As in `Layer`.

    References
    ----------
    S. Ioffe, C. Szegedy, "Batch normalization", 2015.
    """

    def __init__(
        self,
        axis=-1,
        momentum=0.99,
        epsilon=0.001,
        center=True,
        scale=True,
        beta_initializer="zeros",
        gamma_initializer="ones",
        moving_mean_initializer="zeros",
        moving_variance_initializer="ones",
        beta_regularizer=None,
        gamma_regularizer=None,
        **others,
    ):
        super().__init__(**others)
        if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
            raise ValueError(f"axis of BatchNormalization must be one whole number, got {axis!r}.")
        self.axis = int(axis)
        self.momentum = fraction(momentum, "momentum")
        self.epsilon = positive(epsilon, "epsilon")
        self.center = flag(center, "center")
        self.scale = flag(scale, "scale")
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)
        self.regularize(
            gamma=gamma_regularizer if self.scale else None,
            beta=beta_regularizer if self.center else None,
        )

    def check_input_shape(self, input_shape):
        rank = len(input_shape)
        if not -rank <= self.axis < rank or self.axis % rank == 0:
            raise ValueError(
                f"BatchNormalization cannot keep axis {self.axis} of inputs of shape "
                f"{tuple(input_shape)}: choose an axis after the batch axis."
            )
        if input_shape[self.axis] is None:
            raise ValueError(
                f"BatchNormalization needs to know the length of axis {self.axis}, "
                f"got inputs of shape {tuple(input_shape)}."
            )

    def check_same_features(self, shape):
        expected = self.input_shape
        channels = expected[self.axis]
        if len(shape) != len(expected) or shape[self.axis] != channels:
            raise ValueError(
                f"BatchNormalization was built for inputs of shape {expected} with {channels} "
                f"channels on axis {self.axis}, got {tuple(shape)}."
            )

    @property
    def gamma(self):
        """The factors γ; ``None`` with scale=False."""
        return self._weight("gamma") if self.scale else None

    @property
    def beta(self):
        """The shifts β; ``None`` with center=False."""
        return self._weight("beta") if self.center else None

    @property
    def moving_mean(self):
        """The moving mean of each channel."""
        return self.state.get("moving_mean")

    @property
    def moving_variance(self):
        """The moving variance of each channel."""
        return self.state.get("moving_variance")

    def weight_specs(self, input_shape):
        shape = (input_shape[self.axis],)
        specs = {"gamma": (shape, self.gamma_initializer)} if self.scale else {}
        return specs | ({"beta": (shape, self.beta_initializer)} if self.center else {})

    def state_specs(self, input_shape):
        shape = (input_shape[self.axis],)
        return {
            "moving_mean": (shape, self.moving_mean_initializer),
            "moving_variance": (shape, self.moving_variance_initializer),
        }

    def forward(self, x, training=False):
        self.own_batch = training and self.trainable
        self.axes = tuple(a for a in range(x.ndim) if a != self.axis % x.ndim)
        if self.own_batch:
            mean = x.mean(axis=self.axes, keepdims=True)
            variance = ((x - mean) ** 2).mean(axis=self.axes, keepdims=True)
            self._follow(mean, variance)
        else:
            moving = (value.astype(x.real.dtype) for value in self.state.values())
            mean, variance = (self._along_channels(value, x) for value in moving)
        self.spread = np.sqrt(variance + self.epsilon)
        self.normal = y = (x - mean) / self.spread
        if self.scale:
            y = y * self._along_channels(self.params["gamma"], x)
        return y + self._along_channels(self.params["beta"], x) if self.center else y

    def _follow(self, mean, variance):
        """Move the moving means towards those of this batch."""
        for name, value in (("moving_mean", mean), ("moving_variance", variance)):
            moving = self.state[name]
            moving[...] = self.momentum * moving + (1 - self.momentum) * value.real.ravel()

    def _along_channels(self, value, x):
        """(channels,) → (1, …, channels, …, 1), which lines up with ``x``."""
        return value.reshape([1 if a in self.axes else -1 for a in range(x.ndim)])

    def backward(self, dy, need_dx=True):
        if self.scale:
            self.grads["gamma"][...] = (dy * self.normal).sum(axis=self.axes)
        if self.center:
            self.grads["beta"][...] = dy.sum(axis=self.axes)
        self.add_penalty_gradients()
        if not need_dx:
            return None
        gamma = self._along_channels(self.params["gamma"], dy) if self.scale else 1
        if self.own_batch:
            mean_dy = dy.mean(axis=self.axes, keepdims=True)
            mean_product = (dy * self.normal).mean(axis=self.axes, keepdims=True)
            dy = dy - mean_dy - self.normal * mean_product
        return dy * gamma / self.spread

    def get_config(self):
        return super().get_config() | {
            "axis": self.axis,
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            "beta_initializer": spec(self.beta_initializer),
            "gamma_initializer": spec(self.gamma_initializer),
            "moving_mean_initializer": spec(self.moving_mean_initializer),
            "moving_variance_initializer": spec(self.moving_variance_initializer),
            **self.regularizer_config("beta", "gamma"),
        }
