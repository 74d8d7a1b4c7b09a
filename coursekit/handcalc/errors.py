"""The error at the end of the network: its formula per output and per row, and its derivative."""

from coursekit.handcalc.expression import Function, Number, Product, Symbol, Where, ln, total

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


#: loss class → (error of one output and its derivative, whether its outputs are averaged)
_ERRORS = {
    "MeanSquaredError": (_squared, True),
    "MeanAbsoluteError": (_absolute, True),
    "Huber": (_huber, True),
    "BinaryCrossentropy": (_binary_crossentropy, True),
    "SummedLogLoss": (_binary_crossentropy, False),
    "CategoricalCrossentropy": (_categorical_crossentropy, False),
    "SparseCategoricalCrossentropy": (_categorical_crossentropy, False),
}

#: convention of SquaredError → (error of one output, whether rows are averaged)
_CONVENTIONS = {
    "sum": (_squared, False),
    "half": (_half_squared, False),
    "mean": (_squared, True),
    "half_mean": (_half_squared, True),
}


def add_error(graph, outputs, y, loss):
    """Add the error of a batch to the graph and return its key ``("E",)``.

    Parameters
    ----------
    graph : Graph
    outputs : list of list
        Keys of the network's outputs, one list a row.
    y : ndarray
        Targets, one row for each list (whole numbers for sparse categorical cross-entropy).
    loss : coursekit.nn loss
    """
    kind = type(loss).__name__
    if getattr(loss, "from_logits", False):
        raise ValueError(
            f"{kind}(from_logits=True) hides the last activation: end the model with sigmoid or "
            f"softmax and use from_logits=False to see every step."
        )
    if kind == "SquaredError":
        error, mean_rows = _CONVENTIONS[loss.convention]
        mean_outputs = False
    else:
        (error, mean_outputs), mean_rows = _ERRORS[kind], loss.is_mean
    if kind == "Huber":
        graph.given["const", "delta"] = loss.delta
    targets = _add_targets(graph, outputs, y, sparse=kind.startswith("Sparse"))
    divisor = (len(outputs[0]) if mean_outputs else 1) * (len(outputs) if mean_rows else 1)
    return _add_terms(graph, outputs, targets, error, divisor)


def _add_targets(graph, outputs, y, sparse):
    rows = []
    for n, row in enumerate(outputs):
        values = (
            [float(j == int(y[n].item())) for j in range(len(row))]
            if sparse
            else y[n].reshape(-1).tolist()
        )
        rows.append([("y", n, j) for j in range(len(row))])
        graph.given.update(zip(rows[-1], values, strict=True))
    return rows


def _add_terms(graph, outputs, targets, error, divisor):
    """One step for each output, then their sum; the links lead straight to the outputs."""
    layer = graph.layers + 1
    terms, links = [], {}
    for row, row_targets in zip(outputs, targets, strict=True):
        for a_key, y_key in zip(row, row_targets, strict=True):
            value, slope = error(Symbol(y_key), Symbol(a_key))
            links[a_key] = slope if divisor == 1 else Product((Number(1) / Number(divisor), slope))
            terms.append((("E", y_key[1], y_key[2]), value))
    if len(terms) == 1:
        return graph.add(("E",), terms[0][1], links, layer)
    keys = [graph.add(key, value, layer=layer) for key, value in terms]
    whole = total(Symbol(key) for key in keys)
    return graph.add(("E",), whole if divisor == 1 else whole / divisor, links, layer)
