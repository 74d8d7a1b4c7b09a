"""Check the lecturer: all that this lesson asks."""
