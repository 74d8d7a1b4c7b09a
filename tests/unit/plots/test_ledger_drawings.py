"""The drawings of lesson 15 show the numbers they are given."""

import numpy as np
import pandas as pd

from coursekit.plots import ledger as draw


def test_bars_are_stacked_by_verdict():
    counts = pd.DataFrame(
        [[3, 1, 0, 2], [1, 0, 4, 0]], index=["000", "001"], columns=list(draw.VERDICTS)
    )
    (ax,) = draw.verdict_bars(counts).axes
    widths = np.array([patch.get_width() for patch in ax.patches]).reshape(4, 2)
    assert widths.T.tolist() == counts.to_numpy().tolist()
    ends = [patch.get_x() + patch.get_width() for patch in ax.patches[-2:]]
    assert ends == [6, 5]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["lecture 000", "lecture 001"]


def test_causes_take_the_colour_of_their_kind():
    counts = pd.Series({"one_path": 3, "digit_lost": 1, "swapped_layout": 2})
    kinds = {"one_path": "concept", "digit_lost": "slip", "swapped_layout": "convention"}
    (ax,) = draw.cause_bars(counts, kinds).axes
    by_kind = {c.get_label(): [bar.get_width() for bar in c] for c in ax.containers}
    assert by_kind == {"slip": [1], "concept": [3], "convention": [2]}


def test_distances_keep_their_values_and_show_zero_at_the_edge():
    groups = {"exact": [0.0, 1e-3], "rounded": [1e-2], "carried": [1.0], "wrong": [0.1, 2.0]}
    (ax,) = draw.distances(groups).axes
    drawn = [sorted(cloud.get_offsets()[:, 0].tolist()) for cloud in ax.collections]
    assert drawn == [[0.1, 2.0], [1.0], [1e-2], [1e-10, 1e-3]]


def test_every_arrow_of_the_stream_and_every_figure_is_drawn():
    rows = pd.DataFrame(
        [("a", "1.56", "1.155969", "wrong"), ("w1'", "-0.1", "-0.05", "carried")],
        columns=["quantity", "printed", "computed", "verdict"],
    )
    fig = draw.downstream([["a"], ["w1'"]], [("a", "w1'"), ("a", "elsewhere")], rows)
    (ax,) = fig.axes
    assert len(ax.lines) == 1
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["a\n1.56\ntrue 1.156", "w1′\n−0.1\ntrue −0.050000"]


def test_the_two_layouts_differ_in_four_connections():
    left, right = draw.layouts().axes
    names = [
        [t.get_text() for t in ax.texts if t.get_text().startswith("w")] for ax in (left, right)
    ]
    assert sorted(names[0]) == sorted(names[1]) == [f"w{k}" for k in range(1, 9)]
    differ = [a for a, b in zip(*names, strict=True) if a != b]
    assert sorted(differ) == ["w2", "w3", "w6", "w7"]
