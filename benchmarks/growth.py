"""Epoch time and memory from 10³ to 10⁶ rows: both should grow in proportion to the rows."""

import time
import tracemalloc

import numpy as np

from benchmarks.common import Result
from coursekit import nn

ROWS = (1_000, 10_000, 100_000, 1_000_000)
FEATURES, BATCH_SIZE = 11, 32
STEEPEST = 1.05


def run(rounds=3):
    """One result: seconds by rows, with the fitted exponents of time and memory."""
    largest = np.random.default_rng(0).standard_normal((ROWS[-1], FEATURES), dtype=np.float32)
    model = make_model()
    seconds = {rows: epoch_seconds(model, largest[:rows], rounds) for rows in ROWS}
    bytes_used = {rows: peak_bytes(model, largest[:rows]) for rows in ROWS}
    time_exponent, memory_exponent = exponent(seconds), exponent(bytes_used, ROWS[1:])
    extra = bytes_used[ROWS[-1]] / ROWS[-1]
    verdicts = {
        f"{ROWS[-1]:,} rows": {
            "target": f"time grows with exponent at most {STEEPEST}",
            "ratio": time_exponent,
            "met": time_exponent <= STEEPEST,
        },
        f"{ROWS[-2]:,} rows": {
            "target": f"memory grows with exponent at most {STEEPEST}",
            "ratio": memory_exponent,
            "met": memory_exponent <= STEEPEST,
        },
    }
    note = f"{extra:.1f} bytes of extra memory a row; the permutation takes 8, a row {4 * FEATURES}"
    named = {f"{rows:,} rows": value for rows, value in seconds.items()}
    ratios = {"time exponent": time_exponent, "memory exponent": memory_exponent}
    work = f"growth: MLP {FEATURES}-6-1, batch {BATCH_SIZE}, one epoch"
    return [Result(work, "coursekit", named, ratios, verdicts, note=note)]


def make_model():
    """A small network, so that time is spent on data and calls rather than on products."""
    model = nn.Sequential(
        [
            nn.Input((FEATURES,)),
            nn.layers.Dense(6, activation="relu"),
            nn.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


def targets(x):
    """Yes or no, by the first feature."""
    return (x[:, 0] > 0).astype("float32")


def epoch_seconds(model, x, rounds):
    """Processor seconds, best of some rounds: other programs cannot disturb them."""
    best, y = np.inf, targets(x)
    for _ in range(rounds):
        start = time.process_time()
        model.fit(x, y, batch_size=BATCH_SIZE, verbose=0)
        best = min(best, time.process_time() - start)
    return best


def peak_bytes(model, x):
    """Memory that ``fit`` asks for beyond the data, at its peak."""
    y = targets(x)
    tracemalloc.start()
    model.fit(x, y, batch_size=BATCH_SIZE, verbose=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def exponent(values, rows=ROWS):
    """Slope of log value over log rows."""
    return float(np.polyfit(np.log(rows), np.log([values[n] for n in rows]), 1)[0])
