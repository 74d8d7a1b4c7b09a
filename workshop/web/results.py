"""What a run in Pyodide gave, against what the lesson stores."""

import re
import tomllib
from dataclasses import dataclass, field

import nbformat

from coursekit.notebooks.noise import without_noise
from coursekit.web.as_keras import NOTICE
from workshop.lessons.compare import joined, output_differences, rules_of
from workshop.web import lessons

ENVIRON = {"COURSEKIT_PROGRESS": "off", "TQDM_DISABLE": "1"}
# WebAssembly rounds the last bits of a float32 another way.
LAST_BITS = {"picture": 1e-5}
# Where coursekit.nn stands for Keras, a training draws other numbers; the words stay.
OTHER_NUMBERS = [{"after": "", "band": [None, None]}, {"picture": 1}]
HEAD = (
    "lesson                             cells  exceptions  others  new numbers   in Node  at home"
)
_IMPORTS_KERAS = re.compile(r"^\s*(import|from) keras\b", re.MULTILINE)


@dataclass
class Result:
    """One notebook: exceptions, other outputs, and the seconds in all, by the ids of the cells."""

    name: str
    seconds: float = 0.0  # of the processor
    clock: float = 0.0
    cells: int = 0
    exceptions: list = field(default_factory=list)
    differences: list = field(default_factory=list)
    other_numbers: list = field(default_factory=list)

    def row(self, at_home):
        """Return one line of the table under `HEAD`."""
        seconds = f"{self.seconds:7.1f} s" + (f"{at_home:7.0f} s" if at_home else "        –")
        counts = f"{self.cells:5}{len(self.exceptions):12}{len(self.differences):8}"
        return f"{self.name:34s} {counts}{len(self.other_numbers):13} {seconds}"


def run(node, project, path):
    """Run the page's copy of a notebook from top to bottom; return its `Result`."""
    cells = [cell for cell in lessons.page_copy(project, path).cells if cell.cell_type == "code"]
    answers = node.run([cell.source for cell in cells], ENVIRON)
    clean = cleaner(project.root / "tests" / "workshop" / "sanitize.cfg")
    return judge(path.stem, cells, answers, clean)


def seconds_at_home(project, path):
    """Return the published seconds of a lesson on a small server; None for a sheet."""
    times = tomllib.loads((project.root / "notebooks" / "run_times.toml").read_text("utf-8"))
    return times.get(path.stem) if path.parent.name == "notebooks" else None


def judge(name, cells, answers, clean=str):
    """Compare the answers of a run with the outputs that code cells store.

    Parameters
    ----------
    name : str
    cells : list of cells
        The code cells of the page's copy, in their order.
    answers : list of dict
        What `Node.run` returned for them.
    clean : callable
        Takes from a text what may differ freely.
    """
    result, stands_in = Result(name), False
    for cell, answer in zip(cells, answers, strict=True):
        outputs = list(map(nbformat.from_dict, joined(answer["outputs"])))
        result.seconds += answer["seconds"]
        result.clock += answer["clock"]
        result.cells += 1
        stands_in |= bool(_IMPORTS_KERAS.search(cell.source))
        errors = [o for o in outputs if o.output_type == "error"]
        result.exceptions += [f"{cell.id}: {e.ename}: {e.evalue}" for e in errors]
        if not errors:
            _compare(result, cell, outputs, clean, stands_in)
    return result


def _compare(result, cell, outputs, clean, stands_in):
    """Note how the outputs of one cell differ from those that it stores."""
    if any(rule.get("words") == "free" for rule in rules_in_a_page(cell)):
        return  # rounding changes a verdict here, and with it a word
    seen = without_noise(_without_notice(outputs))
    found = output_differences(cell.outputs, seen, rules_in_a_page(cell), clean)
    if found and stands_in:
        stored, seen = _without_tables(cell.outputs), _without_tables(seen)
        words = output_differences(stored, seen, OTHER_NUMBERS, clean)
        result.other_numbers += [] if words else [cell.id]
        found = words
    result.differences += [f"{cell.id}: {sentence}" for sentence in found]


def rules_in_a_page(cell):
    """Return the tolerances of a cell in a page, those for pages alone (``in-a-page``) first."""
    own = cell.metadata.get("coursekit", {}).get("in-a-page", [])
    return [*own, *map(_with_last_bits, rules_of(cell)), LAST_BITS]


def _with_last_bits(rule):
    """Widen a rule for a picture that was measured on other processors alone."""
    if "picture" not in rule:
        return rule
    return rule | {"picture": max(rule["picture"], LAST_BITS["picture"])}


def _without_tables(outputs):
    """Leave out tables: other numbers put other rows on top."""
    return [output for output in outputs if "text/html" not in output.get("data", {})]


def _without_notice(outputs):
    """Drop the line that says that coursekit.nn stands for Keras."""
    for output in outputs:
        if output.output_type == "stream":
            output.text = output.text.replace(f"{NOTICE}\n", "")
    return [output for output in outputs if output.get("text") != ""]


def cleaner(config):
    """Return a function that takes from a text what `sanitize.cfg` lets differ."""
    text = config.read_text("utf-8")
    pairs = re.findall(r"^regex: (.*)\n^replace: (.*)$", text, re.MULTILINE)

    def clean(text):
        for regex, replacement in pairs:
            text = re.sub(regex, replacement, text)
        return text

    return clean
