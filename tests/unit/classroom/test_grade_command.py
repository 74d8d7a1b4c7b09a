"""``coursekit grade`` from the command line: refusals before any work, and marks that stay."""

import csv
import os

import pytest

from coursekit.classroom import grade_command
from coursekit.cli import main
from tests.support import fake_job
from tests.support.classes import NAME, small, write_key, write_tree

CLASS = ["ada", "bob", "cy"]


@pytest.fixture
def fast(monkeypatch):
    """Mark with the stand-in, in this process."""
    monkeypatch.setattr(grade_command, "_local", lambda args: lambda jobs: map(fake_job.run, jobs))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_key(tmp_path / NAME / "key", CLASS)
    write_tree(tmp_path, {f"in/{s}/{NAME}.ipynb": small(text="right") for s in CLASS})
    return tmp_path


def _grade(*more, submitted="in"):
    return main(["grade", submitted, "--assignment", NAME, "--trust", *map(str, more)])


def _totals(path="grades"):
    with open(f"{path}/grades.csv", encoding="utf-8") as file:
        return {row["id"]: row["total"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["none"], "none is neither a folder nor a zip"),
        (["empty"], "no notebook in empty"),
        (["in", "--out", "file"], "--out file is a file"),
        (["in", "--out", "file/below"], "Nothing can be written to file/below"),
        (["in", "--out", "in/grades"], "lies in what was handed in"),
        (["in", "--key", "none"], "no key for hand-computation in none"),
        (["in", "--key", "other"], "holds the key of hw, not of hand-computation"),
        (["in", "--assignment", "hand-compution"], "Did you mean 'hand-computation'?"),
        (["in", "--assignment", "04_activation_functions", "--key", "other"], "leave --key out"),
        (["in", "--students", "none.csv"], "cannot be read"),
        (["in", "--students", "quote.csv"], "does not close"),
        (["in", "--students", "more.csv"], "'eve': run `coursekit release` again"),
        (["in", "--only", "adda"], "Did you mean 'ada'?"),
        (["in", "--workers", "0"], "--workers must be"),
        (["in", "--timeout", "-1"], "--timeout must be above 0"),
        (["in", "--limit-memory", "0"], "--limit-memory must be"),
        (["others"], "could be matched to a student"),
    ],
)
def test_what_cannot_be_done_is_refused_before_any_work(folder, fast, capsys, arguments, words):
    write_key(folder / "other", ["ada"], name="hw")
    write_tree(
        folder,
        {
            "file": b"x",
            "quote.csv": b'id,name\nada,"Ada\nbob,B\n',
            "more.csv": b"id\nada\neve\n",
            "others/x/y.ipynb": small(),
        },
    )
    (folder / "empty").mkdir()
    before = sorted(folder.rglob("*"))
    line = ["grade", arguments[0], "--assignment", NAME, "--trust", *arguments[1:]]
    assert main(line) == 2
    said = capsys.readouterr()
    assert words in said.err and said.err.count("\n") == 1 and said.out == ""
    assert sorted(folder.rglob("*")) == before


def test_a_class_is_marked_and_everything_is_told(folder, fast, capsys):
    write_tree(folder, {"in/bob/x.pdf": b"", "in/eve.ipynb": small(), "in/cy/y.ipynb": small()})
    os.unlink(f"in/ada/{NAME}.ipynb")
    assert _grade() == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("2 of 3 have a mark: ")
    assert said[1] == "Nothing handed in (not in canvas.csv and moodle.csv): 1"
    assert said[2:5] == [
        "Files that belong to nobody: 1",
        "Files that several handed in: groups? (a column “group”): 1",
        f"Tasks that wait for points in {os.path.join('grades', 'by_hand.csv')}: 3",
    ]
    assert _totals() == {"ada": "0", "bob": "5", "cy": "5"}
    notes = (folder / "grades/notes.csv").read_text("utf-8")
    assert "eve.ipynb,could not be matched" in notes and "y.ipynb" in notes
    assert "bob, cy handed in the same file to the last byte" in notes
    assert {path.name for path in (folder / "grades").iterdir()} == {
        ".lock", ".written.json", "by_hand.csv", "canvas.csv", "class.html", "grades.csv",
        "journal.jsonl", "log.txt", "moodle.csv", "notes.csv", "students", "tests.csv",
    }  # fmt: skip
    pages = {path.name for path in (folder / "grades" / "students").iterdir()}
    assert pages == {"ada.html", "bob.html", "cy.html"}
    assert said[-1] == f"The class at a glance: {os.path.join('grades', 'class.html')}"


def test_marks_by_hand_are_added_and_kept(folder, fast, capsys):
    _grade()
    path = folder / "grades/by_hand.csv"
    given = path.read_bytes().replace(b"ada,,words,,5,", b"ada,,words,4,5,a fair page")
    path.write_bytes(given)
    assert _grade() == 0
    assert _totals() == {"ada": "9", "bob": "5", "cy": "5"} and path.read_bytes() == given
    assert "a fair page" in (folder / "grades/moodle.csv").read_text("utf-8")
    page = (folder / "grades/students/ada.html").read_text("utf-8")
    assert "a fair page" in page and "4 of 5 points" in page
    path.write_bytes(given.replace(b",4,5,", b",6,5,"))
    capsys.readouterr()
    assert _grade() == 2 and "'6' is no number of points out of 5" in capsys.readouterr().err


def _lose_work(folder):
    os.unlink(folder / f"in/ada/{NAME}.ipynb")


def _answer_worse(folder):
    write_tree(folder, {f"in/ada/{NAME}.ipynb": small(text="wrong")})


def _edit_by_hand(folder):
    path = folder / "grades/grades.csv"
    path.write_bytes(path.read_bytes().replace(b"ada,,5,", b"ada,,10,"))


@pytest.mark.parametrize(
    "change, words",
    [
        (_lose_work, "1 handed in before and have nothing now: ada"),
        (_answer_worse, "1 would have fewer points: ada from 5 to 0"),
        (_edit_by_hand, "grades.csv was changed by hand"),
    ],
)
def test_nothing_is_overwritten_by_something_worse(
    folder, fast, capsys, monkeypatch, change, words
):
    _grade()
    change(folder)
    before = {p.name: p.read_bytes() for p in (folder / "grades").glob("*.csv")}
    assert _grade() == 2
    assert words in capsys.readouterr().err
    assert {p.name: p.read_bytes() for p in (folder / "grades").glob("*.csv")} == before
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert _grade() == 2
    monkeypatch.setattr("builtins.input", lambda question: "y")
    assert _grade() == 0
    assert _totals()["ada"] == ("5" if change is _edit_by_hand else "0")
    assert _grade() == 0


def test_replace_is_the_answer_of_one_who_cannot_be_asked(folder, fast):
    _grade()
    _answer_worse(folder)
    assert _grade() == 2 and _grade("--replace") == 0
    assert _totals() == {"ada": "0", "bob": "5", "cy": "5"}


def test_only_those_named_are_marked_anew(folder, monkeypatch):
    asked = []
    run_jobs = lambda jobs: (asked.append(job["student"]) or fake_job.run(job) for job in jobs)  # noqa: E731
    monkeypatch.setattr(grade_command, "_local", lambda args: run_jobs)
    _grade()
    _grade("--only", "cy", "ada")
    assert asked == ["ada", "bob", "cy", "ada", "cy"] and len(_totals()) == 3


def test_interrupted_it_keeps_what_is_marked(folder, monkeypatch, capsys):
    def interrupted(jobs):
        yield fake_job.run(next(jobs))
        raise KeyboardInterrupt

    monkeypatch.setattr(grade_command, "_local", lambda args: interrupted)
    assert _grade() == 130
    assert "1 of 3 are marked and kept" in capsys.readouterr().err
    assert len((folder / "grades/journal.jsonl").read_text().splitlines()) == 1
    assert not (folder / "grades/grades.csv").exists()


def test_a_class_list_limits_the_class_and_names_its_students(folder, fast):
    rows = "Student,ID,SIS User ID,SIS Login ID,Section\n"
    rows += '    Points Possible,,,,\n"Lovelace, Ada",ada,S1,al,One\n"Byte, Bob",bob,S2,bb,Two\n'
    write_tree(folder, {"class.csv": rows.encode()})
    assert _grade("--students", "class.csv") == 0
    assert list(_totals()) == ["ada", "bob"]
    rows = list(csv.reader((folder / "grades/canvas.csv").read_text("utf-8").splitlines()))
    assert rows[2] == ["Lovelace, Ada", "ada", "S1", "al", "One", "5"]
    notes = (folder / "grades/notes.csv").read_text("utf-8")
    assert f"cy/{NAME}.ipynb,could not be matched: it names nobody of the class" in notes


def test_a_sheet_needs_no_key_and_no_class_list(folder, fast):
    write_tree(folder, {"sheets/zoe/x.ipynb": small(text="right"), "sheets/yan/x.ipynb": small()})
    sheet = "04_activation_functions"
    assert main(["grade", "sheets", "--assignment", sheet, "--trust"]) == 0
    assert list(_totals()) == ["yan", "zoe"] and float(_totals()["zoe"]) > 0 == float(
        _totals()["yan"]
    )
