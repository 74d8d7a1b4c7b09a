"""``grades.csv`` and ``tests.csv``: a row a student, and a row a test, for the instructor."""

from coursekit.classroom.tables import write_table

GRADES = "grades.csv"
TESTS = "tests.csv"
GRADES_HEADER = ["id", "name", "total", "of", "states", "tests", "by hand", "waiting", "notes"]
TESTS_HEADER = ["id", "test", "exercise", "state", "points", "of", "reason", "mistake"]


def write_grades(path, results):
    """Write one row a student: points in all, how the tests ended, what to know besides."""
    rows = (
        [
            result.student.id, result.student.name, number(result.total), number(result.of),
            result.states, number(result.tests), number(result.hand.points), result.hand.waiting,
            "; ".join(result.record["notes"]),
        ]
        for result in results
    )  # fmt: skip
    write_table(path, GRADES_HEADER, rows)


def write_tests(folder, results):
    """Write one row a test, with the reason where points are missing."""
    rows = (
        [
            result.student.id, task["id"], task["exercise"], task["state"],
            number(task["points"]), number(task["worth"]), task["reason"], task["mistake"],
        ]
        for result in results
        for task in result.record["tasks"]
    )  # fmt: skip
    write_table(folder / TESTS, TESTS_HEADER, rows)


def number(value):
    """Points without a needless ``.0``."""
    return f"{value:.10g}"
