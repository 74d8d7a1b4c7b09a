"""Answers to the exercises of lesson 13."""

import numpy as np

from coursekit import nn
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


@right("count_blocks")
def count_blocks(size, channels, blocks):
    out, flat = [], 0
    for kind, n in blocks:
        if kind == "conv":
            out.append(3 * 3 * channels * n + n)
            size, channels = size - 2, n
        elif kind == "pool":
            out.append(0)
            size //= n
        else:
            inputs = flat or size * size * channels
            out.append(inputs * n + n)
            flat = n
    return out


@right("count_blocks")
def count_blocks(size, channels, blocks):
    layers, dense = [nn.Input((size, size, channels))], False
    for kind, n in blocks:
        if kind == "dense" and not dense:
            layers.append(nn.layers.Flatten())
            dense = True
        layers.append(
            nn.layers.Conv2D(n, 3)
            if kind == "conv"
            else nn.layers.MaxPooling2D(n)
            if kind == "pool"
            else nn.layers.Dense(n)
        )
    model = nn.Sequential(layers)
    return [l.count_params() for l in model.layers if type(l).__name__ != "Flatten"]


@right("count_blocks")
def count_blocks(size, channels, blocks):
    def walk(shape, rest):
        if not rest:
            return []
        (kind, n), *later = rest
        if kind == "conv":
            r, c = shape[0] - 2, shape[2]
            return [(9 * c + 1) * n, *walk((r, r, n), later)]
        if kind == "pool":
            return [0, *walk((shape[0] // n, shape[1] // n, shape[2]), later)]
        return [(int(np.prod(shape)) + 1) * n, *walk((n,), later)]

    return np.array(walk((size, size, channels), list(blocks)))


def counted(size, channels, blocks, bias=1, lost=2, use_channels=True, pool=True, flat=True):
    out, inputs = [], None
    for kind, n in blocks:
        if kind == "conv":
            out.append((9 * (channels if use_channels else 1) + bias) * n)
            size, channels = size - lost, n
        elif kind == "pool":
            out.append(0)
            size = size // n if pool else size
        else:
            if inputs is None:
                inputs = size**2 * channels if flat else channels
            out.append((inputs + bias) * n)
            inputs = n
    return out


@wrong("count_blocks", "biases left out")
def count_blocks(size, channels, blocks):
    return counted(size, channels, blocks, bias=0)


@wrong("count_blocks", "one channel for all")
def count_blocks(size, channels, blocks):
    return counted(size, channels, blocks, use_channels=False)


@wrong("count_blocks", "the picture keeps its size")
def count_blocks(size, channels, blocks):
    return counted(size, channels, blocks, lost=0)


@wrong("count_blocks", "pooling left out")
def count_blocks(size, channels, blocks):
    return counted(size, channels, blocks, pool=False)


@wrong("count_blocks", "not flattened")
def count_blocks(size, channels, blocks):
    return counted(size, channels, blocks, flat=False)


@wrong("count_blocks", "")
def count_blocks(size, channels, blocks):
    return sum(counted(size, channels, blocks))


@right("surest_mistakes")
def surest_mistakes(P, labels, k):
    wrong_rows = [i for i in range(len(P)) if np.argmax(P[i]) != labels[i]]
    return sorted(wrong_rows, key=lambda i: -max(P[i]))[:k]


@right("surest_mistakes")
def surest_mistakes(P, labels, k):
    sure = np.where(P.argmax(axis=1) == labels, -1.0, P.max(axis=1))
    order = np.argsort(-sure)
    return order[sure[order] >= 0][:k]


@right("surest_mistakes")
def surest_mistakes(P, labels, k):
    import pandas as pd

    table = pd.DataFrame({"said": P.argmax(1), "true": labels, "sure": P.max(1)})
    return table[table.said != table.true].nlargest(k, "sure").index.to_numpy()


@wrong("surest_mistakes", "the least sure first")
def surest_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return bad[np.argsort(P.max(1)[bad])][:k]


@wrong("surest_mistakes", "right answers among them")
def surest_mistakes(P, labels, k):
    return np.argsort(-P.max(1))[:k]


@wrong("surest_mistakes", "sorted by the label's share")
def surest_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return bad[np.argsort([P[i, labels[i]] for i in bad])][:k]


@wrong("surest_mistakes", "one too few")
def surest_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return bad[np.argsort(-P.max(1)[bad])][: k - 1]


@wrong("surest_mistakes", "in the order of the rows")
def surest_mistakes(P, labels, k):
    return [i for i in range(len(P)) if P[i].argmax() != labels[i]][:k]


@wrong("surest_mistakes", "")
def surest_mistakes(P, labels, k):
    bad = np.flatnonzero(P.argmax(1) != labels)
    return P.max(1)[bad][:k]


def trained(x, y, filters=(8, 16), epochs=25):
    nn.utils.set_random_seed(0)
    convolutions = [nn.layers.Conv2D(n, 3, activation="relu") for n in filters]
    tail = [nn.layers.MaxPooling2D(2), nn.layers.Flatten(), nn.layers.Dense(10)]
    model = nn.Sequential([nn.Input((8, 8, 1)), *convolutions, *tail])
    loss = nn.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=nn.optimizers.Adam(0.005), loss=loss)
    model.fit(x, y, batch_size=32, epochs=epochs, verbose=0)
    return model


@right("read_digits")
def read_digits(x_train, y_train):
    model = trained(x_train, y_train)
    return lambda x_new: model.predict(x_new, verbose=0).argmax(axis=1)


@right("read_digits")
def read_digits(x_train, y_train):
    from sklearn.svm import SVC

    machine = SVC(gamma=0.2).fit(x_train.reshape(len(x_train), -1), y_train)
    return lambda x_new: machine.predict(x_new.reshape(len(x_new), -1))


@right("read_digits")
def read_digits(x_train, y_train):
    from sklearn.neural_network import MLPClassifier

    flat = x_train.reshape(-1, 64)
    model = MLPClassifier((100,), max_iter=300, alpha=0.1, random_state=2).fit(flat, y_train)
    return lambda x_new: model.predict(x_new.reshape(-1, 64)).tolist()


@wrong("read_digits", "shares for digits")
def read_digits(x_train, y_train):
    model = trained(x_train, y_train, epochs=2)
    return lambda x_new: model.predict(x_new, verbose=0)


@wrong("read_digits", "not trained")
def read_digits(x_train, y_train):
    model = trained(x_train, y_train, epochs=1)
    model.set_weights([0 * w for w in model.get_weights()])
    return lambda x_new: model.predict(x_new, verbose=0).argmax(axis=1)


@wrong("read_digits", "not good enough yet")
def read_digits(x_train, y_train):
    model = trained(x_train, y_train, filters=(2,), epochs=6)
    return lambda x_new: model.predict(x_new, verbose=0).argmax(axis=1)


@wrong("read_digits", "not good enough yet")
def read_digits(x_train, y_train):
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=0.05).fit(x_train.reshape(-1, 64), y_train)
    return lambda x_new: model.predict(x_new.reshape(-1, 64))


@wrong("read_digits", "not trained")
def read_digits(x_train, y_train):
    return lambda x_new: np.random.default_rng(0).integers(0, 10, len(x_new))


@wrong("read_digits", "")
def read_digits(x_train, y_train):
    return trained(x_train, y_train, epochs=1)
