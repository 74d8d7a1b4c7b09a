"""Regression losses: all that this lesson asks."""
