"""Write the pages of a class from its records."""

import hashlib
from pathlib import Path
from urllib.parse import quote

from coursekit._files import write_text
from coursekit.classroom.classlist import can_name_folder
from coursekit.classroom.reports.overall import class_page
from coursekit.classroom.reports.student import student_page
from coursekit.classroom.reports.tally import Tally

STUDENTS = "students"
CLASS = "class.html"


def write(records, folder, assignment):
    """Write ``students/<id>.html`` for each record and ``class.html`` for all of them.

    Parameters
    ----------
    records : iterable of dict
        One a student, read once, so they may come from a generator.
    folder : path
        Made if it does not exist.
    assignment : str
        The title of the pages.

    Returns
    -------
    Path
        The class report.
    """
    folder = Path(folder)
    (folder / STUDENTS).mkdir(parents=True, exist_ok=True)
    tally, page_of = Tally(), {}
    for record in records:
        student = record["student"]
        file = f"{file_name(student)}.html"
        write_text(folder / STUDENTS / file, student_page(record, assignment))
        page_of[student] = quote(f"{STUDENTS}/{file}")
        tally.add(record)
    write_text(folder / CLASS, class_page(tally, assignment, page_of))
    return folder / CLASS


def records_of(results):
    """The records of a class together with what persons gave, as the pages read them."""
    for result in results:
        person = {
            "points": result.hand.points,
            "worth": result.hand_worth,
            "comments": result.hand.comments,
            "waiting": result.hand.waiting,
        }
        yield result.record | {"by_hand": person}


def file_name(student):
    """The student's id where it can name a file everywhere; else a name made from its hash."""
    if can_name_folder(student):
        return student
    return f"id-{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:16]}"
