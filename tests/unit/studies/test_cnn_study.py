"""The three trainings of the exercise of lesson 13 differ in what the exercise asks about."""

import numpy as np
import pytest

from coursekit.studies.cnn import EPOCHS, three_records


@pytest.mark.parametrize("letter", "ABC")
def test_a_record_holds_every_epoch(letter):
    record = three_records()[letter]
    assert {len(values) for values in record.values()} == {EPOCHS}


def test_the_first_creeps_and_still_gets_better():
    loss, watched = (np.array(three_records()["A"][key]) for key in ("loss", "val_loss"))
    assert loss[-1] > 0.5 and np.all(np.diff(loss) < 0)
    assert np.argmin(watched) >= EPOCHS - 2


def test_the_second_overfits():
    loss, watched = (np.array(three_records()["B"][key]) for key in ("loss", "val_loss"))
    assert loss[-1] < 0.02 and watched[-1] > 1.05 * watched.min()
    assert np.argmin(watched) < EPOCHS / 2


def test_the_third_jumps():
    loss = np.array(three_records()["C"]["loss"])
    assert np.sum(np.diff(loss[5:]) > 0.05) >= 5
