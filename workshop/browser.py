"""A browser without a window, for what only a browser can measure."""

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)


@contextmanager
def chromium():
    """Yield the browser that COURSEKIT_BROWSER names, or the first one on the path."""
    path = os.environ.get("COURSEKIT_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
