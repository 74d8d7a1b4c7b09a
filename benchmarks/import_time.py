"""Time of ``import coursekit`` beside ``import numpy``, each in a fresh interpreter."""

import statistics
import subprocess
import sys
import time

from benchmarks.common import Result

ALLOWED_MS = 10


def run(rounds=15):
    """One result: the seconds of both imports, and the difference to be judged."""
    competitors = {"nothing": "pass", "numpy": "import numpy", "coursekit": "import coursekit"}
    competitors["coursekit.nn"] = "import coursekit.nn"
    times = {name: [] for name in competitors}
    for _ in range(rounds):
        for name, line in competitors.items():
            times[name].append(seconds_of(line))
    extra = {
        name: 1e3
        * statistics.median(a - b for a, b in zip(times[name], times["numpy"], strict=True))
        for name in ("coursekit", "coursekit.nn")
    }
    seconds = {name: statistics.median(values) for name, values in times.items()}
    verdict = {
        "target": f"at most {ALLOWED_MS} ms more than numpy",
        "ratio": extra["coursekit"],
        "met": extra["coursekit"] <= ALLOWED_MS,
    }
    return [
        Result(
            "import in a fresh interpreter",
            "coursekit",
            seconds,
            {f"{name} more than numpy, ms": value for name, value in extra.items()},
            {"coursekit": verdict},
            note=f"coursekit.nn takes {extra['coursekit.nn']:.1f} ms more than numpy",
        )
    ]


def seconds_of(line):
    """Seconds to start Python, run one line and end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", line], check=True)
    return time.perf_counter() - start
