"""Helpers of the neural-network course: reference networks, data, checks and tools.

Importing ``coursekit`` loads NumPy and nothing heavier; every other part loads when first used.
"""

__version__ = "0.1.0"
