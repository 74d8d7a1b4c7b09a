"""The perceptron: one neuron with a hard threshold that learns from its mistakes."""

import inspect

import numpy as np

from coursekit._checks import finite, nearest, numeric_array, positive_integer, seed_or_generator
from coursekit.machines.margin import is_separable, max_margin, update_bound
from coursekit.machines.perceptron_data import augment, check_labels, check_table

__all__ = ["History", "Perceptron", "is_separable", "max_margin", "update_bound"]


class History:
    """What a perceptron did while it learned; its memory grows with the number of updates.

    Attributes
    ----------
    weights_per_pass : array of shape (passes + 1, m + 1)
        ``(b, w₁, …, w_m)`` before the first pass and after each pass.
    mistakes_per_pass : array of shape (passes,)
        Updates made during each pass.
    errors_per_pass : array of shape (passes + 1,)
        Rows on the wrong side of the boundary ``weights_per_pass`` of the same index.
    weights_per_update : array of shape (updates + 1, m + 1)
        Before the first update and after each one.
    rows : array of shape (updates,)
        The row of ``X`` that caused each update.
    errors : array of shape (updates,)
        ``d − y`` of each update.
    """

    def __init__(self, weights, errors):
        self._per_pass, self._per_update = [weights.copy()], [weights.copy()]
        self._wrong, self._mistakes = [errors], []
        self._rows, self._errors = [], []
        self._seen = 0

    def add_update(self, row, error, weights):
        self._rows.append(row)
        self._errors.append(error)
        self._per_update.append(weights.copy())

    def add_pass(self, weights, wrong):
        self._mistakes.append(len(self._rows) - self._seen)
        self._seen = len(self._rows)
        self._per_pass.append(weights.copy())
        self._wrong.append(wrong)

    weights_per_pass = property(lambda self: np.array(self._per_pass))
    weights_per_update = property(lambda self: np.array(self._per_update))
    mistakes_per_pass = property(lambda self: np.array(self._mistakes, dtype=int))
    errors_per_pass = property(lambda self: np.array(self._wrong, dtype=int))
    rows = property(lambda self: np.array(self._rows, dtype=int))
    errors = property(lambda self: np.array(self._errors, dtype=int))


class Perceptron:
    """A binary classifier with a straight boundary, trained by Rosenblatt's rule.

    ``y = 1 if w·x + b > 0, otherwise 0`` (or −1, when the labels are −1 and 1); on each row of a
    pass ``w ← w + η (d − y) x``, where the bias ``b`` is the weight of a constant input ``x₀ = 1``.
    Weights start at zero.  Learning ends after the first pass without a mistake, or after
    ``max_passes``.

    Parameters
    ----------
    learning_rate : float, default 1.0
        η > 0.  From a zero start it scales the weights and changes no decision.
    max_passes : int, default 1000
        Passes over all rows before the perceptron gives up.
    shuffle : bool, default False
        Whether each pass takes the rows in a new random order.
    seed : int or None, default None
        Seed of that order.
    fit_intercept : bool, default True
        Whether to learn the bias ``b``; without it the boundary goes through the origin.

    Attributes
    ----------
    weights_ : array of shape (m + 1,)
        ``(b, w₁, …, w_m)``, as lecture 004 writes the weight vector.
    coef_, intercept_ : arrays of shape (1, m) and (1,)
        The same in scikit-learn's form.
    classes_ : array of shape (2,)
    converged_ : bool
    n_iter_, n_updates_ : int
        Passes and updates made.
    history_ : History
    verdict_ : str
        One sentence: separated, or not separable within the passes allowed.

    References
    ----------
    F. Rosenblatt, "The perceptron", Psychological Review 65, 1958; lectures 003 and 004.
    """

    _estimator_type = "classifier"

    def __init__(
        self, learning_rate=1.0, max_passes=1000, shuffle=False, seed=None, fit_intercept=True
    ):
        self.learning_rate = learning_rate
        self.max_passes = max_passes
        self.shuffle = shuffle
        self.seed = seed
        self.fit_intercept = fit_intercept

    def fit(self, X, y):
        """Learn from the rows of ``X`` (shape (n, m)) and their labels ``y`` (shape (n,))."""
        self._check_settings()
        X = check_table(X, "X")
        d, classes = check_labels(y, len(X))
        rows, weights = augment(X), np.zeros(X.shape[1] + 1)
        rows[:, 0] *= bool(self.fit_intercept)
        self.classes_, self.n_features_in_ = classes, X.shape[1]
        self.history_ = History(weights, self._wrong(rows, d, weights))
        self.weights_, self.converged_ = weights, False  # in place: usable after an interrupt
        random = np.random.default_rng(self.seed)
        for _ in range(self.max_passes):
            order = random.permutation(len(X)) if self.shuffle else range(len(X))
            if self._one_pass(rows, d, weights, order) == 0:
                self.converged_ = True
                break
        return self

    def _one_pass(self, rows, d, weights, order):
        """Show every row once, correct ``weights`` in place, return the number of mistakes."""
        low, high = self.classes_
        mistakes = 0
        for i in order:
            y = high if rows[i] @ weights > 0 else low
            if y != d[i]:
                weights += self.learning_rate * (d[i] - y) * rows[i]
                self.history_.add_update(i, d[i] - y, weights)
                mistakes += 1
        self.history_.add_pass(weights, self._wrong(rows, d, weights))
        return mistakes

    def _wrong(self, rows, d, weights):
        return int((self.classes_[(rows @ weights > 0).astype(int)] != d).sum())

    def decision_function(self, X):
        """``w·x + b`` of every row, shape (n,)."""
        self._check_fitted()
        return check_table(X, "X", self.n_features_in_) @ self.weights_[1:] + self.weights_[0]

    def predict(self, X):
        """The class of every row, shape (n,): the higher label where ``w·x + b > 0``."""
        positive = self.decision_function(X) > 0
        return self.classes_[positive.astype(int)]

    def score(self, X, y):
        """Share of rows whose predicted class is right (accuracy)."""
        predicted, y = self.predict(X), numeric_array(y, "y").reshape(-1)
        if y.shape != predicted.shape:
            raise ValueError(f"y must hold {len(predicted)} labels, got {len(y)}.")
        finite(y, "y")
        if not np.isin(y, self.classes_).all():
            low, high = self.classes_
            strange = y[~np.isin(y, self.classes_)][0]
            raise ValueError(f"y must hold labels {low} and {high} as fit saw them, got {strange}.")
        return float((predicted == y).mean())

    @property
    def coef_(self):
        return self.weights_[None, 1:]

    @property
    def intercept_(self):
        return self.weights_[:1]

    @property
    def n_iter_(self):
        return len(self.history_.mistakes_per_pass)

    @property
    def n_updates_(self):
        return len(self.history_.rows)

    @property
    def verdict_(self):
        self._check_fitted()
        passes = _count(self.n_iter_, "pass", "passes")
        if self.converged_:
            return f"separated after {passes}, {_count(self.n_updates_, 'update', 'updates')}"
        left = _count(self.history_.mistakes_per_pass[-1], "mistake", "mistakes")
        return f"not separable within {passes}: {left} in the last one"

    def get_params(self, deep=True):
        """Settings by name, as scikit-learn's tools ask for them."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    def set_params(self, **settings):
        """Change settings by name; ``ValueError`` for a name that does not exist."""
        known = self.get_params()
        for name in settings:
            nearest(name, known, "setting of Perceptron")
        for name, value in settings.items():
            setattr(self, name, value)
        return self

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
        return f"Perceptron({shown})"

    def __sklearn_tags__(self):
        # Called by scikit-learn only, so importing it here keeps this module free of it.
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(multi_class=False),
            input_tags=InputTags(),
        )

    def _check_settings(self):
        rate = self.learning_rate
        number = isinstance(rate, (int, float, np.number)) and not isinstance(rate, bool)
        if not (number and 0 < rate < np.inf):
            raise ValueError(
                f"learning_rate must be a positive number, got {rate!r}: with 0 no weight changes."
            )
        positive_integer(self.max_passes, "max_passes")
        seed_or_generator(self.seed)

    def _check_fitted(self):
        if not hasattr(self, "weights_"):
            raise ValueError("This Perceptron has not learned yet: call fit(X, y) first.")


def _count(number, one, many):
    return f"{number} {one if number == 1 else many}"
