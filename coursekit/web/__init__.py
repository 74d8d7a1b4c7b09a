"""The course in a page of the web, where Pyodide runs Python inside the browser."""

from coursekit.web.ready import in_page, start

__all__ = ["in_page", "start"]
