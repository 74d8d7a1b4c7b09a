"""Failures in the helpers show their values too."""

import pytest

pytest.register_assert_rewrite("tests.browser.playing", "tests.page.goldens")
