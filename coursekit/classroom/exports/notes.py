"""``notes.csv``: everything that the instructor should look at, and what belongs to nobody."""

from coursekit.classroom.tables import write_table

NAME = "notes.csv"


def write_notes(folder, results, unmatched, equal=()):
    """Write one row for each note about a student, then about files that nobody or many own."""
    rows = [["", name, f"could not be matched: {why}"] for name, why in unmatched]
    rows += [["", name, who] for name, who in equal]
    write_table(folder / NAME, ["id", "file", "note"], _rows(results, rows))


def _rows(results, rest):
    for result in results:
        record = result.record
        for note in record["notes"]:
            yield [result.student.id, record["file"], note]
    yield from rest
