"""The first lesson: all that this lesson asks."""
