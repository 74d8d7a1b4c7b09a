"""Every control of every explorer, used in Chromium: as a page of its own, and in JupyterLab."""

import json
import time

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit import explore
from tests.browser.playing import Player, listen
from tests.support.jupyter import chromium, jupyterlab, open_lesson, run_first_cell

NAMES = explore.names()
MOST_CONTROLS = 6
SHOW_ALL = """import json, pathlib
from IPython.display import display
from coursekit import explore

def keep(change):
    name = change["owner"].NAME
    pathlib.Path(name + ".json").write_text(json.dumps(change["new"]))

made = {name: explore.load(name)() for name in explore.names()}
for w in made.values():
    w.observe(keep, "_state")
    display(w)"""
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

# A picture; the words beside it hang on an image of one clear pixel, a GIF.
PICTURE = 'img[src^="data:image/png"]'


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(browser, tmp_path):
    """Save an explorer as a page and open it without a network."""
    contexts, asked = [], []

    def open_page(widget, fragment="", width=1000, **options):
        widget.save(tmp_path / "x.html")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.errors = listen(page)
        page.goto(f"file://{tmp_path / 'x.html'}{fragment}")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            assert page.errors == []
        context.close()
    assert all(address.startswith(("file:", "data:", "blob:")) for address in asked)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_its_own(open_page, name):
    page = open_page(explore.load(name)())
    player = Player(page.locator("section.ck"), name)
    player.play()
    player.is_accessible(whole_page=True)
    player.tabs()


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_in_the_dark_without_motion(open_page, name):
    page = open_page(explore.load(name)(), width=400, color_scheme="dark", reduced_motion="reduce")
    player = Player(page.locator("section.ck"), name)
    player.settles()
    for preset in player.judge.PRESETS:
        player.chooses(preset)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
    player.is_accessible(whole_page=True)
    player.moves_in_time()


def test_the_address_restores_a_state_and_a_bad_one_is_explained(open_page):
    w = explore.descent(lr=0.7)
    page = open_page(w, explore.descent(lr=1.9, step=8).fragment())
    player = Player(page.locator("section.ck"), "descent")
    player.settles(explore.descent(lr=1.9, step=8).state)
    player.button("Step").click()
    assert page.url.endswith("#lr=1.9&step=9")
    refused = page.locator("section.ck > .ck-error")
    for fragment, words in {
        "#lr=77": "learning rate η must be a number from 0.001 to 3.",
        "#what=1": 'no setting "what"',
        "#lr=x": "not a state of the explorer",
        "#curve=[]": "curve must be one of",
    }.items():
        page.evaluate("fragment => (location.hash = fragment)", fragment)
        expect(refused).to_contain_text(words)
        assert player.agrees().lr == 1.9
    page.evaluate("location.hash = '#lr=0.5'")
    expect(refused).to_be_hidden()
    player.settles(explore.descent(lr=0.5).state)


@pytest.fixture(scope="module")
def lab(tmp_path_factory, browser):
    """All explorers below each other in JupyterLab: the page, and the folder of the kernel."""
    folder = tmp_path_factory.mktemp("lab")
    cells = [v4.new_code_cell(source) for source in (SHOW_ALL, MOVE_ALL, CLOSE, AND_A_LINE)]
    with jupyterlab(folder, cells) as address:
        page = open_lesson(browser, address)
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


@pytest.fixture(scope="module")
def notebook_7(tmp_path_factory, browser):
    """All explorers below each other in Notebook 7."""
    folder = tmp_path_factory.mktemp("notebook")
    with jupyterlab(folder, [v4.new_code_cell(SHOW_ALL)], "notebook") as address:
        page = open_lesson(browser, address, "notebooks/lesson.ipynb")
        errors = listen(page)
        run_first_cell(page, "section.ck")
        expect(page.locator("section.ck")).to_have_count(len(NAMES))
        yield page
        assert errors == []


@pytest.mark.parametrize("name", ("descent", "playground", "churn"))
def test_in_notebook_7(notebook_7, name):
    player = Player(root_of(notebook_7, name), name)
    player.play()
    player.is_accessible()
    pictures = notebook_7.locator(f".jp-OutputArea {PICTURE}")
    expect(pictures).to_have_count(len(NAMES))
    for picture in pictures.all():
        expect(picture).to_be_hidden()


def root_of(page, name):
    return page.locator("section.ck").nth(NAMES.index(name))


@pytest.mark.parametrize("name", NAMES)
def test_in_jupyterlab(lab, name):
    page, folder = lab
    player = Player(root_of(page, name), name)
    player.play()
    player.is_accessible()
    heard = folder / f"{name}.json"
    wanted = json.loads(json.dumps(player.judge._state))
    end = time.monotonic() + 10
    while time.monotonic() < end and json.loads(heard.read_text() or "{}") != wanted:
        time.sleep(0.1)
    assert json.loads(heard.read_text()) == wanted


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
    page, _ = lab
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


def run_cell(page, index):
    page.locator(".jp-CodeCell .cm-content").nth(index).click()
    page.keyboard.press("Shift+Enter")
