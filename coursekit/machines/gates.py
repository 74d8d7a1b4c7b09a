"""Logic gates as threshold neurons, and networks of them."""

from itertools import product

import numpy as np

from coursekit._checks import number, numeric_array, refuse_dots


class ThresholdGate:
    """A neuron that fires when its weighted sum reaches a threshold.

    ``y = 1 if w·x ≥ θ, otherwise 0``.  The perceptron's strict rule ``w·x + b > 0`` makes the
    same decisions for any bias ``b`` a little above ``−θ``; see `bias`.

    Parameters
    ----------
    weights : sequence of m numbers
    threshold : float
        θ, in the units of the weighted sum.
    name : str, optional
        Shown in tables and drawings.

    Raises
    ------
    NotImplementedError
        For the dots of an empty answer.
    ValueError
        For weights that are no flat list, or numbers that are not finite.

    References
    ----------
    W. McCulloch and W. Pitts, 1943; lecture 004 (AND and OR, both with the threshold 2).
    """

    def __init__(self, weights, threshold, name="gate"):
        refuse_dots(weights, threshold)
        self.weights = np.atleast_1d(numeric_array(weights, "A gate's weights").astype(float))
        self.threshold = float(number(threshold, "A gate's threshold"))
        self.name = name
        if self.weights.ndim != 1 or self.weights.size == 0:
            raise ValueError(
                f"A gate needs a flat list of weights, not shape {self.weights.shape}."
            )
        if not np.isfinite(self.weights).all():
            raise ValueError("A gate's weights must be finite numbers.")

    def __call__(self, x):
        """Output 0 or 1 for one input vector (shape (m,)) or for a table of them (shape (n, m))."""
        return (self.sop(x) >= self.threshold).astype(int)

    def sop(self, x):
        """Sum of products ``w·x``, the neuron's weighted sum."""
        x = np.asarray(x, dtype=float)
        if x.ndim == 0 or x.shape[-1] != self.weights.size:
            raise ValueError(
                f"{self.name} takes {self.weights.size} inputs, got shape {x.shape}: "
                "pass one list of inputs, or a table with one row per case."
            )
        return x @ self.weights

    @property
    def inputs(self):
        """Number of inputs."""
        return self.weights.size

    @property
    def bias(self):
        """A bias for ``w·x + b > 0`` with the same truth table: half-way below the threshold.

        Half-way between the largest sum that stays below θ and the least that reaches it; where
        one of them does not exist, θ − 1 or θ takes its place.
        """
        sums = self.sop(binary_inputs(self.inputs))
        below, firing = sums[sums < self.threshold], sums[sums >= self.threshold]
        theta = self.threshold
        low = below.max() if below.size else min(theta - 1, np.nextafter(theta, -np.inf))
        high = firing.min() if firing.size and below.size else theta
        middle = low / 2 + high / 2
        # Between two neighbouring floats there is no middle: the lower one also decides alike.
        return float(-middle if middle < high else -low)

    def __repr__(self):
        weights = ", ".join(f"{weight:g}" for weight in self.weights)
        return f"{self.name}(weights=[{weights}], threshold={self.threshold:g})"


class GateNetwork:
    """Layers of gates: every gate of a layer sees all outputs of the layer before.

    Parameters
    ----------
    layers : list of lists of gates
        From the first layer behind the inputs to the output layer.
    name : str, optional

    Raises
    ------
    NotImplementedError
        For the dots of an empty answer.
    ValueError
        For an empty layer, or a gate that takes another number of inputs than there are.
    """

    def __init__(self, layers, name="network"):
        refuse_dots(layers)
        self.layers = [list(layer) for layer in layers]
        self.name = name
        if not self.layers or not all(self.layers):
            raise ValueError(
                "A network needs at least one layer, and each layer at least one gate."
            )
        self.inputs = self.layers[0][0].inputs
        self._check_sizes()

    def _check_sizes(self):
        width = self.inputs
        for place, layer in enumerate(self.layers, start=1):
            for gate in layer:
                if gate.inputs != width:
                    raise ValueError(
                        f"{gate.name} in layer {place} takes {gate.inputs} inputs, "
                        f"but the layer before has {width} outputs."
                    )
            width = len(layer)

    def forward(self, x):
        """Outputs of every layer, first to last; each of shape (n, gates of that layer)."""
        outputs = []
        for layer in self.layers:
            x = np.stack([gate(x) for gate in layer], axis=-1)
            outputs.append(x)
        return outputs

    def __call__(self, x):
        """Output of the network; a single output gate gives shape (n,), or one number."""
        y = self.forward(x)[-1]
        return y[..., 0] if y.shape[-1] == 1 else y

    def __repr__(self):
        layers = (", ".join(gate.name for gate in layer) for layer in self.layers)
        return f"{self.name}({' → '.join(f'[{layer}]' for layer in layers)})"


def binary_inputs(inputs=2):
    """All combinations of 0 and 1, in counting order; shape (2**inputs, inputs)."""
    return np.array(list(product([0, 1], repeat=inputs)))


def truth_table(gate):
    """Inputs and output of a gate or network for every combination; shape (2**m, m + outputs)."""
    x = binary_inputs(gate.inputs)
    return np.column_stack([x, gate(x)])


AND = ThresholdGate([1, 1], 2, name="AND")
OR = ThresholdGate([2, 2], 2, name="OR")
NOT = ThresholdGate([-1], 0, name="NOT")
NAND = ThresholdGate([-1, -1], -1, name="NAND")
NOR = ThresholdGate([-1, -1], 0, name="NOR")
XOR = GateNetwork([[OR, NAND], [AND]], name="XOR")
