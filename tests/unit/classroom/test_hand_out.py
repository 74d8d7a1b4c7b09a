"""A class gets its notebooks: everyone own numbers, nobody another's, the key apart."""

import ast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v4

from coursekit.classroom import cells, own
from coursekit.classroom.assignment import find_assignment, hand_out
from coursekit.classroom.classlist import Student, read_class
from coursekit.classroom.own import recipe
from coursekit.classroom.recipes import RECIPES
from coursekit.classroom.release import leaks, release, source_problems
from coursekit.classroom.secret import class_secret, seed_of
from coursekit.cli import main
from coursekit.notebooks import store
from workshop.command import main as authors
from workshop.exercises.build import assignments, tidy_assignment
from workshop.lessons.project import find_project

CLASS = [Student("ada"), Student("bob", "Bob B."), Student("c-3")]


def _assignment():
    def cell(source, **record):
        record = {"grade": False, "locked": False, "solution": False, **record}
        return v4.new_code_cell(source, metadata={"nbgrader": record})

    numbers = v4.new_code_cell(
        "x = 1",
        metadata={
            "coursekit": {"own": "hand-computation"},
            "nbgrader": {"grade": False, "locked": True, "solution": False, "grade_id": "own"},
        },
    )
    tests = "### BEGIN HIDDEN TESTS\nassert total_of_inputs == sum(x)\n### END HIDDEN TESTS"
    return v4.new_notebook(
        cells=[
            numbers,
            cell(
                "### BEGIN SOLUTION\ntotal_of_inputs = sum(x)\n### END SOLUTION",
                solution=True,
                grade_id="total",
            ),
            cell(tests, grade=True, locked=True, points=1, grade_id="total_tests"),
        ]
    )


def _numbers(path):
    cell = next(cell for cell in store.read(path).cells if own.is_own(cell))
    return {
        node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(cell.source).body
    }


@pytest.fixture
def handed_out(tmp_path):
    hand_out(_assignment(), "hand-computation", CLASS, tmp_path)
    return tmp_path


def test_everyone_has_own_numbers(handed_out):
    found = [_numbers(handed_out / "students" / s.id / "hand-computation.ipynb") for s in CLASS]
    assert [each.pop("student") for each in found] == [s.id for s in CLASS]
    assert len({str(each) for each in found}) == len(CLASS)


def test_the_students_folder_holds_no_answer_and_no_secret(handed_out):
    secret = (handed_out / "key" / "secret.txt").read_text().strip()
    for path in (handed_out / "students").rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert "sum(x)" not in text and secret not in text
            others = {s.id for s in CLASS} - {path.parent.name}
            assert not any(f"'{other}'" in text for other in others)


def test_the_key_has_the_same_numbers_and_the_answers(handed_out):
    for student in CLASS:
        name = f"{student.id}/hand-computation.ipynb"
        assert _numbers(handed_out / "key" / name) == _numbers(handed_out / "students" / name)
        assert "sum(x)" in (handed_out / "key" / name).read_text("utf-8")


def test_the_same_folder_gives_the_same_numbers_again(handed_out):
    path = handed_out / "students/ada/hand-computation.ipynb"
    before = path.read_bytes()
    path.unlink()
    hand_out(_assignment(), "hand-computation", CLASS[:1], handed_out)
    assert path.read_bytes() == before


def test_another_class_has_other_numbers(handed_out, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    hand_out(_assignment(), "hand-computation", CLASS, other)
    name = "students/ada/hand-computation.ipynb"
    assert _numbers(other / name) != _numbers(handed_out / name)


@given(st.text(), st.text())
def test_seeds_differ_with_the_student(one, other):
    same = seed_of("s" * 64, "a", one) == seed_of("s" * 64, "a", other)
    assert same == (one == other)


def test_a_damaged_secret_is_not_replaced_in_silence(tmp_path):
    class_secret(tmp_path)
    (tmp_path / "secret.txt").write_text("")
    with pytest.raises(ValueError, match="damaged"):
        class_secret(tmp_path)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_draws_the_same_from_the_same_seed(name):
    one, again, other = (RECIPES[name](seed) for seed in ("ab", "ab", "cd"))
    assert str(one) == str(again) != str(other)
    assert all(np.isfinite(np.asarray(value, dtype=float)).all() for value in one.values())


def test_an_unknown_assignment_names_those_there_are(tmp_path):
    (tmp_path / "churn-week.ipynb").write_text("")
    with pytest.raises(ValueError, match="there are: churn-week"):
        find_assignment(tmp_path, "churn")


@pytest.mark.parametrize(
    "text, words",
    [
        ("name\nAda\n", "no column “id”"),
        ("id,name\n", "names no student"),
        ("id\n../ada\n", "cannot name a folder"),
        ("id\nada\nADA\n", "one id"),
        ("id\nnul\n", "cannot name a folder"),
        ("id\n=cmd\n", "cannot name a folder"),
    ],
)
def test_a_bad_class_list_is_refused(tmp_path, text, words):
    (tmp_path / "class.csv").write_text(text)
    with pytest.raises(ValueError, match=words):
        read_class(tmp_path / "class.csv")


@pytest.mark.parametrize(
    "raw",
    [
        b"id,name\nada,Ada L.\nbob,\n",
        b"\xef\xbb\xbfID;Name;mail\r\nada;Ada  L.;x\r\nbob;;y\r\n\r\n",
    ],
)
def test_class_lists_as_spreadsheets_write_them(tmp_path, raw):
    (tmp_path / "class.csv").write_bytes(raw)
    assert read_class(tmp_path / "class.csv") == [Student("ada", "Ada L."), Student("bob")]


def test_a_class_list_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "class.csv").write_bytes(b"\xff\xfe\x00id")
    with pytest.raises(ValueError, match="not UTF-8"):
        read_class(tmp_path / "class.csv")
    with pytest.raises(ValueError, match="cannot be read"):
        read_class(tmp_path / "none.csv")


def test_the_key_holds_the_answers_to_a_hand_computation(handed_out):
    path = handed_out / "students" / "ada" / "hand-computation.ipynb"
    own = {key: np.array(value) for key, value in _numbers(path).items() if key != "student"}
    a = 1 / (1 + np.exp(-(own["x"] @ own["W1"] + own["b1"])))
    output = 1 / (1 + np.exp(-(a @ own["W2"] + own["b2"])))
    rows = (handed_out / "key" / "hand-computation-answers.csv").read_text("utf-8").splitlines()
    told = dict(row.split(",")[1:] for row in rows if row.startswith("ada,"))
    assert np.isclose(float(told["a_h2"]), a[1])
    assert np.isclose(float(told["E"]), 0.5 * (own["y"] - output)[0] ** 2)


def test_release_from_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class.csv").write_text("id,name\nada,Ada\nbob,=1+1\n")
    assert main(["release", "churn-week", "--students", "class.csv"]) == 0
    assert "2 notebooks" in capsys.readouterr().out
    assert "'=1+1" in (tmp_path / "churn-week/key/churn-week-numbers.csv").read_text("utf-8")
    assert main(["release", "churn-weak", "--students", "class.csv"]) == 2
    assert "there are: churn-week, hand-computation, shifted-digits" in capsys.readouterr().err
    assert main(["release", "churn-week", "--students", "no.csv"]) == 2
    (tmp_path / "taken").write_text("a file")
    capsys.readouterr()
    for out in ("taken", "taken/below"):
        arguments = ["release", "churn-week", "--students", "class.csv", "--out", out]
        assert main(arguments) == 2
        assert "cannot be written to taken" in capsys.readouterr().err
    assert (tmp_path / "taken").read_text() == "a file"


@pytest.mark.parametrize("names", [["99"], ["03", "3x"]])
def test_an_exercise_that_does_not_exist_is_not_found_sound(names, capsys):
    assert authors(["exercises", "test", *names]) == 2
    told = capsys.readouterr()
    assert f"There is no exercise {names[-1]!r}; there are: " in told.err and told.out == ""


@pytest.mark.parametrize("path", assignments(find_project()), ids=lambda p: p.stem)
def test_a_stored_assignment_is_tidy_and_gives_nothing_away(path):
    source = store.read(path)
    assert source_problems(source, path.name) == []
    assert store.text_of(tidy_assignment(source, find_project())) == path.read_text("utf-8")
    assert leaks(source, release(source)) == []
    assert recipe(source) in RECIPES
    worth = sum(cells.points(cell) for cell in source.cells)
    assert f"**Points.** {worth}." in source.cells[0].source
