"""The font of the formulas: STIX Two Math, cut to the signs that formulas use."""

from importlib.util import find_spec
from pathlib import Path

from fontTools import subset

NAME = "stix-two-math.woff"
# Letters, Greek, arrows, operators, brackets and the mathematical alphabets.
_RANGES = (
    (0x20, 0x17F), (0x2B0, 0x36F), (0x391, 0x3F5), (0x2010, 0x20D0), (0x2100, 0x214F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x25A0, 0x25FF), (0x27C0, 0x29FF),
    (0x2A00, 0x2AFF), (0x1D400, 0x1D7FF),
)  # fmt: skip


def write(folder):
    """Write the font into ``folder``; pages name it ``stix-two-math.woff``."""
    source = Path(find_spec("ziamath").origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
    options = subset.Options(flavor="woff", layout_features=["ssty", "kern", "mark", "mkmk"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[n for first, last in _RANGES for n in range(first, last + 1)])
    cutter.subset(font)
    folder.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(folder / NAME), options)
