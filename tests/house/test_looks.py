"""One colour for positive, one line style for validation: in print and in every explorer."""

import re

import pytest

from coursekit.plots.style import COLOURS, NEGATIVE, POSITIVE, TRAINING, VALIDATION, signed
from tests.house import looks
from tests.support.small_course import ROOT

PLOTS, EXPLORERS = ROOT / "coursekit" / "plots", ROOT / "coursekit" / "explorers"
FILES = [
    *sorted(PLOTS.glob("*.py")),
    *sorted(EXPLORERS.glob("*/picture.py")),
    *sorted(EXPLORERS.glob("*/page.js")),
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_picture_takes_its_meanings_from_one_place(file):
    if file.name == "style.py":
        return
    read = looks.in_page if file.suffix == ".js" else looks.in_python
    assert list(read(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('POSITIVE, OTHER = COLOURS["blue"], 1', "its own POSITIVE"),
        ('ax.imshow(kernel, cmap="PuOr_r")', "colour map PuOr_r"),
        ('c = COLOURS["blue"] if w > 0 else COLOURS["vermillion"]', "a colour by sign"),
        ('c = COLOURS["blue" if w > 0 else "vermillion"]', "a colour by sign"),
        ('ax.plot(x, y, "--", label=f"{name}, training")', "a line style of its own"),
        ('parts = [("loss", "training", "-")]', "a line style of its own"),
        ('ax.plot(x, record["val_loss"])', "validation without"),
    ],
)
def test_a_choice_of_its_own_is_named(source, said):
    [found] = looks.in_python(source)
    assert said in found


@pytest.mark.parametrize(
    "source",
    [
        "c = POSITIVE if w > 0 else NEGATIVE",
        'ax.plot(x, record["val_loss"], VALIDATION, label="validation")',
        'c = COLOURS["blue"] if k else "black"',
        'ax.plot(x, y, "--", label="before")',
        'ax.imshow(kernel, cmap="gray")',
    ],
)
def test_other_choices_are_free(source):
    assert list(looks.in_python(source)) == []


@pytest.mark.parametrize(
    "line",
    [
        'const look = d ? { colour: "vermillion" } : { colour: "blue" };',
        'drawLosses(panel, frame.val_loss, now, { colour: "vermillion", dash: [7, 4] });',
        'drawOne(test, { colour: "purple", dash: [6, 4] });',
    ],
)
def test_a_page_that_chooses_is_named(line):
    assert len(list(looks.in_page(line))) == 1


def test_print_and_pages_agree():
    sheet = (EXPLORERS / "kit" / "style.css").read_text("utf-8")
    light = dict(re.findall(r"--ck-([a-z]+): (#[0-9a-f]{6}|var\(--ck-[a-z]+\));", sheet[:900]))
    assert COLOURS["vermillion"].lower() == light["vermillion"]
    assert (light["positive"], light["negative"]) == ("var(--ck-blue)", "var(--ck-vermillion)")
    heat = (EXPLORERS / "kit" / "heat.js").read_text("utf-8")
    ends = [NEGATIVE.lower(), "paper", POSITIVE.lower()]
    assert re.search(r"diverging: \[(.+)\]", heat)[1] == ", ".join(f'"{end}"' for end in ends)
    page = (EXPLORERS / "kit" / "looks.js").read_text("utf-8")
    assert "TRAINING = [];" in page and re.search(r"VALIDATION = \[\d+, \d+\];", page)
    assert (TRAINING, VALIDATION) == ("-", "--")


def test_the_map_of_signed_numbers_is_white_at_zero():
    from matplotlib.colors import to_hex

    shades = signed()
    assert to_hex(shades(0.0)).upper() == NEGATIVE
    assert to_hex(shades(1.0)).upper() == POSITIVE
    assert min(shades(0.5)) > 0.97
