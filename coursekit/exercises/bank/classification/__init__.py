"""Classification losses: all that this lesson asks."""
