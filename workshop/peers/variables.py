"""Weights as Keras' tests hold them, and optimizers that move them."""

import numpy as np

from coursekit import nn


class OutOfScope(Exception):
    """A test asked for something that the course does not have."""


def usual_type(values):
    """Return float32 for floats, as Keras has it, and None for everything else."""
    return "float32" if np.asarray(values).dtype.kind == "f" else None


class Variable(np.lib.mixins.NDArrayOperatorsMixin):
    """An array that can be changed in place."""

    __slots__ = ("name", "path", "trainable", "value")

    def __init__(self, initializer, dtype=None, trainable=True, name=None, shape=None):
        values = initializer(shape) if callable(initializer) else initializer
        self.value = np.array(values, dtype or "float32")
        self.trainable, self.name = trainable, name or "variable"
        self.path = self.name

    shape = property(lambda self: self.value.shape)
    ndim = property(lambda self: self.value.ndim)
    dtype = property(lambda self: self.value.dtype.name)
    real = property(lambda self: self.value.real)

    def __setattr__(self, name, value):
        if name not in self.__slots__:
            raise OutOfScope(f"variables with .{name}")
        super().__setattr__(name, value)

    def __array_ufunc__(self, ufunc, method, *inputs, **others):
        plain = [x.value if isinstance(x, Variable) else x for x in inputs]
        return getattr(ufunc, method)(*plain, **others)

    def numpy(self):
        return self.value

    def assign(self, value):
        self.value[...] = value

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.value, dtype)

    def __getitem__(self, key):
        return self.value[key]


class _Moves:
    """Adds to an optimizer of the course Keras' way to hand it pairs of gradient and weight."""

    def apply_gradients(self, pairs):
        pairs = list(pairs)
        if any(gradient is None for gradient, _ in pairs):
            raise OutOfScope("weights without a gradient")
        self.apply([gradient for gradient, _ in pairs], [variable for _, variable in pairs])

    def apply(self, gradients, variables=None):
        if variables is not None and not self.built:
            self.build(variables)
        flat = np.concatenate([np.ravel(np.asarray(g, self.dtype)) for g in gradients])
        weights = np.concatenate([v.value.ravel() for v in self._moved])
        change = self.step(flat, weights)
        for variable, part in zip(self._moved, self.parts):
            variable.value[...] += change[part].reshape(variable.shape)

    def build(self, variables, dtype="float32", parts=None):
        """Take a list of variables, as Keras does, or a shape, as the course does."""
        if variables == []:
            raise OutOfScope("optimizers without weights")
        if not isinstance(variables, (list, tuple)) or isinstance(variables[0], int):
            return super().build(variables, dtype, parts)
        self._moved = variables
        ends = np.cumsum([variable.value.size for variable in variables])
        starts = [0, *ends[:-1]]
        parts = [slice(int(a), int(b)) for a, b in zip(starts, ends)]
        return super().build(int(ends[-1]), variables[0].value.dtype, parts)


OPTIMIZERS = {
    name: type(name, (_Moves, getattr(nn.optimizers, name)), {})
    for name in ("SGD", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Nadam")
    if hasattr(nn.optimizers, name)
}
globals().update(OPTIMIZERS)  # so that they can be pickled


class Rate(float):
    """A learning rate, with the name by which Keras' tests ask for its number."""

    value = property(float)


nn.optimizers.Optimizer.learning_rate = property(
    lambda optimizer: Rate(optimizer._learning_rate), nn.optimizers.Optimizer.learning_rate.fset
)


def get(identifier):
    """Return an optimizer that takes pairs, for whatever the course's `optimizers.get` takes."""
    found = nn.optimizers.get(identifier)
    return OPTIMIZERS[type(found).__name__].from_config(found.get_config())
