"""The explorer ``explore.xor``: its numbers, its page and its picture."""
