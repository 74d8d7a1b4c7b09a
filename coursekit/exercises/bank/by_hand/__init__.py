"""Backpropagation by hand: all that this lesson asks."""
