"""The explorers in JupyterLab: the page, and what the kernel hears of it."""

import json
import time

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit import explore
from tests.browser.explorers_in_jupyter import NAMES, PICTURE, SHOW_ALL, root_of
from tests.browser.playing import Player, listen
from tests.support.jupyter import run_first_cell

MOST_CONTROLS = 6
MOVE_ALL = """for w in made.values():
    w.state = w.PRESETS[1].state
display(made["descent"])"""
CLOSE = "for w in made.values():\n    w.close()"
AND_A_LINE = """from ipywidgets import VBox
from matplotlib.figure import Figure
from coursekit.plots import show, words

KEY = next(key for key, text in words.texts().items() if not words.fields(text))
line = Figure()
line.subplots().plot([1, 2])
alone, boxed = explore.descent(), explore.descent()
display(alone)
show(line, KEY)
display(VBox([boxed]))
show(line, KEY)
made |= {"alone": alone, "boxed": boxed}"""


@pytest.fixture(scope="module")
def lab(jupyter, browser):
    """All explorers below each other in JupyterLab: the page, and the folder of the kernel."""
    cells = [v4.new_code_cell(source) for source in (SHOW_ALL, MOVE_ALL, CLOSE, AND_A_LINE)]
    folder = jupyter.lesson("explorers", cells)
    page = jupyter.open(browser, "explorers")
    errors = listen(page)
    run_first_cell(page, "section.ck")
    expect(page.locator("section.ck")).to_have_count(len(NAMES))
    yield page, folder
    assert errors == []


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_for_those_without_a_kernel_is_hidden(lab, name):
    page, _ = lab
    shown = page.locator(".jp-OutputArea-child").nth(3 * NAMES.index(name))
    expect(shown.locator("section.ck")).to_be_visible()
    picture, words = (shown.locator(f"xpath=following-sibling::*[{i}]") for i in (1, 2))
    expect(picture.locator("img")).to_be_hidden()
    expect(words.locator(".ck-caption")).to_be_hidden()


@pytest.mark.parametrize("name", NAMES)
def test_in_jupyterlab(lab, name):
    page, folder = lab
    player = Player(root_of(page, name), name)
    player.tries()
    player.is_accessible()
    is_heard(player, folder)


@pytest.mark.parametrize("name", NAMES)
def test_few_controls_are_shown_and_fit_a_laptop_with_the_picture(lab, name):
    page, _ = lab
    before = page.viewport_size
    page.set_viewport_size({"width": 1280, "height": 720})
    try:
        player = Player(root_of(page, name), name)
        room = page.locator(".jp-WindowedPanel-outer").first.bounding_box()["height"]
        for preset in player.judge.PRESETS:
            player.chooses(preset)
            assert player.shown_controls() <= MOST_CONTROLS, preset.name
            assert player.height() <= room, preset.name
    finally:
        page.set_viewport_size(before)


def test_python_moves_all_explorers_and_all_their_views(lab):
    page, folder = lab
    for name in NAMES:  # what the page says late would undo what Python says then
        player = Player(root_of(page, name), name)
        player.agrees()
        is_heard(player, folder)
    run_cell(page, 1)
    expect(page.locator("section.ck")).to_have_count(len(NAMES) + 1)
    for name in NAMES:
        player = Player(root_of(page, name), name)
        player.settles(player.judge.PRESETS[1].state)
    first, second = (
        Player(page.locator("section.ck").nth(i), "descent")
        for i in (NAMES.index("descent"), len(NAMES))
    )
    second.button("Step").click()
    moved = second.settles()
    assert moved != explore.load("descent").PRESETS[1].state
    first.settles(moved)


def test_a_picture_that_follows_an_explorer_is_shown(lab):
    page, _ = lab
    run_cell(page, 3)
    line = page.locator(".jp-CodeCell").nth(3).locator(f".jp-OutputArea-child:has({PICTURE})")
    expect(line).to_have_count(3)
    assert [each.is_visible() for each in line.all()] == [False, True, True]


def test_closed_explorers_leave_the_page(lab):
    page, _ = lab
    root_of(page, "descent").get_by_role("button", name="Play", exact=True).click()
    run_cell(page, 2)
    expect(page.locator("section.ck")).to_have_count(0)


def is_heard(player, folder):
    """Wait until the kernel knows the state that the page is in."""
    heard = folder / f"{player.name}.json"
    wanted = json.loads(json.dumps(player.judge._state))
    end = time.monotonic() + 30
    while time.monotonic() < end and json.loads(heard.read_text() or "{}") != wanted:
        time.sleep(0.1)
    assert json.loads(heard.read_text()) == wanted


def run_cell(page, index):
    page.locator(".jp-CodeCell .cm-content").nth(index).click()
    page.keyboard.press("Shift+Enter")
