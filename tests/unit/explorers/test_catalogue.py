"""Every explorer of the catalogue keeps the contract, over the extremes of its controls."""

import dataclasses
import json
import math
from base64 import b64decode

import pytest

from coursekit import explore
from coursekit.explorers.kit import page
from coursekit.explorers.kit.controls import Choice, Number, Seed, Steps, Switch
from coursekit.explorers.kit.states import to_json

LARGEST_UPDATE = 4000
EXAMPLES = 20


def extremes(control):
    """Return the ends of a control's range, or all its options."""
    if isinstance(control, Number):
        return [control.low, control.high]
    if isinstance(control, Steps):
        return [0, control.last]
    if isinstance(control, Choice):
        return control.options
    return {Seed: [0, 1], Switch: [False, True]}.get(type(control), [])


def corners(cls):
    """Yield states with every control at its ends, one at a time and then many together."""
    free = [control for control in cls.CONTROLS if len(extremes(control))]
    for control in free:
        for value in extremes(control):
            yield {control.name: value}
    count = math.prod(len(extremes(control)) for control in free)
    for place in range(0, count, max(1, count // EXAMPLES)):
        values = {}
        for control in reversed(free):
            place, k = divmod(place, len(extremes(control)))
            values[control.name] = extremes(control)[k]
        yield values


def test_the_catalogue_has_a_sentence_for_each():
    about = explore.catalogue()
    assert list(about) == explore.names() and len(about) == 14
    assert all(words.endswith(".") and len(words) < 120 for words in about.values())
    assert set(explore.names()) <= set(dir(explore))


@pytest.mark.parametrize("name", explore.names())
def test_the_declaration_is_complete(name):
    cls = explore.load(name)
    assert cls.NAME == name and cls.TITLE and cls.__doc__
    assert len(cls.PRESETS) >= 3 and all(
        preset.why.endswith((".", "?", "!")) for preset in cls.PRESETS
    )
    question = cls.QUESTION
    assert question.text.endswith("?") and 0 <= question.answer < len(question.choices)
    assert question.why.endswith(".") and cls.GOAL.text.endswith(".")
    states = [cls.State(), *cls.GOLDENS, *(preset.state for preset in cls.PRESETS)]
    for state in states:
        assert cls.checked(**{f: getattr(state, f) for f in to_json(state)}) == state
        assert len(json.dumps(to_json(state))) <= LARGEST_UPDATE
    assert len(set(map(repr, cls.GOLDENS))) >= 20
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(states[0], next(iter(to_json(states[0]))), 0)


@pytest.mark.parametrize("name", explore.names())
def test_one_name_for_one_thing(name):
    cls = explore.load(name)
    assert cls.__name__ == name.capitalize()
    assert cls.__module__ == f"coursekit.explorers.{name}.explorer"
    assert {"page.js", "picture.py"} <= {file.name for file in (page.FOLDER / name).iterdir()}


@pytest.mark.parametrize("name", explore.names())
def test_no_extreme_breaks_an_explorer(name):
    cls = explore.load(name)
    widget = cls()
    seen = 0
    for settings in corners(cls):
        try:
            state = cls.checked(**settings)
        except ValueError:  # ends that do not fit together are refused in words
            continue
        widget.state = state
        numbers = widget.numbers
        json.dumps(numbers, allow_nan=False)
        assert isinstance(numbers["goal"], bool) and widget.words
        seen += 1
    assert seen >= 3


@pytest.mark.parametrize("name", explore.names())
def test_presets_are_drawn_and_said(name):
    cls = explore.load(name)
    widget = cls()
    for preset in cls.PRESETS:
        widget.state = preset.state
        assert eval(widget.share(), {"explore": explore}).state == widget.state
    data, metadata = widget._repr_mimebundle_()
    assert b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == widget.words
    assert len(data["image/png"]) < 260_000


@pytest.mark.parametrize("name", explore.names())
def test_a_goal_is_not_reached_before_playing(name):
    assert explore.load(name)().numbers["goal"] is False
