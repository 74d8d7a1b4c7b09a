"""The data of the course; nothing is downloaded unless `coursekit data fetch` is run."""

from coursekit.datasets.churn import load_churn

__all__ = ["load_churn"]
