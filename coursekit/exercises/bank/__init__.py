"""The exercises themselves, one file a lesson; every file ends with the tuple ``EXERCISES``."""
