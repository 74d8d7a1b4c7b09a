"""Looks a stored lesson over without running it: form, head, pictures, outputs, numbers."""

import re
from copy import deepcopy

from coursekit.notebooks import store
from coursekit.notebooks.normalise import WIDGET, is_settled, normalise
from coursekit.plots import words
from workshop.book import effort
from workshop.lessons import alts, bind, limits, predict, setup_cell, titles
from workshop.lessons.lint import answered_in, crowded_in, formless_in, loose_in, unbound_in

MAX_BYTES = 2_000_000
SKIPPING = {"nbval-skip", "nbval-ignore-output", "skip-execution"}

_NO_ALT = re.compile(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")[^>]*>")
_SKIP_COMMENT = re.compile(r"^\s*#\s*(NBVAL_SKIP|NBVAL_IGNORE_OUTPUT)\b", re.MULTILINE)
_WIDGET_TEXT = re.compile(
    r"(\w*Box|Tab|Accordion|Stack|\w+Layout|Output|interactive|\w*Slider|\w*Buttons?|Dropdown|Play"
    r"|Checkbox|Select\w*|\w*Text|Label|HTML|Image|\w*Progress)\((\w+=|\))"
)


def problems_of(project, path):
    """All mistakes of a stored lesson, one sentence each."""
    notebook = store.read(path)
    name = path.name
    if path.stat().st_size > MAX_BYTES:
        size = path.stat().st_size / 1e6
        return [f"{name} has {size:.1f} MB, more than 2 MB: make its pictures fewer or smaller."]
    problems = _head(notebook, project, path)
    problems += _form(notebook, name)
    for cell in notebook.cells:
        found = _code(cell) if cell.cell_type == "code" else _prose(cell)
        problems += [f"{name}, cell {cell.id}: {problem}" for problem in found]
        if cell.cell_type == "markdown":
            lost = bind.places_in(cell)[1]
            problems += [bind.lost_sentence(record, name, cell) for record in lost]
    lints = [formless_in, crowded_in, unbound_in, answered_in, loose_in]
    lints += [effort.problems, predict.problems, alts.problems, titles.problems]
    lints += [limits.problems_in] if project.strict else []
    lints += [alts.unused] if words.FOLDER.is_relative_to(project.root) else []
    for lint in lints:
        problems += lint(notebook, name)
    return problems


def _head(notebook, project, path):
    """The set-up cell and the badges are those of the project's one address."""
    problems = []
    setups = [cell for cell in notebook.cells if setup_cell.is_setup(cell)]
    first = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    if len(setups) != 1 or setups[0] is not first:
        problems.append(
            f"{path.name}: the first code cell must be the one set-up cell (tag {setup_cell.TAG}); "
            "run `python -m workshop tidy`, which puts it in."
        )
    elif first.source != setup_cell.source(project):
        problems.append(
            f"{path.name}, cell {first.id}: the set-up cell was changed, or the address in "
            "pyproject.toml was; run `python -m workshop tidy`."
        )
    title = notebook.cells[0] if notebook.cells else {"cell_type": None, "source": ""}
    if title["cell_type"] != "markdown" or setup_cell.badges(project, path) not in title["source"]:
        problems.append(
            f"{path.name}: the title cell must hold the badges that open this very file; "
            "run `python -m workshop tidy`."
        )
    return problems


def _form(notebook, name):
    """Ids, metadata and order are what a run would store."""
    problems = []
    ids = [cell.get("id", "") for cell in notebook.cells]
    if len(set(ids)) != len(ids) or not all(map(is_settled, ids)):
        problems.append(f"{name}: a cell has no lasting id; run `python -m workshop tidy`.")
    elif store.text_of(normalise(deepcopy(notebook))) != store.text_of(notebook):
        problems.append(f"{name} is not in its tidy form; run `python -m workshop tidy`.")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    counts = [cell.execution_count for cell in code]
    if counts != list(range(1, len(code) + 1)):
        problems.append(
            f"{name} was not run from top to bottom (the counts are "
            f"{counts[:8]}{' …' if len(counts) > 8 else ''}); run `python -m workshop run`."
        )
    return problems


def _prose(cell):
    if _NO_ALT.search(cell.source):
        yield "a picture has no alternative text; say in words what it shows."


def _code(cell):
    tags = set(cell.metadata.get("tags", []))
    why = cell.metadata.get("coursekit", {}).get("why")
    if (tags & SKIPPING or _SKIP_COMMENT.search(cell.source)) and not why:
        yield 'its outputs are not compared; say why in the metadata: "coursekit": {"why": "…"}.'
    for output in cell.outputs:
        if output.output_type == "error" and "raises-exception" not in tags:
            yield f"it ended with {output.ename}: {output.evalue}"
        if output.get("name") == "stderr" and "keep-stderr" not in tags:
            yield f"it wrote to stderr: {output.text.strip()[:80]!r}; mend the cause or silence it."
        if "data" in output:
            yield from _picture(output)


def _picture(output):
    """A picture or widget needs words beside it for those who cannot see it."""
    text = output.data.get("text/plain", "").strip()
    pictured = [key for key in output.data if key.startswith("image/")]
    if WIDGET in output.data or (_WIDGET_TEXT.match(text) and not pictured):
        yield "a widget is stored without a picture or text that stands for it."
    elif pictured:
        alt = any(output.metadata.get(key, {}).get("alt", "").strip() for key in pictured)
        if not alt or not text or text.startswith("<") or _WIDGET_TEXT.match(text):
            yield 'a picture has no alternative text; show it with plots.show(fig, "key").'
