"""Dots and pictures of the Hopfield explorer, turned, stored and forgotten with mouse and keys."""

import pytest

from coursekit import explore
from coursekit.explorers.hopfield.explorer import State, frame
from tests.browser.playing import Player


@pytest.fixture
def player(browser, tmp_path):
    """The explorer as a page of its own, and hands for it."""
    explore.hopfield(noise=0).save(tmp_path / "x.html")
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(f"file://{tmp_path / 'x.html'}")
    player = Player(page.locator("section.ck"), "hopfield")
    player.settles(State(noise=0))
    yield player
    page.close()


def click_dot(player, row, column):
    """Click a dot, counted from 0; the place of the cursor tells where it and its size are."""
    canvas = player.root.locator(".ck-picture canvas").bounding_box()
    knob = player.root.locator(".ck-handle").bounding_box()
    middle = (knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
    side = (canvas["height"] - 24 - 4) / 9  # nine rows between the title and the lower edge
    at_row, at_column = divmod(player.agrees().cursor, 7)
    x, y = middle[0] + side * (column - at_column), middle[1] + side * (row - at_row)
    player.page.mouse.click(x, y)
    return player.settles()


def test_a_click_turns_a_dot_of_what_is_seen(player):
    assert click_dot(player, 0, 6).turned == (6,)
    assert click_dot(player, 8, 0).turned == (6, 56)
    assert click_dot(player, 0, 6).turned == (56,)
    player.button("Step").click()
    assert frame(player.settles())["ending"] == "stored"  # the only wrong dot is mended
    after = click_dot(player, 1, 1)
    assert (after.turned, after.step) == ((8,), 0)


def test_the_keyboard_walks_and_turns(player):
    knob = player.root.locator(".ck-handle")
    for key in ("ArrowUp", "ArrowRight", "Enter"):
        knob.press(key)
    state = player.settles()
    assert (state.cursor, state.turned) == (25, (25,))
    assert knob.evaluate("node => node.ariaLabel") == "neuron: row 4, column 5, +1"


def test_a_picture_is_stored_and_forgotten(player):
    click_dot(player, 4, 3)
    player.button("Store this picture").click()
    state = player.settles()
    shown = frame(state)
    assert len(state.own) == 1 and shown["names"][shown["first"]] == "own 1"
    letter, mine = shown["patterns"][0], shown["begun"]
    assert [i for i in range(63) if letter[i] != mine[i]] == [31]
    player.button("Forget my pictures").click()
    assert player.settles().own == ()
    assert player.button("Forget my pictures").is_disabled()


def test_another_memory_begins_anew(player):
    click_dot(player, 0, 6)
    player.root.locator(".ck-control[data-field=count] input[type=number]").fill("3")
    player.root.locator(".ck-control[data-field=count] input[type=number]").blur()
    assert player.settles() == State(noise=0, count=3, cursor=6)
