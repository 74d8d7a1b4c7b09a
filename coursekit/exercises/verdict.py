"""The answer a learner gets: not attempted, right, or wrong with the reason."""

from dataclasses import dataclass

from coursekit._checks import NOT_ATTEMPTED

RIGHT = "right"
WRONG = "wrong"


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check.

    Attributes
    ----------
    status : str
        ``"not attempted"``, ``"right"`` or ``"wrong"``.
    message : str
        What to tell the learner, in whole sentences.
    mistake : str
        The name of a known mistake, or an empty string.
    """

    status: str
    message: str
    mistake: str = ""

    def __bool__(self):
        return self.status == RIGHT

    def __str__(self):
        mark = {NOT_ATTEMPTED: "○", RIGHT: "✔", WRONG: "✘"}[self.status]
        return f"{mark} {self.message}"

    def _ipython_display_(self):
        """Show nothing: the check has printed its sentence already."""
