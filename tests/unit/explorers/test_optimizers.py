"""The race: landscapes, rules and walks against coursekit, own data, code, and all extremes."""

import contextlib
import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import explore, nn
from coursekit.explorers.optimizers.explorer import OWN, Optimizers, State, frame
from coursekit.explorers.optimizers.explorer import given as page_data
from coursekit.explorers.optimizers.landscapes import LANDSCAPES, Table, own_landscape, parse
from coursekit.explorers.optimizers.rules import RULES, arguments
from coursekit.studies import surfaces
from coursekit.studies.descent import walk

GIVEN = page_data()
ALL = dict.fromkeys(RULES, True)
weight = st.floats(-3, 3)


def numbers(**settings):
    return frame(Optimizers.checked(**settings), GIVEN)


def runner(name, **settings):
    only = dict.fromkeys(RULES, False) | {name: True}
    return numbers(**(only | settings))["runners"][0]


def optimizer(name, state, eta):
    return getattr(nn.optimizers, RULES[name].optimizer)(**arguments(state, name, eta))


@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.name)
@given(weight, weight)
def test_landscapes_are_those_of_the_lessons(surface, w1, w2):
    E, *slopes = LANDSCAPES[surface.name].look_up(w1, w2)
    place = np.array([w1, w2])
    assert E == pytest.approx(surface.value(place), rel=1e-12, abs=1e-12)
    np.testing.assert_allclose(slopes, surface.gradient(place), rtol=1e-12, atol=1e-12)


@given(weight, weight)
def test_two_more_landscapes_have_the_formulas_they_claim(w1, w2):
    valley = float(surfaces.TWO_VALLEYS.value(np.array([w1]))) + w2**2
    assert LANDSCAPES["two valleys"].loss(w1, w2) == pytest.approx(valley, rel=1e-12, abs=1e-12)
    banana = (1 - w1) ** 2 + 100 * (w2 - w1**2) ** 2
    assert LANDSCAPES["Rosenbrock"].loss(w1, w2) == pytest.approx(banana, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("surface", LANDSCAPES)
@pytest.mark.parametrize("name", RULES)
def test_every_step_is_that_of_coursekit_nn(name, surface):
    state = State(beta=0.8, rho=0.7, beta_1=0.6, beta_2=0.99, epsilon=1e-5, lr=0.003)
    start = dict(zip(("w1", "w2"), LANDSCAPES[surface].start, strict=True))
    settings = {"beta": 0.8, "rho": 0.7, "beta_1": 0.6, "beta_2": 0.99, "epsilon": 1e-5}
    path = runner(name, surface=surface, lr=0.003, **settings, **start)["path"]
    assert len(path) == 151
    theirs = optimizer(name, state, 0.003)
    for before, after in zip(path, path[1:], strict=False):
        change = theirs.step(np.array(LANDSCAPES[surface].look_up(*before)[1:]))
        np.testing.assert_allclose(np.add(before, change), after, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", RULES)
def test_whole_walks_end_where_those_of_the_lessons_do(name):
    state = State(lr=0.01)
    theirs = walk(surfaces.RAVINE.gradient, (-2.0, 0.5), optimizer(name, state, 0.01), 150)
    np.testing.assert_allclose(runner(name, lr=0.01)["path"], theirs, rtol=1e-9, atol=1e-12)


def test_each_may_have_a_rate_of_its_own():
    mixed = numbers(**ALL, own_rates=True, lr_adam=0.3)["runners"]
    rates = {one["name"]: one["eta"] for one in mixed}
    assert rates["Adam"] == 0.3 and rates["Adadelta"] == 20 and rates["SGD"] == 0.04
    assert {one["eta"] for one in numbers(**ALL, lr=0.07)["runners"]} == {0.07}


def test_the_edges_of_plain_descent_and_momentum_are_those_of_the_theory():
    long = {"steps": 1000, "step": 1000}
    assert runner("sgd", lr=0.0495, **long)["diverged"] is None
    assert runner("sgd", lr=0.051, **long)["diverged"] is not None
    assert runner("momentum", lr=0.0945, **long)["diverged"] is None
    assert runner("momentum", lr=0.0955, **long)["diverged"] is not None


def test_a_path_that_diverges_stops_and_is_told_in_words():
    w = explore.optimizers(lr=0.5, step=3)
    assert "Diverged" not in w.words
    w.step = 150
    assert "Diverged: SGD (step 4), momentum (step 4)." in w.words
    gone = w.numbers["runners"][0]
    assert len(gone["path"]) == gone["diverged"] == 4
    w.adam = False
    assert "nobody is left" in w.words


def test_the_goal_needs_all_three_in_time_and_fair_play():
    assert numbers(lr=0.045)["goal"]
    for cheat in (
        {"lr": 0.02},
        {"lr": 0.045, "w1": -0.01},
        {"lr": 0.045, "own_rates": True},
        {"lr": 0.045, "momentum": False},
        {"lr": 0.045, "surface": "bowl"},
        {"lr": 0.045, "step": 20},
    ):
        assert not numbers(**cheat)["goal"], cheat


def test_noise_belongs_to_its_seed_and_is_the_same_for_all():
    noisy = {"surface": "bowl", "noise": 1.0, "steps": 1000, "step": 1000, "lr": 0.01}
    one, same, other = (runner("sgd", seed=seed, **noisy)["path"] for seed in (1, 1, 2))
    assert one == same != other
    plain = np.array(one)
    seen = -np.diff(plain, axis=0) / 0.01 - plain[:-1] * [1, 2]
    assert abs(seen.mean()) < 0.1 and seen.std() == pytest.approx(1, abs=0.05)
    twin = runner("momentum", seed=1, beta=0.0, **noisy)["path"]
    assert twin == one


def test_a_race_seen_up_to_a_step_is_the_beginning_of_the_whole():
    whole, part = numbers(**ALL), numbers(**ALL, step=37)
    for full, first in zip(whole["runners"], part["runners"], strict=True):
        assert first["path"] == full["path"][:38] and first["heights"] == full["heights"][:38]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("w1^2 + 3*w2^2", ((1, 2, 0), (3, 0, 2))),
        ("-w1**4/4 − 2e-1·w1w2 + .5", ((-0.25, 4, 0), (-0.2, 1, 1), (0.5, 0, 0))),
        ("3W1^2*w1/2/3", ((0.5, 3, 0),)),
    ],
)
def test_formulas_are_read(text, terms):
    for found, wanted in zip(parse(text), terms, strict=True):
        assert found == pytest.approx(wanted)


@pytest.mark.parametrize(
    "text", ["", "(w1)^2", "w1^9", "w3", "1/w1", "w1/0", "sin(w1)", "w1^8*w1", "w1 w2 +", 7]
)
def test_what_is_no_formula_is_refused_and_the_last_good_one_stays(text):
    w = explore.optimizers("w1^2 + w2^2")
    with pytest.raises(ValueError, match="formula must"):
        w.formula = text
    assert w.formula == "w1^2 + w2^2" and w.surface == OWN


def test_the_lowest_place_of_an_own_formula_is_found():
    found = own_landscape("w1^4/4 - w1^2 + 0.3*w1 + w2^2", (), (-2.0, 2.0, -1.0, 3.0))
    assert found.minima[0] == pytest.approx((-1.48397, 0), abs=1e-4)
    at_the_edge = own_landscape("w1 - w2", (), (-2.0, 2.0, -1.0, 3.0))
    assert at_the_edge.minima[0] == (-2.0, 3.0)


@given(weight, weight)
def test_a_table_of_a_parabola_is_that_parabola(w1, w2):
    entries = np.linspace(-3, 3, 13)
    table = tuple(tuple(2 * a * a - a * b + b + 1 for a in entries) for b in entries)
    E, g1, g2 = Table((0, 0), ((0, 0),), ((-3, 3), (-3, 3)), table).look_up(w1, w2)
    # the mixed product is bilinear, so cubics meet it as well
    assert E == pytest.approx(2 * w1 * w1 - w1 * w2 + w2 + 1, abs=1e-9)
    assert (g1, g2) == pytest.approx((4 * w1 - w2, 1 - w1), abs=1e-9)


@given(st.floats(-2.9, 2.9), st.floats(-2.9, 2.9))
def test_slopes_of_a_table_are_those_of_its_heights(w1, w2):
    entries = np.linspace(-2, 2, 9)
    table = tuple(tuple(math.sin(a) * math.cos(2 * b) for a in entries) for b in entries)
    found = Table((0, 0), ((0, 0),), ((-2, 2), (-2, 2)), table)
    _, g1, g2 = found.look_up(w1, w2)
    h = 1e-6
    if abs(w1) < 2 and abs(w2) < 2:
        rise = (found.loss(w1 + h, w2) - found.loss(w1 - h, w2)) / (2 * h)
        assert g1 == pytest.approx(rise, abs=1e-5)
        rise = (found.loss(w1, w2 + h) - found.loss(w1, w2 - h)) / (2 * h)
        assert g2 == pytest.approx(rise, abs=1e-5)
    elif abs(w1) > 2.01 and abs(w2) < 2:
        rise = (found.loss(w1 + h, w2) - found.loss(w1 - h, w2)) / (2 * h)
        assert g1 == pytest.approx(rise, abs=1e-5)


def test_own_functions_surfaces_and_tables_are_raced_on():
    window = ((-2.0, 3.0), (-1.0, 1.0))
    w = explore.optimizers((lambda w1, w2: (w1 - 1) ** 2 + 4 * w2**2, window), lr=0.1, w1=0.0)
    assert w.surface == OWN and w.landscape.region == window
    assert w.landscape.minima[0] == pytest.approx((1, 0), abs=1e-4)
    assert w.numbers["runners"][0]["path"][-1] == pytest.approx([1, 0], abs=1e-3)
    assert explore.optimizers(surfaces.BOWL).landscape.region == surfaces.BOWL.region
    assert explore.optimizers(np.zeros((4, 5))).numbers["runners"][0]["heights"][-1] == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (np.zeros((3, 3)), "4 × 4"),
        (np.full((5, 5), np.nan), "not finite"),
        (surfaces.TWO_VALLEYS, "two weights"),
        ((lambda a, b: a, ((1, 0), (0, 1))), "low to high"),
        ((lambda a, b: a, (1, 0)), "The window must be"),
        (lambda a: a, "f\\(w1, w2\\)"),
        (lambda a, b: 1 / (a + b), "division"),
        ([["a", "b"]], "numbers"),
    ],
)
def test_data_that_is_no_landscape_is_refused_in_a_sentence(data, told):
    with pytest.raises(ValueError, match=told):
        explore.optimizers(data)


def test_a_window_runs_from_low_to_high():
    w = explore.optimizers("w1^2 + w2^2")
    with pytest.raises(ValueError, match="low to high"):
        w.region = (1, -1, 0, 1)
    assert w.region == (-2, 2, -2, 2)


def test_a_sweep_is_a_table_with_a_column_a_runner():
    table = explore.optimizers(step=100).sweep("lr", [0.01, 0.045, 0.1])
    assert list(table.columns) == ["lr", "SGD", "momentum", "Adam"]
    assert table["SGD"].isna().tolist() == [False, False, True]
    ends = [runner("adam", lr=lr, step=100)["heights"][-1] for lr in (0.01, 0.045, 0.1)]
    assert table["Adam"].tolist() == ends


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_the_code_runs_and_ends_where_the_race_does(noise):
    w = explore.optimizers(**ALL, surface="saddle", lr=0.02, noise=noise, seed=4)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(w.code(), {})
    for line, one in zip(printed.getvalue().splitlines(), w.numbers["runners"], strict=True):
        name, _, loss = line.split()[:3]
        assert name == one["name"]
        height = float(loss) - LANDSCAPES["saddle"].lowest
        assert height == pytest.approx(one["heights"][-1], rel=1e-9, abs=1e-12)


def test_a_table_has_no_formula_to_write_down_and_engines_are_named():
    with pytest.raises(ValueError, match="table"):
        explore.optimizers(np.eye(4)).code()
    with pytest.raises(ValueError, match="keras"):
        explore.optimizers().code("kears")


@given(
    st.fixed_dictionaries(
        {
            "surface": st.sampled_from([*LANDSCAPES, OWN]),
            "formula": st.sampled_from(["3", "-w1^8*w2^8", "w1 - w2", "1e-9*w1^2", "999999*w1^4"]),
            "w1": st.sampled_from([-100.0, 0.0, 1e-9, 100.0]),
            "w2": st.sampled_from([-100.0, 0.0, 100.0]),
            "lr": st.sampled_from([1e-4, 0.05, 50.0]),
            "beta": st.sampled_from([0.0, 0.999]),
            "rho": st.sampled_from([0.0, 0.999]),
            "rho_adadelta": st.sampled_from([0.0, 0.999]),
            "beta_1": st.sampled_from([0.0, 0.999]),
            "beta_2": st.sampled_from([0.0, 0.9999]),
            "epsilon": st.sampled_from([1e-10, 1.0]),
            "noise": st.sampled_from([0.0, 5.0]),
            "steps": st.sampled_from([10, 60]),
            "step": st.sampled_from([0, 1, 1000]),
        }
    )
)
def test_no_setting_ends_in_an_error_or_in_no_number(settings):
    state = Optimizers.checked(**ALL, **settings)
    found = frame(state, GIVEN)
    for one in found["runners"]:
        assert np.isfinite(one["path"]).all() and np.isfinite(one["heights"]).all()
        assert len(one["path"]) == len(one["heights"]) >= 1
    assert "no number" not in Optimizers.describe(state, found, GIVEN)


def test_presets_show_what_they_claim():
    seen = {
        preset.name: {one["name"]: one for one in frame(preset.state, GIVEN)["runners"]}
        for preset in Optimizers.PRESETS
    }
    edge = seen["Past the edge"]
    assert edge["SGD"]["diverged"] and not (
        edge["momentum"]["diverged"] or edge["Adam"]["diverged"]
    )
    saddle = {name: one["arrived"] or 1000 for name, one in seen["At the saddle"].items()}
    assert min(saddle, key=saddle.get) == "Adagrad" and saddle["SGD"] == 1000
    turned = {name: one["arrived"] for name, one in seen["The ravine turned"].items()}
    assert max(turned, key=turned.get) == "Adagrad"
    hill = seen["Over the hill"]
    assert hill["SGD"]["path"][-1][0] > 1 and hill["momentum"]["path"][-1][0] < -1
    assert min(one["heights"][-1] for one in seen["Small batches"].values()) > 1e-4
    assert all(one["diverged"] is None for one in seen["A curved ravine"].values())


def test_the_picture_shows_every_runner():
    fig = explore.optimizers(**ALL, lr=0.06).figure()
    told = [text.get_text() for text in fig.legends[0].get_texts()]
    assert told[0] == "SGD: diverged, step 30" and len(told) == 7
    assert explore.optimizers(**dict.fromkeys(RULES, False)).figure() is not None
