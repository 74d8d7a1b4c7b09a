"""Sequential: structure, flat vectors, weights."""

import numpy as np
import pytest

from coursekit import nn


def churn_like(dtype="float64", **options):
    layers = [
        nn.Input((3,)),
        nn.layers.Dense(4, "tanh", dtype=dtype),
        nn.layers.Dense(2, "sigmoid", dtype=dtype),
        nn.layers.Dense(1, "sigmoid", dtype=dtype),
    ]
    return nn.Sequential(layers, **options)


def test_all_weights_are_views_into_one_vector():
    model = churn_like()
    assert model.theta.shape == model.gradient.shape == (model.count_params(),) == (29,)
    model.theta[:] = np.arange(29)
    flat = np.concatenate([w.ravel() for w in model.get_weights()])
    assert flat.tolist() == list(range(29))
    assert model.layers[1].params["kernel"][0, 0] == 16  # after 3·4 + 4 numbers of the first layer
    model.layers[2].grads["bias"][:] = 7
    assert model.gradient[-1] == 7


def test_forward_is_the_layers_one_after_another():
    model = churn_like()
    x = a = np.random.default_rng(0).standard_normal((5, 3))
    w1, b1, w2, b2, w3, b3 = model.get_weights()
    a = np.tanh(a @ w1 + b1)
    for kernel, bias in ((w2, b2), (w3, b3)):
        a = 1 / (1 + np.exp(-(a @ kernel + bias)))
    assert np.allclose(model(x), a, rtol=1e-13)


@pytest.mark.parametrize("loss", ["binary_crossentropy", "mse", "mae", "huber", "squared_error"])
def test_gradient_agrees_with_the_complex_step(loss):
    model = churn_like()
    model.compile("sgd", loss)
    rng = np.random.default_rng(1)
    x, y = rng.standard_normal((6, 3)), rng.integers(0, 2, (6, 1)).astype(float)
    assert nn.gradcheck.check_model(model, x, y).max_error < 1e-12


@pytest.mark.parametrize("last", ["dense", "activation"])
@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_softmax_networks_agree_with_the_complex_step(loss, last):
    end = [nn.layers.Dense(4, "softmax")]
    if last == "activation":
        end = [nn.layers.Dense(4), nn.layers.Activation("softmax")]
    model = nn.Sequential([nn.Input((2, 3)), nn.layers.Flatten(), nn.layers.Dense(5, "tanh"), *end])
    model.compile("sgd", loss)
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal((6, 2, 3)), rng.integers(0, 4, 6)
    if loss == "categorical_crossentropy":
        y = nn.utils.to_categorical(y, 4)
    assert nn.gradcheck.check_model(model, x, y).max_error < 1e-12


def test_activations_that_only_share_a_name_are_differentiated_themselves():
    def sigmoid(z):
        return 1 / (2 + np.exp(-z))

    own = [nn.layers.Dense(1, activation=sigmoid)]
    along = [nn.layers.Dense(4), nn.layers.Activation(nn.activations.Softmax(axis=0))]
    rng = np.random.default_rng(2)
    x = rng.standard_normal((6, 3))
    for layers, loss, y in (
        (own, "binary_crossentropy", rng.integers(0, 2, (6, 1))),
        (along, "sparse_categorical_crossentropy", rng.integers(0, 4, 6)),
    ):
        model = nn.Sequential([nn.Input((3,)), *layers])
        model.compile("sgd", loss)
        # a bias cannot change a softmax along the batch: its gradient is rounding alone
        assert nn.gradcheck.check_model(model, x, y).max_error < 1e-9


def test_backward_returns_the_gradient_of_the_input():
    model = churn_like()
    x = np.random.default_rng(3).standard_normal((2, 3))
    model.forward(x)
    dx = model.backward(np.ones((2, 1)))
    model.use_vectors(model.theta.astype(complex), model.gradient.astype(complex))
    expected = nn.gradcheck.complex_step(lambda z: model.forward(z).sum(), x)
    assert np.allclose(dx, expected, rtol=1e-12)


def test_names_are_unique_and_counted_within_a_model():
    names = [layer.name for layer in churn_like().layers]
    assert names == ["dense", "dense_1", "dense_2"] == [m.name for m in churn_like().layers]
    with pytest.raises(ValueError, match="every name must be unique"):
        nn.Sequential([nn.layers.Dense(1, name="a"), nn.layers.Dense(1, name="a")])
    assert churn_like().get_layer("dense_1").units == 2
    with pytest.raises(ValueError, match="The layers are: dense, dense_1, dense_2"):
        churn_like().get_layer("dense_9")


def test_shape_may_come_from_the_first_data():
    model = nn.Sequential([nn.layers.Dense(2), nn.layers.Dense(1)])
    assert not model.built
    with pytest.raises(ValueError, match="no weights yet"):
        model.get_weights()
    model(np.ones((4, 3)))
    assert model.input_shape == (None, 3) and model.count_params() == 11
    model.add(nn.layers.Dense(5))
    assert model.output_shape == (None, 5) and model.theta.size == 21


def test_pop_removes_the_last_layer_and_keeps_the_other_weights():
    model = churn_like()
    kept = model.get_weights()[:4]
    layer = model.pop()
    assert model.theta.size == 26 and layer.count_params() == 3
    assert all(np.array_equal(a, b) for a, b in zip(kept, model.get_weights(), strict=True))


def test_set_weights_checks_everything_first():
    model, other = churn_like(), churn_like()
    wrong = [*other.get_weights()[:-1], np.ones(2)]
    before = model.theta.copy()
    for weights in (wrong, wrong[:-1], [*wrong[:-1], np.array(["a"])]):
        with pytest.raises(ValueError):
            model.set_weights(weights)
    assert np.array_equal(model.theta, before)
    model.set_weights(other.get_weights())
    assert np.array_equal(model.theta, other.theta)
    assert not np.shares_memory(model.theta, other.theta)


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([nn.layers.Dense(1), nn.Input((2,))], "Input must be the first"),
        (["dense"], "takes layers"),
        ([nn.Input((3,)), nn.layers.Conv2D(2, 3)], "pictures"),
    ],
)
def test_wrong_structure_is_explained(entries, sentence):
    with pytest.raises(ValueError, match=sentence):
        nn.Sequential(entries)


def test_a_layer_cannot_stand_twice_in_a_model():
    layer = nn.layers.Dense(3)
    with pytest.raises(ValueError, match="already in this model"):
        nn.Sequential([layer, layer])


def test_input_needs_a_shape():
    for shape in (3, None, (0,), (2.5,)):
        with pytest.raises(ValueError):
            nn.Input(shape)


def test_floatx_decides_the_type_of_new_layers():
    nn.config.set_floatx("float64")
    try:
        assert nn.Sequential([nn.Input((2,)), nn.layers.Dense(1)]).theta.dtype == np.float64
    finally:
        nn.config.set_floatx("float32")
    assert nn.Sequential([nn.Input((2,)), nn.layers.Dense(1)]).theta.dtype == np.float32
    with pytest.raises(ValueError, match="Did you mean 'float32'"):
        nn.config.set_floatx("float23")


def test_unseeded_weights_repeat_after_set_random_seed():
    drawn = []
    for _ in range(2):
        nn.utils.set_random_seed(5)
        drawn.append(churn_like().theta)
    assert np.array_equal(*drawn)
    assert not np.array_equal(drawn[0], churn_like().theta)


def test_to_categorical():
    assert nn.utils.to_categorical([0, 2, 1]).tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
    assert nn.utils.to_categorical(np.array([[1]]), 3).shape == (1, 3)
    for labels, k in (([0, -1], None), ([0, 3], 3), ([0.5], None), ([], None), (["a"], None)):
        with pytest.raises(ValueError):
            nn.utils.to_categorical(labels, k)
