"""Alike and independent: renamed copies are found, honest solutions are left alone."""

import ast
import itertools
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from coursekit.classroom import similarity
from coursekit.classroom.similarity import THRESHOLD, fingerprint, similar
from coursekit.exercises import bank

ANSWERS = Path(__file__).parents[1] / "exercises" / "bank"


def honest(lesson):
    """Whole sheets by independent writers: the first right answers, the second ones, and so on."""
    text = (ANSWERS / lesson / "submissions.py").read_text("utf-8")
    answers = defaultdict(list)
    for node in ast.parse(text).body:
        for mark in getattr(node, "decorator_list", ()):
            if isinstance(node, ast.FunctionDef) and mark.func.id == "right":
                answers[mark.args[0].value].append(ast.get_source_segment(text, node))
    sheet = [answers[name] for name in bank.CONTENTS[lesson]["sheet"].split() if answers[name]]
    return [[cell for cell in writer if cell] for writer in itertools.zip_longest(*sheet)]


LESSONS = [name for name, files in bank.CONTENTS.items() if "sheet" in files]
SHEET = honest("perceptron")[0]


def disguised(cell):
    """What takes a copyist a minute: other names, other spaces, a comment."""
    names = {"x": "inputs", "w": "ww", "b": "offset", "total": "acc", "s": "value", "i": "k"}
    for old, new in names.items():
        cell = re.sub(rf"\b{old}\b", new, cell)
    return "# my own work\n" + cell.replace(" + ", "  +  ").replace("\n", "\n\n")


def test_independent_solutions_share_less_than_half_of_what_is_named():
    shares = []
    for lesson in LESSONS:
        prints = {str(n): fingerprint(cells) for n, cells in enumerate(honest(lesson))}
        for one, two in itertools.combinations(prints, 2):
            pair = {name: prints[name] for name in (one, two)}
            shares += [share for _, share, _ in similar(pair, threshold=0)]
    assert len(shares) > 30
    assert max(shares) < THRESHOLD / 2


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_disguised_copy_is_found(lesson):
    cells = honest(lesson)[0]
    prints = {"ada": fingerprint(cells), "bob": fingerprint([disguised(cell) for cell in cells])}
    if len(prints["ada"]) >= similarity.FEWEST:
        assert similar(prints) == [(("ada", "bob"), 1.0, 1.0)]


def test_a_copy_with_one_answer_of_its_own_is_found():
    own = max((honest("perceptron")[1][0], honest("perceptron")[2][0]), key=len)
    prints = {"ada": fingerprint(SHEET), "bob": fingerprint([own, *SHEET[1:]])}
    [(who, share, most)] = similar(prints)
    assert who == ("ada", "bob") and THRESHOLD <= share == most < 1


def test_what_was_handed_out_does_not_count():
    given = "def show(a, b, c):\n    for x in a:\n        print(x * b + c, 'is', x, b, c)\n" * 3
    assert fingerprint([given], [given]) == []
    assert fingerprint([given, *SHEET], [given]) == fingerprint(SHEET)


def test_numbers_are_kept_so_that_own_figures_are_not_alike():
    one, two = (
        "answers = {" + ", ".join(f"'q{n}': {n * k}" for n in range(40)) + "}" for k in (3, 7)
    )
    assert not set(fingerprint([one])) & set(fingerprint([two]))


@pytest.mark.parametrize(
    "cell", ["", "!!! ¿", "def f(:\n  (", "x = '''open", "\ud800 = 1", "%time\x00"]
)
def test_what_is_no_python_does_no_harm(cell):
    assert isinstance(fingerprint([cell]), list)


def test_the_usual_way_says_nothing():
    draws = np.random.default_rng(1)
    usual = list(range(1000, 1050))
    prints = {
        f"s{n}": sorted(usual + draws.integers(10**6, 10**9, 20).tolist())
        for n in range(similarity.COMMON + 5)
    }
    assert similar(prints) == []
    few = {name: prints[name] for name in list(prints)[:2]}
    assert [who for who, *_ in similar(few)] == [("s0", "s1")]


def test_ten_thousand_take_no_square_of_time_or_memory():
    draws = np.random.default_rng(2)
    prints = {f"s{n:05}": draws.integers(0, 2**32, 60) for n in range(10_000)}
    prints["s00007"] = np.append(prints["s00003"][:50], draws.integers(0, 2**32, 10))
    prints["s09999"] = prints["s05000"]
    found = similar(prints)
    assert [who for who, *_ in found] == [("s05000", "s09999"), ("s00003", "s00007")]
    assert found[1][1] == pytest.approx(50 / 60)


def test_who_copied_from_a_copy_is_of_one_family():
    draws = np.random.default_rng(3)
    a, b, c, alone = (draws.integers(0, 2**32, 60) for _ in range(4))
    prints = {"a": a, "b": np.append(a[:45], b[:15]), "c": np.append(b[:15], a[15:45])}
    prints |= {"c2": prints["c"], "c3": prints["c"], "c4": np.append(prints["c"][8:], c[:8])}
    prints |= {"alone": alone}
    [(who, least, most)] = similar(prints)
    assert who == ("a", "b", "c", "c2", "c3", "c4") and THRESHOLD <= least < most == 1
