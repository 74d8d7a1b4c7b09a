"""``quiz("01", 3)`` asks a question: buttons in a live notebook, foldable text everywhere else."""

from coursekit.exercises.question import read_quiz


def quiz(lesson, number):
    """Ask question ``number`` of a lesson.

    In a live notebook every choice is a button; a click (or Tab and Enter) shows why the choice is
    right or wrong, and you may try again.  Where widgets do not run, as on GitHub, the same
    explanations fold out below each choice.

    Parameters
    ----------
    lesson : str
        The lesson's two digits, for instance ``"01"``.
    number : int
        Counted from 1.
    """
    questions = read_quiz(str(lesson))
    if not isinstance(number, int) or not 1 <= number <= len(questions):
        raise ValueError(f"quiz {lesson} has questions 1 to {len(questions)}, got {number!r}")
    question = questions[number - 1]
    bundle = {"text/html": question.to_html(), "text/plain": question.to_text()}
    try:
        from IPython import get_ipython
        from IPython.display import display

        shell = get_ipython()
    except ImportError:
        shell = None
    if shell is None or not hasattr(shell, "kernel"):
        print(question.to_text())
        return
    display({**bundle, **_widget_view(question)}, raw=True)


def _widget_view(question):
    """The live view as a display bundle, or nothing where ipywidgets is missing."""
    try:
        from coursekit.exercises.quizview import build
    except ImportError:
        return {}
    view = {"version_major": 2, "version_minor": 0, "model_id": build(question).model_id}
    return {"application/vnd.jupyter.widget-view+json": view}
