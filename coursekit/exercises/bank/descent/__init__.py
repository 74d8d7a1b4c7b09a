"""Gradient descent: all that this lesson asks."""
