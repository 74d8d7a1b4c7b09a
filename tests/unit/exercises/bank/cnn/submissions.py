"""Answers to the exercises of lesson 13."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("prepare")
def prepare(pictures):
    return np.expand_dims(pictures, -1) / 255.0


@right("prepare")
def prepare(pictures):
    n, rows, columns = pictures.shape
    return pictures.reshape(n, rows, columns, 1).astype("float64") * (1 / 255)


@right("prepare")
def prepare(pictures):
    return [[[[float(v) / 255] for v in row] for row in picture] for picture in pictures]


@wrong("prepare", "no axis for the channel")
def prepare(pictures):
    return pictures.astype("float32") / 255


@wrong("prepare", "divided by 256")
def prepare(pictures):
    return np.expand_dims(pictures, 3) / 256


@wrong("prepare", "whole numbers")
def prepare(pictures):
    return (np.expand_dims(pictures, 3) / 255).astype(int)


@wrong("prepare", "divided by the brightest pixel at hand")
def prepare(pictures):
    return np.expand_dims(pictures / pictures.max(), -1)


@wrong("prepare", "channel axis in front")
def prepare(pictures):
    return np.expand_dims(pictures / 255, 1)


@wrong("prepare", "not scaled")
def prepare(pictures):
    return np.expand_dims(pictures.astype("float32"), -1)


@wrong("prepare", "")
def prepare(pictures):
    x = pictures[..., None] / 255
    return (x - x.mean()) / (x.std() + 1)


right("diagnose_curves")([[3, 3], [1, 2], [2, 1]])
right("diagnose_curves")(((3, 3), (1, 2), (2, 1)))
right("diagnose_curves")(np.array([[3, 3], [1, 2], [2, 1]]))

wrong("diagnose_curves", "too slow and too large exchanged")([(2, 1), (1, 2), (3, 3)])
wrong("diagnose_curves", "the gap taken for slowness")([[3, 3], [3, 3], [2, 1]])
wrong("diagnose_curves", "more units against overfitting")([[3, 3], [1, 4], [2, 1]])
wrong("diagnose_curves", "longer training against overfitting")(np.array([[3, 3], [1, 3], [2, 1]]))
wrong("diagnose_curves", "nothing wrong with A")([[5, 5], [1, 2], [2, 1]])
wrong("diagnose_curves", "the rate moved the wrong way")([[3, 1], [1, 2], [2, 3]])
wrong("diagnose_curves", "remedy before diagnosis")([[3, 3], [2, 1], [1, 2]])
wrong("diagnose_curves", "")([3, 1, 2])
wrong("diagnose_curves", "")([[5, 5], [5, 5], [5, 5]])


@right("confident_mistakes")
def confident_mistakes(P, labels, k):
    wrong_rows = [i for i in range(len(P)) if np.argmax(P[i]) != labels[i]]
    return sorted(wrong_rows, key=lambda i: -max(P[i]))[:k]


@right("confident_mistakes")
def confident_mistakes(P, labels, k):
    sure = np.where(P.argmax(axis=1) == labels, -1.0, P.max(axis=1))
    order = np.argsort(-sure)
    return order[sure[order] >= 0][:k]


@right("confident_mistakes")
def confident_mistakes(P, labels, k):
    import pandas as pd

    table = pd.DataFrame({"said": P.argmax(1), "true": labels, "sure": P.max(1)})
    return table[table.said != table.true].nlargest(k, "sure").index.to_numpy()


@wrong("confident_mistakes", "the least confident first")
def confident_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return bad[np.argsort(P.max(1)[bad])][:k]


@wrong("confident_mistakes", "right answers among them")
def confident_mistakes(P, labels, k):
    return np.argsort(-P.max(1))[:k]


@wrong("confident_mistakes", "sorted by the label's probability")
def confident_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return bad[np.argsort([P[i, labels[i]] for i in bad])][:k]


@wrong("confident_mistakes", "one too few")
def confident_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return bad[np.argsort(-P.max(1)[bad])][: k - 1]


@wrong("confident_mistakes", "in the order of the rows")
def confident_mistakes(P, labels, k):
    return [i for i in range(len(P)) if P[i].argmax() != labels[i]][:k]


@wrong("confident_mistakes", "")
def confident_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return P.max(1)[bad][:k]


@right("shift_curve")
def shift_curve(read, x, y, shifts):
    n, height, width, _ = x.shape
    accuracies = []
    for p in shifts:
        wide = np.zeros((n, height, width + 2 * abs(p), 1))
        start = abs(p) + p
        wide[:, :, start : start + width] = x
        accuracies.append(np.mean(read(wide[:, :, abs(p) : abs(p) + width]) == y))
    return accuracies


@right("shift_curve")
def shift_curve(read, x, y, shifts):
    from scipy.ndimage import shift

    return np.array([(read(shift(x, (0, 0, p, 0), order=0)) == y).mean() for p in shifts])


@right("shift_curve")
def shift_curve(read, x, y, shifts):
    out = []
    for p in shifts:
        z = np.zeros_like(x)
        for column in range(x.shape[2]):
            if 0 <= column + p < x.shape[2]:
                z[:, :, column + p] = x[:, :, column]
        said = list(read(z))
        out.append(sum(a == b for a, b in zip(said, y)) / len(y))
    return tuple(out)


def pushed(x, p, fill=True, axis=2):
    z = np.roll(x, p, axis)
    if fill and p:
        free = (slice(None),) * axis + (slice(p) if p > 0 else slice(p, None),)
        z[free] = 0
    return z


@wrong("shift_curve", "columns come back on the other side")
def shift_curve(read, x, y, shifts):
    return [np.mean(read(pushed(x, p, fill=False)) == y) for p in shifts]


@wrong("shift_curve", "left for right")
def shift_curve(read, x, y, shifts):
    return [np.mean(read(pushed(x, -p)) == y) for p in shifts]


@wrong("shift_curve", "rows for columns")
def shift_curve(read, x, y, shifts):
    return [np.mean(read(pushed(x, p, axis=1)) == y) for p in shifts]


@wrong("shift_curve", "errors for accuracy")
def shift_curve(read, x, y, shifts):
    return [np.mean(read(pushed(x, p)) != y) for p in shifts]


@wrong("shift_curve", "counts for parts")
def shift_curve(read, x, y, shifts):
    return [np.count_nonzero(read(pushed(x, p)) == y) for p in shifts]


@wrong("shift_curve", "each shift on top of the last")
def shift_curve(read, x, y, shifts):
    place, out = 0, []
    for p in shifts:
        place += p
        out.append(np.mean(read(pushed(x, place)) == y))
    return out


@wrong("shift_curve", "")
def shift_curve(read, x, y, shifts):
    return [np.mean(read(x) == y) for p in shifts]
