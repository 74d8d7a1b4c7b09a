"""The site as a reader gets it: from a server on this machine, every other address blocked."""

import functools
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from tests.support.jupyter import chromium


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def open_site(folder):
    """Yield a browser's page, the site's address, and the list of all that the browser asks for."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address, asked = f"http://127.0.0.1:{server.server_port}", []
    try:
        with chromium() as browser:
            page = browser.new_page()
            page.set_default_timeout(60_000)
            page.on("request", lambda request: asked.append(request.url))
            page.route(lambda url: not url.startswith(address), lambda route: route.abort())
            yield page, address, asked
    finally:
        server.shutdown()
        server.server_close()
