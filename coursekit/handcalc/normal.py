"""The standard normal distribution for GELU: Φ(z), the share below z, and its density φ(z)."""

import math
from decimal import Decimal, getcontext

PI = Decimal("3.141592653589793238462643383279502884197")
_ROOT_2_PI = math.sqrt(2 * math.pi)


def share(z):
    """Φ(z) = ½ erfc(−z/√2) of a float, or of a complex number beside the real axis."""
    if isinstance(z, complex):
        # Φ′(x) = φ(x): exact to rounding for the tiny imaginary part of a complex step
        return share(z.real) + (z - z.real) * density(z.real)
    return 0.5 * math.erfc(-z / math.sqrt(2))


def density(z):
    """φ(z) = e^(−z²/2) / √(2π) of a float, or of a complex number beside the real axis."""
    if isinstance(z, complex):
        # φ′(x) = −x φ(x)
        return density(z.real) * (1 - z.real * (z - z.real))
    return math.exp(-0.5 * z * z) / _ROOT_2_PI


def decimal_share(z):
    """Φ(z) = ½ + φ(z)(z + z³/3 + z⁵/(3·5) + …), to all digits of the context below the point."""
    if abs(z) > 20:  # Φ(−20) = 3e-89
        return Decimal(int(z > 0))
    term = total = z
    k = 1
    while abs(term) > abs(total).scaleb(-getcontext().prec):
        k += 2
        term *= z * z / k
        total += term
    return Decimal("0.5") + decimal_density(z) * total


def decimal_density(z):
    """φ(z) = e^(−z²/2) / √(2π)."""
    return (-z * z / 2).exp() / (2 * PI).sqrt()
