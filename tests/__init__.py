"""Tests of the course; `tests.mutation` holds what several of them share."""
