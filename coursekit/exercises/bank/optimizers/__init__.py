"""Optimizers: all that this lesson asks."""
