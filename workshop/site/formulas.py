"""Formulas as MathML, made when the site is built: no script, no shift, and a reader hears them."""

import re

from docutils import nodes
from math_core import LatexToMathML

_GAP = re.compile(r"(\\\\)\[[\d.]+\w+\]")  # room between two rows: the style sheet gives it
_CONVERTER = LatexToMathML(fancy_error=False)


def setup(app):
    """Offer Sphinx the renderer ``mathml``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_display, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def mathml(latex, display=False):
    """Return a formula in LaTeX as MathML; ``LatexError`` says what cannot be read."""
    return _CONVERTER.convert_with_local_state(_GAP.sub(r"\1", latex), displaystyle=display)


def _inline(self, node):
    self.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def _display(self, node):
    self.body.append(f'<div class="formula">{mathml(node.astext(), display=True)}</div>\n')
    raise nodes.SkipNode
