"""What one block of a network does to a shape: output, parameters and work, with the formulas."""

from math import prod

from coursekit.explorers.kit.words import say


def work_out(block, shape):
    """One block: output shape, parameters, multiply-adds for one picture, and how they come."""
    kind, *args = block
    pictures = len(shape) == 3
    if kind in ("Dropout", "Flatten", "Dense"):
        return {"Dropout": dropout, "Flatten": flatten, "Dense": dense}[kind](shape, *args)
    if not pictures:
        return not_known(
            f"{kind} needs a picture (height, width, channels), but a row of {shape[0]:,} "
            "numbers arrives: move it above Flatten."
        )
    if kind == "GlobalAveragePooling2D":
        return known([shape[2]], "the mean of each map", "nothing to learn")
    if kind == "Conv2D":
        return convolution(shape, *args)
    return pooling(kind, shape, *args)


def convolution(shape, filters, f, s, padding):
    """Conv2D: ⌊(n + p − f)/s⌋ + 1, (f·f·C + 1)·K parameters, each weight used at every place."""
    height, width, channels = shape
    down, across = side(height, f, s, padding), side(width, f, s, padding)
    if not (down[0] and across[0]):
        return not_known(too_small("Conv2D", f, height, width))
    return known(
        [down[0], across[0], filters],
        sizes(down[1], across[1]),
        f"({f}·{f}·{channels} + 1)·{filters} = {(f * f * channels + 1) * filters:,}",
        (f * f * channels + 1) * filters,
        down[0] * across[0] * f * f * channels * filters,
        f"{down[0]}·{across[0]} places · {f}·{f}·{channels}·{filters} weights",
    )


def pooling(kind, shape, f, s):
    """MaxPooling2D, AveragePooling2D: the same size formula, nothing to learn."""
    height, width, channels = shape
    down, across = side(height, f, s, "valid"), side(width, f, s, "valid")
    if not (down[0] and across[0]):
        return not_known(too_small(kind, f, height, width))
    return known([down[0], across[0], channels], sizes(down[1], across[1]), "nothing to learn")


def side(n, f, s, padding):
    """One side of the result, 0 if the window does not fit, and its formula with the numbers."""
    if padding == "same":
        places = -(-n // s)
        return places, f"⌈{n}/{s}⌉ = {places}"
    places = (n - f) // s + 1 if n >= f else 0
    return places, f"⌊({n} − {f})/{s}⌋ + 1 = {places}"


def sizes(down, across):
    """One formula, or two where height and width differ."""
    return down if down == across else f"{down}, {across}"


def too_small(kind, f, height, width):
    """Why a window does not fit, and what to do."""
    remedy = ", or padding same" if kind == "Conv2D" else ""
    return (
        f"{kind}: a window of {f} × {f} does not fit into a picture of {height} × {width}: "
        f"take a smaller window{remedy}, or one block fewer above."
    )


def flatten(shape):
    """Flatten: all numbers in a row."""
    count = prod(shape)
    return known([count], f"{'·'.join(map(str, shape))} = {count:,}", "nothing to learn")


def dense(shape, units):
    """Dense: m·k + k parameters; on a picture it works on every pixel by itself."""
    m = shape[-1]
    pixels = prod(shape[:-1])
    note = ""
    if len(shape) == 3:
        note = "Dense looks at each pixel by itself here: put Flatten before it to see the whole."
    return known(
        [*shape[:-1], units],
        f"{units} neurons",
        f"{m}·{units} + {units} = {m * units + units:,}",
        m * units + units,
        pixels * m * units,
        f"{m}·{units} weights" + (f" · {pixels} pixels" if len(shape) == 3 else ""),
        note,
    )


def dropout(shape, rate):
    """Dropout: the shape stays."""
    return known(list(shape), f"{say(100 * rate)} % are dropped in training", "nothing to learn")


def known(output, size, count, parameters=0, work=0, effort="no weights", note=""):
    """The entry of a block that works."""
    return {
        "output": output,
        "size": size,
        "count": count,
        "parameters": parameters,
        "numbers": prod(output),
        "work": work,
        "effort": effort,
        "note": note,
        "problem": "",
    }


def not_known(problem):
    """The entry of a block that cannot work."""
    return known([], "", "", effort="") | {"numbers": 0, "problem": problem}
