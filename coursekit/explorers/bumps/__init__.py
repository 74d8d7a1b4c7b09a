"""The explorer ``explore.bumps``: its numbers, its page and its picture."""
