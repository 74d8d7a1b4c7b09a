"""Figures, ranges, defaults, formulas and calls that the lectures state outside worked examples."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, isclose

import numpy as np

from coursekit import nn
from coursekit.handcalc.ledger.verdicts import Row

# Printed accuracies of the hundred epochs in lecture 000; each is a share of 8,000 rows.
_TRAINING_LOG = """
0.7955 0.7960 0.8085 0.8255 0.8309 0.8291 0.8319 0.8332 0.8332 0.8327 0.8345 0.8351 0.8350 0.8347
0.8341 0.8351 0.8347 0.8342 0.8360 0.8341 0.8357 0.8339 0.8356 0.8356 0.8345 0.8346 0.8332 0.8347
0.8341 0.8360 0.8345 0.8351 0.8344 0.8332 0.8355 0.8356 0.8351 0.8342 0.8351 0.8349 0.8335 0.8357
0.8351 0.8345 0.8354 0.8346 0.8350 0.8330 0.8337 0.8357 0.8351 0.8345 0.8344 0.8336 0.8359 0.8356
0.8332 0.8359 0.8351 0.8337 0.8349 0.8346 0.8344 0.8351 0.8342 0.8350 0.8352 0.8354 0.8334 0.8356
0.8345 0.8367 0.8356 0.8349 0.8347 0.8341 0.8335 0.8326 0.8351 0.8339 0.8345 0.8359 0.8345 0.8344
0.8352 0.8344 0.8335 0.8355 0.8367 0.8341 0.8370 0.8345 0.8342 0.8356 0.8337 0.8351 0.8332 0.8351
0.8344 0.8360
""".split()  # noqa: SIM905 (a list literal would take a hundred lines)


@dataclass(frozen=True)
class Claim:
    """A statement of a lecture and what is right.

    Attributes
    ----------
    lecture, topic, quantity, printed : str
    computed : float or str
        The right figure, computed; words for a formula or a call.
    cause : str
        Why a wrong claim is wrong; empty for right ones.
    """

    lecture: str
    topic: str
    quantity: str
    printed: str
    computed: float | str
    cause: str = ""


def claim_rows():
    """Rows of the ledger for all claims and for the training log."""
    claims = [
        *_bank(), *_shapes(), *_functions(), *_losses(), *_optimizers(),
        *_convolution(), *_perceptron(), *_chain_rule(), *_old_calls(), *_training_log(),
    ]  # fmt: skip
    return [_row(claim) for claim in claims]


def _row(claim):
    return Row(
        claim.lecture,
        claim.topic,
        claim.quantity,
        claim.printed,
        claim.computed,
        "exact" if holds(claim) else "wrong",
        claim.cause,
    )


def holds(claim):
    """Whether the printed claim is right: the same words, or the number to its printed digits."""
    if isinstance(claim.computed, str):
        return claim.printed == claim.computed
    printed = Decimal(claim.printed.replace(",", "").rstrip("%"))
    if not np.isfinite(claim.computed):
        return float(printed) == claim.computed
    if printed == printed.to_integral_value():
        return isclose(float(printed), claim.computed, rel_tol=1e-9, abs_tol=1e-9)
    half_unit = 0.5 * 10.0 ** printed.as_tuple().exponent
    distance = abs(float(printed) - claim.computed)
    return distance < half_unit or isclose(distance, half_unit, rel_tol=1e-9)


def _bank():
    first, second = np.array([[1541, 54], [265, 140]]), np.array([[1527, 68], [215, 190]])
    columns = 13 - 3
    inputs = columns - 2 + (3 - 1) + (2 - 1)
    return [
        Claim("000", "bank", "test accuracy", "0.8405", np.trace(first) / first.sum()),
        Claim("000", "bank", "test accuracy in percent", "84.05%",
              100 * np.trace(first) / first.sum()),
        Claim("000", "bank", "training rows", "8000", 10_000 * 0.8),
        Claim("000", "bank", "test rows", "2000", float(first.sum())),
        Claim("000", "bank", "attributes in X", "12", columns,
              "X = iloc[:, 3:13] holds 10 columns: row number, id and surname are dropped"),
        Claim("000", "bank", "inputs after encoding", "11", inputs),
        Claim("002", "bank", "test accuracy", "0.8585", np.trace(second) / second.sum()),
        Claim("002", "bank", "batches in an epoch", "536", ceil(8000 * (1 - 0.33) / 10)),
        Claim("002", "bank", "share of units that dropout 0.30 switches off, in percent", "30%",
              100 * 0.30),
        Claim("002", "bank", "boosted trees need scaled features", "yes", "no",
              "a tree splits one feature at a threshold; scaling moves the threshold with the "
              "values and changes nothing"),
    ]  # fmt: skip


def _shapes():
    model = nn.Sequential([nn.Input((3,)), *(nn.layers.Dense(n) for n in (4, 3, 1))])
    shapes = ["×".join(map(str, layer.params["kernel"].T.shape)) for layer in model.layers]
    printed = ("4×3", "3×4", "1×3")
    matrices = [
        Claim("001", "3-4-3-1", f"size of W[{number}]", text, shape)
        for number, (text, shape) in enumerate(zip(printed, shapes, strict=True), 1)
    ]
    return [
        *matrices,
        Claim("001", "3-4-3-1", "layers L", "3", float(len(model.layers))),
        Claim("002", "CIFAR-10", "pictures", "60,000", 50_000.0 + 10_000.0),
        Claim("002", "CIFAR-10", "pictures of a class", "6,000", 60_000 / 10),
        Claim("002", "CIFAR-10", "size before the dense layers", "(4, 4, 64)", _convolved()),
        Claim("002", "pixels", "largest value", "255", float(np.iinfo(np.uint8).max)),
    ]


def _convolved():
    conv, pool = nn.layers.Conv2D, nn.layers.MaxPooling2D
    layers = [conv(32, (3, 3)), pool((2, 2)), conv(64, (3, 3)), pool((2, 2)), conv(64, (3, 3))]
    return str(nn.Sequential([nn.Input((32, 32, 3)), *layers]).output_shape[1:])


def _functions():
    z = np.linspace(-30, 30, 6001)
    tanh, sigmoid = nn.activations.tanh, nn.activations.sigmoid
    low, high = nn.activations.elu.range
    sharpest = float(np.abs(tanh(z) - (2 * sigmoid(2 * z) - 1)).max())
    shares = (0.4, 0.15, 0.6)
    return [
        Claim("000", "sigmoid", "lower limit", "0", sigmoid.range[0]),
        Claim("000", "sigmoid", "upper limit", "1", sigmoid.range[1]),
        Claim("000", "tanh", "lower limit", "-1", tanh.range[0]),
        Claim("000", "tanh", "upper limit", "1", tanh.range[1]),
        Claim("000", "ReLU", "lower limit", "0", nn.activations.relu.range[0]),
        Claim("001", "tanh", "largest distance between tanh(z) and 2σ(2z) − 1", "0",
              round(sharpest, 12)),
        Claim("002", "tanh", "width of the output interval", "1", tanh.range[1] - tanh.range[0],
              "tanh runs from −1 to 1, an interval of width 2"),
        Claim("002", "ELU", "lower limit", "0", low,
              "ELU tends to −α for very negative z, to −1 with α = 1"),
        Claim("002", "ELU", "upper limit", "1", high,
              "ELU equals z for positive z and grows without limit"),
        Claim("002", "softmax", "sum of the outputs 0.4, 0.15, 0.6", "1", sum(shares),
              "the three shares do not add up to 1, so they cannot come from a softmax"),
        Claim("004", "sigmoid", "formula inside the error", "1/e^(−s)", "1/(1 + e^(−s))",
              "one_plus_forgotten: the 1 + in the denominator was lost"),
    ]  # fmt: skip


def _losses():
    error = nn.losses.MeanAbsoluteError()(np.array([[1.0]]), np.array([[0.0]]))
    return [
        Claim("001", "loss", "how the errors of two outputs are joined", "difference", "sum",
              "errors_subtracted: every output's squared error counts with a plus sign"),
        Claim("002", "loss", "absolute error of y = 1, ŷ = 0", "0.5", float(error),
              "the ½ belongs to the squared error, where it cancels the 2; it has no use here"),
        Claim("003", "loss", "loss for the values 8 and 10", "-2", float((8 - 10) ** 2),
              "square_forgotten: a difference with its sign lets errors cancel"),
        Claim("003", "loss", "terms in the sum that is divided by n, for n = 10", "10",
              float(len(range(0, 10 + 1))), "a sum from i = 0 to n has n + 1 terms"),
    ]  # fmt: skip


def _optimizers():
    rate = nn.optimizers.Adam().learning_rate
    return [
        Claim("002", "Adam", "default learning rate", "0.01", float(rate),
              "Adam's default in Keras, and in the paper, is a tenth of this"),
        Claim("002", "weighted average", "weight of the new value for β = 0.95", "0.05", 1 - 0.95),
        Claim("002", "Adagrad", "learning rate at t = 2, after 0.01", "0.05", "at most 0.01",
              "Adagrad divides by a sum that only grows, so its rate never rises; 0.005 stands in "
              "the second print"),
        Claim("003", "gradient", "direction of the update", "ascent", "descent",
              "gradient_added: a positive gradient lowers the weight, which is descent"),
        Claim("004", "perceptron", "a learning rate of 0 is allowed", "yes", "no",
              "with η = 0 no weight ever changes; the range must read 0 < η ≤ 1"),
    ]  # fmt: skip


def _convolution():
    n, p, f, s = 6, 1, 3, 2
    return [
        Claim("002", "convolution", "output size for n = 6, f = 3", "4", float(n - f + 1)),
        Claim("002", "convolution", "output size for n = 8, f = 3", "6", float(8 - f + 1)),
        Claim("002", "convolution", "output size for n = 6, f = 3, p = 1", "6",
              float(n + 2 * p - f + 1)),
        Claim("002", "convolution", "output size for n = 6, f = 3, p = 1, stride 2", "6",
              float(floor((n + 2 * p - f) / s) + 1),
              "the stride divides before 1 is added: ⌊(n + 2p − f)/s⌋ + 1"),
    ]  # fmt: skip


def _perceptron():
    return [
        Claim("004", "threshold gates", "smallest sum that fires AND with weights 1, 1", "2",
              float(1 * 1 + 1 * 1)),
        Claim("004", "threshold gates", "smallest sum that fires OR with weights 2, 2", "2",
              float(min(2 * 1 + 2 * 0, 2 * 0 + 2 * 1))),
    ]  # fmt: skip


def _chain_rule():
    return [
        Claim("000", "chain rule", "how the paths through a hidden unit are joined", "product",
              "sum", "product_of_paths: different paths are added"),
        Claim("003", "chain rule", "how the paths through a hidden unit are joined", "product",
              "sum", "product_of_paths: different paths are added"),
        Claim("003", "chain rule", "what ∂E_o1/∂net_o1 equals", "w5", "δ_o1",
              "w5 is ∂net_o1/∂out_h1, the next link of the chain"),
        Claim("004", "chain rule", "what ∂h2/∂W3 equals", "W3", "x1",
              "weight_for_input: the sum is differentiated with respect to the weight"),
    ]  # fmt: skip


def _old_calls():
    gone = "a call of an early Keras that today's Keras refuses"
    return [
        Claim("000", "Keras", "units of a layer", "output_dim=6", "units=6", gone),
        Claim("000", "Keras", "start of the weights", "init='uniform'",
              "kernel_initializer='random_uniform'", gone),
        Claim("000", "Keras", "inputs of the first layer", "input_dim=11", "keras.Input((11,))",
              gone),
        Claim("000", "Keras", "epochs", "nb_epoch=100", "epochs=100", gone),
        Claim("000", "Keras", "name of the accuracy in the log", "acc", "accuracy", gone),
        Claim("000", "scikit-learn", "columns to encode", "categorical_features=[1]",
              "ColumnTransformer", "an argument that scikit-learn has removed"),
    ]  # fmt: skip


def _training_log():
    rows = 8000
    return [
        Claim("000", "training log", f"accuracy of epoch {epoch}", text,
              round(float(text) * rows) / rows)
        for epoch, text in enumerate(_TRAINING_LOG, 1)
    ]  # fmt: skip
