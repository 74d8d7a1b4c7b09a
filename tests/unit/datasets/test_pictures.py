"""Digits, photos and generated pictures: shapes, kinds, and bytes that never change."""

import hashlib

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from coursekit.datasets import draw_small_pictures, load_digits, load_photos
from coursekit.datasets.small_pictures import CLASS_NAMES, SHAPES, shapes_drawn


def test_digits_in_one_piece():
    x, y = load_digits()
    assert x.shape == (1797, 8, 8) and x.dtype == np.uint8 and (x.min(), x.max()) == (0, 16)
    assert y[:10].tolist() == list(range(10))


def test_digits_split_the_same_way_by_the_same_seed():
    (x_train, y_train), (x_test, y_test) = load_digits(test_size=0.2, seed=3)
    assert x_train.shape == (1437, 8, 8) and x_test.shape == (360, 8, 8)
    assert np.array_equal(x_test, load_digits(test_size=0.2, seed=3)[1][0])
    assert not np.array_equal(x_test, load_digits(test_size=0.2, seed=4)[1][0])
    shares = np.bincount(y_test) / 360 - np.bincount(y_train) / 1437
    assert np.abs(shares).max() < 0.005
    together = np.concatenate([x_train, x_test]).reshape(1797, -1)
    assert np.array_equal(
        np.sort(together, axis=0), np.sort(load_digits()[0].reshape(1797, -1), axis=0)
    )


@pytest.mark.parametrize("size", [0, 1, -0.2, "a fifth"])
def test_a_test_size_that_is_no_share(size):
    with pytest.raises(ValueError, match="test_size must be"):
        load_digits(test_size=size)


def test_photos():
    photos = load_photos()
    assert list(photos) == ["china", "flower"]
    for photo in photos.values():
        assert photo.shape == (427, 640, 3) and photo.dtype == np.uint8


@pytest.fixture(scope="module")
def pictures():
    return draw_small_pictures()


def test_generated_pictures_are_the_same_bytes_everywhere(pictures):
    everything = hashlib.sha256(b"".join(part.tobytes() for pair in pictures for part in pair))
    assert (
        everything.hexdigest() == "d2773196a8f230479147bd54c0b2d317e866426c6c9476385819f8289f2e40db"
    )


def test_generated_pictures_look_like_cifar10_to_a_program(pictures):
    for (x, y), n in zip(pictures, (4000, 1000), strict=True):
        assert x.shape == (n, 32, 32, 3) and x.dtype == np.uint8
        assert y.shape == (n, 1) and y.dtype == np.uint8
        assert np.bincount(y[:, 0]).tolist() == [n // 10] * 10
    assert len(CLASS_NAMES) == len(SHAPES) == 10


def test_a_linear_model_is_poor_at_generated_pictures(pictures):
    """Chance is .10; a small convolutional network passes .90 in eight epochs (lesson 13)."""
    (x_train, y_train), (x_test, y_test) = (
        (x[:, ::2, ::2].reshape(len(x), -1) / 255 - 0.5, y[:, 0]) for x, y in pictures
    )
    linear = LogisticRegression(C=0.01, max_iter=50).fit(x_train, y_train)
    assert 0.1 < linear.score(x_test, y_test) < 0.35


def test_each_shape_is_drawn_as_its_name_says():
    place = np.arange(-16, 16)
    u, v = place[None, None, :], place[None, :, None]
    drawn = {
        name: shape(u, v, np.full((1, 1, 1), 9), np.full((1, 1, 1), 3))[0]
        for name, shape in zip(CLASS_NAMES, SHAPES, strict=True)
    }
    area = {name: int(np.broadcast_to(inside, (32, 32)).sum()) for name, inside in drawn.items()}
    assert area["disc"] == pytest.approx(np.pi * 9**2, rel=0.03)
    assert area["square"] == 17 * 17
    assert area["diamond"] == 9 * 9 + 10 * 10
    assert area["ring"] == pytest.approx(np.pi * (9**2 - 6**2), rel=0.1)
    assert area["frame"] == 17**2 - 11**2
    assert area["rows"] == area["columns"]
    assert np.array_equal(drawn["rows"], drawn["columns"].T)
    assert all(drawn[name][16, 16] for name in ("disc", "square", "triangle", "cross", "diamond"))
    assert not drawn["ring"][16, 16] and not drawn["frame"][16, 16]
    assert drawn["triangle"][24].sum() > drawn["triangle"][8].sum()


def test_the_shapes_are_those_of_the_same_pictures(pictures):
    """Inside a shape a picture is lighter or darker than outside; inside another's it is not."""

    def steps(x, inside):
        grey, inside = x.mean(axis=3), inside.astype(float)
        within = (grey * inside).sum(axis=(1, 2)) / inside.sum(axis=(1, 2))
        without = (grey * (1 - inside)).sum(axis=(1, 2)) / (1 - inside).sum(axis=(1, 2))
        return np.abs(within - without)

    for (x, _), inside in zip(pictures, shapes_drawn(), strict=True):
        assert inside.shape == x.shape[:3] and inside.dtype == bool
        own, other = steps(x, inside), steps(x, np.roll(inside, 1, axis=0))
        assert np.mean(own > 20) > 0.95 and np.median(own) > 2 * np.median(other)


@pytest.mark.parametrize("sizes", [{"n_train": 0}, {"n_test": -1}, {"n_train": 2.5}])
def test_numbers_of_pictures_that_make_no_sense(sizes):
    with pytest.raises(ValueError, match="must be a whole number of at least 1"):
        draw_small_pictures(**sizes)
    with pytest.raises(ValueError, match="must be a whole number of at least 1"):
        shapes_drawn(**sizes)
