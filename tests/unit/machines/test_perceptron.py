"""The perceptron against its rule worked by hand, scikit-learn, and Novikoff's bound."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize
from sklearn.base import clone
from sklearn.linear_model import Perceptron as SklearnPerceptron
from sklearn.model_selection import GridSearchCV, cross_val_score

from coursekit.machines.gates import AND, NAND, OR, XOR, binary_inputs
from coursekit.machines.perceptron import Perceptron, is_separable, max_margin, update_bound

SQUARE = binary_inputs(2)


def blobs(seed, gap=0.1, n=40, features=2):
    """Random rows on both sides of a random boundary, at least ``gap`` away from it."""
    random = np.random.default_rng(seed)
    w = random.normal(size=features)
    w /= np.linalg.norm(w)
    X = random.normal(size=(n, features))
    y = (X @ w + 0.2 > 0).astype(int)
    X += np.where(y == 1, gap, -gap)[:, None] * w
    y[:2], X[:2] = [1, 0], [w - 0.2 * w + gap * w, -w - 0.2 * w - gap * w]
    return X, y


def test_and_by_hand():
    """Every update of AND, written on paper: rows (0,0), (0,1), (1,0), (1,1), η = 1."""
    model = Perceptron().fit(SQUARE, AND(SQUARE))
    by_hand = [
        [0, 0, 0],
        [1, 1, 1],  # (1,1) gave 0, wants 1
        [0, 1, 1],  # (0,0) gave 1, wants 0
        [-1, 1, 0],  # (0,1) gave 1, wants 0
        [0, 2, 1],  # (1,1) gave 0, wants 1
        [-1, 2, 0],  # (0,1)
        [-2, 1, 0],  # (1,0)
        [-1, 2, 1],  # (1,1)
        [-2, 1, 1],  # (1,0)
        [-1, 2, 2],  # (1,1)
        [-2, 2, 1],  # (0,1)
    ]
    assert model.history_.weights_per_update.tolist() == by_hand
    assert model.history_.rows.tolist() == [3, 0, 1, 3, 1, 2, 3, 2, 3, 1]
    assert model.history_.errors.tolist() == [1, -1, -1, 1, -1, -1, 1, -1, 1, -1]
    assert model.history_.mistakes_per_pass.tolist() == [1, 3, 3, 2, 1, 0]
    assert model.verdict_ == "separated after 6 passes, 10 updates"
    assert model.predict(SQUARE).tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("gate", [AND, OR, NAND], ids=lambda gate: gate.name)
def test_gates_are_learned(gate):
    model = Perceptron().fit(SQUARE, gate(SQUARE))
    assert model.converged_ and model.score(SQUARE, gate(SQUARE)) == 1.0


def test_xor_never_ends():
    model = Perceptron(max_passes=30).fit(SQUARE, XOR(SQUARE))
    assert not model.converged_ and model.n_iter_ == 30
    assert model.verdict_ == "not separable within 30 passes: 4 mistakes in the last one"
    states = [tuple(w) for w in model.history_.weights_per_pass]
    assert len(set(states)) < len(states), "the boundaries of XOR come back: a cycle"
    assert model.history_.errors_per_pass.min() >= 1


def test_the_threshold_is_strict():
    model = Perceptron().fit([[0.0], [1.0]], [0, 1])
    model.weights_ = np.array([-1.0, 1.0])
    assert model.decision_function([[1.0]]).tolist() == [0.0]
    assert model.predict([[1.0]]).tolist() == [0]


@pytest.mark.parametrize("seed", range(8))
def test_same_updates_as_scikit_learn(seed):
    """Alike wherever no sum is exactly 0 for class 0: so the first row is of class 1."""
    X, y = blobs(seed, features=3)
    ours = Perceptron(learning_rate=0.5, max_passes=200).fit(X, y)
    theirs = SklearnPerceptron(eta0=0.5, shuffle=False, tol=None, max_iter=ours.n_iter_).fit(X, y)
    assert ours.converged_
    np.testing.assert_allclose(ours.coef_, theirs.coef_, atol=1e-12)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, atol=1e-12)
    assert (ours.predict(X) == theirs.predict(X)).all()
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), atol=1e-12)


def test_the_same_without_convergence():
    random = np.random.default_rng(1)
    X, y = random.normal(size=(50, 4)), random.integers(0, 2, 50)
    y[:2] = [1, 0]
    for passes in (1, 2, 7):
        ours = Perceptron(max_passes=passes).fit(X, y)
        theirs = SklearnPerceptron(shuffle=False, tol=None, max_iter=passes).fit(X, y)
        np.testing.assert_allclose(ours.coef_, theirs.coef_, atol=1e-12)


@given(st.integers(0, 10**6), st.floats(0.05, 1.0), st.sampled_from([1e-3, 0.3, 1.0, 50.0]))
def test_novikoffs_bound(seed, gap, rate):
    X, y = blobs(seed, gap)
    found = update_bound(X, y)
    model = Perceptron(learning_rate=rate, max_passes=100_000).fit(X, y)
    assert model.converged_
    assert model.n_updates_ <= found.bound
    assert found.margin > 0 and found.radius >= found.margin


@given(st.integers(0, 10**6))
def test_learning_rate_changes_no_decision_from_a_zero_start(seed):
    X, y = blobs(seed)
    one = Perceptron(learning_rate=1.0).fit(X, y)
    eighth = Perceptron(learning_rate=0.125).fit(X, y)  # a power of two: no rounding
    assert one.history_.rows.tolist() == eighth.history_.rows.tolist()
    assert (eighth.weights_ * 8 == one.weights_).all()


def test_bound_of_and_by_hand():
    """AND's widest separator is (−3, 2, 2): margins 3, 1, 1, 1 over √17; R² = 3, so 51 updates."""
    found = update_bound(SQUARE, AND(SQUARE))
    assert found.margin == pytest.approx(1 / np.sqrt(17), rel=1e-9)
    assert found.radius == pytest.approx(np.sqrt(3))
    assert found.bound == pytest.approx(51, rel=1e-9)
    given_one = update_bound(SQUARE, AND(SQUARE), weights=[-1.5, 1, 1])
    assert given_one == pytest.approx(found)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("intercept", [True, False])
def test_margin_against_scipy(seed, intercept):
    """The same quadratic programme, min ½‖w‖² with s w·x ≥ 1, by SciPy's SLSQP."""
    X, y = blobs(seed, n=15, features=3)
    if not intercept:
        y = (X @ [1.0, -2.0, 0.5] > 0).astype(int)
    rows = np.column_stack([np.ones(len(X)), X]) if intercept else X
    signed = np.where(y == 1, 1, -1)[:, None] * rows
    weights, margin = max_margin(X, y, fit_intercept=intercept)
    solution = minimize(
        lambda w: w @ w / 2,
        weights / margin + 0.1,
        jac=lambda w: w,
        constraints={"type": "ineq", "fun": lambda w: signed @ w - 1, "jac": lambda w: signed},
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert margin == pytest.approx(1 / np.linalg.norm(solution.x), rel=1e-5)
    assert np.linalg.norm(weights) == pytest.approx(1)
    assert (signed @ weights).min() == pytest.approx(margin)


@given(st.integers(0, 10**6), st.integers(4, 9))
def test_separability_against_linear_programming(seed, n):
    random = np.random.default_rng(seed)
    X, y = random.integers(-3, 4, size=(n, 2)), random.integers(0, 2, n)
    y[:2] = [1, 0]
    signed = np.where(y == 1, 1, -1)[:, None] * np.column_stack([np.ones(n), X])
    feasible = linprog(np.zeros(3), A_ub=-signed, b_ub=-np.ones(n), bounds=(None, None)).status == 0
    assert is_separable(X, y) == feasible


def test_no_bound_without_a_gap():
    with pytest.raises(ValueError, match="not linearly separable"):
        update_bound(SQUARE, XOR(SQUARE))
    with pytest.raises(ValueError, match="not linearly separable"):
        max_margin([[1.0, 2.0], [1.0, 2.0]], [0, 1])
    with pytest.raises(ValueError, match="on the boundary or beyond"):
        update_bound(SQUARE, AND(SQUARE), weights=[-1, 1, 1])
    with pytest.raises(ValueError, match="expects 3 weights"):
        update_bound(SQUARE, AND(SQUARE), weights=[1, 1])
    assert not is_separable(SQUARE, XOR(SQUARE))


def test_both_codings_of_labels():
    y = OR(SQUARE)
    zero_one = Perceptron().fit(SQUARE, y)
    plus_minus = Perceptron().fit(SQUARE, 2 * y - 1)
    assert plus_minus.classes_.tolist() == [-1, 1]
    assert set(plus_minus.predict(SQUARE)) == {-1, 1}
    # d − y is ±2 with labels ±1: the same path, twice the weights.
    np.testing.assert_array_equal(plus_minus.weights_, 2 * zero_one.weights_)
    assert set(plus_minus.history_.errors) <= {-2, 2}
    assert Perceptron().fit(SQUARE, y.astype(bool)).predict(SQUARE).tolist() == y.tolist()
    assert Perceptron().fit(SQUARE, y[:, None].astype(float)).converged_


def test_history_is_consistent():
    X, y = blobs(3)
    model = Perceptron(shuffle=True, seed=5).fit(X, y)
    history = model.history_
    assert history.mistakes_per_pass.sum() == model.n_updates_
    assert len(history.weights_per_update) == model.n_updates_ + 1
    assert len(history.weights_per_pass) == len(history.errors_per_pass) == model.n_iter_ + 1
    rows = np.column_stack([np.ones(len(X)), X])[history.rows]
    steps = history.errors[:, None] * rows
    np.testing.assert_allclose(np.diff(history.weights_per_update, axis=0), steps, atol=1e-12)
    np.testing.assert_array_equal(history.weights_per_update[-1], model.weights_)
    assert history.errors_per_pass[-1] == 0 == history.mistakes_per_pass[-1]


def test_shuffling_by_a_seed():
    X, y = blobs(4, gap=0.02)
    models = [Perceptron(shuffle=True, seed=seed).fit(X, y) for seed in (1, 1, 2)]
    runs = [model.history_.rows.tolist() for model in models]
    assert runs[0] == runs[1] != runs[2]


def test_without_intercept():
    X, y = blobs(2)
    model = Perceptron(fit_intercept=False, max_passes=5).fit(X, y)
    assert model.intercept_[0] == 0
    theirs = SklearnPerceptron(fit_intercept=False, shuffle=False, tol=None, max_iter=5).fit(X, y)
    np.testing.assert_allclose(model.coef_, theirs.coef_, atol=1e-12)


def test_scikit_learn_tools_accept_it():
    X, y = blobs(6, n=60)
    model = Perceptron(seed=3, shuffle=True)
    copy = clone(model)
    assert copy is not model and copy.get_params() == model.get_params()
    assert cross_val_score(model, X, y, cv=3).mean() > 0.8
    search = GridSearchCV(Perceptron(), {"max_passes": [1, 50]}, cv=3).fit(X, y)
    assert search.best_params_["max_passes"] in (1, 50)


def test_set_params():
    model = Perceptron().set_params(max_passes=3, learning_rate=0.5)
    assert repr(model).startswith("Perceptron(learning_rate=0.5, max_passes=3, ")
    with pytest.raises(ValueError, match="max_passes"):
        model.set_params(max_pases=4, learning_rate=9)
    assert model.learning_rate == 0.5, "nothing changes when one name is wrong"


@pytest.mark.parametrize(
    ("X", "y", "sentence"),
    [
        ([[1.0], [2.0]], [1, 1], "one class only"),
        ([[1.0], [2.0]], [0, 2], "labels 0 and 1, or -1 and 1"),
        ([[1.0], [2.0], [3.0]], [-1, 0, 1], "labels 0 and 1, or -1 and 1"),
        ([[1.0], [2.0]], ["no", "yes"], "must hold numbers"),
        ([[1.0], [2.0]], [0, np.nan], "nan"),
        ([[1.0], [np.nan]], [0, 1], "X holds nan"),
        ([[1.0], [np.inf]], [0, 1], "X holds inf"),
        ([1.0, 2.0], [0, 1], "must be a table"),
        ([["a"], ["b"]], [0, 1], "must hold numbers"),
        ([[1.0], [2.0]], [0, 1, 1], "one label for each of 2 rows"),
        (np.empty((0, 2)), [], "X is empty"),
        ([[1.0, 2.0], [3.0]], [0, 1], "rectangular"),
        ([[1j], [2.0]], [0, 1], "complex"),
    ],
)
def test_bad_data(X, y, sentence):
    model = Perceptron()
    with pytest.raises(ValueError, match=sentence):
        model.fit(X, y)
    assert not hasattr(model, "weights_"), "no state may change"


@pytest.mark.parametrize("rate", [0, -1, np.nan, np.inf, "fast", True, None])
def test_bad_learning_rates(rate):
    with pytest.raises(ValueError, match="learning_rate must be a positive number"):
        Perceptron(learning_rate=rate).fit(SQUARE, AND(SQUARE))


@pytest.mark.parametrize("passes", [0, -2, 1.5, True, "10"])
def test_bad_caps(passes):
    with pytest.raises(ValueError, match="max_passes"):
        Perceptron(max_passes=passes).fit(SQUARE, AND(SQUARE))


def test_predicting():
    with pytest.raises(ValueError, match="call fit"):
        Perceptron().predict(SQUARE)
    model = Perceptron().fit(SQUARE, AND(SQUARE))
    with pytest.raises(ValueError, match="3 features, but fit saw 2"):
        model.predict([[1, 2, 3]])
    with pytest.raises(ValueError, match="4 labels, got 3"):
        model.score(SQUARE, [0, 1, 1])


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (["no", "no", "no", "yes"], "y must hold numbers, got text"),
        ([0, 0, 0, 2], "y must hold labels 0 and 1 as fit saw them, got 2"),
        ([-1, -1, -1, 1], "y must hold labels 0 and 1 as fit saw them, got -1"),
        ([0, 0, np.nan, 1], "y holds nan"),
        (None, "y is missing"),
    ],
)
def test_a_score_against_other_labels_is_no_score(labels, sentence):
    model = Perceptron().fit(SQUARE, AND(SQUARE))
    with pytest.raises(ValueError, match=sentence):
        model.score(SQUARE, labels)


def test_a_score_is_the_share_of_right_rows():
    model = Perceptron().fit(SQUARE, AND(SQUARE))
    assert model.score(SQUARE, AND(SQUARE)) == 1.0
    assert model.score(SQUARE[:2], [0, 1]) == 0.5
    assert model.score(SQUARE, AND(SQUARE).reshape(-1, 1).astype(float)) == 1.0


def test_data_stay_as_they_are():
    X, y = blobs(0)
    copies = X.copy(), y.copy()
    Perceptron(shuffle=True, seed=0).fit(X, y).predict(X)
    update_bound(X, y)
    assert (X == copies[0]).all() and (y == copies[1]).all()


def test_imports_numpy_only():
    heavy = ("sklearn", "scipy", "pandas", "matplotlib", "tensorflow")
    code = (
        "import sys, coursekit.machines.perceptron, coursekit.machines.gates; "
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("inputs", "possible"), [(2, 14), (3, 104)])
def test_number_of_threshold_functions(inputs, possible):
    """How many Boolean functions a threshold computes: 14 of 16, 104 of 256 (Muroga, 1971)."""
    x = binary_inputs(inputs)
    columns = binary_inputs(len(x))
    count = sum(len(set(column)) == 1 or is_separable(x, column) for column in columns)
    assert count == possible


@pytest.mark.parametrize("seed", ["abc", -1, 1.5])
def test_a_seed_that_is_none_is_refused_before_any_work(seed):
    machine = Perceptron(seed=seed)
    with pytest.raises(ValueError, match="seed must be a whole number"):
        machine.fit([[0.0], [1.0]], [0, 1])
    assert not hasattr(machine, "weights_")
