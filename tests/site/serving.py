"""The site as a reader gets it: from a server on this machine, every other address blocked."""

from contextlib import contextmanager

from workshop.browser import chromium
from workshop.serving import served


@contextmanager
def open_site(folder):
    """Yield a browser's page, the site's address, and the list of all that the browser asks for."""
    with served(folder) as address, chromium() as browser:
        page, asked = browser.new_page(), []
        page.set_default_timeout(60_000)
        page.on("request", lambda request: asked.append(request.url))
        page.route(lambda url: not url.startswith(address), lambda route: route.abort())
        yield page, address, asked
