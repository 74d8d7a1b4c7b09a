"""Questions for a learning platform: the lessons' quizzes, and figures to compute by hand."""
