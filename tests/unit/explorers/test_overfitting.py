"""The overfitting explorer against EarlyStopping, and its recorded runs against the code."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import explore, nn
from coursekit.explorers.overfitting import runs
from coursekit.explorers.overfitting.explorer import Overfitting, State, early_stopping, frame
from coursekit.explorers.overfitting.explorer import given as give
from workshop.data import overfitting_runs

RUNS = give()


class EpochModel:
    """Stands for a model whose weights are the number of the epoch."""

    stop_training = restored = epoch = None

    def get_weights(self):
        return self.epoch

    def set_weights(self, weights):
        self.restored = weights


def played(val_loss, patience, min_delta, restore):
    """Return (last epoch, stopped?, epoch whose weights are kept) as coursekit.nn has them."""
    model = EpochModel()
    stopper = nn.callbacks.EarlyStopping(
        patience=patience, min_delta=min_delta, restore_best_weights=restore
    )
    stopper.set_model(model)
    stopper.on_train_begin()
    for model.epoch, value in enumerate(val_loss, start=1):
        stopper.on_epoch_end(model.epoch - 1, {"val_loss": value})
        if model.stop_training:
            break
    stopper.on_train_end()
    return model.epoch, bool(model.stop_training), model.restored or model.epoch


@given(
    st.lists(st.floats(0, 2), min_size=1, max_size=25),
    st.integers(0, 6),
    st.sampled_from([0.0, 0.1, 0.5]),
    st.booleans(),
)
def test_stops_and_keeps_as_the_callback_does(val_loss, patience, min_delta, restore):
    own = give({"val_loss": val_loss})
    state = State(patience=patience, min_delta=min_delta, restore_best=restore, step=1000)
    numbers = frame(state, own)
    assert numbers["over"]
    result = numbers["now"], numbers["stop"] is not None, numbers["kept_epoch"]
    assert result == played(val_loss, patience, min_delta, restore)
    assert numbers["kept"] == val_loss[numbers["kept_epoch"] - 1]
    json.dumps(numbers, allow_nan=False)


@pytest.mark.parametrize("key", RUNS["runs"])
def test_recorded_runs_stop_as_the_callback_does(key):
    size, dropout, seed = key.split()
    for patience, min_delta in ((0, 0.0), (3, 0.0), (8, 0.0015), (20, 0.01), (50, 0.05)):
        state = State(size, float(dropout), int(seed), patience, min_delta)
        numbers = frame(state, RUNS)
        result = numbers["now"], numbers["stop"] is not None, numbers["kept_epoch"]
        assert result == played(numbers["val_loss"], patience, min_delta, True)


def test_step_plays_up_to_an_epoch_and_never_past_the_stop():
    last = frame(State(patience=5), RUNS)["last"]
    for step in range(0, 101):
        numbers = frame(State(patience=5, step=step), RUNS)
        assert numbers["now"] == min(step, last) and numbers["last"] == last
        assert (numbers["stop"] is not None) == (step >= last)
    assert frame(State(step=0), RUNS)["kept"] is None


def test_restoring_buys_the_difference_to_the_last_epoch():
    kept, last = (frame(State(restore_best=flag), RUNS) for flag in (True, False))
    assert kept["kept"] == last["kept"] - last["bought"] == min(kept["val_loss"])
    assert last["kept_epoch"] == last["now"] == kept["kept_epoch"] + 20


def test_more_patience_never_stops_earlier():
    waits = [
        early_stopping([5, 4, 6, 3, 7, 7, 2, 8, 8, 8], patience, 0)[0] for patience in range(5)
    ]
    assert [len(w) for w in waits] == [3, 3, 6, 10, 10]


def test_goal_needs_one_patience_for_three_runs():
    reached = [p for p in range(51) if frame(State(dropout=0.5, patience=p), RUNS)["goal"]]
    assert reached and max(reached) < 10
    for seed in (0, 1, 2):
        state = State(dropout=0.5, patience=reached[0], seed=seed)
        numbers = frame(state, RUNS)
        assert numbers["goal"] and numbers["stop"] <= 50
        assert numbers["kept"] <= numbers["lowest"] + 0.002
    assert not frame(State(dropout=0.5, patience=reached[0], step=10), RUNS)["goal"]
    assert not any(frame(preset.state, RUNS)["goal"] for preset in Overfitting.PRESETS)


@pytest.mark.parametrize("key", ["6-6 0.5 2", "32-32 0.2 1", "64-64 0 0"])
def test_the_code_records_what_the_file_holds(key):
    """Within a band: other machines round differently, and training magnifies it."""
    size, dropout, seed = key.split()
    parts = overfitting_runs.customers()
    history = overfitting_runs.train(runs.SIZES[size], float(dropout), int(seed), *parts)
    stored = {name: np.array(v) / 10_000 for name, v in runs.recorded()[key].items()}
    for name, values in history.items():
        np.testing.assert_allclose(values[:5], stored[name][:5], atol=0.01)
    assert min(history["val_loss"]) == pytest.approx(stored["val_loss"].min(), abs=0.02)
    assert history["val_loss"][-1] == pytest.approx(stored["val_loss"][-1], rel=0.25)


def test_all_runs_are_there():
    sizes, dropouts, seeds = runs.SIZES, runs.DROPOUTS, runs.SEEDS
    keys = {f"{a} {b:g} {c}" for a in sizes for b in dropouts for c in seeds}
    assert set(runs.recorded()) == keys
    for run in runs.recorded().values():
        assert {name: len(values) for name, values in run.items()} == {"loss": 100, "val_loss": 100}


def test_own_history():
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.arange(4.0)[:, None] / 4
    history = model.fit(x, x, epochs=3, validation_data=(x, x), verbose=0)
    for data in (history, history.history):
        w = explore.overfitting(data=data, patience=0)
        assert w.step == w.numbers["epochs"] == 3
        assert w.numbers["val_loss"] == history.history["val_loss"]
        assert w.words.startswith("Your history: ")
        shown = [c["name"] for c in w._page["controls"] if c.get("show", True)]
        assert shown == ["patience", "min_delta", "restore_best", "step"]
    own = give({"val_loss": [3, 2, 1, 2, 3, 4, 5, 6]})
    reached = [p for p in range(4) if frame(State(patience=p), own)["goal"]]
    assert reached == [0, 1]


@pytest.mark.parametrize(
    "data, words",
    [
        ({"loss": [1.0]}, "validation_data"),
        ([1.0, 2.0], "validation_data"),
        ({"val_loss": []}, "1 to 1000"),
        ({"val_loss": [1.0, float("nan")]}, "became NaN"),
        ({"val_loss": ["a"]}, "val_loss"),
        ({"loss": [1.0], "val_loss": [1.0, 2.0]}, "same number of epochs"),
    ],
)
def test_bad_history_is_refused_in_a_sentence(data, words):
    with pytest.raises(ValueError, match=words):
        explore.overfitting(data=data)


def test_the_page_may_write_0_for_0_point_0():
    """JavaScript has one kind of number, so a state comes back with whole floats as integers."""
    w = explore.overfitting()
    w._state = {**w._state, "dropout": 0, "min_delta": 0, "patience": 50}
    assert (w.patience, w.dropout) == (50, 0.0) and isinstance(w.dropout, float)
    w.dropout = 0
    with pytest.raises(ValueError, match="one of"):
        w.dropout = False
