"""The unit tests run on Windows too: they ask the system for nothing that it does not have."""

import ast

import pytest

from tests.support import ROOT

FILES = sorted((ROOT / "tests" / "unit").rglob("*.py"))
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"}
# os.kill is there, but it ends the process that asks.
CALLS = {"chown", "fork", "geteuid", "getpgid", "getuid", "kill", "killpg", "mkfifo", "setsid"}
FOLDERS = ("/dev/", "/proc/", "/tmp", "/usr/")


def posix_only(tree):
    """What a file takes from modules, functions and folders that only POSIX has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from MODULES & {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            yield from MODULES & {node.module}
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os":
            yield from CALLS & {node.attr}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (node.value for folder in FOLDERS if node.value.startswith(folder))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_that_windows_lacks(file):
    assert list(posix_only(ast.parse(file.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "code", ["import fcntl", "from pwd import getpwuid", "os.kill(1, 2)", "open('/tmp/x')"]
)
def test_what_windows_lacks_is_found(code):
    assert list(posix_only(ast.parse(code)))
