"""Timing of several competitors in turns, and the tables made from it."""

import gc
import importlib
import importlib.metadata
import json
import platform
import statistics
import subprocess
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

BUSY = 1.25  # clock over processor time of a single thread that had to share its core
RESULTS = Path(__file__).parent / "results"


@dataclass
class Target:
    """What is asked of a ratio: ``peer / ours`` at least, or ``ours / peer`` at most, ``limit``."""

    peer: str
    limit: float
    kind: str  # "at least" or "at most"


@dataclass
class Result:
    """One piece of work, timed for us and for our peers.

    ``seconds`` holds the median of each competitor on the clock, ``ratios`` the medians of the
    ratios taken within each round, so that a busy moment of the machine hits both sides.
    ``processor_seconds`` are the same medians of the processor's time, all threads added up: on an
    idle machine both agree.
    """

    work: str
    ours: str
    seconds: dict
    ratios: dict
    verdicts: dict
    missing: list = field(default_factory=list)
    note: str = ""
    processor_seconds: dict = field(default_factory=dict)


def find(module):
    """Import a peer, or return ``None`` when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def take_turns(competitors, rounds, warmups=1):
    """Seconds (clock, processor) of each competitor in each round, in changing order."""
    for _ in range(warmups):
        for run in competitors.values():
            run()
    times = {name: [] for name in competitors}
    names = list(competitors)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            gc.collect()
            gc.disable()
            clock, processor = time.perf_counter(), time.process_time()
            competitors[name]()
            spent = time.perf_counter() - clock, time.process_time() - processor
            times[name].append(spent)
            gc.enable()
    return times


def compare(work, competitors, targets, rounds, missing=(), ours="coursekit", note=""):
    """Time all ``competitors`` (name → function) and judge ``ours`` by ``targets``."""
    both = take_turns(competitors, rounds)
    times = {name: [clock for clock, _ in values] for name, values in both.items()}
    processor = {name: statistics.median(p for _, p in values) for name, values in both.items()}
    seconds = {name: statistics.median(values) for name, values in times.items()}
    if seconds[ours] > BUSY * processor[ours]:
        note = f"{note} The machine was busy: the times are not to be trusted.".strip()
    ratios, verdicts = {}, {}
    for target in targets:
        if target.peer not in times:
            continue
        above, below = (ours, target.peer) if target.kind == "at most" else (target.peer, ours)
        ratio = statistics.median(a / b for a, b in zip(times[above], times[below], strict=True))
        met = ratio <= target.limit if target.kind == "at most" else ratio >= target.limit
        wording = f"{above} takes {target.kind} {target.limit:g} times {below}"
        ratios[target.peer] = ratio
        verdicts[target.peer] = {"target": wording, "ratio": ratio, "met": met}
    return Result(work, ours, seconds, ratios, verdicts, list(missing), note, processor)


def processor():
    """Name of the processor, as the system tells it."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        names = [line.split(":", 1)[1] for line in text.splitlines() if "model name" in line]
        if names:
            return names[0].strip()
    except OSError:  # not Linux
        pass
    if platform.system() == "Darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return platform.processor() or "unknown"


def versions():
    """The processor, and the versions of Python and of the peers that are installed."""
    found = {"processor": processor(), "machine": platform.machine()}
    found["python"] = platform.python_version()
    for distribution in ("numpy", "tensorflow", "keras", "torch", "scikit-learn"):
        try:
            found[distribution] = importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            found[distribution] = "missing"
    return found


def write(name, results):
    """Write ``benchmarks/results/<name>.json`` and return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    content = {"versions": versions(), "results": [asdict(result) for result in results]}
    path.write_text(json.dumps(content, indent=1) + "\n")
    return path


def table(results):
    """The results as a Markdown table."""
    lines = [
        "| work | competitor | median | processor | target | measured | |",
        "|---|---|---|---|---|---|---|",
    ]
    for result in results:
        for name, seconds in result.seconds.items():
            verdict = result.verdicts.get(name)
            judged = ["", "", ""]
            if verdict:
                mark = "met" if verdict["met"] else "**missed**"
                judged = [verdict["target"], f"{verdict['ratio']:.2f}", mark]
            processor = result.processor_seconds.get(name)
            times = f"{_time(seconds)} | {_time(processor) if processor else ''}"
            lines.append(f"| {result.work} | {name} | {times} | {' | '.join(judged)} |")
        for name in result.missing:
            lines.append(f"| {result.work} | {name} | missing | | not installed | | |")
        if result.note:
            lines.append(f"| {result.work} | | | | {result.note} | | |")
    return "\n".join(lines)


def _time(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.2f} ms"
