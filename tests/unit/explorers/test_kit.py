"""What every explorer shares: checked traits, the page's word, shared lines, display, no leaks."""

import dataclasses
import json
import shutil
from base64 import b64decode

import ipywidgets
import numpy as np
import pytest

from coursekit import explore
from coursekit.explorers.descent.explorer import Descent, State
from coursekit.explorers.kit import page
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Free, Number, Numbers, Steps, Switch
from coursekit.explorers.kit.shown import WIDGET
from coursekit.explorers.kit.words import say


@pytest.fixture
def w():
    return explore.descent(lr=0.2)


def hear(widget, names):
    """Return the list to which every change of the named traits is appended."""
    heard = []
    widget.observe(lambda change: heard.append((change["name"], change["new"])), names)
    return heard


def from_the_page(widget, **changes):
    """Do what ipywidgets does when the page has saved its state."""
    widget.set_state({"_state": {**widget._state, **changes}})


def test_a_setting_is_a_trait_that_is_heard_once(w):
    heard, told = hear(w, ["lr", "step"]), hear(w, "_state")
    w.lr = 0.5
    w.lr = 0.5
    assert heard == [("lr", 0.5)]
    assert told == [("_state", {**w._state, "lr": 0.5})]


def test_the_state_is_frozen_and_set_as_a_whole(w):
    with pytest.raises(dataclasses.FrozenInstanceError):
        w.state.lr = 1
    heard, told = hear(w, ["lr", "step", "start"]), hear(w, "_state")
    w.state = State(lr=0.7, step=3)
    assert w.state == State(lr=0.7, step=3)
    assert sorted(heard) == [("lr", 0.7), ("step", 3)] and len(told) == 1


@pytest.mark.parametrize("value", [np.float32(0.5), np.float64(0.5), np.array(0.5)[()]])
def test_numpys_numbers_become_pythons(w, value):
    w.lr = value
    assert type(w.lr) is float and w.lr == 0.5
    w.step = np.int64(4)
    assert type(w.step) is int
    json.dumps(w._state)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("lr", 7, r"lr \(learning rate η\) must be a number from 0.001 to 3, got 7\."),
        ("lr", "fast", "must be a number from"),
        ("lr", True, "must be a number from"),
        ("lr", float("nan"), "must be a number from"),
        ("step", 1.5, "must be a whole number from 0 to 100, got 1.5"),
        ("curve", "line", "must be one of 'parabola', 'two valleys', 'plateau', got 'line'"),
    ],
)
def test_a_bad_value_is_refused_and_the_last_good_one_stays(w, name, value, words):
    before, told = w.state, hear(w, "_state")
    with pytest.raises(ValueError, match=words):
        setattr(w, name, value)
    with pytest.raises(ValueError, match=words):
        explore.descent(**{name: value})
    with pytest.raises(ValueError, match=words):
        w.state = dataclasses.replace(before, **{name: value})
    assert w.state == before and not told


def test_an_unknown_setting_names_the_nearest():
    with pytest.raises(ValueError, match="explore.descent 'strat'. Did you mean 'start'"):
        explore.descent(strat=1)
    with pytest.raises(ValueError, match="Did you mean 'descent'"):
        explore.load("decent")
    with pytest.raises(ValueError, match="explore.descent takes no data"):
        explore.descent(data=[1])
    with pytest.raises(AttributeError, match="no 'nothing'"):
        explore.nothing  # noqa: B018
    with pytest.raises(ValueError, match="state must be a State"):
        explore.descent().state = {"lr": 1}


def test_the_page_is_heard_once(w):
    heard, told = hear(w, ["lr", "step"]), hear(w, "_state")
    from_the_page(w, lr=1, step=2)
    assert sorted(heard) == [("lr", 1.0), ("step", 2)] and w.state == State(lr=1.0, step=2)
    assert len(told) == 1


@pytest.mark.parametrize(
    "changes", [{"lr": 99}, {"lr": None}, {"lr": "x"}, {"new": 1}, {"step": [1]}, {"curve": "x"}]
)
def test_a_bad_state_from_the_page_is_refused_there(w, changes, monkeypatch):
    sent = []
    monkeypatch.setattr(type(w), "send", lambda self, message: sent.append(message))
    before, heard = w.state, hear(w, ["lr", "step", "curve"])
    from_the_page(w, **changes)
    assert w.state == before and not heard
    assert w._state == {**w._state, **dataclasses.asdict(before)} and "new" not in w._state
    assert len(sent) == 1 and sent[0]["refused"]


def test_two_widgets_do_not_share_a_state():
    a, b = explore.descent(lr=0.1), explore.descent()
    a.lr = 0.9
    assert b.lr == State().lr and Descent.checked() == State()


def test_a_control_of_ipywidgets_may_be_linked(w):
    slider = ipywidgets.FloatSlider(min=0.001, max=3, value=1)
    ipywidgets.link((w, "lr"), (slider, "value"))
    assert slider.value == 0.2
    slider.value = 0.4
    assert w.lr == 0.4
    from_the_page(w, lr=1.5)
    assert slider.value == 1.5


def test_steps_forward_and_back_to_the_start(w):
    w.step_forward()
    w.step_forward(500)
    assert w.step == 100
    w.lr = 2.5  # diverges, so the last step comes earlier
    w.reset()
    w.step_forward(500)
    assert w.step == w.numbers["diverged"] < 100
    w.reset()
    assert w.step == 0 and w.lr == 2.5


def test_a_shared_line_and_an_address_make_the_same_state(w):
    w.state = State("two valleys", lr=0.25, start=-2.0, step=12)
    assert (
        w.share() == repr(w) == "explore.descent(curve='two valleys', lr=0.25, start=-2, step=12)"
    )
    assert eval(w.share(), {"explore": explore}).state == w.state
    other = explore.descent()
    other.restore("file:///x.html" + w.fragment())
    assert other.state == w.state and other.restore("#") is None
    for bad in ("#lr=9", "#lr=[", "#nothing=1"):
        before = other.state
        with pytest.raises(ValueError):
            other.restore(bad)
        assert other.state == before


def test_a_sweep_is_a_table(w):
    table = w.sweep("lr", [0.1, 1.0, 2.5])
    assert list(table["lr"]) == [0.1, 1.0, 2.5] and list(table["loss"][:2]) == [2.0, 2.0]


def test_the_display_carries_widget_picture_and_words(w):
    data, metadata = w._repr_mimebundle_()
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert len(data["image/png"]) < 80_000
    assert data["text/plain"] == metadata["image/png"]["alt"] == w.words
    again, _ = explore.descent(lr=0.2)._repr_mimebundle_()
    assert again["image/png"] == data["image/png"] and again["text/plain"] == data["text/plain"]


def test_a_saved_page_holds_everything(w, tmp_path):
    w.save(tmp_path / "x.html")
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "http" not in text.replace("http-equiv", "") and '"lr": 0.2' in text
    assert "</script>" not in text.split("<script", 1)[1].rsplit("</script>", 1)[0]


def test_a_page_that_cannot_be_written_gets_a_sentence(w, tmp_path):
    for path in (tmp_path / "no" / "x.html", tmp_path):
        with pytest.raises(OSError, match=r"The page cannot be written to .*: name a file"):
            w.save(path)


def test_a_closed_widget_is_gone(w):
    w.close()
    assert w.comm is None


@pytest.mark.parametrize(
    ("x", "words"),
    [(None, "no number"), (0, "0"), (-0.5, "−0.5"), (12345.6, "12346"), (1.2e-7, "1.2 × 10⁻⁷")],
)
def test_say(x, words):
    assert say(x) == words


def test_controls_check_what_they_declare():
    dots = Numbers("dots", "points", -1, 1, columns=2, least=1, most=3)
    assert dots.check(np.array([[0, 1], [1, 0]])) == ((0.0, 1.0), (1.0, 0.0))
    for bad in ([], [[0, 0]] * 4, [[0]], [[0, 2]], "ab", [0, 1], 3):
        with pytest.raises(ValueError, match=r"dots \(points\) must be"):
            dots.check(bad)
    assert Numbers("k", "kernel", whole=True).to_page()["low"] is None
    assert Switch("on", "on").check(np.True_) is True
    with pytest.raises(ValueError, match="must be True or False, got 1"):
        Switch("on", "on").check(1)
    assert Free("x", "x", rule=str).check(3) == "3" and "rule" not in Free("x", "x", str).to_page()
    assert Steps("step", "step", last=7).to_page()["high"] == 7


@dataclasses.dataclass(frozen=True)
class Pair:
    low: float = 0.0
    high: float = 1.0


def test_a_class_whose_controls_do_not_match_is_refused():
    with pytest.raises(TypeError, match="one control a field"):
        type("Odd", (Explorer,), {"State": Pair, "CONTROLS": ()})
    taken = dataclasses.make_dataclass("Taken", [("layout", float, 0.0)], frozen=True)
    body = {"State": taken, "CONTROLS": (Number("layout", "x"),)}
    with pytest.raises(TypeError, match=r"every widget has its own \['layout'\]"):
        type("Odd", (Explorer,), body)


def test_a_first_control_that_does_not_exist_is_refused():
    body = {
        "State": Pair,
        "CONTROLS": (Number("low", "l"), Number("high", "h")),
        "FIRST": ("hihg",),
    }
    with pytest.raises(ValueError, match="Did you mean 'high'"):
        type("Odd", (Explorer,), body)


def test_an_explorer_made_again_reads_its_page_anew(monkeypatch, tmp_path):
    shutil.copytree(page.FOLDER / "kit", tmp_path / "kit")
    shutil.copytree(page.FOLDER / "descent", tmp_path / "descent")
    monkeypatch.setattr(page, "FOLDER", tmp_path)
    before = explore.descent()._esm
    text = (tmp_path / "descent" / "page.js").read_text(encoding="utf-8")
    changed = text.replace('"The walk on the curve"', '"A walk downhill"')
    (tmp_path / "descent" / "page.js").write_text(changed, encoding="utf-8")
    assert "A walk downhill" not in before and "A walk downhill" in explore.descent()._esm


def test_fields_that_do_not_fit_together_are_refused():
    def in_order(state):
        if state.low > state.high:
            raise ValueError("low must not be above high: make it smaller.")

    class Ordered(Descent):
        State = Pair
        CONTROLS = (Number("low", "low"), Number("high", "high"))
        frame = staticmethod(lambda state: {"goal": False})
        check = staticmethod(in_order)

    pair = Ordered(low=0.3)
    pair.high = 0.5
    with pytest.raises(ValueError, match="low must not be above high"):
        pair.low = 0.6
    assert pair.state == Pair(0.3, 0.5)
