"""Lessons in JupyterLite in a real browser: run, answered, kept, renewed, and in bad conditions."""

import json
import re
import zipfile

import pytest
from playwright.sync_api import expect

from coursekit.exercises.question import LETTERS, read_quiz
from tests.support import ROOT
from tests.web.lite import CELLS, PATIENCE, Lesson
from workshop.lessons.project import find_project
from workshop.serving import served
from workshop.web import bytecode, lite, pyodide
from workshop.web.lessons import SETUP

NO_WASM = "delete globalThis.WebAssembly"
NO_STORE = "indexedDB.open = () => { throw new DOMException('full', 'QuotaExceededError') }"
FIRST = "notebooks/01_neuron_and_perceptron.ipynb"
EXERCISE = "exercise-1-a-gate-of-your-own-2"
#: What completes words arrives with the rest, behind the first cells.
COMPLETES = """import numpy
from IPython.core import completer
words = get_ipython().Completer.completions("numpy.aran", 10)
with completer.provisionalcompleter():
    print(completer.JEDI_INSTALLED, [word.text for word in words][:1])"""
BYTECODE = """import importlib.util, inspect
print(inspect.__file__, importlib.util.MAGIC_NUMBER.hex())"""
NAND = "my_nand = {}\n\ncheck.nand(my_nand)"


WITHIN = "which => Boolean(document.activeElement.closest(which))"
MOST_STOPS = 60


def walk(page, arrived):
    """Press Tab until a condition holds; return whether it ever does."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if arrived():
            return True
    return False


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The folder ``run`` of a site that serves everything itself."""
    folder = tmp_path_factory.mktemp("site") / "run"
    lite.build(find_project(ROOT), folder, None)
    return folder


@pytest.fixture(scope="module")
def address(run):
    with served(run.parent) as server:
        yield f"{server}/run"


@pytest.fixture(scope="module", autouse=True)
def patience():
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def visit(browser, address):
    """A first visit: lesson 01, run from top to bottom."""
    lesson = Lesson(browser.new_context(), address).open("01").ready()
    lesson.do("notebook:run-all-cells")
    return lesson


@pytest.fixture
def stranger(browser, address):
    """Return a function that opens a browser that was never here."""
    contexts = []

    def arrive(script=None, **settings):
        contexts.append(browser.new_context(**settings))
        if script:
            contexts[-1].add_init_script(script)
        return Lesson(contexts[-1], address)

    yield arrive
    for context in contexts:
        context.close()


def test_a_lesson_runs_from_top_to_bottom_and_asks_for_nothing_outside(visit):
    code = [cell for cell in visit.cells() if cell["count"]]
    outputs = [output for cell in code for output in cell["outputs"]]
    assert [cell["count"] for cell in code] == list(range(1, len(code) + 1))
    assert [output for output in outputs if output["output_type"] == "error"] == []
    pictures = [output["data"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) > 5 and all(one["image/png"].startswith("iVBOR") for one in pictures)
    assert visit.outside() == []


def test_pythons_library_is_pyodides_with_bytecode_beside_it(run, visit):
    with (
        zipfile.ZipFile(pyodide.pyodide() / bytecode.LIBRARY) as theirs,
        zipfile.ZipFile(run / "static" / "python" / bytecode.LIBRARY) as ours,
    ):
        assert {name: theirs.read(name) for name in theirs.namelist()} == {
            name: ours.read(name) for name in ours.namelist() if not name.endswith(".pyc")
        }
        made = [name for name in ours.namelist() if name.endswith(".pyc")]
        heads = {ours.read(name)[:8] for name in made}
    assert len(made) > 100 and {name[:-1] for name in made} <= set(theirs.namelist())
    told = visit.answers(EXERCISE, BYTECODE)[0]["text"].split()
    assert told[0] == "/lib/python312.zip/inspect.pyc"
    # Not compared with the source: the second field of the head has 1 for a hash and no 2.
    assert heads == {bytes.fromhex(told[1]) + (1).to_bytes(4, "little")}


def test_an_explorer_moves_and_python_hears_of_it(visit):
    cell, place = visit.go_to("from coursekit import explore")
    slider = cell.locator(".ck input[type=range]").first
    before = cell.locator(".ck-says").inner_text()
    slider.press("ArrowLeft")
    expect(cell.locator(".ck-says")).not_to_have_text(before)
    told = visit.answers(EXERCISE, "print(machine.state.step)")
    assert told[0]["text"].strip() == "12"


def test_pictures_and_the_shell_have_names(visit):
    visit.go_to("fig = networks.neuron()")
    picture = visit.page.locator(".jp-RenderedImage img").first
    expect(picture).to_have_attribute("alt", re.compile("neuron"))
    expect(visit.page.locator("#jp-NotebookLogo")).to_have_attribute("aria-label", re.compile("."))
    expect(visit.page.locator(".cm-content:not([aria-label])")).to_have_count(0)


def test_an_explorer_is_left_with_the_keyboard(visit):
    cell, _ = visit.go_to("from coursekit import explore")
    cell.locator(".ck input[type=range]").first.focus()
    assert visit.page.evaluate(WITHIN, ".ck")
    assert walk(visit.page, lambda: not visit.page.evaluate(WITHIN, ".ck"))


def test_a_question_explains_each_answer(visit):
    choices = read_quiz("01")[0].choices
    right = next(i for i, choice in enumerate(choices) if choice.right)
    wrong = next(i for i, choice in enumerate(choices) if not choice.right)
    cell, _ = visit.go_to('quiz("01", 1)')
    buttons, verdict = cell.locator(".widget-button"), cell.locator("[role=status]")
    for k, mark in ((wrong, "✘"), (right, "✔")):
        buttons.nth(k).click()
        expect(verdict).to_contain_text(f"{mark} {LETTERS[k]}. {choices[k].why}")


def test_a_wrong_answer_is_explained_and_a_right_one_kept(visit):
    wrong = visit.answers(EXERCISE, NAND.format("ThresholdGate([1, 1], 2)"))
    right = visit.answers(EXERCISE, NAND.format("ThresholdGate([-1, -1], -1)"))
    assert "✔" not in json.dumps(wrong, ensure_ascii=False)
    assert "✔" in json.dumps(right, ensure_ascii=False)
    visit.do("docmanager:save")
    progress = visit.answers(EXERCISE, "print(open('/drive/progress.txt').read())")
    assert '"right": true' in progress[0]["text"]


def test_the_rest_arrives_by_itself_and_words_are_completed(visit):
    told = visit.answers(EXERCISE, COMPLETES)
    assert told[0]["text"].strip() == "True ['arange']"


def test_python_can_be_started_again(visit):
    visit.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    visit.ready()
    visit.answers("# In a page", SETUP)
    told = visit.answers(
        EXERCISE, "from coursekit.datasets import load_churn\nload_churn().shape[1]"
    )
    assert int(told[-1]["data"]["text/plain"]) > 5


def test_a_cell_is_reached_and_run_with_the_keyboard(visit):
    place = visit.open("01").ready().go_to(EXERCISE)[1]
    active = visit.page.locator(".jp-Notebook-cell.jp-mod-active")
    assert walk(visit.page, lambda: active.evaluate("cell => cell === document.activeElement"))
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".jp-Notebook.jp-mod-editMode")).to_be_attached()
    for key in ("ControlOrMeta+a", "6", "*", "7", "Shift+Enter"):
        visit.page.keyboard.press(key)
    visit.page.wait_for_function(f"({CELLS})[{place}].outputs[0]?.data?.['text/plain'] === '42'")


def test_the_work_is_there_again_without_a_network(visit):
    visit.answers(EXERCISE, NAND.format("'mine, and kept'"))
    visit.do("docmanager:save")
    visit.context.set_offline(True)
    try:
        visit.open("01").ready()
        told = visit.answers("my_nand = 'mine, and kept'", "from coursekit import plots; 6 * 7")
    finally:
        visit.context.set_offline(False)
    assert told[0]["data"]["text/plain"] == "42"
    assert visit.outside() == []


def test_a_newer_lesson_is_told_of_and_hides_nothing(visit, run):
    visit.answers(EXERCISE, "'mine, and newer'")
    visit.do("docmanager:save")
    shelf = json.loads((run / "lessons.json").read_text("utf-8"))
    shelf["lessons"][1]["mark"] = "another"
    (run / "lessons.json").write_text(json.dumps(shelf), encoding="utf-8")
    visit.open("01").shown()
    expect(visit.page.locator("#coursekit-newer")).to_be_visible()
    mine = [cell["source"] for cell in visit.cells()]
    visit.page.locator("#coursekit-newer").click()
    visit.page.wait_for_url("**new*")
    visit.shown()
    assert [cell["source"] for cell in visit.cells()] != mine
    visit.open("01").shown()
    assert [cell["source"] for cell in visit.cells()] == mine


def test_a_lesson_begins_anew_and_the_old_copy_is_put_aside(visit):
    visit.open("01").shown()
    mine = [cell["source"] for cell in visit.cells()]
    visit.page.once("dialog", lambda dialog: dialog.accept())
    visit.page.locator("#coursekit-anew").click()
    visit.page.wait_for_url("**/notebooks/**")
    visit.shown()
    assert [cell["source"] for cell in visit.cells()] != mine
    aside = FIRST.replace(".ipynb", " (before).ipynb")
    visit.page.goto(f"{visit.address}/notebooks/index.html?path={aside}")
    visit.shown()
    assert [cell["source"] for cell in visit.cells()] == mine


def test_a_page_that_closes_while_a_cell_runs_says_so_and_keeps_the_text(visit):
    visit.open("01").ready()
    visit.go_to(EXERCISE)
    visit.page.evaluate(
        """source => { const cell = jupyterapp.shell.currentWidget.content.activeCell;
        cell.model.sharedModel.setSource(source);
        void jupyterapp.commands.execute("docmanager:save").then(() =>
          jupyterapp.commands.execute("notebook:run-cell")); }""",
        "while True: pass",
    )
    visit.page.wait_for_function(f"localStorage.getItem('coursekit running {FIRST}')")
    visit.page.close(run_before_unload=False)
    again = Lesson(visit.context, visit.address).open("01").ready()
    expect(again.says()).to_contain_text("closed while a cell ran")
    assert any(cell["source"] == "while True: pass" for cell in again.cells())


def test_without_webassembly_the_page_says_where_else(stranger):
    lesson = stranger(NO_WASM).open("01")
    expect(lesson.says()).to_contain_text("no WebAssembly")
    expect(lesson.page.locator("#read")).to_have_attribute(
        "href", "../lessons/01_neuron_and_perceptron.html"
    )


def test_a_private_window_warns_and_opens_all_the_same(stranger):
    lesson = stranger(service_workers="block").open("01")
    expect(lesson.page.locator("#warnings")).to_contain_text("keeps no files of the site")
    lesson.page.locator("#go").click()
    lesson.page.locator(".jp-CodeCell").first.wait_for()


def test_where_nothing_can_be_kept_the_learner_is_told_before(stranger):
    lesson = stranger(NO_STORE).open("01")
    expect(lesson.page.locator("#warnings")).to_contain_text("download what you write")
    lesson.page.locator("#go").click()
    lesson.page.locator(".jp-CodeCell").first.wait_for()


def test_without_pyodides_files_one_sentence_says_so(stranger):
    lesson = stranger(service_workers="block")
    lesson.page.route("**/*_wasm32.whl", lambda route: route.abort())
    lesson.open("01")
    expect(lesson.says()).to_contain_text("cannot be reached")
    expect(lesson.page.locator("#read")).to_be_visible()
