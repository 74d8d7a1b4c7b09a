"""Writing a hand computation: every line of one training step, with all its numbers."""

import statistics

from benchmarks.common import Result, take_turns
from coursekit import nn
from coursekit.handcalc import derive, variant

ALLOWED_MS = {"2-2-2": 5, "3-3-3-3": 15}
LOSSES = {
    "2-2-2": nn.losses.SquaredError("half"),
    "3-3-3-3": nn.losses.CategoricalCrossentropy(),
}


def run(rounds=101):
    """One result for each network: median seconds to derive all values, and to write the LaTeX."""
    return [measured(name, limit, rounds) for name, limit in ALLOWED_MS.items()]


def measured(name, limit, rounds):
    """Time one network; the limit is for the derivation, the page is for information."""
    derivation = derived(name)
    work = {"derive": lambda: derived(name), "write as LaTeX": derivation._repr_markdown_}
    times = take_turns(work, rounds, warmups=3)
    seconds = {key: statistics.median(clock for clock, _ in both) for key, both in times.items()}
    milliseconds = 1e3 * seconds["derive"]
    target = f"less than {limit} ms"
    verdict = {"target": target, "ratio": milliseconds, "met": milliseconds < limit}
    title = f"hand computation of {name}, {len(derivation)} lines"
    ratios = {"derive, ms": milliseconds}
    return Result(title, "derive", seconds, ratios, {"derive": verdict})


def derived(name):
    """The network of a fixed student, derived anew with all its values."""
    case = CASES[name]
    derivation = derive(case.model, case.x, case.y, LOSSES[name], nn.optimizers.SGD(0.1))
    derivation.values  # noqa: B018 (computed when asked for)
    return derivation


CASES = {name: variant("benchmark", name) for name in ALLOWED_MS}
