"""One Pyodide in Node for all notebooks that one worker runs: its packages are loaded once."""

import pytest

from workshop.lessons.project import find_project
from workshop.web.node import Node


@pytest.fixture(scope="session")
def node(tmp_path_factory):
    with Node(tmp_path_factory.mktemp("node")) as running:
        yield running


@pytest.fixture(scope="session")
def project():
    return find_project()
