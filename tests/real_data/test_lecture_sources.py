"""With the lectures at hand: no decimal number of a worked example is missing from the ledger."""

import os
import re
from pathlib import Path

import pytest

from coursekit.ledger import ledger_rows

SOURCES = Path(os.environ["COURSEKIT_LECTURES"])

#: lecture → (first words of the worked examples, first words after them)
EXAMPLES = {
    "000": ("# Inputs|Inputs$", "So Weights are updated in each layer"),
    "001": ("Assuming sigmoid as activation function", "Back Propagation: Vectorization"),
    "003": ("### \\*\\*Input Layer\\*\\*", "### \\*\\*Vanishing Gradient\\*\\*"),
    "004": ("# Simple Neural Network Training Example", "Continue updating weights"),
}

#: numbers that the lectures give, not compute
STATED = {
    "000": "0.1 0.3 0.5 0.0 1.0 0.2 0.4 0.7 0.6 0.9 0.8 0.01",
    "001": "0.05 0.1 0.01 0.99 0.15 0.2 0.25 0.3 0.35 0.4 0.45 0.5 0.55 0.6",
    "003": "0.05 0.10 0.1 0.35 0.15 0.20 0.25 0.30 0.60 0.6 0.40 0.4 0.45 0.50 0.55 0.01 0.99 0.5",
    "004": "0.1 0.3 0.03 0.5 0.2 1.83 0.01 0.62 0.4",
}


def worked_example(lecture):
    (path,) = SOURCES.glob(f"{lecture}_*.txt")
    text = path.read_text(encoding="utf-8")
    first, last = EXAMPLES[lecture]
    begin = re.search(first, text, re.MULTILINE).start()
    return text[begin : begin + re.search(last, text[begin:]).start()]


@pytest.mark.parametrize("lecture", sorted(EXAMPLES))
def test_every_decimal_of_a_worked_example_is_a_row_or_a_stated_input(lecture):
    printed = {row.printed.lstrip("-") for row in ledger_rows() if row.lecture == lecture}
    known = printed | set(STATED[lecture].split())
    found = re.findall(r"(?<![\d.])\d*\.\d+", worked_example(lecture))
    missing = {
        number
        for number in found
        if ("0" + number).lstrip("0") and _key(number) not in {_key(other) for other in known}
    }
    assert not missing
    assert len(found) > 20


def _key(number):
    return number if number.startswith(("0", "1", "2", "3")) else "0" + number
