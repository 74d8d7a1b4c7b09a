"""Backpropagation as matrices: all that this lesson asks."""
