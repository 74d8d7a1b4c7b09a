"""Answers to the exercises of lesson 11."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("confusion_counts")
def confusion_counts(y, y_hat):
    table = np.zeros((2, 2), dtype=int)
    for truth, said in zip(y, y_hat):
        table[truth, said] += 1
    return table


@right("confusion_counts")
def confusion_counts(y, y_hat):
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(y, y_hat, labels=[0, 1])


@right("confusion_counts")
def confusion_counts(y, y_hat):
    y, y_hat = np.array(y), np.array(y_hat)
    tp, n = (y * y_hat).sum(), len(y)
    fn, fp = y.sum() - tp, y_hat.sum() - tp
    return [[n - tp - fn - fp, fp], [fn, tp]]


@wrong("confusion_counts", "rows and columns exchanged")
def confusion_counts(y, y_hat):
    table = np.zeros((2, 2))
    for truth, said in zip(y, y_hat):
        table[said, truth] += 1
    return table


@wrong("confusion_counts", "class 1 first")
def confusion_counts(y, y_hat):
    table = np.zeros((2, 2))
    for truth, said in zip(y, y_hat):
        table[1 - truth, 1 - said] += 1
    return table


@wrong("confusion_counts", "shares for counts")
def confusion_counts(y, y_hat):
    table = np.zeros((2, 2))
    for truth, said in zip(y, y_hat):
        table[truth, said] += 1 / len(y)
    return table


@wrong("confusion_counts", "only the hits")
def confusion_counts(y, y_hat):
    y, y_hat = np.array(y), np.array(y_hat)
    return [[((y == 0) & (y_hat == 0)).sum(), 0], [0, ((y == 1) & (y_hat == 1)).sum()]]


@wrong("confusion_counts", "false alarms and misses exchanged on the diagonal")
def confusion_counts(y, y_hat):
    table = np.zeros((2, 2))
    for truth, said in zip(y, y_hat):
        table[truth, 1 - said] += 1
    return table


@wrong("confusion_counts", "")
def confusion_counts(y, y_hat):
    return np.mean(np.array(y) == np.array(y_hat))


@right("one_hot")
def one_hot(column, categories):
    table = np.zeros((len(column), len(categories) - 1))
    for i, value in enumerate(column):
        if value != categories[0]:
            table[i, categories.index(value) - 1] = 1
    return table


@right("one_hot")
def one_hot(column, categories):
    import pandas as pd

    typed = pd.Categorical(column, categories=categories)
    return pd.get_dummies(typed, drop_first=True).to_numpy()


@right("one_hot")
def one_hot(column, categories):
    codes = np.array([categories.index(v) for v in column])
    return np.eye(len(categories))[codes][:, 1:]


@wrong("one_hot", "first category kept")
def one_hot(column, categories):
    return np.eye(len(categories))[[categories.index(v) for v in column]]


@wrong("one_hot", "last category dropped")
def one_hot(column, categories):
    return np.eye(len(categories))[[categories.index(v) for v in column]][:, :-1]


@wrong("one_hot", "numbers for categories")
def one_hot(column, categories):
    return np.array([categories.index(v) for v in column])[:, None]


@wrong("one_hot", "rows and columns exchanged")
def one_hot(column, categories):
    return [[1 if v == c else 0 for v in column] for c in categories[1:]]


@wrong("one_hot", "−1 for the dropped category")
def one_hot(column, categories):
    rows = []
    for v in column:
        k = categories.index(v)
        rows.append([-1 if k == 0 else int(j == k) for j in range(1, len(categories))])
    return rows


@wrong("one_hot", "")
def one_hot(column, categories):
    return [categories.index(v) for v in column]


SPLIT = "split into training and test rows"
COPY = "copy the rows of leavers to balance the classes"
MEAN = "scale with the mean of all rows"
TEST = "stop training early by the test rows"
FUTURE = "keep the column that says how the account was closed"


@right("leaks")
def leaks(steps):
    split = steps.index(SPLIT)
    return {
        i for i, s in enumerate(steps) if s in (MEAN, TEST, FUTURE) or (s == COPY and i < split)
    }


@right("leaks")
def leaks(steps):
    out, seen = [], False
    for i, step in enumerate(steps):
        if step == SPLIT:
            seen = True
        elif "all rows" in step or "the test rows" in step or "closed" in step:
            out.append(i)
        elif "copy" in step and not seen:
            out.append(i)
    return out


@right("leaks")
def leaks(steps):
    steps = list(steps)
    bad = [steps.index(s) for s in (MEAN, TEST, FUTURE) if s in steps]
    if COPY in steps and steps.index(COPY) < steps.index(SPLIT):
        bad.append(steps.index(COPY))
    return tuple(sorted(bad))


@wrong("leaks", "nothing leaks")
def leaks(steps):
    return []


@wrong("leaks", "everything before the split leaks")
def leaks(steps):
    return list(range(steps.index(SPLIT)))


@wrong("leaks", "early stopping by the test rows overlooked")
def leaks(steps):
    split = steps.index(SPLIT)
    return {i for i, s in enumerate(steps) if s in (MEAN, FUTURE) or (s == COPY and i < split)}


@wrong("leaks", "copies in both parts overlooked")
def leaks(steps):
    return {i for i, s in enumerate(steps) if s in (MEAN, TEST, FUTURE)}


@wrong("leaks", "copying always called a leak")
def leaks(steps):
    return {i for i, s in enumerate(steps) if s in (MEAN, TEST, FUTURE, COPY)}


@wrong("leaks", "a fact from the future overlooked")
def leaks(steps):
    split = steps.index(SPLIT)
    return {i for i, s in enumerate(steps) if s in (MEAN, TEST) or (s == COPY and i < split)}


@wrong("leaks", "scaling excused after the split")
def leaks(steps):
    split = steps.index(SPLIT)
    return {
        i for i, s in enumerate(steps) if s in (TEST, FUTURE) or (s in (COPY, MEAN) and i < split)
    }


@wrong("leaks", "")
def leaks(steps):
    return 0


@right("defend_threshold")
def defend_threshold(y, p, call, value, success):
    def money(threshold):
        total = 0
        for left, chance in zip(y, p):
            if chance >= threshold:
                total += left * value * success - call
        return total

    mine = money(call / (value * success))
    return mine, mine - max(0, money(0), money(0.5))


@right("defend_threshold")
def defend_threshold(y, p, call, value, success):
    y, p = np.array(y), np.array(p)
    gain = y * value * success - call
    mine = gain[p * value * success >= call].sum()
    return [mine, mine - max([0, gain.sum(), gain[p >= 0.5].sum()])]


@right("defend_threshold")
def defend_threshold(y, p, call, value, success):
    import pandas as pd

    table = pd.DataFrame({"y": y, "p": p})
    kept = success * value
    plans = [table[table.p >= t] for t in (call / kept, 0, 0.5)]
    money = [kept * plan.y.sum() - call * len(plan) for plan in plans]
    return np.array([money[0], money[0] - max(money[1], money[2], 0)])


@wrong("defend_threshold", "one half kept as the threshold")
def defend_threshold(y, p, call, value, success):
    y, p = np.array(y), np.array(p)
    gain = y * value * success - call
    mine = gain[p >= 0.5].sum()
    return mine, mine - max(0, gain.sum(), mine)


@wrong("defend_threshold", "success forgotten in the threshold")
def defend_threshold(y, p, call, value, success):
    y, p = np.array(y), np.array(p)
    gain = y * value * success - call
    mine = gain[p >= call / value].sum()
    return mine, mine - max(0, gain.sum(), gain[p >= 0.5].sum())


@wrong("defend_threshold", "success forgotten in the money")
def defend_threshold(y, p, call, value, success):
    y, p = np.array(y), np.array(p)
    gain = y * value - call
    mine = gain[p >= call / (value * success)].sum()
    return mine, mine - max(0, gain.sum(), gain[p >= 0.5].sum())


@wrong("defend_threshold", "calls to stayers for nothing")
def defend_threshold(y, p, call, value, success):
    y, p = np.array(y), np.array(p)
    gain = y * (value * success - call)
    mine = gain[p >= call / (value * success)].sum()
    return mine, mine - max(0, gain.sum(), gain[p >= 0.5].sum())


@wrong("defend_threshold", "compared with calling nobody only")
def defend_threshold(y, p, call, value, success):
    y, p = np.array(y), np.array(p)
    mine = (y * value * success - call)[p >= call / (value * success)].sum()
    return mine, mine


@wrong("defend_threshold", "compared with one half only")
def defend_threshold(y, p, call, value, success):
    y, p = np.array(y), np.array(p)
    gain = y * value * success - call
    mine = gain[p >= call / (value * success)].sum()
    return mine, mine - gain[p >= 0.5].sum()


@wrong("defend_threshold", "")
def defend_threshold(y, p, call, value, success):
    return call / (value * success)


@right("caught_in_top")
def caught_in_top(y, p, share):
    y, p = np.array(y), np.array(p)
    n = int(round(share * len(y)))
    top = np.argsort(p)[::-1][:n]
    return y[top].sum() / y.sum()


@right("caught_in_top")
def caught_in_top(y, p, share):
    ranked = [truth for _, truth in sorted(zip(p, y), key=lambda pair: -pair[0])]
    return sum(ranked[: round(share * len(y))]) / sum(y)


@right("caught_in_top")
def caught_in_top(y, p, share):
    import pandas as pd

    table = pd.DataFrame({"y": y, "p": p}).nlargest(round(share * len(y)), "p")
    return table["y"].sum() / np.sum(y)


@wrong("caught_in_top", "the least probable first")
def caught_in_top(y, p, share):
    y = np.array(y)
    return y[np.argsort(p)[: round(share * len(y))]].sum() / y.sum()


@wrong("caught_in_top", "share of the chosen")
def caught_in_top(y, p, share):
    y = np.array(y)
    return y[np.argsort(p)[::-1][: round(share * len(y))]].mean()


@wrong("caught_in_top", "share of all customers")
def caught_in_top(y, p, share):
    y = np.array(y)
    return y[np.argsort(p)[::-1][: round(share * len(y))]].sum() / y.size


@wrong("caught_in_top", "the number of leavers")
def caught_in_top(y, p, share):
    y = np.array(y)
    return y[np.argsort(p)[::-1][: round(share * len(y))]].sum()


@wrong("caught_in_top", "a threshold for a rank")
def caught_in_top(y, p, share):
    return sum(t for t, q in zip(y, p) if q > share) / sum(y)


@wrong("caught_in_top", "")
def caught_in_top(y, p, share):
    return share
