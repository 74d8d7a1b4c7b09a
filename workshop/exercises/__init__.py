"""Makes the learners' sheets from the sources with solutions, and proves that they are sound."""
