"""The explorer ``explore.perceptron``: its numbers, its page and its picture."""
