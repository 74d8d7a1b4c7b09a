"""Convolution: all that this lesson asks."""
