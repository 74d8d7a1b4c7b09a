"""A derivation on the page: foldable LaTeX in a notebook, a table, a handout, plain text."""

from coursekit.handcalc.linebreaks import rows

_HANDOUT = r"""\documentclass[a4paper,11pt]{article}
\usepackage[margin=2cm]{geometry}
\usepackage{amsmath}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\begin{document}
\section*{%s}
%s
\end{document}
"""


def part_title(part, layers):
    """Heading of a part of the computation, for example ``Back through layer 2``."""
    match part:
        case ("forward", layer):
            return f"Forward pass, layer {layer}" + (" (output)" if layer == layers else "")
        case ("backward", layer):
            return f"Back through layer {layer}"
        case ("error",):
            return "Error"
        case ("update",):
            return "New weights"
    return "Forward pass with the new weights"


def parts(derivation):
    """``[(title, steps)]`` in order."""
    grouped = {}
    for step in derivation:
        grouped.setdefault(step.part, []).append(step)
    layers = derivation.notation.layers
    return [(part_title(part, layers), steps) for part, steps in grouped.items()]


def aligned(steps):
    """One LaTeX block with a line for each step, aligned at the first equals sign."""
    return f"\\begin{{aligned}}\n{_block(steps)}\n\\end{{aligned}}"


def _block(steps):
    return " \\\\[4pt]\n".join(row for step in steps for row in rows(step.latex))


def to_markdown(derivation, unfolded=False):
    """Foldable Markdown with LaTeX inside: one section for each part of the computation."""
    opening = "<details open>" if unfolded else "<details>"
    sections = (
        f"{opening}<summary>{title}</summary>\n\n$$\n{aligned(steps)}\n$$\n\n</details>"
        for title, steps in parts(derivation)
    )
    return "\n\n".join(sections)


def to_text(derivation):
    """Plain text with headings, for a terminal."""
    sections = (
        title + "\n" + "\n".join(f"  {step}" for step in steps)
        for title, steps in parts(derivation)
    )
    return "\n\n".join(sections)


def to_latex(derivation, title="Hand computation"):
    """A complete LaTeX document to print and hand out."""
    body = []
    for heading, steps in parts(derivation):
        body.append(
            f"\\subsection*{{{heading}}}\n\\begin{{align*}}\n{_block(steps)}\n\\end{{align*}}"
        )
    return _HANDOUT % (title, "\n".join(body))


def to_frame(derivation):
    """A pandas table with the columns part, symbol, formula, substituted and value."""
    import pandas as pd

    layers = derivation.notation.layers
    table = [
        (part_title(step.part, layers), step.symbol, step.formula, step.substituted, step.value)
        for step in derivation
    ]
    return pd.DataFrame(table, columns=["part", "symbol", "formula", "substituted", "value"])
