"""The explorer ``explore.descent``: its numbers, its page and its picture."""
