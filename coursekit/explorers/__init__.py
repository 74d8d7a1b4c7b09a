"""The explorers of ``coursekit.explore``: a folder each, and ``kit`` for what all share."""
