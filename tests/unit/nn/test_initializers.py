"""Initial weights: shapes, seeds, spreads and bounds."""

import math

import numpy as np
import pytest
from scipy import stats

from coursekit.nn import config, initializers
from coursekit.nn.initializers.scaling import compute_fans
from coursekit.nn.utils import set_random_seed

FIXED = ("zeros", "ones", "constant", "identity")
DRAWS = [name for name in initializers.ALL if name not in FIXED]
SHAPE = (3, 3, 20, 30)
FAN_IN, FAN_OUT = 180, 270


def test_constants():
    assert (initializers.get("zeros")((2, 3)) == 0).all()
    assert (initializers.get("ones")((2, 3)) == 1).all()
    assert (initializers.Constant(0.25)((2, 3)) == 0.25).all()


def test_fans_of_dense_and_convolution_kernels():
    assert compute_fans((4, 7)) == (4, 7)
    assert compute_fans(SHAPE) == (FAN_IN, FAN_OUT)
    assert compute_fans((5,)) == (5, 5)
    assert compute_fans(()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        ("glorot_uniform", 2 / (FAN_IN + FAN_OUT)),
        ("glorot_normal", 2 / (FAN_IN + FAN_OUT)),
        ("he_uniform", 2 / FAN_IN),
        ("he_normal", 2 / FAN_IN),
        ("lecun_uniform", 1 / FAN_IN),
        ("lecun_normal", 1 / FAN_IN),
        ("random_normal", 0.05**2),
        ("random_uniform", 0.1**2 / 12),
    ],
)
def test_variance_and_bounds(name, variance):
    initializer = type(initializers.get(name))(seed=5)
    w = initializer((60, 60, 3, 3), "float64") if name.startswith("random") else None
    if w is None:
        w = np.concatenate([type(initializer)(seed=s)(SHAPE, "float64") for s in range(6)])
    n, std = w.size, math.sqrt(variance)
    assert abs(w.mean()) < 4 * std / math.sqrt(n)
    assert w.var() == pytest.approx(variance, rel=4 * math.sqrt(2 / n))
    bound = std * {"normal": 2 / 0.8796256610342398, "uniform": math.sqrt(3)}[name.split("_")[1]]
    if name != "random_normal":
        assert np.abs(w).max() < bound and np.abs(w).max() > 0.99 * bound


def test_normal_draws_have_the_right_distribution():
    w = initializers.RandomNormal(1.0, 2.0, seed=7)((5000,), "float64")
    assert stats.kstest(w, stats.norm(1.0, 2.0).cdf).pvalue > 0.01
    w = initializers.TruncatedNormal(1.0, 2.0, seed=7)((5000,), "float64")
    assert stats.kstest(w, stats.truncnorm(-2, 2, 1.0, 2.0).cdf).pvalue > 0.01
    assert np.abs(w - 1.0).max() <= 4.0


@pytest.mark.parametrize("shape", [(4, 4), (3, 5), (5, 3), (2, 2, 3)])
def test_orthogonal_rows_or_columns(shape):
    w = initializers.Orthogonal(gain=2.0, seed=1)(shape, "float64").reshape(-1, shape[-1])
    small = w @ w.T if w.shape[0] < w.shape[1] else w.T @ w
    np.testing.assert_allclose(small, 4 * np.eye(min(w.shape)), atol=1e-14)


def test_orthogonal_matrices_are_drawn_uniformly():
    # every entry of a uniform orthogonal matrix has mean 0; without the signs the diagonal has not
    w = [initializers.Orthogonal(seed=s)((2, 2), "float64") for s in range(400)]
    assert np.abs(np.mean(w, axis=0)).max() < 4 * math.sqrt(0.5 / 400)


def test_orthogonal_needs_two_axes():
    with pytest.raises(ValueError, match=r"at least two axes, got shape \(3,\)"):
        initializers.get("orthogonal")((3,))


@pytest.mark.parametrize("name", DRAWS)
def test_seeds(name):
    cls = type(initializers.get(name))
    first = cls(seed=11)((4, 5))
    assert first.dtype == np.float32 and first.shape == (4, 5)
    np.testing.assert_array_equal(cls(seed=11)((4, 5)), first)
    assert (cls(seed=12)((4, 5)) != first).any()
    one, other = np.random.default_rng(2), np.random.default_rng(2)
    np.testing.assert_array_equal(cls(seed=one)((4, 5)), cls(seed=other)((4, 5)))
    assert (cls(seed=one)((4, 5)) != cls(seed=np.random.default_rng(2))((4, 5))).any()
    np.testing.assert_allclose(cls(seed=11)((4, 5), "float64"), first, rtol=1e-6)


@pytest.mark.parametrize("name", DRAWS)
def test_unseeded_draws_follow_the_shared_seed(name):
    set_random_seed(3)
    first = initializers.get(name)((3, 4))
    second = initializers.get(name)((3, 4))
    set_random_seed(3)
    np.testing.assert_array_equal(initializers.get(name)((3, 4)), first)
    assert (first != second).any()
    set_random_seed(0)


def test_type_follows_floatx():
    try:
        config.set_floatx("float64")
        assert initializers.get("he_normal")((2, 2)).dtype == np.float64
    finally:
        config.set_floatx("float32")


def test_get_takes_names_objects_and_functions():
    assert type(initializers.get("HeNormal")) is initializers.HeNormal
    assert type(initializers.get(initializers.Ones)) is initializers.Ones
    mine = initializers.RandomNormal(seed=1)
    assert initializers.get(mine) is mine
    with pytest.raises(ValueError, match="Did you mean 'glorot_uniform'?"):
        initializers.get("glorot_unifrom")
    with pytest.raises(ValueError, match="scale must be above 0"):
        initializers.VarianceScaling(scale=0)
    with pytest.raises(ValueError, match="Unknown mode"):
        initializers.VarianceScaling(mode="fan")


@pytest.mark.parametrize("name", initializers.ALL)
def test_config_rebuilds_the_initializer(name):
    initializer = initializers.get(name)
    again = type(initializer)(**initializer.get_config())
    assert repr(again) == repr(initializer)
