"""The course in a page of the web, where Pyodide runs Python inside the browser."""

from coursekit._machine import in_page
from coursekit.web.ready import start

__all__ = ["in_page", "start"]
