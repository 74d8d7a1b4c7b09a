"""XOR and networks of several layers: all that this lesson asks."""
