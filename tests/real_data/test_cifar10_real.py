"""Real CIFAR-10 pictures, named by `COURSEKIT_CIFAR10`, load as Keras would give them."""

import os

import numpy as np

from coursekit.datasets import load_cifar10


def test_the_real_pictures_are_taken_when_the_environment_names_them(capsys):
    assert os.environ["COURSEKIT_CIFAR10"]
    pictures = load_cifar10()
    for x, y in pictures:
        assert x.shape == (len(y), 32, 32, 3) and x.dtype == np.uint8
        assert y.shape == (len(x), 1) and y.dtype == np.uint8
        assert np.bincount(y[:, 0], minlength=10).min() > 0.05 * len(y)
        # Neighbouring pixels of a photo resemble each other; of scrambled bytes they would not.
        steps = np.abs(np.diff(x.astype(int), axis=2)).mean()
        assert steps < 0.4 * x.std()
    assert set(pictures.class_names) >= {"airplane", "cat", "truck"}
    assert capsys.readouterr().out == ""
