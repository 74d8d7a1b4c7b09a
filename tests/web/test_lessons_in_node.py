"""Every lesson runs in Pyodide from top to bottom, and shows what it shows at home."""

import pytest

from tests.support import ROOT
from workshop.web import results

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# These train with Keras at home, and with coursekit.nn in a page: other draws, so other numbers.
TRAINED_WITH_KERAS = {"11", "13"}


# The colons make each lesson a scope of its own for xdist, which spreads them over the cores.
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.stem}::in-a-page")
def test_a_lesson_raises_nothing_and_shows_what_it_stores(node, project, path):
    result = results.run(node, project, path)
    assert not result.exceptions + result.differences
    assert result.cells > 20
    assert not result.other_numbers or path.name[:2] in TRAINED_WITH_KERAS
