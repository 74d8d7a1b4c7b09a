"""Failures in the helpers show their values too."""

import pytest

from tests.support.jupyter import chromium

pytest.register_assert_rewrite("tests.browser.playing", "tests.page.goldens")


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser
