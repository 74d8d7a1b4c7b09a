"""The explorer ``explore.losses``: its numbers, its page and its picture."""
