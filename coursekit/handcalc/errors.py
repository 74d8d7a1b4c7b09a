"""The error at the end of the network: its formula per output and per row, and its derivative."""

from coursekit.handcalc.expression import (
    Function,
    Number,
    Product,
    Symbol,
    Where,
    ln,
    product,
    total,
)
from coursekit.handcalc.options import kind_of, options_of
from coursekit.handcalc.penalties import add_penalties
from coursekit.handcalc.shares import cut, shared_out
from coursekit.handcalc.sums import plain_number

_HALF = Number(1) / Number(2)


def _squared(y, a):
    return (y - a) ** 2, -(2 * (y - a))


def _half_squared(y, a):
    return _HALF * (y - a) ** 2, -(y - a)


def _absolute(y, a):
    slope = Where(
        a - y, ">", Number(0), Number(1), Where(a - y, "<", Number(0), Number(-1), Number(0))
    )
    return Function("abs", (y - a,)), slope


def _binary_crossentropy(y, a):
    return -(y * ln(a)) - (1 - y) * ln(1 - a), -(y / a) + (1 - y) / (1 - a)


def _categorical_crossentropy(y, a):
    return -(y * ln(a)), -(y / a)


def _huber(y, a):
    delta, distance = Symbol(("const", "delta")), Function("abs", (y - a,))
    near, far = _HALF * (y - a) ** 2, delta * (distance - _HALF * delta)
    sign = Where(a - y, ">", Number(0), Number(1), Number(-1))
    return (
        Where(distance, "<=", delta, near, far),
        Where(distance, "<=", delta, -(y - a), delta * sign),
    )


def _from_cut(graph, rows):
    return [[cut(graph, key) for key in row] for row in rows]


def _from_cut_shares(graph, rows):
    return [[cut(graph, key) for key in shared_out(graph, row)] for row in rows]


def _from_shares_of_cut(graph, rows):
    return [shared_out(graph, [cut(graph, key) for key in row]) for row in rows]


#: loss class → (error of one output and its derivative, whether its outputs are averaged)
_ERRORS = {
    "SquaredError": (None, False),  # its convention says the rest
    "MeanSquaredError": (_squared, True),
    "MeanAbsoluteError": (_absolute, True),
    "Huber": (_huber, True),
    "BinaryCrossentropy": (_binary_crossentropy, True),
    "SummedLogLoss": (_binary_crossentropy, False),
    "CategoricalCrossentropy": (_categorical_crossentropy, False),
    "SparseCategoricalCrossentropy": (_categorical_crossentropy, False),
}

#: cross-entropy → (the activation whose outputs it takes as they are, what it does to others)
_PREPARED = {
    "BinaryCrossentropy": ("sigmoid", _from_cut),
    "CategoricalCrossentropy": ("softmax", _from_cut_shares),
    "SparseCategoricalCrossentropy": ("softmax", _from_shares_of_cut),
}

#: convention of SquaredError → (error of one output, whether samples are averaged)
_CONVENTIONS = {
    "sum": (_squared, False),
    "half": (_half_squared, False),
    "mean": (_squared, True),
    "half_mean": (_half_squared, True),
}

_OPTIONS = ("reduction", "convention", "delta", "from_logits")
_SMOOTHED = ("BinaryCrossentropy", "CategoricalCrossentropy")


def add_error(graph, outputs, y, loss, ending, width, weights=None):
    """Add the error of a batch to the graph and return its key ``("E",)``.

    Parameters
    ----------
    graph : Graph
    outputs : list of list
        Keys of the network's outputs, one list a row.
    y : ndarray
        Targets, one row for each list (whole numbers for sparse categorical cross-entropy).
    loss : coursekit.nn loss
    ending : str or None
        Name of the activation that made the outputs.
    width : int
        Outputs along the last axis: those of one sample, or of one place of a picture.
    weights : ndarray, optional
        How much each row counts.

    Raises
    ------
    ValueError
        For a loss, or an option of one, that cannot be shown by hand.
    """
    kind, config = _read(loss)
    error, mean_outputs = _ERRORS[kind]
    mean_samples = config.get("reduction") != "sum"
    if kind == "SquaredError":
        error, mean_samples = _CONVENTIONS[config["convention"]]
    if kind == "Huber":
        graph.given["const", "delta"] = float(config["delta"])
    targets = _add_targets(graph, outputs, y, width if kind.startswith("Sparse") else None)
    if config.get("label_smoothing"):
        shared = 2 if kind == "BinaryCrossentropy" else width
        targets = _smoothed(graph, targets, config["label_smoothing"], shared)
    samples = len(outputs) * len(outputs[0]) // width
    divisor = (width if mean_outputs else 1) * (samples if mean_samples else 1)
    usual, prepare = _PREPARED.get(kind, (ending, None))
    if ending != usual:
        places = [row[i : i + width] for row in outputs for i in range(0, len(row), width)]
        prepared = iter(prepare(graph, places))
        outputs = [sum((next(prepared) for _ in row[::width]), []) for row in outputs]
    counts = _add_weights(graph, outputs, weights)
    return _add_terms(graph, outputs, targets, error, divisor, counts)


def _read(loss):
    kind = kind_of(loss, _ERRORS, "loss")
    config = options_of(loss, (*_OPTIONS, *["label_smoothing"] * (kind in _SMOOTHED)))
    if config.get("from_logits"):
        raise ValueError(
            f"{kind}(from_logits=True) hides the last activation: end the model with sigmoid or "
            f"softmax and use from_logits=False to see every step."
        )
    if config.get("reduction", "sum") not in ("sum", "sum_over_batch_size"):
        raise ValueError(
            f"The hand computation shows a sum or a mean of the errors, not {kind} with "
            f"reduction={config['reduction']!r}."
        )
    return kind, config


def _add_targets(graph, outputs, y, classes):
    """Keys of the targets, one list a row; whole numbers of ``classes`` become zeros and ones."""
    rows = []
    for n, row in enumerate(outputs):
        values = [plain_number(value) for value in y[n].reshape(-1)]
        if classes:
            values = [float(j == int(value)) for value in values for j in range(classes)]
        rows.append([("y", n, j) for j in range(len(row))])
        graph.given.update(zip(rows[-1], values, strict=True))
    return rows


def _smoothed(graph, targets, smoothing, shared):
    """Keys of t = (1 − s) y + s/k: a part s of each label is shared out among the k classes."""
    graph.given["const", "smoothing"] = float(smoothing)
    s = Symbol(("const", "smoothing"))
    return [
        [
            graph.add(("t", *key[1:]), (1 - s) * Symbol(key) + s / shared, layer=graph.layers + 1)
            for key in row
        ]
        for row in targets
    ]


def _add_weights(graph, outputs, weights):
    """``{row: factors}`` of the error of each row: none, or its weight."""
    if weights is None:
        return {n: () for n in range(len(outputs))}
    graph.given.update({("omega", n): plain_number(weight) for n, weight in enumerate(weights)})
    return {n: (Symbol(("omega", n)),) for n in range(len(outputs))}


def _add_terms(graph, outputs, targets, error, divisor, counts):
    """One step for each output, then their sum; the links lead straight to the outputs."""
    layer, share = graph.layers + 1, () if divisor == 1 else (Number(1) / Number(divisor),)
    terms, links = [], {}
    for row, row_targets in zip(outputs, targets, strict=True):
        for a_key, y_key in zip(row, row_targets, strict=True):
            value, slope = error(Symbol(y_key), Symbol(a_key))
            factors = (*share, *counts[y_key[1]])
            links[a_key] = Product((*factors, slope)) if factors else slope
            terms.append((("E", y_key[1], y_key[2]), value))
    penalties = add_penalties(graph)
    if len(terms) == 1 and not penalties and not counts[0]:
        return graph.add(("E",), terms[0][1], links, layer)
    keys = [graph.add(key, value, layer=layer) for key, value in terms]
    whole = total(product((*counts[key[1]], Symbol(key))) for key in keys)
    whole = total([whole if divisor == 1 else whole / divisor, *map(Symbol, penalties)])
    return graph.add(("E",), whole, links | dict.fromkeys(penalties, Number(1)), layer)
