"""Questions with explanations, and checks that name the mistake.

>>> from coursekit.exercises import check, progress, quiz
"""

from coursekit.exercises.blank import attempted
from coursekit.exercises.checking import check
from coursekit.exercises.progress_report import progress
from coursekit.exercises.quizbook import quiz

__all__ = ["attempted", "check", "progress", "quiz"]
