"""The explorer ``explore.optimizers``: its numbers, its page and its picture."""
