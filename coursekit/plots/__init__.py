"""Draws every picture of the course in one style, legible on paper, phone and dark screen.

``subplots`` opens a figure in the style, ``panels`` one with several panels that a phone still
shows, ``title`` knows the titles that would tell an answer, and ``show`` displays a picture with
its alternative text.
Matplotlib is imported when the first picture is drawn, never before.
"""

from coursekit.plots import churn, start, training
from coursekit.plots.show import show
from coursekit.plots.style import (
    COLOURS,
    CYCLE,
    NEGATIVE,
    POSITIVE,
    TRAINING,
    VALIDATION,
    figure,
    panels,
    signed,
    style,
    subplots,
)
from coursekit.plots.words import title

__all__ = [
    "COLOURS",
    "CYCLE",
    "NEGATIVE",
    "POSITIVE",
    "TRAINING",
    "VALIDATION",
    "churn",
    "figure",
    "panels",
    "show",
    "signed",
    "start",
    "style",
    "subplots",
    "title",
    "training",
]
