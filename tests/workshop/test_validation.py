"""Each way a lesson can go stale is shown to the validation, which must notice it."""

import pytest

from tests.support.small_course import cell_with, change, validate
from workshop.book import times
from workshop.lessons.validate import NOT_RUN


def stale_output(notebook):
    cell_with(notebook, "scores.mean()").outputs[0].data["text/plain"] = "np.float64(0.9)"


def missing_output(notebook):
    cell_with(notebook, 'print("done")').outputs = []


def never_run(notebook):
    cell = cell_with(notebook, 'print("done")')
    cell.execution_count, cell.outputs = None, []


def silent_cell_speaks(notebook):
    """The stored cell ended with its value hidden; now it shows it, so the output is stale."""
    cell = cell_with(notebook, "scores.mean()")
    cell.source += ";"


def loud_cell_is_silent(notebook):
    cell = cell_with(notebook, 'print("done");')
    cell.source = 'print("undone");'


def kernel_dies(notebook):
    cell_with(notebook, 'print("done")').source = "import os\nos._exit(1)"


def kernel_dies_first(notebook):
    cell_with(notebook, "scores.mean()").source = "import os\nos._exit(1)"


def wrong_number(notebook):
    cell = cell_with(notebook, "The mean is")
    cell.source = cell.source.replace("0.855", "0.865")
    cell.metadata.coursekit["numbers"][0]["text"] = "0.865"


def edited_number(notebook):
    cell = cell_with(notebook, "The mean is")
    cell.source = cell.source.replace("0.855", "0.865")


def outside_range(notebook):
    cell = cell_with(notebook, "The mean is")
    cell.source = cell.source.replace("0.85–0.86", "0.82–0.83")
    cell.metadata.coursekit["numbers"][1]["text"] = "0.82–0.83"


def broken_expression(notebook):
    cell = cell_with(notebook, "The mean is")
    cell.metadata.coursekit["numbers"][0]["expr"] = "scroes.mean()"


def unfilled(notebook):
    cell_with(notebook, "The mean is").source += " And {{scores.max():.2f}}."


def fails(notebook):
    cell_with(notebook, 'print("done")').source = "1 / 0"


def picture_of_other_data(notebook):
    cell = cell_with(notebook, "plots.show")
    cell.source = cell.source.replace("scores + 0", "scores + 1e-6")


def late_outputs(notebook):
    """The kernel says once, six seconds late, that it is idle, as a busy machine may."""
    cell = cell_with(notebook, 'print("done")')
    cell.outputs = []
    cell.source = (
        "import time\n"
        "kernel = get_ipython().kernel\n"
        "publish = kernel._publish_status\n"
        "def late(status, *args, **others):\n"
        "    if status == 'idle':\n"
        "        kernel._publish_status = publish\n"
        "        time.sleep(6)\n"
        "    publish(status, *args, **others)\n"
        "kernel._publish_status = late"
    )


# (what goes wrong) -> (the item that fails, words of its message)
BROKEN = {
    stale_output: ("a-small-lesson-3", "now 0.855: more than"),
    missing_output: ("the-result-2", "the outputs are of other kinds"),
    never_run: ("the-result-2", "never run"),
    silent_cell_speaks: ("a-small-lesson-3", "the outputs are of other kinds"),
    loud_cell_is_silent: ("the-result-2", "the words differ"),
    kernel_dies: ("the-result-2", "The kernel died while it ran this cell"),
    kernel_dies_first: ("a-small-lesson-3", "The kernel died while it ran this cell"),
    wrong_number: ("numbers", "the text says 0.865, this run gives 0.855"),
    edited_number: ("numbers", "is not in the text any more"),
    outside_range: ("numbers", "the value is 0.85 to 0.86, outside 0.82–0.83"),
    broken_expression: ("numbers", "name 'scroes' is not defined"),
    unfilled: ("numbers", "was never filled in"),
    fails: ("the-result-2", "ZeroDivisionError"),
    picture_of_other_data: ("the-result-3", "array 1 of the picture differs by 1.2e-06"),
}
# These go on behind their fault, as two that keep the picture do: to draw it again costs a second.
WITHOUT_PICTURE = (
    *(missing_output, never_run, silent_cell_speaks, loud_cell_is_silent),
    *(edited_number, outside_range, broken_expression, unfilled),
)


def without_picture(notebook):
    notebook.cells.remove(cell_with(notebook, "plots.show"))


@pytest.fixture(scope="module")
def outcome(good, make_course):
    """All broken lessons and the good one, validated in one go."""
    course = make_course()
    text = good[1].read_bytes()
    (course.root / "notebooks" / "good.ipynb").write_bytes(text)
    for alter in [*BROKEN, late_outputs, last_bits]:
        path = course.root / "notebooks" / f"{alter.__name__}.ipynb"
        path.write_bytes(text)
        change(path, alter)
        if alter in WITHOUT_PICTURE:
            change(path, without_picture)
    return validate(course.root)


def test_a_lesson_in_order_passes(outcome):
    mine = {item: message for (name, item), (message, _) in outcome.items() if name == "good"}
    assert mine == {
        "a-small-lesson-2": "",
        "a-small-lesson-3": "",
        "the-result-2": "",
        "the-result-3": "",
        "numbers": "",
    }


def test_late_outputs_are_waited_for(outcome):
    message, seconds = outcome["late_outputs", "the-result-2"]
    assert message == ""
    assert seconds > 5.5


@pytest.mark.parametrize("alter", BROKEN, ids=lambda alter: alter.__name__)
def test_a_broken_lesson_fails(outcome, alter):
    item, words = BROKEN[alter]
    message, _ = outcome[alter.__name__, item]
    assert words in message
    mine = {i: m for (name, i), (m, _) in outcome.items() if name == alter.__name__ and m}
    failed = [i for i, m in mine.items() if NOT_RUN not in m]
    assert failed == [item], "one cause is one failure"


def test_a_dead_kernel_is_noticed_at_once(outcome):
    for name in ("kernel_dies", "kernel_dies_first"):
        times = {item: seconds for (n, item), (_, seconds) in outcome.items() if n == name}
        assert sum(times.values()) < 10
        message, _ = outcome[name, "numbers"]
        assert NOT_RUN in message


LAST_BIT = {
    "a last bit of a plotted array": ("plots.show", "scores + 0", "np.nextafter(scores, 2)"),
    "a last bit of a printed number": ("scores.mean()", "[0.85,", "[0.8500000000000001,"),
}


def last_bits(notebook):
    """Another processor: the same numbers but for their last bits."""
    for words, old, new in LAST_BIT.values():
        cell = cell_with(notebook, words)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)


def test_last_bits_pass(outcome):
    mine = {item: message for (name, item), (message, _) in outcome.items() if name == "last_bits"}
    assert set(mine.values()) == {""}


def test_a_cell_that_takes_too_long_is_one_failure(good, make_course):
    course = make_course()
    path = course.root / "notebooks" / "01_slow.ipynb"
    path.write_bytes(good[1].read_bytes())
    change(path, lambda nb: cell_with(nb, "scores.mean()").update(source="while True: pass"))
    published = times.text_of({}, {"01_slow": {"a-small-lesson-2": 12}})  # so this may take longer
    (course.root / times.PUBLISHED).write_text(published)
    outcome = validate(course.root, "--nbval-cell-timeout=2")
    failed = {item: m for (_, item), (m, _) in outcome.items() if m and NOT_RUN not in m}
    assert list(failed) == ["a-small-lesson-3"]
    assert "Timeout of 2 seconds exceeded executing cell" in failed["a-small-lesson-3"]
