"""Questions with explanations, and checks that name the mistake.

>>> from coursekit.exercises import check, quiz
"""

from .checking import check
from .quizbook import quiz

__all__ = ["check", "quiz"]
