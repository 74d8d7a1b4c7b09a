"""A browser without a window, for what only a browser can measure."""

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)


def browser_path():
    """The browser that COURSEKIT_BROWSER names, else the first one on the path, or ``None``."""
    named = os.environ.get("COURSEKIT_BROWSER")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium():
    """Yield a running browser; it ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        yield browser
        browser.close()
