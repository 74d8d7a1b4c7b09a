"""The explorer ``explore.playground``: its numbers, its page and its picture."""
