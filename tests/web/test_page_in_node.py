"""What a page's Python lacks, and what the course does about it, in Pyodide itself."""

import base64

import pytest

from coursekit.web.as_keras import NO_TENSORFLOW, NOTICE
from workshop.web.lessons import SETUP

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture
def ask(node):
    """A function that runs cells behind the page's set-up cell and returns the last's outputs."""

    def run(*cells, **environ):
        answers = node.run([SETUP, *cells], {"COURSEKIT_PROGRESS": "off", **environ})
        assert not [o for a in answers[:-1] for o in a["outputs"] if o["output_type"] == "error"]
        return answers[-1]["outputs"]

    return run


def text(outputs):
    return "".join(output["text"] for output in outputs if output["output_type"] == "stream")


def test_it_is_a_page(ask):
    code = "import sys, threading\nprint(sys.platform)\nthreading.Thread(target=print).start()"
    outputs = ask(code)
    assert text(outputs) == "emscripten\n"
    assert outputs[-1]["ename"] == "RuntimeError", "a page starts no thread"


def test_a_lesson_finds_nothing_of_the_lesson_before(ask):
    ask("from coursekit import nn\nnn.config.set_floatx('float64')\nnn.note = 1\nimport keras")
    later = "from coursekit import nn\nprint(nn.config.floatx(), hasattr(nn, 'note'))\nimport keras"
    assert text(ask(later)) == f"float32 False\n{NOTICE}\n"


def test_a_convolution_counts_no_windows_that_it_does_not_read(ask):
    # All windows at every number, and not at every pixel, would have 7 GB, too many for a page.
    code = """import numpy as np
from coursekit import nn
layer = nn.layers.Conv2D(2, 3, kernel_initializer="ones")
z = layer(np.ones((1, 16, 16, 1024), "float32"))
print(z.shape, z[0, 0, 0])"""
    assert text(ask(code)) == "(1, 14, 14, 2) [9216. 9216.]\n"


def test_keras_is_ours_and_tensorflow_is_refused(ask):
    printed = text(ask("import sys; sys.modules.pop('keras', None)", "import keras\nimport keras"))
    assert printed == f"{NOTICE}\n"
    (error,) = ask("import tensorflow as tf")
    assert error["evalue"] == NO_TENSORFLOW


def test_a_clock_runs_and_the_first_picture_warns_of_nothing(ask):
    timed = "import time\nbegin = time.process_time()\nsum(range(100_000))\n"
    assert text(ask(f"{timed}print(time.process_time() > begin)")) == "True\n"
    outputs = ask("import logging; logging.getLogger('matplotlib.font_manager').warning('cache')")
    assert outputs == []


def test_a_picture_goes_out_as_text(ask):
    drawn = "from coursekit import plots\nfrom coursekit.plots.show import picture\n"
    drawn += "fig, ax = plots.subplots()\nax.plot([1, 2])\n"
    outputs = ask(drawn + "display({'image/png': picture(fig, 'a line')[0]}, raw=True)")
    png = next(o["data"]["image/png"] for o in outputs if "image/png" in o.get("data", {}))
    assert base64.b64decode(png, validate=True).startswith(b"\x89PNG")


def test_an_exercise_says_what_it_says_at_home_and_the_progress_is_kept(ask):
    begin = "from coursekit.exercises import check, record\n"
    outputs = ask(
        begin + "check.same_path(...)",
        "check.same_path(lambda eta, n: 1 / 0)",
        "print(record.read())",
        COURSEKIT_PROGRESS="kept.json",
    )
    assert text(outputs) == "{'same_path': {'attempts': 1, 'right': False}}\n"


def test_a_mistake_of_the_learner_is_one_sentence(ask):
    begin = "from coursekit.exercises import check\n"
    outputs = ask(begin + "print(repr(check.same_path(lambda eta, n: 1 / 0)))")
    assert "ZeroDivisionError" in str(outputs) and "thread" not in str(outputs)
