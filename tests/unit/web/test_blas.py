"""The products of a page are NumPy's, in all layouts, and only where BLAS has them."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.nn import products
from coursekit.web import blas

RNG = np.random.default_rng(0)
LAYOUTS = {
    "rows": np.ascontiguousarray,
    "columns": np.asfortranarray,
    "neither": lambda x: np.repeat(x, 2, axis=1)[:, ::2],
}


def integers(shape, dtype):
    """Small whole numbers: any order of adding up gives exactly the same sum."""
    return RNG.integers(-9, 9, shape).astype(dtype)


@pytest.mark.parametrize("dtype", ["float32", "float64", "complex128", "int64"])
@pytest.mark.parametrize("left", LAYOUTS)
@pytest.mark.parametrize("right", LAYOUTS)
@pytest.mark.parametrize("shape", [(31, 17, 23), (3, 2, 5), (700, 1, 9), (1, 70, 90)])
def test_a_product_is_numpys(dtype, left, right, shape):
    m, k, n = shape
    a, b = LAYOUTS[left](integers((m, k), dtype)), LAYOUTS[right](integers((k, n), dtype))
    out = np.empty((m, n), dtype)
    product = blas.dot(a, b)
    assert product.dtype == (a @ b).dtype and product.flags.c_contiguous
    assert np.array_equal(product, a @ b)
    assert blas.dot(a, b, out) is out and np.array_equal(out, a @ b)


def test_vectors_and_mixed_types_are_left_to_numpy():
    a, b = integers((80, 90), "float32"), integers((90, 70), "float64")
    assert np.array_equal(blas.dot(a, b), a @ b) and blas.dot(a, b).dtype == "float64"
    assert np.array_equal(blas.dot(np.ones(80), b[:80]), b[:80].sum(axis=0))
    assert np.array_equal(blas.dot(a.reshape(4, 20, 90), b), a.reshape(4, 20, 90) @ b)


def test_an_out_of_another_type_is_refused_as_numpy_does():
    a, b = integers((80, 90), "float32"), integers((90, 70), "float32")
    for dot in (blas.dot, products.dot):
        with pytest.raises(ValueError):
            dot(a, b, np.empty((80, 70)))


def trained():
    nn.utils.set_random_seed(0)
    layers = [nn.layers.Conv2D(8, 3, activation="relu"), nn.layers.Flatten(), nn.layers.Dense(10)]
    model = nn.Sequential([nn.Input((8, 8, 2)), *layers])
    loss = nn.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(nn.optimizers.Adam(0.01), loss)
    x = np.random.default_rng(1).normal(size=(96, 8, 8, 2)).astype("float32")
    losses = model.fit(x, np.arange(96) % 10, epochs=3, batch_size=32, verbose=0).history["loss"]
    return np.array(losses)


def test_a_network_learns_the_same_by_blas():
    at_home, calls = trained(), []
    products.use(lambda *given, out=None: calls.append(1) or blas.dot(*given, out=out))
    try:
        in_page = trained()
    finally:
        products.use()
    assert len(calls) > 40 and np.allclose(in_page, at_home, rtol=1e-5)
    assert products.dot is products.numpys
