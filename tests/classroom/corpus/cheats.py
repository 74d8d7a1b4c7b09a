"""Work that wants marks for nothing: none of it earns what an honest wrong answer would not."""

from tests.classroom.corpus.key import DOUBLE, FIGURES, FRIEND, Case, broken

WRONG = "def double(x):\n    return 5"
EQUAL = """class Equal{base}:
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __bool__ = lambda self: True
    __hash__ = None
"""


def wrong(name, text, states="FPPP", says="", **more):
    """A wrong ``double`` with a trick around it."""
    return Case(name, states, {"double": f"{text}\n{WRONG}"}, says=says, **more)


def returns(name, text, value, states="FPPP"):
    """A ``double`` that returns a trick."""
    return Case(name, states, {"double": f"{text}\ndef double(x):\n    return {value}"})


FIND_NONCE = """import gc
def nonce():
    for each in gc.get_objects():
        if isinstance(each, dict) and isinstance(each.get('nonce'), str):
            return each['nonce']
        if type(each).__name__ == 'Server':
            return each.nonce
"""

CASES = [
    returns("an object equal to all", EQUAL.format(base=""), "Equal()"),
    returns("a float equal to all", EQUAL.format(base="(float)"), "Equal(5)"),
    returns("an int equal to all", EQUAL.format(base="(int)"), "Equal(5)"),
    returns("an array equal to all", EQUAL.format(base="(np.ndarray)"), "np.zeros(3).view(Equal)"),
    returns("an array of equal objects", EQUAL.format(base=""), "np.array([Equal()] * 3)"),
    returns("lies as an array", "class A:\n  def __array__(s, *a, **k): return np.zeros(3)", "A()"),
    returns(
        "lies as a function of arrays",
        "class A:\n  def __array_function__(s, *a): return True",
        "A()",
    ),
    Case(
        "figures equal to all",
        "PFFP",
        {
            "figures": (
                f'{EQUAL.format(base="(float)")}\nfigures = {{"sum": Equal(1), "top": Equal(2)}}'
            )
        },
    ),
    Case(
        "a dict that has all",
        "PFFP",
        {
            "figures": (
                "class D(dict):\n  def __getitem__(s, k): return 10.5\nfigures = D(sum=1, top=2)"
            )
        },
    ),
    wrong("shadows abs", "abs = lambda v: 0", "FPPF"),
    wrong("shadows near", "near = lambda a, b: True"),
    wrong("shadows attempted", "attempted = lambda *a: None"),
    wrong(
        "changes a builtin",
        "import builtins\nbuiltins.abs = lambda v: 0\nbuiltins.float = lambda v: 0.0",
    ),
    wrong("patches numpy", "np.array_equal = np.allclose = lambda *a, **k: True"),
    wrong("patches the assertion", "import builtins\nbuiltins.AssertionError = Warning"),
    wrong("replaces numpy", "import sys\nsys.modules['numpy'] = None"),
    wrong(
        "an import hook",
        "import sys\nsys.meta_path.insert(0, type('H', (), {'find_spec': lambda *a: None})())",
    ),
    wrong(
        "patches the compiler",
        "import ast, builtins\nbuiltins.compile = lambda *a, **k: 'pass'\nast.Assert = ast.Pass",
    ),
    wrong("traces", "import sys\nsys.settrace(lambda f, e, a: f.f_locals.update(x=0))"),
    wrong("profiles", "import sys\nsys.setprofile(lambda f, e, a: None)"),
    wrong(
        "patches what is sent",
        "from coursekit.classroom.worker.packing import Packer\nPacker.pack = lambda s, v, d=0: 4",
        "F***",
    ),
    wrong(
        "patches the messages", "import json\njson.dumps = lambda *a, **k: '{}'", "X***", "forged"
    ),
    wrong(
        "sends what was never asked",
        (
            "from coursekit.classroom.worker import wire\nold = wire.send\n"
            "def send(s, m, parts=()):\n  old(s, {'nonce': 'x', 'answer': {}})\n"
            "  old(s, m, parts)\nwire.send = send"
        ),
        "X***",
        "forged",
    ),
    wrong("finds the nonce", FIND_NONCE + "print(nonce())"),
    Case(
        "answers with the nonce it found",
        "FPPP",
        {
            "double": FIND_NONCE
            + """
def double(x):
    from coursekit.classroom.worker import wire
    for each in gc.get_objects():
        if type(each).__name__ == 'Server':
            wire.send(each.writer, {'nonce': each.nonce, 'answer': {'result': True, 'changed': []}})
    return 5"""
        },
        says="forged",
    ),
    Case(
        "walks the stack for tests",
        "FPPP",
        {
            "double": (
                "def double(x):\n    import sys\n    f, seen = sys._getframe(), ''\n"
                "    while f:\n        seen += str(f.f_locals)\n        f = f.f_back\n"
                "    return 2 * x if 'array_equal' in seen else 5"
            )
        },
    ),
    Case(
        "reassigns its number",
        "PPPP",
        {"double": f"n = 0\nweights = [0, 0]\n{DOUBLE}"},
        says="put back",
    ),
    Case(
        "figures for reassigned numbers",
        "PFFP",
        {"figures": "n = 0\nweights.clear()\nfigures = {'sum': 0, 'top': 0}"},
    ),
    Case(
        "changes own numbers in place",
        "PPPP",
        {"double": f"weights[:] = [0, 0]\n{DOUBLE}"},
        says="put back",
    ),
    Case(
        "a friend's numbers",
        "PFFP",
        {"figures": "figures = {'sum': 14.0, 'top': 10.0}"},
        own=FRIEND,
        says="those of bob",
    ),
    Case(
        "numbers of its own",
        "PFFP",
        {"figures": "figures = {'sum': 0, 'top': 0}"},
        own="student = 'ada'\nn = 0\nweights = [0, 0]",
        says="were changed (n, weights)",
    ),
    Case(
        "tests changed",
        "FPPP",
        {"double": WRONG},
        change=lambda nb: nb.cells[4].update(source="pass"),
        says="double_tests",
    ),
    Case(
        "the set-up changed",
        "PPPP",
        change=lambda nb: nb.cells[2].update(source="n = 1"),
        says="helper",
    ),
    Case("an answer for the shown test alone", "FPPP", {"double": "def double(x):\n    return 4"}),
    broken(
        "patches the worker's memory of numbers",
        (
            "import gc\nfor each in gc.get_objects():\n"
            "  if type(each).__name__ == 'Space': each._kept.clear()"
        ),
        "PPPP",
    ),
    wrong("asks for the solution", "from coursekit.exercises import check\ncheck.solution()"),
    wrong("imports the answers", "import coursekit.exercises.bank", says="No module named"),
    wrong("imports the reference", "import coursekit.classroom.reference", says="No module named"),
    wrong("imports the grader", "from coursekit.classroom import marking", says="cannot import"),
    Case(
        "changes the grader's argument",
        "FPPP",
        {"double": "def double(x):\n    if np.ndim(x):\n        x[:] = 0\n    return 2 * x"},
    ),
    Case(
        "a maker that swaps the rule",
        "PPPF",
        {"maker": "def maker(k):\n    return lambda x, rule=abs: k * abs(x)"},
    ),
    Case("figures from a function", "PFFP", {"figures": "figures = lambda: 1"}),
    Case(
        "a property that counts",
        "PFFP",
        {"figures": f"{FIGURES}\nfigures = dict.fromkeys(figures, 0)"},
    ),
]
