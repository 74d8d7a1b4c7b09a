"""One Pyodide in Node for all notebooks that one worker runs: its packages are loaded once."""

import pytest

from workshop.lessons.project import find_project
from workshop.web.node import Node


def pytest_ignore_collect(collection_path, config):
    """Leave to `make web` what takes many minutes: the lessons, and JupyterLite in a browser."""
    long = ("test_lessons_in_node.py", "test_in_chromium.py")
    if collection_path.name in long and not config.getoption("--whole-web"):
        return True
    return None


@pytest.fixture(scope="session")
def node(tmp_path_factory):
    with Node(tmp_path_factory.mktemp("node")) as running:
        yield running


@pytest.fixture(scope="session")
def project():
    return find_project()
