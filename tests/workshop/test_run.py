"""Running lessons: outputs and numbers are stored, a failure leaves the file as it was."""

import json
import subprocess
import sys
import types
import zipfile

import pytest

from coursekit.notebooks import store
from tests.support.small_course import (
    ADDRESS,
    COMPUTE,
    PROSE,
    TITLE,
    cell_with,
    change,
    write,
    write_small_lesson,
)
from workshop import command
from workshop.lessons import lesson, setup_cell
from workshop.lessons.project import Project, choose, find_project


def test_a_run_fills_everything_in_and_a_second_changes_nothing(small):
    course, path = small
    text = path.read_text("utf-8")
    assert "The mean is **0.855**, all in 0.85–0.86." in text
    assert (
        f"{ADDRESS.removeprefix('https://github.com/')}/blob/main/notebooks/01_small.ipynb" in text
    )
    assert lesson.run(course, path) == ([], False)
    assert path.read_text("utf-8") == text


def test_the_command_runs_names_and_keeps_times(course, monkeypatch, capsys):
    write_small_lesson(course, "01_small")
    write(course, "02_other", ("md", TITLE), "1 / 0")
    monkeypatch.chdir(course.root / "notebooks")
    assert command.main(["run", "01"]) == 0
    assert "01_small: " in capsys.readouterr().out
    times = json.loads((course.root / "benchmarks/results/notebook_times.json").read_text())
    assert list(times) == ["01_small", "cells"]
    assert command.main(["run", "3"]) == 1
    assert "No lesson is called '3'." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "prose", "words"),
    [
        ("1 / 0", PROSE, "ZeroDivisionError"),
        ("import os\nos._exit(1)", PROSE, "01_small.ipynb, cell a-small-lesson-3: the kernel died"),
        (COMPUTE, "{{missing:.2f}}", "name 'missing' is not defined"),
        (COMPUTE, "{{scores:claim:≤ 0.2}}", "outside ≤ 0.2"),
    ],
    ids=["exception", "dead kernel", "expression", "claim"],
)
def test_a_failure_is_named_and_the_file_stays(course, code, prose, words):
    path = write(course, "01_small", ("md", TITLE), code, ("md", prose))
    before = path.read_bytes()
    problems, changed = lesson.run(course, path)
    assert not changed and path.read_bytes() == before
    assert words in "\n".join(problems)
    assert [p.name for p in path.parent.iterdir()] == ["01_small.ipynb"]


def test_an_unbound_number_is_reported_after_the_run(course):
    path = write(course, "01_small", ("md", TITLE), COMPUTE, ("md", "About 0.9."))
    problems, changed = lesson.run(course, path)
    assert changed and "0.9 is not bound" in problems[0]


def test_a_fork_changes_one_line(small):
    course, path = small
    other = "https://github.com/someone/course-notes"
    links = f"\n[all]({ADDRESS}/x) [else]({other})"
    change(path, lambda nb: nb.cells[0].update(source=nb.cells[0].source + links))
    fork = Project(course.root, "https://github.com/fork/lessons", "dev")
    assert lesson.tidy(fork, path)
    text = path.read_text("utf-8")
    assert "somebody" not in text
    assert "git+https://github.com/fork/lessons" in text
    assert "colab.research.google.com/github/fork/lessons/blob/dev/notebooks/01_small.ipynb" in text
    assert "(https://github.com/fork/lessons/x)" in text
    assert other in text
    assert not lesson.tidy(fork, path)


def test_the_address_is_read_from_pyproject(tmp_path):
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.coursekit]\nrepository = "https://github.com/a/b.git"\n')
    (tmp_path / "notebooks").mkdir()
    assert find_project(tmp_path / "notebooks").slug == "a/b"
    settings.write_text('[tool.coursekit]\nrepository = "a/b/c"\n')
    with pytest.raises(ValueError, match="must look like https://github.com/NAME/coursekit"):
        find_project(tmp_path)


def test_lessons_are_chosen_by_the_start_of_their_name(course):
    paths = [write_small_lesson(course, name) for name in ("00_start", "01_a", "01_b", "02_xor")]
    assert choose(course, []) == paths
    assert choose(course, ["01"]) == paths[1:3]
    assert choose(course, ["02_xor.ipynb", str(paths[0])]) == [paths[0], paths[3]]
    with pytest.raises(ValueError, match="Did you mean '02_xor'"):
        choose(course, ["02_xro"])
    with pytest.raises(ValueError, match="Did you mean '02_xor'"):
        choose(course, ["XOR"])


def test_a_name_like_no_lesson_gets_the_numbers_there_are(course):
    for name in ("00_start", "02_optimizers"):
        write_small_lesson(course, name)
    with pytest.raises(ValueError, match="'nope'. Name a lesson by its number, 00 to 02, or by"):
        choose(course, ["nope"])


def _wheel(folder):
    """A tiny wheel that stands for the course."""
    path = folder / "coursekit-9.9-py3-none-any.whl"
    meta = "coursekit-9.9.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("coursekit/__init__.py", "__version__ = '9.9'\n")
        wheel.writestr(f"{meta}/METADATA", "Metadata-Version: 2.1\nName: coursekit\nVersion: 9.9\n")
        tag = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr(f"{meta}/WHEEL", tag)
        wheel.writestr(f"{meta}/RECORD", "")
    return path


def _run_setup(course, folder, before, after, **environment):
    source = setup_cell.source(course)
    code = f"{before}\n{source}\n{after}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_set_up_cell_installs_in_colab(course, tmp_path):
    target = tmp_path / "site"
    target.mkdir()
    colab = "import sys, types\nsys.modules['google.colab'] = types.ModuleType('google.colab')\n"
    out = _run_setup(
        course,
        tmp_path,
        f"{colab}sys.path.insert(0, {str(target)!r})",
        "import coursekit\nprint(coursekit.__version__)",
        COURSEKIT_REPOSITORY=str(_wheel(tmp_path)),
        PIP_TARGET=str(target),
        PIP_NO_INDEX="1",
    )
    assert out.split("\n") == ["The course is installed.", "9.9", ""]


def test_the_set_up_cell_only_quiets_tensorflow_elsewhere(course, tmp_path):
    before = "import subprocess\nsubprocess.run = None"
    out = _run_setup(course, tmp_path, before, "print(os.environ['TF_CPP_MIN_LOG_LEVEL'])")
    assert out == "3\n"


def test_the_set_up_cell_asks_for_the_projects_address(course, monkeypatch):
    asked = []
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    monkeypatch.delenv("COURSEKIT_REPOSITORY", raising=False)
    monkeypatch.setattr(subprocess, "run", lambda line, check: asked.append(line))
    exec(setup_cell.source(course), {})
    assert asked == [[sys.executable, "-m", "pip", "install", "-q", f"git+{ADDRESS}"]]


def test_a_damaged_notebook_is_named(course):
    path = course.root / "notebooks" / "01_broken.ipynb"
    path.write_text("{", "utf-8")
    with pytest.raises(ValueError, match="01_broken.ipynb is not a readable notebook"):
        store.read(path)


def test_widgets_keep_their_picture(course):
    code = (
        "import ipywidgets\n"
        "class Explorer(ipywidgets.IntSlider):\n"
        "    def _repr_mimebundle_(self, **kw):\n"
        "        bundle = super()._repr_mimebundle_(**kw)\n"
        "        return {**bundle, 'text/plain': 'A slider from 0 to 100.'}\n"
        "Explorer()"
    )
    path = write(course, "01_small", ("md", TITLE), code)
    assert lesson.run(course, path)[0] == []
    cell = cell_with(store.read(path), "Explorer")
    assert cell.outputs[0].data == {"text/plain": "A slider from 0 to 100."}


def test_a_last_digit_and_a_speed_of_another_machine_change_nothing(small):
    course, path = small
    speed = 'print("times as quick:", 30)'

    def alter(notebook):
        mean = cell_with(notebook, "scores.mean()").outputs[0]
        mean.data["text/plain"] = "np.float64(0.8550000000000002)"
        cell = cell_with(notebook, 'print("done")')
        cell.source, cell.outputs[0].text = speed, "times as quick: 41\n"
        claim = {"after": "quick", "band": [5, None]}
        cell.metadata["coursekit"] = {"tolerance": [claim]}

    change(path, alter)
    assert lesson.run(course, path) == ([], False)
    change(path, lambda nb: cell_with(nb, "times as").update(source=speed.replace("30", "3")))
    assert lesson.run(course, path) == ([], True)
    assert "times as quick: 3\\n" in path.read_text("utf-8")
