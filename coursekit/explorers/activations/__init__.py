"""The explorer ``explore.activations``: its numbers, its page and its picture."""
