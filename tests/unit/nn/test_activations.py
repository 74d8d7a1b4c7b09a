"""Activations: values, derivatives, extremes, and what they say about themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from coursekit.nn import activations
from tests.support.checks import activations as checks

EACH = pytest.mark.parametrize("f", activations.ALL.values(), ids=activations.ALL)
ELEMENTWISE = [f for f in activations.ALL.values() if f.name != "softmax"]
EACH_ELEMENTWISE = pytest.mark.parametrize("f", ELEMENTWISE, ids=lambda f: f.name)
SUMS = hnp.arrays(
    st.sampled_from([np.float32, np.float64]),
    hnp.array_shapes(min_dims=1, max_dims=4, max_side=4),
    elements=st.floats(-1000, 1000, width=32),
)
GRID = np.linspace(-12, 12, 4801)


@EACH
def test_values_by_hand(f):
    checks.check_by_hand(f)


@EACH
def test_far_out_values_neither_overflow_nor_warn(f):
    checks.check_far_out(f)


@EACH
def test_types_are_kept_and_inputs_unchanged(f):
    checks.check_types(f)


@EACH_ELEMENTWISE
def test_derivative_at_zero_is_tensorflows(f):
    checks.check_at_zero(f)


@EACH
@given(z=SUMS)
def test_any_shape_and_size_stays_finite_and_in_range(f, z):
    with np.errstate(all="raise", under="ignore"):
        a = f(z)
        slope = f.vjp(z, a, np.ones_like(z))
    assert a.shape == slope.shape == z.shape and a.dtype == slope.dtype == z.dtype
    low, high = f.range
    assert (a >= np.nextafter(z.dtype.type(low), -np.inf, dtype=z.dtype)).all() and (
        a <= high
    ).all()
    if f.name != "exponential":
        assert np.isfinite(a).all() and np.isfinite(slope).all()


@EACH
@given(z=hnp.arrays(np.float64, (2, 3), elements=st.floats(-30, 30)))
def test_derivative_is_the_complex_step(f, z):
    z = np.where(np.abs(z) < 1e-6, 0.5, z)
    checks.check_derivative(f, z)


@given(z=SUMS)
def test_sigmoid_and_softmax_agree_with_scipy(z):
    tolerance = 20 * np.finfo(z.dtype).eps
    tiny = float(np.finfo(z.dtype).tiny) * 10
    np.testing.assert_allclose(activations.sigmoid(z), special.expit(z), tolerance, atol=tiny)
    np.testing.assert_allclose(
        activations.softmax(z),
        special.softmax(z.astype(float), axis=-1),
        100 * tolerance,
        atol=tiny,
    )


@EACH_ELEMENTWISE
def test_stated_properties_hold_on_a_grid(f):
    a, slope = f(GRID), f.derivative(GRID)
    assert f.monotonic == bool((np.diff(a) >= 0).all())
    assert f.derivative_monotonic == bool((np.diff(slope) >= -1e-16).all())
    assert f.zero_centred == np.allclose(f(-GRID), -a, atol=1e-15)
    left, right = f.derivative(np.array([-700.0, 700.0]))
    flat = "both" if max(left, right) < 1e-3 else "left" if left < 1e-3 else "nowhere"
    assert f.saturates == flat


@EACH_ELEMENTWISE
def test_stated_range_is_as_small_as_possible(f):
    low, high = f.range
    a = f(np.concatenate([GRID, [-1e6, 1e6]]))
    assert a.min() == pytest.approx(low, abs=1e-5) or (np.isinf(low) and a.min() < -100)
    assert a.max() == pytest.approx(high, abs=1e-5) or (np.isinf(high) and a.max() > 100)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_largest_negative_sum_of_each_type_gives_what_the_curve_says(dtype):
    z = np.array([-np.finfo(dtype).max, -6e4, -12.0, -9.5, -1.0], dtype)
    for f, exact in (
        (activations.silu, z.astype(float) * special.expit(z.astype(float))),
        (activations.sigmoid, special.expit(z.astype(float))),
    ):
        assert f(z).dtype == dtype
        tiny = 2 * float(np.finfo(dtype).tiny)  # where the type ends
        np.testing.assert_allclose(f(z), exact, rtol=4 * np.finfo(dtype).eps, atol=tiny)


def test_gelu_follows_scipys_normal_distribution():
    exact = GRID * special.ndtr(GRID)
    np.testing.assert_allclose(activations.gelu(GRID), exact, rtol=1e-13, atol=1e-300)
    rough = activations.Gelu(approximate=True)
    assert 1e-5 < np.abs(rough(GRID) - exact).max() < 1e-3
    np.testing.assert_array_equal(activations.gelu(GRID, approximate=True), rough(GRID))
    checks.check_derivative(rough, np.array([-50.0, -2.0, 0.3, 1.5]))
    assert rough.get_config() == {"approximate": True}


def test_relu_takes_keras_other_arguments():
    z = np.array([-2.0, 0.5, 3.0])
    found = activations.relu(z, negative_slope=0.1, max_value=2.0, threshold=1.0)
    np.testing.assert_allclose(found, [-0.3, -0.05, 2.0])


def test_softmax_has_a_jacobian_instead_of_a_derivative():
    checks.check_jacobian(activations.softmax)
    with pytest.raises(TypeError, match="jacobian"):
        activations.softmax.derivative(np.ones(3))
    assert activations.softmax(np.eye(2), axis=0) == pytest.approx(activations.softmax(np.eye(2)))


@pytest.mark.parametrize("cls", [activations.LeakyRelu, activations.Relu, activations.Elu])
def test_slopes_can_be_chosen(cls):
    checks.check_parameter(cls)


def test_tanh_is_a_stretched_sigmoid():
    expected = 2 * activations.sigmoid(2 * GRID) - 1
    np.testing.assert_allclose(activations.tanh(GRID), expected, atol=1e-15)


def test_integers_and_single_numbers_are_welcome():
    assert activations.sigmoid(0) == 0.5
    assert activations.sigmoid(np.array([0, 255], np.uint8))[0] == 0.5
    assert activations.relu([-1, 2]).tolist() == [0, 2]
    assert activations.relu.derivative([-1, 2]).tolist() == [0.0, 1.0]
    assert activations.softmax([1, 1]).tolist() == [0.5, 0.5]


def test_get_takes_names_objects_and_functions():
    assert activations.get(None) is activations.linear
    assert activations.get("swish") is activations.get("silu") is activations.swish
    assert activations.get(activations.relu) is activations.relu
    assert activations.get(activations.Elu).alpha == 1.0
    assert repr(activations.LeakyRelu(0.01)) == "LeakyRelu(negative_slope=0.01)"
    with pytest.raises(ValueError, match="Unknown activation 'rleu'. Did you mean 'relu'?"):
        activations.get("rleu")


def test_your_own_function_is_differentiated():
    cube = activations.get(lambda z: z**3 - z)
    z = np.array([-2.0, 0.5])
    np.testing.assert_allclose(cube.derivative(z), 3 * z**2 - 1, rtol=1e-15)
    np.testing.assert_allclose(cube.vjp(z, cube(z), 2.0), 6 * z**2 - 2, rtol=1e-15)
    with pytest.raises(ValueError, match="drops imaginary parts"):
        activations.get(np.abs).derivative(z)


def test_float32_stays_float32_with_your_own_function():
    square = activations.get(np.square)
    z = np.array([1.5, -2.0], np.float32)
    assert square.derivative(z).dtype == np.float32
    np.testing.assert_allclose(square.derivative(z), [3.0, -4.0])


@EACH
@pytest.mark.parametrize("kind", [int, np.uint8, np.int32, bool])
def test_integers_mean_what_the_same_floats_mean(f, kind):
    z = np.array([[0, 1, 3], [2, 5, 200]]).astype(kind)
    kept = z.copy()
    a, da = f(z), np.array([[1.0, -2.0, 0.5]] * 2)
    np.testing.assert_allclose(a, f(z.astype(float)), rtol=1e-12)
    expected = f.vjp(z.astype(float), f(z.astype(float)), da)
    np.testing.assert_allclose(f.vjp(z, a, da), expected, rtol=1e-12)
    if f.name != "softmax":
        np.testing.assert_allclose(f.derivative(z), f.derivative(z.astype(float)), rtol=1e-12)
    assert (z == kept).all() and z.dtype == kept.dtype
    np.testing.assert_allclose(f(z.tolist()), a, rtol=1e-12)
