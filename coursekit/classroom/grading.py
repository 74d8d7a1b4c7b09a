"""Mark a class: look at everything first, then mark with a journal, then write the tables."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

from coursekit._checks import nearest
from coursekit._machine import writable
from coursekit.classroom import by_hand, jobs
from coursekit.classroom.classlist import read_class
from coursekit.classroom.collect.gather import gather
from coursekit.classroom.exports.write import Results, losses, write_all
from coursekit.classroom.journal import Journal
from coursekit.classroom.sources import find_source
from coursekit.notebooks import light

JOURNAL = "journal.jsonl"
LOG = "log.txt"


@dataclass
class Marking:
    """A class to be marked, with all that is known before the first submission runs.

    Attributes
    ----------
    source : Source
    out : Path
    gathered : Gathered
    limits : dict
    sandbox : str
    only : list of str
        The students to be marked anew; empty for all.
    """

    source: object
    out: Path
    gathered: object
    limits: dict = field(default_factory=dict)
    sandbox: str = "trust"
    only: list = field(default_factory=list)

    @property
    def students(self):
        """The class, in its order."""
        return list(self.gathered.students.values())

    def job(self, student):
        """The job of one student."""
        work = self.gathered.works.get(student.id)
        of = (work and work.numbers_of) or student.id
        key, numbers = self.source.key(of), self.source.numbers
        return jobs.make(student, work, key, self.limits, self.sandbox, numbers)


def prepare(submitted, assignment, out, key=None, students=None, only=(), **settings):
    """Look at everything that a marking needs, and return the `Marking`; nothing is written.

    Parameters
    ----------
    submitted : path of a folder or a zip
    assignment : str
    out : path of a folder, which need not exist
    key : path, optional
    students : path of a class list, optional
    only : sequence of str, default ()
    **settings
        ``limits`` and ``sandbox``, see `Marking`.

    Raises
    ------
    ValueError
        With one sentence about the first thing that is not as it must be.
    """
    submitted, out = Path(submitted), Path(out)
    source = find_source(assignment, key)
    people = _people(source, students)
    _check_out(out, submitted)
    gathered = gather(submitted, assignment, people)
    for each in only:
        nearest(each, gathered.students, "student")
    by_hand.read(out)
    return Marking(source, out, gathered, only=list(only), **settings)


def earlier_losses(marking, journal):
    """Say whose work was marked before and is no longer there, before any of it is marked."""
    gone = [
        student
        for student, record in journal.read().items()
        if record["file"] and student not in marking.gathered.works
    ]
    if not gone:
        return []
    return [f"{len(gone)} handed in before and have nothing now: {', '.join(sorted(gone)[:5])}"]


def jobs_of(marking, journal):
    """Yield the job of each student whose record is not in the journal yet."""
    records = journal.read()
    for student in marking.students:
        if marking.only:
            if student.id in marking.only:
                yield marking.job(student)
            continue
        made = marking.job(student)
        if student.id not in records or records[student.id]["digest"] != made["digest"]:
            yield made


def mark_all(marking, journal, run_jobs):
    """Mark who is not marked yet; each record is on the disk before it is yielded.

    Parameters
    ----------
    marking : Marking
    journal : Journal
    run_jobs : callable
        ``run_jobs(jobs)`` gives their records in any order: on this machine, see
        :func:`coursekit.classroom.pool.run_jobs`, or on many.
    """
    for record in run_jobs(jobs_of(marking, journal)):
        journal.append(record)
        logging.getLogger(__name__).info(
            "%s %s %.1f s", record["student"], _states(record), record["seconds"]
        )
        yield record


def results_of(marking, journal):
    """The class's results from the journal and the marks by hand, as they stand now."""
    worth = sum(_hand_tasks(marking).values())
    return Results(marking.students, journal.read(), by_hand.read(marking.out), worth)


def write_results(marking, journal, replace):
    """Write all tables; return what that would take away, and write nothing, unless ``replace``."""
    results = results_of(marking, journal)
    if not replace and (lost := losses(marking.out, results)):
        return lost
    by_hand.add_missing(marking.out, results.students, _hand_tasks(marking))
    results = results_of(marking, journal)  # with the rows that were added
    files = marking.gathered.unmatched, marking.gathered.equal
    write_all(marking.out, marking.source.name, results, *files)
    return []


def open_journal(marking):
    """The journal of the folder of results."""
    return Journal(marking.out / JOURNAL)


def _people(source, class_list):
    """The students to be marked, or None for everybody who handed in."""
    if class_list is None:
        return None if source.students is None else list(source.students)
    people = read_class(class_list)
    if source.students is not None:
        known = {student.id for student in source.students}
        if lacking := [student.id for student in people if student.id not in known]:
            raise ValueError(
                f"{len(lacking)} of the class list have no key in {source.folder}, the first is "
                f"{lacking[0]!r}: run `coursekit release` again with this list."
            )
    return people


def _check_out(out, submitted):
    if out.exists() and not out.is_dir():
        raise ValueError(f"--out {out} is a file: name a folder for the results.")
    if submitted.resolve() in (out.resolve(), *out.resolve().parents):
        raise ValueError(f"--out {out} lies in what was handed in: name a folder outside.")
    there = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
    if not there.is_dir() or not writable(there):
        raise ValueError(f"Nothing can be written to {out}: name another folder with --out.")


def _hand_tasks(marking):
    """``{task: points}`` of the tasks for a person: the keys of a class all have the same."""
    path = marking.source.key(next(iter(marking.gathered.students)))
    return by_hand.tasks_of(light.read(path.read_bytes()))


def _states(record):
    return ", ".join(dict.fromkeys(task["state"] for task in record["tasks"]))
