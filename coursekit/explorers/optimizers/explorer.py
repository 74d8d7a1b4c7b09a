"""A race of optimizers over two weights: one start, one landscape, seven rules."""

from dataclasses import dataclass, replace
from functools import lru_cache

from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.chance import Chance
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
    Switch,
)
from coursekit.explorers.kit.words import say
from coursekit.explorers.optimizers.code import written
from coursekit.explorers.optimizers.landscapes import LANDSCAPES, own_landscape, parse
from coursekit.explorers.optimizers.own_surface import check_window, read
from coursekit.explorers.optimizers.rules import LOOKS, RULES

ARRIVED = 1e-3  # a loss this far above the lowest one counts as arrived
FAR = 1e4  # a weight beyond this has diverged
GOAL_STEPS = 100
OWN = "your own"
RULE = (
    "Write a sum of terms such as w1^4/4 - 3*w1*w2 + 2, and a window: low and high of w1, low "
    "and high of w2, within ±100."
)


@dataclass(frozen=True)
class State:
    """A landscape and a start, who runs with which settings, and how far the race is shown.

    Attributes
    ----------
    surface : str
        A landscape of the course, or ``"your own"``: the ``formula`` in the window ``region``.
    w1, w2 : float
        The start.
    sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam : bool
        Who runs.
    lr : float
        The learning rate that all share, unless ``own_rates``: then ``lr_sgd``, ``lr_momentum`` …
    beta, rho, rho_adadelta, beta_1, beta_2, epsilon : float
        Settings by the names that Keras has for them; ``beta`` is momentum's.
    noise : float
        Standard deviation of what is added to every slope; 0 is the full batch.
    seed, steps, step : int
    """

    surface: str = "ravine"
    w1: float = -2.0
    w2: float = 0.5
    sgd: bool = True
    momentum: bool = True
    nesterov: bool = False
    adagrad: bool = False
    adadelta: bool = False
    rmsprop: bool = False
    adam: bool = True
    lr: float = 0.02
    own_rates: bool = False
    lr_sgd: float = 0.04
    lr_momentum: float = 0.01
    lr_nesterov: float = 0.01
    lr_adagrad: float = 0.5
    lr_adadelta: float = 20.0
    lr_rmsprop: float = 0.05
    lr_adam: float = 0.1
    beta: float = 0.9
    rho: float = 0.9
    rho_adadelta: float = 0.95
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    noise: float = 0.0
    seed: int = 0
    formula: str = "w1^4/4 - w1^2 + 0.3*w1 + w2^2"
    region: tuple = (-2.0, 2.0, -2.0, 2.0)
    steps: int = 150
    step: int = 150


def landscape_of(state, given):
    """The landscape that a state names."""
    if state.surface != OWN:
        return LANDSCAPES[state.surface]
    table = tuple(map(tuple, given["table"]))
    return own_landscape(state.formula, table, tuple(given["region"]) if table else state.region)


def rate(state, runner):
    """The learning rate of one runner: the shared one, or its own."""
    return getattr(state, f"lr_{runner}") if state.own_rates else state.lr


@lru_cache(maxsize=64)
def run(state, runner, landscape):
    """The path of one optimizer: the weights before the first and after every step.

    Each slope comes with noise · a normal number, as from a small batch; all runners get the same
    noise.  A path ends where a weight passes 10,000: it has diverged.
    """
    chance, rule, eta = Chance(state.seed), RULES[runner].change, rate(state, runner)
    memory_1, memory_2 = {}, {}  # every weight has a memory of its own
    w1, w2 = state.w1, state.w2
    path = [(w1, w2)]
    for _ in range(state.steps):
        _, g1, g2 = landscape.look_up(w1, w2)
        if state.noise:
            g1, g2 = g1 + state.noise * chance.normal(), g2 + state.noise * chance.normal()
        w1 += rule(g1, eta, memory_1, state)
        w2 += rule(g2, eta, memory_2, state)
        path.append((w1, w2))
        if not (abs(w1) <= FAR and abs(w2) <= FAR):
            break
    return path


def shown(state, runner, landscape, step):
    """What is seen of a runner after so many steps; ``diverged`` and ``arrived`` are steps."""
    path = run(replace(state, step=0), runner, landscape)
    w1, w2 = path[-1]
    gone = None if abs(w1) <= FAR and abs(w2) <= FAR else len(path) - 1
    diverged = gone if gone is not None and gone <= step else None
    path = path[: step + 1 if diverged is None else diverged]
    heights = [max(landscape.loss(*w) - landscape.lowest, 0.0) for w in path]
    return {
        "name": RULES[runner].name,
        "runner": runner,
        "eta": rate(state, runner),
        "path": [list(w) for w in path],
        "heights": heights,
        "diverged": diverged,
        "arrived": next((t for t, height in enumerate(heights) if height < ARRIVED), None),
    }


def frame(state, given):
    """Where every optimizer is after ``step`` steps, and what the race has shown so far.

    Returns
    -------
    dict
        ``runners``: for each that runs its ``path``, its ``heights`` (losses above the lowest
        one), the step at which it ``diverged`` and the first at which it had ``arrived`` within
        0.001 of the lowest loss, or None; ``step`` and ``last`` shown and possible; ``goal``.
    """
    landscape, step = landscape_of(state, given), min(state.step, state.steps)
    runners = [shown(state, runner, landscape, step) for runner in RULES if getattr(state, runner)]
    arrived = {one["runner"] for one in runners if _in_time(one)}
    plain = state.surface == "ravine" and not state.noise and not state.own_rates
    return {
        "step": step,
        "last": state.steps,
        "runners": runners,
        "goal": plain
        and (state.w1, state.w2) == landscape.start
        and {"sgd", "momentum", "adam"} <= arrived,
    }


def _in_time(one):
    return one["arrived"] is not None and one["arrived"] <= GOAL_STEPS


def describe(state, frame, given):
    """Say who is how far."""
    runners = frame["runners"]
    if not runners:
        return "Nobody runs: tick at least one optimizer."
    words = f"After {frame['step']} steps from ({say(state.w1)}, {say(state.w2)})"
    left = sorted(
        (one for one in runners if one["diverged"] is None), key=lambda one: one["heights"][-1]
    )
    if left:
        far = ", ".join(f"{one['name']} {say(one['heights'][-1])}" for one in left)
        words += f", loss above the lowest: {far}."
    else:
        words += " nobody is left."
    gone = ", ".join(
        f"{one['name']} (step {one['diverged']})" for one in runners if one["diverged"] is not None
    )
    return f"{words} Diverged: {gone}." if gone else words


def given(data=None):
    """Runners and landscapes for the page, and the learner's own table where there is one."""
    runners = {
        runner: {"name": RULES[runner].name, "colour": colour, "marker": marker, "dash": list(dash)}
        for runner, (colour, marker, dash) in LOOKS.items()
    }
    places = {
        name: {
            "terms": [list(term) for term in one.terms],
            "start": list(one.start),
            "minima": [list(place) for place in one.minima],
            "region": [*one.region[0], *one.region[1]],
        }
        for name, one in LANDSCAPES.items()
    }
    own = {"table": [], "region": []} if data is None else read(data)
    return {"runners": runners, "landscapes": places, "rule": RULE} | own


def _formula(value):
    if not isinstance(value, str):
        raise ValueError(f"formula must be text such as 'w1^2 + 3*w2^2', got {value!r}.")
    parse(value)
    return value


def _own_rate(runner):
    label, own = f"η of {RULES[runner].name}", ("own_rates", (True,))
    return Number(f"lr_{runner}", label, 0.0001, 50, 0.0001, "log", when=own)


_ALL = dict.fromkeys(RULES, True)
_NONE = dict.fromkeys(RULES, False)


def _with(*runners, **settings):
    return State(**_NONE | dict.fromkeys(runners, True), **settings)


class Optimizers(Explorer):
    """Optimizers on a landscape over two weights, all from one start.

    ``data`` is a landscape of your own: a formula as text, a function ``f(w1, w2)``, a table of
    losses (one row for each w2), a ``coursekit.studies.surfaces.Surface``, or one of the last
    three with its window, ``(f, ((low, high), (low, high)))``.  A function becomes a table of
    41 × 41 losses with cubics between them, so that the page needs no kernel.

    Examples
    --------
    >>> w = explore.optimizers(lr=0.1, surface="saddle", w1=-2, w2=0.001)
    >>> w.sweep("lr", [0.01, 0.03, 0.1])
    >>> print(w.code("keras"))
    """

    NAME = "optimizers"
    TITLE = "A race of optimizers"
    ABOUT = (
        "Seven optimizers on one landscape: their paths, their losses, and what each setting does."
    )
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    given = staticmethod(given)
    CONTROLS = (
        Choice("surface", "landscape", (*LANDSCAPES, OWN)),
        Free("formula", "E(w1, w2) =", rule=_formula),
        Numbers("region", "window", -100, 100, least=4, most=4),
        Switch("sgd", "SGD", group="Runners"),
        Switch("momentum", "momentum", group="Runners"),
        Switch("nesterov", "Nesterov", group="Runners"),
        Switch("adagrad", "Adagrad", group="Runners"),
        Switch("adadelta", "Adadelta", group="Runners"),
        Switch("rmsprop", "RMSprop", group="Runners"),
        Switch("adam", "Adam", group="Runners"),
        Switch("own_rates", "a learning rate for each"),
        Number(
            "lr", "learning rate η of all", 0.0001, 50, 0.0001, "log",
            when=("own_rates", (False,)),
        ),
        *map(_own_rate, RULES),
        Number("beta", "β of momentum and Nesterov", 0, 0.999, 0.001),
        Number("rho", "ρ of RMSprop", 0, 0.999, 0.001, when=("rmsprop", (True,))),
        Number("rho_adadelta", "ρ of Adadelta", 0, 0.999, 0.001, when=("adadelta", (True,))),
        Number("beta_1", "β₁ of Adam", 0, 0.999, 0.001, when=("adam", (True,))),
        Number("beta_2", "β₂ of Adam", 0, 0.9999, 0.0001, when=("adam", (True,))),
        Number(
            "epsilon", "ε of the last four", 1e-10, 1, 1e-10, "log",
            help="for Adagrad, Adadelta, RMSprop and Adam",
        ),
        Number("noise", "noise of the slopes", 0, 5, 0.05),
        Seed("seed", "seed of the noise"),
        Number("w1", "w1 at the start", -100, 100, 0.01, show=False),
        Number("w2", "w2 at the start", -100, 100, 0.01, show=False),
        Number("steps", "steps of the race", 10, 1000, 10, whole=True),
        Steps("step", "step", last=1000, per_second=30),
    )  # fmt: skip
    FIRST = ("surface", *RULES, "lr", "step")
    PRESETS = (
        Preset(
            "One rate for three",
            State(),
            "The plain method, the ball and the adaptive one at the same η: which is too careful?",
        ),
        Preset(
            "Each at its own rate",
            State(**_ALL, own_rates=True),
            "Lesson 10's rates. Look where each path starts to bend, not only where it ends.",
        ),
        Preset(
            "Past the edge",
            _with("sgd", "momentum", "adam", lr=0.06),
            "Plain descent's edge is 2/40 = 0.05. The others stand on different edges.",
        ),
        Preset(
            "At the saddle",
            _with("sgd", "momentum", "adagrad", "adam", surface="saddle", w2=0.001, own_rates=True),
            "Level ground that is no valley: who finds the way down first?",
        ),
        Preset(
            "The ravine turned",
            _with(
                "momentum", "adagrad", "adam", surface="tilted ravine", w1=-1.77, w2=-1.06,
                own_rates=True,
            ),
            "A rate for every weight helps only where the valley runs along a weight.",
        ),
        Preset(
            "Small batches",
            _with("sgd", "rmsprop", "adam", surface="bowl", w2=1.2, lr=0.1, noise=1.0, seed=1),
            "With noise nobody comes to rest. Halve η and watch the dance shrink.",
        ),
        Preset(
            "Over the hill",
            _with("sgd", "momentum", surface="two valleys", w1=2.0, w2=1.0, lr=0.1),
            "A ball that rolls fast enough leaves the wrong valley.",
        ),
        Preset(
            "A curved ravine",
            _with(
                "momentum", "rmsprop", "adam", surface="Rosenbrock", w1=-1.2, w2=1.0,
                lr_momentum=0.001, lr_rmsprop=0.01, lr_adam=0.1, own_rates=True, steps=1000,
                step=1000,
            ),
            "Rosenbrock's test of 1960: into the ravine is easy, along it is the work.",
        ),
    )  # fmt: skip
    QUESTION = Question(
        "In the ravine SGD, momentum and Adam share one η. You raise it slowly past 0.05. Who "
        "diverges first?",
        ("SGD", "momentum", "Adam", "all at once"),
        answer=0,
        why="The walls have the curvature 40, so SGD's edge is 2/40 = 0.05. Momentum cancels the "
        "swinging and holds up to 2(1 + β)/40 = 0.095. Adam's steps are about η long on any wall.",
    )
    GOAL = Goal(
        "In the ravine, from (−2, 0.5) and without noise: find one shared η with which SGD, "
        "momentum and Adam all come within 0.001 of the lowest loss in at most 100 steps."
    )

    def __init__(self, data=None, **settings):
        if isinstance(data, str):
            settings, data = {"formula": data} | settings, None
            settings.setdefault("surface", OWN)
        elif data is not None:
            settings.setdefault("surface", OWN)
        super().__init__(data, **settings)

    @staticmethod
    def check(state):
        """Refuse a window that ends before it begins."""
        check_window(state.region)

    @property
    def landscape(self):
        """The landscape of the current state: ``look_up(w1, w2)`` gives E and its two slopes."""
        return landscape_of(self.state, self._given)

    def sweep(self, name, values):
        """Optimizers once for every value of one field; NaN stands for a run that diverged.

        Returns
        -------
        pandas.DataFrame
            The loss above the lowest one after ``step`` steps: a row a value, a column a runner.
        """
        from pandas import DataFrame

        rows = []
        for value in values:
            state = self.checked(self.state, **{name: value})
            runners = frame(state, self._given)["runners"]
            ends = {
                one["name"]: float("nan") if one["diverged"] is not None else one["heights"][-1]
                for one in runners
            }
            rows.append({name: getattr(state, name)} | ends)
        return DataFrame(rows)

    def code(self, engine="coursekit"):
        """Return this race as a program, its loop in ``coursekit.nn`` or in ``"keras"``.

        Raises
        ------
        ValueError
            For a landscape from a table or a function, which has no formula to write down.
        """
        terms = getattr(self.landscape, "terms", None)
        if terms is None:
            raise ValueError(
                "code() writes a formula, and your landscape is a table: choose another landscape, "
                "then put your own loss and gradient in the places of the formula's."
            )
        rates = {r: rate(self.state, r) for r in RULES if getattr(self.state, r)}
        return written(self.state, terms, rates, engine)

    GOLDENS = (
        *(preset.state for preset in PRESETS),
        State(**_ALL, lr=0.0001, steps=100, step=100),
        State(**_ALL, lr=50.0, steps=100, step=100),
        State(**_ALL, lr=0.5, beta=0.0, rho=0.0, rho_adadelta=0.0, beta_1=0.0, beta_2=0.0, step=40),
        State(**_ALL, lr=0.01, beta=0.999, rho=0.999, rho_adadelta=0.999, beta_1=0.999,
              beta_2=0.9999, step=60),
        State(**_ALL, lr=0.1, epsilon=1.0, step=60),
        State(**_ALL, lr=0.1, epsilon=1e-10, surface="bowl", step=60),
        _with(),
        State(step=0),
        State(lr=0.045),
        State(lr=0.06, step=20),
        State(surface="Rosenbrock", w1=100.0, w2=-100.0, lr=1.0),
        State(surface="Rosenbrock", w1=1.0, w2=1.0, lr=0.001, step=30),
        State(surface="saddle", w1=0.0, w2=0.0),
        State(surface=OWN),
        State(surface=OWN, formula="-w1^8 + 2e-1*w2", region=(-1.0, 1.0, 0.0, 5.0), lr=0.05),
        State(surface=OWN, formula="3", step=5),
        State(surface="two valleys", w1=0.2, w2=-1.0, noise=5.0, seed=9999, lr=0.05, steps=60),
        State(surface="bowl", noise=0.3, seed=3, lr=0.2, steps=60, step=60),
        State(surface="tilted ravine", w1=0.0, w2=0.0, steps=10, step=1000),
    )  # fmt: skip
