"""Initial weights against Keras: the same arguments and the same distributions."""

import keras
import numpy as np
import pytest
from scipy import stats

from coursekit.nn import initializers
from tests.support.checks.signatures import check_same_arguments

NOT_COMPARED = ("zeros", "ones", "constant", "orthogonal", "identity")
RANDOM = [name for name in initializers.ALL if name not in NOT_COMPARED]


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


@pytest.mark.parametrize("name", ["uniform", "normal", "one", "zero", "identity", "HeNormal"])
def test_keras_short_names(name):
    ours, theirs = initializers.get(name), keras.initializers.get(name)
    assert type(ours).__name__ == type(theirs).__name__
    if name == "identity":
        np.testing.assert_array_equal(ours((3, 4)), np.asarray(theirs((3, 4))))


@pytest.mark.parametrize("name", initializers.ALL)
def test_configuration_of_keras_makes_ours(name):
    cls = type(initializers.get(name))
    theirs = getattr(keras.initializers, cls.__name__)()
    ours = initializers.get(keras.initializers.serialize(theirs))
    assert ours.get_config() == cls.from_config(ours.get_config()).get_config()
    for option, value in theirs.get_config().items():
        assert ours.get_config().get(option) == value


@pytest.mark.parametrize("cls", [initializers.VarianceScaling, initializers.GlorotNormal])
def test_other_fans_are_refused_by_name(cls):
    cls(input_axes=None)
    with pytest.raises(ValueError, match="no input_axes"):
        cls(input_axes=[0])


DRAWN = {
    "RandomNormal": {"mean": [0.0, 1.0], "stddev": [0.05, 2.0]},
    "TruncatedNormal": {"mean": [0.0, 1.0], "stddev": [0.05, 2.0]},
    "RandomUniform": {"minval": [-0.05, -2.0], "maxval": [0.05, 1.0]},
    "Orthogonal": {"gain": [1.0, 0.5]},
    "Constant": {"value": [0.0, -1.5]},
    "Identity": {"gain": [1.0, 0.5]},
    "VarianceScaling": {
        "scale": [1.0, 3.0],
        "mode": ["fan_in", "fan_out", "fan_avg"],
        "distribution": ["truncated_normal", "untruncated_normal", "uniform"],
    },
}


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [(n, option, v) for n, own in DRAWN.items() for option, values in own.items() for v in values],
)
def test_each_option(name, option, value):
    assert set(getattr(initializers, name)().get_config()) == {*DRAWN[name]} | (
        set() if name in ("Constant", "Identity") else {"seed"}
    )
    ours = np.asarray(getattr(initializers, name)(**{option: value})((50, 40)), float)
    theirs = np.asarray(getattr(keras.initializers, name)(**{option: value})((50, 40)), float)
    assert ours.mean() == pytest.approx(theirs.mean(), abs=0.1 * theirs.std())
    assert ours.std() == pytest.approx(theirs.std(), rel=0.06)
    assert np.abs(ours).max() <= np.abs(theirs).max() * 1.5
