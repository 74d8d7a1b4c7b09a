"""Measurements of lesson 11: six models that rank customers, and what a network has in a column."""

import numpy as np

from coursekit import nn


def _network(hidden):
    """A function that trains a dense network; without a hidden layer it is logistic regression."""

    def scores(x, y, new):
        nn.utils.set_random_seed(0)
        model = nn.Sequential([nn.Input((x.shape[1],))])
        for neurons in hidden:
            model.add(nn.layers.Dense(neurons, activation="relu"))
        model.add(nn.layers.Dense(1, activation="sigmoid"))
        model.compile(optimizer=nn.optimizers.Adam(0.01), loss="binary_crossentropy")
        model.fit(x, y, batch_size=32, epochs=20, verbose=0)
        return model.predict(new, verbose=0).ravel()

    return scores


def _neighbours(x, y, new):
    from sklearn.neighbors import KNeighborsClassifier

    return KNeighborsClassifier(15).fit(x, y).predict_proba(new)[:, 1]


def _line(x, y, new):
    from sklearn.linear_model import LinearRegression

    return LinearRegression().fit(x, y).predict(new)


def _tree(x, y, new):
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(max_depth=5, random_state=0).fit(x, y).predict_proba(new)[:, 1]


def _boosting(x, y, new):
    from sklearn.ensemble import GradientBoostingClassifier

    return GradientBoostingClassifier(random_state=0).fit(x, y).predict_proba(new)[:, 1]


#: Name → ``model(x, y, new)``, which learns from rows ``x`` with labels ``y`` and scores new rows.
SIX_MODELS = {
    "network 11-6-6-1": _network((6, 6)),
    "logistic regr. by descent": _network(()),
    "nearest neighbours": _neighbours,
    "linear regr., solved": _line,
    "decision tree": _tree,
    "boosting": _boosting,
}


def permutation_importance(predict, x, y, seed=0, repeats=5):
    """How much AUC is lost when a column no longer belongs to its row.

    Each column is shuffled ``repeats`` times, the others stay; the loss is a mean over the repeats.

    Parameters
    ----------
    predict : callable
        Scores of the rows of an array.
    x : array (rows, columns)
        It is not changed.
    y : array (rows,)
        1 for the rows that should rank high, else 0.
    seed : int
    repeats : int

    Returns
    -------
    array (columns,)
    """
    from sklearn.metrics import roc_auc_score

    rng, whole = np.random.default_rng(seed), roc_auc_score(y, predict(x))
    lost = np.zeros((repeats, x.shape[1]))
    for repeat, column in np.ndindex(lost.shape):
        shuffled = x.copy()
        shuffled[:, column] = rng.permutation(x[:, column])
        lost[repeat, column] = whole - roc_auc_score(y, predict(shuffled))
    return lost.mean(axis=0)
