"""The site, built once for all tests that look at it, whichever process comes first."""

import os
import time

import pytest

from tests.support import ROOT
from workshop.lessons.project import find_project
from workshop.site import build


@pytest.fixture(scope="session")
def project():
    return find_project(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory, project):
    """The folder of the built site."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "site"
    try:
        (shared / "site-is-being-built").mkdir()
    except FileExistsError:
        while not (shared / "site-code").exists():
            time.sleep(0.2)
    else:
        _build(project, folder, shared)
    assert (shared / "site-code").read_text() == "0", "Sphinx could not build the site"
    return folder


def _build(project, folder, shared):
    """Build, and tell the others by a file that appears whole, also after an error.

    Sphinx takes one processor: the other tests have work for the rest.
    """
    code = 1
    try:
        code = build.build(project, folder, shared / "staged", jobs=1)
    finally:
        (shared / "site-code.new").write_text(str(code))
        (shared / "site-code.new").rename(shared / "site-code")
