"""In a page ``import keras`` is coursekit.nn and says so; elsewhere nothing stands in for Keras."""

import subprocess
import sys

import pytest

from coursekit.web import as_keras

# A Python of its own: what is imported once stays in sys.modules.
PAGE = """
import sys
sys.platform = "emscripten"
from coursekit import nn, web
web.start()
web.start()
"""


def run(code, before=PAGE):
    command = [sys.executable, "-c", before + code]
    return subprocess.run(command, capture_output=True, text=True)


def test_keras_is_our_engine_and_says_so_once():
    done = run("import keras, keras\nfrom keras import Sequential\nprint(keras is nn)")
    assert done.stdout.splitlines() == [as_keras.NOTICE, "True"], done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "from keras.layers import Dense; assert Dense is nn.layers.Dense",
        "import keras.layers as l; assert l is nn.layers",
        "from keras import layers; assert layers is nn.layers",
        "import keras; assert keras.optimizers is nn.optimizers",
        "from keras.utils import set_random_seed as s; assert s is nn.utils.set_random_seed",
    ],
)
def test_its_parts_are_ours_and_no_second_copy(line):
    done = run(line)
    assert done.returncode == 0, done.stderr


def test_our_modules_keep_their_own_names():
    done = run("import keras.layers\nprint(nn.__spec__.name, nn.layers.__spec__.name)")
    assert done.stdout.splitlines()[-1] == "coursekit.nn coursekit.nn.layers"


def test_a_part_that_we_lack_and_tensorflow_are_one_sentence():
    lacking = run("import keras.ops").stderr.splitlines()[-1]
    assert "coursekit.nn, which stands for Keras in a page, has no ops." in lacking
    assert "No page of the web can run TensorFlow" in run("import tensorflow as tf").stderr
    assert "No page of the web can run TensorFlow" in run("from tensorflow import keras").stderr


def test_outside_a_page_it_is_refused():
    done = run("from coursekit import web\nweb.start()", before="")
    assert "coursekit.web.start() is for a page of the web" in done.stderr


def test_importing_the_course_alone_changes_nothing():
    code = "import sys; before = list(sys.meta_path)\nimport coursekit.web\n"
    assert run(code + "assert sys.meta_path == before", before="").returncode == 0


def test_what_a_learner_got_right_is_kept_on_the_drive_of_the_page(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSEKIT_PROGRESS", raising=False)
    drive = f"from coursekit.web import ready; ready.DRIVE = ready.Path({str(tmp_path)!r})\n"
    before = PAGE.replace("web.start()", "", 1).replace("web.start()", drive + "web.start()")
    done = run("from coursekit.exercises import record; print(record.path())", before)
    assert done.stdout.strip() == str(tmp_path / "progress.txt"), done.stderr


def test_a_clock_of_our_own_work_runs():
    code = "import time; begin = time.process_time(); time.sleep(0.01)\n"
    assert float(run(code + "print(time.process_time() - begin)").stdout) >= 0.01


def test_a_progress_bar_starts_no_thread():
    code = "import threading\nfrom tqdm.auto import tqdm\nlist(tqdm(range(3), disable=False))\n"
    assert run(code + "print(threading.active_count())").stdout.split()[-1] == "1"
    assert run(code + "print(threading.active_count())", before="").stdout.split()[-1] == "2"
