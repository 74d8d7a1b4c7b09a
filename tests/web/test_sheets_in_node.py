"""Every sheet runs in Pyodide: solutions pass all tests, and an empty answer is told as such."""

import pytest

from coursekit.classroom import cells
from coursekit.exercises.verdict import NOT_ATTEMPTED
from tests.support import ROOT
from workshop.web import lessons, results

SOURCES = sorted((ROOT / "exercises" / "source").glob("*.ipynb"))


def errors(node, project, path):
    """Run the page's copy of a sheet; return what each of its code cells raised, by its id."""
    code = [cell for cell in lessons.page_copy(project, path).cells if cell.cell_type == "code"]
    answers = node.run([cell.source for cell in code], results.ENVIRON)
    raised = {}
    for cell, answer in zip(code, answers, strict=True):
        ended = [o["evalue"] for o in answer["outputs"] if o["output_type"] == "error"]
        raised[cell.id] = ended[0] if ended else ""
    return raised, {cell.id for cell in code if cells.is_graded(cell)}


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_solutions_raise_nothing_and_empty_answers_are_told(node, project, path):
    raised, graded = errors(node, project, path)
    assert graded and not any(raised.values()), raised
    raised, graded = errors(node, project, ROOT / "exercises" / "release" / path.name)
    # An answer that is one value raises it too, before its tests do.
    told = {name for name, said in raised.items() if said.startswith(NOT_ATTEMPTED)}
    assert graded <= told and not any(raised[name] for name in set(raised) - told), raised
