"""The small parts of marking: names, lines for Jupyter, own numbers, changed arguments, time."""

import contextlib
import re

import numpy as np
import pandas as pd
import pytest
from nbformat import v4

from coursekit.classroom import names, own
from coursekit.classroom.proxies import write_back
from coursekit.classroom.watch import Stalled, Timekeeper
from coursekit.classroom.worker.jupyter import plain_python

CELL = """import os.path as p, sys
from a import b as c
x, (y, *z) = 1, (2, 3)
for k in range(3):
    w: int = k
with open(f) as g:
    pass
def h(inner):
    local = outer
[m for m in x]
if (n := 3): o = n
d["key"] = e
"""


def test_names_that_a_cell_sets_and_reads():
    assert names.bound(CELL) == tuple(
        ["p", "sys", "c", "x", "y", "z", "k", "w", "g", "h", "n", "o"]
    )
    assert {"outer", "f", "e", "d", "range"} <= names.used(CELL)
    assert not {"inner", "local", "g"} & names.used(CELL)


def test_only_what_sets_a_name_is_kept():
    assert names.only_binding("import a\nplot(3)\nb = a.c\nfor k in b:\n    print(k)") == (
        "import a\nb = a.c"
    )


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("x = 1", "x = 1"),
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if x:\n    !ls\ny = 2", "if x:\n    pass\ny = 2"),
        ("a, b = !ls", "a, b = None"),
        ("np.sum?\nx = 1", "pass\nx = 1"),
        ("%%time\nx = 1", "\nx = 1"),
        ("%%bash\nls", ""),
        ("x = (9\n% 4)", "x = (9\n% 4)"),
        ("text = '''\n%hash\n'''", "text = '''\n%hash\n'''"),
    ],
)
def test_lines_for_jupyter_are_taken_out(source, plain):
    assert plain_python(source) == (plain, source != plain)


KEY = v4.new_notebook(cells=[v4.new_code_cell("student = 'ada'\nx = [1, 2]\neta = 0.5")])
KEY.cells[0].metadata["coursekit"] = {"own": "hand-computation"}
MINE = KEY.cells[0].source
CLASS = {"ada": MINE, "bob": "student = 'bob'\nx = [7, 2]\neta = 0.5"}


@pytest.mark.parametrize(
    ("submitted", "says"),
    [
        (MINE, ""),
        (MINE + "  # mine\n", ""),
        (None, "is missing"),
        (CLASS["bob"], "are those of bob"),
        (MINE.replace("1, 2", "7, 2"), "are those of bob"),
        (MINE.replace("0.5", "0.25"), r"were changed \(eta\)"),
        (MINE + "\nmore = 1", "more was added"),
        ("def (", r"were changed \(student, x, eta\)"),
        ("(" * 10_000, "were changed"),
        (MINE.replace("[1, 2]", "open('key')"), r"were changed \(x\)"),
    ],
    ids=range(10),
)
def test_own_numbers_are_compared(submitted, says):
    found = own.notes(submitted, KEY, CLASS)
    assert len(found) == bool(says)
    if says:
        assert re.search(says, found[0])


def test_what_a_student_changed_is_changed_here():
    array, view = np.zeros(4), np.arange(4.0)
    inner = [array, [1, 2], {"k": view}]
    write_back(inner, [np.ones(4), [1, 2, 3], {"k": np.zeros(4)}])
    np.testing.assert_array_equal(array, 1)
    assert inner[1] == [1, 2, 3] and inner[0] is array
    table = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    write_back(table, pd.DataFrame({"a": [5, 6], "c": [7, 8]}))
    assert table.to_dict("list") == {"a": [5, 6], "c": [7, 8]}


def test_the_grader_is_stopped_when_it_stalls():
    with pytest.raises(Stalled), Timekeeper(0.05):
        while True:
            pass


def test_a_bell_that_rings_late_disturbs_nobody():
    for _ in range(200):
        with contextlib.suppress(Stalled), Timekeeper(0.001):
            sum(range(20_000))
    sum(range(1_000_000))
