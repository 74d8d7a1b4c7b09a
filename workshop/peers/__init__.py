"""Runs Keras' own test files on `coursekit.nn`; none of them is kept here."""
