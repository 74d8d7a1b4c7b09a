"""A Hopfield memory of 9 × 7 dots: store, damage, let it settle, and see the energy fall."""

from dataclasses import dataclass

import numpy as np

from coursekit.explorers.hopfield.memory import LETTERS, MOST, NEURONS, begin, settle, stored
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import (
    Choice,
    Free,
    Goal,
    Number,
    Numbers,
    Preset,
    Question,
    Seed,
    Steps,
)
from coursekit.explorers.kit.words import say
from coursekit.machines import hopfield as machine
from coursekit.machines.letters import letter

MOST_OWN = 4


@dataclass(frozen=True)
class State:
    """What is stored in 63 neurons, and from where the network runs.

    Attributes
    ----------
    kind : {"letters", "random"}
        Nine letters of lesson 14 and then coin flips, or coin flips only, drawn with ``seed``.
    count : int
        How many of them are stored.
    noise : int
        Dots of the first picture that chance turns over.
    start : int
        Number of the pattern to begin with, counted from 1; beyond the last it means the last.
    seed : int
        Of the random patterns, the noise, and the order in which neurons are asked.
    step : int
        Flips so far.
    own : tuple of str
        Own patterns, stored with the others: 63 characters each, ``#`` for +1 and ``.`` for −1.
    turned : tuple of int
        Neurons of the first picture that the learner turned over, counted from 0.
    cursor : int
        The neuron that the keyboard stands on.
    """

    kind: str = "letters"
    count: int = 5
    noise: int = 16
    start: int = 1
    seed: int = 0
    step: int = 0
    own: tuple = ()
    turned: tuple = ()
    cursor: int = 31


def given(data=None):
    """Return the letters that the page stores, each with its name."""
    if data is not None:
        raise ValueError("explore.hopfield takes no data: give own pictures as own=[…].")
    return {"letters": [[name, letter(name).tolist()] for name in LETTERS]}


def frame(state, given=None):
    """Store, begin, let the network settle, and look at it after ``step`` flips.

    Returns
    -------
    dict
        ``names``, ``patterns``, ``rests``: of each stored pattern, and whether it is at rest;
        ``load``: P/N; ``begun``, ``neurons``: the first and the present state; ``flipped``: which
        neuron flipped last; ``energies``: of all states until it rests; ``overlaps``;
        ``nearest``: the pattern with the largest overlap of either sign; ``ending``: "" on the
        way, then "stored", "negative" or "spurious"; ``last``, ``goal``.
    """
    names, patterns = stored(state)
    memory = machine.Hopfield().fit(patterns)
    first = min(state.start, len(names)) - 1
    begun = begin(patterns[first], state)
    states, order = settle(memory, begun, state.seed)
    step = min(state.step, len(order))
    overlaps = memory.overlap(states[step])
    ending = kind_of_end(overlaps) if step == len(order) else ""
    five_letters = (state.kind, state.count, state.own) == ("letters", 5, ())
    return {
        "names": names,
        "patterns": patterns.tolist(),
        "rests": memory.is_stable(patterns).tolist(),
        "load": len(names) / NEURONS,
        "first": first,
        "begun": begun.tolist(),
        "neurons": states[step].tolist(),
        "flipped": order[step - 1] if step else None,
        "energies": memory.energy(states).tolist(),
        "energy": float(memory.energy(states[step])),
        "overlaps": overlaps.tolist(),
        "nearest": int(np.abs(overlaps).argmax()),
        "ending": ending,
        "last": len(order),
        "goal": five_letters and ending == "spurious",
    }


def kind_of_end(overlaps):
    """Say what a state of rest is: a stored pattern, the negative of one, or neither."""
    if (overlaps == 1).any():
        return "stored"
    return "negative" if (overlaps == -1).any() else "spurious"


def describe(state, frame, given=None):
    """Say what is stored, where the run began, and where it is now."""
    names, nearest = frame["names"], frame["nearest"]
    count, overlap = len(names), frame["overlaps"][nearest]
    by_hand = f" and {len(state.turned)} by hand" if state.turned else ""
    step, last = min(state.step, frame["last"]), frame["last"]
    return (
        f"{count} {'pattern' if count == 1 else 'patterns'} in {NEURONS} neurons: load "
        f"{say(frame['load'])}; by themselves {sum(frame['rests'])} of {count} rest. "
        f"Begun at {names[frame['first']]} with {state.noise} dots turned over by chance{by_hand}. "
        f"After {step} of {last} flips the energy is {say(frame['energy'])}; "
        f"the nearest pattern is {names[nearest]}, overlap {say(overlap)}.{end(frame)}"
    )


def end(frame):
    """Return a sentence about the state of rest, or nothing on the way."""
    name = frame["names"][frame["nearest"]]
    return {
        "": "",
        "stored": f" At rest: this is {name}.",
        "negative": f" At rest: this is the negative of {name}, stored with it.",
        "spurious": " At rest in a spurious state: nobody stored it.",
    }[frame["ending"]]


def check_own(value):
    """Return own patterns as a tuple of texts of 63 dots; line ends and spaces may divide them."""
    if not isinstance(value, (list, tuple)) or len(value) > MOST_OWN:
        raise ValueError(f"own must be a list of at most {MOST_OWN} patterns, got {value!r}.")
    return tuple(_check_dots(text) for text in value)


def _check_dots(text):
    dots = "".join(text.split()) if isinstance(text, str) else ""
    if len(dots) != NEURONS or set(dots) - set("#."):
        raise ValueError(
            f"an own pattern must be a text of {NEURONS} dots, # or . , 9 rows of 7; got {text!r}."
        )
    return dots


HEART = "........##.##.#####################.#####...###.....#.........."
MIXTURE = (
    6,
    8,
    13,
    15,
    30,
    31,
    32,
    33,
    43,
    50,
    51,
    53,
    54,
    58,
    59,
    60,
)  # dots of the H that L and O outvote


class Hopfield(Explorer):
    """A memory of 63 neurons that completes damaged pictures.

    Examples
    --------
    >>> w = explore.hopfield(count=5, noise=20)
    >>> w.step_forward(10)
    >>> w.numbers["energy"], w.numbers["overlaps"]
    """

    NAME = "hopfield"
    TITLE = "A memory that completes pictures"
    ABOUT = "A Hopfield memory: store pictures, spoil one dot by dot, and see the energy fall."
    State, given, frame = State, staticmethod(given), staticmethod(frame)
    describe = staticmethod(describe)
    CONTROLS = (
        Choice("kind", "patterns", ("letters", "random"), ("letters", "coin flips")),
        Number("count", "stored", 1, MOST, 1, whole=True, unit="patterns",
               help="P; from the tenth on all are coin flips. Their limit is 0.138 · 63 = 8.7"),
        Number("start", "begin with", 1, MOST + MOST_OWN, 1, whole=True,
               help="The number of a pattern; or click on it. A number too large is the last one"),
        Number("noise", "noise", 0, NEURONS, 1, whole=True, unit="dots",
               help="So many dots, drawn by chance, are turned over"),
        Seed("seed", "seed", help="Of the coin flips, the noise and the order of the neurons"),
        Steps("step", "flip", last=200, per_second=8, unit="flips"),
        Free("own", "own patterns", rule=check_own),
        Numbers("turned", "dots turned by hand", 0, NEURONS - 1, most=NEURONS, whole=True),
        Number("cursor", "cursor", 0, NEURONS - 1, 1, whole=True, show=False),
    )  # fmt: skip
    FIRST = ("kind", "count", "start", "noise", "seed", "step")
    PRESETS = (
        Preset("A noisy H", State(), "A quarter of the dots is wrong; flip by flip it is mended."),
        Preset(
            "Nearly all noise",
            State(noise=27, seed=16),
            "27 of the H's 63 dots are wrong, and the memory recalls something. Is it the H?",
        ),
        Preset(
            "A negative",
            State(noise=NEURONS, start=3),
            "All dots of the O are turned over. It rests: the negative is stored with the letter.",
        ),
        Preset(
            "A mixture",
            State(count=3, noise=0, turned=MIXTURE),
            "Each dot goes with the majority of H, L and O. Nobody stored this, and yet it rests.",
        ),
        Preset(
            "An own picture",
            State(count=3, own=(HEART,), start=4, noise=12),
            "A heart is stored with three letters. Store a fourth one: does the heart still rest?",
        ),
        Preset(
            "Nine letters",
            State(count=9, noise=0, start=8),
            "Letters are alike: the T, without any noise, does not stay.",
        ),
        Preset(
            "Coin flips at the limit",
            State("random", 9, 6),
            "Nine patterns are a load of 0.143. Press Next for other ones: some rest, some do not.",
        ),
        Preset(
            "Beyond the limit",
            State("random", 16, 0),
            "Sixteen patterns are too many. Those that do not rest by themselves are crossed out.",
        ),
    )
    QUESTION = Question(
        "Nine letters are stored. The memory begins at the T, and no dot is wrong. What happens?",
        (
            "Nothing: a stored pattern stays",
            "It leaves the T, and the energy falls",
            "It leaves the T, and the energy rises",
        ),
        answer=1,
        why="The others disturb the T so much that it is no valley; each flip lowers the energy.",
    )
    GOAL = Goal(
        "With the five letters, and no own picture: let the memory rest in a state that nobody "
        "stored."
    )
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(State(count=count, noise=20, start=count, step=7, seed=count) for count in range(1, 17)),
        *(State("random", count, 10, 3, 100 + count, 200) for count in (1, 5, 12, 16)),
        State(own=(HEART, "#" * NEURONS, "." * NEURONS, HEART), start=20, turned=tuple(range(63))),
        State("random", 16, NEURONS, 20, 9999, 3, (HEART,), (0, 62), cursor=62),
    )
