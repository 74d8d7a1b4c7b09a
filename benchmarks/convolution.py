"""Convolution and pooling, forward and backward, and a small picture network (batch 32)."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from functools import partial

import numpy as np

from benchmarks.common import RESULTS, Result, Target, compare, find
from coursekit import nn

BATCH, CALLS = 32, 10
CONVOLUTIONS = (((32, 32, 3), 32), ((16, 16, 32), 64))  # picture → filters, with kernels of 3×3
POOLED = (30, 30, 32)
STEPS, PICTURE, CLASSES = 32, (32, 32, 3), 10
INDEXED = "index arrays"  # the algorithm of numpy-ml, which does not import on today's Python


def normal(seed, *shape):
    """Standard normal float32 numbers."""
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


def coursekit_layer(layer, x, dy, weights=()):
    """Our layer: its output, ∂L/∂x and the gradients of its weights."""
    layer.build((None, *x.shape[1:]))
    layer.set_weights(list(weights))

    def run():
        y = layer.forward(x, training=True)
        dx = layer.backward(dy)
        return [y, dx, *layer.grads.values()]

    return run


def tensorflow_graph(function, x, dy, weights=()):
    """The same in TensorFlow, compiled by ``tf.function``, tensors in and tensors out."""
    tf = find("tensorflow")
    if tf is None:
        return None

    @tf.function
    def step(x, dy, *weights):
        with tf.GradientTape() as tape:
            tape.watch([x, *weights])
            y = function(tf, x, *weights)
        return [y, *tape.gradient(y, [x, *weights], dy)]

    tensors = [tf.constant(array) for array in (x, dy, *weights)]
    return lambda: step(*tensors)


def index_array_convolution(x, dy, weights):
    """Convolution as numpy-ml does it, in our words: gather and scatter by arrays of indices.

    Channels come first inside, and the activation y = 1·z + 0 is computed like any other, with its
    derivative.  Integer index arrays pick every window's pixels into columns; the backward pass
    gathers the columns again and scatters their gradients with ``np.add.at`` into zeros of NumPy's
    default type, float64.
    """
    kernel, bias = weights
    kh, kw, channels, filters = kernel.shape
    n, oh, ow, _ = dy.shape
    c, i, j = (a.reshape(-1, 1) for a in np.indices((channels, kh, kw)))
    r, s = (a.reshape(1, -1) for a in np.indices((oh, ow)))
    rows, cols = i + r, j + s  # (c·kh·kw, oh·ow)
    flat = kernel.transpose(3, 2, 0, 1).reshape(filters, -1)  # (kh, kw, c, f) → (f, c·kh·kw)

    def gather():
        seen = x.transpose(0, 3, 1, 2)[:, c, rows, cols]  # (n, c·kh·kw, oh·ow)
        return seen.transpose(1, 2, 0).reshape(len(c), -1)  # (c·kh·kw, oh·ow·n)

    def run():
        z = (flat @ gather()).reshape(filters, oh, ow, n).transpose(3, 1, 2, 0) + bias
        y = 1 * z + 0
        dz = (
            (dy * np.ones_like(z)).transpose(3, 1, 2, 0).reshape(filters, -1)
        )  # (n, oh, ow, f) → (f, oh·ow·n)
        dkernel = (dz @ gather().T).reshape(filters, channels, kh, kw).transpose(2, 3, 1, 0)
        dcolumns = (flat.T @ dz).reshape(len(c), -1, n).transpose(2, 0, 1)  # (n, c·kh·kw, oh·ow)
        dx = np.zeros((n, channels, *x.shape[1:3]))
        np.add.at(dx, (slice(None), c, rows, cols), dcolumns)
        return [y, dx.transpose(0, 2, 3, 1), dkernel, dz.sum(axis=1)]

    return run


def check_same(competitors):
    """All competitors must have computed the same before their speed means anything."""
    expected = [np.asarray(array) for array in competitors["coursekit"]()]
    for name, run in competitors.items():
        for found, wanted in zip(run(), expected, strict=True):
            scale = np.abs(wanted).max()
            assert np.allclose(found, wanted, rtol=0, atol=1e-4 * scale), f"{name} differs"


def measure(work, made, targets, rounds):
    """Time ``CALLS`` calls of each competitor that is installed."""
    present = {name: run for name, run in made.items() if run}
    missing = [name for name, run in made.items() if not run]
    check_same(present)

    timed = {name: partial(repeat, run) for name, run in present.items()}
    return compare(f"{work}, {CALLS} times", timed, targets, rounds, missing, note=one_dnn())


def repeat(run):
    """Call ``CALLS`` times and let go of each result, as training does."""
    for _ in range(CALLS):
        run()


def one_dnn():
    """Which kernels TensorFlow used: they differ several times in speed."""
    off = os.environ.get("TF_ENABLE_ONEDNN_OPTS") == "0"
    return f"TensorFlow with oneDNN {'off' if off else 'on, as shipped'}."


def convolution(picture, filters, rounds):
    """Conv2D 3×3, no padding: z, ∂L/∂x, ∂L/∂K, ∂L/∂b."""
    height, width, channels = picture
    x = normal(0, BATCH, *picture)
    dy = normal(1, BATCH, height - 2, width - 2, filters)
    weights = normal(2, 3, 3, channels, filters), normal(3, filters)
    made = {
        "coursekit": coursekit_layer(nn.layers.Conv2D(filters, 3), x, dy, weights),
        "tensorflow": tensorflow_graph(
            lambda tf, x, kernel, bias: tf.nn.conv2d(x, kernel, 1, "VALID") + bias, x, dy, weights
        ),
        INDEXED: index_array_convolution(x, dy, weights),
    }
    targets = (Target("tensorflow", 1.9, "at most"), Target(INDEXED, 9, "at least"))
    work = f"Conv2D {height}×{width}×{channels} → {filters}, 3×3, forward and backward"
    return measure(work, made, targets, rounds)


def pooling(rounds):
    """MaxPooling2D 2×2: y and ∂L/∂x."""
    height, width, channels = POOLED
    x, dy = normal(0, BATCH, *POOLED), normal(1, BATCH, height // 2, width // 2, channels)
    made = {
        "coursekit": coursekit_layer(nn.layers.MaxPooling2D(), x, dy),
        "tensorflow": tensorflow_graph(lambda tf, x: tf.nn.max_pool2d(x, 2, 2, "VALID"), x, dy),
    }
    work = f"MaxPooling2D 2×2 on {height}×{width}×{channels}, forward and backward"
    return measure(work, made, (Target("tensorflow", 2.2, "at most"),), rounds)


def picture_network(engine, x, y):
    """Conv32-Pool-Conv64-Pool-Dense64-10 on either engine; one call is one epoch of ``fit``."""
    layers = engine.layers
    model = engine.Sequential(
        [
            engine.Input(PICTURE),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(CLASSES, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return lambda: model.fit(x, y, batch_size=BATCH, epochs=1, verbose=0)


def network(rounds):
    """Training steps of the classic picture network."""
    x = normal(0, STEPS * BATCH, *PICTURE)
    y = np.random.default_rng(1).integers(0, CLASSES, size=len(x))
    competitors, missing = {"coursekit": picture_network(nn, x, y)}, []
    keras = find("keras") if find("tensorflow") else None
    if keras:
        competitors["keras"] = picture_network(keras, x, y)
    else:
        missing.append("keras")
    work = f"Conv32-Pool-Conv64-Pool-Dense64-10, Adam, {STEPS} steps"
    return compare(
        work, competitors, (Target("keras", 1.8, "at most"),), rounds, missing, note=one_dnn()
    )


def measured(rounds):
    """Results for both convolutions, the pooling and the network, in this process."""
    results = [convolution(picture, filters, rounds) for picture, filters in CONVOLUTIONS]
    return [*results, pooling(rounds), network(rounds)]


def run(rounds=11):
    """Results beside TensorFlow as shipped and without oneDNN, each in a process of its own."""
    return [result for setting in ("1", "0") for result in in_own_process(setting, rounds)]


def in_own_process(setting, rounds):
    """Results with oneDNN on ("1") or off ("0"); TensorFlow reads this when it is imported."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.convolution", str(rounds)],
        env=os.environ | {"TF_ENABLE_ONEDNN_OPTS": setting},
        cwd=RESULTS.parent.parent,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Result(**fields) for fields in json.loads(done.stdout.splitlines()[-1])]


if __name__ == "__main__":
    print(json.dumps([asdict(result) for result in measured(int(sys.argv[1]))]))
