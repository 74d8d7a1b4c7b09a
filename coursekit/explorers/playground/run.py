"""One training of the playground, epoch by epoch, by ``coursekit.nn``."""

import math

import numpy as np

from coursekit import nn
from coursekit.explorers.kit.chance import Chance
from coursekit.explorers.playground.data import inputs

WORST = 1e6  # a loss above this counts as diverged
KEEP_EVERY = 100  # epochs between two copies of the weights, so that going back is quick
OPTIMIZERS = {
    "SGD": lambda lr: nn.optimizers.SGD(lr),
    "momentum": lambda lr: nn.optimizers.SGD(lr, momentum=0.9),
    "Adam": lambda lr: nn.optimizers.Adam(lr),
}
LOSSES = {True: nn.losses.BinaryCrossentropy, False: nn.losses.MeanSquaredError}  # classes or not


class Run:
    """A network, its data and the losses so far.

    Parameters
    ----------
    recipe : State
        Everything but ``step`` and the stops counts.
    rows : list of (x1, x2, y)
        All points; the first ones are for training.

    Attributes
    ----------
    classes : bool
        Whether all targets are 0 or 1: then the output is a sigmoid, with binary cross-entropy.
    parts : pair of (x, y)
        Arrays of the training part and the test part.
    model : Sequential
        After ``epoch`` epochs, in float64.
    losses : pair of lists
        Training and test loss after each epoch reached so far; entry 0 is the start.
    end : int or infinity
        The last epoch before a loss became no number, or more than a million: it goes no further.
    """

    def __init__(self, recipe, rows):
        self.recipe, self.rows = recipe, rows
        self.classes = all(y in (0, 1) for _, _, y in rows)
        x = np.array([inputs(recipe.features, x1, x2) for x1, x2, _ in rows])
        y = np.array([[float(target)] for _, _, target in rows])
        n = max(1, min(len(rows) - 1, int(recipe.train_share * len(rows) + 0.5)))
        self.parts = (x[:n], y[:n]), (x[n:], y[n:])
        self.loss = LOSSES[self.classes]()
        self.model = build(recipe, self.classes)
        self.optimizer = OPTIMIZERS[recipe.optimizer](recipe.lr)
        self.optimizer.build(self.model.theta.size, "float64")
        self.is_kernel = kernel_places(self.model)
        self.epoch, self.end, self.copies = 0, math.inf, {}
        self.losses = [], []
        self.note_losses()

    def go(self, epoch):
        """Bring the model to ``epoch``, or as far as it goes."""
        if epoch < self.epoch:
            self.take_back(max(kept for kept in self.copies if kept <= epoch))
        while self.epoch < min(epoch, self.end):
            self.train_epoch()

    def train_epoch(self):
        """Show every training row once, in an order that depends on the seed and the epoch."""
        before = self.model.theta.copy()
        x, y = self.parts[0]
        order = Chance(order_seed(self.recipe.seed, self.epoch + 1)).shuffle(range(len(x)))
        with np.errstate(all="ignore"):
            for start in range(0, len(order), self.recipe.batch_size):
                batch = order[start : start + self.recipe.batch_size]
                self.train_step(x[batch], y[batch])
            self.epoch += 1
            self.note_losses()
        if self.epoch > self.end:
            self.model.theta[:] = before
            self.epoch -= 1

    def train_step(self, x, y):
        """Forward, backward, penalty, and θ ← θ + Δθ."""
        model = self.model
        model.backward_from_loss(self.loss, y, model.forward(x))
        gradient = model.gradient + self.penalty_gradient()
        model.theta += self.optimizer.step(gradient)

    def penalty_gradient(self):
        """Gradient of λ Σ |w| (L1) or λ Σ w² (L2); biases go free, as in Keras."""
        w = self.model.theta * self.is_kernel
        if self.recipe.penalty == "L1":
            return self.recipe.rate * np.sign(w)
        return self.recipe.rate * 2 * w if self.recipe.penalty == "L2" else 0.0

    def note_losses(self):
        """Record both losses, and keep a copy of everything now and then."""
        now = [float(self.loss(y, self.model.forward(x))) for x, y in self.parts]
        if not all(loss <= WORST for loss in now):
            self.end = self.epoch - 1
            return
        if len(self.losses[0]) == self.epoch:
            for line, loss in zip(self.losses, now, strict=True):
                line.append(loss)
        if self.epoch % KEEP_EVERY == 0 and self.epoch not in self.copies:
            slots = {name: getattr(self.optimizer, name).copy() for name in self.optimizer.slots}
            self.copies[self.epoch] = self.model.theta.copy(), slots, self.optimizer.iterations

    def take_back(self, epoch):
        """Return to a kept copy."""
        theta, slots, self.optimizer.iterations = self.copies[epoch]
        self.model.theta[:] = theta
        for name, value in slots.items():
            setattr(self.optimizer, name, value.copy())
        self.epoch = epoch


def order_seed(seed, epoch):
    """A seed of its own for the order of each epoch."""
    return 1_000_000 + 10_000 * seed + epoch


def build(recipe, classes):
    """The untrained network: Glorot's uniform weights drawn by ``Chance``, biases 0."""
    Dense, units = nn.layers.Dense, [*recipe.hidden]
    layers = [Dense(m, recipe.activation, dtype="float64") for m in units]
    layers.append(Dense(1, "sigmoid" if classes else "linear", dtype="float64"))
    model = nn.Sequential([nn.Input((len(recipe.features),)), *layers])
    chance = Chance(1000 + recipe.seed)
    for layer in model.layers:
        kernel = layer.params["kernel"]
        limit = math.sqrt(6 / sum(kernel.shape))
        kernel[...] = [[limit * (2 * chance.uniform() - 1) for _ in row] for row in kernel]
    return model


def kernel_places(model):
    """1 where θ holds a weight, 0 where it holds a bias."""
    arrays = [value for layer in model.layers for value in layer.params.values()]
    return np.concatenate([np.full(value.size, float(value.ndim == 2)) for value in arrays])


def pictures(model, features, cells):
    """Output of every unit, layer by layer and the features first, over a square of cells."""
    model.forward(np.array([inputs(features, x1, x2) for x1, x2 in cells]))
    side = math.isqrt(len(cells))
    layers = [model.layers[0].x, *(layer.a for layer in model.layers)]
    return [values.T.reshape(-1, side, side).tolist() for values in layers]


def accuracy(run, part):
    """Share of the rows of a part on the right side of 1/2; None where targets are numbers."""
    x, y = run.parts[part]
    return float(((run.model.forward(x) > 0.5) == (y > 0.5)).mean()) if run.classes else None
