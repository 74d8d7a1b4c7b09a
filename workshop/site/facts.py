"""Facts about the course, counted in the repository whenever the site is built."""

import ast
import csv
import re
import tomllib
from collections import Counter

from coursekit import explore
from coursekit.notebooks import store
from workshop.exercises import catalogue


def facts(project):
    """Return the facts that pages name, by their names there."""
    root = project.root
    return {
        **_of_lessons(project),
        **_of_tests(root / "tests"),
        **_of_ledger(root / "data" / "lecture_figures.csv"),
        "explorers": len(explore.names()),
        "peer_exceptions": len(
            tomllib.loads((root / "workshop/peers/known.toml").read_text("utf-8"))
        ),
        "sets": re.findall(
            r'^    "([\w-]+)": Versions',
            (root / "tools/matrix.py").read_text("utf-8"),
            re.MULTILINE,
        ),
        "graded": len(list(catalogue.rows(sorted((root / "exercises/source").glob("*.ipynb"))))),
    }


def _of_lessons(project):
    """Numbers of the text and what ties them; pictures, questions and exercises."""
    count = Counter()
    for path in project.lessons():
        for cell in store.read(path).cells:
            for number in cell.metadata.get("coursekit", {}).get("numbers", []):
                count["given" if number.get("given") else "bound"] += 1
                count["trained"] += "spread" in number
            if cell.cell_type == "code":
                count["code_cells"] += 1
                count["questions"] += len(re.findall(r"^quiz\(", cell.source, re.MULTILINE))
                count["checks"] += len(re.findall(r"^check\.\w+\(", cell.source, re.MULTILINE))
                count["predictions"] += "predict" in cell.metadata.get("tags", [])
                count["pictures"] += sum("image/png" in out.get("data", {}) for out in cell.outputs)
    return {"lesson_count": len(project.lessons()), **count}


def _of_tests(folder):
    """Test functions by folder, seeded mistakes, and answers written as learners write."""
    found, mutants, answers = Counter(), 0, Counter()
    for path in sorted(folder.glob("**/*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        room = path.relative_to(folder).parts[0]
        for node in ast.walk(tree):
            found[room] += isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            mutants += _mistakes(node) if room == "unit" else 0
            if path.name == "submissions.py":
                answers["right"] += _calls(node, "right")
                answers["wrong"] += _calls(node, "wrong")
    total = sum(found.values())
    return {"tests": total, "parity_tests": found["parity"], "mutants": mutants, "answers": answers}


def _calls(node, name):
    return int(isinstance(node, ast.Call) and getattr(node.func, "id", "") == name)


def _mistakes(node):
    """How many seeded mistakes an assignment lists, in one of the three forms in use."""
    name = getattr(node.targets[0], "id", "") if isinstance(node, ast.Assign) else ""
    if name == "MISTAKES":
        return sum(len(rows.elts) for rows in getattr(node.value, "values", ()))
    return sum(map(_listed, ast.walk(node.value))) if name == "MUTANTS" else 0


def _listed(node):
    if _calls(node, "mutants"):
        return len(node.args) - 1
    return int(_calls(node, "Mutant") and isinstance(node.args[1], ast.Constant))


def _of_ledger(path):
    with path.open(encoding="utf-8", newline="") as file:
        verdicts = Counter(row["verdict"] for row in csv.DictReader(file))
    return {"printed": sum(verdicts.values()), "verdicts": dict(verdicts.most_common())}
