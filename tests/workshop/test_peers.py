"""Tests that were written for Keras are sorted into passed, out of scope and different."""

import pytest

from workshop.peers import command

TESTS = """
import numpy as np
from keras.src import backend, layers, losses, ops, testing
from keras.src.losses import losses as same
from keras.src.optimizers.sgd import SGD


class SmallTest(testing.TestCase):
    def test_passes(self):
        loss = losses.MeanSquaredError()(np.array([[1.0], [3.0]]), np.array([[1.0], [1.0]]))
        self.assertAllClose(loss, 2.0)
        assert same.MeanSquaredError is losses.MeanSquaredError

    def test_moves_a_weight(self):
        weight = backend.Variable([1.0, 2.0])
        SGD(0.5).apply_gradients([(ops.array([1.0, -2.0]), weight)])
        self.assertAllClose(weight, [0.5, 3.0])

    def test_a_layer_that_is_not_there(self):
        layers.MultiHeadAttention(2, 2)

    def test_an_argument_that_is_refused(self):
        layers.Dense(2, activity_regularizer="l2")

    def test_a_variable_inside_a_layer(self):
        layer = layers.Embedding(3, 2)
        layer.build()
        layer.embeddings.assign(np.ones((3, 2)))

    def test_a_layer_of_its_own(self):
        class Own(layers.Layer):
            def call(self, x):
                return x

        Own()(np.ones((2, 2)))

    def test_symbols(self):
        layers.Dense(2)(layers.Input((3,)))
        layers.Input((3,)) > 0

    def test_another_library(self):
        import tensorflow

        tensorflow.data.Dataset.from_tensor_slices([1])

    def test_other_words(self):
        with self.assertRaisesRegex(ValueError, "words of Keras"):
            layers.Dense(-1)

    def test_differs(self):
        self.assertAllClose(np.ones(2), np.zeros(2))
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """What the command prints for a folder of one file."""
    folder = tmp_path_factory.mktemp("keras")
    (folder / "losses").mkdir()
    (folder / "losses" / "losses.py").touch()
    (folder / "losses" / "losses_test.py").write_text(TESTS)
    return command.run(folder, ["losses/losses"])


def test_every_outcome_is_counted(output):
    assert "test_losses_losses" in output, output
    assert "3 pass    6 out of scope    1 differ" in output


def test_what_differs_is_named_and_a_surprise_unless_it_is_listed(output, monkeypatch, tmp_path):
    (found,), _ = command.surprises(output)
    assert found.startswith("SmallTest::test_differs: Not equal to tolerance")
    known = tmp_path / "known.toml"
    known.write_text('"SmallTest::test_differs" = "a reason"\n"SmallTest::test_gone" = "none"\n')
    monkeypatch.setattr(command, "KNOWN", known)
    assert command.surprises(output) == ([], ["SmallTest::test_gone"])
    assert "Not equal" in output and "\n  a reason" in command.with_reasons(output)


def test_a_folder_without_the_tests_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="is .* the folder `src` of Keras 3"):
        command.run(tmp_path)


def test_every_known_difference_has_its_reason():
    import tomllib

    known = tomllib.loads(command.KNOWN.read_text("utf-8"))
    assert all(len(reason.split()) > 3 for reason in known.values())
