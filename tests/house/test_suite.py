"""``make test``: everything runs, real data apart, and whatever cannot run is named."""

import re
import sys
from pathlib import Path

import pytest

import conftest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import suite  # noqa: E402
import tasks  # noqa: E402
from environment import Stop  # noqa: E402

check_javascript = suite.check_javascript


@pytest.fixture
def calls(monkeypatch, tmp_path):
    """Record what would be started, in a folder with two tests on real data."""
    folder = tmp_path / "tests" / "real_data"
    folder.mkdir(parents=True)
    (folder / "test_a.py").write_text("os.environ['COURSEKIT_CHURN']", encoding="utf-8")
    (folder / "test_b.py").write_text("os.environ['COURSEKIT_CIFAR10']", encoding="utf-8")

    class Calls(list):
        code = 0

    made = Calls()

    def call(python, environ, *args):
        made.append((args, {k for k in environ if k in suite.REAL_DATA}))
        return made.code

    monkeypatch.setattr(suite, "ROOT", tmp_path)
    monkeypatch.setattr(suite, "_call", call)
    monkeypatch.setattr(suite, "check_javascript", lambda python, environ: made.code)
    monkeypatch.setenv("COURSEKIT_BROWSER", "/usr/bin/chromium")
    for name in (*suite.REAL_DATA, "ARGS"):
        monkeypatch.delenv(name, raising=False)
    return made


def test_style_then_all_tests_with_no_silent_skip(calls):
    assert suite.run("python") == 0
    (pyodide, _), (style, _), (tests, _) = calls
    assert pyodide[1:] == ("workshop", "web", "fetch")
    assert style[1:] == ("ruff", "check", ".")
    assert tests[1] == "pytest" and "--strict-skips" in tests


def test_real_data_runs_apart_and_never_reaches_the_other_tests(calls, monkeypatch, capsys):
    monkeypatch.setenv("COURSEKIT_CHURN", "/data/churn.csv")
    assert suite.run("python") == 0
    assert [real for _, real in calls] == [set(), set(), set(), {"COURSEKIT_CHURN"}]
    assert calls[3][0][-1] == str(Path("tests/real_data/test_a.py"))
    assert "test_b.py (set COURSEKIT_CIFAR10)" in capsys.readouterr().out


def test_npm_brings_the_javascript_tools_before_it_checks_and_only_once(calls, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "package-lock.json").write_text("{}", encoding="utf-8")
    assert check_javascript("python", {}) == 0
    (tools / "node_modules").mkdir()
    (tools / "node_modules" / ".package-lock.json").write_text("{}", encoding="utf-8")
    assert check_javascript("python", {}) == 0
    assert [args[4] for args, _ in calls] == ["ci", "run", "run"]


def test_a_run_keeps_bytecode_even_where_the_machine_forbids_it(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    monkeypatch.setenv("COURSEKIT_BROWSER", "/usr/bin/chromium")
    environ = suite.settings(OPENBLAS_CORETYPE="Nehalem")
    assert "PYTHONDONTWRITEBYTECODE" not in environ
    assert environ["OMP_NUM_THREADS"] == "1" and environ["MPLBACKEND"] == "agg"
    assert environ["COURSEKIT_BROWSER"] == "/usr/bin/chromium"
    assert environ["OPENBLAS_CORETYPE"] == "Nehalem"


def test_a_choice_of_tests_runs_just_that(calls, monkeypatch):
    monkeypatch.setenv("ARGS", "tests/unit -k 'dense or conv'")
    monkeypatch.setattr(tasks.environment, "ensure", lambda extras: "python")
    tasks.test()
    assert calls[-1][0][-3:] == ("tests/unit", "-k", "dense or conv")


def test_one_failure_fails_the_whole(calls, capsys, monkeypatch):
    monkeypatch.setattr(suite, "_bring_pyodide", lambda *args: None)
    calls.code = 1
    assert suite.run("python") == 1
    assert "ruff: failed · biome: failed · tests: failed" in capsys.readouterr().out


def test_no_browser_and_no_way_to_fetch_one_is_one_sentence(calls, monkeypatch):
    monkeypatch.delenv("COURSEKIT_BROWSER")
    monkeypatch.setattr(suite.shutil, "which", lambda name: None)
    calls.code = 1
    with pytest.raises(Stop, match="install Chromium"):
        suite.run("python")


def test_without_pyodide_nothing_is_run(calls):
    calls.code = 1
    with pytest.raises(Stop, match="Without Pyodide"):
        suite.run("python")
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("group", "fixture"), [("Pyodide in Node", "node"), ("Jupyter", "jupyter")]
)
def test_all_files_that_share_a_start_go_to_one_process(group, fixture):
    asks = re.compile(rf"def \w+\((?:[\w, ]+, )?{fixture}[,)]")
    paths = {p.relative_to(ROOT).as_posix(): p for p in (ROOT / "tests").glob("*/test_*.py")}
    del paths["tests/web/test_lessons_in_node.py"]  # so long that each lesson is shared out
    asking = {name for name, p in paths.items() if asks.search(p.read_text("utf-8"))}
    together = {name for name in paths if re.match(conftest.TOGETHER[group], name)}
    assert len(asking) >= 3 and asking == together
