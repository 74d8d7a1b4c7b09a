"""Answers to the exercises of lesson 00."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong

right("accuracy")(lambda y_true, y_pred: float(np.mean(np.equal(y_true, y_pred))))
right("accuracy")(lambda y_true, y_pred: 1 - np.mean(np.subtract(y_true, y_pred) != 0))


@right("accuracy")
def accuracy(y_true, y_pred):
    right_answers = [true == said for true, said in zip(y_true, y_pred)]
    return sum(right_answers) / len(right_answers)


MORE, OTHER, NEW, LEAVE = "more examples", "another model", "measure on new data", "leave it"

right("read_curves")({"A": MORE, "B": OTHER, "C": NEW, "D": LEAVE})
right("read_curves")({"d": "Leave it", "c": " measure on  new data", "b": OTHER, "a": MORE})
right("read_curves")([MORE, OTHER, NEW, LEAVE])
right("read_curves")(np.array([MORE, OTHER, NEW, LEAVE]))
wrong("read_curves", "a training score believed")({"A": MORE, "B": OTHER, "C": LEAVE, "D": LEAVE})
wrong("read_curves", "more data for two equal scores")([OTHER, MORE, NEW, LEAVE])
wrong("read_curves", "a perfect training score")([LEAVE, OTHER, NEW, MORE])
wrong("read_curves", "another model while the gap closes")([OTHER, OTHER, NEW, LEAVE])
wrong("read_curves", "more data with nothing left to gain")([MORE, OTHER, NEW, MORE])
wrong("read_curves", "a test where there is one")([MORE, NEW, NEW, LEAVE])
wrong("read_curves", "")([MORE, OTHER, OTHER, LEAVE])
wrong("read_curves", "")({"A": MORE, "B": OTHER, "C": NEW})
wrong("read_curves", "")({"A": "more data", "B": OTHER, "C": NEW, "D": LEAVE})
wrong("read_curves", "")(MORE)
wrong("read_curves", "")(4)
