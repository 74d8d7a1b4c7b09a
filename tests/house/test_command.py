"""The command line: friendly without arguments, lazy, and helpful about a wrong word."""

import subprocess
import sys

import pytest

import coursekit
from coursekit import cli


def test_without_arguments_it_says_what_there_is(capsys):
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)


def test_version(capsys):
    assert cli.main(["version"]) == 0
    assert capsys.readouterr().out.strip() == f"coursekit {coursekit.__version__}"


@pytest.mark.parametrize(
    ("wrong", "right"), [("docter", "doctor"), ("Release", "release"), ("dat", "data")]
)
def test_a_misspelt_command_gets_the_nearest(wrong, right, capsys):
    assert cli.main([wrong]) == 2
    assert f"did you mean '{right}'?" in capsys.readouterr().err


def test_a_strange_command_gets_the_list(capsys):
    assert cli.main(["zzz"]) == 2
    assert "choose from lab, doctor," in capsys.readouterr().err


@pytest.mark.parametrize("command", [name for name in cli.COMMANDS if name != "version"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    assert f"coursekit {command}" in capsys.readouterr().out


def test_the_command_line_is_light():
    code = (
        "import sys; from coursekit import cli; cli.main(['version']); "
        "heavy = {'pandas', 'matplotlib', 'sklearn', 'tensorflow', 'ipywidgets', 'scipy'}; "
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
