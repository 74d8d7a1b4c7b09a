"""Notebook files: how they are read and written, and the form in which they are stored."""
