"""What makes a page of the site answer: explorers, quizzes, predictions, hints and solutions."""
