"""Churn with Keras: all that this lesson asks."""
