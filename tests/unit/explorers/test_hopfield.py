"""The Hopfield explorer against the machine of lesson 14, and its presets, question and goal."""

import numpy as np
import pytest

from coursekit import explore
from coursekit.explorers.hopfield.explorer import HEART, Hopfield, State, frame
from coursekit.explorers.hopfield.memory import NEURONS, NOISE, ORDER
from coursekit.explorers.kit.chance import Chance
from coursekit.machines import hopfield as machine
from coursekit.machines.letters import letter

EVER = 200  # more flips than any run has


def at_end(state):
    return frame(Hopfield.checked(state, step=EVER))


@pytest.mark.parametrize("state", Hopfield.GOLDENS)
def test_every_number_is_the_machines(state, monkeypatch):
    """The machine, asked in the same order, flips the same neurons down the same energies."""
    shown = at_end(state)
    chance = Chance(state.seed + ORDER)
    orders = ([*chance.shuffle(range(NEURONS))] for _ in range(100))
    monkeypatch.setattr(machine, "_orders", lambda *_: orders)
    memory = machine.Hopfield().fit(shown["patterns"])
    run = memory.recall(shown["begun"])
    assert run.converged and shown["last"] == len(run.neurons)
    np.testing.assert_allclose(shown["energies"], run.energies, atol=1e-12)
    np.testing.assert_array_equal(shown["neurons"], run.states[-1])
    np.testing.assert_allclose(shown["overlaps"], memory.overlap(run.states[-1]), atol=1e-12)
    np.testing.assert_array_equal(shown["rests"], memory.is_stable(shown["patterns"]))
    middle = frame(Hopfield.checked(state, step=len(run.neurons) // 2))
    np.testing.assert_array_equal(middle["neurons"], run.states[len(run.neurons) // 2])
    assert middle["energy"] == pytest.approx(run.energies[len(run.neurons) // 2], abs=1e-12)


def test_the_patterns_are_the_letters_of_the_lesson_then_coins_then_own_ones():
    shown = frame(State(count=10, own=(HEART,)))
    assert shown["names"] == [*"HLOSXAPTZ", "r10", "own 1"]
    for name, pattern in zip("HLOSXAPTZ", shown["patterns"], strict=False):
        np.testing.assert_array_equal(pattern, letter(name))
    assert [dot == "#" for dot in HEART] == [p > 0 for p in shown["patterns"][-1]]
    coins = frame(State("random", 10))["patterns"]
    assert coins[9] == shown["patterns"][9] and abs(np.mean(coins)) < 0.12


def test_noise_and_the_hand_turn_over_so_many_dots():
    for noise in (0, 1, 20, NEURONS):
        shown = frame(State(noise=noise, seed=3))
        assert np.not_equal(shown["begun"], shown["patterns"][0]).sum() == noise
    by_chance = Chance(3 + NOISE).shuffle(range(NEURONS))[:2]
    assert frame(State(noise=2, seed=3, turned=tuple(by_chance)))["begun"] == letter("H").tolist()


def test_the_energies_are_those_that_the_lesson_prints():
    shown = [frame(State(noise=0, start=k))["energy"] for k in range(1, 6)]
    np.testing.assert_allclose(shown, [-30.4, -31.3, -34.4, -30.0, -33.9], atol=0.051)


def test_the_presets_end_where_they_say():
    ends = {preset.name: at_end(preset.state) for preset in Hopfield.PRESETS}
    said = {name: (end["ending"], end["names"][end["nearest"]]) for name, end in ends.items()}
    assert said["A noisy H"] == ("stored", "H")
    assert said["Nearly all noise"] == ("stored", "X")
    assert said["A negative"] == ("negative", "O") and ends["A negative"]["last"] == 0
    assert said["A mixture"][0] == "spurious" and ends["A mixture"]["last"] == 0
    majority = np.sign(letter("H") + letter("L") + letter("O"))
    np.testing.assert_array_equal(ends["A mixture"]["neurons"], majority)
    assert said["An own picture"] == ("stored", "own 1")
    assert said["Nine letters"][0] == "spurious" and sum(ends["Nine letters"]["rests"]) == 2
    assert ends["Beyond the limit"]["load"] == 16 / 63
    assert sum(ends["Beyond the limit"]["rests"]) < 8


def test_a_fourth_letter_takes_the_hearts_rest():
    assert frame(State(count=3, own=(HEART,)))["rests"][-1]
    assert not frame(State(count=4, own=(HEART,)))["rests"][-1]


def test_the_question_has_its_answer():
    shown = at_end(State(count=9, noise=0, start=8))
    assert shown["names"][shown["first"]] == "T" and not shown["rests"][7]
    assert shown["last"] > 0 and max(np.diff(shown["energies"])) < 0


def test_the_goal_can_be_reached_and_no_preset_gives_it_away():
    assert any(at_end(State(noise=27, seed=seed))["goal"] for seed in range(5))
    assert not any(at_end(preset.state)["goal"] for preset in Hopfield.PRESETS)


def test_an_own_picture_may_be_drawn_in_lines_and_a_bad_one_is_refused():
    lines = "\n".join(HEART[k : k + 7] for k in range(0, NEURONS, 7))
    assert explore.hopfield(own=[lines]).own == (HEART,)
    for bad in ("##", HEART.replace("#", "x"), 3):
        with pytest.raises(ValueError, match="an own pattern must be a text of 63 dots"):
            explore.hopfield(own=[bad])
    with pytest.raises(ValueError, match="at most 4 patterns"):
        explore.hopfield(own=[HEART] * 5)
    with pytest.raises(ValueError, match="takes no data"):
        explore.hopfield(data=[1])
