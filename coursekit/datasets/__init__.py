"""The data of the course; nothing is downloaded unless `coursekit data fetch` is run."""

from coursekit.datasets.churn import load_churn
from coursekit.datasets.lectures import load_lecture_figures

__all__ = ["load_churn", "load_lecture_figures"]
