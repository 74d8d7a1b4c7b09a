"""The training runs that the overfitting explorer plays back.

``python -m workshop data runs`` records them anew.
"""

import json
from functools import cache
from pathlib import Path

SIZES = {"6-6": (6, 6), "32-32": (32, 32), "64-64": (64, 64)}
DROPOUTS = (0.0, 0.2, 0.5)
SEEDS = (0, 1, 2)
EPOCHS = 100
FILE = Path(__file__).with_name("recorded_runs.json")


@cache
def recorded():
    """Return the recorded histories: ``"size dropout seed"`` → loss and val_loss in 1/10,000."""
    return json.loads(FILE.read_text(encoding="utf-8"))
