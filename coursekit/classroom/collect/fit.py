"""Find each answer of a notebook whose cells were split, doubled, renamed or lost their marks."""

import copy

from coursekit.classroom import cells
from coursekit.classroom.collect.answers import Answer, bare, bound
from coursekit.classroom.own import is_own
from coursekit.classroom.release import release


def fit(notebook, key):
    """Return ``(notebook, notes)``: one cell with its grade id for each answer that was found.

    Of doubled cells the last one with a changed answer counts.  Cells that were split are joined.
    An answer without its grade id is known by the names that it defines, else by its place.

    Parameters
    ----------
    notebook : NotebookNode
        What :func:`~coursekit.classroom.collect.notebook.read_notebook` returned.
    key : NotebookNode
        The same assignment with solutions.

    Returns
    -------
    NotebookNode
        The same object; other cells stay where they are.
    list of str
        One sentence about each answer that was not simply in its place.
    """
    work, notes = _Cells(notebook, key), []
    work.mark_given()
    for answer in work.answers:
        copies = [cell for cell in notebook.cells if cells.grade_id(cell) == answer.grade_id]
        if len(copies) > 1:
            notes.append(work.settle(answer, copies))
        elif not copies and (found := work.find(answer)):
            notes.append(work.adopt(answer, found))
    for answer in work.answers:
        notes += filter(None, [work.join_following(answer), work.as_code(answer)])
    if work.answers and not work.known():
        notes.append("none of its cells is an answer to this assignment: is it another notebook?")
    return notebook, notes


class _Cells:
    def __init__(self, notebook, key):
        self.notebook = notebook
        self.released = release(key).cells
        of_key = dict(zip((cells.grade_id(c) for c in self.released), self.released, strict=True))
        self.answers = [
            Answer(cell, of_key[cells.grade_id(cell)])
            for cell in key.cells
            if cells.is_solution(cell)
        ]
        self._given = {bare(cell.source) for cell in self.released if not cells.is_solution(cell)}
        self._ids = {cells.grade_id(cell) for cell in key.cells} - {""}

    def mark_given(self):
        """Give the cells that were handed out their marks back; own numbers by their first line."""
        mine = {cells.grade_id(cell) for cell in self.notebook.cells}
        for wanted in self.released:
            if cells.grade_id(wanted) in mine | {""} or cells.is_solution(wanted):
                continue
            for cell in self._loose(given=True):
                own = is_own(wanted) and cell.source.startswith("student = ")
                if own or bare(cell.source) == bare(wanted.source):
                    cell.metadata = copy.deepcopy(wanted.metadata)
                    break

    def known(self):
        """Whether any answer has its cell."""
        mine = {cells.grade_id(cell) for cell in self.notebook.cells}
        return any(answer.grade_id in mine for answer in self.answers)

    def settle(self, answer, copies):
        """Make one cell of several with one grade id."""
        parts = [bound(cell.source) & answer.names for cell in copies]
        split = sum(map(len, parts)) == len(set().union(*parts)) and answer.names
        if split and len([cell for cell in copies if cell.source.strip()]) > 1:
            copies[0].source = "\n".join(cell.source for cell in copies)
            self._drop(copies[1:])
            return f"the answer “{answer.grade_id}” was split into {len(copies)} cells: joined"
        changed = [cell for cell in copies if answer.is_changed(cell)]
        kept = (changed or copies)[-1]
        self._drop([cell for cell in copies if cell is not kept])
        return (
            f"the answer “{answer.grade_id}” stands in {len(copies)} cells: the last that was "
            "changed counts"
        )

    def find(self, answer):
        """The cells without a mark that define the answer's names, else one by its place."""
        loose = self._loose()
        whole = [cell for cell in loose if answer.names and answer.names <= bound(cell.source)]
        if whole:
            changed = [cell for cell in whole if answer.is_changed(cell)]
            return [(changed or whole)[-1]]
        parts = [cell for cell in loose if answer.names & bound(cell.source)]
        return parts or self._between(answer, loose)

    def adopt(self, answer, found):
        """Give cells that were found the mark of the answer."""
        found[0].source = "\n".join(cell.source for cell in found)
        found[0].metadata = copy.deepcopy(answer.cell.metadata)
        self._drop(found[1:])
        return f"the answer “{answer.grade_id}” had lost its mark: known by what stands in it"

    def join_following(self, answer):
        """Join cells that go on where the answer's cell breaks off."""
        place = next(
            (n for n, c in enumerate(self.notebook.cells) if cells.grade_id(c) == answer.grade_id),
            None,
        )
        if place is None:
            return ""
        cell, rest = self.notebook.cells[place], []
        for following in self.notebook.cells[place + 1 :]:
            if not self._goes_on(answer, cell, following):
                break
            rest.append(following)
            cell.source = f"{cell.source}\n{following.source}"
        self._drop(rest)
        return f"the answer “{answer.grade_id}” went on in the next cell: joined" if rest else ""

    def as_code(self, answer):
        """Read an answer as code that its writer turned into text."""
        for cell in self.notebook.cells:
            if cells.grade_id(cell) == answer.grade_id and cell.cell_type != answer.cell.cell_type:
                cell.cell_type = answer.cell.cell_type
                if cell.cell_type == "code":
                    cell.outputs, cell.execution_count = [], None
                return f"the answer “{answer.grade_id}” stood in a text cell: read as code"
        return ""

    def _goes_on(self, answer, cell, following):
        if cells.grade_id(following) or following.cell_type != "code":
            return False
        if bare(following.source) in self._given or not following.source.strip():
            return False
        missing = answer.names - bound(cell.source)
        return following.source.startswith((" ", "\t")) or bool(missing & bound(following.source))

    def _loose(self, given=False):
        """Code cells that no mark and, unless ``given``, no text that was given accounts for."""
        return [
            cell
            for cell in self.notebook.cells
            if cell.cell_type == "code"
            and cells.grade_id(cell) not in self._ids
            and (given or bare(cell.source) not in self._given)
            and cell.source.strip()
        ]

    def _between(self, answer, loose):
        """The only loose cell between the given cells before and after the answer's."""
        place = next(n for n, c in enumerate(self.released) if cells.grade_id(c) == answer.grade_id)
        texts = [bare(cell.source) for cell in self.notebook.cells]
        before = _first_place(texts, reversed(self.released[:place]), -1)
        after = _first_place(texts, self.released[place + 1 :], len(texts))
        if (before, after) == (-1, len(texts)):  # nothing of what was handed out is there
            return []
        inside = [
            cell
            for n, cell in enumerate(self.notebook.cells)
            if before < n < after and any(cell is each for each in loose)
        ]
        return inside if len(inside) == 1 else []

    def _drop(self, gone):
        self.notebook.cells = [
            cell for cell in self.notebook.cells if not any(cell is each for each in gone)
        ]


def _first_place(texts, given, default):
    """Where the first of the given cells that is still there stands."""
    wanted = (bare(cell.source) for cell in given)
    return next((texts.index(text) for text in wanted if text in texts), default)
