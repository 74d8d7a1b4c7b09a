"""Tests of the lessons and of the tools that run and check them."""
