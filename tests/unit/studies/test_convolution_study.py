"""The five maps of the exercise of lesson 12 belong to its five kernels, each to another one."""

import numpy as np
from scipy.signal import correlate2d

from coursekit.studies.convolution import KERNELS, mystery_maps, scene


def test_every_map_belongs_to_exactly_one_kernel():
    made = {k: np.maximum(0, correlate2d(scene(), K, mode="valid")) for k, K in KERNELS.items()}
    found = {
        letter: [k for k, map_ in made.items() if np.allclose(map_, shown)]
        for letter, shown in mystery_maps().items()
    }
    assert all(len(kernels) == 1 for kernels in found.values())
    assert sorted(kernels[0] for kernels in found.values()) == sorted(KERNELS)


def test_the_scene_is_a_grey_picture():
    assert scene().shape == (24, 32)
    assert scene().min() >= 0 and scene().max() <= 1
