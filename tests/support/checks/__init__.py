"""Checks of one module each, used on the real code and on code with a mistake put into it."""
