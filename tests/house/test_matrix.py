"""``make matrix`` and ``make simd``: the right packages, the right tests, one line of result."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import environment  # noqa: E402
import matrix  # noqa: E402
import simd  # noqa: E402


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """A matrix that makes no environment and records what pytest would run."""
    made, codes, colab = [], {}, []
    monkeypatch.setattr(matrix, "HOME", tmp_path)
    monkeypatch.setattr(matrix.pythons, "find", lambda minor: ([sys.executable], []))
    monkeypatch.setattr(matrix.environment, "create", lambda venv, python: None)
    monkeypatch.setattr(matrix.environment, "install", lambda venv, *packages: None)
    monkeypatch.setattr(matrix.environment, "python_of", lambda venv: sys.executable)
    monkeypatch.setattr(matrix, "has_keras", lambda python: True)

    def pytest_would(python, paths, environ):
        made.append(paths)
        colab.append("COLAB_RELEASE_TAG" in environ)
        return codes.get(paths[0], 0)

    monkeypatch.setattr(matrix, "_pytest", pytest_would)
    return made, codes, colab


def test_one_line_says_how_a_set_went(quick, capsys):
    made, codes, colab = quick
    codes["tests/unit"] = 1
    assert matrix.run(["lowest"]) == 1
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("lowest (Python 3.") and "numpy 2." in line
    assert "lessons passed in" in line and "tests failed in" in line
    assert made == [["notebooks"], ["tests/unit"]]
    assert colab == [False, False]


def test_the_lessons_and_only_they_believe_to_be_in_colab(quick):
    colab = quick[2]
    matrix.run(["colab"])
    assert colab == [True, False]
    matrix.run(["colab-312"], ["notebooks/00_start_here.ipynb", "-x"])
    assert colab[2:] == [True]


def test_with_older_the_lessons_and_only_they_run_as_on_an_older_processor(monkeypatch, quick):
    seen = []
    monkeypatch.setattr(matrix.simd, "switched_off", lambda python: {"OFF": "all"})
    monkeypatch.setattr(matrix, "_pytest", lambda python, paths, environ: seen.append(environ))
    matrix.run(["colab"], older=True)
    matrix.run(["colab"])
    assert [set(environ) for environ in seen] == [
        {"COLAB_RELEASE_TAG", "OFF"}, set(), {"COLAB_RELEASE_TAG"}, set(),
    ]  # fmt: skip


def test_another_word_than_older_is_one_sentence(monkeypatch):
    import tasks

    monkeypatch.setenv("SIMD", "old")
    with pytest.raises(environment.Stop, match="write SIMD=older"):
        tasks.matrix()


def test_a_choice_replaces_all(quick):
    made, *_ = quick
    assert matrix.run(["py311"], ["tests/unit", "-k", "dense"]) == 0
    assert made == [["tests/unit", "-k", "dense"]]


def test_without_tensorflow_the_lessons_on_keras_are_left_out(quick, monkeypatch, capsys):
    made, *_ = quick
    monkeypatch.setattr(matrix, "has_keras", lambda python: False)
    matrix.run(["py314"])
    lessons, tests = made
    assert "notebooks/01_neuron_and_perceptron.ipynb" in [Path(p).as_posix() for p in lessons]
    assert not [path for path in lessons if "keras" in path or "00_" in path]
    assert tests == ["tests/unit"]
    assert "No TensorFlow here" in capsys.readouterr().out


@pytest.mark.parametrize("names", [[], ["py399"]])
def test_a_set_that_is_none_is_one_sentence(names):
    with pytest.raises(environment.Stop, match="lowest, newest, colab, colab-312"):
        matrix.run(names)


def test_a_python_that_is_not_here_is_one_sentence(monkeypatch):
    monkeypatch.setattr(matrix.pythons, "find", lambda minor: (None, []))
    with pytest.raises(environment.Stop, match=r"py313 needs Python 3\.13"):
        matrix.run(["py313"])


@pytest.mark.parametrize("name", ["colab", "colab-312"])
def test_colabs_versions_stand_alone_where_both_name_a_package(name):
    options = matrix.packages(matrix.SETS[name])
    assert options[:2] == ["-r", matrix.SETS[name].colab]
    named = {Requirement(text).name for text in options[4:]}
    assert "pytest" in named and "nbval" in named and "notebook" not in named


def test_what_is_switched_off_is_off_and_numpy_does_not_complain():
    off = simd.switched_off(sys.executable)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", simd.ASK],
        cwd=simd.ROOT, env=os.environ | off, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "{}", "")
