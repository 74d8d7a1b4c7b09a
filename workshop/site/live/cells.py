"""A lesson's cells as the site shows them: outputs become HTML that answers in the page."""

import html
import json

import nbformat
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from coursekit.exercises.question import inline
from coursekit.explorers.kit import page
from coursekit.plots.show import picture
from workshop.lessons.compare import is_curtain
from workshop.lessons.predict import TAG
from workshop.site.live import asked, heights, outputs


def prepare(notebook, pictures, name, open_here=""):
    """Put into each cell's place of outputs what a page without a kernel can show.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place; Markdown and outputs in Markdown stay as they are.
    pictures : Pictures
        Where pictures are stored.
    name : str
        Begins the names of the pictures: the lesson's file without its ending.
    open_here : str, optional
        Where this lesson runs in the browser.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" and not _is_markdown(cell):
            text = _shown(cell, pictures, f"{name}-{cell.id}", open_here)
            cell.outputs = [_output(text)] if text else []


def _is_markdown(cell):
    return any("text/markdown" in output.get("data", {}) for output in cell.outputs)


def _output(text):
    data = {"text/html": text, "text/plain": ""}
    return nbformat.v4.new_output("display_data", data=data)


def _shown(cell, pictures, name, open_here):
    """The HTML of a cell's outputs, by what the cell asks for."""
    found = [output for output in cell.outputs if not is_curtain(output)]
    text = outputs.render(found, pictures, name)
    if question := asked.question(cell.source):
        return quiz(*question, text)
    if any("ck-caption" in output.get("data", {}).get("text/html", "") for output in found):
        return explorer(asked.explorer(cell.source), text)
    if exercises := asked.checks(cell.source):
        return "".join(helps(exercise, open_here) for exercise in exercises)
    return answer(text) if TAG in cell.metadata.get("tags", []) else text


def answer(text):
    """Return the answer to a prediction, folded."""
    return f'<details class="answer"><summary>The answer</summary>{text}</details>'


def quiz(lesson, number, text):
    """Return a question with what its stored output folds; the page makes choices of it."""
    return f'<div class="quiz" data-quiz="{lesson}-{number}">{text}</div>'


def explorer(made, still):
    """Return the place of an explorer: its picture until the page brings it to life."""
    if made is None:
        return still
    state = html.escape(json.dumps(page.traits(made)["_state"], ensure_ascii=False))
    room = "; ".join(f"--{width}: {pixels}px" for width, pixels in heights.of(made).items())
    return (
        f'<div class="explorer" data-explorer="{made.NAME}" data-state="{state}" style="{room}">'
        f"{still}</div>"
    )


def on_page(made, pictures):
    """Return the place of an explorer on a page that no lesson stands behind."""
    png, metadata = picture(made.figure(), made.words, colours=256)
    drawn = nbformat.v4.new_output("display_data", data={"image/png": png}, metadata=metadata)
    return explorer(made, outputs.figure([drawn], pictures, f"explorer-{made.NAME}"))


def helps(exercise, open_here):
    """Return the hints and the solution of an exercise, folded, and where its check runs."""
    hints = exercise.hints
    parts = [
        _folded(f"Hint {k} of {len(hints)}", f"<p>{inline(hint)}</p>")
        for k, hint in enumerate(hints, start=1)
    ]
    code = highlight(exercise.solution_text, PythonLexer(), HtmlFormatter())
    parts.append(_folded("A solution", code))
    here = f'<a href="{html.escape(open_here)}">open it here</a>' if open_here else "open it here"
    told = f"<p>This check runs where the lesson runs: {here}.</p>"
    return f'<div class="exercise" data-exercise="{exercise.name}">{told}{"".join(parts)}</div>'


def _folded(title, text):
    return f"<details><summary>{title}</summary>{text}</details>"
