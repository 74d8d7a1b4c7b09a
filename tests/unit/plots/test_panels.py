"""Pictures of several panels stay as wide as the text and use a spare place for the legend."""

import pytest

from coursekit.plots.style import explain, panels


@pytest.mark.parametrize(
    ("count", "columns", "rows", "spare"), [(2, 2, 1, 0), (3, 2, 2, 1), (4, 2, 2, 0), (3, 1, 3, 0)]
)
def test_panels_fill_rows_and_leave_spare_places_without_a_frame(count, columns, rows, spare):
    fig, axes, places = panels(count, row=2.0, extra=0.5, columns=columns)
    assert fig.get_size_inches().tolist() == [6.4, 2.0 * rows + 0.5]
    assert len(axes) == count and len(places) == spare
    assert all(ax.axison for ax in axes) and not any(place.axison for place in places)


def test_a_legend_explains_in_a_spare_place():
    _, axes, (place,) = panels(3)
    line = axes[0].plot([0, 1], label="a line")
    explain(place, line, ["what it is"])
    assert [text.get_text() for text in place.get_legend().get_texts()] == ["what it is"]
