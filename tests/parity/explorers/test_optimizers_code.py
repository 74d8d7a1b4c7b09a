"""The program that a race writes for Keras runs there and ends where the race does."""

import contextlib
import io

import keras  # noqa: F401 (the written program needs it)
import pytest

from coursekit import explore
from coursekit.explorers.optimizers.rules import RULES


def test_the_keras_program_of_all_seven_ends_where_they_do():
    w = explore.optimizers(**dict.fromkeys(RULES, True), lr=0.01, steps=30, step=30)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(w.code("keras"), {})
    for line, one in zip(printed.getvalue().splitlines(), w.numbers["runners"], strict=True):
        name, _, loss = line.split()[:3]
        assert name == one["name"]
        # Keras rounds some settings to float32
        assert float(loss) == pytest.approx(one["heights"][-1], rel=1e-4)
