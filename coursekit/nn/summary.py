"""The table of a model's layers, shapes and parameter counts, drawn as Keras draws it."""

import numpy as np

WIDEST = 88
SHARES = (0.45, 0.80, 1.0)  # where the three columns end
HEADER = ("Layer (type)", "Output Shape", "Param #")
# Keras counts its optimizer's step counter (int64) and learning rate (float32) as parameters.
OPTIMIZER_SCALARS, OPTIMIZER_SCALAR_BYTES = 2, 12


def summary_text(model, line_length=None):
    """The whole table as text, ``line_length`` characters wide."""
    if line_length is None:
        import shutil

        line_length = min(WIDEST, shutil.get_terminal_size().columns - 4)
    rows = [layer_fields(layer) for layer in model.layers]
    widths = column_widths([HEADER, *rows], line_length)
    lines = [f'Model: "{model.name}"', _rule("┏━┳┓", widths), _row(HEADER, widths, "┃")]
    for number, row in enumerate(rows):
        lines += [_rule("├─┼┤" if number else "┡━╇┩", widths), _row(row, widths, "│")]
    lines += [_rule("└─┴┘", widths), *totals(model)]
    return "\n".join(lines)


def layer_fields(layer):
    """Name and type, output shape and parameter count of one layer, as text."""
    name = f"{layer.name} ({type(layer).__name__})"
    if not layer.built:
        return name, "?", "0 (unbuilt)"
    return name, str(tuple(layer.output_shape)), f"{layer.count_params():,}"


def column_widths(rows, line_length):
    """Widths of the three columns' texts: Keras' shares of the line, or wider where a text is."""
    ends = [int(share * line_length) for share in SHARES]
    shares = np.diff([0, *ends]) - [3, 4, 3]  # room for a border and a blank on both sides
    return [max(int(width), *(len(row[i]) for row in rows)) for i, width in enumerate(shares)]


def totals(model):
    """The lines below the table."""
    learning, held = _size(model.trainable_weights), _size(model.non_trainable_weights)
    optimizer = getattr(model, "optimizer", None)
    extra, extra_bytes = optimizer_size(optimizer)
    lines = [
        _total(
            "Total",
            *(sum(parts) for parts in zip(learning, held, (extra, extra_bytes), strict=True)),
        ),
        _total("Trainable", *learning),
        _total("Non-trainable", *held),
    ]
    return [*lines, _total("Optimizer", extra, extra_bytes)] if extra else lines


def _size(arrays):
    """Count of all numbers, and their bytes."""
    return sum(array.size for array in arrays), sum(array.nbytes for array in arrays)


def optimizer_size(optimizer):
    """How many numbers the optimizer remembers, and their bytes; nothing before the first step."""
    if optimizer is None or not optimizer.built:
        return 0, 0
    arrays = [getattr(optimizer, slot) for slot in optimizer.slots]
    numbers = sum(array.size for array in arrays) + OPTIMIZER_SCALARS
    return numbers, sum(array.nbytes for array in arrays) + OPTIMIZER_SCALAR_BYTES


def readable_size(number):
    """Bytes with a unit: ``164.00 B``, ``479.54 KB``."""
    for unit in ("B", "KB", "MB", "GB"):
        if number < 1024 or unit == "GB":
            return f"{number:.2f} {unit}"
        number /= 1024


def _total(what, number, bytes_used):
    return f" {what} params: {number:,} ({readable_size(bytes_used)})"


def _rule(corners, widths):
    left, line, cross, right = corners
    return left + cross.join(line * (width + 2) for width in widths) + right


def _row(fields, widths, border):
    name, shape, params = fields
    cells = (name.ljust(widths[0]), shape.ljust(widths[1]), params.rjust(widths[2]))
    return f"{border} " + f" {border} ".join(cells) + f" {border}"
