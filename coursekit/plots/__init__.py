"""Draws every picture of the course in one style, legible on paper, phone and dark screen.

``subplots`` opens a figure in the style, ``show`` displays it with its alternative text.
Matplotlib is imported when the first picture is drawn, never before.
"""

from . import churn, start, training
from .show import digest, show
from .style import COLOURS, CYCLE, figure, style, subplots

__all__ = [
    "COLOURS",
    "CYCLE",
    "churn",
    "digest",
    "figure",
    "show",
    "start",
    "style",
    "subplots",
    "training",
]
