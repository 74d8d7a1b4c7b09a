"""Finds what a reader misses in a lesson's core who skips its deeper sections, as told."""

import ast
import dis
from types import CodeType

from workshop.book import effort


def problems(notebook, name):
    """One sentence for each core cell that needs a name as a deeper section leaves it."""
    for cell, names in missed(notebook.cells):
        yield (
            f"{name}, cell {cell.id} stands in the core and needs {', '.join(names)} from a deeper "
            "section, which its reader may skip: define it in the core, or use another name there."
        )


def missed(cells):
    """The core's code cells with the names they take from a deeper section, in order."""
    from_deeper = {}
    for cell, _, _, is_deeper in effort.pieces(cells):
        if cell.cell_type != "code":
            continue
        takes, leaves = names_in(cell.source)
        names = sorted(name for name in takes if from_deeper.get(name))
        if names and not is_deeper:
            yield cell, names
        from_deeper |= dict.fromkeys(leaves, is_deeper)


def names_in(source):
    """The names that a cell takes from the cells before it, and those that it leaves behind."""
    try:
        code = compile(source, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:  # a magic of IPython
        return set(), set()
    takes, leaves = _loaded_and_stored(code)
    return takes | (_inside(code) - leaves), leaves


def _loaded_and_stored(code):
    """The names that a block reads before it has stored them, and all that it stores."""
    loaded, stored = set(), set()
    for step in dis.get_instructions(code):
        if step.opname == "LOAD_NAME" and step.argval not in stored:
            loaded.add(step.argval)
        elif step.opname == "STORE_NAME":
            stored.add(step.argval)
    return loaded, stored


def _inside(code):
    """The names that functions and classes within a block look for in the notebook."""
    found = set()
    for child in code.co_consts:
        if isinstance(child, CodeType):
            steps = dis.get_instructions(child)
            found |= {step.argval for step in steps if step.opname == "LOAD_GLOBAL"}
            found |= _loaded_and_stored(child)[0] | _inside(child)
    return found
