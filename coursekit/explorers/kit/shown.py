"""How an explorer is shown: alive where a kernel runs, as a picture with words where none does."""

import anywidget

WIDGET = "application/vnd.jupyter.widget-view+json"


class Shown(anywidget.AnyWidget):
    """A widget with ``figure()`` and ``words`` that shows its picture and words as well."""

    def _ipython_display_(self, **kwargs):
        """Show the widget, then its picture and words, which a page hides where the widget lives.

        The picture takes matplotlib longer than the page takes to draw the widget, so it is sent
        second.  It is what remains where no kernel runs.
        """
        from IPython.display import display

        from coursekit.plots import words
        from coursekit.plots.show import in_notebook

        if not in_notebook():
            print(self.words)
            return
        view, of_view = self._view(**kwargs)
        display({**view, "text/plain": repr(self)}, metadata=of_view, raw=True)
        picture, of_picture = self._still()
        display({**picture, "text/plain": self.words}, metadata=of_picture, raw=True)
        beside = words.beside(self.words, mark="ck-caption")
        display(beside, metadata=words.BESIDE, raw=True)

    def _repr_mimebundle_(self, **kwargs):
        view, of_view = self._view(**kwargs)
        picture, of_picture = self._still()
        return {**view, **picture, "text/plain": self.words}, {**of_view, **of_picture}

    def _view(self, **kwargs):
        """The live part of what is shown, and its metadata."""
        # In Colab anywidget says here where the page finds the widget manager.
        _, metadata = super()._repr_mimebundle_(**kwargs)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {WIDGET: view}, metadata

    def _still(self):
        """The picture of what is shown, and its metadata."""
        from coursekit.plots.show import numbers_of, picture

        figure = self.figure()
        png, metadata = picture(figure, self.words, colours=256)
        return {"image/png": png}, {**metadata, "coursekit": numbers_of(figure)}
