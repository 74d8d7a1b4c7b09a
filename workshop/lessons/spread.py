"""How far a lesson's numbers move from run to run, and the tolerances that follow.

A lesson is run again with two threads, with other instructions of the processor, and with other
seeds in the cells that have the tag ``trained``. What moves gets a tolerance of twice the measured
spread in its cell's metadata; a range in prose becomes the least and greatest that were measured.
"""

import ast
import math
import platform
from copy import deepcopy

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from coursekit.notebooks.noise import without_noise
from workshop import kernels
from workshop.lessons import bind, execute
from workshop.lessons.compare import (
    PICTURE,
    data_of,
    distance,
    joined,
    numbers_in,
    shown_unit,
    skeleton,
    unpack,
)
from workshop.lessons.values import range_text

TRAINED = "trained"  # the tag of a cell whose seeds may change
SKIPPING = {"nbval-skip", "nbval-ignore-output"}  # cells whose outputs no test compares
WIDER = 2  # a tolerance is so many times the measured spread


def machines():
    """Return the variants that stand for other machines, each as changes of the environment."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS")
    return {"two threads": dict.fromkeys(threads, "2"), "other instructions": older_processor()}


def older_processor():
    """Return the settings under which NumPy and OpenBLAS leave out the newer instructions."""
    fast = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]
    settings = {"NPY_DISABLE_CPU_FEATURES": " ".join(fast)} if fast else {}
    if fast and platform.machine() in ("x86_64", "AMD64"):
        settings["OPENBLAS_CORETYPE"] = "Nehalem"
    return settings


def measure(notebook, folder, timeout, seeds=0, tell=print):
    """Run a stored lesson in every variant and write what was measured into its metadata.

    Returns the problems, one sentence each; a variant that cannot run is one of them.
    """
    runs, problems = [_Run(notebook, folder, timeout, {})], []
    variants = [(name, changes, 0) for name, changes in machines().items()]
    variants += [(f"seeds + {shift}", {}, shift) for shift in range(1, seeds + 1)]
    for name, changes, shift in variants:
        tell(f"  {name} …", flush=True)
        try:
            runs.append(_Run(_reseeded(notebook, shift), folder, timeout, changes))
        except execute.LessonError as error:
            problems.append(f"{name}: {error}")
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and not SKIPPING & set(cell.metadata.get("tags", ())):
            problems += _tolerate(cell, [run.notebook.cells[place] for run in runs])
    _spread_prose(notebook, [run.answers for run in runs])
    return problems


class _Run:
    """One run of a lesson: its outputs, and its answers to the records of its numbers."""

    def __init__(self, notebook, folder, timeout, changes):
        self.notebook = deepcopy(notebook)
        records = [place.record for place in _bound(notebook)]
        with kernels.client(self.notebook, folder, timeout, **changes) as client:
            execute.run_cells(client)
            self.answers = execute.evaluate(client.kc, records)


def _bound(notebook):
    """The numbers in prose that are computed, in order."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    return [place for cell in cells for place in bind.places_in(cell)[0] if place.is_bound]


class _Shift(ast.NodeTransformer):
    """Adds a number to every seed that is written as a number."""

    def __init__(self, by):
        self.by = by

    def _moved(self, node):
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return ast.copy_location(ast.Constant(node.value + self.by), node)
        return node

    def visit_keyword(self, node):
        self.generic_visit(node)
        if node.arg in ("seed", "random_state"):
            node.value = self._moved(node.value)
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ("set_random_seed", "default_rng", "RandomState") and node.args:
            node.args[0] = self._moved(node.args[0])
        return node

    def visit_Assign(self, node):
        self.generic_visit(node)
        if all("seed" in getattr(target, "id", "").lower() for target in node.targets):
            node.value = self._moved(node.value)
        return node


def _reseeded(notebook, shift):
    """Return a copy whose ``trained`` cells have other seeds."""
    notebook = deepcopy(notebook)
    for cell in notebook.cells if shift else ():
        if TRAINED in cell.metadata.get("tags", ()):
            cell.source = ast.unparse(_Shift(shift).visit(ast.parse(cell.source)))
    return notebook


def _tolerate(cell, runs):
    """Write the tolerances of a cell from its outputs in all runs; an author's own rules stay."""
    own = dict(cell.metadata.get("coursekit", {}))
    named = [dict(rule) for rule in own.get("tolerance", []) if "after" in rule]
    outputs = [joined(without_noise(run.outputs)) for run in runs]
    try:
        moved, whole = _text_spread(outputs, named)
    except ValueError as error:
        return [f"cell {cell.id}: {error}"]
    rules = named
    if moved:
        rules = [*rules, {"absolute": _rounded(WIDER * moved), "spread": _rounded(moved)}]
    if (drawn := _picture_spread(outputs)) > PICTURE:
        rules = [*rules, {"picture": _rounded(WIDER * drawn), "spread": _rounded(drawn)}]
    own.pop("tolerance", None)
    if rules:
        own["tolerance"] = rules
    cell.metadata.pop("coursekit", None)
    if own:
        cell.metadata["coursekit"] = own
    return [
        f"cell {cell.id}: a whole number moves from {low:g} to {high:g} behind {words!r}; give it "
        'a tolerance with "after" in the metadata, or do not print it.'
        for words, low, high in whole
    ]


def _text_spread(runs, named):
    """Return how far decimals move beyond their last digit, and the whole numbers that move.

    The spread of a rule that names its numbers is written into the rule.
    """
    moved, whole = 0.0, []
    for versions in zip(*(_texts(outputs) for outputs in runs), strict=True):
        found = [numbers_in(text) for text in versions]
        frames = {skeleton(t, n).replace(" ", "") for t, n in zip(versions, found)}
        if len(frames) > 1:
            raise ValueError("the words that it prints change from run to run")
        for numbers in zip(*found, strict=True):
            values = [number.value for number in numbers]
            apart = max(values) - min(values)
            line = versions[0][: numbers[0].start].rpartition("\n")[2]
            rule = next((rule for rule in named if rule["after"] in line), None)
            if rule is not None:
                rule["spread"] = _rounded(max(apart, rule.get("spread", 0)))
            elif apart and not (unit := shown_unit(numbers)):
                whole.append((line[-30:], min(values), max(values)))
            elif apart and apart > 1.01 * unit:
                moved = max(moved, apart)
    return moved, whole


def _texts(outputs):
    """All that a cell prints, a text an output."""
    texts = []
    for output in outputs:
        texts.append(output.get("text", ""))
        data = output.get("data", {})
        texts += [
            data[kind]
            for kind in sorted(data)
            if isinstance(data[kind], str) and not kind.startswith("image/")
        ]
    return texts


def _picture_spread(runs):
    """Return how far drawn data move, as a share of their size.

    Arrays of other sizes, or more or fewer of them, count as all.
    """
    most = 0.0
    for pictures in zip(*([data_of(output) or [] for output in run] for run in runs), strict=True):
        first, *others = [[unpack(array) for array in picture] for picture in pictures]
        for other in others:
            apart = [min(1.0, distance(a, b)) for a, b in zip(first, other)]
            most = max([most, float(len(first) != len(other)), *apart])
    return most


def _rounded(number):
    """Return a number rounded up to two digits: a tolerance is no measurement of its own."""
    if not number:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(number)) - 1)
    return float(f"{math.ceil(number / unit - 1e-9) * unit:.2g}")


def _spread_prose(notebook, runs):
    """Widen the ranges of the prose to what was measured, and give moving numbers an allowance."""
    position = 0
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        places, _ = bind.places_in(cell)
        for place in places:
            if place.is_bound:
                answers = [answers[position][0] for answers in runs]
                position += 1
                _spread_record(place.record, [answer for answer in answers if answer is not None])
        bind.store_places(cell, places)


def _spread_record(record, answers):
    """Let one record tell what all runs gave."""
    if record["format"] == "claim":
        return
    if record["format"].startswith("range:"):
        edges = [float(edge) for answer in answers for edge in answer]
        record["text"] = range_text(min(edges), max(edges), record["format"][6:])
        record["spread"] = _rounded(max(edges) - min(edges))
        return
    found = [numbers_in(answer) for answer in answers]
    if len(found[0]) != 1 or any(len(numbers) != 1 for numbers in found):
        return
    values = [numbers[0].value for numbers in found]
    apart = max(values) - min(values)
    record.pop("spread", None)
    if apart > 1.01 * shown_unit([numbers[0] for numbers in found]):
        record["spread"] = _rounded(apart)
        record["allow"] = max(record.get("allow", 0), _rounded(WIDER * apart))
    elif "allow" in record:
        record.pop("allow")
