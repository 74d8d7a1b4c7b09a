"""One bank customer, the probability of leaving that a network gives, and what moves it."""

import math
from dataclasses import dataclass, replace

import numpy as np

from coursekit.explorers.churn.network import FACTS, network
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Choice, Free, Goal, Number, Preset, Question, Switch
from coursekit.explorers.kit.words import say

WORDS = {
    "credit_score": "credit score",
    "country": "country",
    "gender": "gender",
    "age": "age",
    "tenure": "years with the bank",
    "balance": "balance",
    "products": "number of products",
    "card": "credit card",
    "active": "active member",
    "salary": "estimated salary",
}
LISTS = {
    "country": ("France", "Germany", "Spain"),
    "gender": ("Female", "Male"),
    "products": (1, 2, 3, 4),
    "card": (False, True),
    "active": (False, True),
}
RANGES = {
    "credit_score": (350.0, 850.0),
    "age": (18.0, 92.0),
    "tenure": (0.0, 10.0),
    "balance": (0.0, 250_000.0),
    "salary": (0.0, 200_000.0),
}
#: What no bank can change about a customer.
FIXED = ("country", "gender", "age", "tenure")


def facts_of(row):
    """The ten facts of a row of the churn table (a dict or a pandas Series), in their order."""
    kinds = (float, str, str, float, float, float, int, bool, bool, float)
    return tuple(kind(row[column]) for kind, column in zip(kinds, FACTS.values(), strict=True))


_FIRST = facts_of(network()["customers"]["likely to leave"])


@dataclass(frozen=True)
class State:
    """The ten facts as they are now, the same facts as the bank knew them, and the fact to vary."""

    credit_score: float = _FIRST[0]
    country: str = _FIRST[1]
    gender: str = _FIRST[2]
    age: float = _FIRST[3]
    tenure: float = _FIRST[4]
    balance: float = _FIRST[5]
    products: int = _FIRST[6]
    card: bool = _FIRST[7]
    active: bool = _FIRST[8]
    salary: float = _FIRST[9]
    start: tuple = _FIRST
    vary: str = "age"


def frame(state, given):
    """The probability now and at the start, how one fact moves it, and what each is worth."""
    now = {name: getattr(state, name) for name in FACTS}
    start = dict(zip(FACTS, state.start, strict=True))
    average = dict(zip(FACTS, facts_of(given["average"]), strict=True))
    p, p_start = probability(now, given), probability(start, given)
    changed = [name for name in FACTS if now[name] != start[name]]
    allowed = len(changed) <= 2 and not any(name in FIXED for name in changed)
    values = curve_values(state.vary)
    return {
        "inputs": standardised(now, given),
        "p": p,
        "p_start": p_start,
        "p_average": probability(average, given),
        "changed": changed,
        "values": values,
        "curve": [probability({**now, state.vary: value}, given) for value in values],
        "changes": [probability({**now, name: average[name]}, given) - p for name in FACTS],
        "goal": p_start >= 0.5 and p < 0.2 and allowed,
    }


def probability(facts, given):
    """The network's probability that a customer with these facts leaves.

    Two layers a = max(0, z) and an output p = 1 / (1 + e⁻ᶻ), each with z = W a + b.
    """
    kernel1, bias1, kernel2, bias2, kernel3, bias3 = given["weights"]
    a = relu(sums(standardised(facts, given), kernel1, bias1))
    a = relu(sums(a, kernel2, bias2))
    z = sums(a, kernel3, bias3)[0]
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def standardised(facts, given):
    """The eleven inputs, each minus its mean and divided by its deviation in the training part."""
    raw = [
        facts["credit_score"], facts["age"], facts["tenure"], facts["balance"], facts["products"],
        facts["card"], facts["active"], facts["salary"],
        facts["country"] == "Germany", facts["country"] == "Spain", facts["gender"] == "Male",
    ]  # fmt: skip
    scale = zip(raw, given["mean"], given["deviation"], strict=True)
    return [(x - mean) / deviation for x, mean, deviation in scale]


def sums(a, kernel, bias):
    """The sums z of a layer; kernel[i][j] leads from input i to neuron j, as in Keras."""
    z = list(bias)
    for x, row in zip(a, kernel, strict=True):
        z = [total + x * w for total, w in zip(z, row, strict=True)]
    return z


def relu(z):
    """max(0, z) of each sum."""
    return [max(0.0, value) for value in z]


def curve_values(name):
    """The values of a fact along its curve: all that a list has, or 51 over the range."""
    if name in LISTS:
        return list(LISTS[name])
    low, high = RANGES[name]
    return [low + (high - low) * k / 50 for k in range(51)]


def describe(state, frame, given):
    """Say what the network gives this customer, what was changed, and which fact counts most."""
    told = f"The network gives this customer the probability {say(frame['p'])} of leaving."
    if frame["changed"]:
        changed = ", ".join(WORDS[name] for name in frame["changed"])
        told += f" At the start it was {say(frame['p_start'])}; changed since: {changed}."
    changes = frame["changes"]
    k = max(range(len(changes)), key=lambda k: abs(changes[k]))
    name, moved = list(WORDS.values())[k], say(frame["p"] + changes[k])
    return (
        f"{told} Of all single facts, {name} moves it most when set to the average "
        f"customer's value: to {moved}."
    )


def check_start(facts):
    """Return the ten facts of a customer, each within its range, or say which is not."""
    if not isinstance(facts, (list, tuple)) or len(facts) != len(FACTS):
        raise ValueError(f"start must be the ten facts {', '.join(FACTS)}, got {facts!r}.")
    controls = {control.name: control for control in FACT_CONTROLS}
    return tuple(controls[name].check(fact) for name, fact in zip(FACTS, facts, strict=True))


def own_customer(row):
    """The settings for a customer of one's own: a row of the churn table, or a dict like one."""
    missing = [column for column in FACTS.values() if column not in row]
    if missing:
        raise ValueError(f"data must be one row of the churn table; it lacks {missing[0]!r}.")
    facts = check_start(facts_of(row))
    return {**dict(zip(FACTS, facts, strict=True)), "start": facts}


def customer(name, vary="age"):
    """The state in which one of the four chosen customers is as the bank knows them."""
    facts = facts_of(network()["customers"][name])
    return State(**dict(zip(FACTS, facts, strict=True)), start=facts, vary=vary)


def _amount(name, label, step):
    return Number(name, label, *RANGES[name], step)


FACT_CONTROLS = (
    _amount("credit_score", "credit score", 1),
    Choice("country", "country", LISTS["country"]),
    Choice("gender", "gender", LISTS["gender"]),
    _amount("age", "age in years", 1),
    _amount("tenure", "years with the bank", 1),
    _amount("balance", "balance", 100),
    Number("products", "number of products", 1, 4, 1, whole=True),
    Switch("card", "credit card"),
    Switch("active", "active member"),
    _amount("salary", "estimated salary", 100),
)


class Churn(Explorer):
    """What a trained network says about one bank customer, and how each fact moves it.

    The network is the 11-6-6-1 of lesson 11, trained on the invented table.  It tells what goes
    together with leaving in that table, not what would happen if a fact were changed.

    Parameters
    ----------
    data : row of the churn table, optional
        A customer of your own choice, as ``table.iloc[7]`` of ``load_churn()``.

    Examples
    --------
    >>> w = explore.churn(age=42, products=1)
    >>> w.numbers["p"]
    """

    NAME = "churn"
    TITLE = "One customer: what moves the model"
    ABOUT = "A trained network's probability that a bank customer leaves, fact by fact."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    given = staticmethod(lambda data=None: network())
    CONTROLS = (
        Choice("vary", "curve of", tuple(FACTS), tuple(WORDS.values())),
        *FACT_CONTROLS,
        Free("start", "facts at the start", check_start),
    )
    FIRST = ("vary", "country", "age", "balance", "products", "active")
    PRESETS = (
        Preset(
            "Likely to leave",
            customer("likely to leave"),
            "The network is rather sure. Which facts make it so?",
        ),
        Preset(
            "On the fence",
            customer("on the fence", "balance"),
            "The probability is next to one half, so nearly every fact can tip the decision.",
        ),
        Preset(
            "Three products",
            customer("three products", "products"),
            "The curve bends: fewest leave with two products. No straight model can say that.",
        ),
        Preset(
            "Older and active",
            customer("older and active", "active"),
            "At this age one tick decides: the network lets facts work together.",
        ),
    )
    QUESTION = Question(
        "A customer has one product. What happens to the probability on the way to 2, 3 and 4?",
        ("It falls all the way", "It rises all the way", "It falls, then rises", "Nothing"),
        answer=2,
        why="In the table fewest leave with two products, nearly all with three or four.",
    )
    GOAL = Goal(
        "Take a customer at 0.5 or more and bring the model below 0.2 by changing at most two "
        "facts; age, country, gender and years with the bank must stay."
    )
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(State(vary=name) for name in FACTS),
        State(products=2, balance=0.0),
        replace(PRESETS[1].state, age=18.0, country="Germany", gender="Male", card=False),
        replace(PRESETS[2].state, products=1, active=False, vary="salary"),
        replace(PRESETS[3].state, country="France", tenure=0.0, salary=200_000.0),
        State(350.0, "France", "Female", 18.0, 0.0, 0.0, 1, False, False, 0.0),
        State(850.0, "Spain", "Male", 92.0, 10.0, 250_000.0, 4, True, True, 200_000.0),
        State(850.0, "Germany", "Male", 92.0, 10.0, 250_000.0, 4, False, False, 0.0),
    )

    def __init__(self, data=None, **settings):
        own = {} if data is None else own_customer(data)
        super().__init__(**{**own, **settings})
        self._data = data

    @property
    def data(self):
        """The row that was passed, or ``None``; setting it takes another customer."""
        return self._data

    @data.setter
    def data(self, row):
        self.state = replace(self.state, **own_customer(row))
        self._data = row

    def weights(self):
        """Return the network's weights as Keras stores them: six arrays."""
        return [np.array(array) for array in network()["weights"]]

    def code(self):
        """Return Python that builds the same network and asks it about this customer."""
        inputs = [round(x, 6) for x in self.numbers["inputs"]]
        return CODE.format(weights=network()["weights"], inputs=inputs)


CODE = """\
import numpy as np
from coursekit import nn

weights = {weights}
model = nn.Sequential([
    nn.Input((11,)),
    nn.layers.Dense(6, activation="relu"),
    nn.layers.Dense(6, activation="relu"),
    nn.layers.Dense(1, activation="sigmoid"),
])
model.set_weights([np.array(array) for array in weights])
z = np.array([{inputs}])  # the eleven inputs, standardised
print("probability of leaving:", model.predict(z, verbose=0))
"""
