"""Activation functions, each with its derivative beside it."""

from coursekit._checks import nearest
from coursekit.nn.absent import refuser
from coursekit.nn.activations.base import Activation, FromFunction
from coursekit.nn.activations.clipped import HardSigmoid, Relu6
from coursekit.nn.activations.curved import Elu, Exponential, Silu, Softplus
from coursekit.nn.activations.smooth import Gelu, Mish, Selu, Softsign
from coursekit.nn.activations.softmax import Softmax
from coursekit.nn.activations.squashing import Sigmoid, Tanh
from coursekit.nn.activations.straight import LeakyRelu, Linear, Relu, Sign, Step
from coursekit.nn.serialize import instance

linear = Linear()
step = Step()
sign = Sign()
sigmoid = Sigmoid()
tanh = Tanh()
relu = Relu()
leaky_relu = LeakyRelu()
elu = Elu()
softplus = Softplus()
silu = swish = Silu()
softmax = Softmax()
exponential = Exponential()
gelu = Gelu()
selu = Selu()
mish = Mish()
softsign = Softsign()
relu6 = Relu6()
hard_sigmoid = HardSigmoid()

ALL = {
    activation.name: activation
    for activation in (
        linear, step, sign, sigmoid, tanh, relu, leaky_relu, elu, softplus, silu, softmax,
        exponential, gelu, selu, mish, softsign, relu6, hard_sigmoid,
    )
}  # fmt: skip
ALIASES = {"swish": "silu"}


def get(identifier):
    """Return the activation that ``identifier`` names.

    Parameters
    ----------
    identifier : None, str, Activation or callable
        ``None`` is linear; a string is a name such as ``"relu"``; an :class:`Activation` is
        returned as it is; any other function becomes one, differentiated by complex step.

    Raises
    ------
    ValueError
        When there is no such activation; the sentence names the nearest one.
    """
    identifier = instance(identifier, "activations", Activation)
    if identifier is None:
        return linear
    if isinstance(identifier, Activation):
        return identifier
    if callable(identifier):
        return FromFunction(identifier)
    name = nearest(identifier, [*ALL, *ALIASES], "activation")
    return ALL[ALIASES.get(name, name)]


__getattr__ = refuser(__name__)
