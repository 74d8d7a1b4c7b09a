"""Questions with explanations, and checks that name the mistake.

>>> from coursekit.exercises import check, progress, quiz
"""

from .checking import check
from .progress_report import progress
from .quizbook import quiz

__all__ = ["check", "progress", "quiz"]
