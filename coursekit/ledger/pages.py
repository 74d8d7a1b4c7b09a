"""A page of printed figures on which somebody looks for the mistake."""

from dataclasses import dataclass, field

from coursekit._checks import nearest
from coursekit.handcalc.mistakes import CATALOGUE

#: The name for a slip that the catalogue does not know.
OTHER = "other"


@dataclass(frozen=True)
class Entry:
    """One figure of a page.

    Attributes
    ----------
    symbol, printed : str
    verdict : {"right", "carried", "wrong"}
        ``carried``: not right, but what the figures above it give.
    mistake : str
        For a wrong figure: a name of the catalogue, or ``"other"``.
    note : str
        What happened, for a mistake without a name.
    part : str
        Heading under which the figure stands; may be empty.
    """

    symbol: str
    printed: str
    verdict: str = "right"
    mistake: str = ""
    note: str = ""
    part: str = ""


@dataclass(frozen=True)
class Finding:
    """What is said about one attempt; true when a mistake was found and named."""

    status: str
    message: str

    def __bool__(self):
        return self.status == "found"

    def __str__(self):
        mark = {"found": "✔", "half": "◐", "not attempted": "○"}.get(self.status, "✘")
        return f"{mark} {self.message}"

    def _ipython_display_(self):
        """Show nothing: ``Page.check`` has printed the sentence."""


@dataclass(repr=False)
class Page:
    """Numbered figures, at least one of them wrong.

    ``page.check(line=4, mistake="one_path")`` judges an attempt.
    """

    title: str
    entries: list
    found: set = field(default_factory=set)
    attempts: int = 0

    def __repr__(self):
        lines, part = [self.title], ""
        for number, entry in enumerate(self.entries, 1):
            if entry.part != part:
                part = entry.part
                lines += ["", part]
            lines.append(f"{number:>4}  {entry.symbol} = {entry.printed}")
        return "\n".join(lines)

    @property
    def wrong(self):
        """Numbers of the lines on which a mistake was made."""
        return [n for n, entry in enumerate(self.entries, 1) if entry.verdict == "wrong"]

    def check(self, line=..., mistake=...):
        """Judge an attempt, print the verdict and return it.

        Parameters
        ----------
        line : int or str
            Number of a line, from 1, or the name of its quantity.
        mistake : str
            A name of the catalogue, or ``"other"`` for one that it does not have.
        """
        finding = self._judge(line, mistake)
        self.attempts += finding.status != "not attempted"
        print(finding)
        return finding

    def solution(self):
        """Print the mistakes of the page, once there has been an attempt."""
        if not self.attempts:
            print("Try first: one attempt with .check(line=…, mistake=…) opens the solution.")
            return
        for number in self.wrong:
            entry = self.entries[number - 1]
            print(f"Line {number}, {entry.symbol} = {entry.printed}: {_explain(entry)}")

    def _judge(self, line, mistake):
        if line in (..., None) or mistake in (..., None):
            return Finding(
                "not attempted",
                "Not attempted yet: give the number of a line and the name of a mistake.",
            )
        try:
            number = self._number(line)
            nearest(mistake, [*CATALOGUE, OTHER], "mistake")
        except ValueError as problem:
            # The list of all mistakes would bury the sentence.
            return Finding("unclear", str(problem).partition(" Choose one of")[0])
        return self._compare(number, self.entries[number - 1], mistake)

    def _number(self, line):
        symbols = [entry.symbol for entry in self.entries]
        if isinstance(line, str):
            nearest(line, symbols, "line")
            return symbols.index(line) + 1
        if not isinstance(line, int) or line is True or not 1 <= line <= len(symbols):
            raise ValueError(f"There is no line {line!r}: the page has lines 1 to {len(symbols)}.")
        return line

    def _compare(self, number, entry, mistake):
        where = f"Line {number}, {entry.symbol} = {entry.printed},"
        if entry.verdict == "right":
            return Finding("right line", f"{where} is right. The mistake is on another line.")
        if entry.verdict == "carried":
            return Finding(
                "carried",
                f"{where} is not right, but it follows from the figures above it. "
                "Look for the slip higher up.",
            )
        if mistake != entry.mistake:
            return Finding("half", f"{where} is wrong, yes. But {mistake!r} gives another number.")
        self.found.add(number)
        count = f" Found {len(self.found)} of {len(self.wrong)}." if len(self.wrong) > 1 else ""
        return Finding("found", f"{where} it is {mistake}. {_explain(entry)}{count}")


def _explain(entry):
    if entry.mistake in CATALOGUE:
        known = CATALOGUE[entry.mistake]
        return f"{known.title} {known.explanation}"
    return f"{entry.note[:1].upper()}{entry.note[1:]}."


def lecture_page(title, rows, quantities=None):
    """A page of figures as a lecture prints them.

    Parameters
    ----------
    title : str
    rows : pandas.DataFrame
        Rows of the ledger.
    quantities : list of str, optional
        Which of them stand on the page, in this order; all of them if left out.

    Raises
    ------
    ValueError
        For a quantity that the rows do not have exactly once, and when none of the figures is
        wrong: there would be nothing to find.
    """
    table = list(rows.itertuples())
    if quantities is not None:
        table = [_only(table, quantity) for quantity in quantities]
    entries = [_entry(row) for row in table]
    if not any(entry.verdict == "wrong" for entry in entries):
        raise ValueError("None of these figures is wrong: add a row with the verdict 'wrong'.")
    return Page(title, entries)


def _only(table, quantity):
    nearest(quantity, {row.quantity for row in table}, "quantity")
    found = [row for row in table if row.quantity == quantity]
    if len(found) > 1:
        raise ValueError(
            f"{quantity!r} stands {len(found)} times in these rows: choose one lecture first."
        )
    return found[0]


def _entry(row):
    verdict = row.verdict if row.verdict in ("carried", "wrong") else "right"
    if verdict != "wrong":
        return Entry(row.quantity, row.printed, verdict)
    name = row.cause.partition(":")[0]
    return Entry(
        row.quantity, row.printed, verdict, name if name in CATALOGUE else OTHER, row.cause
    )
