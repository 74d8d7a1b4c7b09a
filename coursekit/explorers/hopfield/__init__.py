"""The explorer ``explore.hopfield``: its numbers, its page and its picture."""
