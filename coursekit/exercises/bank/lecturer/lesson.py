"""Exercises of lesson 15: a verdict by arithmetic, a sum read as printed, the expected drop."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def figure_verdict(printed, true, by_hand, followed):
    unit = 10.0 ** -len(printed.partition(".")[2])  # one step of the last printed digit
    for verdict, value in (("exact", true), ("rounded", by_hand), ("carried", followed)):
        if abs(float(printed) - value) <= unit / 2:
            return verdict
    return "wrong"


def expected_drop(gradients, eta):
    return eta * np.sum(np.square(gradients))


def _judge(order=("exact", "rounded", "carried"), units=0.5, digits=None):
    """The verdict with another order of questions, another margin, or fixed digits."""

    def verdict(printed, true, by_hand, followed):
        values = {"exact": true, "rounded": by_hand, "carried": followed}
        unit = 10.0 ** -(len(printed.partition(".")[2]) if digits is None else digits)
        for name in order:
            if abs(float(printed) - values[name]) <= units * unit:
                return name
        return "wrong"

    return verdict


EXERCISES = (
    Exercise(
        name="figure_verdict",
        answer=figure_verdict,
        cases=(
            ("1.94", 1.94, 1.94, 1.94),
            ("0.4717", 0.469065, 0.471715, 0.471715),
            ("0.119", 0.060212, 0.060252, 0.118687),
            ("0.1997", 0.199978, 0.199978, 0.19997),
            ("0.0821", 0.082167, 0.08214, 0.08214),
            ("3.0", 3.018, 3.018, 3.018),
            ("-0.003", -0.001381, -0.001405, -0.002724),
            ("0.9", 0.86508, 0.865, 0.865),
            ("0.865", 0.86508, 0.865, 0.641),
        ),
        mistakes=(
            Mistake(
                "asked for equality",
                _judge(units=1e-9),
                "A printed figure is short: it agrees when it lies within half a unit of its "
                "last digit.",
            ),
            Mistake(
                "a whole unit",
                _judge(units=1.0),
                "Rounding moves a figure by half a unit of its last digit at most.",
            ),
            Mistake(
                "always the same margin",
                _judge(digits=3),
                "Count the digits behind the point of each figure: 0.9 promises less than 0.865.",
            ),
            Mistake(
                "carried before exact",
                _judge(order=("carried", "rounded", "exact")),
                "Ask for the best verdict first: a figure that is exact needs no excuse.",
            ),
            Mistake(
                "carried left out",
                _judge(order=("exact", "rounded")),
                "A figure that follows from an earlier wrong one is carried, not wrong.",
            ),
        ),
        hints=(
            "How many digits stand behind the point? len(printed.partition('.')[2]) counts them.",
            "With d digits the margin is half a unit of the last one: 0.5 * 10 ** -d.",
            "Compare float(printed) with true, by_hand and followed in this order; return the "
            "first verdict that fits, else 'wrong'.",
        ),
    ),
    Exercise(
        name="printed_sum",
        answer=0.3825,
        mistakes=(
            Mistake("the printed result", 0.3775, "Do not copy the result; add the products."),
            Mistake("bias forgotten", 0.0325, "The sum ends with + 0.35."),
            Mistake("i2 twice", 0.39, "The first product is 0.15 · 0.05."),
        ),
        hints=("Two products and a bias.", "Python adds it for you: 0.15 * 0.05 + …"),
        solution="0.15 * 0.05 + 0.25 * 0.1 + 0.35",
        tolerance=1e-9,
    ),
    Exercise(
        name="expected_drop",
        answer=expected_drop,
        cases=(
            ([2.0], 0.1),
            ([1.0, -2.0], 0.5),
            (np.array([0.06, 0.049, -0.0005]), 0.01),
            (np.array([-3.0, 4.0, 0.0]), 1.0),
        ),
        mistakes=(
            Mistake(
                "gradients not squared",
                lambda gradients, eta: eta * np.sum(gradients),
                "The step is eta times the gradient, and the slope along it is the gradient again.",
            ),
            Mistake(
                "eta left out",
                lambda gradients, eta: np.sum(np.square(gradients)),
                "A smaller step makes a smaller drop.",
            ),
            Mistake(
                "eta squared",
                lambda gradients, eta: np.sum(np.square(eta * np.asarray(gradients))),
                "Only the step carries eta; the slope does not.",
            ),
            Mistake(
                "length for squared length",
                lambda gradients, eta: eta * np.sqrt(np.sum(np.square(gradients))),
                "No root: each weight contributes step times slope.",
            ),
            Mistake(
                "sum squared",
                lambda gradients, eta: eta * np.sum(gradients) ** 2,
                "Square each derivative first, then add.",
            ),
            Mistake(
                "sign of the change",
                lambda gradients, eta: -eta * np.sum(np.square(gradients)),
                "A drop is counted as a positive number.",
            ),
        ),
        hints=(
            "One weight moves by −eta · g. The error changes by slope times step.",
            "For one weight the drop is eta · g · g; several weights add up.",
            "eta * np.sum(np.square(gradients))",
        ),
    ),
)
