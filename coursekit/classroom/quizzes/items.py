"""What is exported: questions with choices, and questions whose answer is a number."""

from dataclasses import dataclass

from coursekit.exercises import bank
from coursekit.exercises.question import Question, read_quiz
from coursekit.handcalc.variants import variant

#: What counts as right: the distance that the assignment `hand-computation` allows.
TOLERANCE = 1e-4

#: Of a smaller number its thousandfold is asked for, as Canvas keeps four decimals.
SMALL = 0.01


@dataclass(frozen=True)
class Numerical:
    """A question whose answer is a number.

    Attributes
    ----------
    label : str
    text : str
        With `` `code` `` and ``*stress*``, as in the quizzes.
    value, tolerance : float
        Right is what differs from ``value`` by no more than ``tolerance``.
    why : str
        What is told after the answer.
    """

    label: str
    text: str
    value: float
    tolerance: float
    why: str


@dataclass(frozen=True)
class Section:
    """Questions that belong together.

    Attributes
    ----------
    name : str
    items : tuple of Question or Numerical
    pick : int, default 0
        How many of them a student gets, by chance; 0 for all.
    """

    name: str
    items: tuple[Question | Numerical, ...]
    pick: int = 0


def quizzes(lessons=()):
    """The quizzes of some lessons, of all when none is named, as a list of :class:`Section`.

    Raises
    ------
    ValueError
        When there is no such lesson.
    """
    chosen = list(lessons) or list(bank.NUMBERS.values())
    return [Section(f"Lesson {lesson}", read_quiz(lesson)) for lesson in chosen]


def own_numbers(seeds):
    """Every figure of one training step, asked with each seed's numbers.

    Parameters
    ----------
    seeds : dict of str to str
        A label, such as a student's id, and the seed of the numbers.

    Returns
    -------
    list of Section
        One for each quantity, with a question a seed, of which a student gets one.
    """
    drawn = {label: variant(seed, "2-2-1") for label, seed in seeds.items()}
    quantities = next(iter(drawn.values())).questions if drawn else []
    return [
        Section(
            quantity,
            tuple(_numerical(label, quantity, own) for label, own in drawn.items()),
            pick=1,
        )
        for quantity in quantities
    ]


def _numerical(label, quantity, own):
    value = own.key()[quantity]
    size = 1
    while abs(size * value) < SMALL:
        size *= 1000
    asked = f"{quantity}, four decimals" if size == 1 else f"{size:,} · {quantity}, three digits"
    return Numerical(
        label,
        f"{_given(own)} Compute {asked}.",
        round(size * value, 6),
        TOLERANCE if size == 1 else max(TOLERANCE, 0.01 * abs(size * value)),
        f"{quantity} is {value:.6g}.",
    )


def _given(own):
    """The network in one paragraph, with the names that the assignment uses."""
    notation = own.derivation.notation
    numbers = ", ".join(
        f"`{notation.plain(key)} = {float(value):g}`" for key, value in own.derivation.given.items()
    )
    return (
        "A network has two inputs, two hidden sigmoids and one sigmoid output. "
        f"The error is E = ½ (y − a_o1)², the learning rate 0.5. Given: {numbers}."
    )
