"""The explorer ``explore.convolution``: its numbers, its page and its picture."""
