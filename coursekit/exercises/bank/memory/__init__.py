"""Memory and sequences: all that this lesson asks."""
