"""Tests of the course; `tests.support.mutation` holds what several of them share."""
