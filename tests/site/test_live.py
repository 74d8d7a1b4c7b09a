"""Lessons answer in the page: explorers, questions, predictions, hints and solutions."""

import json
import re

import pytest
from playwright.sync_api import expect

from coursekit import explore
from coursekit.exercises.question import read_quiz
from tests.browser.playing import Player, listen
from tests.support import ROOT
from workshop.lessons.project import find_project
from workshop.site.live import asked, axe, heights

LESSONS = [path.stem for path in find_project(ROOT).lessons()]
SHEET = "exercises/01_neuron_and_perceptron.html"
LESSON = "lessons/01_neuron_and_perceptron.html"
SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
MOST_SHIFT = 0.1  # what web.dev calls good


@pytest.fixture
def open_page(browser, site):
    """Open a page of the site from its folder; no error may be left in its console."""
    opened = []

    def open_page(page, **options):
        tab = browser.new_context(viewport={"width": 1280, "height": 900}, **options).new_page()
        opened.append((tab, listen(tab)))
        tab.goto((site / page).as_uri())
        return tab

    yield open_page
    for tab, errors in opened:
        tab.context.close()
        assert errors == []


def stored(stem):
    return json.loads((ROOT / "notebooks" / f"{stem}.ipynb").read_text("utf-8"))["cells"]


def sources(stem):
    return ["".join(cell["source"]) for cell in stored(stem) if cell["cell_type"] == "code"]


def test_every_explorer_of_every_lesson_is_alive(browser, site):
    """The lines that make them are those of the lessons; each explorer is on some page."""
    tab, seen = axe.open_tab(browser, 1280, "light"), []
    for stem in LESSONS:
        made = [asked.explorer(source) for source in sources(stem)]
        wanted = [one.share() for one in made if one is not None]
        if not wanted:
            continue
        assert axe.awaken(tab, site, f"lessons/{stem}.html") == []
        lines = tab.locator(".explorer .ck-share code").all_inner_texts()
        assert [line.replace('"', "'") for line in lines] == wanted
        assert tab.locator(".explorer > .picture").first.is_hidden()
        seen += wanted
    tab.context.close()
    assert set(seen) <= set(heights.known()), "run `python -m workshop site heights`"
    assert {re.match(r"explore\.(\w+)", line)[1] for line in seen} == set(explore.names())


@pytest.mark.parametrize("page", ("index.html", LESSON))
def test_an_explorer_says_what_python_says(open_page, page):
    tab = open_page(page)
    place = tab.locator(".explorer")
    settings = json.loads(place.get_attribute("data-state"))
    place.scroll_into_view_if_needed()
    player = Player(tab.locator(".explorer .ck"), place.get_attribute("data-explorer"), **settings)
    player.settles(player.judge.state)
    player.answers()
    for preset in player.judge.PRESETS:
        player.chooses(preset)
    player.begins_anew()
    player.drags()
    player.moves_in_time()


def test_the_kit_is_loaded_once_and_only_when_an_explorer_is_near(open_page):
    tab = open_page("lessons/07_backpropagation_by_hand.html")
    loaded = "() => [...document.querySelectorAll('head script[src*=\"/explorers/\"]')].length"
    assert tab.evaluate(loaded) == 0
    for place in tab.locator(".explorer").all():
        place.scroll_into_view_if_needed()
        expect(place.locator(".ck")).to_be_visible()
    assert tab.locator(".explorer").count() == 2
    assert tab.evaluate(loaded) == 2  # the kit, and one explorer that comes twice


@pytest.mark.parametrize("width", (390, 1280))
def test_nothing_moves_when_explorers_come_to_life(browser, site, width):
    tab = axe.open_tab(browser, width, "light")
    tab.goto((site / LESSON).as_uri())
    tab.evaluate(SHIFTS)
    place = tab.locator(".explorer")
    before = place.bounding_box()["height"]
    place.scroll_into_view_if_needed()
    expect(place.locator(".ck")).to_be_visible()
    assert abs(place.bounding_box()["height"] - before) < 0.1 * before
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.shifted") < MOST_SHIFT
    tab.context.close()


def test_every_question_answers(open_page):
    tab = open_page(LESSON)
    questions = read_quiz("01")
    quizzes = tab.locator(".quiz")
    expect(quizzes).to_have_count(len(questions))
    for quiz in quizzes.all():
        question = questions[int(quiz.get_attribute("data-quiz").split("-")[1]) - 1]
        verdict = quiz.locator("[role=status]")
        expect(verdict).to_be_empty()
        for button, choice in zip(quiz.locator("button").all(), question.choices, strict=True):
            button.click()
            expect(verdict.locator("b")).to_have_text("✔ Right." if choice.right else "✘ Not so.")
            assert _letters(choice.why) in _letters(verdict.inner_text())
            assert button.get_attribute("aria-pressed") == "true"
        assert quiz.locator("[aria-pressed=true]").count() == 1


def _letters(text):
    return re.sub(r"[\s`*]", "", text)


def test_an_answer_is_still_there_after_a_reload(open_page):
    tab = open_page(LESSON)
    tab.locator(".quiz").nth(2).locator("button").nth(1).click()
    tab.reload()
    again = tab.locator(".quiz").nth(2).locator("button")
    expect(again.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(tab.locator(".quiz").nth(1).locator("[aria-pressed=true]")).to_have_count(0)


@pytest.mark.parametrize("stem", LESSONS)
def test_predictions_are_folded(site, stem):
    """As many folds as cells that answer a prediction, and none is open."""
    answering = [cell for cell in stored(stem) if "predict" in cell["metadata"].get("tags", [])]
    page = (site / "lessons" / f"{stem}.html").read_text("utf-8")
    assert page.count('<details class="answer"><summary>') == len(answering)
    assert not re.search(r"<details[^>]* open", page)


@pytest.mark.parametrize("folder, page", (("notebooks", LESSON), ("exercises/release", SHEET)))
def test_checks_have_their_hints_and_a_solution(open_page, folder, page):
    tab = open_page(page)
    path = ROOT / folder / "01_neuron_and_perceptron.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    wanted = [e for cell in cells if cell["cell_type"] == "code"
              for e in asked.checks("".join(cell["source"]))]  # fmt: skip
    assert len(wanted) >= 4
    boxes = tab.locator(".exercise")
    assert [b.get_attribute("data-exercise") for b in boxes.all()] == [e.name for e in wanted]
    for box, exercise in zip(boxes.all(), wanted, strict=True):
        assert box.locator("details").count() == len(exercise.hints) + 1
        solution = box.locator("details").last
        expect(solution.locator("pre")).to_be_hidden()
        solution.locator("summary").click()
        assert _letters(exercise.solution_text) in _letters(solution.inner_text())
        assert path.name in box.locator("a").first.get_attribute("href")


def test_without_javascript_pictures_and_folded_answers_remain(browser, site):
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto((site / LESSON).as_uri())
    expect(tab.locator(".explorer img")).to_be_visible()
    why = tab.locator(".quiz blockquote").first
    expect(why).to_be_hidden()
    tab.locator(".quiz summary").first.click()
    expect(why).to_be_visible()
    tab.context.close()


def test_a_lesson_on_paper_shows_pictures_and_answers(open_page):
    tab = open_page(LESSON)
    place = tab.locator(".explorer")
    place.scroll_into_view_if_needed()
    expect(place.locator(".ck")).to_be_visible()
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    expect(place.locator("img")).to_be_visible()
    expect(place.locator(".ck")).to_be_hidden()
    assert tab.locator("details.answer:not([open])").count() == 0
    expect(tab.locator(".bd-sidebar-primary")).to_be_hidden()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("details.answer[open]").count() == 0


def test_where_a_script_cannot_be_had_the_picture_stays(browser, site):
    tab = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    tab.route("**/explorers/kit.js*", lambda route: route.abort())
    tab.goto((site / LESSON).as_uri())
    place = tab.locator(".explorer")
    place.scroll_into_view_if_needed()
    expect(place).to_have_class(re.compile("is-still"))
    expect(place.locator("img")).to_be_visible()
    tab.context.close()
