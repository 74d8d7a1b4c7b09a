"""Answers to the exercises of lesson 04."""

import math

import numpy as np

from coursekit import nn
from tests.unit.exercises.submissions import right, wrong


@right("sigmoid")
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@right("sigmoid")
def sigmoid(z):
    return (1 + np.tanh(np.asarray(z) / 2)) / 2


@right("sigmoid")
def sigmoid(z):
    z = np.asarray(z, dtype="float32")
    flat = [1 / (1 + math.exp(-v)) if v > -700 else 0.0 for v in z.ravel().tolist()]
    return np.array(flat).reshape(z.shape)


@wrong("sigmoid", "forgot the minus sign in the exponent")
def sigmoid(z):
    return 1 / (1 + np.exp(z))


@wrong("sigmoid", "forgot the 1 in the denominator")
def sigmoid(z):
    return 1 / np.exp(-z)


@wrong("sigmoid", "e^z over 1 + e^z overflows")
def sigmoid(z):
    e = np.exp(z)
    return e / (e + 1)


@wrong("sigmoid", "tanh")
def sigmoid(z):
    return 2 / (1 + np.exp(-2 * np.asarray(z))) - 1


@wrong("sigmoid", "the slope")
def sigmoid(z):
    a = 1 / (1 + np.exp(-z))
    return a - a**2


@wrong("sigmoid", "a hard step")
def sigmoid(z):
    return np.where(np.asarray(z) > 0, 1, 0)


@wrong("sigmoid", "")
def sigmoid(z):
    return math.exp(z)


@right("swish_and_slope")
def swish_and_slope(z):
    s = 1 / (1 + np.exp(-z))
    f = z * s
    return f, f + s * (1 - f)


@right("swish_and_slope")
def swish_and_slope(z):
    from scipy.special import expit

    return z * expit(z), expit(z) * (1 + z * (1 - expit(z)))


@right("swish_and_slope")
def swish_and_slope(z):
    def f(z):
        return z / (1 + np.exp(-z))

    h = 1e-20
    return f(z), f(z + 1j * h).imag / h


@wrong("swish_and_slope", "only the first part of the product rule")
def swish_and_slope(z):
    s = 1 / (1 + np.exp(-z))
    return z * s, s


@wrong("swish_and_slope", "only the second part of the product rule")
def swish_and_slope(z):
    s = 1 / (1 + np.exp(-z))
    return z * s, z * (s - s * s)


@wrong("swish_and_slope", "the sigmoid's slope alone")
def swish_and_slope(z):
    s = 1 / (1 + np.exp(-z))
    return z * s, s * (1 - s)


@wrong("swish_and_slope", "the sigmoid for the value")
def swish_and_slope(z):
    s = 1 / (1 + np.exp(-z))
    return s, s + z * s * (1 - s)


@wrong("swish_and_slope", "the slope of ReLU")
def swish_and_slope(z):
    s = 1 / (1 + np.exp(-z))
    return z * s, np.where(z > 0, 1.0, 0.0)


@wrong("swish_and_slope", "minus in the product rule")
def swish_and_slope(z):
    s = 1 / (1 + np.exp(-z))
    return z * s, s - z * s * (1 - s)


@right("prelu_gradients")
def prelu_gradients(z, a, dE_df):
    return np.where(z > 0, dE_df, a * dE_df), np.sum(np.where(z > 0, 0, z) * dE_df)


@right("prelu_gradients")
def prelu_gradients(z, a, dE_df):
    dz, da = np.empty(z.shape), 0.0
    for k in np.ndindex(z.shape):
        if z[k] < 0:
            dz[k] = a * dE_df[k]
            da += z[k] * dE_df[k]
        else:
            dz[k] = dE_df[k]
    return dz, da


@right("prelu_gradients")
def prelu_gradients(z, a, dE_df):
    return [dE_df * ((z >= 0) + a * (z < 0)), float((dE_df * np.minimum(z, 0)).sum())]


@wrong("prelu_gradients", "positive sums counted for a")
def prelu_gradients(z, a, dE_df):
    return dE_df * np.where(z < 0, a, 1), (dE_df * z).sum()


@wrong("prelu_gradients", "the mean for the sum")
def prelu_gradients(z, a, dE_df):
    return dE_df * np.where(z < 0, a, 1), (dE_df * np.minimum(z, 0)).mean()


@wrong("prelu_gradients", "the factor z left out")
def prelu_gradients(z, a, dE_df):
    return dE_df * np.where(z < 0, a, 1), dE_df[z < 0].sum()


@wrong("prelu_gradients", "upstream gradient left out")
def prelu_gradients(z, a, dE_df):
    return np.where(z < 0, a, 1), z[z < 0].sum()


@wrong("prelu_gradients", "slope 0 on the negative side")
def prelu_gradients(z, a, dE_df):
    return dE_df * (z > 0), (dE_df * np.minimum(z, 0)).sum()


@wrong("prelu_gradients", "slope 1 everywhere")
def prelu_gradients(z, a, dE_df):
    return dE_df, (dE_df * np.minimum(z, 0)).sum()


@wrong("prelu_gradients", "")
def prelu_gradients(z, a, dE_df):
    return dE_df * np.where(z < 0, a, 1), dE_df * np.minimum(z, 0)


def trained(layers, X, d, epochs=100):
    nn.utils.set_random_seed(1)
    model = nn.Sequential([nn.Input((2,)), *layers])
    model.compile(optimizer=nn.optimizers.Adam(0.02), loss="binary_crossentropy")
    model.fit(X, d, batch_size=32, epochs=epochs, verbose=0)
    return model


@right("moons_classifier")
def moons_classifier(X, d):
    layers = [nn.layers.Dense(16, "tanh"), nn.layers.Dense(1, "sigmoid")]
    model = trained(layers, X, d.astype(float))
    return lambda X_new: model.predict(X_new, verbose=0)[:, 0]


@right("moons_classifier")
def moons_classifier(X, d):
    layers = [
        nn.layers.Dense(12, "relu"),
        nn.layers.Dense(8, "relu"),
        nn.layers.Dense(1, "sigmoid"),
    ]
    model = trained(layers, X, d[:, None].astype(float))
    return lambda X_new: model.predict(X_new, verbose=0)


@right("moons_classifier")
def moons_classifier(X, d):
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier((20,), learning_rate_init=0.02, max_iter=400, random_state=0).fit(X, d)
    return lambda X_new: model.predict_proba(X_new)[:, 1]


@wrong("moons_classifier", "a straight boundary, or too little training")
def moons_classifier(X, d):
    layers = [nn.layers.Dense(16), nn.layers.Dense(1, "sigmoid")]
    model = trained(layers, X, d.astype(float), 30)
    return lambda X_new: model.predict(X_new, verbose=0)[:, 0]


@wrong("moons_classifier", "a straight boundary, or too little training")
def moons_classifier(X, d):
    layers = [nn.layers.Dense(16, "tanh"), nn.layers.Dense(1, "sigmoid")]
    model = trained(layers, X, d.astype(float), 2)
    return lambda X_new: model.predict(X_new, verbose=0)[:, 0]


@wrong("moons_classifier", "sums for probabilities")
def moons_classifier(X, d):
    nn.utils.set_random_seed(1)
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(16, "tanh"), nn.layers.Dense(1)])
    loss = nn.losses.BinaryCrossentropy(from_logits=True)
    model.compile(optimizer=nn.optimizers.Adam(0.02), loss=loss)
    model.fit(X, d.astype(float), batch_size=32, epochs=60, verbose=0)
    return lambda X_new: model.predict(X_new, verbose=0)[:, 0]


@wrong("moons_classifier", "classes exchanged")
def moons_classifier(X, d):
    layers = [nn.layers.Dense(16, "tanh"), nn.layers.Dense(1, "sigmoid")]
    model = trained(layers, X, 1.0 - d)
    return lambda X_new: model.predict(X_new, verbose=0)[:, 0]


@wrong("moons_classifier", "the same for every row")
def moons_classifier(X, d):
    layers = [nn.layers.Dense(16, "tanh"), nn.layers.Dense(1, "softmax")]
    model = trained(layers, X, d.astype(float), 10)
    return lambda X_new: model.predict(X_new, verbose=0)[:, 0]


@wrong("moons_classifier", "")
def moons_classifier(X, d):
    layers = [nn.layers.Dense(16, "tanh"), nn.layers.Dense(1, "sigmoid")]
    return trained(layers, X, d.astype(float), 2).predict(X, verbose=0)
