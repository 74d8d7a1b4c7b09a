"""The class report: its figures against SciPy and by hand, its words, and its size."""

import tracemalloc

import numpy as np
import pytest
from scipy import stats

from coursekit.classroom.reports import tally as tallies
from coursekit.classroom.reports.overall import class_page
from coursekit.classroom.reports.tally import Tally, discrimination, remark
from coursekit.classroom.reports.write import write
from tests.support import records
from tests.unit.classroom.reports.test_student_page import HOSTILE, Read, words


def report(made):
    tally = Tally()
    for record in made:
        tally.add(record)
    return class_page(tally, "hand-computation", {who: f"{who}.html" for who in tally.students})


def test_discrimination_is_the_point_biserial_of_the_task_and_the_rest():
    draws = np.random.default_rng(3)
    worth = np.array([2, 3, 5, 1])
    points = (draws.random((50, 4)) < draws.random((50, 1))) * worth
    for task, found in enumerate(discrimination(points)):
        solved = points[:, task] > 0
        rest = points.sum(axis=1) - points[:, task]
        assert found == pytest.approx(stats.pointbiserialr(solved, rest).statistic)
        p, s = solved.mean(), rest.std()
        by_formula = (rest[solved].mean() - rest[~solved].mean()) / s * np.sqrt(p * (1 - p))
        assert found == pytest.approx(by_formula)


def test_a_task_that_all_solve_has_no_discrimination():
    assert np.isnan(discrimination([[1, 0], [1, 2], [1, 2]])).all()
    assert np.isnan(discrimination(np.zeros((0, 2)))).all()


@pytest.mark.parametrize(
    ("r", "solved", "students", "said"),
    [
        (0.5, 10, 29, "too few students"),
        (0.5, 4, 40, "alike"),
        (0.5, 36, 40, "alike"),
        (np.nan, 20, 40, "alike"),
        (-0.1, 20, 40, "better students miss it"),
        (0.1, 20, 40, "weak"),
        (0.3, 20, 40, "good"),
    ],
)
def test_the_verdict_on_a_task(r, solved, students, said):
    assert said in remark(r, solved, students)


def test_the_task_that_chance_decides_is_found():
    said = words(report(records.a_class(300)))
    weak = said.split("4. What the step did")[2].split("Discrimination is")[0]
    assert "weak" in weak or "miss it" in weak
    assert said.split("Discrimination is")[0].count("good") == 4


def test_shares_and_mistakes_are_counted():
    made = [
        records.record(f"s{n}", ["passed", "failed", "failed", "passed", "passed"]) for n in (1, 2)
    ]
    made += [records.record("s3"), records.record("s4", ["not attempted"] * 5)]
    said = words(report(made))
    assert "4 students; 1 attempted nothing" in said
    assert "1. Forward, 1 2 100 % 100 %" in said and "2. One path 5 33 % 100 %" in said
    assert "2. One path forgot the output's slope 2 67 %" in said
    assert "1. Forward bias left out 2 67 %" in said
    assert "too small" in said and "with 3 students" in said


def test_who_needs_a_look():
    made = [
        records.record("ada", notes=["The cell of own numbers was changed."]),
        records.record("bob", ["unreadable"] * 5),
        records.record("cyd", fingerprint=list(range(40))),
        records.record("dan", fingerprint=list(range(40))),
    ]
    said = words(report(made))
    assert "ada The cell of own numbers was changed." in said
    assert "bob not read: the file ends in the middle of a cell" in said
    assert "cyd , dan 2 100 %" in said


def test_pictures_say_in_words_what_they_show():
    made = [records.record("a"), records.record("b", ["failed"] * 5)]
    alts = [attrs["alt"] for tag, attrs in Read(report(made)).tags if tag == "img"]
    assert "2. One path: 50 % passed, 50 % failed" in alts[0]
    assert "0: 1, 18: 1. Median 9" in alts[1]


def test_hostile_texts_are_words_and_nothing_else():
    made = records.record(HOSTILE, ["failed"] * 5, notes=[HOSTILE])
    for task in made["tasks"]:
        task |= {"exercise": f"$a_{HOSTILE}", "mistake": HOSTILE, "id": HOSTILE + task["id"]}
    tally = Tally()
    tally.add(made)
    found = Read(class_page(tally, HOSTILE, {HOSTILE: "students/id-1.html"}))
    assert not {"script", "iframe", "object"} & {tag for tag, _ in found.tags}
    sources = [attrs["src"] for tag, attrs in found.tags if tag == "img"]
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)


@pytest.mark.parametrize(
    "made", [[], [records.record("a", ["not attempted"] * 5)], [records.record()]]
)
def test_a_class_with_nothing_to_count_gets_its_page(made):
    assert f"{len(made)} students" in words(report(made))


def test_tasks_that_some_records_lack_are_counted_all_the_same():
    short = records.record("a")
    short["tasks"] = short["tasks"][:2]
    tally = Tally()
    for made in (short, records.record("b"), short | {"student": "c"}):
        tally.add(made)
    assert tally.points.tolist() == [[2, 3, 0, 0, 0], [2, 3, 5, 4, 4], [2, 3, 0, 0, 0]]


def test_the_same_records_give_the_same_bytes(tmp_path):
    one, two = (
        write(records.a_class(20), tmp_path / name, "x").read_bytes() for name in ("one", "two")
    )
    assert one == two
    pages = sorted(path.name for path in (tmp_path / "one" / "students").iterdir())
    assert pages == [f"s{n:05}.html" for n in range(20)]


def test_a_large_class_is_kept_small():
    tally, big = Tally(), records.record("x", notes=["n" * 100] * 3, fingerprint=list(range(80)))
    tracemalloc.start()
    for number in range(5_000):
        tally.add(big | {"student": f"s{number:05}"})
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert used < 10_000_000
    assert len(tally.notes) == tallies.NOTES and tally.more_notes == 15_000 - tallies.NOTES
