"""Groups that hand in one notebook: each member gets the mark that its own numbers deserve."""

from dataclasses import replace

from coursekit.classroom.collect.content import hash_of, student_inside
from coursekit.classroom.tables import plain

MOST_NAMED = 5


def with_numbers(works, students):
    """Return the works; a notebook with another member's own numbers is marked with those.

    Parameters
    ----------
    works : dict of Work
        By id.
    students : list of Student
        Their groups stand in ``also["group"]``.
    """
    groups = _groups(students)
    return {owner: _with_numbers(owner, work, groups) for owner, work in works.items()}


def _groups(students):
    return {student.id: student.also.get("group", "") for student in students}


def _with_numbers(owner, work, groups):
    group = groups.get(owner)
    if not group or work.file.trouble:
        return work
    inside = student_inside(work.file).casefold()
    other = next((each for each in groups if each.casefold() == inside), owner)
    if other == owner or groups[other] != group:
        return work
    note = f"the group {plain(group)} handed in one notebook: marked with the numbers of {other}"
    return replace(work, notes=(*work.notes, note), numbers_of=other)


def equal(works, students):
    """Return ``(name of a file, sentence)`` where people of no common group handed in equal files.

    The parameters are those of :func:`with_numbers`.
    """
    groups, owners = _groups(students), {}
    for owner, work in works.items():
        if found := "" if work.file.trouble else hash_of(work.file):
            owners.setdefault(found, []).append(owner)
    return tuple(
        (plain(works[those[0]].file.name), _sentence(those))
        for those in owners.values()
        if len(those) > 1 and not _are_one({groups.get(each) for each in those})
    )


def _are_one(groups):
    return len(groups) == 1 and any(groups)


def _sentence(those):
    rest = f" and {len(those) - MOST_NAMED} more" if len(those) > MOST_NAMED else ""
    return (
        f"{', '.join(those[:MOST_NAMED])}{rest} handed in the same file to the last byte; if they "
        "are a group, give the class list a column “group”: one notebook then counts for all of it"
    )
