"""Slopes: all that this lesson asks."""
