"""Progress: silent where nobody watches, a bar on long trainings, lines on request."""

import subprocess
import sys
import types

import numpy as np
import pytest

from coursekit import nn
from coursekit.nn import progress

X, Y = np.ones((20, 1)), np.ones(20)


def fit(verbose, epochs=2):
    model = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(X, Y, batch_size=5, epochs=epochs, verbose=verbose)


@pytest.mark.parametrize("verbose", ["auto", 0])
def test_silent_in_tests(verbose, capsys):
    fit(verbose)
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def test_a_line_an_epoch(capsys):
    fit(2)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and lines[0].startswith("Epoch 1/2 - loss: ")


def test_a_bar_on_request_reaches_its_end(capsys):
    fit(1)
    assert "8/8" in capsys.readouterr().err


def test_auto_shows_a_bar_only_on_long_trainings(capsys, monkeypatch):
    monkeypatch.setattr(progress, "somebody_watches", lambda: True)
    fit("auto")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "SECONDS_BEFORE_BAR", 0.0)
    fit("auto")
    assert "Epoch 2/2" in capsys.readouterr().err


@pytest.mark.parametrize(("asks", "watched"), [(True, True), (False, False)])
def test_a_notebook_is_watched_when_it_may_ask_for_input(asks, watched, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    shell = types.SimpleNamespace(kernel=types.SimpleNamespace(_allow_stdin=asks))
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    assert progress.somebody_watches() is watched


def test_ci_is_not_watched(monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert not progress.somebody_watches()


@pytest.mark.parametrize("module", ["coursekit", "coursekit.nn"])
def test_importing_loads_numpy_and_nothing_heavier(module):
    heavy = (
        "pandas",
        "matplotlib",
        "tensorflow",
        "keras",
        "tqdm",
        "ipywidgets",
        "sklearn",
        "scipy",
    )
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_silent_training_does_not_load_tqdm():
    code = (
        "import sys, numpy as np; from coursekit import nn\n"
        "m = nn.Sequential([nn.Input((1,)), nn.layers.Dense(1)]); m.compile('sgd', 'mse')\n"
        "m.fit(np.ones((4, 1)), np.ones(4)); print('tqdm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False" and done.stderr == ""
