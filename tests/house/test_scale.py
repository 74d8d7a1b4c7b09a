"""The plan for 100,000 submissions: its table follows from the seconds on the same page."""

import re

import pytest

from tests.support import ROOT

PAGE = (ROOT / "exercises" / "SCALE.md").read_text("utf-8")
U, P = map(float, re.search(r"u = ([\d.]+) and p = ([\d.]+)", PAGE).groups())
SECONDS = {
    name: float(s) for name, s in re.findall(r"^\| ([\w-]+) \| ([\d.]+) \| [^|]+ \|$", PAGE, re.M)
}
ROWS = re.findall(
    r"^\| ([\w-]+) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.M
)


def test_every_assignment_has_its_seconds_and_rows():
    names = {path.stem for path in (ROOT / "exercises" / "assignments").glob("*.ipynb")}
    assert set(SECONDS) == names == {row[0] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row[:3]))
def test_minutes_and_price_follow_from_the_formulas(row):
    count, machines, cores, minutes, price = map(float, row[1:])
    work = count * SECONDS[row[0]]
    assert cores == 16 * machines
    assert minutes == pytest.approx(work / (60 * cores * U), abs=0.051)
    assert price == pytest.approx(work * P / (3600 * U), abs=0.0051)
