"""Work in good faith: right, half done, or with a slip; it costs what it should and no more."""

from tests.classroom.corpus.key import DOUBLE, FIGURES, MAKER, Case, broken


def double(body):
    """A function ``double`` with this body."""
    return {"double": "def double(x):\n    " + body.replace("\n", "\n    ")}


RIGHT = [
    Case("as in the key", "PPPP"),
    Case("adds", "PPPP", double("return x + x")),
    Case("numpy numbers", "PPPP", double("return np.float64(2) * x")),
    Case(
        "returns a list for an array", "PPPP", double("return list(2 * x) if np.ndim(x) else 2 * x")
    ),
    Case("a lambda", "PPPP", {"double": "double = lambda x: 2 * x"}),
    Case(
        "a partial",
        "PPPP",
        {"double": "import functools\ndouble = functools.partial(np.multiply, 2)"},
    ),
    Case(
        "an object that can be called",
        "PPPP",
        {
            "double": (
                "class Twice:\n    def __call__(self, x):\n        return 2 * x\ndouble = Twice()"
            )
        },
    ),
    Case(
        "figures of numpy", "PPPP", {"figures": FIGURES.replace("sum(weights)", "np.sum(weights)")}
    ),
    Case("an ordered dict", "PPPP", {"figures": FIGURES.replace("{", "dict(**{") + ")"}),
    Case("figures as arrays of one", "PPPP", {"figures": FIGURES.replace("n *", "np.array(n) *")}),
    Case(
        "a maker with a def",
        "PPPP",
        {"maker": "def maker(k):\n def f(x, rule=abs):\n  return k * rule(x)\n return f"},
    ),
    Case("prints", "PPPP", double("print('x' * 1000)\nreturn 2 * x")),
    Case("warns", "PPPP", double("import warnings\nwarnings.warn('w')\nreturn 2 * x")),
    Case(
        "letters of all kinds",
        "PPPP",
        double("zweifaches_π = 2 * x  # ✓ é 数\nreturn zweifaches_π"),
    ),
    Case(
        "a fraction",
        "PPPP",
        double("from fractions import Fraction as F\nreturn 2 * x if np.ndim(x) else F(2 * x)"),
    ),
    Case(
        "a decimal number",
        "PPPP",
        double("from decimal import Decimal as D\nreturn 2 * x if np.ndim(x) else D(2 * x)"),
    ),
    Case(
        "a deque for an array",
        "PPPP",
        double("from collections import deque\nreturn deque(2 * x) if np.ndim(x) else 2 * x"),
    ),
    Case(
        "Python's own array",
        "PPPP",
        double("import array\nreturn array.array('d', 2 * x) if np.ndim(x) else 2 * x"),
    ),
    Case("two answers' names in one cell", "PPPP", {"double": f"{DOUBLE}\nspare = 1"}),
    Case(
        "a counter of its own",
        "PPPP",
        {
            "double": f"calls = 0\n{DOUBLE}".replace(
                "    return", "    global calls\n    calls += 1\n    return"
            )
        },
    ),
]
NOTEBOOKS = [
    Case(
        "imports in a cell of its own",
        "PPPP",
        double("return math.fabs(2) * x"),
        {"double": ["import math"]},
    ),
    Case(
        "a helper before the tests",
        "PPPP",
        double("return twice(x)"),
        {"double_tests": ["def twice(v):\n    return v + v"]},
    ),
    Case("a helper cell that fails", "PPPP", before={"double": ["1 / 0"]}, says="own first error"),
    broken("a line magic", "%matplotlib inline", "PPPP", "Lines for Jupyter"),
    broken("a shell line", "!pip install numpy", "PPPP", "Lines for Jupyter"),
    broken("a shell line into a name", "files = !ls", "PPPP", "Lines for Jupyter"),
    broken("a question mark", "np.sum?", "PPPP", "Lines for Jupyter"),
    broken("a cell magic that times", "%%time", "PPPP", "Lines for Jupyter"),
    Case(
        "a cell for the shell", "PPPP", before={"double": ["%%bash\nls"]}, says="Lines for Jupyter"
    ),
    broken("display", "display(3)", "PPPP"),
    broken("help", "help(np.sum)", "PPPP"),
    broken("waits for another", "import asyncio\nawait asyncio.sleep(0)", "PPPP"),
    broken(
        "closes what later cells print to",
        "import sys\nsys.stdout.close()",
        "PPPP",
        before={"figures": ["print(n)"]},
        answer="double",
    ),
    broken("prints to nothing", "import sys\nsys.stdout = sys.stderr = None", "PPPP"),
    broken(
        "a class for data", "import dataclasses\n@dataclasses.dataclass\nclass A: x: int", "PPPP"
    ),
    broken(
        "a pool of processes",
        "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n"
        "    assert pool.map(abs, [-1, 2]) == [1, 2]",
        "PPPP",
    ),
    broken("Colab's drive", "from google.colab import drive\ndrive.mount('/content')", "PPPP"),
    broken("asks for input", "name = input('Who?')", "FPPP", "input() finds nobody"),
    broken("get_ipython", "get_ipython().run_line_magic('time', '')", "PPPP"),
    Case("an answer in two cells", "PPPP", change=lambda nb: _split(nb)),
    Case("the cell of tests is gone", "PPPP", change=lambda nb: nb.cells.pop(4) and None),
    Case("answers in another order", "PPPP", change=lambda nb: nb.cells.insert(3, nb.cells.pop(8))),
]
SLIPS = [
    Case("nothing but one", "NNNP", {"double": "", "figures": "figures = ..."}),
    Case("untouched", "NNNN", {"double": "", "figures": "", "maker": ""}),
    Case("answers deleted", "NNNN", change=lambda nb: _without_answers(nb)),
    Case("dots in a function", "NPPP", double("...")),
    Case("passes", "NPPP", double("pass")),
    Case("dots in a dict", "PPNP", {"figures": FIGURES.replace("n * max(weights)", "...")}),
    Case(
        "a wrong key name", "PPFP", {"figures": FIGURES.replace('"top"', '"Top"')}, says="missing"
    ),
    Case("a wrong number", "PFPP", {"figures": FIGURES.replace("sum(weights)", "9")}),
    Case("no dict", "PFFP", {"figures": "figures = 7"}, says="a dict is asked for"),
    Case("a slip", "FPPP", double("return x * x")),
    Case("the first answer wrong, the others right", "FPPP", double("return 3 * x")),
    Case("changes its input", "FPPP", double("x *= 2\nreturn x"), says="array_equal(given"),
    broken("a syntax error", "def (", "FPPP", "SyntaxError"),
    broken("an unknown name", "unknown", "FPPP", "NameError", limits={"cell": 20}),
    Case("an error in the function", "FPPP", double("return x / 0"), says="ZeroDivisionError"),
    Case(
        "an error without words",
        "FPPP",
        double("class E(Exception): pass\nraise E"),
        says="E (Exception)",
    ),
    Case(
        "an error that cannot be shown",
        "FPPP",
        double("class E(Exception):\n  def __str__(s): 1/0\nraise E"),
    ),
    Case("an error without a name", "FPPP", double("raise type('', (Exception,), {})")),
    broken("leaves", "raise SystemExit", "FPPP"),
    broken("leaves by name", "exit()", "FPPP", "SystemExit"),
    Case("leaves in the function", "FPPP", double("import sys\nsys.exit(0)")),
    broken("stops like a keyboard", "raise KeyboardInterrupt", "FPPP"),
    Case("calls itself without end", "FPPP", double("return double(x)"), says="RecursionError"),
    Case("returns nothing", "FPPP", double("2 * x")),
    Case("returns text", "FPPP", double("return str(2 * x)")),
    Case("returns NaN", "FPPP", double("return float('nan')")),
    Case("a maker of numbers", "PPPF", {"maker": "def maker(k):\n    return k"}),
    Case(
        "a right number before an error",
        "PPPP",
        {"figures": f"{FIGURES}\n1 / 0"},
        says="own first error",
    ),
    Case(
        "set-up names used as its own",
        "PPPP",
        before={"figures": ["n = 7\nweights = 3"]},
        says="put back",
    ),
]


def _split(notebook):
    place = next(k for k, c in enumerate(notebook.cells) if c.source == FIGURES)
    first = notebook.cells[place].copy()
    first["source"] = "total = n * sum(weights)"
    notebook.cells[place].source = FIGURES.replace("n * sum(weights)", "total")
    notebook.cells.insert(place, first)


def _without_answers(notebook):
    notebook.cells = [c for c in notebook.cells if c.source not in (DOUBLE, FIGURES, MAKER)]


CASES = RIGHT + NOTEBOOKS + SLIPS
