"""The course in a page of the web: Pyodide, and what of a lesson changes there."""
