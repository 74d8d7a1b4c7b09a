"""A question as widgets: a button for every choice, its explanation after a click."""

import ipywidgets as widgets

from coursekit.exercises.question import LETTERS, inline


def build(question):
    """Return a box with the question, one button and text per choice, and room for the verdict."""
    verdict = widgets.HTMLMath(value="")
    rows = [
        _row(letter, choice, verdict)
        for letter, choice in zip(LETTERS, question.choices, strict=False)
    ]
    head = widgets.HTMLMath(value=f"<b>{question.label}.</b> {inline(question.text)}")
    return widgets.VBox([head, *rows, verdict])


def _row(letter, choice, verdict):
    button = widgets.Button(
        description=letter, tooltip=choice.text, layout=widgets.Layout(width="3em", flex="0 0 auto")
    )

    def explain(_):
        # role=status makes a screen reader speak the explanation when it appears.
        words = f"{choice.mark} <b>{letter}.</b> {inline(choice.why)}"
        verdict.value = f'<div role="status">{words}</div>'
        button.button_style = "success" if choice.right else "warning"

    button.on_click(explain)
    text = widgets.HTMLMath(value=inline(choice.text), layout=widgets.Layout(flex="1 1 auto"))
    return widgets.HBox([button, text], layout=widgets.Layout(align_items="center"))
