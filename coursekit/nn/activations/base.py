"""What every activation offers: its value, its derivative and its link of the chain rule."""

import numpy as np

from coursekit.nn.serialize import from_config


def floats(z):
    """Return ``z`` as an array, whole numbers as float64: for small ones NumPy takes float16."""
    z = np.asarray(z)
    return z.astype(float) if z.dtype.kind in "biu" else z


class Activation:
    """A function a = f(z) that a layer applies to its weighted sums.

    Calling an activation gives f(z); :meth:`derivative` gives f′(z); :meth:`vjp` carries a gradient
    from the output a back to the sum z.  Arrays keep their type (float32 in, float32 out), the
    input is never changed, and complex numbers pass through, so that derivatives can be checked by
    a complex step.

    What the attributes say of an activation with parameters holds for their defaults.

    Attributes
    ----------
    name : str
        The name that layers accept: ``Dense(6, activation="relu")``.
    formula, derivative_formula : str
        f(z) and f′(z) in LaTeX.
    range : tuple
        Infimum and supremum of f.
    monotonic, derivative_monotonic : bool
        Whether f never falls, and whether f′ never falls.
    zero_centred : bool
        Whether f is odd, f(−z) = −f(z), so that outputs balance around zero.
    saturates : str
        Where f becomes flat: ``"both"`` ends, ``"left"`` or ``"nowhere"``.
    """

    name = ""
    formula = derivative_formula = ""
    range = (-np.inf, np.inf)
    monotonic = derivative_monotonic = zero_centred = True
    saturates = "nowhere"

    def __call__(self, z):
        """Return a = f(z), elementwise unless the class says otherwise."""
        raise NotImplementedError

    def derivative(self, z):
        """Return f′(z), elementwise."""
        raise NotImplementedError

    def vjp(self, z, a, da):
        """Return ∂L/∂z given a = f(z) and da = ∂L/∂a: the chain rule, da · f′(z)."""
        return da * self.derivative(z)

    def get_config(self):
        """Arguments that rebuild this activation."""
        return {}

    from_config = classmethod(from_config)

    def __repr__(self):
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.get_config().items())
        return f"{type(self).__name__}({arguments})"


class FromFunction(Activation):
    """An activation made from any elementwise function of your own.

    The derivative is a complex step, f′(z) = Im f(z + ih) / h with h = 1e-30, exact to rounding.

    Parameters
    ----------
    function : callable
        f of an array, written with NumPy operations that accept complex numbers.

    Raises
    ------
    ValueError
        In ``derivative`` when the function drops imaginary parts (``np.abs`` does, for example).
    """

    formula = derivative_formula = "f(z)"
    step = 1e-30

    def __init__(self, function):
        self.function = function
        self.name = getattr(function, "__name__", type(function).__name__)

    def __call__(self, z):
        return self.function(np.asarray(z))

    def derivative(self, z):
        a = np.asarray(self.function(np.asarray(z) + 1j * self.step))
        if a.dtype.kind != "c":
            raise ValueError(
                f"The derivative of {self.name!r} cannot be found: the function drops "
                "imaginary parts. Write it with NumPy operations that accept complex numbers."
            )
        return a.imag / self.step
