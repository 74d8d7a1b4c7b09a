"""The data of the course; nothing is downloaded unless `coursekit data fetch` is run."""

from coursekit.datasets.churn import load_churn
from coursekit.datasets.cifar10 import load_cifar10
from coursekit.datasets.lectures import load_lecture_figures
from coursekit.datasets.moons import half_moons
from coursekit.datasets.pictures import load_digits, load_photos
from coursekit.datasets.small_pictures import draw_small_pictures

__all__ = [
    "draw_small_pictures",
    "half_moons",
    "load_churn",
    "load_cifar10",
    "load_digits",
    "load_lecture_figures",
    "load_photos",
]
