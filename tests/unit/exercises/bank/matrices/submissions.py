"""Answers to the exercises of lesson 08."""

import numpy as np

from tests.unit.exercises.submissions import right, wrong


@right("largest_factor")
def largest_factor(activation, layers):
    return 0.25**layers if activation == "sigmoid" else 1


@right("largest_factor")
def largest_factor(activation, layers):
    from coursekit import nn

    z = np.linspace(-3, 3, 6001)
    f = nn.activations.get(activation)
    return np.prod([f.derivative(z).max()] * layers)


@right("largest_factor")
def largest_factor(activation, layers):
    result = 1.0
    for _ in range(layers):
        if activation == "sigmoid":
            result = result / 4
    return result


@wrong("largest_factor", "multiplied by the number of layers")
def largest_factor(activation, layers):
    return layers / 4 if activation == "sigmoid" else layers


@wrong("largest_factor", "½ for the sigmoid")
def largest_factor(activation, layers):
    return {"sigmoid": 1 / 2}.get(activation, 1) ** layers


@wrong("largest_factor", "one layer too few")
def largest_factor(activation, layers):
    return (1 / 4 if activation == "sigmoid" else 1) ** (layers - 1)


@wrong("largest_factor", "tanh like the sigmoid")
def largest_factor(activation, layers):
    return 1 if activation in ("relu", "linear") else 4.0**-layers


@wrong("largest_factor", "1 for all of them")
def largest_factor(activation, layers):
    return 1


@wrong("largest_factor", "")
def largest_factor(activation, layers):
    return {"sigmoid": 0.25, "tanh": 1, "relu": 1, "linear": 1}[activation]


@right("numerical_gradient")
def numerical_gradient(f, w, h):
    grad = np.zeros_like(w)
    for i in range(w.size):
        up, down = w.copy(), w.copy()
        up.flat[i] += h
        down.flat[i] -= h
        grad.flat[i] = (f(up) - f(down)) / (2 * h)
    return grad


@right("numerical_gradient")
def numerical_gradient(f, w, h):
    eye = np.eye(w.size).reshape(-1, *w.shape)
    return np.array([(f(w + h * e) - f(w - h * e)) / (h + h) for e in eye]).reshape(w.shape)


@right("numerical_gradient")
def numerical_gradient(f, w, h):
    w = w.copy()
    grad = {}
    for place, old in np.ndenumerate(w):
        w[place] = old + h
        up = f(w)
        w[place] = old - h
        grad[place] = 0.5 * (up - f(w)) / h
        w[place] = old
    return np.array(list(grad.values())).reshape(w.shape).tolist()


@wrong("numerical_gradient", "one-sided difference")
def numerical_gradient(f, w, h):
    grad = np.zeros_like(w)
    for i in range(w.size):
        up = w.copy()
        up.flat[i] += h
        grad.flat[i] = (f(up) - f(w)) / h
    return grad


@wrong("numerical_gradient", "divided by h for 2h")
def numerical_gradient(f, w, h):
    grad = np.zeros_like(w)
    for i in range(w.size):
        up, down = w.copy(), w.copy()
        up.flat[i] += h
        down.flat[i] -= h
        grad.flat[i] = (f(up) - f(down)) / h
    return grad


@wrong("numerical_gradient", "not divided")
def numerical_gradient(f, w, h):
    grad = np.zeros_like(w)
    for i in range(w.size):
        up, down = w.copy(), w.copy()
        up.flat[i] += h
        down.flat[i] -= h
        grad.flat[i] = f(up) - f(down)
    return grad


@wrong("numerical_gradient", "all weights moved together")
def numerical_gradient(f, w, h):
    return np.full(w.shape, (f(w + h) - f(w - h)) / (2 * h))


@wrong("numerical_gradient", "sign turned")
def numerical_gradient(f, w, h):
    grad = np.zeros_like(w)
    for i in range(w.size):
        up, down = w.copy(), w.copy()
        up.flat[i] += h
        down.flat[i] -= h
        grad.flat[i] = (f(down) - f(up)) / (2 * h)
    return grad


@wrong("numerical_gradient", "")
def numerical_gradient(f, w, h):
    grad = np.zeros_like(w)
    for i in range(w.size):
        w.flat[i] += h
        up = f(w)
        w.flat[i] -= 2 * h
        grad.flat[i] = (up - f(w)) / (2 * h)
    return grad


def softmax(Z):
    E = np.exp(Z)
    return E / E.sum(axis=1)[:, None]


@right("softmax_backprop")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    A1 = np.maximum(0, X @ K1 + b1)
    D2 = (softmax(A1 @ K2 + b2) - Y) / X.shape[0]
    D1 = D2 @ K2.T
    D1[A1 == 0] = 0
    return X.T @ D1, D1.sum(0), A1.T @ D2, D2.sum(0)


@right("softmax_backprop")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    gradients = [np.zeros(p.shape) for p in (K1, b1, K2, b2)]
    for x, y in zip(X, Y):  # row by row
        z1 = x @ K1 + b1
        a1 = z1 * (z1 > 0)
        d2 = (softmax((a1 @ K2 + b2)[None])[0] - y) / len(X)
        d1 = K2 @ d2 * (z1 > 0)
        for g, part in zip(gradients, (np.outer(x, d1), d1, np.outer(a1, d2), d2)):
            g += part
    return gradients


@right("softmax_backprop")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    parts = [p.astype(complex) for p in (K1, b1, K2, b2)]
    out = []
    for part in parts:
        g = np.zeros(part.shape)
        for k in np.ndindex(part.shape):
            part[k] += 1e-25j
            Z1 = X @ parts[0] + parts[1]
            P = softmax(np.where(Z1.real > 0, Z1, 0) @ parts[2] + parts[3])
            g[k] = (-np.sum(Y * np.log(P)) / len(X)).imag / 1e-25
            part[k] = part[k].real
        out.append(g)
    return out


def deltas(X, Y, K1, b1, K2, b2):
    Z1 = X @ K1 + b1
    A1 = np.maximum(0, Z1)
    D2 = (softmax(A1 @ K2 + b2) - Y) / len(X)
    return Z1, A1, D2


@wrong("softmax_backprop", "not divided by the rows")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1, A1, D2 = deltas(X, Y, K1, b1, K2, b2)
    D2 = D2 * len(X)
    D1 = D2 @ K2.T * (Z1 > 0)
    return X.T @ D1, D1.sum(0), A1.T @ D2, D2.sum(0)


@wrong("softmax_backprop", "slope of a sigmoid at the softmax")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1 = X @ K1 + b1
    A1 = np.maximum(0, Z1)
    A2 = softmax(A1 @ K2 + b2)
    D2 = (A2 - Y) * (A2 - A2**2) / len(X)
    D1 = D2 @ K2.T * (Z1 > 0)
    return X.T @ D1, D1.sum(0), A1.T @ D2, D2.sum(0)


@wrong("softmax_backprop", "ReLU's slope left out")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1, A1, D2 = deltas(X, Y, K1, b1, K2, b2)
    D1 = D2 @ K2.T
    return X.T @ D1, D1.sum(0), A1.T @ D2, D2.sum(0)


@wrong("softmax_backprop", "ReLU's value for its slope")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1, A1, D2 = deltas(X, Y, K1, b1, K2, b2)
    D1 = D2 @ K2.T * A1
    return X.T @ D1, D1.sum(0), A1.T @ D2, D2.sum(0)


@wrong("softmax_backprop", "mean of the deltas for the bias")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1, A1, D2 = deltas(X, Y, K1, b1, K2, b2)
    D1 = D2 @ K2.T * (Z1 > 0)
    return X.T @ D1, D1.mean(0), A1.T @ D2, D2.mean(0)


@wrong("softmax_backprop", "last layer first")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1, A1, D2 = deltas(X, Y, K1, b1, K2, b2)
    D1 = D2 @ K2.T * (Z1 > 0)
    return A1.T @ D2, D2.sum(0), X.T @ D1, D1.sum(0)


@wrong("softmax_backprop", "Y − A")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1, A1, D2 = deltas(X, Y, K1, b1, K2, b2)
    D2 = -D2
    D1 = D2 @ K2.T * (Z1 > 0)
    return X.T @ D1, D1.sum(0), A1.T @ D2, D2.sum(0)


@wrong("softmax_backprop", "")
def softmax_backprop(X, Y, K1, b1, K2, b2):
    Z1, A1, D2 = deltas(X, Y, K1, b1, K2, b2)
    D1 = D2 @ K2.T * (Z1 > 0)
    return X.T @ D1, A1.T @ D2


@right("first_weights")
def first_weights(sizes, seed):
    rng = np.random.default_rng(seed)
    out = []
    for i in range(len(sizes) - 1):
        out.append(rng.normal(scale=(2 / sizes[i]) ** 0.5, size=(sizes[i], sizes[i + 1])))
        out.append(np.zeros(sizes[i + 1]))
    return out


@right("first_weights")
def first_weights(sizes, seed):
    rng = np.random.default_rng(seed)
    parts = ()
    for m, n in zip(sizes, sizes[1:]):
        parts += (rng.standard_normal((m, n)) * np.sqrt(2 / m), [0.0] * n)
    return parts


@right("first_weights")
def first_weights(sizes, seed):
    rng, result = np.random.default_rng(seed), []
    for m, n in zip(sizes[:-1], sizes[1:]):
        kernel = np.array([[rng.normal(0, np.sqrt(2.0 / m)) for _ in range(n)] for _ in range(m)])
        result.extend([kernel, 0 * kernel[0]])
    return result


def drawn(sizes, seed, scale, bias=np.zeros):
    rng, out = np.random.default_rng(seed), []
    for m, n in zip(sizes, sizes[1:]):
        out += [rng.normal(0, scale(m, n), (m, n)), bias(n)]
    return out


@wrong("first_weights", "all zeros")
def first_weights(sizes, seed):
    out = []
    for m, n in zip(sizes, sizes[1:]):
        out += [np.zeros((m, n)), np.zeros(n)]
    return out


@wrong("first_weights", "spread 1")
def first_weights(sizes, seed):
    return drawn(sizes, seed, lambda m, n: 1)


@wrong("first_weights", "variance for the standard deviation")
def first_weights(sizes, seed):
    return drawn(sizes, seed, lambda m, n: 2 / m)


@wrong("first_weights", "outputs counted for inputs")
def first_weights(sizes, seed):
    return drawn(sizes, seed, lambda m, n: (2 / n) ** 0.5)


@wrong("first_weights", "1/m: the 2 is missing")
def first_weights(sizes, seed):
    return drawn(sizes, seed, lambda m, n: m**-0.5)


@wrong("first_weights", "Glorot's rule")
def first_weights(sizes, seed):
    return drawn(sizes, seed, lambda m, n: (2 / (m + n)) ** 0.5)


@wrong("first_weights", "random biases")
def first_weights(sizes, seed):
    return drawn(sizes, seed, lambda m, n: (2 / m) ** 0.5, lambda n: np.full(n, 0.01))


@wrong("first_weights", "")
def first_weights(sizes, seed):
    return [part.T for part in drawn(sizes, seed, lambda m, n: (2 / m) ** 0.5)]


STEP, SLOPE, NOTHING = "step of the check", "slope of the hidden layers", "nothing"
FACTOR, MEAN = "1/n forgotten", "mean for sum in the bias"

right("gradient_checks")([STEP, SLOPE, NOTHING, FACTOR, MEAN])
right("gradient_checks")({"A": STEP, "B": SLOPE, "C": NOTHING, "D": FACTOR, "E": MEAN})
right("gradient_checks")(
    {"e": MEAN.upper(), "d": FACTOR, "c": " Nothing", "b": SLOPE, "a": "step of  the check"}
)
right("gradient_checks")(np.array([STEP, SLOPE, NOTHING, FACTOR, MEAN]))
wrong("gradient_checks", "rounding taken for a fault")([STEP, SLOPE, STEP, FACTOR, MEAN])
wrong("gradient_checks", "the code blamed for the step")([FACTOR, SLOPE, NOTHING, FACTOR, MEAN])
wrong("gradient_checks", "two digits accepted")([NOTHING, SLOPE, NOTHING, FACTOR, MEAN])
wrong("gradient_checks", "the check blamed for a factor")([STEP, SLOPE, NOTHING, STEP, MEAN])
wrong("gradient_checks", "a slope blamed for the last layer")([STEP, SLOPE, NOTHING, SLOPE, MEAN])
wrong("gradient_checks", "a factor for the biases alone")([STEP, SLOPE, NOTHING, FACTOR, FACTOR])
wrong("gradient_checks", "a factor for the layers before the last")(
    [STEP, FACTOR, NOTHING, FACTOR, MEAN]
)
wrong("gradient_checks", "")([STEP, MEAN, NOTHING, FACTOR, MEAN])
wrong("gradient_checks", "")([STEP, SLOPE, NOTHING])
wrong("gradient_checks", "")({"A": "no idea", "B": SLOPE, "C": NOTHING, "D": FACTOR, "E": MEAN})
wrong("gradient_checks", "")(STEP)
