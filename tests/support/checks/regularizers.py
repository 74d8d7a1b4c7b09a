"""Checks of a module of regularizers against numbers worked by hand."""

import numpy as np

W = np.array([[1.0, -2.0], [0.0, 4.0]])  # Σ|w| = 7, Σw² = 21


def check(module):
    """Penalties, gradients, types and configurations of L1, L2 and L1L2."""
    cases = (
        (module.L1(0.5), 3.5, [[0.5, -0.5], [0, 0.5]]),
        (module.L2(0.5), 10.5, [[1, -2], [0, 4]]),
        (module.L1L2(0.5, 0.25), 3.5 + 5.25, [[1, -1.5], [0, 2.5]]),
        (module.L1(), 0.07, np.sign(W) / 100),
        (module.L2(), 0.21, W / 50),
        (module.L1L2(), 0.0, np.zeros((2, 2))),
    )
    for regularizer, penalty, gradient in cases:
        np.testing.assert_allclose(regularizer(W), penalty, rtol=1e-14)
        np.testing.assert_allclose(regularizer.gradient(W), gradient, rtol=1e-14)
        assert regularizer.gradient(W.astype("float32")).dtype == np.float32
        again = type(regularizer)(**regularizer.get_config())
        assert again.get_config() == regularizer.get_config()
        inner = np.array([1.0, -2.0, 4.0])
        slope = regularizer(inner + 1e-30j).imag / 1e-30
        np.testing.assert_allclose(slope, regularizer.gradient(inner).sum(), rtol=1e-14)
