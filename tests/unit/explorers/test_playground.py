"""The playground: its training against ``coursekit.nn``, its stops, its extremes, its exports."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import explore, nn
from coursekit.explorers.kit.chance import Chance
from coursekit.explorers.playground import explorer as field
from coursekit.explorers.playground import picture
from coursekit.explorers.playground.code import arrays
from coursekit.explorers.playground.data import DATASETS, FEATURES, NUMBERS, sample
from coursekit.explorers.playground.run import Run, build, order_seed

OWN = field.given()
RECIPES = [
    field.State("spiral", hidden=(8, 8), optimizer="Adam", lr=0.03, step=3),
    field.State("XOR", hidden=(3,), activation="relu", batch_size=7, step=2),
    field.State("gauss", hidden=(), optimizer="momentum", lr=0.5, batch_size=500, step=4),
    field.State("hills", features=tuple(FEATURES), activation="sigmoid", step=2),
]


def fit_like_keras(state):
    """Train by ``Sequential.train_on_batch`` on the same rows, weights and batches."""
    run = field.run_for(state, OWN)
    model = build(state, run.classes)
    kinds = {
        "SGD": nn.optimizers.SGD(state.lr),
        "momentum": nn.optimizers.SGD(state.lr, momentum=0.9),
        "Adam": nn.optimizers.Adam(state.lr),
    }
    model.compile(kinds[state.optimizer], "binary_crossentropy" if run.classes else "mse")
    x, y = run.parts[0]
    for epoch in range(1, state.step + 1):
        order = Chance(order_seed(state.seed, epoch)).shuffle(range(len(x)))
        for start in range(0, len(x), state.batch_size):
            rows = order[start : start + state.batch_size]
            model.train_on_batch(x[rows], y[rows])
    return model, model.evaluate(*run.parts[1])


@pytest.mark.parametrize("state", RECIPES, ids=lambda state: state.dataset)
def test_epochs_are_those_of_coursekit_nn(state):
    model, test_loss = fit_like_keras(state)
    numbers = field.frame(state, OWN)
    np.testing.assert_allclose(numbers["theta"], model.theta, rtol=0, atol=1e-12)
    assert numbers["test_loss"] == pytest.approx(test_loss, abs=1e-12)


@pytest.mark.parametrize("penalty, p", [("L1", 1), ("L2", 2)])
def test_penalty_is_the_slope_of_its_formula(penalty, p):
    state = field.State(penalty=penalty, rate=0.07, hidden=(3,))
    run = field.run_for(state, OWN)
    kernels = [layer.params["kernel"] for layer in run.model.layers]

    def formula():
        return 0.07 * sum((np.abs(kernel) ** p).sum() for kernel in kernels)

    found, h = run.penalty_gradient(), 1e-6
    for k in range(run.model.theta.size):
        run.model.theta[k] += h
        above = formula()
        run.model.theta[k] -= 2 * h
        slope = (above - formula()) / (2 * h)
        run.model.theta[k] += h
        assert found[k] == pytest.approx(slope, abs=1e-7)


def test_frame_is_pure():
    state = field.State("spiral", optimizer="Adam", step=0)
    there = [field.frame(replace(state, step=k), OWN) for k in (0, 3, 130, 7, 250, 130, 3, 0)]
    field.kept_run.cache_clear()
    again = [field.frame(replace(state, step=k), OWN) for k in (0, 3, 130)]
    assert there[:3] == again
    assert there[5:] == again[::-1]


def test_stops():
    state = field.State("circle", step=300)
    free = field.frame(state, OWN)
    assert free["ending"] == "" and free["last"] == 1000
    wanted = 0.3
    first = next(epoch for epoch, loss in enumerate(free["test"]) if loss < wanted)
    by_loss = field.frame(replace(state, stop_loss=wanted), OWN)
    assert (by_loss["epoch"], by_loss["ending"], by_loss["last"]) == (first, "loss", first)
    assert by_loss["theta"] == field.frame(replace(state, step=first), OWN)["theta"]
    by_epoch = field.frame(replace(state, stop_epoch=40), OWN)
    assert (by_epoch["epoch"], by_epoch["ending"]) == (40, "epoch")
    assert by_epoch["test"] == free["test"][:41]


def test_divergence_is_told_and_leaves_numbers():
    state = field.State("plane", hidden=(), lr=10.0, step=5)
    numbers = field.frame(state, OWN)
    assert numbers["ending"] == "diverged" and numbers["last"] == numbers["epoch"] == 0
    assert np.isfinite(numbers["theta"]).all()
    assert "smaller learning rate" in field.describe(state, numbers, OWN)


def test_goal_needs_the_spiral_and_raw_features():
    winner = field.State(
        "spiral", 0.0, hidden=(8, 8), optimizer="Adam", lr=0.03, stop_loss=0.05, step=500
    )
    assert field.frame(winner, OWN)["goal"]
    helped = replace(winner, features=("x1", "x2", "sin x1", "sin x2"))
    numbers = field.frame(helped, OWN)
    assert numbers["test_loss"] < 0.05 and not numbers["goal"]
    late = field.frame(replace(winner, stop_loss=0.0, step=501), OWN)
    assert late["test_loss"] < 0.05 and not late["goal"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_data(dataset):
    rows = sample(dataset, 0.1, 200, 3)
    assert rows == sample(dataset, 0.1, 200, 3) != sample(dataset, 0.1, 200, 4)
    table = np.array(rows)
    assert np.abs(table[:, :2]).max() <= 3
    if dataset in NUMBERS:
        assert np.abs(table[:, 2]).max() < 2.5
    else:
        assert (table[:, 2] == 1).sum() == 100 == (table[:, 2] == 0).sum()


def test_classes_without_noise_lie_where_their_names_say():
    x1, x2, y = np.array(sample("XOR", 0.0, 400, 0)).T
    assert ((x1 * x2 < 0) == y).all()
    x1, x2, y = np.array(sample("circle", 0.0, 400, 0)).T
    assert ((np.hypot(x1, x2) < 1.5) == y).all()
    x1, x2, y = np.array(sample("plane", 0.0, 400, 0)).T
    np.testing.assert_allclose(y, (x1 + x2) / 4)


@pytest.mark.parametrize("dataset", ["circle", "XOR", "gauss", "spiral"])
def test_every_class_set_can_be_learnt(dataset):
    state = field.State(dataset, 0.0, hidden=(8, 8), optimizer="Adam", lr=0.03, step=150)
    assert field.frame(state, OWN)["train_accuracy"] > 0.95


def test_preset_claims():
    frames = {p.name: field.frame(replace(p.state, step=300), OWN) for p in _presets()}
    assert frames["A ring"]["test_accuracy"] > 0.97
    assert frames["One neuron on XOR"]["train_loss"] > 0.68
    assert frames["One neuron and a product"]["test_loss"] < 0.15
    assert frames["Layers without activation"]["train_loss"] > 0.6
    heart, clear = frames["Learnt by heart"], frames["L1 clears up"]
    assert len(heart["theta"]) == 105 and heart["train_rows"] == 50
    assert heart["train_loss"] < 0.05 and heart["test_loss"] > 3 * min(heart["test"])
    assert 2 * clear["test_loss"] < heart["test_loss"]
    thin = [np.mean(np.abs(numbers["theta"]) < 0.05) for numbers in (heart, clear)]
    assert thin[0] < 0.1 and thin[1] > 0.5
    assert frames["Too fast"]["ending"] == "diverged"
    assert frames["Hills to copy"]["test_loss"] < 0.05
    assert not frames["A start for the goal"]["goal"]


def _presets():
    return field.Playground.PRESETS


state_values = st.builds(
    field.State,
    dataset=st.sampled_from((*DATASETS, "own")),
    noise=st.sampled_from((0.0, 0.5)),
    points=st.sampled_from((20, 21, 60)),
    train_share=st.sampled_from((0.1, 0.5, 0.9)),
    features=st.sets(st.sampled_from(list(FEATURES)), min_size=1).map(
        lambda chosen: field.check_features(list(chosen))
    ),
    hidden=st.lists(st.sampled_from((1, 3, 8)), max_size=4).map(tuple),
    activation=st.sampled_from(("tanh", "relu", "sigmoid", "linear")),
    optimizer=st.sampled_from(("SGD", "momentum", "Adam")),
    lr=st.sampled_from((0.0001, 0.1, 10.0)),
    batch_size=st.sampled_from((1, 10, 500)),
    penalty=st.sampled_from(("none", "L1", "L2")),
    rate=st.sampled_from((0.00001, 1.0)),
    stop_epoch=st.sampled_from((1, 1000)),
    stop_loss=st.sampled_from((0.0, 1.0)),
    step=st.sampled_from((0, 1, 3)),
)


@given(state_values)
@settings(max_examples=60)
def test_extremes_give_finite_numbers_and_a_sentence(state):
    numbers = field.frame(state, OWN)
    for name in ("theta", "train", "test", "rows"):
        assert np.isfinite(np.array(numbers[name], dtype=float)).all()
    for layer in numbers["units"]:
        assert np.isfinite(np.array(layer)).all()
    assert field.describe(state, numbers, OWN).startswith(f"Epoch {numbers['epoch']} on ")
    assert len(numbers["test"]) == numbers["epoch"] + 1


def test_weights_and_model_are_those_of_the_picture():
    w = explore.playground(dataset="gauss", features=["x1", "x2", "x1*x2"], step=4)
    model, (_, test) = w.model(), w.samples()
    assert model.theta.tolist() == w.numbers["theta"]
    loss, accuracy = model.evaluate(w.inputs(test[0]), test[1])
    assert loss == pytest.approx(w.numbers["test_loss"], abs=1e-12)
    assert accuracy == w.numbers["test_accuracy"]
    assert [array.shape for array in w.weights()] == [(3, 4), (4,), (4, 2), (2,), (2, 1), (1,)]


@pytest.mark.parametrize("state", RECIPES, ids=lambda state: state.dataset)
def test_script_rebuilds_the_network(state):
    w = explore.playground(**vars(state))
    made = run_script(w.code())
    outputs = made["model"].predict(made["features"](made["X_test"]))
    expected = w.model().predict(w.inputs(w.samples()[1][0]))
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-12)
    afresh = run_script(w.code(weights=False))
    assert len(afresh["model"].history.history["loss"]) == state.step


def run_script(text, **names):
    try:
        exec(text, names)
    finally:
        nn.config.set_floatx("float32")
    return names


def test_script_for_own_data_takes_them():
    random = np.random.default_rng(0)
    X, y = random.normal(5, 2, (30, 2)), random.normal(size=30)
    w = explore.playground(data=(X, y), step=2)
    assert w.dataset == "own" and w.share().endswith("data=(X, y))")
    assert "accuracy" not in w.code()
    made = run_script(w.code(), X=X, y=y)
    np.testing.assert_allclose(made["model"].theta, w.numbers["theta"], atol=1e-15)


def test_own_data_may_come_later_and_bad_ones_change_nothing():
    w = explore.playground(step=3)
    w.data = np.array([[0, 0], [1, 1], [2, 0], [0, 2]]), [0, 1, 0, 1]
    assert (w.dataset, w.step) == ("own", 0) and len(w.numbers["rows"]) == 4
    before = w.numbers
    with pytest.raises(ValueError, match="pair"):
        w.data = 3
    assert w.numbers == before
    w.data = None
    assert w.dataset == "circle" and w.data is None


def test_own_data_are_stretched_over_the_plane():
    rows = np.array(field.given(([[0, 10], [4, 20], [1, 12], [2, 15]], [0, 1, 1, 0]))["rows"])
    np.testing.assert_allclose(rows[:, 0], [-3, 3, -1.5, 0])
    np.testing.assert_allclose(rows[:, 1], [-3, 3, -1.8, 0])
    assert rows[:, 2].tolist() == [0, 1, 1, 0]
    numbers = np.array(field.given((np.eye(4)[:, :2], [2, 4, 6, 3]))["rows"])[:, 2]
    np.testing.assert_allclose(numbers, [-1, 0, 1, -0.5])
    w = explore.playground(data=([[0, 10], [4, 20], [1, 12], [2, 15]], [0, 1, 1, 0]))
    np.testing.assert_allclose(w.to_plane([[4, 10], [2, 25]]), [[3, -3], [0, 6]])
    alike = field.given((np.ones((4, 2)), np.ones(4)))["rows"]
    assert alike == [[0, 0, 1]] * 4


@pytest.mark.parametrize(
    "settings, words",
    [
        ({"features": ["x3"]}, "Unknown feature 'x3'"),
        ({"features": []}, "must be a list such as"),
        ({"features": "x1"}, "must be a list such as"),
        ({"hidden": [9]}, "from 1 to 8"),
        ({"hidden": [1] * 5}, "0 to 4 entries"),
        ({"data": 3}, "pair"),
        ({"data": ([[1, 2]], [1])}, "4 to 500 rows"),
        ({"data": (np.ones((5, 3)), np.ones(5))}, "two columns"),
        ({"data": (np.full((5, 2), np.nan), np.ones(5))}, "nan"),
        ({"data": (np.ones((5, 2)), np.ones(6))}, "5 rows but y has 6"),
    ],
)
def test_bad_settings_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        explore.playground(**settings)


def test_sweep_is_a_table_of_trainings():
    w = explore.playground(dataset="XOR")
    table = w.sweep("hidden", [(), (4,)], epochs=30)
    assert list(table["hidden"]) == [(), (4,)] and list(table["epoch"]) == [30, 30]
    assert table["train_loss"][1] < table["train_loss"][0]
    assert w.step == 0
    assert (
        table["test_loss"][1]
        == explore.playground(dataset="XOR", hidden=(4,), step=30).numbers["test_loss"]
    )


def test_training_part_has_at_least_a_row_and_leaves_one():
    for share, n in ((0.1, 1), (0.9, 3), (0.5, 2)):
        run = Run(field.State(train_share=share), [tuple(row) for row in OWN["rows"]])
        assert [len(x) for x, _ in run.parts] == [n, 4 - n]


@pytest.mark.parametrize("place", [0, 7, 10, 11, 16, 18, 19, 22])
def test_picture_shows_every_unit_weight_and_point(place):
    state = field.Playground.GOLDENS[place]
    numbers = field.frame(state, OWN)
    network, output, losses = picture.draw(state, numbers, OWN).axes
    assert len(network.images) == sum(numbers["sizes"])
    kernels = arrays(numbers["theta"], numbers["sizes"])[::2]
    weights = np.concatenate([kernel.ravel() for kernel in kernels])
    (lines,) = network.collections
    dashed = [dash is not None for _, dash in lines.get_linestyle()]
    assert dashed == [w <= 0 for w in weights]
    order = np.argsort(np.abs(weights))
    assert (np.diff(np.array(lines.get_linewidth())[order]) >= 0).all()
    assert sum(len(dots.get_offsets()) for dots in output.collections) == len(numbers["rows"])
    for line, name in zip(losses.lines, ("train", "test"), strict=True):
        assert line.get_ydata().tolist() == numbers[name]
