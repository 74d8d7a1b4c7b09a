"""The arithmetic of a window that walks over a picture: border, places, products and answers."""


def axis(n, f, state):
    """Border before and after n pixels, and places for a window of f: ⌊(n + 2p − f)/s⌋ + 1."""
    s = state.stride
    if state.padding == "same":
        extra = max((-(-n // s) - 1) * s + f - n, 0)  # −(−n // s) rounds n/s up
        before, after = extra // 2, extra - extra // 2
    else:
        before = after = 0 if state.padding == "valid" else state.border
    room = n + before + after - f
    places = room // s + 1 if room >= 0 else 0
    border = f"2·{before}" if before == after else f"{before} + {after}"
    formula = f"⌊({n} + {border} − {f})/{s}⌋ + 1 = {places}" if places else ""
    return {"before": before, "after": after, "places": places, "formula": formula}


def with_border(picture, down, across, state):
    """The padded picture; None marks a border that pooling leaves out."""
    n, m = len(picture), len(picture[0])
    left_out = state.padding == "same" and state.kind != "convolution"

    def pixel(r, c):
        if 0 <= r < n and 0 <= c < m:
            return picture[r][c]
        if state.padding == "nearest":
            return picture[min(max(r, 0), n - 1)][min(max(c, 0), m - 1)]
        return None if left_out else 0

    rows = range(-down["before"], n + down["after"])
    columns = range(-across["before"], m + across["after"])
    return [[pixel(r, c) for c in columns] for r in rows]


def window(padded, top, left, f):
    """The f[0] × f[1] pixels from (top, left) on."""
    return [row[left : left + f[1]] for row in padded[top : top + f[0]]]


def products(cells, kernel):
    """Pixel times weight, for every cell of the window."""
    return [
        [x * k + 0.0 for x, k in zip(pixels, weights, strict=True)]  # + 0.0 turns −0 into 0
        for pixels, weights in zip(cells, kernel, strict=True)
    ]


def answer(cells, kernel, state):
    """What one window gives: the sum, z, the entry a of the map, and the cell that won."""
    if state.kind == "convolution":
        total = 0.0
        for row in products(cells, kernel):
            for product in row:
                total += product
        z = total + state.bias
        return {"sum": total, "z": z, "a": max(0.0, z) if state.relu else z, "winner": []}
    seen = [(x, [i, j]) for i, row in enumerate(cells) for j, x in enumerate(row) if x is not None]
    total = 0.0
    for x, _ in seen:
        total += x
    if state.kind == "average pooling":
        return {"sum": total, "z": total / len(seen), "a": total / len(seen), "winner": []}
    best = max if state.kind == "max pooling" else min
    x, winner = best(seen, key=lambda pair: pair[0])  # the first among equal ones
    return {"sum": total, "z": x, "a": x, "winner": winner}


def too_large(f, padded):
    """Why a window does not fit, and what to do."""
    return (
        f"A window of {f[0]} × {f[1]} does not fit into a picture of "
        f"{len(padded)} × {len(padded[0])}: take a smaller window or a wider border."
    )
