"""The explorer ``explore.shapes``: its numbers, its page and its picture."""
