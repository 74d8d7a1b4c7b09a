"""Groups that hand in one notebook: each member gets the mark that its own numbers deserve."""

from dataclasses import replace

from coursekit.classroom.collect.content import hash_of, student_inside
from coursekit.classroom.tables import plain

MOST_NAMED = 5


def told(works, students):
    """Return the works with what a group's notebook means for each member.

    A notebook that holds the own numbers of another member of the same group is marked with those.
    Who handed in the same bytes as others outside a group is told.

    Parameters
    ----------
    works : dict of Work
        By id.
    students : list of Student
        Their groups stand in ``also["group"]``.
    """
    groups = {student.id: student.also.get("group", "") for student in students}
    works = {owner: _with_numbers(owner, work, groups) for owner, work in works.items()}
    return _with_twins(works, groups)


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


def _with_twins(works, groups):
    """Tell of equal files, which no two people write."""
    owners = {}
    for owner, work in works.items():
        owners.setdefault(not work.file.trouble and hash_of(work.file), []).append(owner)
    twins = {owner: each for found, each in owners.items() if found for owner in each}
    return {owner: _with_twin(owner, work, twins, groups) for owner, work in works.items()}


def _with_twin(owner, work, twins, groups):
    group = groups.get(owner)
    others = [
        each
        for each in twins.get(owner, ())
        if each != owner and not (group and groups.get(each) == group)
    ]
    if not others:
        return work
    named = ", ".join(others[:MOST_NAMED])
    note = (
        f"the file is that of {named} to the last byte. If they are a group, give the class list a "
        "column “group”: then one notebook counts for all its members"
    )
    return replace(work, notes=(*work.notes, note))
