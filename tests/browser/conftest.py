"""One Jupyter for all files of a worker. Failures in the helpers show their values too."""

import pytest

from tests.support import jupyter as support

pytest.register_assert_rewrite("tests.browser.playing", "tests.page.goldens")


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    """A Jupyter to which each file adds a lesson of its own."""
    with support.jupyter(tmp_path_factory.mktemp("jupyter")) as running:
        yield running
