"""Initial weights against Keras: the same arguments and the same distributions."""

import keras
import numpy as np
import pytest
from scipy import stats

from coursekit.nn import initializers
from tests.checks.signatures import check_same_arguments

RANDOM = [
    name for name in initializers.ALL if name not in ("zeros", "ones", "constant", "orthogonal")
]


@pytest.mark.parametrize("name", initializers.ALL)
def test_names_and_arguments(name):
    ours = type(initializers.get(name))
    theirs = getattr(keras.initializers, ours.__name__)
    if name != "constant":  # Keras cannot make a constant from its name
        assert type(keras.initializers.get(name)) is theirs
    if name not in ("zeros", "ones"):
        check_same_arguments(ours, theirs)


@pytest.mark.parametrize("shape", [(40, 25), (3, 3, 8, 14)])
@pytest.mark.parametrize("name", RANDOM)
def test_distribution(name, shape):
    ours = np.ravel([type(initializers.get(name))(seed=s)(shape) for s in range(4)])
    cls = getattr(keras.initializers, type(initializers.get(name)).__name__)
    theirs = np.ravel([np.asarray(cls(seed=s)(shape)) for s in range(4)])
    assert ours.dtype == theirs.dtype
    assert stats.ks_2samp(ours, theirs).pvalue > 0.001
    assert ours.std() == pytest.approx(theirs.std(), rel=0.06)
    if "normal" not in name or "random" not in name:
        assert np.abs(ours).max() == pytest.approx(np.abs(theirs).max(), rel=0.01)


@pytest.mark.parametrize("shape", [(6, 4), (4, 6), (3, 3, 2, 5)])
def test_orthogonal_has_the_same_singular_values(shape):
    ours, theirs = (m.Orthogonal(gain=1.5, seed=1) for m in (initializers, keras.initializers))
    for w in (ours(shape), np.asarray(theirs(shape))):
        singular = np.linalg.svd(w.reshape(-1, shape[-1]), compute_uv=False)
        np.testing.assert_allclose(singular, 1.5, rtol=1e-5)
