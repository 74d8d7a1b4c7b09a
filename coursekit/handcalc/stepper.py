"""Walk through a derivation one line at a time, in a notebook."""

from coursekit.handcalc.rendering import aligned, part_title, to_markdown


class Stepper:
    """Buttons that reveal a derivation line by line.

    Parameters
    ----------
    derivation : Derivation

    Attributes
    ----------
    shown : int
        Number of lines revealed so far.
    widget : ipywidgets.VBox
    """

    def __init__(self, derivation):
        import ipywidgets as widgets

        self.derivation = derivation
        self.steps = list(derivation)
        self.layers = derivation.notation.layers
        self.shown = 1
        self._heading = widgets.HTML()
        self._lines = widgets.HTMLMath()
        self._buttons = {
            name: widgets.Button(description=name, tooltip=tip)
            for name, tip in (
                ("Back", "hide the last line"),
                ("Next", "show one more line"),
                ("Start", "begin again"),
            )
        }
        moves = {"Back": lambda: self.shown - 1, "Next": lambda: self.shown + 1, "Start": lambda: 1}
        for name, button in self._buttons.items():
            button.on_click(lambda _, move=moves[name]: self.go(move()))
        self.widget = widgets.VBox(
            [self._heading, self._lines, widgets.HBox(list(self._buttons.values()))]
        )
        self.go(1)

    def go(self, shown):
        """Show the first ``shown`` lines (kept between 1 and all of them)."""
        self.shown = min(max(shown, 1), len(self.steps))
        current = self.steps[self.shown - 1]
        # The lines of the current part stay in view; earlier parts are done.
        first = next(i for i, step in enumerate(self.steps) if step.part == current.part)
        title = part_title(current.part, self.layers)
        self._heading.value = f"<b>{title}</b> · line {self.shown} of {len(self.steps)}"
        self._lines.value = f"$$\n{aligned(self.steps[first : self.shown])}\n$$"
        self._buttons["Back"].disabled = self.shown == 1
        self._buttons["Next"].disabled = self.shown == len(self.steps)

    def _repr_mimebundle_(self, **kwargs):
        """The live view, and all lines folded where no kernel runs, as on GitHub."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return {
            "text/plain": f"{len(self.steps)} lines to step through",
            "text/markdown": to_markdown(self.derivation),
            "application/vnd.jupyter.widget-view+json": view,
        }
