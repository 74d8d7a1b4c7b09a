"""The explorer ``explore.churn``: its numbers, its page and its picture."""
