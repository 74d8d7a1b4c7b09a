"""Answers to the exercises of lesson 02."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("weight_shapes")
def weight_shapes(sizes):
    return [(sizes[l], sizes[l - 1]) for l in range(1, len(sizes))]


@right("weight_shapes")
def weight_shapes(sizes):
    shapes = []
    before = sizes[0]
    for here in sizes[1:]:
        shapes.append([here, before])
        before = here
    return shapes


@right("weight_shapes")
def weight_shapes(sizes):
    return np.array([np.zeros((m, n)).shape for n, m in zip(sizes, sizes[1:])])


@wrong("weight_shapes", "rows and columns swapped")
def weight_shapes(sizes):
    return [(sizes[l - 1], sizes[l]) for l in range(1, len(sizes))]


@wrong("weight_shapes", "bias counted as a column")
def weight_shapes(sizes):
    return [(sizes[l], 1 + sizes[l - 1]) for l in range(1, len(sizes))]


@wrong("weight_shapes", "output layer forgotten")
def weight_shapes(sizes):
    return [(sizes[l], sizes[l - 1]) for l in range(1, len(sizes) - 1)]


@wrong("weight_shapes", "weights for the input layer")
def weight_shapes(sizes):
    shapes = [(sizes[0], sizes[0])]
    for l in range(1, len(sizes)):
        shapes.append((sizes[l], sizes[l - 1]))
    return shapes


@wrong("weight_shapes", "number of weights")
def weight_shapes(sizes):
    return [sizes[l] * sizes[l - 1] for l in range(1, len(sizes))]


@wrong("weight_shapes", "")
def weight_shapes(sizes):
    return [(m, 1) for m in sizes]


@right("sign_network")
def sign_network(gate):
    W1 = [[1, -1], [-1, 1]]  # "only the first", "only the second"
    b1 = [-1, -1]
    if gate == "XOR":
        return W1, b1, [[1, 1]], [1]
    return W1, b1, [[-1, -1]], [-1]


@right("sign_network")
def sign_network(gate):
    if gate == "XNOR":
        return np.ones((2, 2)), np.array([-1.5, 1.5]), np.array([[2.0, -2.0]]), np.array([1.0])
    return np.ones((2, 2)), np.array([-1.5, 1.5]), np.array([[-2.0, 2.0]]), np.array([-1.0])


@right("sign_network")
def sign_network(gate):
    s = {"XOR": 1.0, "XNOR": -1.0}[gate]
    return (
        0.5 * np.array([[1, 1], [-1, -1]]),
        np.array([0.3, 0.3]),
        s * np.array([[0.7, 0.7]]),
        s * np.array([-0.9]),
    )


@wrong("sign_network", "XOR for both gates")
def sign_network(gate):
    return [[1, -1], [-1, 1]], [-1, -1], [[1, 1]], [1]


@wrong("sign_network", "XNOR for both gates")
def sign_network(gate):
    return [[1, -1], [-1, 1]], [-1, -1], [[-1, -1]], [-1]


@wrong("sign_network", "the two gates swapped")
def sign_network(gate):
    s = 1 if gate == "XNOR" else -1
    return [[1, -1], [-1, 1]], [-1, -1], [[s, s]], [s]


@wrong("sign_network", "made for inputs 0 and 1")
def sign_network(gate):
    s = 1 if gate == "XOR" else -1
    return [[2, 2], [-2, -2]], [-1, 3], [[s, s]], [-1.5 * s]


@wrong("sign_network", "AND")
def sign_network(gate):
    return [[1, 1], [2, 2]], [-1, -3], [[1, 1]], [-1]


@wrong("sign_network", "OR")
def sign_network(gate):
    return [[1, 1], [1, 1]], [1.5, 1.5], [[1, 1]], [1]


@wrong("sign_network", "")
def sign_network(gate):
    return [[1, 1], [-1, -1]], [0, 0], [[1, 1]], [-1]


@wrong("sign_network", "")
def sign_network(gate):
    return [[1, 1], [-1, -1]], [1, 1], [1, 1], -1


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@right("forward_layers")
def forward_layers(X, Ws, bs):
    A = [X]
    for l in range(len(Ws)):
        Z = A[l] @ Ws[l].T + bs[l]
        A.append(sigmoid(Z) if l == len(Ws) - 1 else np.tanh(Z))
    return A


@right("forward_layers")
def forward_layers(X, Ws, bs):
    columns = [X.T]
    for W, b in zip(Ws, bs):
        columns.append(np.tanh(W @ columns[-1] + b[:, None]))
    last = Ws[-1] @ columns[-2] + bs[-1][:, None]
    columns[-1] = 1 / (1 + np.exp(-last))
    return [a.T for a in columns]


@right("forward_layers")
def forward_layers(X, Ws, bs):
    from scipy.special import expit

    out, a = (X,), X
    for W, b in list(zip(Ws, bs))[:-1]:
        a = np.tanh(np.array([[w @ row for w in W] for row in a]) + b)
        out += (a,)
    return out + (expit(np.einsum("nj,ij->ni", a, Ws[-1]) + bs[-1]),)


@wrong("forward_layers", "sigmoid in every layer")
def forward_layers(X, Ws, bs):
    A = [X]
    for W, b in zip(Ws, bs):
        A.append(sigmoid(A[-1] @ W.T + b))
    return A


@wrong("forward_layers", "tanh in every layer")
def forward_layers(X, Ws, bs):
    A = [X]
    for W, b in zip(Ws, bs):
        A.append(np.tanh(A[-1] @ W.T + b))
    return A


@wrong("forward_layers", "biases left out")
def forward_layers(X, Ws, bs):
    A = [X]
    for l, W in enumerate(Ws):
        Z = A[-1] @ W.T
        A.append(sigmoid(Z) if l == len(Ws) - 1 else np.tanh(Z))
    return A


@wrong("forward_layers", "input missing from the list")
def forward_layers(X, Ws, bs):
    A, a = [], X
    for l, (W, b) in enumerate(zip(Ws, bs)):
        a = a @ W.T + b
        a = sigmoid(a) if l + 1 == len(Ws) else np.tanh(a)
        A.append(a)
    return A


@wrong("forward_layers", "no activation at the output")
def forward_layers(X, Ws, bs):
    A = [X]
    for l, (W, b) in enumerate(zip(Ws, bs)):
        Z = A[-1] @ W.T + b
        A.append(Z if l + 1 == len(Ws) else np.tanh(Z))
    return A


@wrong("forward_layers", "no activation in the hidden layers")
def forward_layers(X, Ws, bs):
    A = [X]
    for l, (W, b) in enumerate(zip(Ws, bs)):
        Z = A[-1] @ W.T + b
        A.append(sigmoid(Z) if l + 1 == len(Ws) else Z)
    return A


def output(X, Ws, bs):
    a = X
    for W, b in zip(Ws[:-1], bs[:-1]):
        a = np.tanh(a @ W.T + b)
    return sigmoid(a @ Ws[-1].T + bs[-1])[:, 0]


@right("accuracy_after_cuts")
def accuracy_after_cuts(X, d, Ws, bs):
    result = np.empty(Ws[0].shape)
    for i in range(Ws[0].shape[0]):
        for j in range(Ws[0].shape[1]):
            W = Ws[0].copy()
            W[i, j] = 0
            result[i, j] = ((output(X, [W] + Ws[1:], bs) > 0.5) == d).mean()
    return result


@right("accuracy_after_cuts")
def accuracy_after_cuts(X, d, Ws, bs):
    rows, columns = Ws[0].shape
    table = []
    for i in range(rows):
        line = []
        for j in range(columns):
            mask = np.ones((rows, columns))
            mask[i][j] = 0
            guesses = np.round(output(X, [Ws[0] * mask, *Ws[1:]], bs))
            line.append(sum(g == t for g, t in zip(guesses, d)) / len(d))
        table.append(line)
    return table


@right("accuracy_after_cuts")
def accuracy_after_cuts(X, d, Ws, bs):
    W = Ws[0].astype(float)
    found = np.zeros_like(W)
    for place in np.ndindex(W.shape):
        kept, W[place] = W[place], 0
        found[place] = np.mean((output(X, [W, *Ws[1:]], bs) >= 0.5) == (d == 1))
        W[place] = kept
    return found


@wrong("accuracy_after_cuts", "cuts add up")
def accuracy_after_cuts(X, d, Ws, bs):
    W = Ws[0].copy()
    found = np.zeros(W.shape)
    for i, j in np.ndindex(W.shape):
        W[i, j] = 0
        found[i, j] = ((output(X, [W, *Ws[1:]], bs) > 0.5) == d).mean()
    return found


@wrong("accuracy_after_cuts", "whole neuron removed")
def accuracy_after_cuts(X, d, Ws, bs):
    found = np.zeros(Ws[0].shape)
    for i, j in np.ndindex(found.shape):
        W = Ws[0].copy()
        W[i] = 0
        found[i, j] = ((output(X, [W, *Ws[1:]], bs) > 0.5) == d).mean()
    return found


@wrong("accuracy_after_cuts", "last layer cut")
def accuracy_after_cuts(X, d, Ws, bs):
    found = np.zeros(Ws[-1].shape)
    for i, j in np.ndindex(found.shape):
        W = Ws[-1].copy()
        W[i, j] = 0
        found[i, j] = ((output(X, [*Ws[:-1], W], bs) > 0.5) == d).mean()
    return found


@wrong("accuracy_after_cuts", "loss of accuracy")
def accuracy_after_cuts(X, d, Ws, bs):
    found = np.zeros(Ws[0].shape)
    whole = ((output(X, Ws, bs) > 0.5) == d).mean()
    for i, j in np.ndindex(found.shape):
        W = Ws[0].copy()
        W[i, j] = 0
        found[i, j] = whole - ((output(X, [W, *Ws[1:]], bs) > 0.5) == d).mean()
    return found


@wrong("accuracy_after_cuts", "output above 0 counted as 1")
def accuracy_after_cuts(X, d, Ws, bs):
    found = np.zeros(Ws[0].shape)
    for i, j in np.ndindex(found.shape):
        W = Ws[0].copy()
        W[i, j] = 0
        found[i, j] = ((output(X, [W, *Ws[1:]], bs) > 0) == d).mean()
    return found


@wrong("accuracy_after_cuts", "")
def accuracy_after_cuts(X, d, Ws, bs):
    for i, j in np.ndindex(Ws[0].shape):
        Ws[0][i, j] = 0
    return np.ones(Ws[0].shape)


BEST = {
    "A": "one neuron",
    "B": "two hidden",
    "C": "two hidden",
    "D": "three hidden",
    "E": "feedback",
}

right("smallest_network")(BEST)
right("smallest_network")({letter: f" {choice.title()}" for letter, choice in BEST.items()})
right("smallest_network")(tuple(BEST.values()))
right("smallest_network")(np.array(list(BEST.values())))
wrong("smallest_network", "memory forgotten")({**BEST, "E": "two hidden"})
wrong("smallest_network", "one line for a strip")({**BEST, "B": "one neuron"})
wrong("smallest_network", "one hidden neuron an input")({**BEST, "C": "three hidden"})
wrong("smallest_network", "two lines around a triangle")({**BEST, "D": "two hidden"})
wrong("smallest_network", "a layer that is not needed")({**BEST, "A": "two hidden"})
wrong("smallest_network", "one neuron for exactly two")({**BEST, "C": "one neuron"})
wrong("smallest_network", "")({**BEST, "D": "one neuron"})
wrong("smallest_network", "")({**BEST, "D": "four hidden"})
wrong("smallest_network", "")(["one neuron", "two hidden"])
wrong("smallest_network", "")(None.__class__)

right("tent")([4, -8, 4])
right("tent")((4.0, -8.0, 4.0))
right("tent")(np.array([4, -8, 4]))
wrong("tent", "flat after the top")((4, -4, 0))
wrong("tent", "it falls for ever")([4, -8, 0])
wrong("tent", "a bend to the wrong side")([4.0, -8, -4])
wrong("tent", "half as high")(np.array([2, -4, 2]))
wrong("tent", "upside down")([-4, 8, -4])
wrong("tent", "slopes for changes of slope")([4, -4, 4])
wrong("tent", "")([4, -8])
wrong("tent", "")("4 8 4")
