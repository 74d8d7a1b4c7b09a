"""Check gradients by computing them a second way that cannot share a mistake of backward."""

import numpy as np

from coursekit.nn.derivatives import (
    complex_step,
    imaginary_step,
    numerical_gradient,
    relative_error,
)

__all__ = [
    "GradientReport",
    "check_layer",
    "check_model",
    "complex_step",
    "numerical_gradient",
    "relative_error",
]


class GradientReport:
    """What a gradient check found: the relative error of every array.

    Attributes
    ----------
    errors : dict of str to float
        :func:`relative_error` of backward's gradient against the complex step, by array.
    max_error : float
        The largest of them; below 1e-10 the gradients agree to rounding.
    """

    def __init__(self, errors):
        self.errors = errors
        self.max_error = max(errors.values(), default=0.0)

    def __str__(self):
        width = max(map(len, self.errors), default=0)
        return "\n".join(f"{name:{width}}  {error:.1e}" for name, error in self.errors.items())

    def __repr__(self):
        return f"GradientReport(max_error={self.max_error:.1e})"


def check_layer(layer, x, seed=0, entries=100):
    """Compare a layer's ``backward`` with complex steps of its ``forward``.

    The loss is L = Σ r·y with a random r, so ∂L/∂y = r, and every weight and the input are checked,
    in float64 whatever the layer's own type.  The layer keeps its weights and gradients.

    Parameters
    ----------
    layer : Layer
        It is built for ``x`` if it is not yet.
    x : array_like, shape (n, …)
        Inputs; stay clear of kinks such as 0 for a ReLU.
    seed : int or numpy.random.Generator
        For r and for the choice of entries.
    entries : int, default 100
        Of larger arrays, this many entries chosen at random are checked.

    Returns
    -------
    GradientReport
        With the arrays ``x`` and the names of the weights.
    """
    x = np.array(x, dtype=float)
    if not layer.built:
        layer.build((None, *x.shape[1:]))
    rng = np.random.default_rng(seed)
    params, grads = layer.params, layer.grads
    try:
        layer.bind(_cast(params, float), _cast(grads, float))
        dy = rng.standard_normal(layer.forward(x).shape)
        found = {"x": layer.backward(dy), **layer.grads}
        z = x.astype(complex)
        layer.bind(_cast(params, complex), _cast(grads, complex))
        errors = _compare(found, {"x": z, **layer.params}, lambda: (dy * layer.forward(z)).sum(),
                          entries, rng)  # fmt: skip
    finally:
        layer.bind(params, grads)
    return GradientReport(errors)


def check_model(model, x, y, loss=None, seed=0, entries=100):
    """Compare the gradient of a model's loss with complex steps of its forward pass.

    Checked are all weights that are trained, in float64 whatever the model's own type, along the
    very path that training takes (fused activation, loss and penalties included).  The model keeps
    its weights and gradient.

    Parameters
    ----------
    model : Sequential
        Built, and compiled unless ``loss`` is given.
    x, y : array_like
        A small batch.
    loss : Loss, optional
        Another loss than the model's.
    seed, entries
        As in :func:`check_layer`.

    Returns
    -------
    GradientReport
        With arrays named ``layer/weight``.
    """
    x, y, loss = np.array(x, dtype=float), np.asarray(y), loss or model.loss
    theta, gradient = model.theta, model.gradient
    try:
        model.use_vectors(theta.astype(float), np.zeros(theta.shape))
        model.backward_from_loss(loss, y, model.forward(x))
        found = _weights(model, "grads")
        model.use_vectors(theta.astype(complex), np.zeros(theta.shape, complex))
        errors = _compare(
            found,
            _weights(model, "params"),
            lambda: loss(y, model.forward(x)) + model.penalty(),
            entries,
            np.random.default_rng(seed),
        )
    finally:
        model.use_vectors(theta, gradient)
    return GradientReport(errors)


def _compare(found, arrays, loss, entries, rng, h=1e-30):
    """Return the relative error of each gradient in ``found`` against steps in ``arrays``."""
    errors = {}
    for name, array in arrays.items():
        chosen = rng.permutation(array.size)[:entries]
        expected = [imaginary_step(array, i, h, loss) for i in chosen]
        errors[name] = relative_error(np.ravel(found[name])[chosen], expected)
    return errors


def _cast(arrays, dtype):
    """Return copies of named arrays in another type."""
    return {name: array.astype(dtype) for name, array in arrays.items()}


def _weights(model, kind):
    """Return all ``params`` or ``grads`` of a model by ``layer/weight``."""
    return {
        f"{layer.name}/{name}": array
        for layer in model.layers
        if layer not in model._frozen
        for name, array in getattr(layer, kind).items()
    }
