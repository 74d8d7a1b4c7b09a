"""The key that all submissions of the corpus answer, and how a submission is built."""

from dataclasses import dataclass, field

from nbformat import v4

from coursekit.classroom.release import release
from coursekit.classroom.states import State

LETTERS = {
    "P": State.PASSED,
    "F": State.FAILED,
    "N": State.NOT_ATTEMPTED,
    "T": State.TIMEOUT,
    "M": State.MEMORY,
    "C": State.CRASHED,
    "X": State.TAMPERED,
    "U": State.UNREADABLE,
}
WORTH = (2, 1, 1, 2)

OWN = "student = 'ada'\nn = 3\nweights = [1.0, 2.5]"
FRIEND = OWN.replace("ada", "bob").replace("n = 3", "n = 4")

DOUBLE = "def double(x):\n    return 2 * x"
FIGURES = 'figures = {"sum": n * sum(weights), "top": n * max(weights)}'
MAKER = "def maker(k):\n    return lambda x, rule=abs: k * rule(x)"
GOOD = {"double": DOUBLE, "figures": FIGURES, "maker": MAKER}


def code(source, grade_id="", **record):
    """A code cell with nbgrader's metadata."""
    if not grade_id:
        return v4.new_code_cell(source)
    record = {"grade": False, "locked": False, "solution": False, "grade_id": grade_id, **record}
    return v4.new_code_cell(source, metadata={"nbgrader": record})


def solution(head, text):
    """A solution between its marks, indented as its first line."""
    pad = " " * (len(text) - len(text.lstrip()))
    return f"{head}{pad}### BEGIN SOLUTION\n{text}\n{pad}### END SOLUTION"


def graded(grade_id, points, shown, hidden):
    """A graded cell."""
    text = f"{shown}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return code(text, grade_id, grade=True, locked=True, points=points)


NEAR = "def near(a, b):\n    return abs(float(a) - b) < 1e-6\n\n\n"
DOUBLE_TESTS = """given = np.array([1.0, -2.0, n])
assert np.array_equal(double(given), [2, -4, 2 * n])
assert np.array_equal(given, [1, -2, n])
assert double(0.5) == 1"""
MAKER_TESTS = """assert made(-4.0) == 4 * n
assert made(3.0, lambda value: value + 1) == 4 * n
assert maker(2)(maker(3)(1)) == 6"""


def key():
    """The key, with solutions and hidden tests; 6 points."""
    own = code(OWN, "own", locked=True)
    own.metadata["coursekit"] = {"own": "hand-computation"}
    cells = [
        code("import numpy as np\n\nfrom coursekit.exercises import attempted"),
        own,
        code("def scaled(value):\n    return n * value", "helper", locked=True),
        code(solution("def double(x):\n", "    return 2 * x"), "double", solution=True),
        graded("double_tests", 2, "attempted(double)\nassert double(2) == 4", DOUBLE_TESTS),
        code(solution("figures = ...\n", FIGURES), "figures", solution=True),
        graded(
            "sum_tests", 1, 'attempted(figures, "sum")', NEAR + 'assert near(figures["sum"], 10.5)'
        ),
        graded(
            "top_tests", 1, 'attempted(figures, "top")', NEAR + 'assert near(figures["top"], 7.5)'
        ),
        code(solution("def maker(k):\n", MAKER.partition("\n")[2]), "maker", solution=True),
        graded(
            "maker_tests",
            2,
            "attempted(maker)\nmade = maker(n)\nassert callable(made)",
            MAKER_TESTS,
        ),
    ]
    return v4.new_notebook(cells=cells)


@dataclass(frozen=True)
class Case:
    """One submission and what is fair.

    Attributes
    ----------
    name : str
    states : str
        One letter for each of the four graded cells; "|" parts alternatives.
    answers : dict
        Texts of answers; those left out are right.
    before : dict
        ``{grade id: [texts]}``: cells of the student's own before this one.
    says : str
        What a reason or a note must contain.
    own : str
        The cell of own numbers as handed in.
    change : callable
        Changes the notebook at last, or returns another thing to hand in.
    limits : dict
        Smaller limits than usual.
    """

    name: str
    states: str
    answers: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    says: str = ""
    own: str = OWN
    change: object = None
    limits: dict = field(default_factory=dict)

    def notebook(self):
        """What the student hands in."""
        handed_in = release(key())
        answers = {**GOOD, **self.answers}
        for cell in handed_in.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(grade_id, cell.source)
            cell.source = self.own if grade_id == "own" else cell.source
        for grade_id, texts in self.before.items():
            place = next(
                k
                for k, cell in enumerate(handed_in.cells)
                if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
            )
            handed_in.cells[place:place] = [code(text) for text in texts]
        changed = self.change(handed_in) if self.change else None
        return handed_in if changed is None else changed


def broken(name, text, states, says="", answer="double", **more):
    """A case whose one answer begins with a text, and goes on rightly."""
    return Case(name, states, {answer: f"{text}\n{GOOD[answer]}"}, says=says, **more)
