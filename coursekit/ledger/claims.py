"""Figures, ranges and defaults that the lectures state outside worked examples."""

from math import ceil

import numpy as np

from coursekit import nn
from coursekit.ledger.claim import Claim, holds
from coursekit.ledger.pictures import pictures
from coursekit.ledger.printed_formulas import old_calls, printed_formulas
from coursekit.ledger.training_log import training_log
from coursekit.ledger.verdicts import Row


def claim_rows():
    """Rows of the ledger for all claims and for the training log."""
    claims = [
        *_bank(), *_shapes(), *_functions(), *_losses(), *_optimizers(), *pictures(),
        *_perceptron(), *_layouts(), *printed_formulas(), *old_calls(), *training_log(),
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
        Claim("002", "bank", "wrong answers, 68 + 215, of 2000 with accuracy 0.8585", "283",
              2000 * (1 - 0.8585)),
        Claim("002", "bank", "right answers, 1527 + 190, of 2000 with accuracy 0.8585", "1717",
              2000 * 0.8585),
        Claim("002", "bank", "batches in an epoch", "536", ceil(8000 * (1 - 0.33) / 10)),
        Claim("002", "bank", "accuracy after 535 batches of 10", "0.8114",
              round(0.8114 * 5350) / 5350),
        Claim("002", "bank", "accuracy after 347 batches of 10", "0.7939",
              round(0.7939 * 3470) / 3470),
        Claim("002", "bank", "share of units that dropout 0.30 switches off, in percent", "30%",
              100 * 0.30),
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
        Claim("002", "CIFAR-10", "classes", "10", 60_000 / 6_000),
        Claim("002", "CIFAR-10", "size before the dense layers", "(4, 4, 64)", _convolved()),
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
    steepest = float(sigmoid.derivative(np.array(0.0)))
    return [
        *_ranges(),
        Claim("002", "sigmoid", "largest slope", "0.25", steepest),
        Claim("002", "sigmoid", "upper limit of o51 = σ(…)", "0.25", sigmoid.range[1],
              "0.25 bounds the slope σ′, not the output, which may come close to 1"),
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
    ]  # fmt: skip


def _ranges():
    """Limits of the outputs, lecture by lecture as printed."""
    printed = [
        ("000", "linear", "-inf", "inf"),
        *((lecture, "sigmoid", "0", "1") for lecture in ("000", "001", "002", "003", "004")),
        *((lecture, "tanh", "-1", "1") for lecture in ("000", "001", "004")),
        ("000", "relu", "0", "inf"),
        ("004", "softmax", "0", "1"),
    ]
    names = {"relu": "ReLU"}
    return [
        Claim(lecture, names.get(name, name), f"{end} limit", text,
              nn.activations.get(name).range[place])
        for lecture, name, *limits in printed
        for place, (end, text) in enumerate(zip(("lower", "upper"), limits, strict=True))
    ]  # fmt: skip


def _losses():
    error = nn.losses.MeanAbsoluteError()(np.array([[1.0]]), np.array([[0.0]]))
    return [
        Claim("002", "loss", "absolute error of y = 1, ŷ = 0", "0.5", float(error),
              "the ½ belongs to the squared error, where it cancels the 2; it has no use here"),
        Claim("003", "loss", "loss for the values 8 and 10", "-2", float((8 - 10) ** 2),
              "square_forgotten: a difference with its sign lets errors cancel"),
        Claim("003", "loss", "terms in the sum that is divided by n, for n = 10", "10",
              float(len(range(0, 10 + 1))), "a sum from i = 0 to n has n + 1 terms"),
    ]  # fmt: skip


def _optimizers():
    rate = nn.optimizers.Adam().learning_rate
    usual = nn.optimizers.SGD().learning_rate
    return [
        Claim("002", "gradient descent", "usual learning rate", "0.01", usual),
        Claim("003", "gradient descent", "usual learning rate", "0.01", usual),
        Claim("002", "Adadelta", "share β of the old average", "0.95",
              nn.optimizers.Adadelta().rho),
        Claim("002", "Adam", "default learning rate", "0.01", float(rate),
              "Adam's default in Keras, and in the paper, is a tenth of this"),
        Claim("002", "weighted average", "weight of the new value for β = 0.95", "0.05", 1 - 0.95),
        Claim("002", "Adagrad", "learning rate at t = 2, after 0.01", "0.05", "at most 0.01",
              "Adagrad divides by a sum that only grows, so its rate never rises; 0.005 stands in "
              "the second print"),
    ]  # fmt: skip


def _perceptron():
    return [
        Claim("003", "perceptron", "error for output 1, desired 1", "0", 1.0 - 1.0),
        Claim("003", "perceptron", "error for output 1, desired 0", "1", 0.0 - 1.0,
              "the error is desired minus actual output, here −1; with +1 the rule w + η·error·x "
              "would make a wrong answer worse"),
        Claim("004", "threshold gates", "smallest sum that fires AND with weights 1, 1", "2",
              float(1 * 1 + 1 * 1)),
        Claim("004", "threshold gates", "smallest sum that fires OR with weights 2, 2", "2",
              float(min(2 * 1 + 2 * 0, 2 * 0 + 2 * 1))),
    ]  # fmt: skip


def _layouts():
    """Lecture 003 writes one layout and substitutes the numbers of another."""
    hidden = 0.15 * 0.05 + 0.25 * 0.10 + 0.35
    return [
        Claim("003", "2-2-2", "sum 0.15·0.05 + 0.25·0.10 + 0.35 as printed", "0.3775", hidden,
              "swapped_layout: 0.3775 belongs to w2 = 0.20 in the place of w3 = 0.25"),
        Claim("003", "2-2-2", "value put in for w7 in net_o1", "0.45", 0.50,
              "swapped_layout: 0.45 is w6; the formula above it has w7 = 0.50"),
    ]  # fmt: skip
