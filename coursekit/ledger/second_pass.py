"""The second forward pass as a check: does the error fall, and by as much as it must?"""

from coursekit.handcalc.derivation import compute


def error_with(derivation, weights):
    """The error of the same network and data with other weights.

    Parameters
    ----------
    derivation : Derivation
    weights : dict
        ``{"w5": 0.36}``; a weight that is not named keeps its value, and a name may carry the
        prime of a new weight, ``"w5'"``.

    Returns
    -------
    float

    Raises
    ------
    KeyError, ValueError
        For a name that is not a weight or bias of the network.
    """
    parameters = set(derivation.notation.parameters)
    given = dict(derivation.given)
    for name, value in weights.items():
        key = derivation.key(name.rstrip("'"))
        if key not in parameters:
            raise ValueError(f"{name} is not a weight: name weights such as w1, or biases as b1.")
        given[key] = float(value)
    lines = [line for line in derivation.lines if line.part[0] in ("forward", "error")]
    return float(compute(lines, given)[("E",)])


def expected_drop(derivation, names):
    """How much the error falls to first order when plain descent updates the named weights.

    ``ΔE ≈ η · Σ (∂E/∂w)²``: the step is −η ∂E/∂w, the slope along it ∂E/∂w.

    Parameters
    ----------
    derivation : Derivation
    names : iterable of str
        Weights, as ``"w1"``.
    """
    eta = float(derivation.given[("const", "eta")])
    return eta * sum(derivation.value(f"dE/d{name}") ** 2 for name in names)
