"""What all explorers share in Python: a checked state, its numbers, its picture, and its widget.

The folder and the class have the public name: ``explorers/descent`` holds ``Descent``.  Its
``explorer.py`` has, in this order::

    @dataclass(frozen=True)
    class State:                 # JSON-able fields with defaults; lists are tuples
        lr: float = 0.1
        step: int = 0            # if it moves in time; ``seed: int = 0`` if anything is random

    def frame(state): ...        # pure: dict of numbers, words, None and lists of them
    def describe(state, frame): ...   # one or two sentences; numbers through ``say``

    class Descent(Explorer):
        NAME, TITLE, ABOUT = "descent", "Gradient descent", "one sentence for the catalogue."
        State, frame, describe = State, staticmethod(frame), staticmethod(describe)
        CONTROLS = (Number("lr", …), Steps("step", "step"))     # exactly one a field of State
        FIRST = ("lr", "step")   # six at most are shown at once, the others unfold; (): all
        PRESETS = (Preset("Too fast", State(lr=1.05), "why this one."), …)           # at least 3
        QUESTION = Question("What happens when …?", ("…", "…", "…"), answer=1, why="…")
        GOAL = Goal("Reach … in at most 30 steps.")             # frame["goal"] says if reached
        GOLDENS = (State(…), …)  # at least 20, extremes of all controls among them

``frame`` has at least ``"goal"`` (bool).  ``"last"`` (a step) ends Play earlier than the control's
``last``, as when a run diverged.  A number that is infinite or undefined is ``None`` (`finite`).
Play asks for one frame after the other: where a frame is costly, keep trajectories in a cache whose
key is the state without ``step``.

Static data that the page needs too (data sets, recorded runs, weights): define
``given(data=None)`` → JSON-able dict, with ``given = staticmethod(given)`` in the class.  Then the
functions are ``frame(state, given)`` and ``describe(state, frame, given)``; ``data`` is what a
learner passed as ``data=`` (``None``: the course's own; refuse with a clear ``ValueError``).  A
relation between fields is checked by ``check(state)`` (a staticmethod that raises ``ValueError``).

Beside it lie ``page.js``, whose parts ``kit/base.js`` describes, and ``picture.py``:
``draw(state, frame)`` (with ``given`` as third argument where there is one) returns a matplotlib
Figure.  An explorer that is made again reads its page anew: change a line, run the cell, look.
"""

import dataclasses
import json
from functools import lru_cache
from importlib import import_module
from urllib.parse import parse_qsl, quote

import traitlets

from coursekit._checks import nearest
from coursekit.explorers.kit import page
from coursekit.explorers.kit.controls import Steps
from coursekit.explorers.kit.shown import Shown
from coursekit.explorers.kit.states import literal, names, plain, to_json, values


class Field(traitlets.TraitType):
    """A trait for one field of the state; the explorer checks what is assigned."""

    def validate(self, explorer, value):
        """Return the checked value; a bad one raises ``ValueError`` and changes nothing."""
        return explorer._admit(self.name, value)


class Explorer(Shown):
    """A widget whose state is a frozen dataclass, drawn in the page and known to Python.

    Parameters
    ----------
    data : optional
        Own data, where the explorer takes some.
    **settings
        Fields of the state by name.

    Attributes
    ----------
    state : State
        Read it, or set it to change several fields at once.
    data
        What was passed as ``data``.

    Raises
    ------
    ValueError
        For a value that is not allowed; the last good state stays.

    Notes
    -----
    Every field is a trait too: ``w.lr = 0.3``, ``w.observe(tell, "lr")``,
    ``ipywidgets.link((w, "lr"), (slider, "value"))``.
    """

    NAME = TITLE = ABOUT = ""
    State = frame = describe = QUESTION = GOAL = given = None
    CONTROLS = FIRST = PRESETS = GOLDENS = ()

    _state = traitlets.Dict().tag(sync=True)
    _page = traitlets.Dict().tag(sync=True)
    _given = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "State" in cls.__dict__:
            _check_declaration(cls)

    def __init__(self, data=None, **settings):
        self._already_checked = True  # until all traits are there, each takes its value as it is
        self._data = data
        given = type(self)._give(data)
        self._start = start = type(self).checked(**settings)
        traits = {name: Field(value) for name, value in values(start).items()}
        self.add_traits(**traits)
        start = self.state  # a trait takes its value when it is first read
        declared = {**self.declaration(), "start": to_json(start)}
        self._esm, self._css = page.script(self.NAME), page.style()
        super().__init__(_state=to_json(start), _page=declared, _given=given)
        self._already_checked = False
        self.observe(self._tell_the_page, names=list(traits))
        self.observe(self._hear_the_page, names="_state")

    @classmethod
    def checked(cls, base=None, **settings):
        """Return a state: ``base`` (or the defaults) with settings, all checked."""
        controls = {control.name: control for control in cls.CONTROLS}
        for name in settings:
            nearest(name, controls, f"setting of explore.{cls.NAME}")
        values = {name: controls[name].check(value) for name, value in settings.items()}
        state = dataclasses.replace(base or cls.State(), **values)
        cls.check(state)
        return state

    @staticmethod
    def check(state):
        """Raise ``ValueError`` where fields that are right alone do not fit together."""

    @classmethod
    def declaration(cls):
        """Return what the page builds itself from, as JSON."""
        return {
            "name": cls.NAME,
            "title": cls.TITLE,
            "controls": [
                {**control.to_page(), "first": not cls.FIRST or control.name in cls.FIRST}
                for control in cls.CONTROLS
            ],
            "presets": [
                {"name": p.name, "why": p.why, "state": to_json(p.state)} for p in cls.PRESETS
            ],
            "question": dataclasses.asdict(cls.QUESTION),
            "goal": cls.GOAL.text,
            "defaults": to_json(cls.State()),
        }

    @classmethod
    def _give(cls, data=None):
        if cls.given is None:
            if data is not None:
                raise ValueError(f"explore.{cls.NAME} takes no data: leave out data=.")
            return {}
        return cls.given(data) if data is not None else _own_given(cls.given)

    @property
    def state(self):
        """The state as a frozen dataclass."""
        return self.State(**{name: getattr(self, name) for name in names(self.State)})

    @state.setter
    def state(self, state):
        if not isinstance(state, self.State):
            raise ValueError(f"state must be a {self.State.__name__}, got {state!r}.")
        self._put(self.checked(**values(state)))

    @property
    def data(self):
        """Own data, or ``None`` for the course's."""
        return self._data

    @data.setter
    def data(self, data):
        self._given = self._give(data)
        self._data = data

    @property
    def numbers(self):
        """The frame of the current state: what the picture shows, as a dict of numbers."""
        return self.frame(self.state, *self._extra)

    @property
    def words(self):
        """One or two sentences that describe the picture."""
        return self.describe(self.state, self.numbers, *self._extra)

    @property
    def _extra(self):
        return (self._given,) if self.given is not None else ()

    def step_forward(self, steps=1):
        """Go some steps on, as the button Step does, and stop at the last one."""
        name, last = self._steps().name, self._steps().last
        step = max(0, min(last, getattr(self, name) + steps))
        end = self.frame(self.checked(self.state, **{name: step}), *self._extra).get("last")
        setattr(self, name, step if end is None else min(step, end))

    def reset(self):
        """Go back to step 0; without steps, to the state the explorer was made with."""
        steps = [control for control in self.CONTROLS if isinstance(control, Steps)]
        self._put(self.checked(self.state, **{steps[0].name: 0}) if steps else self._start)

    def _steps(self):
        for control in self.CONTROLS:
            if isinstance(control, Steps):
                return control
        raise ValueError(f"explore.{self.NAME} has no steps.")

    def figure(self):
        """Return a matplotlib Figure of the current state."""
        picture = import_module(f"coursekit.explorers.{self.NAME}.picture")
        return picture.draw(self.state, self.numbers, *self._extra)

    def sweep(self, name, values):
        """Return a DataFrame of the single numbers of the frame, one row a value of one field."""
        from pandas import DataFrame

        rows = []
        for value in values:
            state = self.checked(self.state, **{name: value})
            frame = self.frame(state, *self._extra)
            single = {k: v for k, v in frame.items() if isinstance(v, (int, float, str, bool))}
            rows.append({name: getattr(state, name), **single})
        return DataFrame(rows)

    def share(self):
        """Return the line of Python that makes this explorer in this state."""
        told = ", ".join(f"{name}={literal(value)}" for name, value in self._changed())
        return f"explore.{self.NAME}({told})"

    def fragment(self):
        """Return the end of a page's address that opens it in this state: ``#lr=0.3&step=12``."""
        told = [f"{name}={quote(json.dumps(plain(v)))}" for name, v in self._changed()]
        return "#" + "&".join(told)

    def restore(self, fragment):
        """Take the state from the end of a page's address."""
        pairs = parse_qsl(fragment.partition("#")[2] or fragment)
        try:
            settings = {name: json.loads(value) for name, value in pairs}
        except ValueError:
            raise ValueError(f"{fragment!r} is not the end of an explorer's address.") from None
        self._put(self.checked(**settings))

    def save(self, path):
        """Write a page that shows this explorer without a kernel and without the network."""
        page.write(self, path)

    def _changed(self):
        now, usual = values(self.state), values(self.State())
        return [(name, value) for name, value in now.items() if value != usual[name]]

    def _admit(self, name, value):
        if self._already_checked:
            return value
        return getattr(self.checked(self.state, **{name: value}), name)

    def _put(self, state):
        """Take a checked state; every observer hears of its field once."""
        self._already_checked = True
        try:
            with self.hold_trait_notifications():
                for name, value in values(state).items():
                    setattr(self, name, value)
        finally:
            self._already_checked = False

    def _tell_the_page(self, _):
        self._state = to_json(self.state)

    def _hear_the_page(self, change):
        """Take what the page sent, or say there why not and keep the last good state."""
        good = to_json(self.state)
        if change["new"] == good:
            return
        try:
            self._put(self.checked(**change["new"]))
        except (ValueError, TypeError) as refusal:
            self._state = good
            self.send({"refused": str(refusal)})

    def __repr__(self):
        return self.share()


@lru_cache
def _own_given(given):
    return given()


def _check_declaration(cls):
    """Refuse a class whose controls and state do not match, when it is made."""
    fields, controls = names(cls.State), [control.name for control in cls.CONTROLS]
    if sorted(fields) != sorted(controls):
        raise TypeError(f"{cls.__name__}: one control a field, got {controls} for {fields}.")
    for name in cls.FIRST:
        nearest(name, fields, f"control of {cls.__name__}")
    taken = [name for name in fields if hasattr(Explorer, name)]
    if taken:
        raise TypeError(f"{cls.__name__}: every widget has its own {taken}; choose other names.")
