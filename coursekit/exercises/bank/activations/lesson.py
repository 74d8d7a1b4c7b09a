"""Exercises of lesson 04: activations with their slopes, dead units, the output's activation."""

import numpy as np

from coursekit.exercises.bank.matching import exchanged
from coursekit.exercises.exercise import Exercise, Mistake


def sigmoid_and_slope(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-abs(z))  # never larger than 1
    a = np.where(z >= 0, 1, e) / (1 + e)
    return a, a * (1 - a)


def leaky_and_slope(z, alpha):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, alpha * z), np.where(z > 0, 1.0, alpha)


def softmax(z):
    e = np.exp(z - np.max(z))  # the largest exponent is 0
    return e / e.sum()


def softmax_jacobian(z):
    a = softmax(z)
    return np.diag(a) - np.outer(a, a)


def dead_units(Z):
    return (np.asarray(Z) <= 0).all(axis=0)


TASKS = {
    "price of a house": "linear",
    "a picture shows a cat: yes or no": "sigmoid",
    "which one of ten digits": "softmax",
    "tomorrow's temperature": "linear",
    "which topics a text has; several may be right": "sigmoid",
    "which one of three species": "softmax",
}


def output_activation(task):
    return TASKS[task]


def _sigmoid(z):
    return sigmoid_and_slope(z)[0]


def _unstable_softmax(z):
    e = np.exp(np.asarray(z))
    return e / e.sum()


def _always(name):
    return lambda task: name


Z = np.array([-1000.0, -2.0, 0.0, 0.5, 3.0, 1000.0])
SCORES = (
    (np.array([0.0, 0.0]),),
    (np.array([1.0, 2.0, 0.5]),),
    (np.array([-3.0, -1.0, 0.0, 2.0]),),
    (np.array([1000.0, 1001.0, 999.0]),),
    (np.array([-2000.0, -2000.0, 0.0]),),
)

SIGMOID = Exercise(
    name="sigmoid_and_slope",
    answer=sigmoid_and_slope,
    cases=((np.array([0.0]),), (np.array([1.0, -2.0]),), (Z,), (np.array([[0.3, -700.0]]),)),
    mistakes=(
        Mistake(
            "forgot the minus sign in the exponent",
            lambda z: (_sigmoid(-z), _sigmoid(-z) * _sigmoid(z)),
            "A large positive z must give nearly 1.",
        ),
        Mistake(
            "took z for the value in the slope",
            lambda z: (_sigmoid(z), z * (1 - z)),
            "The slope is σ(1 − σ): put the *output* a into it, not z.",
        ),
        Mistake(
            "slope without the factor 1 − σ",
            lambda z: (_sigmoid(z), _sigmoid(z)),
            "At z = 0 the slope is a quarter.",
        ),
        Mistake(
            "the slope of tanh",
            lambda z: (_sigmoid(z), 1 - _sigmoid(z) ** 2),
            "1 − a² belongs to tanh.",
        ),
        Mistake(
            "e^z overflows",
            lambda z: (
                np.exp(z) / (1 + np.exp(z)),
                np.exp(z) / (1 + np.exp(z)) * (1 - np.exp(z) / (1 + np.exp(z))),
            ),
            "e^1000 is infinite, and infinity by infinity is no number: use e^−z, or e^−|z|.",
        ),
    ),
    hints=(
        "First a = 1 / (1 + e^(−z)), then the slope from a alone.",
        "The slope is a · (1 − a). Return both: return a, slope.",
        "np.exp(-abs(z)) is never larger than 1. For z ≥ 0 divide 1 by (1 + e), else e by (1 + e).",
    ),
)

LEAKY = Exercise(
    name="leaky_and_slope",
    answer=leaky_and_slope,
    cases=(
        (np.array([2.0, -2.0]), 0.0),
        (np.array([2.0, -2.0]), 0.1),
        (Z, 0.01),
        (np.array([[1.0, -4.0], [0.0, -0.5]]), 0.2),
        (np.array([1.5, -1.5]), 2.0),
    ),
    mistakes=(
        Mistake(
            "ReLU, without the leak",
            lambda z, alpha: (np.maximum(z, 0), (z > 0) * 1.0),
            "Below zero the value is alpha · z, not 0.",
        ),
        Mistake(
            "slope 0 below zero",
            lambda z, alpha: (np.where(z > 0, z, alpha * z), (z > 0) * 1.0),
            "The line below zero rises by alpha.",
        ),
        Mistake(
            "slope 1 at zero",
            lambda z, alpha: (np.where(z > 0, z, alpha * z), np.where(z >= 0, 1.0, alpha)),
            "At the kink the course, like Keras, takes the slope from the left: alpha.",
        ),
        Mistake(
            "alpha without z below zero",
            lambda z, alpha: (np.where(z > 0, z, alpha), np.where(z > 0, 1.0, alpha)),
            "alpha is a slope: below zero the value is alpha times z.",
        ),
        Mistake(
            "the larger of z and alpha · z",
            lambda z, alpha: (np.maximum(z, alpha * z), np.where(z > 0, 1.0, alpha)),
            "max(alpha · z, z) is right for alpha up to 1 only. Ask for the sign of z instead.",
        ),
    ),
    hints=(
        "np.where(condition, this, that) chooses for each element.",
        "The condition is z > 0 both times: once it chooses the value, once the slope.",
        "return np.where(z > 0, z, alpha * z), np.where(z > 0, 1.0, alpha)",
    ),
)

SOFTMAX = Exercise(
    name="softmax",
    answer=softmax,
    cases=SCORES,
    mistakes=(
        Mistake(
            "e^z overflows",
            _unstable_softmax,
            "e^1000 is infinite. A common shift changes nothing: subtract the largest score first.",
        ),
        Mistake(
            "divided the scores themselves",
            lambda z: z / z.sum(),
            "First e^z, then divide by the sum. Scores may be negative; e^z never is.",
        ),
        Mistake(
            "a sigmoid for each score",
            _sigmoid,
            "Sigmoids do not know of each other, so they do not add up to 1.",
        ),
        Mistake(
            "divided by the largest",
            lambda z: np.exp(z - z.max()),
            "Divide by the *sum* of all e^z: then the shares add up to 1.",
        ),
        Mistake(
            "subtracted the mean",
            lambda z: _unstable_softmax(z - z.mean()),
            "The largest score may still be far above the mean: subtract the maximum.",
        ),
    ),
    hints=(
        "Take e^z of every score and divide by the sum.",
        "For z = 1000 subtract the largest score first; the shares stay the same.",
        "e = np.exp(z - np.max(z)), then e / e.sum()",
    ),
)

JACOBIAN = Exercise(
    name="softmax_jacobian",
    answer=softmax_jacobian,
    cases=SCORES,
    mistakes=(
        Mistake(
            "only the diagonal",
            lambda z: np.diag(softmax(z) * (1 - softmax(z))),
            "Raising one score lowers all other shares: the entries beside the diagonal are −aᵢaⱼ.",
        ),
        Mistake(
            "one slope for each share",
            lambda z: softmax(z) * (1 - softmax(z)),
            "Every share depends on every score: that is a k × k table.",
        ),
        Mistake(
            "sign of the outer part",
            lambda z: np.diag(softmax(z)) + np.outer(softmax(z), softmax(z)),
            "Each row must add up to 0: what one share gains, the others lose.",
        ),
        Mistake(
            "forgot the diagonal part",
            lambda z: -np.outer(softmax(z), softmax(z)),
            "For i = j there is aᵢ more: raising a score raises its own share.",
        ),
    ),
    hints=(
        "Entry i, j is aᵢ(1 − aᵢ) where i = j, and −aᵢaⱼ elsewhere.",
        "np.diag(a) has a on its diagonal, np.outer(a, a) has aᵢaⱼ at place i, j.",
        "return np.diag(a) - np.outer(a, a) with a = softmax(z)",
    ),
)

_SUMS = np.array([[-1.0, 2.0, -3.0, 0.0], [-2.0, -4.0, 1.0, 0.0], [-0.5, -1.0, -2.0, -1.0]])

DEAD = Exercise(
    name="dead_units",
    answer=dead_units,
    cases=(
        (_SUMS,),
        (np.array([[1.0, -1.0]]),),
        (np.array([[5.0, -5.0], [-1.0, 1.0]]),),
        (np.array([[-1.0], [-2.0]]),),
        (np.array([[-5.0, 5.0, 0.0], [1.0, -9.0, 0.0], [-5.0, -9.0, 0.0]]),),
    ),
    mistakes=(
        Mistake(
            "dead on some row",
            lambda Z: (np.asarray(Z) <= 0).any(axis=0),
            "A unit that is silent on one row may speak on another. Dead means: silent on all.",
        ),
        Mistake(
            "judged by the mean",
            lambda Z: np.mean(Z, axis=0) <= 0,
            "A negative mean can hide a row with a positive sum, and that row teaches the unit.",
        ),
        Mistake(
            "zero counted as alive",
            lambda Z: (np.asarray(Z) < 0).all(axis=0),
            "At z = 0 ReLU passes on no gradient either.",
        ),
        Mistake(
            "the living ones",
            lambda Z: ~dead_units(Z),
            "Turn it round: True stands for dead.",
        ),
        Mistake(
            "rows instead of units",
            lambda Z: (np.asarray(Z) <= 0).all(axis=1),
            "Each row of Z is an example, each column is a unit: axis=0 runs down the rows.",
        ),
    ),
    hints=(
        "When does ReLU pass on no gradient? And for how many rows must that hold?",
        "(Z <= 0) is a table of True and False. Ask whether all of a column is True.",
        "return (Z <= 0).all(axis=0)",
    ),
)

OUTPUT = Exercise(
    name="output_activation",
    answer=output_activation,
    cases=tuple((task,) for task in TASKS),
    mistakes=(
        Mistake("ReLU at the output", _always("relu"), "ReLU belongs into hidden layers."),
        Mistake(
            "softmax where several may be right",
            lambda task: "softmax" if "several" in task else TASKS[task],
            "Softmax shares out one 1. If several topics are right, each needs its own yes or no.",
        ),
        Mistake(
            "ReLU for amounts",
            exchanged(TASKS, linear="relu"),
            "A temperature may be negative, and a dead output learns nothing.",
        ),
        Mistake(
            "sigmoid for one of several classes",
            exchanged(TASKS, softmax="sigmoid"),
            "Exactly one class is right, so the outputs should add up to 1.",
        ),
        Mistake(
            "softmax with one output",
            exchanged(TASKS, sigmoid="softmax"),
            "For yes or no a single sigmoid is enough; softmax of one score is always 1.",
        ),
    ),
    hints=(
        "Ask first: an amount, yes or no, or one of several?",
        "An amount: linear. Each yes or no: sigmoid. One of several: softmax.",
        "Several topics at once are several questions of yes or no.",
    ),
    solution="def output_activation(task):\n    return {\n"
    + "".join(f'        "{task}": "{name}",\n' for task, name in TASKS.items())
    + "    }[task]",
)

SCALE = Exercise(
    name="tanh_scale",
    answer=1.5,
    mistakes=(
        Mistake("stayed at 1", 1.0, "At 1 less than half of the gradient arrives."),
        Mistake("half of it arrives", 1.1, "At 1.1 half of it arrives; go on."),
        Mistake(
            "looked at the spread, not at the gradient",
            2.0,
            "Read the vermillion line, and in the words below the picture what arrives.",
        ),
    ),
    hints=(
        "Take tanh, leave everything else alone, and move the weight scale up from 1.",
        "The words below the picture say how much of the gradient arrives: you want 1.",
    ),
    solution="my_scale = 1.5  # at 1.48 the gradient arrives in full; ReLU needs about 1.41",
    tolerance=0.02,
)

SILENCE = Exercise(
    name="deadly_bias",
    answer=-0.8,
    mistakes=(
        Mistake("the sign", 0.8, "A *negative* bias pushes the sums below 0."),
        Mistake("nearly all dead", -0.75, "In layer 5 one of 32 units is still alive there."),
        Mistake("all units of layer 4", -0.95, "That is layer 4. Layer 5 dies earlier."),
        Mistake("all units of layer 3", -1.25, "That is layer 3. Layer 5 dies earlier."),
    ),
    hints=(
        "Take the preset “ReLU with √2” and lower the bias step by step.",
        "The share of dead units stands in the last panel, below each layer: wait for 100%.",
    ),
    solution="my_bias = -0.8  # each layer lowers the next: the last one dies first",
    tolerance=0.012,
)

FINDINGS = {
    "ReLU: after one epoch 40 of 64 units put out 0 for every row": "smaller steps or a leak",
    "ReLU: each unit puts out 0 for about half of the rows": "leave it",
    "tanh, pixels from 0 to 255: all outputs are -1.00 or 1.00": "scale the inputs",
    "ten sigmoid layers: the first gets a millionth of the gradient": "replace the sigmoids",
    "which one of three species: the outputs are 0.9, 0.8 and 0.7": "softmax at the output",
    "three dense layers: all four rows of XOR end at 0.50": "add an activation",
}


def prescribe(finding):
    return FINDINGS[finding]


def _for(cure, other):
    """The right answers, except that ``other`` is prescribed where ``cure`` is right."""
    return lambda finding: other if FINDINGS[finding] == cure else FINDINGS[finding]


PRESCRIBE = Exercise(
    name="prescribe",
    answer=prescribe,
    cases=tuple((finding,) for finding in FINDINGS),
    mistakes=(
        Mistake(
            "one cure for all",
            _always("scale the inputs"),
            "Six findings, six cures: each word is needed once.",
        ),
        Mistake(
            "treated a healthy ReLU",
            _for("leave it", "smaller steps or a leak"),
            "Silent on half of the rows is how ReLU works. Dead means silent on all.",
        ),
        Mistake(
            "left dead units alone",
            _for("smaller steps or a leak", "leave it"),
            "Silent on every row: these units get no gradient any more.",
        ),
        Mistake(
            "took saturated for dead",
            _for("scale the inputs", "smaller steps or a leak"),
            "Tanh has no dead half. What makes its sums so large?",
        ),
        Mistake(
            "scaled the inputs of a deep sigmoid network",
            _for("replace the sigmoids", "scale the inputs"),
            "A quarter at most in each layer, ten times: no large sum is needed for a millionth.",
        ),
        Mistake(
            "took the output for a hidden layer",
            _for("softmax at the output", "replace the sigmoids"),
            "One of three is right, so the three answers should share out 1.",
        ),
        Mistake(
            "took a missing bend for vanishing",
            _for("add an activation", "replace the sigmoids"),
            "There is no sigmoid between these layers. There is nothing at all.",
        ),
    ),
    hints=(
        "Ask for each finding which slope or which range is wrong, or whether anything is.",
        "Dead: silent on every row. Saturated: outputs at both ends. Vanishing: many small slopes.",
        "The second finding is healthy; the last is a network without a bend.",
    ),
    solution="def prescribe(finding):\n    return {\n"
    + "".join(f'        "{finding}": "{cure}",\n' for finding, cure in FINDINGS.items())
    + "    }[finding]",
)

EXERCISES = (SIGMOID, LEAKY, SOFTMAX, JACOBIAN, DEAD, OUTPUT, SCALE, SILENCE, PRESCRIBE)
