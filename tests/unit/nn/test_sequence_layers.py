"""Conv1D, Embedding, LSTM and GRU against loops and complex steps."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn
from coursekit.nn import gradcheck, naive
from coursekit.nn.layers import GRU, LSTM, Conv1D, Embedding
from coursekit.nn.serialize import rebuild, spec
from tests.unit.nn.layer_checks import check_all, check_manners, with_random_weights

small = st.integers(1, 4)
RNG = np.random.default_rng(0)


@given(
    st.tuples(small, st.integers(1, 5), small), small, st.booleans(), st.booleans(), st.booleans()
)
def test_gradients_of_the_gates(shape, units, sequences, use_bias, backwards):
    x = np.random.default_rng(1).normal(size=shape)
    chosen = {"use_bias": use_bias, "return_sequences": sequences, "go_backwards": backwards}
    check_all(LSTM(units, **chosen), x)
    check_all(LSTM(units, "relu", "hard_sigmoid", **chosen), x)
    check_all(GRU(units, **chosen), x)
    check_all(GRU(units, reset_after=False, **chosen), x)


@given(st.tuples(small, st.integers(1, 5), small), small)
def test_gates_equal_the_loops(shape, units):
    x = np.random.default_rng(2).normal(size=shape)
    lstm = with_random_weights(LSTM(units), shape)
    gru = with_random_weights(GRU(units), shape)
    h = c = k = np.zeros((shape[0], units))
    for t in range(shape[1]):
        h, c = naive.lstm_step(x[:, t], h, c, *lstm.params.values())
        k = naive.gru_step(x[:, t], k, *gru.params.values())
    np.testing.assert_allclose(lstm.forward(x), h, atol=1e-13)
    np.testing.assert_allclose(gru.forward(x), k, atol=1e-13)


def test_a_cell_that_keeps_and_one_that_forgets():
    big = 1000.0
    for keep, expected in ((big, np.tanh(0.75)), (-big, 0.0)):
        lstm = LSTM(1, dtype="float64")
        lstm.build((None, 2, 1))
        # write gate: open for x = 1 and shut for x = 0; the news is artanh(0.75); read: open
        kernel = np.array([[2 * big, 0.0, 0.0, 0.0]])
        bias = np.array([-big, keep, np.arctanh(0.75), big])
        lstm.set_weights([kernel, np.zeros((1, 4)), bias])
        assert lstm(np.array([[[1.0], [0.0]]])) == pytest.approx(expected)


def test_the_keep_gate_starts_open():
    lstm = LSTM(3)
    lstm.build((None, 5, 2))
    assert lstm.bias.tolist() == [0] * 3 + [1] * 3 + [0] * 6
    closed = LSTM(3, unit_forget_bias=False)
    closed.build((None, 5, 2))
    assert not closed.bias.any()


@given(
    st.tuples(small, st.integers(3, 6), small),
    small,
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from(["valid", "same", "causal"]),
    st.booleans(),
)
def test_convolution_along_time(shape, filters, size, stride, padding, use_bias):
    x = np.random.default_rng(3).normal(size=shape)
    layer = Conv1D(filters, size, stride, padding, activation="tanh", use_bias=use_bias)
    check_all(layer, x)


@pytest.mark.parametrize("stride", [1, 2])
def test_convolution_along_time_equals_the_loops(stride):
    x = RNG.normal(size=(2, 7, 3))
    layer = with_random_weights(Conv1D(2, 3, stride), x.shape)
    expected = naive.convolution_1d(x, *layer.params.values(), stride)
    np.testing.assert_allclose(layer.forward(x), expected, atol=1e-13)


def test_a_causal_convolution_sees_no_later_step():
    layer = with_random_weights(Conv1D(2, 3, padding="causal"), (1, 6, 1))
    x = RNG.normal(size=(1, 6, 1))
    y = layer.forward(x)
    x[0, 3:] += 1
    np.testing.assert_array_equal(layer.forward(x)[0, :3], y[0, :3])
    assert (layer.forward(x)[0, 3:] != y[0, 3:]).all()


def test_embedding_looks_up_and_adds_up():
    x = np.array([[0.0, 2.0, 2.0], [1.0, 0.0, 2.0]])
    layer = with_random_weights(Embedding(4, 2), x.shape)
    table = layer.embeddings
    np.testing.assert_array_equal(layer.forward(x), naive.embedding(x, table))
    dy = RNG.normal(size=(2, 3, 2))
    assert not layer.backward(dy).any()
    expected = [dy[0, 0] + dy[1, 1], dy[1, 0], dy[0, 1] + dy[0, 2] + dy[1, 2], [0, 0]]
    np.testing.assert_allclose(layer.grads["embeddings"], expected)
    check_manners(layer, x)
    for i in range(table.size):
        moved = table.astype(complex)
        moved.flat[i] += 1e-30j
        layer.bind({"embeddings": moved}, layer.grads)
        layer.backward(dy)
        slope = (layer.forward(x) * dy).sum().imag / 1e-30
        layer.bind({"embeddings": table}, {"embeddings": np.zeros_like(table)})
        layer.forward(x)
        layer.backward(dy)
        assert layer.grads["embeddings"].flat[i] == pytest.approx(slope)


@pytest.mark.parametrize("wrong", [-1, 4, 1.5])
def test_an_index_outside_the_table_is_named(wrong):
    with pytest.raises(ValueError, match=f"whole numbers 0 to 3, got {wrong}"):
        Embedding(4, 2)(np.array([[0.0, wrong]]))


def test_a_network_of_words_learns_through_all_of_them():
    nn.utils.set_random_seed(0)
    model = nn.Sequential(
        [
            nn.Input((5,), dtype="int32"),
            nn.layers.Embedding(6, 4),
            nn.layers.Conv1D(4, 2, activation="tanh"),
            nn.layers.LSTM(3, return_sequences=True),
            nn.layers.GRU(3),
            nn.layers.Dense(1, activation="sigmoid"),
        ]
    )
    x = np.random.default_rng(4).integers(0, 6, size=(30, 5))
    y = (x[:, 0] > x[:, 4]).astype(float)
    loss = nn.losses.BinaryCrossentropy()
    assert gradcheck.check_model(model, x[:4], y[:4, None], loss).max_error < 1e-10
    model.compile(nn.optimizers.Adam(0.05), loss)
    before = model.evaluate(x, y, verbose=0)
    model.fit(x, y, epochs=40, verbose=0)
    assert model.evaluate(x, y, verbose=0) < 0.5 * before


@pytest.mark.parametrize(
    "layer", [LSTM(2), GRU(3), Conv1D(2, 3), Embedding(4, 2)], ids=lambda layer: layer.name
)
def test_config_survives_json(layer):
    again = rebuild(json.loads(json.dumps(spec(layer))))
    assert json.dumps(spec(again)) == json.dumps(spec(layer))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: LSTM(0), "units of LSTM must be"),
        (lambda: GRU(2, dropout=0.5), "GRU knows only dropout=0, got 0.5: put a Dropout layer"),
        (lambda: LSTM(2).build((None, 3)), "LSTM expects sequences of shape"),
        (lambda: Conv1D(2, (3, 3)), "kernel_size of Conv1D"),
        (lambda: Conv1D(2, 3, padding="full"), "Unknown padding of Conv1D"),
        (lambda: Conv1D(2, 3, dilation_rate=2), "dilation_rate=1"),
        (lambda: Conv1D(2, 4).build((None, 3, 1)), "4 steps does not fit into a sequence of 3"),
        (lambda: Conv1D(2, 4).build((None, 3)), "Conv1D expects sequences of shape"),
        (lambda: Embedding(4, 2, mask_zero=True), "mask_zero=False"),
    ],
)
def test_mistakes_get_one_clear_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_sequences_of_any_length_after_building():
    for layer in (LSTM(2), GRU(2), Conv1D(2, 3)):
        layer.build((None, None, 3))
        assert len(layer(np.ones((2, 5, 3), "float32"))) == 2
        assert len(layer(np.ones((1, 9, 3), "float32"))) == 1
        with pytest.raises(ValueError, match="was built for sequences"):
            layer(np.ones((2, 5, 4), "float32"))
