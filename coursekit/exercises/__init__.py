"""Questions with explanations, and checks that name the mistake.

>>> from coursekit.exercises import check, progress, quiz
"""

from coursekit.exercises.checking import check
from coursekit.exercises.progress_report import progress
from coursekit.exercises.quizbook import quiz

__all__ = ["check", "progress", "quiz"]
