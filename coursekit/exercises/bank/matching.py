"""Judges answers that choose one of a few words for each of some cases, named by letters."""

from collections.abc import Mapping

import numpy as np

from coursekit.exercises.running import Trouble
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict


def examine_choices(exercise, answer):
    """Judge ``{"A": "one choice", "B": "another", …}``, or the choices alone in this order.

    A mistake is known by the letters at which it differs from the right answer: it is named when
    the learner chose the same there.
    """
    right = exercise.answer
    chosen = _read(exercise, answer)
    _refuse_other_words(exercise, chosen)
    hits = sum(chosen[letter] == right[letter] for letter in right)
    if hits == len(right):
        return Verdict(RIGHT, f"Right, all {hits} of them.")
    said = f"{hits} of {len(right)} are right."
    for mistake in exercise.mistakes:
        telling = [letter for letter in right if mistake.answer[letter] != right[letter]]
        if all(chosen[letter] == mistake.answer[letter] for letter in telling):
            return exercise.refuse(mistake.name, said)
    return Verdict(WRONG, said)


def instead(right, **other):
    """Return the right choices, except for those named."""
    return {**right, **other}


def exchanged(right, **other):
    """Return a function that answers as ``right`` says, but takes some choices for others.

    A choice is named with ``_`` for each space: ``exchanged(CAUSES, too_small="sound")``.
    """
    return lambda case: other.get(right[case].replace(" ", "_"), right[case])


def _read(exercise, answer):
    letters = list(exercise.answer)
    if isinstance(answer, Mapping):
        answer = {str(letter).strip().upper(): choice for letter, choice in answer.items()}
        if sorted(answer) != letters:
            raise Trouble(f"Give one choice for each of the letters {', '.join(letters)}.")
    else:
        if isinstance(answer, str) or np.ndim(answer) != 1 or len(answer) != len(letters):
            raise Trouble(
                f"Give a choice for each letter, as in {{{letters[0]!r}: …, {letters[1]!r}: …}}."
            )
        answer = dict(zip(letters, answer, strict=True))
    return {letter: " ".join(str(choice).lower().split()) for letter, choice in answer.items()}


def _refuse_other_words(exercise, chosen):
    known = {*exercise.answer.values()}
    for mistake in exercise.mistakes:
        known |= {*mistake.answer.values()}
    for letter, choice in chosen.items():
        if choice not in known:
            words = ", ".join(f"“{word}”" for word in sorted(known))
            raise Trouble(f"For {letter} you wrote “{choice}”; choose one of {words}.")
