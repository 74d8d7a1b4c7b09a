"""The explorer ``explore.backprop``: its numbers, its page and its picture."""
