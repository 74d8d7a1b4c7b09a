"""A browser without a window, for what only a browser can measure."""

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)


def path():
    """Return the browser that COURSEKIT_BROWSER names, or the first one on the path, or None."""
    return os.environ.get("COURSEKIT_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium():
    """Yield a browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path(), args=["--no-sandbox"])
        yield browser
        browser.close()
