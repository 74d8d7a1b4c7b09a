"""The graded exercises of ``exercises/source``: one file a notebook, shaped like ``checkers``."""
