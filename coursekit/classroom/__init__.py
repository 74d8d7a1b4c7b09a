"""Tools for instructors: release exercises, give every student own numbers, mark a class."""
