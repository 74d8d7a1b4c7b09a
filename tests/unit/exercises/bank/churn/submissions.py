"""Answers to the exercises of lesson 11."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("confusion_counts")
def confusion_counts(d, y):
    table = np.zeros((2, 2), dtype=int)
    for truth, said in zip(d, y):
        table[truth, said] += 1
    return table


@right("confusion_counts")
def confusion_counts(d, y):
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(d, y, labels=[0, 1])


@right("confusion_counts")
def confusion_counts(d, y):
    d, y = np.array(d), np.array(y)
    tp, n = (d * y).sum(), len(d)
    fn, fp = d.sum() - tp, y.sum() - tp
    return [[n - tp - fn - fp, fp], [fn, tp]]


@wrong("confusion_counts", "rows and columns exchanged")
def confusion_counts(d, y):
    table = np.zeros((2, 2))
    for truth, said in zip(d, y):
        table[said, truth] += 1
    return table


@wrong("confusion_counts", "class 1 first")
def confusion_counts(d, y):
    table = np.zeros((2, 2))
    for truth, said in zip(d, y):
        table[1 - truth, 1 - said] += 1
    return table


@wrong("confusion_counts", "shares for counts")
def confusion_counts(d, y):
    table = np.zeros((2, 2))
    for truth, said in zip(d, y):
        table[truth, said] += 1 / len(d)
    return table


@wrong("confusion_counts", "only the hits")
def confusion_counts(d, y):
    d, y = np.array(d), np.array(y)
    return [[((d == 0) & (y == 0)).sum(), 0], [0, ((d == 1) & (y == 1)).sum()]]


@wrong("confusion_counts", "false alarms and misses exchanged on the diagonal")
def confusion_counts(d, y):
    table = np.zeros((2, 2))
    for truth, said in zip(d, y):
        table[truth, 1 - said] += 1
    return table


@wrong("confusion_counts", "")
def confusion_counts(d, y):
    return np.mean(np.array(d) == np.array(y))


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


@right("early_stopping")
def early_stopping(val_losses, min_delta, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch in range(1, len(val_losses) + 1):
        loss = val_losses[epoch - 1]
        if best - loss > min_delta:
            best, best_epoch, wait = loss, epoch, 0
            continue
        wait += 1
        if wait >= patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


@right("early_stopping")
def early_stopping(val_losses, min_delta, patience):
    best_epoch = 1
    for epoch in range(2, len(val_losses) + 1):
        if val_losses[epoch - 1] < val_losses[best_epoch - 1] - min_delta:
            best_epoch = epoch
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


@right("early_stopping")
def early_stopping(val_losses, min_delta, patience):
    losses, k, best = list(val_losses), 0, 0
    while k + 1 < len(losses):
        k += 1
        if losses[k] < losses[best] - min_delta:
            best = k
        if k - best == patience:
            break
    return np.array([k + 1, best + 1])


@wrong("early_stopping", "counted from 0")
def early_stopping(val_losses, min_delta, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait == patience:
                return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@wrong("early_stopping", "one epoch too patient")
def early_stopping(val_losses, min_delta, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, 1):
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait > patience:
                return epoch, best_epoch
    return len(val_losses), best_epoch


@wrong("early_stopping", "min_delta ignored")
def early_stopping(val_losses, min_delta, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, 1):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait == patience:
                return epoch, best_epoch
    return len(val_losses), best_epoch


@wrong("early_stopping", "compared with the epoch before")
def early_stopping(val_losses, min_delta, patience):
    previous, best_epoch, wait = float("inf"), 1, 0
    for epoch, loss in enumerate(val_losses, 1):
        if loss < previous - min_delta:
            best_epoch, wait = epoch, 0
        else:
            wait += 1
        previous = loss
        if wait == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


@wrong("early_stopping", "last weights taken for the best")
def early_stopping(val_losses, min_delta, patience):
    best, wait = float("inf"), 0
    for epoch, loss in enumerate(val_losses, 1):
        if loss < best - min_delta:
            best, wait = loss, 0
        else:
            wait += 1
            if wait == patience:
                return epoch, epoch
    return len(val_losses), len(val_losses)


@wrong("early_stopping", "")
def early_stopping(val_losses, min_delta, patience):
    return int(np.argmin(val_losses)) + 1


@right("caught_in_top")
def caught_in_top(d, p, share):
    d, p = np.array(d), np.array(p)
    n = int(round(share * len(d)))
    top = np.argsort(p)[::-1][:n]
    return d[top].sum() / d.sum()


@right("caught_in_top")
def caught_in_top(d, p, share):
    ranked = [truth for _, truth in sorted(zip(p, d), key=lambda pair: -pair[0])]
    return sum(ranked[: round(share * len(d))]) / sum(d)


@right("caught_in_top")
def caught_in_top(d, p, share):
    import pandas as pd

    table = pd.DataFrame({"d": d, "p": p}).nlargest(round(share * len(d)), "p")
    return table["d"].sum() / np.sum(d)


@wrong("caught_in_top", "the least probable first")
def caught_in_top(d, p, share):
    d = np.array(d)
    return d[np.argsort(p)[: round(share * len(d))]].sum() / d.sum()


@wrong("caught_in_top", "share of the chosen")
def caught_in_top(d, p, share):
    d = np.array(d)
    return d[np.argsort(p)[::-1][: round(share * len(d))]].mean()


@wrong("caught_in_top", "share of all customers")
def caught_in_top(d, p, share):
    d = np.array(d)
    return d[np.argsort(p)[::-1][: round(share * len(d))]].sum() / d.size


@wrong("caught_in_top", "the number of leavers")
def caught_in_top(d, p, share):
    d = np.array(d)
    return d[np.argsort(p)[::-1][: round(share * len(d))]].sum()


@wrong("caught_in_top", "a threshold for a rank")
def caught_in_top(d, p, share):
    return sum(t for t, q in zip(d, p) if q > share) / sum(d)


@wrong("caught_in_top", "")
def caught_in_top(d, p, share):
    return share
