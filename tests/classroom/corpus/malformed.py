"""Files that are hardly notebooks: they cost what cannot be read, and never stop a class."""

from tests.classroom.corpus.key import DOUBLE, Case


def on_double(**changes):
    """Change the cell of the answer ``double``."""

    def change(notebook):
        cell = next(c for c in notebook.cells if c.source == DOUBLE)
        for name, value in changes.items():
            cell[name] = value

    return change


def instead(value):
    """Hand in something else."""
    return lambda notebook: value


CASES = [
    Case("a list", "UUUU", change=instead([1]), says="no notebook"),
    Case("an empty object", "UUUU", change=instead({}), says="no notebook"),
    Case("cells that are none", "UUUU", change=instead({"cells": {"a": 1}}), says="no notebook"),
    Case("no cells", "NNNN", change=instead({"cells": []})),
    Case(
        "cells of all kinds",
        "NNNN",
        change=instead({"cells": [None, 1, "x", [], {}, {"cell_type": []}]}),
    ),
    Case("a cell without a text", "NPPP", change=on_double(source=None)),
    Case("a number for a text", "NPPP", change=on_double(source=7)),
    Case(
        "lines for a text",
        "PPPP",
        change=on_double(source=["def double(x):\n", "    return 2 * x"]),
    ),
    Case("lines of all kinds", "NPPP", change=on_double(source=[None, 3])),
    Case("metadata that is none", "PPPP", change=on_double(metadata=None)),
    Case("metadata that is a list", "PPPP", change=on_double(metadata=[1])),
    Case("nbgrader is null", "PPPP", change=on_double(metadata={"nbgrader": None})),
    Case(
        "a list for a name",
        "PPPP",
        change=on_double(metadata={"nbgrader": {"grade_id": ["double"]}}),
    ),
    Case("tags that are none", "PPPP", change=on_double(metadata={"tags": 3})),
    Case("a null character", "FPPP", {"double": f"{DOUBLE}\n\0"}),
    Case("half a letter", "FPPP", {"double": f"{DOUBLE}\nx = '\ud800'\nx.encode()"}),
    Case("a thousand brackets", "FPPP", {"double": f"{DOUBLE}\nx = " + "(" * 5000}),
    Case("a long chain", "PPPP|FPPP|CPPP", {"double": f"{DOUBLE}\nx = " + "+".join("1" * 50_000)}),
    Case("a text of a megabyte", "PPPP", {"double": f"{DOUBLE}\n" + "# x\n" * 250_000}),
]
