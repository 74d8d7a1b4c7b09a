"""Loss and cost: all that this lesson asks."""
