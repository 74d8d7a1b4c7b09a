"""Activation functions: all that this lesson asks."""
