"""The kernel's grid of numbers and the list of blocks, typed into and pressed in Chromium."""

import pytest
from playwright.sync_api import expect

from coursekit import explore
from tests.browser.playing import listen


@pytest.fixture
def open_page(browser, tmp_path):
    page = browser.new_page()
    errors = listen(page)

    def open_page(widget):
        widget.save(tmp_path / "x.html")
        page.goto(f"file://{tmp_path / 'x.html'}")
        return page

    yield open_page
    page.close()
    assert errors == []


def says(page):
    return page.locator(".ck-says")


def test_a_kernel_is_typed_by_hand_refused_and_chosen_by_name(open_page):
    page = open_page(explore.convolution(step=1))
    corner = page.get_by_label("weight in row 1, column 3")
    corner.fill("-5")
    expect(says(page)).to_contain_text("z = −8")
    expect(page.get_by_label("name")).to_have_value("by hand")
    for bad in ("2000", ""):
        corner.fill(bad)
        expect(page.locator("fieldset .ck-error")).to_contain_text("from −1000 to 1000")
        expect(says(page)).to_contain_text("z = −8")
    corner.blur()
    expect(corner).to_have_value("-5")
    expect(page.locator("fieldset .ck-error")).to_be_hidden()
    page.get_by_label("name").select_option("blur")
    expect(corner).to_have_value("0.1111")
    corner.focus()
    corner.blur()
    expect(page.get_by_label("name")).to_have_value("blur")
    page.get_by_label("size").select_option("5")
    expect(page.get_by_label("weight in row 5, column 5")).to_have_value("0")
    expect(page.get_by_label("weight in row 3, column 3")).to_have_value("0.1111")


def test_the_window_goes_place_by_place_with_the_arrow_keys_and_to_a_pressed_cell(open_page):
    page = open_page(explore.convolution())
    window = page.get_by_role("button", name="Window")
    for key, place in (("ArrowRight", "1, 2"), ("ArrowDown", "2, 2"), ("ArrowUp", "1, 2")):
        window.press(key)
        expect(says(page)).to_contain_text(f"Place {place}:")
    box = page.locator("canvas").bounding_box()
    page.mouse.click(box["x"] + 0.96 * box["width"], box["y"] + 0.7 * box["height"])
    expect(says(page)).to_contain_text("Place 4, 4:")


def test_the_goal_of_the_window_is_reached_by_hand(open_page):
    page = open_page(explore.convolution(picture="stripe", relu=True))
    expect(page.locator(".ck-goal")).to_contain_text("not yet")
    for row, left in enumerate((-1, -2, -1), start=1):
        page.get_by_label(f"weight in row {row}, column 1").fill(str(left))
        page.get_by_label(f"weight in row {row}, column 3").fill(str(-left))
    expect(page.locator(".ck-goal")).to_contain_text("✔ reached")


def test_blocks_are_changed_moved_removed_and_added_and_the_focus_stays_near(open_page):
    page = open_page(explore.shapes())
    filters = page.get_by_role("group", name="Block 5, Conv2D").get_by_label("filters")
    filters.fill("32")
    expect(says(page)).to_contain_text("71,338 parameters")
    filters.fill("1.5")
    expect(page.locator("li").nth(4)).to_contain_text("whole number from 1 to 512")
    filters.blur()
    expect(filters).to_have_value("32")
    page.get_by_role("button", name="Remove block 7, Dense").click()
    expect(page.get_by_role("button", name="Remove block 7, Dense")).to_be_focused()
    expect(page.locator(".ck-goal")).to_contain_text("✔ reached")
    page.get_by_role("button", name="Move up block 6, Flatten").press("Enter")
    expect(page.get_by_role("button", name="Move up block 5, Flatten")).to_be_focused()
    expect(page.locator("li").nth(5)).to_contain_text("a row of 2,304 numbers arrives")
    expect(page.locator("li").nth(6)).to_contain_text("waits")
    page.get_by_role("button", name="Move down block 5, Flatten").press("Enter")
    page.get_by_label("New block").select_option("Dropout")
    page.get_by_role("button", name="Add at the end").click()
    page.locator("summary", has_text="Python code").click()
    expect(page.locator("pre")).to_contain_text("keras.layers.Dense(10),")
    expect(page.locator("pre")).to_contain_text("keras.layers.Dropout(0.5),")
