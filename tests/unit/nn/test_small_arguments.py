"""Arguments in Keras' other forms: taken as Keras takes them, or refused in one sentence."""

import numpy as np
import pytest

from coursekit import nn

L, O, M = nn.layers, nn.optimizers, nn.metrics  # noqa: E741
X = np.ones((2, 3))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: nn.losses.Huber(dtype="bfloat16"), "Huber knows only dtype='float32'"),
        (lambda: nn.losses.BinaryCrossentropy(axis=1), "BinaryCrossentropy knows only axis=-1"),
        (
            lambda: nn.losses.SparseCategoricalCrossentropy(ignore_class=-1),
            "no ignore_class, got -1: give the rows of this class sample_weight 0",
        ),
        (lambda: nn.losses.MeanSquaredError(delta=1.0), "MeanSquaredError has no argument 'delta'"),
        (lambda: M.AUC(multi_label=True), "AUC knows only multi_label=False"),
        (lambda: M.AUC(summation_method="majoring"), "only summation_method='interpolation'"),
        (lambda: M.AUC(num_thresholds=None, thresholds=[0.5]), "AUC knows no thresholds"),
        (lambda: M.Precision([0.3, 0.7]), "knows no list of thresholds, got .0.3, 0.7.: give one"),
        (lambda: M.Recall(top_k=2), "Recall knows no top_k, got 2: use a threshold"),
        (lambda: M.BinaryAccuracy(dtype="int32"), "BinaryAccuracy knows only dtype='float32'"),
        (lambda: M.F1Score(threshold=1.5), "threshold of F1Score must be above 0 and up to 1"),
        (lambda: M.F1Score(threshold=0.0), "threshold of F1Score must be above 0 and up to 1"),
        (lambda: L.Softmax(axis=(1, 2)), "Softmax knows no several axes, got .1, 2.: flatten"),
        (
            lambda: L.Dense(2)(X, mask=X > 0),
            "Dense knows no mask, got an array of shape .2, 3.: there are no masks",
        ),
        (lambda: L.GRU(2)(np.ones((2, 3, 1)), initial_state=X), "GRU knows no initial_state"),
        (lambda: L.Dense(2)(X, traning=True), "no argument 'traning'"),
        (lambda: L.Dense(2)(nn.Input((3,))), "There is no functional style here"),
        (lambda: nn.Sequential([L.Dense(2)])(nn.Input((3,))), "There is no functional style here"),
        (lambda: nn.Sequential([L.Dense(2)])(X, mask=X), "Calling a model knows no mask"),
        (lambda: nn.Sequential([nn.Sequential([L.Dense(2)], name="a")]), "'a' is a model: write"),
        (lambda: O.AdamW(weight_decay=None), "weight_decay of AdamW must be a number: without one"),
        (lambda: O.SGD(lambda: 0.1), "SGD knows no function as learning_rate"),
        (lambda: L.Normalization().adapt(iter([])), "at least one batch of rows"),
        (lambda: L.Normalization().adapt(iter([4.0])), "at least one batch of rows"),
        (lambda: L.Dropout(0.5, noise_shape=(3, 1))(X, training=True), "noise_shape of Dropout"),
    ],
)
def test_one_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        make()
    assert "\n" not in str(caught.value).split("got")[0]


def test_defaults_of_keras_are_taken():
    assert nn.losses.Huber(dtype="float32", delta=2.0).delta == 2.0
    assert M.AUC(summation_method="interpolation", multi_label=False, thresholds=None).name == "auc"
    assert M.Precision(top_k=None, class_id=None, dtype="float32").threshold == 0.5


def test_layers_of_a_model_cannot_be_replaced_as_a_list():
    model = nn.Sequential([L.Dense(2)])
    with pytest.raises(AttributeError):
        model.layers = [L.Dense(3)]
    model.add(L.Dense(4))
    assert [layer.units for layer in model.layers] == [2, 4]


def test_an_activation_may_be_given_later():
    layer = L.Dense(1, "relu", kernel_initializer="ones")
    layer.activation = None
    assert layer(-X)[0, 0] == -3.0
    layer.activation = "relu"
    assert layer(-X)[0, 0] == 0.0
    with pytest.raises(AttributeError, match="Flatten has no activation"):
        L.Flatten().activation  # noqa: B018


def test_an_embedding_is_built_without_a_shape():
    layer = L.Embedding(4, 2)
    layer.build()
    np.testing.assert_array_equal(layer(np.array([[3, 0]]))[0], layer.embeddings[[3, 0]])


@pytest.mark.parametrize(
    "make", [L.RandomFlip, lambda seed: L.RandomTranslation(0.4, 0.3, seed=seed)]
)
def test_one_picture_needs_no_batch_axis(make):
    picture = np.arange(24.0).reshape(4, 3, 2)
    for seed in range(4):
        alone = make(seed=seed)(picture, training=True)
        np.testing.assert_array_equal(alone, make(seed=seed)(picture[None], training=True)[0])
    np.testing.assert_array_equal(make(seed=0)(picture), picture)


def test_a_layer_without_forward_says_what_it_needs():
    class Own(L.Layer):
        pass

    with pytest.raises(NotImplementedError, match="Own needs forward"):
        Own()(X)


def test_noise_of_dropout_may_name_the_length_of_the_batch():
    y = L.Dropout(0.5, noise_shape=(2, 1), seed=0)(np.ones((2, 50)), training=True)
    assert (y == y[:, :1]).all()


@pytest.mark.parametrize("step", [np.array(3), np.float32(3), np.int64(3)])
def test_a_schedule_takes_the_step_as_an_array_of_no_axes(step):
    schedules = O.schedules
    for schedule in (
        schedules.ExponentialDecay(0.1, 2, 0.5, staircase=True),
        schedules.CosineDecay(0.1, 10, warmup_target=0.2, warmup_steps=5),
        schedules.PiecewiseConstantDecay([2, 5], [0.3, 0.2, 0.1]),
    ):
        assert float(schedule(step)) == pytest.approx(schedule(3))


def test_a_model_reports_and_stores_a_metric_with_the_name_of_a_loss(tmp_path):
    model = nn.Sequential([nn.Input((3,)), L.Dense(1, "sigmoid")])
    model.compile("sgd", "mse", metrics=[M.BinaryCrossentropy(name="bits"), "RootMeanSquaredError"])
    x, y = np.eye(3), np.array([0.0, 1.0, 1.0])
    model.fit(x, y, verbose=0)
    found = model.evaluate(x, y, verbose=0, return_dict=True)
    p = np.asarray(model(x), float).ravel()
    by_hand = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    assert found["bits"] == pytest.approx(by_hand, rel=1e-6)
    assert found["RootMeanSquaredError"] == pytest.approx(found["loss"] ** 0.5, rel=1e-6)
    model.save(tmp_path / "model.npz")
    again = nn.models.load_model(tmp_path / "model.npz")
    assert again.evaluate(x, y, verbose=0, return_dict=True) == found


def test_recurrent_layers_take_keras_choice_of_an_implementation():
    assert L.LSTM(2, implementation=1).units == 2
    with pytest.raises(ValueError, match="only implementation=0"):
        L.LSTM(2, implementation=3)
