"""Records of marking, as the journal holds them, made up for tests of what reads them."""

import numpy as np

#: Graded cells of a small assignment: name, exercise, points.
TASKS = (
    ("forward_hidden", "1. Forward", 2),
    ("forward_output", "1. Forward", 3),
    ("one_path", "2. One path", 5),
    ("step", "3. The step", 4),
    ("meaning", "4. What the step did", 4),
)

ALL_RIGHT = ("passed",) * len(TASKS)

#: What stands in hidden tests only: no page of a student may show it.
HIDDEN = "AssertionError: assert near(step['w1'], W1[0][0] - eta * slope_of_hidden_test)"

MISTAKES = {
    "1. Forward": ("bias left out", "Look at what is added to the weighted sum."),
    "2. One path": ("forgot the output's slope", "Which factor does the *chain rule* want next?"),
    "3. The step": ("step taken uphill", "The sign of `eta` times the slope decides."),
}


def task(grade_id, exercise, worth, state="passed", **more):
    """One task of a record; points follow from the state."""
    points = worth if state == "passed" else 0
    said = {"reason": "", "mistake": "", "hint": ""}
    if state == "failed":
        mistake, hint = MISTAKES.get(exercise, ("", ""))
        said = {"reason": HIDDEN, "mistake": mistake, "hint": hint}
    if state == "unreadable":
        said["reason"] = "the file ends in the middle of a cell"
    return {
        "id": grade_id, "exercise": exercise, "state": state, "points": points, "worth": worth,
        **said, **more,
    }  # fmt: skip


def record(student="ada", states=ALL_RIGHT, **more):
    """One student's record, with a state for each of ``TASKS``."""
    tasks = [task(*each, state) for each, state in zip(TASKS, states, strict=True)]
    made = {
        "student": student, "version": 1, "digest": "0" * 64, "tasks": tasks, "notes": [],
        "seconds": 0.1, "sandbox": "bwrap", "fingerprint": [],
    }  # fmt: skip
    return made | more


def a_class(students=120, seed=1):
    """Yield a class of graded ability; the last task is answered by chance, the rest by ability."""
    draws = np.random.default_rng(seed)
    odd = ("not attempted", "timeout", "memory", "crashed", "tampered")
    for number in range(students):
        able = draws.normal()
        states = []
        for place in range(len(TASKS)):
            ease = draws.normal() if place == len(TASKS) - 1 else able + 0.6 * draws.normal()
            states.append("passed" if ease > 0.35 * place - 0.8 else "failed")
            if draws.random() < 0.08:
                states[-1] = odd[draws.integers(len(odd))]
        if number % 40 == 39:
            states = ["unreadable"] * len(TASKS)
        notes = ["The cell of own numbers was changed."] if number % 30 == 7 else []
        prints = sorted(int(n) for n in draws.integers(0, 2**32, 60))
        yield record(f"s{number:05}", states, notes=notes, fingerprint=prints)
