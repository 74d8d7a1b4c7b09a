"""What can be set in an explorer: declared once, for Python's checks and for the page alike."""

import math
from dataclasses import asdict, dataclass

import numpy as np


@dataclass(frozen=True)
class Control:
    """The rule for one field of a state.

    Attributes
    ----------
    name : str
        The field of the state.
    label : str
        What learners read beside it.
    help : str
        One more sentence, shown when the pointer rests on the label.
    when : tuple (field, values), optional
        Show the control only while another field has one of the values.
    """

    name: str
    label: str

    def check(self, value):
        """Return ``value`` as plain Python, or raise ``ValueError`` with one sentence."""
        raise NotImplementedError

    def to_page(self):
        """Return the declaration as JSON; the page builds the control from it."""
        entries = {key: value for key, value in asdict(self).items() if not callable(value)}
        return {"kind": type(self).__name__.lower(), **entries}

    def _refuse(self, must, value):
        raise ValueError(f"{self.name} ({self.label}) must be {must}, got {value!r}.")


@dataclass(frozen=True)
class Number(Control):
    """A slider with a number box.

    Attributes
    ----------
    low, high : float
        Both ends are allowed.
    step : float
        What one press of an arrow key adds (linear scale).
    scale : {"linear", "log"}
    unit : str
        Read aloud after the value, ``"steps"``.
    whole : bool
        Whole numbers only; the field is then an ``int``.
    show : bool
        ``False`` for a field that is only dragged: no slider, the same check.
    """

    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    scale: str = "linear"
    unit: str = ""
    whole: bool = False
    help: str = ""
    when: tuple | None = None
    show: bool = True

    def check(self, value):
        """Return a float (an int when whole) within the range."""
        return _number(self, value, self.low, self.high, self.whole)


@dataclass(frozen=True)
class Steps(Control):
    """The field that moves in time: Step, Play, Pause and Reset work on it.

    Attributes
    ----------
    last : int
        Play stops here, or earlier where ``frame(state)["last"]`` says so.
    per_second : float
        How fast Play goes.
    show : bool
        ``False``: buttons only, no slider to go to any step.
    """

    last: int = 100
    per_second: float = 5.0
    unit: str = ""
    help: str = ""
    show: bool = True

    def check(self, value):
        """Return a whole number from 0 to ``last``."""
        return _number(self, value, 0, self.last, whole=True)

    def to_page(self):
        """Return the declaration as JSON: a slider of whole numbers that moves by itself too."""
        return {**super().to_page(), "low": 0, "high": self.last, "step": 1, "whole": True}


@dataclass(frozen=True)
class Seed(Control):
    """Where the random numbers start: a number box, and a button that takes the next one."""

    high: int = 9999
    help: str = ""
    when: tuple | None = None

    def check(self, value):
        """Return a whole number from 0 to ``high``."""
        return _number(self, value, 0, self.high, whole=True)

    def to_page(self):
        """Return the declaration as JSON: a number box for whole numbers."""
        return {**super().to_page(), "low": 0, "whole": True}


@dataclass(frozen=True)
class Choice(Control):
    """A list to choose from; ``names`` are what learners read in place of the ``options``."""

    options: tuple = ()
    names: tuple = ()
    help: str = ""
    when: tuple | None = None

    def check(self, value):
        """Return one of the options; 0 and 0.0 are the same one, True and 1 are not."""
        number = (int, float, np.integer, np.floating)
        for option in self.options:
            alike = isinstance(value, type(option)) or (
                isinstance(value, number)
                and isinstance(option, number)
                and not isinstance(value, bool)
            )
            if alike and value == option:
                return option
        self._refuse("one of " + ", ".join(map(repr, self.options)), value)


@dataclass(frozen=True)
class Switch(Control):
    """A box to tick; those with the same ``group`` stand together in a frame of that name."""

    group: str = ""
    help: str = ""
    when: tuple | None = None

    def check(self, value):
        """Return a bool."""
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        self._refuse("True or False", value)


@dataclass(frozen=True)
class Numbers(Control):
    """A list of numbers, or of rows of numbers, that handles or own page elements change.

    Attributes
    ----------
    low, high : float
    columns : int or None
        Numbers in a row; ``None`` for a plain list.
    least, most : int
        How many entries or rows there may be.
    whole : bool
    """

    low: float = -math.inf
    high: float = math.inf
    columns: int | None = None
    least: int = 0
    most: int = 100
    whole: bool = False

    def check(self, value):
        """Return a tuple of numbers, or of tuples of numbers."""
        rows = _sequence(self, value, "a list")
        if not self.least <= len(rows) <= self.most:
            self._refuse(f"a list of {self.least} to {self.most} entries", value)
        if self.columns is None:
            return tuple(self._entry(entry) for entry in rows)
        rows = [_sequence(self, row, f"a list of rows of {self.columns} numbers") for row in rows]
        if any(len(row) != self.columns for row in rows):
            self._refuse(f"a list of rows of {self.columns} numbers each", value)
        return tuple(tuple(self._entry(entry) for entry in row) for row in rows)

    def _entry(self, value):
        return _number(self, value, self.low, self.high, self.whole)

    def to_page(self):
        """Return the declaration as JSON, which knows no infinity."""
        ends = {"low": self.low, "high": self.high}
        open_ends = {key: None for key, end in ends.items() if math.isinf(end)}
        return {**super().to_page(), **open_ends}


@dataclass(frozen=True)
class Free(Control):
    """Anything JSON can hold, checked by a function of the explorer: ``rule(value)`` → value."""

    rule: object = None

    def check(self, value):
        """Return what the rule returns."""
        return self.rule(value)


@dataclass(frozen=True)
class Preset:
    """A named state, and in one sentence why it is worth a look."""

    name: str
    state: object
    why: str


@dataclass(frozen=True)
class Question:
    """Predict first: a question, its choices, the number of the right one and why it is right."""

    text: str
    choices: tuple
    answer: int
    why: str


@dataclass(frozen=True)
class Goal:
    """Something to reach; ``frame(state)["goal"]`` says whether it is."""

    text: str


def _number(control, value, low, high, whole):
    """Return a plain number within [low, high]; NumPy's scalars become Python's."""
    must = f"a {'whole ' if whole else ''}number"
    if math.isfinite(low) and math.isfinite(high):
        must += f" from {low:g} to {high:g}"
    real = isinstance(value, (int, float, np.integer, np.floating))
    if not real or isinstance(value, bool) or not math.isfinite(value):
        control._refuse(must, value)
    if not low <= value <= high or (whole and value != int(value)):
        control._refuse(must, value)
    return int(value) if whole else float(value)


def _sequence(control, value, must):
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, (list, tuple)):
        control._refuse(must, value)
    return value
