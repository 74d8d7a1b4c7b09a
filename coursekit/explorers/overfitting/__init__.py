"""The explorer ``explore.overfitting``: its numbers, its page and its picture."""
