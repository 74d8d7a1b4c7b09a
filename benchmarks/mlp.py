"""One epoch of the churn network 11-6-6-1 (Adam, binary cross-entropy, 8,000 rows, float32)."""

import numpy as np

from benchmarks.common import Target, compare, find
from coursekit import nn

ROWS, FEATURES, HIDDEN = 8000, 11, 6
RATE, BETA_1, BETA_2, EPSILON = 0.001, 0.9, 0.999, 1e-7
TARGETS = (
    Target("keras", 30, "at least"),
    Target("torch", 6, "at least"),
    Target("scikit-learn", 5.5, "at least"),
    Target("numpy floor", 1.2, "at most"),
)
SMALL_BATCHES = (*TARGETS[:-1], Target("numpy floor", 1.12, "at most"))


def make_data(seed=0):
    """Standardised inputs and a yes-or-no target of the size of the bank table."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(ROWS, FEATURES)).astype("float32")
    y = (x[:, 0] + x[:, 1] * x[:, 2] + rng.normal(size=ROWS) > 1).astype("float32")
    return x, y


def coursekit_epoch(x, y, batch_size):
    """Ours, as a learner calls it."""
    model = nn.Sequential(
        [
            nn.Input((FEATURES,)),
            nn.layers.Dense(HIDDEN, activation="relu"),
            nn.layers.Dense(HIDDEN, activation="relu"),
            nn.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return lambda: model.fit(x, y, batch_size=batch_size, epochs=1, verbose=0)


def keras_epoch(x, y, batch_size):
    """Keras as shipped."""
    keras = find("keras")
    if keras is None or find("tensorflow") is None:
        return None
    model = keras.Sequential(
        [
            keras.Input((FEATURES,)),
            keras.layers.Dense(HIDDEN, activation="relu"),
            keras.layers.Dense(HIDDEN, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return lambda: model.fit(x, y, batch_size=batch_size, epochs=1, verbose=0)


def torch_epoch(x, y, batch_size):
    """PyTorch with its fused Adam; shuffled and sliced as tensors, without a DataLoader."""
    torch = find("torch")
    if torch is None:
        return None
    torch.set_num_threads(1)
    net = torch.nn.Sequential(
        torch.nn.Linear(FEATURES, HIDDEN),
        torch.nn.ReLU(),
        torch.nn.Linear(HIDDEN, HIDDEN),
        torch.nn.ReLU(),
        torch.nn.Linear(HIDDEN, 1),
    )
    optimizer = torch.optim.Adam(net.parameters(), lr=RATE, fused=True)
    loss_of = torch.nn.BCEWithLogitsLoss()
    inputs, targets = torch.from_numpy(x), torch.from_numpy(y).reshape(-1, 1)

    def epoch():
        order = torch.randperm(len(inputs))
        shuffled_x, shuffled_y, total = inputs[order], targets[order], 0.0
        for start in range(0, len(inputs), batch_size):
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(
                net(shuffled_x[start : start + batch_size]), shuffled_y[start : start + batch_size]
            )
            loss.backward()
            optimizer.step()
            total += loss.detach()
        return float(total)

    return epoch


def sklearn_epoch(x, y, batch_size):
    """scikit-learn's MLPClassifier, one pass by ``partial_fit``."""
    if find("sklearn") is None:
        return None
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier((HIDDEN, HIDDEN), batch_size=batch_size, random_state=0)
    return lambda: model.partial_fit(x, y, classes=[0, 1])


def floor_epoch(x, y, batch_size):
    """The same arithmetic written out in one function: what NumPy's calls alone cost.

    It keeps one flat vector of weights, shuffles once an epoch, and reports the epoch's loss like
    ``fit``; there are no layers, no checks, no callbacks and no choices.
    """
    rng = np.random.default_rng(0)
    sizes = [FEATURES * HIDDEN, HIDDEN, HIDDEN * HIDDEN, HIDDEN, HIDDEN, 1]
    shapes = [(FEATURES, HIDDEN), (HIDDEN,), (HIDDEN, HIDDEN), (HIDDEN,), (HIDDEN, 1), (1,)]
    theta = rng.uniform(-0.5, 0.5, sum(sizes)).astype("float32")
    g, m, v = np.zeros_like(theta), np.zeros_like(theta), np.zeros_like(theta)
    ends = np.cumsum(sizes)
    w1, b1, w2, b2, w3, b3 = _views(theta, ends, shapes)
    dw1, db1, dw2, db2, dw3, db3 = _views(g, ends, shapes)
    y = y.reshape(-1, 1)
    ones, share = np.ones(batch_size, "float32"), 1 / batch_size
    steps_done = 0

    def epoch():
        nonlocal steps_done
        order, outputs = rng.permutation(len(x)), []
        xs, ys = x[order], y[order]
        for i in range(0, len(x), batch_size):
            a0 = xs[i : i + batch_size]
            a1 = np.maximum(a0.dot(w1) + b1, 0)
            a2 = np.maximum(a1.dot(w2) + b2, 0)
            a3 = 1 / (1 + np.exp(-(a2.dot(w3) + b3)))
            outputs.append(a3)
            dz3 = (a3 - ys[i : i + batch_size]) * share
            a2.T.dot(dz3, out=dw3)
            ones.dot(dz3, out=db3)
            dz2 = dz3.dot(w3.T) * (a2 > 0)
            a1.T.dot(dz2, out=dw2)
            ones.dot(dz2, out=db2)
            dz1 = dz2.dot(w2.T) * (a1 > 0)
            a0.T.dot(dz1, out=dw1)
            ones.dot(dz1, out=db1)
            steps_done += 1
            m[...] += (g - m) * (1 - BETA_1)
            v[...] += (g * g - v) * (1 - BETA_2)
            rate = RATE * (1 - BETA_2**steps_done) ** 0.5 / (1 - BETA_1**steps_done)
            theta[...] -= rate * m / (np.sqrt(v) + EPSILON)
        p = np.clip(np.concatenate(outputs), EPSILON, 1 - EPSILON)
        return float(-(ys * np.log(p) + (1 - ys) * np.log(1 - p)).mean())

    return epoch


def _views(flat, ends, shapes):
    starts = [0, *ends[:-1]]
    return [flat[a:b].reshape(s) for a, b, s in zip(starts, ends, shapes, strict=True)]


COMPETITORS = {
    "coursekit": coursekit_epoch,
    "numpy floor": floor_epoch,
    "keras": keras_epoch,
    "torch": torch_epoch,
    "scikit-learn": sklearn_epoch,
}


def run(rounds=11):
    """Results for batches of 10 and of 32."""
    x, y = make_data()
    results = []
    for batch_size in (10, 32):
        made = {name: make(x, y, batch_size) for name, make in COMPETITORS.items()}
        present = {name: epoch for name, epoch in made.items() if epoch}
        missing = [name for name, epoch in made.items() if not epoch]
        work = f"MLP 11-6-6-1, Adam, batch {batch_size}, one epoch"
        targets = SMALL_BATCHES if batch_size == 10 else TARGETS
        results.append(compare(work, present, targets, rounds, missing))
    return results
